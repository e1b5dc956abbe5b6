"""The plan as the oracle sees it: dictionaries of rows, and what people have said of them."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from itertools import pairwise
from typing import Any

from msgspec import Struct

from summitry.kit.time import seconds_of
from summitry.plan.attestation import Attestation, AttestationKind, Attestations, row_hash
from summitry.plan.change import Edit
from summitry.plan.identity import Identity
from summitry.plan.rulings import Ruling
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row, table_of

Subject = tuple[str, str]
Atoms = frozenset[tuple[Any, ...]]
Judgement = dict[Subject, Atoms]

MAYBE = "maybe"
"""Begins an atom of which the oracle is not sure: it denies no finding and counts for none."""

INDEXED = {
    "shifts": ("post_id", "person_id"),
    "arrivals": ("gate_id",),
    "post_requirements": ("post_id",),
    "person_qualifications": ("person_id",),
    "route_segments": ("route_id",),
    "closures": ("segment_id",),
}

DEFAULTS = {
    "rest_hours_min": 11.0,
    "shift_hours_max": 12.0,
    "gate_duty_hours_max": 2.0,
    "handover_minutes_min": 15.0,
    "same_site_minutes": 0.0,
    "week_hours_max": 168.0,
    "weekly_rest_hours_min": 0.0,
    "days_in_row_max": 366.0,
    "span_of_control_max": 7.0,
    "line_of_sight_m_max": 1000.0,
    "control_verified_hours_min": 12.0,
    "high_risk_score_min": 12.0,
    "relays_max": 1.0,
    "zone_load_factor_max": 1.0,
    "queue_minutes_max": 15.0,
    "recall_minutes_max": 30.0,
    "identity_similarity_min": 0.9,
    "door_headway_minutes_min": 4.0,
    "segment_headway_seconds_min": 60.0,
    "closure_minutes_min": 10.0,
    "clearing_minutes_min": 5.0,
    "signature_minutes": 1.0,
}
"""What holds where the event sets nothing; written out here, so that a changed default shows."""


class World:
    """All rows by table and key, with shifts and arrivals also by what they belong to."""

    def __init__(self, snapshot: Snapshot, attestations: Attestations, at: datetime) -> None:
        self.at = at
        self.people: tuple[Identity, ...] = ()
        self.rulings: tuple[Ruling, ...] = ()
        self.tables: dict[str, Mapping[str, Any]] = {
            name: dict(rows) for name, rows in snapshot.tables.items()
        }
        for name, bulk in snapshot.bulks.items():
            self.tables[name] = {bulk.table.key_of(row): row for row in bulk.rows()}
        self.index: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}
        for name, columns in INDEXED.items():
            for column in columns:
                self.index[name, column] = _indexed(self.tables[name], column)
        self.words: dict[Subject, list[Attestation]] = {}
        self.set_words(attestations)

    def set_words(self, attestations: Iterable[Attestation]) -> None:
        """Take these attestations in place of the old ones."""
        self.words = {}
        for word in attestations:
            self.words.setdefault((word.subject_table, word.subject_key), []).append(word)

    def edited(self, edits: Iterable[Edit]) -> "World":
        """Return the world with the edits made; this one stays as it is."""
        after = object.__new__(World)
        after.__dict__.update(self.__dict__)
        after.tables, after.index = dict(self.tables), dict(self.index)
        for edit in edits:
            rows = dict(after.tables[edit.table])
            before = rows.pop(edit.key, None)
            if edit.row is not None:
                rows[edit.key] = edit.row
            after.tables[edit.table] = rows
            for column in INDEXED.get(edit.table, ()):
                after.index[edit.table, column] = _reindexed(
                    after.index[edit.table, column], column, edit, before
                )
        return after

    def rows(self, table: str) -> Iterable[Any]:
        """Return all rows of a table."""
        return self.tables[table].values()

    def get(self, table: str, key: str | None) -> Any:
        """Return a row or None."""
        return None if key is None else self.tables[table].get(key)

    def of(self, table: str, column: str, key: str) -> list[Any]:
        """Return the rows of an indexed table that belong to the key."""
        return list(self.index[table, column].get(key, {}).values())

    @property
    def event(self) -> Any:
        """The event."""
        (event,) = self.rows("event")
        return event

    def limit(self, name: str) -> float:
        """Return the event's own limit, or the default."""
        row = self.get("limits", name)
        return DEFAULTS[name] if row is None else float(row.value)

    def said(self, row: Row, kind: str) -> list[Attestation]:
        """Return what was said of exactly this content, and holds now."""
        declared = table_of(row)
        words = self.words.get((declared.name, declared.key_of(row)))
        if not words:
            return []
        content = row_hash(row)
        return [
            word
            for word in words
            if word.kind == AttestationKind(kind)
            and word.row_hash == content
            and word.at <= self.at
            and (word.expires is None or self.at < word.expires)
        ]

    def said_by(self, row: Row, kind: str, fits: Callable[[Any], bool]) -> bool:
        """Say whether somebody known, who fits, said so."""
        for word in self.said(row, kind):
            person = self.get("persons", word.by)
            if person is not None and fits(person):
                return True
        return False


def _indexed(rows: Mapping[str, Any], column: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for key, row in rows.items():
        found.setdefault(getattr(row, column), {})[key] = row
    return found


def _reindexed(
    index: dict[str, dict[str, Any]], column: str, edit: Edit, before: Row | None
) -> dict[str, dict[str, Any]]:
    after = dict(index)
    if before is not None:
        home = getattr(before, column)
        after[home] = {key: row for key, row in after[home].items() if key != edit.key}
    if edit.row is not None:
        home = getattr(edit.row, column)
        after[home] = {**after.get(home, {}), edit.key: edit.row}
    return after


def sure(atoms: Atoms) -> Atoms:
    """Return the atoms without those that the oracle is not sure of."""
    return frozenset(atom for atom in atoms if atom[0] != MAYBE)


def minutes(start: int, end: int) -> range:
    """Return every minute that the seconds touch."""
    return range(start // 60, -(-end // 60))


def levels(amount: float, *, most: int = 5_000) -> range:
    """Return one level for each unit that is missing, begun units too."""
    return range(min(most, -int(-amount // 1)))


def interval(row: Any) -> tuple[int, int]:
    """Return a row's start and end in seconds."""
    return seconds_of(row.start), seconds_of(row.end)


def cut(instants: Iterable[int], start: int, end: int) -> list[tuple[int, int]]:
    """Return the stretches of ``[start, end)`` between the instants."""
    edges = sorted({start, end, *(each for each in instants if start < each < end)})
    return list(pairwise(edges))


class Demand(Struct, frozen=True):
    """One rule's demand: how it is judged, what it looks at, and which subjects are local."""

    code: str
    judge: Callable[[World, Any], Judgement]
    reads: tuple[str, ...]
    local: str = ""
