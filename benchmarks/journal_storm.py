"""A thousand watchers lose the board at once, come back at once, and have lost nothing.

While they are away, and while they come back, entries are written. They are up to date with the
first message that shows the last entry acknowledged before they came back, or a later one.
"""

import asyncio
from argparse import Namespace
from pathlib import Path
from time import perf_counter, process_time

from benchmarks.journal_clients import Acknowledged, Handed, arrivals, paced
from benchmarks.journal_entries import Writing
from benchmarks.journal_node import BEGAN, EVENT, Ready, memory_of, prepared, running
from benchmarks.journal_screens import PAGES_OF_ONE, watchers_of
from benchmarks.journal_watchers import Watcher, closed, opened
from benchmarks.site import quantiles, shown
from summitry.kit.streams import Stream, stream
from summitry.plan.terms import Marking

BACK_SECONDS_MAX = 20
RATE = 2.0
AWAY_RATE, AWAY_SECONDS = 20.0, 5.0
SETTLE_SECONDS = 5.0
WAIT_SECONDS_MAX = 60.0


def measured(arguments: Namespace, folder: Path) -> tuple[dict[str, object], bool]:
    """Return the numbers, and whether all were up to date in time and lost nothing."""
    ready = prepared(folder / "home", -(-arguments.watchers // PAGES_OF_ONE))
    draws = stream(arguments.seed, "journal", "storm")
    writing = Writing(ready.places, EVENT, BEGAN, draws)
    with running(ready) as process:
        numbers = asyncio.run(_storm(ready, writing, draws, arguments.watchers))
        numbers["memory MB"] = memory_of(process)
    print(f"    greatest memory, MB: {numbers['memory MB']}")
    good = (
        numbers["last_seconds"] <= BACK_SECONDS_MAX
        and not numbers["late"] and not numbers["differ"] and not numbers["errors"]
    )  # fmt: skip
    return numbers, good


async def _storm(ready: Ready, writing: Writing, draws: Stream, count: int) -> "dict[str, object]":
    watchers = watchers_of(ready, count, keeps=True)
    tasks = await opened(watchers)
    before = Handed()
    await paced(ready, writing, arrivals(draws, rate=RATE, burst=0, seconds=SETTLE_SECONDS), before)
    await closed(watchers, tasks)
    away = Handed()
    moments = arrivals(draws, rate=AWAY_RATE, burst=0, seconds=AWAY_SECONDS)
    await paced(ready, writing, moments, away)

    began, used = perf_counter(), process_time()
    for each in watchers:
        each.newest.clear()
        each.is_open = asyncio.Event()
    tasks = [asyncio.create_task(each.watch()) for each in watchers]
    during = Handed()
    moments = arrivals(draws, rate=RATE, burst=0, seconds=BACK_SECONDS_MAX)
    writes = asyncio.create_task(paced(ready, writing, moments, during))
    last = last_by_height(away.acknowledged)
    backs = [None] * count
    while perf_counter() - began < WAIT_SECONDS_MAX:
        await asyncio.sleep(0.5)
        all_seqs = {e.entry_id: e.seq for part in (away, during) for e in part.acknowledged}
        backs = [back_at(each, all_seqs, last) for each in watchers]
        if writes.done() and None not in backs:
            break
    share = (process_time() - used) / (perf_counter() - began)
    await asyncio.sleep(SETTLE_SECONDS)
    differ = await _differing(watchers)
    await closed(watchers, tasks)
    waits = [each - began for each in backs if each is not None]
    errors = [e for part in (before, away, during) for e in part.errors]
    errors += [error for each in watchers for error in each.errors]
    return _told(count, waits, differ, errors, share)


def last_by_height(entries: list[Acknowledged]) -> dict[int, int]:
    """Return the number of the last entry that each clearance may read."""
    return {
        marking.height: max(
            (each.seq for each in entries if each.marking.height <= marking.height), default=0
        )
        for marking in Marking
    }


def back_at(watcher: Watcher, seqs: dict[str, int], last: dict[int, int]) -> float | None:
    """Return when the watcher was up to date again; None: not yet."""
    wanted = last[Marking(watcher.reader.clearance).height]
    return next((at for at, entry_id in watcher.newest if seqs.get(entry_id, 0) >= wanted), None)


async def _differing(watchers: list[Watcher]) -> int:
    """Return how many do not show what somebody sees who opens the board just now."""
    fresh = {each.reader.kind: Watcher(each.reader, keeps=True) for each in watchers}
    tasks = await opened(list(fresh.values()))
    await asyncio.sleep(SETTLE_SECONDS)
    await closed(list(fresh.values()), tasks)
    return sum(each.sections != fresh[each.reader.kind].sections for each in watchers)


def _told(
    count: int, waits: list[float], differ: int, errors: list[str], share: float
) -> "dict[str, object]":
    told = quantiles(waits)
    last = round(max(waits, default=0.0), 2)
    late = count - len(waits)
    print(f"  {count:,} watchers lost and back at once: up to date after ms: {shown(told)}; "
          f"the last after {last} s (at most {BACK_SECONDS_MAX}); never: {late}")  # fmt: skip
    print(f"    showing other than a fresh page: {differ}; errors: {len(errors)}; the clients' "
          f"own processor time: {100 * share:.0f} % of one core")  # fmt: skip
    for error in sorted(set(errors))[:10]:
        print(f"      {error}")
    return {
        "watchers": count, "back": told, "last_seconds": last, "late": late, "differ": differ,
        "errors": len(errors), "clients_share_of_core": round(share, 3),
    }  # fmt: skip
