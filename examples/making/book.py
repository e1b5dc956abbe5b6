"""A plan in the making: rows that may still change, words said about them, shifts."""

from datetime import datetime, timedelta
from typing import TypeVar, cast

from msgspec import Struct, convert

from summitry.kit.ids import PersonId
from summitry.kit.time import seconds_of
from summitry.package.package import Package
from summitry.plan.attestation import Attestation, AttestationKind, Attestations, row_hash
from summitry.plan.bulk import Bulk
from summitry.plan.identity import Identity
from summitry.plan.rulings import Ruling
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row, table_of
from summitry.plan.tables import TABLES

RowT = TypeVar("RowT", bound=Row)
ShiftKey = tuple[str, int, int]


def minutes(count: float) -> timedelta:
    """Return so many minutes."""
    return timedelta(minutes=count)


class Word(Struct, frozen=True, kw_only=True):
    """What somebody says of a row; made an attestation of its last content at the end.

    Where ``content`` is given the word was said of that content, whatever became of the row.
    """

    table: str
    key: str
    kind: AttestationKind
    by: str
    at: datetime
    reason: str = ""
    evidence: str = ""
    expires: datetime | None = None
    second_by: str | None = None
    content: str = ""


class Duty(Struct, frozen=True):
    """Who stands on a post to when, for the unit."""

    end: int
    person_id: str
    unit_id: str


class Book:
    """Rows by table and key, words, rulings, shifts and identities, all still to be changed."""

    def __init__(self) -> None:
        self.tables: dict[str, dict[str, Row]] = {}
        self.words: list[Word] = []
        self.shifts: dict[ShiftKey, Duty] = {}
        self.people: list[Identity] = []
        self.rulings: list[Ruling] = []

    def put(self, *rows: Row) -> None:
        """Add rows; a key that is there already is our own bug."""
        for row in rows:
            declared = table_of(row)
            rows_of_table = self.tables.setdefault(declared.name, {})
            key = declared.key_of(row)
            assert key not in rows_of_table, (declared.name, key)
            rows_of_table[key] = row

    def add(self, table: str, /, **cells: object) -> Row:
        """Add the row of the table with these cells, and return it."""
        row = convert(cells, TABLES[table].row_type)
        self.put(row)
        return row

    def rows(self, row_type: type[RowT]) -> list[RowT]:
        """Return the rows of the type in order of key."""
        name = next(n for n, declared in TABLES.items() if declared.row_type is row_type)
        return cast("list[RowT]", [row for _, row in sorted(self.tables.get(name, {}).items())])

    def get(self, row_type: type[RowT], key: str) -> RowT:
        """Return one row."""
        name = next(n for n, declared in TABLES.items() if declared.row_type is row_type)
        return cast("RowT", self.tables[name][key])

    def edit(self, row_type: type[RowT], key: str, **cells: object) -> RowT:
        """Replace cells of a row, not of its key, and return it."""
        row = self.get(row_type, key)
        before = {name: getattr(row, name) for name in row.__struct_fields__}
        after = row_type(**{**before, **cells})
        declared = table_of(after)
        assert declared.key_of(after) == key
        self.tables[declared.name][key] = after
        return after

    def drop(self, table: str, key: str) -> None:
        """Take a row out."""
        del self.tables[table][key]

    def say(self, row: Row, kind: AttestationKind, by: str, when: datetime) -> None:
        """Add somebody's word on a row."""
        declared = table_of(row)
        key = declared.key_of(row)
        self.words.append(Word(table=declared.name, key=key, kind=kind, by=by, at=when))

    def unsay(self, table: str, key: str, kind: AttestationKind) -> None:
        """Take out the words of that kind on the row; there must be one."""
        kept = [w for w in self.words if (w.table, w.key, w.kind) != (table, key, kind)]
        assert len(kept) < len(self.words), (table, key, kind)
        self.words = kept

    def freeze_words(self, table: str, key: str) -> None:
        """Let the words on the row stay with the content it has now: a later change undoes them."""
        content = row_hash(self.tables[table][key])
        self.words = [
            _about(word, content) if (word.table, word.key) == (table, key) else word
            for word in self.words
        ]

    def stand(self, post: str, start: datetime, slot: int, duty: Duty) -> None:
        """Add a shift."""
        key = (post, seconds_of(start), slot)
        assert key not in self.shifts, key
        self.shifts[key] = duty

    def package(self) -> Package:
        """Return the plan as it stands, with its attestations, rulings and people."""
        rows = [row for rows_of_table in self.tables.values() for row in rows_of_table.values()]
        bulks = {"shifts": self._shift_bulk()} if self.shifts else {}
        return Package(
            snapshot=Snapshot.of(rows, bulks),
            attestations=Attestations(self._attested(word) for word in self.words),
            rulings=tuple(self.rulings),
            people=tuple(sorted(self.people, key=lambda identity: identity.record_id)),
        )

    def _shift_bulk(self) -> Bulk:
        ordered = sorted(self.shifts.items())
        cells: dict[str, list[str] | list[int]] = {
            "post_id": [key[0] for key, _ in ordered],
            "start": [key[1] for key, _ in ordered],
            "slot": [key[2] for key, _ in ordered],
            "end": [duty.end for _, duty in ordered],
            "person_id": [duty.person_id for _, duty in ordered],
            "unit_id": [duty.unit_id for _, duty in ordered],
        }
        return Bulk.of_columns("shifts", cells)

    def _attested(self, word: Word) -> Attestation:
        return Attestation(
            subject_table=word.table,
            subject_key=word.key,
            row_hash=word.content or row_hash(self.tables[word.table][word.key]),
            kind=word.kind,
            by=PersonId(word.by),
            at=word.at,
            reason=word.reason,
            evidence=word.evidence,
            expires=word.expires,
            second_by=None if word.second_by is None else PersonId(word.second_by),
        )


def _about(word: Word, content: str) -> Word:
    cells = {name: getattr(word, name) for name in word.__struct_fields__}
    return Word(**{**cells, "content": content})
