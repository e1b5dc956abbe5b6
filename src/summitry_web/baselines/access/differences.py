"""What differs between two states of a plan, as far as somebody may read it."""

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.package.compare import What, row_differences, rows_by_key
from summitry.package.problems import shortened
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Column, ColumnKind, Row, Table, table_of
from summitry.plan.tables import TABLES
from summitry.plan.terms import Marking, highest
from summitry.report.language import Language
from summitry_web.accounts.pages import Here
from summitry_web.baselines import store
from summitry_web.plans.access import Readable, named_in
from summitry_web.plans.found import Found, findings_for
from summitry_web.plans.typed import cells_of, shown_cell

NOW = "now"
ROWS_MAX = 5_000
"""Where more rows differ, they are shown table by table."""


class Changed(Struct, frozen=True, kw_only=True):
    """A row that is new, gone or changed; None where there is no row."""

    table: str
    key: str
    before: Row | None
    after: Row | None

    @property
    def what(self) -> What:
        """What happened to the row."""
        if self.before is None:
            return What.ADDED
        return What.REMOVED if self.after is None else What.CHANGED


class Cell(Struct, frozen=True, kw_only=True):
    """One cell that changed, or a whole row that came or went, where ``column`` is empty."""

    table: Table
    key: str
    what: What
    column: str = ""
    before: str = ""
    after: str = ""
    whole: Row | None = None
    """The row that came or went."""

    def told(self, reader: Language) -> tuple[str, str]:
        """Return the texts before and after; of a whole row, all that stands in it."""
        if self.whole is None:
            column = self.table.column(self.column)
            return (
                shown_cell(column, self.before, reader),
                shown_cell(column, self.after, reader),
            )
        cells = cells_of(self.table, self.whole)
        text = " · ".join(
            f"{reader.gettext(column.label)}: {_plain(column, cells[column.name], reader)}"
            for column in self.table.columns
            if column.name not in self.table.key and cells[column.name]
        )
        return (text, "") if self.what is What.REMOVED else ("", text)


def _plain(column: Column, text: str, reader: Language) -> str:
    # An outline of a hundred corners says nothing to a reader; it is drawn on the map below.
    is_outline = column.kind is ColumnKind.POINTS
    return shortened(text) if is_outline else shown_cell(column, text, reader)


class TableCount(Struct, frozen=True, kw_only=True):
    """How many rows of a table are new, changed and gone."""

    table: Table
    added: int
    changed: int
    removed: int

    @property
    def total(self) -> int:
        """How many rows differ."""
        return self.added + self.changed + self.removed


class Compared(Struct, frozen=True, kw_only=True):
    """The differences that the reader may read."""

    before: int | None
    after: int | None
    rows: tuple[Changed, ...]
    hidden: frozenset[str]
    """Tables that also changed in parts that are not the reader's; never shown but to who signs."""

    def counts(self) -> tuple[TableCount, ...]:
        """Return how much differs in each table, in the order of the tables."""
        found: dict[str, Counter[What]] = {}
        for row in self.rows:
            found.setdefault(row.table, Counter())[row.what] += 1
        return tuple(
            TableCount(
                table=TABLES[name], added=count[What.ADDED], changed=count[What.CHANGED],
                removed=count[What.REMOVED],
            )
            for name in TABLES
            if (count := found.get(name))
        )  # fmt: skip

    def marking(self) -> Marking:
        """Return the highest mark of the rows that are shown: a file of them carries it."""
        sides = (row for each in self.rows for row in (each.before, each.after) if row is not None)
        return highest([table_of(row).marking_of(row) for row in sides])

    def cells(self, table: str = "") -> list[Cell]:
        """Return the cells that differ, of one table or of all."""
        return [cell for row in self.rows if table in {"", row.table} for cell in _cells(row)]


def side_of(here: Here, text: str) -> int | None:
    """Return the number that the address names: a baseline's, 0 for nothing, None for now.

    Raises
    ------
    Denied
        When the event has no such baseline.
    """
    if text == NOW:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 6:  # noqa: PLR2004  # digits
        raise SummitryError("compare.side", got=text[:20])
    number = int(text)
    if number:
        store.baseline_of(here.event, number)
    return number


def name_of(number: int | None) -> str:
    """Return how an address names the side."""
    return NOW if number is None else str(number)


def compared(here: Here, before: int | None, after: int | None) -> Compared:
    """Return what the reader may read of the differences.

    A row is shown where the reader may read it on each side that has it: a marking that was raised
    hides what it was before as well.
    """
    old, new = readable_of(here, before), readable_of(here, after)
    rows: list[Changed] = []
    hidden: set[str] = set()
    for changed in _changes(here, before, after):
        may_old = changed.before is None or old(changed.before)
        may_new = changed.after is None or new(changed.after)
        if may_old and may_new:
            rows.append(changed)
        else:
            hidden.add(changed.table)
    return Compared(before=before, after=after, rows=tuple(rows), hidden=frozenset(hidden))


def readable_of(here: Here, number: int | None) -> Readable:
    """Return what says which rows of that state the reader may read."""
    snapshot = store.snapshot_of(here.event, number)
    if number is None:
        named = named_in(here.event)
    elif number:
        baseline = store.baseline_of(here.event, number)
        named = {(table, key): tuple(accounts) for table, key, accounts in baseline.named}
    else:
        named = {}
    return Readable(here.actor, snapshot, named, at=here.at)


def _changes(here: Here, before: int | None, after: int | None) -> Iterator[Changed]:
    edits = store.edits_between(here.event, before, after)
    earlier: Snapshot = store.snapshot_of(here.event, before)
    by_table: dict[str, dict[str, Row | None]] = {}
    for edit in edits:
        by_table.setdefault(edit.table, {})[edit.key] = edit.row
    for table, changed in by_table.items():
        old = rows_by_key(earlier, table, changed)
        for key, row in changed.items():
            yield Changed(table=table, key=key, before=old.get(key), after=row)


def _cells(row: Changed) -> Iterator[Cell]:
    table = TABLES[row.table]
    for each in row_differences(table, row.key, row.before, row.after):
        yield Cell(
            table=table, key=row.key, what=each.what, column=each.column,
            before=each.before or "", after=each.after or "",
            whole=None if each.column else row.after or row.before,
        )  # fmt: skip


class FindingsMoved(Struct, frozen=True):
    """The findings that opened and closed between two states, as far as they are the reader's."""

    opened: tuple[Found, ...]
    closed: tuple[Found, ...]


def findings_moved(here: Here, before: int | None, after: int | None) -> FindingsMoved:
    """Return the findings that are open in the one state and not in the other."""
    old, new = _open_in(here, before), _open_in(here, after)
    wanted = old ^ new
    told = [each for each in findings_for(here.actor, here.event, at=here.at)
            if each.identity in wanted]  # fmt: skip
    return FindingsMoved(
        tuple(each for each in told if each.identity in new),
        tuple(each for each in told if each.identity in old),
    )


def _open_in(here: Here, number: int | None) -> set[str]:
    if number is None:
        found = Found.objects.filter(event=here.event, is_open=True)
        return set(found.values_list("identity", flat=True))
    if number == 0:
        return set()
    return {each["identity"] for each in store.baseline_of(here.event, number).findings}
