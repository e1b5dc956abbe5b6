from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summitry.policy.queues import (
    Flow,
    Queue,
    arrived,
    lanes_needed,
    passed_between,
    peak_per_hour,
    queue_of,
    served,
    waiting_at,
)

HOUR = 3600


def queue(arrivals, service):
    line = arrived(arrivals)
    return queue_of(line, served(line, service))


def test_the_doctrines_example_leaves_five_hundred_and_a_wait_of_twelve_and_a_half_minutes():
    line = arrived([Flow(0, HOUR, 2900)])

    result = queue_of(line, served(line, [Flow(0, 2 * HOUR, 6 * 400 * 2)]))

    assert result == Queue(
        wait_seconds_max=pytest.approx(12.5 * 60),
        wait_from=HOUR,
        persons_max=pytest.approx(500),
        persons_max_at=HOUR,
        stranded=0,
    )
    assert peak_per_hour(line) == pytest.approx(2900)


@pytest.mark.parametrize(("peak", "lanes"), [(2900, 10), (1800, 6), (1920, 6), (1921, 7), (0, 0)])
def test_lanes_are_planned_to_four_fifths_of_their_rate(peak, lanes):
    assert lanes_needed(peak, 400, utilisation_max=0.8) == lanes


def test_no_number_of_lanes_helps_where_a_lane_passes_nobody():
    assert lanes_needed(100, 0, utilisation_max=0.8) is None


def test_whoever_comes_early_waits_for_the_opening():
    result = queue([Flow(0, 600, 60)], [Flow(1200, 4800, 3600)])

    assert (result.wait_seconds_max, result.wait_from) == (1200, 0)
    assert (result.persons_max, result.persons_max_at) == (60, 600)


def test_whoever_is_not_let_in_before_the_gate_closes_is_stranded():
    result = queue([Flow(0, 100, 100)], [Flow(0, 100, 60)])

    assert result.stranded == pytest.approx(40)
    assert result.persons_max == pytest.approx(40)
    assert result.wait_seconds_max == pytest.approx(40)


def test_a_gate_that_never_opens_strands_everybody():
    result = queue([Flow(0, 100, 100)], [])

    assert (result.stranded, result.persons_max, result.wait_seconds_max) == (100, 100, 0)


def test_a_shut_stretch_makes_those_wait_who_come_at_its_beginning():
    # One a second comes and passes; from 100 to 160 the gate is shut.
    result = queue([Flow(0, 300, 300)], [Flow(0, 100, 100), Flow(160, 1000, 840)])

    assert result.wait_seconds_max == pytest.approx(60)
    assert result.wait_from == pytest.approx(100)
    assert result.persons_max == pytest.approx(60)
    assert result.stranded == 0


def test_flows_that_overlap_add_up():
    both = queue([Flow(0, 200, 200), Flow(100, 200, 100)], [Flow(0, 1000, 1000)])

    assert both == queue([Flow(0, 100, 100), Flow(100, 200, 200)], [Flow(0, 1000, 1000)])


def test_as_many_as_the_lanes_pass_never_wait():
    assert queue([Flow(0, HOUR, 2400)], [Flow(0, HOUR, 2400)]) == Queue(
        wait_seconds_max=0, wait_from=0, persons_max=0, persons_max_at=0, stranded=0
    )


STRETCHES = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 20), st.integers(0, 30)), min_size=1, max_size=5
)


def by_the_second(arrivals, service):
    """Serve whole seconds with exact fractions: the slow way that cannot be wrong."""
    last = max(flow.end for flow in [*arrivals, *service]) + 1
    came, left, waiting = [Fraction(0)], [Fraction(0)], Fraction(0)
    for second in range(last):
        comes = sum(
            (Fraction(f.persons, f.end - f.start) for f in arrivals if f.start <= second < f.end),
            Fraction(0),
        )
        passes = sum(
            (Fraction(f.persons, f.end - f.start) for f in service if f.start <= second < f.end),
            Fraction(0),
        )
        waiting = max(Fraction(0), waiting + comes - passes)
        came.append(came[-1] + comes)
        left.append(came[-1] - waiting)
    return came, left


def slowest(came, left):
    """Return the longest wait over a fine grid of people."""
    longest = 0.0
    total = left[-1]
    for number in range(1, 400):
        level = total * number / 400
        arrives = _reaches(came, level)
        leaves = _reaches(left, level)
        longest = max(longest, float(leaves - arrives))
    return longest


def _reaches(line, level):
    place = next(n for n, people in enumerate(line) if people >= level)
    if place == 0 or line[place] == line[place - 1]:
        return Fraction(place)
    return place - 1 + (level - line[place - 1]) / (line[place] - line[place - 1])


@settings(max_examples=80, deadline=None)
@given(STRETCHES, STRETCHES)
def test_it_agrees_with_serving_second_by_second(coming, passing):
    arrivals = [Flow(start, start + length, persons) for start, length, persons in coming]
    service, now = [], 0
    for gap, length, persons in passing:
        service.append(Flow(now + gap, now + gap + length, persons))
        now += gap + length

    result = queue(arrivals, service)
    came, left = by_the_second(arrivals, service)

    # Within a second the served line bends where the queue runs dry, so the two may differ by what
    # one second brings, never by more; at whole seconds where nothing bends they are equal.
    assert result.stranded == pytest.approx(float(came[-1] - left[-1]), abs=1e-5)
    greatest = max(a - b for a, b in zip(came, left, strict=True))
    assert result.persons_max == pytest.approx(float(greatest), abs=1e-5)
    if left[-1] > 0:
        assert result.wait_seconds_max >= slowest(came, left) - 1.0 - 1e-6


@settings(max_examples=80, deadline=None)
@given(STRETCHES, st.integers(1, 30), st.integers(1, 30))
def test_more_lanes_never_make_anybody_wait_longer(coming, few, more):
    arrivals = [Flow(start, start + length, persons) for start, length, persons in coming]

    slow = queue(arrivals, [Flow(0, 100_000, few * 1000)])
    fast = queue(arrivals, [Flow(0, 100_000, (few + more) * 1000)])

    assert fast.wait_seconds_max <= slow.wait_seconds_max + 1e-6
    assert fast.persons_max <= slow.persons_max + 1e-6


def test_who_waits_at_a_second_came_and_was_not_let_in():
    arrivals, service = [Flow(0, HOUR, 120)], [Flow(HOUR // 2, 2 * HOUR, 90)]

    waiting = [waiting_at(arrivals, service, second) for second in (0, HOUR // 2, HOUR, 2 * HOUR)]

    assert waiting == pytest.approx([0, 60, 90, 30])
    assert waiting_at([], service, HOUR) == 0


@pytest.mark.parametrize(
    ("start", "end", "passed"),
    [(0, HOUR, 0), (0, 2 * HOUR, 60), (HOUR, HOUR, 0), (HOUR, 4 * HOUR, 90)],
)
def test_what_could_pass_is_counted_within_the_hours_of_service(start, end, passed):
    service = [Flow(HOUR, 2 * HOUR, 60), Flow(3 * HOUR, 5 * HOUR, 60)]

    assert passed_between(service, start, end) == pytest.approx(passed)
