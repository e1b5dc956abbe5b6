"""The dialogue in which a person says what their sheets and headings mean."""

import io

import pytest

from summitry.cli.dialogue import Ask, asked
from summitry.kit.errors import SummitryError
from summitry.package.intake import missing_of
from summitry.package.mapping import SheetMapping, WorkbookMapping
from summitry.package.workbook_read import Sheet
from summitry.report.language import in_every_language as words
from summitry.report.language import language

UNITS = Sheet("Our units", [["Unit", "Name", "Boss"], ["fire", "Fire", "x"]])
NOTES = Sheet("Notes", [["x"]])
PART = SheetMapping(
    sheet="Our units",
    table="units",
    header_row=1,
    columns={"unit_id": "Unit", "name": "Name"},
)


def answered(given: WorkbookMapping, answers: str, *sheets: Sheet) -> WorkbookMapping:
    ask = Ask(language("en"), io.StringIO(answers), io.StringIO())
    return asked(given, missing_of(sheets, given), sheets, ask, words)


def test_new_heading_of_a_known_sheet_is_asked_for_alone() -> None:
    other = SheetMapping(sheet="Notes", table="sites", header_row=1, ignored=("x",))
    given = WorkbookMapping(unit="fire", zone="UTC", sheets=(PART, other))

    left_out = answered(given, "-\n", UNITS, NOTES)
    taken = answered(given, "remark\nkind\n", UNITS, NOTES)

    boss = SheetMapping(
        sheet="Our units",
        table="units",
        header_row=1,
        columns={"unit_id": "Unit", "name": "Name"},
        ignored=("Boss",),
    )
    kind = SheetMapping(
        sheet="Our units",
        table="units",
        header_row=1,
        columns={"unit_id": "Unit", "name": "Name", "kind": "Boss"},
    )
    assert left_out == WorkbookMapping(unit="fire", zone="UTC", sheets=(boss, other))
    assert taken == WorkbookMapping(unit="fire", zone="UTC", sheets=(kind, other))


@pytest.mark.parametrize(
    ("last", "constants"), [("Fire brigade", {"name": "Fire brigade"}), ("-", {})]
)
def test_column_that_a_sheet_lacks_gets_one_text_for_all_rows(
    last: str, constants: dict[str, str]
) -> None:
    sheet = Sheet("Our units", [["Unit"], ["fire"]])
    given = WorkbookMapping(unit="fire", zone="UTC")

    mapping = answered(given, f"units\n-\nunit_id\n{last}\n", sheet)

    part = SheetMapping(
        sheet="Our units",
        table="units",
        header_row=1,
        columns={"unit_id": "Unit"},
        constants=constants,
    )
    assert mapping == WorkbookMapping(unit="fire", zone="UTC", sheets=(part,))


@pytest.mark.parametrize(
    ("zone", "answers"),
    [
        ("", ""),
        ("", "Mars/Base\n" * 6),
        ("UTC", ""),
        ("UTC", "unit\n" * 6),
    ],
    ids=["ends at the zone", "no such zone", "ends at the sheet", "no such table"],
)
def test_dialogue_that_leads_nowhere_is_given_up(zone: str, answers: str) -> None:
    with pytest.raises(SummitryError) as refusal:
        answered(WorkbookMapping(unit="fire", zone=zone), answers, UNITS)

    assert (refusal.value.code, refusal.value.facts) == ("import.interrupted", {})
