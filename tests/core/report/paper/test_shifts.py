"""Shifts taken out of the whole table."""

from summitry.kit.time import Interval
from summitry.plan.posts import Shift
from summitry.report.paper.shifts import keys_of, shifts_of
from tests.plans.papers import source
from tests.plans.small_moments import at


def test_shifts_of_a_person_come_in_order_of_time():
    view = source().view

    assert [each.post_id for each in shifts_of(view, "person_id", "N-028")] == [
        "P-salon", "P-hotel", "P-night",
    ]  # fmt: skip
    assert shifts_of(view, "person_id", "nobody") == []


def test_what_only_touches_the_span_is_not_in_it():
    view = source().view

    found = shifts_of(view, "post_id", "P-hotel", Interval(at(6), at(8)))

    assert found == []
    assert len(shifts_of(view, "post_id", "P-hotel", Interval(at(5), at(8)))) == 1


def test_keys_come_with_the_time_from_their_first_to_their_last():
    more = Shift(post_id="P-ward", start=at(30), end=at(31), person_id="N-028", unit_id="U-1")

    assert dict(keys_of(source([more]).view, "person_id"))["N-028"] == Interval(at(-2), at(31))
