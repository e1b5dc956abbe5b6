"""Exports: nothing leaves that is marked above what its recipient is cleared for."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from summitry.check.registry import Scope, rule
from summitry.check.view import View
from summitry.kit.errors import Text
from summitry.outcome.finding import Gap, Phase
from summitry.plan.access import Export
from summitry.plan.table import Table
from summitry.plan.tables import SIDE_TABLES, TABLES
from summitry.plan.terms import Field, Marking, Severity

COLUMN_JOINT = "."


class _Top(Struct, frozen=True, kw_only=True):
    """The narrowest marking in a table, a row that bears it, and how many rows bear each."""

    marking: Marking
    key: str
    rows: Mapping[Marking, int]


@rule(
    "C-84",
    title=Text("Export above its audience"),
    why=Text(
        "Brisbane 2014: passport and visa data of the leaders of the Group of Twenty were sent to "
        "the organiser of a sports tournament."
    ),
    cases={
        "over": Text(
            "Export {export} to readers cleared up to {audience} holds {entry}, marked up to "
            "{marked}."
        ),
        "unknown": Text("Export {export} names {entry}, which is no table or column of the plan."),
    },
    remedy=Text("Take the entry out, lower its content, or hand it to a cleared recipient only."),
    source=Text(
        "Brisbane 2014, disclosure of the personal data of leaders (published 2015); FIRST Traffic "
        "Light Protocol 2.0."
    ),
    field=Field.LIAISON,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.UNIT,
    reads=tuple(TABLES),
)
def too_wide(view: View) -> Iterator[Gap]:
    """Yield the entries of exports that nobody knows or that are marked above the audience."""
    tops: dict[str, _Top] = {}
    for export in view.rows(Export).values():
        for entry in export.contents:
            declared = _table_of(entry)
            if declared is None:
                yield _gap(export, entry)
                continue
            if declared.name not in tops:
                tops[declared.name] = _top(view, declared)
            top = tops[declared.name]
            if top.marking.height > export.audience.height:
                yield _gap(export, entry, declared, top)


def _table_of(entry: str) -> Table | None:
    """Return the table that an entry names, alone or with one of its columns; None for neither."""
    name, joint, column = entry.partition(COLUMN_JOINT)
    declared = TABLES.get(name) or SIDE_TABLES.get(name)
    if declared is None or not joint:
        return declared
    return declared if column in {each.name for each in declared.columns} else None


def _top(view: View, declared: Table) -> _Top:
    """Return the narrowest marking among the rows, or the table's own where it shows none.

    Rows of bulk and side tables bear their table's marking.
    """
    rows: dict[Marking, int] = {}
    top, top_key = Marking.CLEAR, ""
    single = declared.name in TABLES and not declared.bulk
    for key, row in view.rows(declared.row_type).items() if single else ():
        marking = declared.marking_of(row)
        rows[marking] = rows.get(marking, 0) + 1
        if not top_key or marking.height > top.height:
            top, top_key = marking, key
    if not top_key:
        return _Top(marking=declared.marking, key="", rows={})
    return _Top(marking=top, key=top_key, rows=rows)


def _gap(export: Export, entry: str, declared: Table | None = None, top: _Top | None = None) -> Gap:
    if declared is None or top is None:
        return Gap(
            table="exports",
            key=export.export_id,
            column="contents",
            case="unknown",
            discriminator=entry,
            facts={"export": export.export_id, "entry": entry},
        )
    above = sum(
        count for marking, count in top.rows.items() if marking.height > export.audience.height
    )
    return Gap(
        table="exports",
        key=export.export_id,
        column="contents",
        case="over",
        discriminator=entry,
        severity=Severity.CRITICAL if top.marking is Marking.RED else Severity.HIGH,
        facts={
            "export": export.export_id,
            "entry": entry,
            "audience": export.audience.value,
            "marked": top.marking.value,
            "rows": above,
        },
        joins=((declared.name, top.key),),
    )
