"""The file of the day: what it may hold, and what is refused."""

import json
from datetime import UTC, datetime

import pytest

from summitry.kit.errors import SummitryError
from summitry.kit.time import Interval
from summitry.outcome.live import QUIET, Declared, LiveState, Report
from summitry.package import dayfile
from summitry.package.dayfile import live_of
from summitry.plan.terms import Severity
from tests.plans.small import small

SNAPSHOT, _ = small()
NINE = datetime(2025, 10, 25, 2, tzinfo=UTC)
TEN = datetime(2025, 10, 25, 3, tzinfo=UTC)
HOUR = {"start": "2025-10-25T09:00:00+07:00", "end": "2025-10-25T10:00:00+07:00"}


def read(**members):
    return live_of(json.dumps(members).encode(), SNAPSHOT)


def refused(**members):
    with pytest.raises(SummitryError) as caught:
        read(**members)
    return caught.value


def test_empty_file_says_that_nothing_has_happened():
    assert read() == QUIET


def test_all_that_a_day_can_hold_is_read_in_utc():
    live = read(
        absences=[["N-U-1", HOUR]],
        dead_nets=["N1"],
        blocked_segments=[["S-1", HOUR]],
        shut_gates=[["G-1", HOUR]],
        badge_uses=[["PA-1", "G-1", "2025-10-25T09:00:00+07:00"]],
        failed_assets=["AS-power"],
        failed_capabilities=[["CA-air", HOUR]],
        reports=[
            {
                "report_id": "r",
                "at": "2025-10-25T02:00:00Z",
                "severity": "critical",
                "site_id": "hall",
                "acknowledged_detail_ids": ["D-1"],
            }
        ],
        declared=[
            {
                "declaration_id": "DC-fire",
                "at": "2025-10-25T02:00:00Z",
                "acknowledged_unit_ids": ["U-1"],
                "reviewed": "2025-10-25T10:00:00+07:00",
            }
        ],
    )

    hour = Interval(NINE, TEN)
    assert live == LiveState(
        absences=(("N-U-1", hour),),
        dead_nets=("N1",),
        blocked_segments=(("S-1", hour),),
        shut_gates=(("G-1", hour),),
        badge_uses=(("PA-1", "G-1", NINE),),
        failed_assets=("AS-power",),
        failed_capabilities=(("CA-air", hour),),
        reports=(
            Report(
                report_id="r",
                at=NINE,
                severity=Severity.CRITICAL,
                site_id="hall",
                acknowledged_detail_ids=("D-1",),
            ),
        ),
        declared=(
            Declared(
                declaration_id="DC-fire", at=NINE, acknowledged_unit_ids=("U-1",), reviewed=TEN
            ),
        ),
    )
    assert all(each.at.tzinfo is UTC for each in live.reports)


@pytest.mark.parametrize(
    ("members", "table", "got"),
    [
        ({"absences": [["N-99", HOUR]]}, "persons", "N-99"),
        ({"dead_nets": ["N9"]}, "nets", "N9"),
        ({"blocked_segments": [["S-9", HOUR]]}, "segments", "S-9"),
        ({"shut_gates": [["G-9", HOUR]]}, "gates", "G-9"),
        ({"badge_uses": [["PA-9", "G-1", "2025-10-25T02:00:00Z"]]}, "participants", "PA-9"),
        ({"badge_uses": [["PA-1", "G-9", "2025-10-25T02:00:00Z"]]}, "gates", "G-9"),
        ({"failed_assets": ["AS-9"]}, "assets", "AS-9"),
        ({"failed_capabilities": [["CA-9", HOUR]]}, "capabilities", "CA-9"),
        (
            {"reports": [{"report_id": "r", "at": "2025-10-25T02:00:00Z", "site_id": "x"}]},
            "sites",
            "x",
        ),
        (
            {
                "reports": [
                    {
                        "report_id": "r",
                        "at": "2025-10-25T02:00:00Z",
                        "acknowledged_detail_ids": ["D-9"],
                    }
                ]
            },
            "details",
            "D-9",
        ),
        (
            {"declared": [{"declaration_id": "DC-9", "at": "2025-10-25T02:00:00Z"}]},
            "declarations",
            "DC-9",
        ),
        (
            {
                "declared": [
                    {
                        "declaration_id": "DC-fire",
                        "at": "2025-10-25T02:00:00Z",
                        "acknowledged_unit_ids": ["U-9"],
                    }
                ]
            },
            "units",
            "U-9",
        ),
    ],
)
def test_what_is_not_in_the_plan_is_refused(members, table, got):
    problem = refused(**members)

    assert (problem.code, problem.facts["table"], problem.facts["got"]) == (
        "live.unknown_row",
        table,
        got,
    )


def test_likely_id_is_named():
    assert refused(failed_assets=["AS-powr"]).facts["near"] == ("AS-power", "AS-paper")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{",
        b"\xff\xfe",
        b'{"dead_net": ["N1"]}',
        b'{"dead_nets": "N1"}',
        b'{"dead_nets": [1]}',
        b'{"reports": [{"report_id": "r"}]}',
        b'{"reports": [{"report_id": "r", "at": "today"}]}',
        b'{"reports": [{"report_id": "r", "at": "2025-10-25T02:00:00Z", "severity": "grave"}]}',
    ],
)
def test_what_is_no_live_state_is_refused(content):
    with pytest.raises(SummitryError) as caught:
        live_of(content, SNAPSHOT)

    assert caught.value.code == "live.malformed"


def test_moment_without_an_offset_is_refused():
    report = {"report_id": "r", "at": "2025-10-25T09:00:00"}

    assert refused(reports=[report]).code == "live.no_zone"


def test_hours_that_end_before_they_start_are_refused():
    backwards = {"start": HOUR["end"], "end": HOUR["start"]}

    assert refused(absences=[["N-U-1", backwards]]).code == "interval.reversed"


def test_two_reports_of_one_id_and_an_id_that_is_none_are_refused():
    report = {"report_id": "r", "at": "2025-10-25T02:00:00Z"}

    assert refused(reports=[report, report]).code == "live.report_twice"
    assert refused(reports=[{**report, "report_id": "a b"}]).code == "id.malformed"


def test_file_beyond_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr(dayfile, "LIVE_BYTES_MAX", 10)

    assert live_of(b"{        }", SNAPSHOT) == QUIET
    with pytest.raises(SummitryError) as caught:
        live_of(b"{         }", SNAPSHOT)
    assert caught.value.code == "live.too_large"
