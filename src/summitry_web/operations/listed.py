"""The list of entries: its pages, searched and filtered, as far as the reader may know of them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from msgspec import Struct

from summitry.kit.ids import CommandPostId, EventId
from summitry.operations.bodies import BODIES, Priority, Struck
from summitry_web.accounts.can import Actor
from summitry_web.events.models import Event
from summitry_web.operations.cells import past_moment_of
from summitry_web.operations.store.asking import Reach, Sieve
from summitry_web.operations.store.service import folder_of
from summitry_web.operations.store.shown import COUNT_MAX, Line, Shown

PAGE_LINES = 50
TAKEN_IN_MAX = 500
"""How many entries one request takes in at most; the journal's own process takes in the rest."""
EXPORT_MAX = 50_000
WORDS_MAX = 200


class Standing(Struct, frozen=True, kw_only=True):
    """A line, and what was written over it."""

    line: Line
    over: tuple[Line, ...] = ()

    @property
    def is_struck(self) -> bool:
        """Whether it counts no longer as it was written."""
        return bool(self.over)

    @property
    def last(self) -> Line:
        """The line with its words as they were last; where it was struck out, those before."""
        lines = (self.line, *self.over)
        return next((e for e in reversed(lines) if not isinstance(e.body, Struck)), self.line)


class Page(Struct, frozen=True, kw_only=True):
    """One page of the list.

    ``is_behind`` says that entries are on the disk and not yet in the list; how many is not told,
    since not all of them may be the reader's.
    """

    standings: tuple[Standing, ...]
    count: int
    older: int = 0
    newer: int = 0
    is_behind: bool = False

    @property
    def is_more(self) -> bool:
        """Whether there are more than anybody counts."""
        return self.count > COUNT_MAX

    @property
    def mark(self) -> str:
        """Another one after each change of what the page shows: an entry may have been erased."""
        shown = [
            each.entry_id for standing in self.standings for each in (standing.line, *standing.over)
        ]
        told = f"{self.count} {self.is_behind} {' '.join(shown)}"
        return sha256(told.encode()).hexdigest()[:16]

    @property
    def count_max(self) -> int:
        """Where counting ends."""
        return COUNT_MAX


def reaches_of(actor: Actor, *, at: datetime) -> tuple[Reach, ...]:
    """Return what the actor's grants reach, for asking the list by right."""
    return tuple(
        Reach(height=each.clearance.height, unit_id=each.unit_id) for each in actor.reading(at)
    )


def sieve_of(
    asked: Mapping[str, str], *, zone: ZoneInfo, at: datetime, is_trial: bool = False
) -> Sieve:
    """Return what the address asks of the list; a word that is none asks for nothing.

    Raises
    ------
    SummitryError
        ``operations.moment`` for what is no moment.
    """
    priority = asked.get("haste", "")
    kind = asked.get("only", "")
    return Sieve(
        words=asked.get("words", "").strip()[:WORDS_MAX],
        kind=kind if kind in BODIES else "",
        priority=Priority(priority) if priority in set(Priority) else None,
        place=asked.get("where", "").strip()[:WORDS_MAX],
        author=asked.get("author", "").strip()[:WORDS_MAX],
        since=past_moment_of(asked.get("since", ""), zone, at=at),
        as_at=past_moment_of(asked.get("at", ""), zone, at=at),
        is_trial=is_trial,
    )


@contextmanager
def _shown(event: Event, post: CommandPostId) -> Iterator[tuple[Shown, int]]:
    """Open the list, brought up as far as one request may."""
    shown = Shown(folder_of(EventId(event.slug), post), EventId(event.slug))
    try:
        yield shown, shown.bring_up(most=TAKEN_IN_MAX)
    finally:
        shown.close()


def page_of(  # whose journal, who reads, what for, where from
    event: Event,
    post: CommandPostId,
    reaches: tuple[Reach, ...],
    sieve: Sieve,
    *,
    before: int = 0,
    after: int = 0,
) -> Page:
    """Return a page of the list: the newest, that before or that after a number."""
    with _shown(event, post) as (shown, left):
        lines, count = _some(shown, reaches, sieve, before=before, after=after)
        is_more = len(lines) > PAGE_LINES
        lines = lines[-PAGE_LINES:] if after else lines[:PAGE_LINES]
        return Page(
            standings=_standings(shown, reaches, lines, sieve),
            count=count,
            older=lines[-1].number if lines and (after or is_more) else 0,
            newer=lines[0].number if lines and (before or (after and is_more)) else 0,
            is_behind=left > 0,
        )


def _some(
    shown: Shown, reaches: tuple[Reach, ...], sieve: Sieve, *, before: int, after: int
) -> tuple[list[Line], int]:
    """Return the lines of a page, and one more where there is one; and how many there are."""
    most = PAGE_LINES + 1
    if after:
        lines = shown.after(reaches, sieve, most=most, number=after)
    elif before:
        lines = shown.page(reaches, sieve, most=most, before=before)
    else:
        return shown.first(reaches, sieve, most=most)
    return lines, shown.count(reaches, sieve)


def _standings(
    shown: Shown, reaches: tuple[Reach, ...], lines: list[Line], sieve: Sieve
) -> tuple[Standing, ...]:
    over = shown.corrections(reaches, [each.entry_id for each in lines], sieve)
    return tuple(
        Standing(line=each, over=tuple(over.get(each.entry_id, ()))) for each in lines
    )  # fmt: skip


def authors_of(event: Event, post: CommandPostId, reaches: tuple[Reach, ...]) -> list[str]:
    """Return who has written an entry that the reader may read, in order."""
    with _shown(event, post) as (shown, _):
        return shown.authors(reaches)


def taken_along(
    event: Event, post: CommandPostId, actor: Actor, sieve: Sieve, *, at: datetime
) -> list[Standing]:
    """Return the lines that the actor may take along, one more than a file may hold at most."""
    reaches = reaches_of(actor.taking(at), at=at)
    with _shown(event, post) as (shown, _):
        lines = shown.page(reaches, sieve, most=EXPORT_MAX + 1)
        found: list[Standing] = []
        for start in range(0, len(lines), PAGE_LINES):
            found += _standings(shown, reaches, lines[start : start + PAGE_LINES], sieve)
        return found


def standing_of(
    event: Event, post: CommandPostId, actor: Actor, entry_id: str, *, at: datetime
) -> Standing | None:
    """Return one entry and what was written over it; None where it is not there or not theirs."""
    reaches = reaches_of(actor, at=at)
    with _shown(event, post) as (shown, _):
        line = shown.line(reaches, entry_id)
        return None if line is None else _standings(shown, reaches, [line], Sieve())[0]
