"""How soon an entry is on another screen: a few at a high rate, then a thousand watchers."""

import asyncio
from argparse import Namespace
from pathlib import Path
from time import perf_counter, process_time

from msgspec import Struct

from benchmarks.journal_clients import Handed, arrivals, paced
from benchmarks.journal_entries import Writing
from benchmarks.journal_node import BEGAN, EVENT, Ready, memory_of, prepared, running
from benchmarks.journal_watchers import Watcher, arrived, closed, opened
from benchmarks.site import quantiles, shown
from summitry.kit.streams import stream

RATE, NORMAL = 200.0, 2.0
"""Entries a second: the most that a post must bear, and those of a day on which much happens."""
SCREEN_P95_MS_MAX, SCREEN_P99_MS_MAX = 1_000, 2_000
FAN_OUT_P99_MS_MAX = 500
FEW = 12
PAGES_OF_ONE = 4
SECONDS = 120.0
SETTLE_SECONDS = 5.0


class Screens(Struct, frozen=True, kw_only=True):
    """What the watchers of one rate were sent."""

    handed: Handed
    kinds: int
    waits: list[float]
    missing: int
    errors: list[str]
    messages: int
    kilobytes: float
    share: float
    """The clients' processor time over the time that went by."""


def measured(arguments: Namespace, folder: Path) -> tuple[dict[str, object], bool]:
    """Return the numbers, and whether entries were on the screens in time."""
    seconds = arguments.seconds or SECONDS
    ready = prepared(folder / "home", max(FEW, -(-arguments.watchers // PAGES_OF_ONE)))
    writing = Writing(ready.places, EVENT, BEGAN, stream(arguments.seed, "journal", "screens"))
    told: dict[str, object] = {}
    good = True
    with running(ready) as process:
        # The thousand first: their journal is that of a day's beginning, not of 200 a second.
        for name, count, rate in (
            ("watchers", arguments.watchers, NORMAL), ("screens", FEW, RATE)
        ):  # fmt: skip
            seen = asyncio.run(_seen(ready, writing, count, rate, seconds))
            numbers, fine = _told(name, count, rate, seen)
            told[name] = numbers
            good &= fine
            memory = memory_of(process)
            print(f"    greatest memory, MB: {memory}")
            told[f"{name} memory MB"] = memory
    return told, good


def watchers_of(ready: Ready, count: int, *, keeps: bool = False) -> list[Watcher]:
    """Return so many watchers, each reader with as many pages as the next."""
    return [Watcher(ready.readers[each % len(ready.readers)], keeps=keeps)
            for each in range(count)]  # fmt: skip


async def _seen(ready: Ready, writing: Writing, count: int, rate: float, seconds: float) -> Screens:
    watchers = watchers_of(ready, count)
    tasks = await opened(watchers)
    before = sum(each.bytes for each in watchers)
    began, used = perf_counter(), process_time()
    handed = Handed()
    draws = stream(1, "journal", "screens", str(rate))
    await paced(ready, writing, arrivals(draws, rate=rate, burst=0.0, seconds=seconds), handed)
    share = (process_time() - used) / (perf_counter() - began)
    await asyncio.sleep(SETTLE_SECONDS)
    sent = sum(each.bytes for each in watchers) - before
    await closed(watchers, tasks)
    waits = [wait for each in watchers for wait in arrived(each, handed.acknowledged)]
    return Screens(
        handed=handed, kinds=len({each.reader.kind for each in watchers}),
        waits=[each for each in waits if each is not None],
        missing=sum(each is None for each in waits),
        errors=[*handed.errors, *(error for each in watchers for error in each.errors)],
        messages=sum(each.messages for each in watchers), kilobytes=round(sent / 1_000),
        share=share,
    )  # fmt: skip


def _told(name: str, count: int, rate: float, seen: Screens) -> tuple[dict[str, object], bool]:
    waits = quantiles(seen.waits)
    wanted = {"p99": FAN_OUT_P99_MS_MAX} if name == "watchers" else {
        "p95": SCREEN_P95_MS_MAX, "p99": SCREEN_P99_MS_MAX
    }  # fmt: skip
    print(f"  {count:,} watchers of {seen.kinds} kinds, {rate:.0f} entries a second: "
          f"{len(seen.handed.acknowledged):,} entries, from acknowledgement to screen, ms "
          f"({', '.join(f'{key} at most {most:,}' for key, most in wanted.items())}): "
          f"{shown(waits)}")  # fmt: skip
    print(f"    {seen.messages:,} messages, {seen.kilobytes:,.0f} kB; never on a screen: "
          f"{seen.missing}; errors: {len(seen.errors)}; the clients' own processor time: "
          f"{100 * seen.share:.0f} % of one core")  # fmt: skip
    for error in sorted(set(seen.errors))[:10]:
        print(f"      {error}")
    reached = all(waits[key] <= most for key, most in wanted.items())
    return {
        "watchers": count, "kinds": seen.kinds, "rate": rate,
        "entries": len(seen.handed.acknowledged),
        "waits": waits, "messages": seen.messages, "kilobytes": seen.kilobytes,
        "missing": seen.missing, "errors": len(seen.errors),
        "clients_share_of_core": round(seen.share, 3),
    }, reached and not seen.missing and not seen.errors  # fmt: skip
