import pytest

from summitry.outcome.finding import Status
from summitry.outcome.live import LiveState
from summitry.plan.access import Arrival, Gate
from summitry.plan.posts import Post
from summitry.plan.programme import Item
from summitry.plan.terms import ItemKind
from tests.plans.one_rule import CLOSES, HOUR, MINUTE, OPENS, during, found, limit, told


def gate(**cells):
    return Gate(
        **{
            "gate_id": "north",
            "name": "North gate",
            "zone_id": "hall",
            "lanes": 6,
            "lane_persons_per_hour": 400.0,
            "opens": OPENS - HOUR,
            "closes": CLOSES,
            **cells,
        }
    )


def arrival(persons, *, start=OPENS - HOUR, end=OPENS):
    return Arrival(gate_id="north", start=start, end=end, persons=persons)


OPENING = Item(
    item_id="opening",
    title="Opening",
    kind=ItemKind.OPENING,
    room_id="hall",
    start=OPENS,
    end=OPENS + HOUR,
)


def test_planned_numbers_pass_through_six_lanes():
    assert found("C-05", [gate(item_id="opening"), OPENING, arrival(1800)]) == ()


def test_as_many_as_the_lanes_pass_are_inside_just_in_time():
    assert found("C-05", [gate(item_id="opening"), OPENING, arrival(2400)]) == ()


def test_one_more_stays_outside_when_the_opening_begins():
    findings = found("C-05", [gate(item_id="opening"), OPENING, arrival(2401)])

    assert told(findings) == [("outside", "gates", "north", "", "critical")]
    assert findings[0].facts["outside"] == 1


def test_the_numbers_that_came_leave_five_hundred_outside():
    (finding,) = found("C-05", [gate(item_id="opening"), OPENING, arrival(2900)])

    assert finding.facts == {
        "gate": "north",
        "lanes": 6,
        "lane_per_hour": 400.0,
        "peak_per_hour": 2900,
        "lanes_needed": 10,
        "wait_minutes": 12.5,
        "queue": 500,
        "at": OPENS,
        "outside": 500,
        "item": "opening",
    }
    assert (finding.start, finding.end) == (OPENS, OPENS + 12.5 * MINUTE)
    assert finding.joins == (("programme", "opening"),)


@pytest.mark.parametrize(("persons", "cases"), [(3000, []), (3001, ["wait"])])
def test_a_wait_is_too_long_beyond_the_limit(persons, cases):
    findings = found("C-05", [gate(), arrival(persons)])

    assert [finding.case for finding in findings] == cases


def test_the_event_sets_its_own_limit():
    findings = found("C-05", [gate(), arrival(2900), limit("queue_minutes_max", 12)])

    assert told(findings) == [("wait", "gates", "north", "", "high")]


def test_a_gate_without_lanes_lets_nobody_in():
    findings = found("C-05", [gate(lanes=0), arrival(10)])

    assert told(findings) == [("stranded", "gates", "north", "", "high")]
    assert findings[0].facts["stranded"] == 10


@pytest.mark.parametrize(
    ("cells", "persons"),
    [
        ({"opens": OPENS - 59 * MINUTE}, 10),
        ({"closes": OPENS - 6 * MINUTE}, 60),
    ],
)
def test_people_who_come_while_the_gate_is_not_open_are_found(cells, persons):
    findings = found("C-05", [gate(**cells), arrival(600)])

    (hours,) = [finding for finding in findings if finding.case == "hours"]
    assert hours.facts["persons"] == persons
    assert hours.discriminator == "hours"


def test_a_gate_whose_arrivals_nobody_knows_is_unknown():
    (finding,) = found("C-05", [gate()])

    assert (finding.status, finding.case) == (Status.UNKNOWN, "no-curve")


def test_a_curve_that_says_nobody_comes_is_known():
    assert found("C-05", [gate(), arrival(0)]) == ()


def test_a_gate_shut_on_the_day_makes_people_wait():
    live = LiveState(shut_gates=(("north", during(-40, -20)),))

    findings = found("C-05", [gate(), arrival(1800)], live=live)

    assert told(findings) == [("wait", "gates", "north", "", "high")]
    assert findings[0].facts["wait_minutes"] == 20.0


def test_another_gate_shut_changes_nothing():
    live = LiveState(shut_gates=(("south", during(-40, -20)),))

    assert found("C-05", [gate(), arrival(1800)], live=live) == ()


def gate_post(minute_from, minute_to, gate_id="north"):
    span = during(minute_from, minute_to)
    return Post(
        post_id=f"lane-{gate_id}",
        name="Lane",
        site_id="hall",
        start=span.start,
        end=span.end,
        gate_id=gate_id,
    )


@pytest.mark.parametrize(
    ("post", "minutes"),
    [
        (gate_post(-60, 0), []),
        (gate_post(-59, 0), [1]),
        (gate_post(-60, -10), [10]),
        (gate_post(-60, 0, "south"), [60]),
    ],
)
def test_people_come_only_while_a_post_stands_at_the_gate(post, minutes):
    findings = found("C-05", [gate(), arrival(1800), post])

    assert told(findings) == [("no-post", "gates", "north", "no-post", "high")] * len(minutes)
    assert [finding.facts["minutes"] for finding in findings] == minutes


def test_plan_that_links_no_post_to_a_gate_says_nothing_of_posts_there():
    assert found("C-05", [gate(), arrival(1800)]) == ()
