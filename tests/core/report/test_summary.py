"""What a commander sees first."""

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from summitry.outcome.finding import Finding, Phase, Status
from summitry.plan.terms import Field, Marking, Severity
from summitry.report.summary import (
    accepted,
    blind_rules,
    counts,
    days_to_go,
    readiness,
    the_ten,
    used_limits,
)

OPENS = datetime(2030, 5, 10, 2, 0, tzinfo=UTC)


def finding(key, code="C-1", severity=Severity.HIGH, field=Field.VENUES, **more):
    return Finding(
        **{
            "code": code,
            "severity": severity,
            "status": Status.WRONG,
            "phase": Phase.D7,
            "field": field,
            "table": "posts",
            "key": key,
            "column": None,
            "case": "",
            "discriminator": "",
            "start": None,
            "end": None,
            "facts": {},
            "joins": (),
            "marking": Marking.AMBER,
            "units": (),
            **more,
        }
    )


def ten(findings):
    return the_ten(findings, opens=OPENS, at=OPENS)


def keys(findings):
    return [each.key for each in findings]


def test_the_ten_put_what_is_due_before_what_is_not():
    later = finding("a", severity=Severity.CRITICAL, status=Status.NOT_YET_DUE)
    now = finding("b", severity=Severity.LOW)

    assert keys(ten([later, now])) == ["b", "a"]


def test_the_ten_put_the_graver_first_whatever_its_rule():
    many = [finding(f"c{n:02}", severity=Severity.CRITICAL) for n in range(10)]
    other = finding("h", code="C-9", severity=Severity.HIGH)

    assert keys(ten([other, *many])) == keys(many)


def test_the_ten_give_every_rule_its_first_place_before_any_second():
    first, second = finding("a1", code="A"), finding("a2", code="A")
    other = finding("b1", code="B")

    assert keys(ten([first, second, other])) == ["a1", "b1", "a2"]


def test_the_ten_spread_over_fields_within_a_rule():
    first, second = finding("a1"), finding("a2")
    other = finding("a3", field=Field.MEDICAL)

    assert keys(ten([first, second, other])) == ["a1", "a3", "a2"]


def test_the_ten_take_the_earliest_first():
    late = finding("a", start=OPENS + timedelta(hours=2))
    early = finding("b", start=OPENS + timedelta(hours=1))

    assert keys(ten([late, early])) == ["b", "a"]


def test_the_ten_put_what_is_ahead_before_what_is_past():
    hour = timedelta(hours=1)
    past = finding("a", start=OPENS - 2 * hour, end=OPENS)
    ahead = finding("b", start=OPENS - 2 * hour, end=OPENS + timedelta(seconds=1))

    assert keys(ten([past, ahead])) == ["b", "a"]


def test_the_ten_are_ten_at_most():
    assert len(ten([finding(f"{n:02}") for n in range(11)])) == 10
    assert len(ten([finding(f"{n:02}") for n in range(9)])) == 9


def test_the_ten_hold_five_of_a_rule_that_does_not_fit_them_anyway():
    many = [finding(f"c{n:02}", severity=Severity.CRITICAL) for n in range(11)]
    others = [finding(f"h{n}", code=f"H-{n}", severity=Severity.MEDIUM) for n in range(6)]

    found = keys(ten([*others, *many]))

    assert found == [*keys(many[:5]), *keys(others[:5])]


def test_the_ten_are_filled_up_by_such_a_rule_where_nothing_else_is_due():
    many = [finding(f"c{n:02}", severity=Severity.CRITICAL) for n in range(11)]
    other = finding("h", code="C-9")
    later = finding("n", code="C-8", status=Status.NOT_YET_DUE)

    assert keys(ten([later, other, *many])) == [*keys(many[:5]), "h", *keys(many[5:9])]


def test_counts_are_by_severity_and_status(assessment):
    assert counts(assessment.findings) == {
        (Severity.CRITICAL, Status.WRONG): 1,
        (Severity.HIGH, Status.WRONG): 1,
        (Severity.HIGH, Status.UNKNOWN): 1,
        (Severity.LOW, Status.NOT_YET_DUE): 1,
    }


def test_readiness_tells_trouble_cover_and_no_part(assessment):
    picture = readiness(assessment)

    told = {part: cell.counts for part, cell in picture.cells.items()}
    assert told == {
        (Field.PROTECTEES, "GUARD"): (1, 0, 0, 0),
        (Field.VENUES, "GUARD"): (0, 1, 0, 0),
        (Field.VENUES, "CITY"): (0, 0, 0, 0),
        (Field.MEDICAL, "CITY"): (0, 1, 0, 0),
    }
    assert picture.units == ("GUARD", "CITY")
    assert picture.fields == (Field.PROTECTEES, Field.VENUES, Field.MEDICAL)


def test_days_count_by_the_venues_calendar(assessment):
    before_midnight = datetime(2030, 5, 8, 16, 59, tzinfo=UTC)
    after_midnight = datetime(2030, 5, 8, 17, 0, tzinfo=UTC)
    after_opening = datetime(2030, 5, 12, 0, 0, tzinfo=UTC)

    moments = (before_midnight, after_midnight, after_opening)
    found = [days_to_go(replace(assessment, at=at)) for at in moments]

    assert found == [2, 1, -2]


def test_rules_over_empty_tables_are_named_with_them(assessment):
    found = [(rule.code, empty) for rule, empty in blind_rules(assessment)]

    assert found == [("T-02", ("exits",))]


def test_accepted_risk_counts_until_it_expires(assessment):
    expired = replace(assessment, at=datetime(2030, 5, 12, 0, 0, tzinfo=UTC))

    (now,), (then,) = accepted(assessment), accepted(expired)

    assert (now.table, now.key, now.score, now.holds) == ("risks", "RISK-1", 6, True)
    assert (then.entry, then.holds) == (now.entry, False)


def test_limits_are_defaults_until_the_event_sets_its_own(assessment):
    by_name = {limit.name: limit for limit in used_limits(assessment)}

    rest = by_name["rest_hours_min"]
    assert (rest.value, rest.own, rest.verified) == (11.0, False, True)
