"""The commitment curve."""

from datetime import UTC, datetime

import pytest

from summitry.plan.attestation import AttestationKind
from summitry.plan.organisation import Person
from summitry.plan.resources import Commitment, ResourceNeed
from summitry.report.pictures.commitments import NEEDS_MAX, draw
from tests.plans.one_rule import word


def day(number):
    return datetime(2030, 5, number, tzinfo=UTC)


def need(need_id="N-1", count=10, due=None, **cells):
    return ResourceNeed(
        need_id=need_id, title=f"Title of {need_id}", count=count, due=due or day(3), **cells
    )


PROMISE = Commitment(
    commitment_id="C-1",
    need_id="N-1",
    unit_id="GUARD",
    count=4,
    promised=datetime(2030, 4, 1, tzinfo=UTC),
)
PERSON = Person(person_id="P-1", unit_id="GUARD")


def accepted():
    return word(PROMISE, AttestationKind.ACCEPTED, "P-1", at=datetime(2030, 4, 2, tzinfo=UTC))


def test_what_is_lacking_is_hatched_and_told_by_its_need(make, seen):
    drawn = seen(draw(make([need(), PROMISE, PERSON], entries=[accepted()])))

    assert "Title of N-1" in drawn.texts()
    assert "4 of 10" in drawn.texts()
    assert len(drawn.of("short")) == 1
    assert any(
        "needed 10, promised 4, lacking 6" in str(each) for each in drawn.titles("needed-point")
    )


def test_promise_that_nobody_accepted_does_not_count_and_is_told(make, seen):
    drawn = seen(draw(make([need(), PROMISE, PERSON])))

    assert "0 of 10" in drawn.texts()
    told = "1 promise does not count: nobody of the promising unit has accepted it."
    assert told in drawn.texts()


def test_need_promised_in_full_is_not_lacking(make, seen):
    drawn = seen(draw(make([need(count=4), PROMISE, PERSON], entries=[accepted()])))

    assert drawn.of("short") == []
    assert "Every need is promised in full now." in drawn.texts()


def test_height_of_the_line_is_in_proportion_to_what_is_needed(make, seen):
    drawn = seen(draw(make([need("N-1", 5, day(3)), need("N-2", 5, day(6))])))

    line = next(each for each in drawn.of("needed") if len(each.get("points").split()) > 2)
    heights = [float(point.split(",")[1]) for point in line.get("points").split()]
    # From nothing at 326 to 10 at 26, over 5 in the middle: 300 units for the top of the scale.
    assert sorted(set(heights), reverse=True) == [326, 176, 26]


@pytest.mark.parametrize(("count", "rest"), [(NEEDS_MAX, 0), (NEEDS_MAX + 2, 2)])
def test_needs_beyond_the_limit_are_told(make, seen, count, rest):
    drawn = seen(draw(make([need(f"N-{number:02}") for number in range(count)])))

    told = f"{rest} further needs lack something now and are not drawn."
    assert (told in drawn.texts()) == bool(rest)


def test_needs_of_the_unit_or_site_asked_for_alone_are_drawn(make, seen):
    rows = [need("N-1", owner_unit_id="GUARD", site_id="HALL"), need("N-2", owner_unit_id="CITY")]

    by_unit, by_site = (
        seen(draw(make(rows, **wish))) for wish in ({"unit": "CITY"}, {"site": "HALL"})
    )

    assert [each for each in by_unit.texts() if "Title" in str(each)] == ["Title of N-2"]
    assert [each for each in by_site.texts() if "Title" in str(each)] == ["Title of N-1"]


def test_plan_without_needs_says_so(make, seen):
    assert "The plan names no resources that are needed." in seen(draw(make([]))).texts()


def test_thousands_of_needs_are_a_small_drawing(make):
    rows = [need(f"N-{number:05}", due=day(1 + number % 9)) for number in range(5_000)]

    assert len(draw(make(rows)).body) < 60_000


@pytest.mark.parametrize("code", ["en", "ar"])
def test_nothing_lies_outside_the_drawing(make, seen, code):
    drawn = seen(draw(make([need(), PROMISE, PERSON], code, entries=[accepted()])))

    assert min(drawn.numbers()) >= 0
    assert max(drawn.numbers()) <= 1_000


def heights(drawn):
    """Return the heights of the line of needs, from the left, each once as it changes."""
    line = next(each for each in drawn.of("needed") if len(each.get("points").split()) > 1)
    found = [float(point.split(",")[1]) for point in line.get("points").split()]
    return [y for place, y in enumerate(found) if place == 0 or y != found[place - 1]]


def test_line_begins_at_what_was_needed_before_and_ends_with_the_time_asked_for(make, seen):
    rows = [need("N-1", 5, day(3)), need("N-2", 5, day(6)), need("N-3", 5, day(8))]

    whole = seen(draw(make(rows)))
    part = seen(draw(make(rows, start=day(4), end=day(7))))

    assert heights(part) == heights(whole)[1:3]
    assert len(part.titles("needed-point")) < len(whole.titles("needed-point"))


def test_needs_that_fall_due_together_are_one_stair(make, seen):
    minute = datetime(2030, 5, 3, 0, 1, tzinfo=UTC)

    drawn = seen(draw(make([need("N-1", 5, day(3)), need("N-2", 5, minute)])))

    assert len(heights(drawn)) == 2
    assert len(drawn.titles("needed-point")) == 1
