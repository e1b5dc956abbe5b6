from datetime import UTC, datetime, timedelta

import pytest

from summitry.outcome.finding import Finding, Phase, Status
from summitry.plan.mandate import Event
from summitry.plan.terms import Field, Level, Marking, Severity

OPENS = datetime(2025, 10, 25, 2, tzinfo=UTC)


def event(opens: datetime = OPENS, timezone: str = "Asia/Ho_Chi_Minh") -> Event:
    return Event(
        event_id="E",
        name="E",
        level=Level.MINISTER,
        opens=opens,
        closes=opens + timedelta(days=1),
        timezone=timezone,
    )


def finding(**more: object) -> Finding:
    cells: dict[str, object] = {
        "code": "C-52",
        "severity": Severity.CRITICAL,
        "status": Status.WRONG,
        "phase": Phase.D7,
        "field": Field.VENUES,
        "table": "posts",
        "key": "P-1",
        "column": None,
        "case": "empty",
        "discriminator": "people:2025-10-25",
        "start": None,
        "end": None,
        "facts": {},
        "joins": (),
        "marking": Marking.AMBER,
        "units": (),
    }
    return Finding(**{**cells, **more})


@pytest.mark.parametrize(
    ("phase", "expected"),
    [
        (Phase.D60, datetime(2025, 8, 25, 17, tzinfo=UTC)),
        (Phase.D30, datetime(2025, 9, 24, 17, tzinfo=UTC)),
        (Phase.D7, datetime(2025, 10, 17, 17, tzinfo=UTC)),
        (Phase.D2, datetime(2025, 10, 22, 17, tzinfo=UTC)),
        (Phase.H12, datetime(2025, 10, 24, 14, tzinfo=UTC)),
    ],
)
def test_days_count_from_midnight_at_the_venue_and_hours_from_the_opening(
    phase: Phase, expected: datetime
) -> None:
    assert phase.due(event()) == expected


def test_day_is_the_venue_s_across_the_change_of_the_clock() -> None:
    # Clocks in New York went back on 2 November 2025.
    opens = datetime(2025, 11, 3, 15, tzinfo=UTC)

    assert Phase.D2.due(event(opens, "America/New_York")) == datetime(2025, 11, 1, 4, tzinfo=UTC)
    assert Phase.H12.due(event(opens, "America/New_York")) == opens - timedelta(hours=12)


def test_identity_stays_while_facts_times_and_weight_change() -> None:
    grown = finding(facts={"have": 0}, start=OPENS, end=OPENS, case="people", severity=Severity.LOW)

    assert grown.identity == finding().identity
    assert len(finding().identity) == 16


@pytest.mark.parametrize(
    "more", [{"code": "C-53"}, {"table": "persons"}, {"key": "P-2"}, {"discriminator": "other"}]
)
def test_identity_tells_rule_row_and_discriminator_apart(more: dict[str, object]) -> None:
    assert finding(**more).identity != finding().identity


def test_identity_keeps_its_parts_apart() -> None:
    assert (
        finding(key="P-1x", discriminator="").identity
        != finding(key="P-1", discriminator="x").identity
    )
