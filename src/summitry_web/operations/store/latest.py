"""Entries read from the disk, the newest first, only as far as somebody asks for them.

A day has a million entries, and most of them change nothing: no process holds those. Where they
stand the list tells, by right; whatever the list does not have yet is read from the journal.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from heapq import merge
from pathlib import Path

from msgspec import Struct

from summitry.kit.ids import CommandPostId, EventId
from summitry.operations.entry import ERASED, Entry
from summitry.operations.event import Event as Entered
from summitry.operations.event import Order
from summitry_web.operations.store.asking import COUNTER_BITS, Reach, Sieve
from summitry_web.operations.store.file import PostFile
from summitry_web.operations.store.opening import entered_of, in_log
from summitry_web.operations.store.shown import Place, Shown

FIRST, MOST = 32, 512
"""How many entries are read at once: few for whoever wants the newest, more further back."""


class Wanted(Struct, frozen=True, kw_only=True):
    """Which entries somebody asks for.

    Parameters
    ----------
    sizes
        How far each post's journal is known: nothing beyond is told.
    reaches, sieve
        What the list is asked for. It spares reading; ``may`` alone says what is told.
    may
        Whether the entry may be told; asked before its body is opened.
    damaged
        Told of each entry that is left out because its body does not open.
    """

    sizes: Mapping[CommandPostId, int]
    reaches: tuple[Reach, ...]
    sieve: Sieve
    may: Callable[[Entry], bool]
    damaged: Callable[[Entry], None] = in_log


def newest_first(folder: Path, event: EventId, wanted: Wanted) -> Iterator[Entered]:
    """Yield the entries of all posts, the newest first; those of one post come in order.

    Of the sieve only what the list is asked for is certain to be left out: what the list does not
    have yet is told whatever it says.
    """
    with closing(PostFile(folder, readonly=True)) as file, closing(Shown(folder, event)) as shown:
        reached = shown.reached(file)
        parts = [
            _tail(file, post, reached.get(post, 0), size) for post, size in wanted.sizes.items()
        ]
        streams = [
            _opened(file, event, part, wanted)
            for part in (*parts, _listed(file, shown, wanted, reached))
        ]
        yield from merge(*streams, key=lambda each: each.order, reverse=True)


def _opened(
    file: PostFile, event: EventId, parts: Iterator[list[Entry]], wanted: Wanted
) -> Iterator[Entered]:
    for part in parts:
        told = [each for each in part if each.kind != ERASED and wanted.may(each)]
        found = entered_of(file, event, told, damaged=wanted.damaged)
        yield from (each for each in found if each is not None)


def _growing() -> Iterator[int]:
    most = FIRST
    while True:
        yield most
        most = min(most * 2, MOST)


def _tail(file: PostFile, post: CommandPostId, after: int, up_to: int) -> Iterator[list[Entry]]:
    """Yield the entries of one post that follow the number, in parts, the newest first."""
    for most in _growing():
        if up_to <= after:
            return
        start = max(after, up_to - most)
        yield file.at(post, range(start + 1, up_to + 1))[::-1]
        up_to = start


def _listed(
    file: PostFile, shown: Shown, wanted: Wanted, reached: Mapping[CommandPostId, int]
) -> Iterator[list[Entry]]:
    """Yield the entries that the list had at the beginning, in parts, the newest first."""
    before, waiting = 0, list[Place]()
    for most in _growing():
        found = shown.places(wanted.reaches, wanted.sieve, most=most, before=before)
        places = [*waiting, *found]
        waiting = []
        if len(found) == most:
            # Entries of one moment may stand in another order in the list: they go together.
            before = found[-1].number
            last = before >> COUNTER_BITS
            waiting = [each for each in places if each.number >> COUNTER_BITS == last]
            places = places[: len(places) - len(waiting)]
        yield _read(file, places, wanted.sizes, reached)
        if len(found) < most:
            return


def _read(
    file: PostFile,
    places: list[Place],
    sizes: Mapping[CommandPostId, int],
    reached: Mapping[CommandPostId, int],
) -> list[Entry]:
    numbers: dict[CommandPostId, list[int]] = {}
    for each in places:
        if each.seq <= min(sizes.get(each.post, 0), reached.get(each.post, 0)):
            numbers.setdefault(each.post, []).append(each.seq)
    entries = [each for post, some in numbers.items() for each in file.at(post, some)]
    return sorted(entries, key=_order, reverse=True)


def _order(entry: Entry) -> Order:
    return (entry.stamp.wall_ms, entry.stamp.counter, entry.post, entry.seq)
