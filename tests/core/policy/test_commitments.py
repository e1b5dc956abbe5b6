from datetime import timedelta

import pytest

from summitry.plan.attestation import AttestationKind, Attestations
from summitry.plan.resources import Commitment, ResourceNeed
from summitry.policy.commitments import Point, Promise, binding, commitment_curve, promised_for
from tests.plans.one_rule import DAY, NOW, person, word

PERSONS = {each.person_id: each for each in (person("chief"), person("other", unit="army"))}


def need(need_id="medics", count=10, due=NOW):
    return ResourceNeed(need_id=need_id, title=need_id, count=count, due=due)


def promise(**cells):
    return Commitment(
        **{
            "commitment_id": "c",
            "need_id": "medics",
            "unit_id": "police",
            "count": 6,
            "promised": NOW - 3 * DAY,
            **cells,
        }
    )


def bound(row, *entries):
    return binding([row], Attestations(entries), PERSONS, at=NOW)


def accepted(row, by="chief", **cells):
    return word(row, AttestationKind.ACCEPTED, by, **cells)


def test_a_promise_binds_from_its_acceptance_when_that_is_later():
    row = promise()

    assert bound(row, accepted(row)) == (Promise(need_id="medics", count=6, start=NOW - DAY),)


def test_a_promise_binds_from_its_own_moment_when_that_is_later():
    row = promise(promised=NOW + DAY)

    assert bound(row, accepted(row)) == (Promise(need_id="medics", count=6, start=NOW + DAY),)


@pytest.mark.parametrize(
    "entries",
    [
        lambda row: [accepted(row)][:0],
        lambda row: [accepted(row, "other")],
        lambda row: [accepted(row, "nobody")],
        lambda row: [accepted(promise(count=row.count - 1))],
        lambda row: [accepted(row, at=NOW + timedelta(seconds=1))],
        lambda row: [accepted(row, expires=NOW)],
    ],
)
def test_what_the_unit_itself_has_not_accepted_by_now_does_not_bind(entries):
    row = promise()

    assert bound(row, *entries(row)) == ()


def test_a_promise_ends_with_the_last_acceptance_unless_one_goes_on():
    row = promise()
    short, long = (accepted(row, at=NOW - n * DAY, expires=NOW + n * DAY) for n in (1, 2))

    assert [each.end for each in bound(row, short, long)] == [NOW + 2 * DAY]
    assert [each.end for each in bound(row, short, accepted(row, at=NOW - 2 * DAY))] == [None]


def test_promises_are_counted_from_their_start_to_before_their_end():
    promises = [Promise(need_id="medics", count=6, start=NOW, end=NOW + DAY)]

    assert promised_for(promises, at=NOW - timedelta(seconds=1)) == {}
    assert promised_for(promises, at=NOW) == {"medics": 6}
    assert promised_for(promises, at=NOW + DAY) == {}


def test_the_curve_steps_where_needs_fall_due_and_promises_start_or_end():
    needs = [need(due=NOW), need("buses", count=4, due=NOW + 2 * DAY)]
    promises = [
        Promise(need_id="medics", count=6, start=NOW - DAY, end=NOW + 3 * DAY),
        Promise(need_id="medics", count=6, start=NOW + DAY),
        Promise(need_id="buses", count=9, start=NOW - DAY),
        Promise(need_id="unknown", count=99, start=NOW - DAY),
    ]

    assert commitment_curve(needs, promises) == (
        Point(at=NOW - DAY, needed=0, promised=10, short=0),
        Point(at=NOW, needed=10, promised=10, short=4),
        Point(at=NOW + DAY, needed=10, promised=14, short=0),
        Point(at=NOW + 2 * DAY, needed=14, promised=14, short=0),
        Point(at=NOW + 3 * DAY, needed=14, promised=10, short=4),
    )


def test_the_curve_agrees_with_counting_at_each_of_its_moments():
    needs = [need(f"n{place}", 5 + place, NOW + place * DAY) for place in range(4)]
    promises = [
        Promise(need_id=f"n{place % 5}", count=1 + place % 4, start=NOW + (place % 7) * DAY)
        for place in range(40)
    ]

    points = commitment_curve(needs, promises)

    assert len(points) == len({point.at for point in points}) == 7
    for point in points:
        have = promised_for(promises, at=point.at)
        due = [each for each in needs if each.due <= point.at]
        assert point.needed == sum(each.count for each in due)
        assert point.promised == sum(min(have.get(e.need_id, 0), e.count) for e in needs)
        assert point.short == sum(max(0, each.count - have.get(each.need_id, 0)) for each in due)


def test_nothing_needed_and_nothing_promised_has_no_points():
    assert commitment_curve([], []) == ()
