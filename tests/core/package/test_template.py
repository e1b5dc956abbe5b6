"""How one row of a template is written and read: all its moments in one form, days as days."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from summitry.package.cells import Fault
from summitry.package.grid import Grid
from summitry.package.template import Adoption, adopted, relative_rows
from summitry.plan.mandate import Event
from summitry.plan.relative import Opening
from summitry.plan.tables import TABLES
from summitry.plan.terms import Level

OPENS = datetime(2026, 6, 10, 7, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
EVENT = Event(
    event_id="E",
    name="E",
    level=Level.OTHER,
    opens=OPENS,
    closes=OPENS + timedelta(hours=8),
    timezone="Europe/Berlin",
)
POSTS = [TABLES["posts"].column(name) for name in ("post_id", "start", "end")]
HELD = [TABLES["person_qualifications"].column(name) for name in ("person_id", "expires")]
ADOPTION = Adoption(event_id="next", opening=Opening(OPENS, BERLIN))


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        # 48 hours before nine o'clock, to the minute, on both sides.
        ("2026-06-08T05:00Z", "2026-06-08T07:00Z", ["H-50:00", "H-48:00"]),
        ("2026-06-08T05:00Z", "2026-06-08T06:59Z", ["D-2 07:00", "D-2 08:59"]),
        # 48 hours after five in the afternoon.
        ("2026-06-12T15:00Z", "2026-06-12T16:00Z", ["H+56:00", "H+57:00"]),
        ("2026-06-12T15:01Z", "2026-06-12T16:00Z", ["D+2 17:01", "D+2 18:00"]),
        # Wholly around the event.
        ("2026-05-01T00:00Z", "2026-07-01T00:00Z", ["H-967:00", "H+497:00"]),
    ],
)
def test_all_moments_of_a_row_are_told_in_one_form(start: str, end: str, told: list[str]) -> None:
    (row,) = relative_rows(POSTS, [["P", start, end]], EVENT)

    assert list(row) == ["P", *told]


def test_days_are_told_as_days_and_empty_cells_stay_empty() -> None:
    rows = relative_rows(HELD, [["N", "2026-06-12"], ["M", "2026-06-10"], ["O", ""]], EVENT)

    assert [list(row) for row in rows] == [["N", "D+2"], ["M", "D"], ["O", ""]]


def test_days_are_read_as_those_of_the_next_event() -> None:
    grid = Grid(
        file="f",
        sheet="person_qualifications",
        header_row=1,
        numbers=(2, 3, 4),
        cells={"person_id": ["N", "M", "O"], "expires": ["D+2", "", "soon"]},
    )

    read = adopted(TABLES["person_qualifications"], grid, ADOPTION)

    assert read.cells["expires"] == ["2026-06-12", "", "soon"]
    assert read.faults["expires"] == {"soon": Fault("relative.day", "D-7")}
    assert read.cells["person_id"] == ["N", "M", "O"]


def test_table_without_moments_is_left_as_it_is() -> None:
    columns = [TABLES["units"].column("unit_id")]

    assert relative_rows(columns, [["U"]], EVENT) == [["U"]]
