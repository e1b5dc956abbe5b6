"""How long two hundred planners wait at Hanoi's size: pages, and saves with their re-check.

Each thinks 5 to 15 seconds; one act in ten is a save. The node and the planners share the machine,
so that the processor time of the planners' side is told.
"""

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from http.client import HTTPConnection
from pathlib import Path
from time import perf_counter, process_time, sleep

from benchmarks.__main__ import write_json
from benchmarks.check import PLAN
from benchmarks.setting import MILLI
from benchmarks.site_load import Seen, everybody
from benchmarks.site_plan import HOST, prepared, serve_command
from summitry.kit.streams import stream
from tools.with_postgresql import running

PAGE_MS_MAX, SAVE_MS_MAX = 300, 500
SECONDS = 300.0
START_SECONDS_MAX = 60
PORT = 8490


def configure(parser: ArgumentParser) -> None:
    """Add what only this benchmark asks."""
    parser.add_argument("--planners", type=int, default=200)
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--workers", type=int, default=1)


def run(arguments: Namespace) -> int:
    """Measure on each database; return 1 where somebody waits too long or gets an error."""
    chosen = ("sqlite", "postgresql") if arguments.database == "both" else (arguments.database,)
    record: dict[str, object] = {}
    good = True
    for name in chosen:
        if len(chosen) > 1:
            # Django holds one database a process.
            status = subprocess.call(_alone(arguments, name))  # noqa: S603  # our own command
            good &= status == 0
            continue
        numbers, fine = measured(arguments, name)
        record[name] = numbers
        good &= fine
    write_json(arguments, record)
    print("as wanted" if good else "NOT as wanted")
    return 0 if good else 1


def _alone(arguments: Namespace, database: str) -> list[str]:
    command = [sys.executable, "-m", "benchmarks", "site", "--database", database]
    command += ["--seed", str(arguments.seed), "--planners", str(arguments.planners)]
    command += [] if arguments.seconds is None else ["--seconds", str(arguments.seconds)]
    target = arguments.json
    return command if target is None else [*command, "--json", f"{target}.{database}"]


def measured(arguments: Namespace, database: str) -> tuple[dict[str, object], bool]:
    """Return the numbers on one database, and whether they are small enough."""
    print(f"{database}: load {os.getloadavg()[0]:.1f} before the start")
    server = running(durable=True) if database == "postgresql" else nullcontext("")
    with tempfile.TemporaryDirectory() as folder, server as address:
        home = Path(folder) / "home"
        planners = prepared(home, PLAN, arguments.planners, address or "")
        seconds = arguments.seconds or SECONDS
        with node(serve_command(home, PORT, address or "")):
            began, used = perf_counter(), process_time()
            seen = asyncio.run(
                everybody(PORT, planners, lambda n: stream(arguments.seed, "site", str(n)), seconds)
            )
            took, spent = perf_counter() - began, process_time() - used
    return told(seen, took, spent)


def told(seen: Seen, took: float, spent: float) -> tuple[dict[str, object], bool]:
    """Print and return what the planners measured."""
    pages, saves = quantiles(seen.pages), quantiles(seen.saves)
    print(f"  {len(seen.pages):,} pages, ms (p95 at most {PAGE_MS_MAX}): {shown(pages)}")
    print(f"  {len(seen.saves):,} saves, ms (p95 at most {SAVE_MS_MAX}): {shown(saves)}")
    print(f"  saves whose findings came later: {seen.unchecked}; errors: {len(seen.errors)}")
    for error in sorted(set(seen.errors))[:10]:
        print(f"    {error}")
    print(f"  the planners' own processor time: {100 * spent / took:.0f} % of one core")
    good = pages["p95"] <= PAGE_MS_MAX and saves["p95"] <= SAVE_MS_MAX and not seen.errors
    return {
        "pages": pages, "saves": saves, "unchecked": seen.unchecked, "errors": len(seen.errors),
        "seconds": round(took, 1), "planners_share_of_core": round(spent / took, 3),
    }, good  # fmt: skip


def quantiles(times: list[float]) -> dict[str, float]:
    """Return median, p95, p99 and maximum in milliseconds; zeros where nothing was timed."""
    ranked = sorted(times) or [0.0]

    def at(share: float) -> float:
        return round(ranked[min(len(ranked) - 1, int(share * len(ranked)))] * MILLI, 1)

    return {"count": len(times), "p50": at(0.5), "p95": at(0.95), "p99": at(0.99),
            "max": at(1.0)}  # fmt: skip


def shown(numbers: dict[str, float]) -> str:
    """Return the numbers on one line."""
    return ", ".join(f"{name} {value:,}" for name, value in numbers.items() if name != "count")


@contextmanager
def node(command: "list[str] | tuple[str, ...] | object") -> "Iterator[subprocess.Popen[bytes]]":
    """Run the node until the block ends; the block is given its process."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # type: ignore[call-overload]  # noqa: S603  # our own command
    try:
        _wait_until_ready(process)
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=START_SECONDS_MAX)


def _wait_until_ready(process: "subprocess.Popen[bytes]") -> None:
    until = perf_counter() + START_SECONDS_MAX
    while perf_counter() < until and process.poll() is None:
        connection = HTTPConnection(HOST, PORT, timeout=5)
        try:
            connection.request("GET", "/-/ready")
            if connection.getresponse().status == 200:  # noqa: PLR2004  # ready
                return
        except OSError:
            pass
        finally:
            connection.close()
        sleep(0.2)
    raise SystemExit("the node did not become ready")
