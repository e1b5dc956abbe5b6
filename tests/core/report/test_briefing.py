"""The sentences around the findings."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from summitry.plan.terms import Field, Severity
from summitry.report.assessment import Choice, MomentFrom


def test_verdict_counts_what_is_critical(assessment, briefing_for):
    critical = assessment.findings[0]
    twice = replace(assessment, findings=(critical, critical))

    told = [
        briefing_for(assessment).verdict,
        briefing_for(twice).verdict,
    ]

    assert told == [
        "The plan is not ready: 1 critical demand is without cover.",
        "The plan is not ready: 2 critical demands are without cover.",
    ]


def test_verdict_without_critical_findings(assessment, briefing_for):
    high = replace(assessment, findings=assessment.findings[1:])
    later = replace(assessment, findings=assessment.findings[3:])
    nothing = replace(assessment, findings=())

    told = [briefing_for(each).verdict.split(" uncovered")[0] for each in (high, later, nothing)]

    assert told == ["Nothing critical is", "Nothing that is due is", "Nothing in the plan is"]


def test_moment_says_who_chose_it(assessment, briefing_for):
    told = [
        briefing_for(replace(assessment, moment_from=each)).moment.split("GMT+07:00")[1]
        for each in MomentFrom
    ]

    assert told == [
        ", as asked.",
        ", the moment that the plan itself names.",
        ", by the clock of this machine.",
    ]


def test_what_the_choice_leaves_out_is_told(assessment, briefing_for):
    medical = briefing_for(assessment, choice=Choice(field=Field.MEDICAL))

    assert medical.outside == (
        "3 findings are outside of what you asked for; critical and due among them: 1."
    )
    assert briefing_for(assessment).outside == ""


def test_choice_of_a_severity_keeps_the_graver_ones(assessment):
    chosen = Choice(severity=Severity.HIGH).of(assessment.findings)

    assert [each.severity for each in chosen] == ["critical", "high", "high"]


def test_choice_of_a_unit_keeps_what_it_must_mend(assessment):
    chosen = Choice(unit="CITY").of(assessment.findings)

    assert [each.key for each in chosen] == ["WARD-1"]


def test_what_is_not_known_is_told(briefing):
    assert [line.split(":")[0] for line in briefing.not_known()][:2] == [
        "1 finding says that a fact is missing; it is marked “not known”.",
        "The plan has no rows in these tables",
    ]


def test_accepted_risk_is_told_with_reason_and_expiry(briefing):
    (told,) = briefing.accepted()

    assert (told.place, told.name, told.score, told.state, told.reason, told.by, told.expires) == (
        "Risks · RISK-1",
        "Storm",
        "6",
        "accepted",
        "Tents are ready",
        "P-0001 and P-0002",
        "Sun, 12 May 2030, 07:00 GMT+07:00",
    )


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (-2, "2 days to go"),
        (-1, "1 day to go"),
        (0, "opens today"),
        (1, "opened 1 day ago"),
        (3, "opened 3 days ago"),
    ],
)
def test_countdown_goes_by_the_calendar_of_the_venue(assessment, briefing_for, days, told):
    looked_at = assessment.event.opens + timedelta(days=days)

    assert briefing_for(replace(assessment, at=looked_at)).countdown == told
