"""Rows that name what the plan does not have."""

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from operator import attrgetter

import numpy as np

from summitry.check.registry import Scope, rule
from summitry.check.view import View
from summitry.kit.errors import Text
from summitry.kit.time import moment_of
from summitry.outcome.finding import Gap, Phase
from summitry.plan.attestation import Attestation
from summitry.plan.bulk import Columns
from summitry.plan.table import KEY_JOINT, Column, ColumnKind, Table, key_text, table_of, target_of
from summitry.plan.tables import TABLES
from summitry.plan.terms import Field, Severity

GapMaker = Callable[[View], tuple[Gap, ...]]


def _references(declared: Table) -> tuple[tuple[Column, str], ...]:
    """Return the columns that refer to rows, with the tables they refer to.

    A table's own single key refers to itself and is always there, unless it is that of another.
    """
    found = []
    for column in declared.columns:
        target = target_of(column)
        own = (column.name,) == declared.key and target == declared.name
        if target is not None and not own:
            found.append((column, target))
    return tuple(found)


def _keys(view: View, table: str) -> Mapping[str, object]:
    return view.rows(TABLES[table].row_type)


class _Named:
    """Makes the ids that one column of a table names, so that most plans need no look at rows."""

    def __init__(self, declared: Table, column: Column) -> None:
        self._table = declared
        self._column = column

    def __call__(self, view: View) -> frozenset[str]:
        rows = view.rows(self._table.row_type).values()
        named = map(attrgetter(self._column.name), rows)
        if self._column.kind is ColumnKind.IDS:
            return frozenset(chain.from_iterable(named))
        return frozenset(named) - {None}

    def naming(self, view: View, missing: frozenset[str]) -> Iterator[tuple[str, str]]:
        """Yield the rows' keys with each id among the missing that they name in the column."""
        rows, name = view.rows(self._table.row_type), self._column.name
        if self._column.kind is ColumnKind.IDS:
            named = ((key, getattr(row, name)) for key, row in rows.items())
            return ((key, to) for key, ids in named for to in ids if to in missing)
        ids = zip(rows, map(attrgetter(name), rows.values()), strict=True)
        return ((key, to) for key, to in ids if to in missing)


class _DanglingRows:
    """Makes the gaps of one table, so that a change elsewhere does not make them again."""

    def __init__(self, declared: Table) -> None:
        self._table = declared
        self._named = [
            (column.name, target, _Named(declared, column))
            for column, target in _references(declared)
        ]

    def __call__(self, view: View) -> tuple[Gap, ...]:
        gaps: list[Gap] = []
        for name, target, named in self._named:
            missing = view.derive(named) - _keys(view, target).keys()
            if missing:
                gaps += [
                    _gap(self._table, key, name, target=target, to=to)
                    for key, to in named.naming(view, missing)
                ]
        return tuple(gaps)


class _DanglingColumns:
    """Makes the gaps of one bulk table: one for each missing id, at the first row that names it."""

    def __init__(self, declared: Table) -> None:
        self._table = declared
        self._references = _references(declared)

    def __call__(self, view: View) -> tuple[Gap, ...]:
        columns = view.columns(self._table.name)
        gaps: list[Gap] = []
        for column, target in self._references:
            words = columns.words.get(column.name, ())
            missing = sorted(frozenset(words) - _keys(view, target).keys())
            gaps += [
                self._told(columns, column.name, words.index(word), target) for word in missing
            ]
        return tuple(gaps)

    def _told(self, columns: Columns, name: str, place: int, target: str) -> Gap:
        naming = np.flatnonzero(columns[name] == place)
        first = naming[np.lexsort([columns[part][naming] for part in reversed(self._table.key)])[0]]
        key = _bulk_key(self._table, columns, int(first))
        gap = _gap(self._table, key, name, target=target, to=columns.words[name][place])
        if len(naming) == 1:
            return gap
        facts = {**gap.facts, "rows": len(naming)}
        return Gap(
            table=gap.table,
            key=gap.key,
            column=name,
            case="rows",
            discriminator=gap.discriminator,
            facts=facts,
            field=gap.field,
        )


def _bulk_key(declared: Table, columns: Columns, row: int) -> str:
    parts = []
    for name in declared.key:
        value = int(columns[name][row])
        kind = declared.column(name).kind
        if kind is ColumnKind.ID:
            parts.append(columns.words[name][value])
        else:
            parts.append(key_text(moment_of(value) if kind is ColumnKind.MOMENT else value))
    return KEY_JOINT.join(parts)


def _gap(declared: Table, key: str, column: str, *, target: str, to: str) -> Gap:
    return Gap(
        table=declared.name,
        key=key,
        column=column,
        discriminator=f"{column}:{to}",
        facts={"column": column, "target": target, "to": to},
        field=declared.field,
    )


_MAKERS: tuple[GapMaker, ...] = tuple(
    (_DanglingColumns if declared.bulk else _DanglingRows)(declared)
    for declared in TABLES.values()
    if _references(declared)
)


def _attested_subjects(view: View) -> Mapping[str, Mapping[str, Attestation]]:
    """Return by table the keys that attestations speak of, each with the first that does."""
    subjects: dict[str, dict[str, Attestation]] = {}
    for entry in view.attestations:
        subjects.setdefault(entry.subject_table, {}).setdefault(entry.subject_key, entry)
    return subjects


def _dangling_subjects(view: View) -> Iterator[Gap]:
    """Yield the rows that are spoken of and do not exist."""
    for table, keys in view.derive(_attested_subjects).items():
        for key in sorted(_missing(view, table, keys)):
            yield _attestation_gap(keys[key], "subject_key", target=table, to=key)


def _missing(view: View, table: str, keys: Mapping[str, Attestation]) -> set[str]:
    if table not in TABLES:
        return set(keys)
    if TABLES[table].bulk:
        return {key for key in keys if view.row(table, key) is None}
    return keys.keys() - _keys(view, table).keys()


def _dangling_persons(view: View) -> tuple[Gap, ...]:
    """Return the persons who are said to have attested and are not in the plan."""
    there = _keys(view, "persons")
    return tuple(
        _attestation_gap(entry, name, target="persons", to=person_id)
        for entry in view.attestations
        for name, person_id in (("by", entry.by), ("second_by", entry.second_by))
        if person_id is not None and person_id not in there
    )


def _attestation_gap(entry: Attestation, column: str, *, target: str, to: str) -> Gap:
    declared = table_of(entry)
    subject = (entry.subject_table, entry.subject_key)
    return Gap(
        table=declared.name,
        key=declared.key_of(entry),
        column=column,
        case="attested" if column == "subject_key" else "",
        discriminator=f"{column}:{to}",
        facts={"column": column, "target": target, "to": to},
        joins=(subject,) if subject[0] in TABLES else (),
        field=declared.field,
    )


@rule(
    "C-86",
    title=Text("Reference to what is not in the plan"),
    why=Text(
        "Whoever is named and does not exist does nothing, and every other check walks past the "
        "hole: outdated lists with wrong names went to the gates in Hamburg in 2017."
    ),
    cases={
        "": Text("It names {to} in “{column}”, and the table “{target}” has no such row."),
        "rows": Text(
            "{rows} rows, of which this is the first, name {to} in “{column}”, and the table "
            "“{target}” has no such row."
        ),
        "attested": Text(
            "It speaks of the row {to} of the table “{target}”, and there is no such row."
        ),
    },
    remedy=Text("Correct the id, or enter the missing row; take out what no longer holds."),
    source=Text("Review of the Group of Twenty summit in Hamburg 2017: outdated and wrong data."),
    field=Field.COMMAND,
    severity=Severity.HIGH,
    phase=Phase.D60,
    scope=Scope.WHOLE,
    reads=tuple(TABLES),
)
def dangling_references(view: View) -> Iterator[Gap]:
    """Yield each reference to a row that does not exist.

    In a bulk table one finding tells all rows that name the same missing id.
    """
    for maker in _MAKERS:
        yield from view.derive(maker)
    yield from _dangling_subjects(view)
    yield from view.derive(_dangling_persons)
