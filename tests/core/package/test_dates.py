from zoneinfo import ZoneInfo

import pytest

from summitry.package.cells import Fault
from summitry.package.dates import EXPECTED, Reading, day_text, moment_text
from summitry.package.mapping import DateOrder

HANOI = Reading(ZoneInfo("Asia/Ho_Chi_Minh"), DateOrder.DAY_FIRST)
VIENNA = Reading(ZoneInfo("Europe/Vienna"), DateOrder.DAY_FIRST)
MONTH_FIRST = Reading(ZoneInfo("Asia/Ho_Chi_Minh"), DateOrder.MONTH_FIRST)
NO_ZONE = Reading(None, DateOrder.DAY_FIRST)


@pytest.mark.parametrize(
    "text",
    [
        "2025-10-25T09:00",
        "2025-10-25T09:00:00",
        "2025-10-25T02:00Z",
        "2025-10-25 09:00+07:00",
        "25/10/2025 09:00",
        "25/10/2025 9:00",
        "25.10.2025, 09:00",
        "25-10-25 9h00",
        "9h ngày 25/10/2025",
        "09:00 25/10/2025",
        "09:00, 25 Oct 2025",
        "October 25, 2025 9:00 AM",
        "2025年10月25日 9:00",
        "2025/10/25 09:00",
        "45955.375",
    ],
)
def test_one_moment_in_many_forms(text: str) -> None:
    assert moment_text(text, HANOI) == "2025-10-25T02:00Z"


@pytest.mark.parametrize(
    ("text", "reading", "expected"),
    [
        ("03/04/2025 00:00", HANOI, "2025-04-02T17:00Z"),
        ("03/04/2025 00:00", MONTH_FIRST, "2025-03-03T17:00Z"),
        ("25/10/2025 12:30 am", HANOI, "2025-10-24T17:30Z"),
        ("25/10/2025 12:30 pm", HANOI, "2025-10-25T05:30Z"),
        ("25/10/2025 09:00", NO_ZONE, Fault("moment.no_zone", "2025-10-25T02:00Z")),
        ("26/10/2025 02:30", VIENNA, Fault("moment.twice", "2025-10-25T02:00Z")),
        ("30/03/2025 02:30", VIENNA, Fault("moment.skipped", "2025-10-25T02:00Z")),
        ("26/10/2025 03:00", VIENNA, "2025-10-26T02:00Z"),
        ("25/13/2025 09:00", HANOI, Fault("cell.moment", EXPECTED)),
        ("25/10/2025", HANOI, Fault("cell.moment", EXPECTED)),
        ("09:00", HANOI, Fault("cell.moment", EXPECTED)),
        ("25/10/2025 24:10", HANOI, Fault("cell.moment", EXPECTED)),
        ("25/10/2025 13:00 pm", HANOI, Fault("cell.moment", EXPECTED)),
        ("25/10/2025 09:00 sharp", HANOI, Fault("cell.moment", EXPECTED)),
        ("25 Foo 2025 09:00", HANOI, Fault("cell.moment", EXPECTED)),
        ("tomorrow", HANOI, Fault("cell.moment", EXPECTED)),
    ],
)
def test_moment_depends_on_zone_and_order(
    text: str, reading: Reading, expected: str | Fault
) -> None:
    assert moment_text(text, reading) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-10-25", "2025-10-25"),
        ("25/10/2025", "2025-10-25"),
        ("Oct 25, 2025", "2025-10-25"),
        ("45955", "2025-10-25"),
        ("31/02/2025", Fault("cell.day", "2025-10-25")),
        ("25/10/2025 or so", Fault("cell.day", "2025-10-25")),
        ("19999", Fault("cell.day", "2025-10-25")),
    ],
)
def test_day(text: str, expected: str | Fault) -> None:
    assert day_text(text, HANOI) == expected
