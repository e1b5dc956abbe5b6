"""Run one benchmark: ``python -m benchmarks NAME [--seed S] [--seconds N] [--json FILE]``."""

import argparse
import json
import os
import platform
import subprocess
import sys
from datetime import datetime
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).parent


def names() -> list[str]:
    """Return the benchmarks: the modules of this folder that can be configured and run."""
    return sorted(
        path.stem
        for path in HERE.glob("*.py")
        if not path.stem.startswith("_") and "\ndef configure(" in path.read_text("utf-8")
    )


def header(seed: int, workers: int | None = None) -> dict[str, object]:
    """Return what makes a number comparable: when, which code, which machine, which seed.

    Where solvers are compared, also how many cores each may use.
    """
    said = subprocess.run(  # noqa: S603  # git of this machine, no input from outside
        ["git", "-C", str(HERE), "describe", "--always", "--dirty"],  # noqa: S607  # git of the path
        capture_output=True,
        text=True,
        check=False,
    )
    return {
        "date": datetime.now().astimezone().isoformat(timespec="seconds"),
        "commit": said.stdout.strip() or "unknown",
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "python": platform.python_version(),
        "seed": seed,
        **({} if workers is None else {"cores": cores(workers)}),
        "command": "python -m benchmarks " + " ".join(sys.argv[1:]),
    }


def cores(workers: int) -> str:
    """Return on how many cores engines are compared, ours with one thread and rivals with more."""
    held = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    if held == 1:
        threads = "" if workers == 1 else f", ours with one thread, each rival with {workers}"
        return f"1, to which this process is held{threads}"
    if workers == 1:
        return "1 for each engine: one thread each"
    return f"NOT equal: one thread for ours, {workers} for each rival on {held} cores"


def seconds(text: str) -> float:
    """Return the seconds, which are a number from 0 on."""
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number < float("inf"):
        raise argparse.ArgumentTypeError(f"“{text}” is not a number of seconds from 0 on")
    return number


def main(argv: list[str] | None = None) -> int:
    """Run the benchmark that is named, and return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    commands = parser.add_subparsers(dest="name", required=True)
    wanted = (sys.argv[1:] if argv is None else argv)[:1]
    for name in names():
        command = commands.add_parser(name)
        command.add_argument("--instances", type=Path, help="a folder of plans to use instead")
        command.add_argument("--seconds", type=seconds, default=None, help="stop after this long")
        command.add_argument("--seed", type=int, default=1)
        command.add_argument("--json", type=Path, help="also write the numbers to this file")
        # Only the benchmark that is asked for is imported: some need optional packages.
        if wanted == [name]:
            import_module(f"benchmarks.{name}").configure(command)
    arguments = parser.parse_args(argv)
    if arguments.json is not None and not arguments.json.resolve().parent.is_dir():
        parser.error(f"--json: there is no folder {arguments.json.resolve().parent}; make it first")
    arguments.header = header(arguments.seed, getattr(arguments, "workers", None))
    for key, value in arguments.header.items():
        print(f"{key:8} {value}")
    return int(import_module(f"benchmarks.{arguments.name}").run(arguments))


def write_json(arguments: argparse.Namespace, numbers: dict[str, object]) -> None:
    """Write header and numbers where ``--json`` asks for them, all or nothing."""
    path: Path | None = arguments.json
    if path is None:
        return
    content = json.dumps({"header": arguments.header, **numbers}, indent=1, default=str) + "\n"
    if path.exists() and not path.is_file():
        path.write_text(content, "utf-8")
        return
    # It is written anew after every run, and may be read or the run be ended at any moment.
    part = path.with_name(path.name + ".part")
    part.write_text(content, "utf-8")
    part.replace(path)


if __name__ == "__main__":
    sys.exit(main())
