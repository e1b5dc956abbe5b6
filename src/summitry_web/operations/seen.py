"""The day as one reader sees it at one moment: now, or as it was known at an earlier one."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cached_property
from itertools import islice
from urllib.parse import urlencode

from msgspec import Struct
from msgspec.structs import replace

from summitry.kit.ids import CommandPostId
from summitry.operations import situation
from summitry.operations.bodies import Body
from summitry.operations.event import Event as Entered
from summitry.operations.record import Record
from summitry.outcome.finding import Finding
from summitry.plan.posts import Post
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row, RowT, table_of
from summitry.plan.tables import TABLES
from summitry.plan.terms import Marking, highest
from summitry.report.sentences import Told
from summitry_web.accounts.can import Actor, Granted
from summitry_web.accounts.pages import Here
from summitry_web.desk.access.lines import Tells, places_told
from summitry_web.operations.access import Day, day_of, plan_today, post_here, readable
from summitry_web.operations.assured import Standing, standing_for, standing_then
from summitry_web.operations.cells import past_moment_of
from summitry_web.operations.staffing import Staffed, on_duty
from summitry_web.operations.store.asking import Sieve
from summitry_web.operations.words import clock
from summitry_web.plans.access import Readable, named_in
from summitry_web.plans.found import Rows, is_told

NAME_COLUMNS = ("name", "title", "office")


class Gap(Struct, frozen=True, kw_only=True):
    """Something that the day has uncovered, told to the reader."""

    identity: str
    finding: Finding
    told: Told
    place: str

    @property
    def name(self) -> str:
        """What the row that lacks cover is called."""
        return self.told.name or self.place

    @property
    def minutes(self) -> int:
        """For how many minutes the cover lacks; 0 where that has no beginning or no end."""
        start, end = self.finding.start, self.finding.end
        return 0 if start is None or end is None else round((end - start).total_seconds() / 60)


class Seen(Struct, frozen=True, kw_only=True, dict=True):
    """What a page of the command post is made from; nothing in it is not the reader's to know.

    Pages are made for a kind of reader: what names one account alone stays with its own page.
    """

    here: Here
    post_id: CommandPostId
    day: Day
    kind: tuple[Granted, ...]
    record: Record
    moment: datetime
    is_past: bool
    asked: str = ""
    """What the address asks with ``?at=``, for the links of the page."""

    @property
    def asking(self) -> str:
        """The moment that was asked for, as the links of the page hand it on."""
        return f"?{urlencode({'at': self.asked})}" if self.asked else ""

    @cached_property
    def standing(self) -> Standing | None:
        """The plan of the day, checked; None where the plan has no event yet."""
        if self.is_past:
            return standing_then(self.here.event, self.record, at=self.moment)
        return standing_for(self.here.event, self.record, self.kind, at=self.moment)

    @cached_property
    def plan(self) -> Snapshot:
        """The plan of the day, whole: what is shown of it goes through `reads` or `rows`.

        It waits for no check: whoever only asks for names and rights has them at once.
        """
        return plan_today(self.here.event, self.record)

    @cached_property
    def reads(self) -> Readable:
        """Says which rows of the plan of the day are the reader's."""
        named = named_in(self.here.event)
        known = None if self.here.actor.is_breaking(self.here.at) else self.day.known_rows(
            self.kind, named
        )  # fmt: skip
        return Readable(self.here.actor, self.plan, named, at=self.here.at, known=known)

    def rows(self, row_type: type[RowT]) -> Mapping[str, RowT]:
        """Return the rows of that type that the reader may read."""
        return {key: row for key, row in self.plan.rows(row_type).items() if self.reads(row)}

    def row(self, table: str, key: str) -> Row | None:
        """Return the row where it is there and the reader's."""
        row = self.plan.get(table, key) if table in TABLES else None
        return row if row is not None and self.reads(row) else None

    @cached_property
    def staffed(self) -> list[Staffed]:
        """The reader's posts that must be staffed at the moment, those that lack people first."""
        planned = {} if self.standing is None else on_duty(self.standing.watch, self.moment)
        there = situation.present(self.record)
        found = [
            Staffed(
                post=post,
                count=len(planned.get(key, ())),
                planned=tuple(e for e in planned.get(key, ()) if self.row("persons", e)),
                there=tuple(there.get(post.post_id, ())),
            )
            for key, post in self.rows(Post).items()
            if post.start <= self.moment < post.end
        ]
        return sorted(found, key=lambda e: (not e.is_short, not e.missing, e.post.post_id))

    def name(self, place: str) -> str:
        """Return what a row of the plan, told as ``table/key``, is called for the reader."""
        table, _, key = place.partition("/")
        row = self.row(table, key)
        names = (getattr(row, column, "") for column in NAME_COLUMNS)
        return next((f"{name} ({key})" for name in names if name and name != key), key)

    def marking_of(self, entries: Iterable[Entered], places: Iterable[str] = ()) -> Marking | None:
        """Return the highest marking of entries, answers to them, and rows told as ``table/key``.

        None where there is nothing to mark.
        """
        found = [
            told.marking
            for each in entries
            for told in (each, *(e.event for e in self.record.answers(each.entry_id, Body)))
        ]
        rows = [self.row(*place.split("/", 1)) for place in places]
        found += [table_of(row).marking_of(row) for row in rows if row is not None]
        return highest(found) if found else None

    def newest(self, most: int, *kinds: type[Body]) -> list[Entered]:
        """Return the entries of these kinds, or of any, that were written last, newest first."""
        sieve = Sieve(
            as_at=self.moment if self.is_past else None, is_trial=self.day.is_trial
        )  # fmt: skip
        found = readable(self.day, self.here.actor, at=self.here.at, sieve=sieve)
        known = (each for each in found if not self.is_past or each.received <= self.moment)
        return list(islice((e for e in known if isinstance(e.body, kinds or Body)), most))

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """What the day has uncovered, the gravest first, as far as the reader may know."""
        standing = self.standing
        return () if standing is None else self.told(standing.uncovered)

    def told(self, findings: tuple[Finding, ...]) -> tuple[Gap, ...]:
        """Return the findings told to the reader; those that are not theirs are left out."""
        named = named_in(self.here.event)
        mine = [
            each for each in findings if is_told(self.here.actor, each, named, at=self.here.at)
        ]  # fmt: skip
        tells = Tells(self.here, mine, self._rows_of(mine))
        order = sorted(mine, key=lambda each: (each.severity.depth, each.start or self.moment))
        return tuple(
            Gap(
                identity=each.identity, finding=each, told=tells.told(each),
                place=tells.place(each.table, each.key),
            )
            for each in order
        )  # fmt: skip

    def _rows_of(self, findings: list[Finding]) -> Rows:
        mine: dict[tuple[str, str], Row] = {}
        hidden: dict[tuple[str, str], Row] = {}
        for table, key in places_told(findings):
            row = self.plan.get(table, key) if table in TABLES else None
            if row is not None:
                (mine if self.reads(row) else hidden)[table, key] = row
        return Rows(mine, hidden)

    def clock(self, moment: datetime | None) -> str:
        """Return the time of the day at the venue; the whole moment where it is of another day."""
        return "" if moment is None else clock(self.here, moment, on=self.moment)


def seen_by(here: Here, wish: str = "") -> Seen | None:
    """Return the day as the reader sees it; None where this node is no command post.

    Parameters
    ----------
    wish
        The moment as at which the day is to be seen, by the venue's clock; empty for now, as is
        one that is still to come.

    Raises
    ------
    SummitryError
        ``operations.moment`` for what is no moment.
    """
    post_id = post_here(here.event)
    if post_id is None:
        return None
    kind = here.actor.reading(here.at)
    nobody_else = replace(here, actor=anybody(here.actor, kind, here.at))
    day = day_of(here.event, post_id)
    record = day.record_for(here.actor, at=here.at)
    asked = past_moment_of(wish, here.formats.zone, at=here.moment)
    if asked is not None and asked >= here.moment:
        asked = None
    return Seen(
        here=nobody_else, post_id=post_id, day=day, kind=kind,
        record=record if asked is None else record.as_at(asked),
        moment=asked or here.moment, is_past=asked is not None,
        asked="" if asked is None else wish,
    )  # fmt: skip


def anybody(actor: Actor, kind: tuple[Granted, ...], at: datetime) -> Actor:
    """Return anybody with the same rights: rows that name one account are nobody's here."""
    if actor.is_breaking(at):
        return actor
    return Actor(account_id=0, person_id="", name="", grants=kind)
