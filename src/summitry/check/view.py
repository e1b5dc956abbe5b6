"""What rules look through: the plan, its attestations, the live state, and what derives from them.

A view notes which tables a derived value was made from. The view after a change takes over every
value whose sources are the same objects, so that nothing is computed twice and nothing is stale.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from typing import TypeVar, cast
from zoneinfo import ZoneInfo

from msgspec import Struct

from summitry.outcome.live import QUIET, LiveState
from summitry.plan.attestation import Attestation, AttestationKind, Attestations
from summitry.plan.bulk import Columns
from summitry.plan.identity import Identity
from summitry.plan.mandate import Event
from summitry.plan.organisation import Person
from summitry.plan.rulings import Ruling
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row, RowT
from summitry.plan.tables import TABLES
from summitry.policy.limits import Limits, limits_of

T = TypeVar("T")

ATTESTATIONS = "*attestations"
LIVE = "*live"
MOMENT = "*moment"
PEOPLE = "*people"
SPEAKERS = "*speakers"
"""A part of ``persons``: a rule that reads it declares that table."""
RULINGS = "*rulings"
ALWAYS = frozenset({ATTESTATIONS, LIVE, MOMENT, PEOPLE, RULINGS, "event", "limits"})
"""Sources that every rule may read without declaring them."""


class _Derived(Struct, frozen=True):
    value: object
    sources: frozenset[str]


class View:
    """One snapshot at one moment, for rules to read."""

    def __init__(  # noqa: PLR0913  # each is a source of its own, and handed over by its name
        self,
        snapshot: Snapshot,
        attestations: Attestations,
        *,
        at: datetime,
        live: LiveState = QUIET,
        people: tuple[Identity, ...] = (),
        rulings: tuple[Ruling, ...] = (),
        previous: "View | None" = None,
    ) -> None:
        self._snapshot = snapshot
        self._attestations = attestations
        self._at = at
        self._live = live
        self._people = people
        self._rulings = rulings
        self._readers: list[set[str]] = []
        self._derived: dict[Callable[..., object], _Derived] = {}
        if previous is not None:
            self._derived = previous.still_valid_for(self)

    def still_valid_for(self, after: "View") -> "dict[Callable[..., object], _Derived]":
        """Return the derived values whose every source is the same in the view after."""
        read = frozenset().union(*(derived.sources for derived in self._derived.values()))
        changed = {name for name in read if not _same(self.source(name), after.source(name))}
        return {
            builder: derived
            for builder, derived in self._derived.items()
            if changed.isdisjoint(derived.sources)
        }

    def source(self, name: str) -> object:
        """Return the table or other source of that name as it stands in this view."""
        others: dict[str, object] = {
            ATTESTATIONS: self._attestations,
            LIVE: self._live,
            MOMENT: self._at,
            PEOPLE: self._people,
            RULINGS: self._rulings,
        }
        if name in others:
            return others[name]
        if name == SPEAKERS:
            return self._speakers
        bulk = self._snapshot.bulks.get(name)
        return self._snapshot.tables[name] if bulk is None else bulk

    @cached_property
    def _speakers(self) -> Mapping[str, Person]:
        persons = self._snapshot.rows(Person)
        return {each: persons[each] for each in self._attestations.speakers if each in persons}

    def _note(self, source: str) -> None:
        """Note it for the value being made; `derive` hands a value's sources on to what uses it."""
        if self._readers:
            self._readers[-1].add(source)

    def rows(self, row_type: type[RowT]) -> Mapping[str, RowT]:
        """Return the rows of that type by key, in order of key."""
        found = self._snapshot.rows(row_type)
        self._note(_NAMES[row_type])
        return found

    def columns(self, table: str) -> Columns:
        """Return a bulk table as whole columns."""
        self._note(table)
        return self._snapshot.bulks[table].columns

    def row(self, table: str, key: str) -> Row | None:
        """Return one row of any table, or None."""
        self._note(table)
        return self._snapshot.get(table, key)

    @property
    def event(self) -> Event:
        """The event of the plan."""
        self._note("event")
        return self._snapshot.event

    @property
    def zone(self) -> ZoneInfo:
        """The venue's time zone."""
        return self.event.zone

    @property
    def limits(self) -> Limits:
        """The event's limits."""
        self._note("limits")
        return self._limits

    @cached_property
    def _limits(self) -> Limits:
        return limits_of(self._snapshot)

    @property
    def at(self) -> datetime:
        """The moment at which the plan is looked at."""
        self._note(MOMENT)
        return self._at

    @property
    def live(self) -> LiveState:
        """What is known of the day itself."""
        self._note(LIVE)
        return self._live

    @property
    def people(self) -> tuple[Identity, ...]:
        """Identities, where the caller supplied them."""
        self._note(PEOPLE)
        return self._people

    @property
    def rulings(self) -> tuple[Ruling, ...]:
        """What has been ruled on findings, valid or not."""
        self._note(RULINGS)
        return self._rulings

    @property
    def attestations(self) -> Attestations:
        """All attestations, of whatever row and moment."""
        self._note(ATTESTATIONS)
        return self._attestations

    @property
    def speakers(self) -> Mapping[str, Person]:
        """The persons of the plan who have said something of a row, whatever it is.

        Whose word counts depends on these few alone: a change to anybody else touches no rule that
        asks for a word.
        """
        self._note(SPEAKERS)
        return self._speakers

    def attested(self, row: Row, kind: AttestationKind) -> tuple[Attestation, ...]:
        """Return the attestations that speak of this very content and hold now."""
        self._note(ATTESTATIONS)
        return self._attestations.of(row, kind, at=self.at)

    def attested_ever(self, row: Row, kind: AttestationKind) -> tuple[Attestation, ...]:
        """Return the attestations about any content of the row, expired ones too."""
        self._note(ATTESTATIONS)
        return self._attestations.about(row, kind)

    def derive(self, builder: "Callable[[View], T]") -> T:
        """Return what the builder makes of this view, made at most once while sources stay."""
        derived = self._derived.get(builder)
        if derived is None:
            with self._reading() as sources:
                value = builder(self)
            derived = _Derived(value, frozenset(sources))
            self._derived[builder] = derived
        for source in derived.sources:
            self._note(source)
        return cast("T", derived.value)

    @contextmanager
    def _reading(self) -> Iterator[set[str]]:
        sources: set[str] = set()
        self._readers.append(sources)
        try:
            yield sources
        finally:
            self._readers.pop()

    def sources_of(self, builder: "Callable[[View], object]") -> frozenset[str]:
        """Return what a derived value was made from; empty before it was made."""
        derived = self._derived.get(builder)
        return frozenset() if derived is None else derived.sources


_NAMES: dict[type[Row], str] = {declared.row_type: name for name, declared in TABLES.items()}


def _same(before: object, after: object) -> bool:
    """Say whether a source is unchanged; large ones are shared, so comparing objects is enough."""
    small = isinstance(before, datetime | LiveState | dict)
    return before is after or (small and before == after)


def grouped(rows: Iterable[RowT], column: str) -> dict[str, list[RowT]]:
    """Return the rows by the value of a column, in their order; rows without one are left out."""
    groups: dict[str, list[RowT]] = {}
    for row in rows:
        value = getattr(row, column)
        if value is not None:
            groups.setdefault(value, []).append(row)
    return groups
