"""How fast entries are on the disk: at a rate with bursts, beside a plain insert loop, by the site.

The loop writes the same bytes into a file on the same disk, one insert and one commit each, and
takes turns with the journal.
"""

import asyncio
import os
import sqlite3
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from http import HTTPStatus
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from urllib.parse import urlencode

import msgspec

from benchmarks.journal_clients import Acknowledged, Handed, arrivals, paced, pressed
from benchmarks.journal_entries import Writing
from benchmarks.journal_node import BEGAN, EVENT, PORT, POST, Ready, prepared, running
from benchmarks.setting import MILLI
from benchmarks.site import quantiles, shown
from benchmarks.site_load import Browser
from summitry.kit.streams import Stream, stream
from summitry.plan.terms import Marking
from summitry_web.operations.store.file import PostFile

RATE, BURST = 200.0, 500.0
ACKNOWLEDGED_MS_MAX = 250
SECONDS = 600.0
TURNS, TURN_SECONDS = 4, 4.0
CLIENTS = 64
OFFICERS, LINES_PER_SECOND = 12, 5.0
FLUSHES = 50
FORM = "application/x-www-form-urlencoded"
DESK = f"/e/{EVENT}/desk-of-the-day/"


def measured(arguments: Namespace, folder: Path) -> tuple[dict[str, object], bool]:
    """Return the numbers, and whether the acknowledgements came in time."""
    seconds = arguments.seconds or SECONDS
    flush_ms = round(median(_flushes(folder)) * MILLI, 2)
    print(f"  a flush of 4,096 bytes to this disk: {flush_ms} ms")
    ready = prepared(folder / "home", OFFICERS * 2)
    draws = stream(arguments.seed, "journal", "writes")
    writing = Writing(ready.places, EVENT, BEGAN, draws)
    with running(ready):
        steady, share = asyncio.run(_steady(ready, writing, draws, seconds))
        turns = _turns(ready, writing, folder)
        site = asyncio.run(_site(ready, draws, min(seconds, SECONDS / 5)))
    lost = _lost(ready, steady, site)
    return _told(steady, turns, site, {"flush_ms": flush_ms, "clients": share, "lost": lost})


def _flushes(folder: Path) -> Iterator[float]:
    with (folder / "flushed").open("wb") as file:
        for _ in range(FLUSHES):
            began = perf_counter()
            file.write(bytes(4_096))
            file.flush()
            os.fsync(file.fileno())
            yield perf_counter() - began


async def _steady(
    ready: Ready, writing: Writing, draws: Stream, seconds: float
) -> tuple[Handed, float]:
    """Return what became of the entries, and the clients' share of one core."""
    handed = Handed()
    began, used = perf_counter(), process_time()
    moments = arrivals(draws, rate=RATE, burst=BURST, seconds=seconds)
    await paced(ready, writing, moments, handed)
    return handed, (process_time() - used) / (perf_counter() - began)


def _turns(ready: Ready, writing: Writing, folder: Path) -> dict[str, list[float]]:
    """Return entries a second of each turn of the loop, one client, and many clients."""
    found: dict[str, list[float]] = {"loop": [], "one client": [], f"{CLIENTS} clients": []}
    for _ in range(TURNS):
        found["loop"].append(_loop(writing, folder))
        for clients, name in ((1, "one client"), (CLIENTS, f"{CLIENTS} clients")):
            handed = Handed()
            began = perf_counter()
            asyncio.run(pressed(ready, writing, clients, TURN_SECONDS, handed))
            found[name].append(len(handed.acknowledged) / (perf_counter() - began))
    return found


def _loop(writing: Writing, folder: Path) -> float:
    """Return how many of the same entries a second a plain insert loop writes."""
    rows = [_row(writing) for _ in range(500)]
    with closing(sqlite3.connect(folder / "plain.sqlite3", isolation_level=None)) as link:
        link.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;")
        link.execute("CREATE TABLE IF NOT EXISTS plain (number INTEGER PRIMARY KEY, content BLOB)")
        count, began = 0, perf_counter()
        while perf_counter() - began < TURN_SECONDS:
            # Without a transaction of its own, each insert is one, and flushed.
            link.execute("INSERT INTO plain (content) VALUES (?)", (rows[count % len(rows)],))
            count += 1
        return count / (perf_counter() - began)


def _row(writing: Writing) -> bytes:
    return msgspec.msgpack.encode(writing.next(0))


async def _site(ready: Ready, draws: Stream, seconds: float) -> Handed:
    """Return what became of lines that officers typed and sent to the desk."""
    handed = Handed()
    browsers = [Browser(PORT, each.session, sends=FORM) for each in ready.officers[:OFFICERS]]
    for each in browsers:
        status, _ = await each.ask("GET", DESK)
        if status != HTTPStatus.OK:
            handed.errors.append(f"{status} {DESK}")
    until = perf_counter() + seconds
    await asyncio.gather(
        *(_officer(each, draws.spawn(1)[0], until, handed) for each in browsers)
    )  # fmt: skip
    return handed


async def _officer(browser: Browser, draws: Stream, until: float, handed: Handed) -> None:
    while True:
        await asyncio.sleep(float(draws.exponential(OFFICERS / LINES_PER_SECOND)))
        began = perf_counter()
        if began > until:
            return
        entry_id = draws.bytes(16).hex()
        cells = {"kind": "note", "text": f"Crowd is thinning out, {began:.6f}",
                 "marking": Marking.GREEN.value, "entry_id": entry_id}  # fmt: skip
        status, content = await browser.ask("POST", DESK, urlencode(cells).encode())
        if status == HTTPStatus.OK:
            found = Acknowledged(entry_id, 0, Marking.GREEN, began, perf_counter())
            handed.acknowledged.append(found)
        else:
            handed.errors.append(f"{status} {content[:80]!r}")


def _lost(ready: Ready, *handed: Handed) -> int:
    """Return how many acknowledged entries are not in the journal once."""
    file = PostFile(ready.journal, readonly=True)
    try:
        there = Counter(each.entry_id for each in file.entries(POST))
    finally:
        file.close()
    return sum(there[each.entry_id] != 1 for part in handed for each in part.acknowledged)


def _told(
    steady: Handed, turns: dict[str, list[float]], site: Handed, more: dict[str, float]
) -> tuple[dict[str, object], bool]:
    waits, typed = quantiles(steady.waits()), quantiles(site.waits())
    print(f"  {waits['count']:,} entries at {RATE:.0f} a second with bursts of {BURST:.0f}, until")
    print(f"  acknowledged, ms (p99 at most {ACKNOWLEDGED_MS_MAX}): {shown(waits)}")
    print(f"  the clients' own processor time: {100 * more['clients']:.0f} % of one core")
    rates = {name: round(median(each)) for name, each in turns.items()}
    ratios = {name: round(rate / rates["loop"], 2) for name, rate in rates.items()}
    print(f"  entries a second, median of {TURNS} turns: {shown(rates)}; to the loop: {ratios}")
    print(f"  {typed['count']:,} lines by the site at {LINES_PER_SECOND:.0f} a second, ms: "
          f"{shown(typed)}")  # fmt: skip
    errors = [*steady.errors, *site.errors]
    print(f"  errors: {len(errors)}; acknowledged and not there once: {more['lost']:.0f}")
    for error in sorted(set(errors))[:10]:
        print(f"    {error}")
    good = waits["p99"] <= ACKNOWLEDGED_MS_MAX and not errors and not more["lost"]
    return {
        "acknowledged": waits, "entries_per_second": rates, "turns": turns, "to_loop": ratios,
        "site": typed, "errors": len(errors), **more,
    }, good  # fmt: skip
