"""Exchange between posts: what each side has, what to send, and what may be taken in.

Any way will do, a network or a stick: the same twice changes nothing, gaps wait, and two histories
under one key are kept side by side as evidence.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.kit.ids import CommandPostId
from summitry.kit.merkle import Frontier, leaf_hash
from summitry.operations.checkpoint import Signed, is_genuine
from summitry.operations.entry import Entry, decoded
from summitry.operations.witness import Fork, is_fork


class Span(Struct, frozen=True, order=True):
    """Entries of a post by number: ``[start, end)``."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 1 <= self.start < self.end:
            raise SummitryError("sync.span", start=self.start, end=self.end)

    def __len__(self) -> int:
        return self.end - self.start


Holding = Mapping[CommandPostId, tuple[Span, ...]]
"""What a side has, by post."""


class Batch(Struct, frozen=True, kw_only=True):
    """Entries of one post in order, the first with the number ``start``, and a checkpoint."""

    post: CommandPostId
    start: int
    contents: tuple[bytes, ...]
    checkpoint: Signed
    """Of exactly so many entries as there are with the last: each second there is a new one."""
    hashes: tuple[bytes, ...] = ()
    """From the checkpoint that the receiver holds to this one (``Tree.divergence``)."""


class Copy(Struct, frozen=True, kw_only=True):
    """How far the copy of another post's journal goes, and the newest checkpoint it agrees with."""

    post: CommandPostId
    frontier: Frontier = Frontier()
    checkpoint: Signed | None = None


class Taken(Struct, frozen=True, kw_only=True):
    """What a batch added; nothing where all of it was there."""

    copy: Copy
    entries: tuple[Entry, ...] = ()


class Clash(Struct, frozen=True, kw_only=True):
    """Two histories of one post, with the proof. Both are kept; the copy stays as it is."""

    fork: Fork
    start: int
    contents: tuple[bytes, ...]
    """What the other side holds, from that number on."""


def spans_of(numbers: Iterable[int]) -> tuple[Span, ...]:
    """Return the numbers as spans in order."""
    return joined(Span(number, number + 1) for number in sorted(set(numbers)))


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the same numbers as disjoint spans in order, with a gap between any two."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def lacking(wanted: Iterable[Span], had: Iterable[Span]) -> tuple[Span, ...]:
    """Return the part of what is wanted that is not had."""
    left = list(joined(wanted))
    for span in joined(had):
        left = [part for whole in left for part in _without(whole, span)]
    return tuple(left)


def to_send(
    mine: Holding, theirs: Holding, *, entries_max: int
) -> dict[CommandPostId, tuple[Span, ...]]:
    """Return what the other side lacks and this one has, the oldest of each post first.

    Posts share what may be sent in one go, so that none waits behind a long journal.
    """
    lacks = {
        post: found for post in sorted(mine) if (found := lacking(mine[post], theirs.get(post, ())))
    }
    left, chosen = entries_max, {}
    for place, post in enumerate(sorted(lacks, key=lambda each: sum(map(len, lacks[each])))):
        share = left // (len(lacks) - place)
        chosen[post] = _first(lacks[post], share)
        left -= sum(map(len, chosen[post]))
    return {post: chosen[post] for post in lacks if chosen[post]}


def taken(
    copy: Copy, batch: Batch, *, public: bytes, leaf_at: Callable[[int], bytes]
) -> Taken | Clash:
    """Return the copy grown by the batch, or the proof of two histories.

    ``leaf_at`` gives the leaf of a number that the copy has.

    Raises
    ------
    SummitryError
        ``sync.gap`` where entries between are missing: ask for these first; ``sync.unproved``
        where the entries do not lead to a checkpoint that the post signed: ask again, with the
        hashes; ``sync.foreign`` for an entry of another place; what an entry's cells refuse.
    """
    size, end = copy.frontier.size, batch.start + len(batch.contents)
    if not 1 <= batch.start <= size + 1:
        raise SummitryError("sync.gap", post=batch.post, start=size + 1, end=batch.start)
    if copy.checkpoint is not None:
        fork = Fork(first=copy.checkpoint, second=batch.checkpoint, hashes=batch.hashes)
        if is_fork(fork, public):
            return Clash(fork=fork, start=batch.start, contents=batch.contents)
    if not is_genuine(batch.checkpoint, public) or batch.checkpoint.size != end - 1:
        raise _unproved(batch)
    had = batch.contents[: size + 1 - batch.start]
    if any(leaf_at(seq) != leaf_hash(each) for seq, each in enumerate(had, start=batch.start)):
        raise _unproved(batch)
    return _grown(copy, batch, batch.contents[len(had) :])


def _grown(copy: Copy, batch: Batch, contents: tuple[bytes, ...]) -> Taken:
    """Return the copy with these contents more, where they lead to the checkpoint's root."""
    if not contents:
        return Taken(copy=copy)
    frontier, fresh = copy.frontier, []
    for content in contents:
        frontier = frontier.grown(leaf_hash(content))
        entry = decoded(content)
        if (entry.post, entry.seq) != (batch.post, frontier.size):
            raise SummitryError("sync.foreign", post=batch.post, seq=frontier.size)
        fresh.append(entry)
    if frontier.root() != batch.checkpoint.root:
        raise _unproved(batch)
    grown = Copy(post=copy.post, frontier=frontier, checkpoint=batch.checkpoint)
    return Taken(copy=grown, entries=tuple(fresh))


def _unproved(batch: Batch) -> SummitryError:
    return SummitryError("sync.unproved", post=batch.post, size=batch.checkpoint.size)


def _without(whole: Span, hole: Span) -> Iterator[Span]:
    if hole.start > whole.start:
        yield Span(whole.start, min(whole.end, hole.start))
    if hole.end < whole.end:
        yield Span(max(whole.start, hole.end), whole.end)


def _first(spans: tuple[Span, ...], entries_max: int) -> tuple[Span, ...]:
    found: list[Span] = []
    left = entries_max
    for span in spans:
        if left <= 0:
            break
        found.append(Span(span.start, min(span.end, span.start + left)))
        left -= len(found[-1])
    return tuple(found)
