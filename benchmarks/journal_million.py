"""A journal of a million entries: its pages and searches, the start of a node, and its proof.

The entries are written as a parcel of another post is, in one transaction for some thousands: a
day that had been typed would take a day.
"""

import asyncio
import subprocess
import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from time import perf_counter, time
from typing import Any
from urllib.parse import urlencode

from msgspec import Struct

from benchmarks.journal_entries import Writing
from benchmarks.journal_node import BEGAN, EVENT, PORT, POST, Ready, memory_of, prepared, running
from benchmarks.journal_words import SEARCHES
from benchmarks.setting import timed
from benchmarks.site import quantiles, shown
from benchmarks.site_load import Browser
from summitry.kit.streams import Stream, stream
from summitry.operations.checkpoint import journal_origin
from summitry.operations.clock import Clock
from summitry.operations.log import Head
from summitry.operations.note import Verifier
from summitry.operations.pack import Body, Header, Item, Log, Standing, packed
from summitry_web.operations.store.file import Handed, PostFile
from summitry_web.operations.store.shown import Shown

GROUP = 5_000
BETWEEN_MS = 300
"""A million entries in three and a half days."""
CHECKPOINT_EVERY = 10
PAGE_P95_MS_MAX, SEARCH_MS_MAX, VERIFY_SECONDS_MAX = 300, 1_000, 60
PAGES = 100
PAGES_BACK = 20
DESK, BOARD = f"/e/{EVENT}/desk-of-the-day/", f"/e/{EVENT}/board/"


class Waits(Struct, frozen=True, kw_only=True):
    """Seconds that pages took, by kind, and what went wrong."""

    first: dict[str, float]
    """The first time after the start of the node."""
    desk: list[float]
    older: list[float]
    board: list[float]
    searches: dict[str, float]
    errors: list[str]


def measured(arguments: Namespace, folder: Path) -> tuple[dict[str, object], bool]:
    """Return the numbers, and whether every goal was reached."""
    ready = prepared(folder / "home", 6)
    count = arguments.entries
    built, _ = timed(lambda: _build(ready, count, stream(arguments.seed, "journal", "million")))
    listed, _ = timed(lambda: _listed(ready))
    size = sum(each.stat().st_size for each in ready.journal.iterdir()) / 1e6
    print(f"  {count:,} entries, {size:,.0f} MB: written in {built:,.1f} s, the list of the desk "
          f"made in {listed:,.1f} s")  # fmt: skip
    began = perf_counter()
    with running(ready) as process:
        started = perf_counter() - began
        waits = asyncio.run(_pages(ready))
        memory = memory_of(process)
    verified, status = _verified(ready, folder / "pack.jsonl", count)
    numbers: dict[str, object] = {
        "entries": count, "megabytes": round(size), "built_s": round(built, 1),
        "listed_s": round(listed, 1), "start_s": round(started, 2), "memory MB": memory,
        "verify_s": round(verified, 1), "verify_status": status,
    }  # fmt: skip
    told, good = _told(numbers, waits)
    return told, good and status == 0 and verified <= VERIFY_SECONDS_MAX


def _identity() -> Any:
    """Return whose journal it is; its module can be read once the node is set up."""
    return import_module("summitry_web.operations.store.service").identity_of(EVENT, POST)


def _build(ready: Ready, count: int, draws: Stream) -> None:
    writing = Writing(
        ready.places, EVENT, BEGAN - timedelta(milliseconds=BETWEEN_MS * count), draws
    )
    identity = _identity()
    file = PostFile(ready.journal)
    head = Head(event=EVENT, clock=Clock(post=POST))
    now_ms = round(time() * 1_000) - count * BETWEEN_MS
    for start in range(0, count, GROUP):
        group, signed = [], []
        for number in range(start, min(start + GROUP, count)):
            now_ms += BETWEEN_MS
            submission = writing.next(number * BETWEEN_MS / 1_000)
            head, entry = head.written(submission.draft, now_ms)
            group.append(Handed(entry=entry, sealed=submission.sealed, key=submission.key))
            if head.frontier.size % CHECKPOINT_EVERY == 0 or number == count - 1:
                head, made = head.signed(identity.key, now_ms)
                signed.append((made, head.frontier))
        file.write(group)
        for made, frontier in signed:
            file.write_checkpoint(POST, made, frontier)
    file.close()


def _listed(ready: Ready) -> None:
    shown = Shown(ready.journal, EVENT)
    shown.bring_up()
    shown.close()


async def _pages(ready: Ready) -> Waits:
    """Return how long pages take: each the first time, then many times, one after another."""
    browser = Browser(PORT, ready.officers[0].session)
    errors: list[str] = []

    async def took(path: str) -> float:
        began = perf_counter()
        status, _ = await browser.ask("GET", path)
        if status != 200:  # noqa: PLR2004  # the status of a page that is there
            errors.append(f"{status} {path}")
        return perf_counter() - began

    first = {path: await took(path) for path in (DESK, BOARD)}
    desk = [await took(DESK) for _ in range(PAGES)]
    board = [await took(BOARD) for _ in range(PAGES)]
    older = [await took(f"{DESK}?before={each}") for each in _places(ready)]
    searches = {
        each: await took(f"{DESK}?{urlencode({'words': each})}") for each in SEARCHES
    }  # fmt: skip
    return Waits(
        first=first, desk=desk, older=older, board=board, searches=searches, errors=errors
    )  # fmt: skip


def _places(ready: Ready) -> Iterator[int]:
    """Yield numbers of lines throughout the list, as its links to older pages carry them."""
    file = PostFile(ready.journal, readonly=True)
    size = file.sizes()[POST]
    for step in range(1, PAGES_BACK + 1):
        entry = next(file.entries(POST, after=size * step // (PAGES_BACK + 1), most=1))
        yield entry.stamp.wall_ms << 20
    file.close()


def _verified(ready: Ready, path: Path, count: int) -> tuple[float, int]:
    """Return how long `summitry verify` takes for the whole journal as a pack, and its status."""
    made, _ = timed(lambda: _pack(ready, path, count))
    print(f"  evidence pack of {path.stat().st_size / 1e6:,.0f} MB made in {made:,.1f} s")
    command = [str(Path(sys.executable).parent / "summitry"), "verify", str(path)]
    return timed(lambda: subprocess.run(command, check=False).returncode)  # noqa: S603  # our own command


def _pack(ready: Ready, path: Path, count: int) -> None:
    identity = _identity()
    file = PostFile(ready.journal, readonly=True)
    public = identity.key.public_key().public_bytes_raw()
    log = Log(
        post=POST, size=count, key=Verifier(name=journal_origin(EVENT, POST), public=public),
        checkpoints=tuple(file.checkpoints(POST)), items=_items(file),
    )  # fmt: skip
    header = Header(event=EVENT, post=POST, made=BEGAN.isoformat())
    with path.open("wb") as stream_:
        stream_.writelines(
            packed(header, [log], witnesses=(), key=identity.key, at_ms=round(time() * 1_000))
        )
    file.close()


def _items(file: PostFile) -> Iterator[Item]:
    for entry in file.entries(POST):
        body, key = file.sealed(entry.body), file.key(entry.body)
        assert body is not None
        assert key is not None
        yield Item(
            seq=entry.seq, leaf=entry.leaf(), content=entry.encoded(),
            body=Body(
                entry_id=entry.entry_id, sealed=body, standing=Standing.OPEN, key=key.hex()
            ),
        )  # fmt: skip


def _told(numbers: Mapping[str, object], waits: Waits) -> tuple[dict[str, object], bool]:
    desk, older, board = (quantiles(each) for each in (waits.desk, waits.older, waits.board))
    slowest = max(waits.searches, key=lambda each: waits.searches[each])
    searches = quantiles(list(waits.searches.values()))
    print(f"  start of the node, s: {numbers['start_s']}; first pages, s: "
          f"{', '.join(f'{path} {each:.2f}' for path, each in waits.first.items())}")  # fmt: skip
    print(f"  page of the desk, ms (p95 at most {PAGE_P95_MS_MAX}): {shown(desk)}")
    print(f"  older pages, ms (p95 at most {PAGE_P95_MS_MAX}): {shown(older)}")
    print(f"  the board's page, ms (p95 at most {PAGE_P95_MS_MAX}): {shown(board)}")
    print(f"  searches, ms (at most {SEARCH_MS_MAX:,}): {shown(searches)}; slowest: {slowest}")
    print(f"  whole journal verified, s (at most {VERIFY_SECONDS_MAX}): {numbers['verify_s']}, "
          f"status {numbers['verify_status']}")  # fmt: skip
    print(f"  errors: {len(waits.errors)} {waits.errors[:5]}")
    print(f"  greatest memory, MB: {numbers['memory MB']}")
    good = (
        max(desk["p95"], older["p95"], board["p95"]) <= PAGE_P95_MS_MAX
        and searches["max"] <= SEARCH_MS_MAX and not waits.errors
    )  # fmt: skip
    return {
        **numbers, "first": waits.first, "desk": desk, "older": older, "board": board,
        "searches": searches, "by_words": waits.searches, "errors": len(waits.errors),
    }, good  # fmt: skip
