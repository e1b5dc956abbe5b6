"""What is written as a workbook can be read again, or is refused before it is handed out."""

from collections.abc import Iterable

import pytest

from summitry.kit.errors import SummitryError
from summitry.kit.time import moment_of
from summitry.package.bounds import (
    CELL_LENGTH_MAX,
    FILES_MAX,
    SHEETS_MAX,
    WORKBOOK_MEMBERS_MAX,
    WORKBOOK_TEXT_MAX,
)
from summitry.package.package import Package
from summitry.package.workbook_write import workbook_of
from summitry.plan.mandate import Event
from summitry.plan.organisation import Unit
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row
from summitry.plan.tables import SIDE_TABLES, TABLES
from summitry.plan.terms import Level

MARKED = ("_mappings", "_package")


def plan(rows: Iterable[Row]) -> Package:
    event = Event(
        event_id="E1",
        name="Test event",
        level=Level.MINISTER,
        opens=moment_of(1_000_000_000),
        closes=moment_of(1_000_090_000),
    )
    return Package(snapshot=Snapshot.of([event, *rows]))


def test_a_plan_with_every_table_has_no_more_sheets_and_files_than_are_read() -> None:
    tables = len(TABLES) + len(SIDE_TABLES)

    assert tables + len(MARKED) <= SHEETS_MAX
    assert tables <= FILES_MAX
    # A spreadsheet program keeps relations, a drawing, notes and print settings for each sheet.
    assert SHEETS_MAX * 5 <= WORKBOOK_MEMBERS_MAX


def test_plan_that_no_workbook_could_give_back_is_refused() -> None:
    count = WORKBOOK_TEXT_MAX // CELL_LENGTH_MAX + 1
    long = (Unit(unit_id=f"U-{n}", name=f"{n:08}" * (CELL_LENGTH_MAX // 8)) for n in range(count))

    with pytest.raises(SummitryError) as refusal:
        workbook_of(plan(long))

    assert refusal.value.code == "workbook.plan_too_large"
