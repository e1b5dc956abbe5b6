import pytest

from summitry.outcome.finding import Status
from summitry.plan.perimeter import Evacuation
from summitry.plan.places import Exit, Room, Zone
from summitry.plan.programme import Item
from summitry.plan.risks import Rendezvous
from summitry.plan.terms import ItemKind, RendezvousKind
from tests.plans.one_rule import HOUR, OPENS, found, limit, told

POINT = Rendezvous(rendezvous_id="park", name="Car park", kind=RendezvousKind.RVP, site_id="hall")
OTHER = Exit(exit_id="other", zone_id="elsewhere", width_m=1)


def zone(capacity=None, outline=()):
    return Zone(zone_id="ring", site_id="hall", name="Ring", capacity_max=capacity, outline=outline)


def way_out(exit_id, width, *, stepped=False):
    return Exit(exit_id=exit_id, zone_id="ring", width_m=width, stepped=stepped)


def plan(**cells):
    return Evacuation(**{"evacuation_id": "plan", "zone_id": "ring", **cells})


def item(item_id, persons, *, start=OPENS, room="room"):
    return Item(
        item_id=item_id,
        title=item_id,
        kind=ItemKind.PLENARY,
        room_id=room,
        start=start,
        end=start + HOUR,
        headcount=persons,
    )


def room(room_id="room"):
    return Room(room_id=room_id, name=room_id, site_id="hall", zone_id="ring")


def test_zone_with_an_exit_and_a_point_is_let_through():
    assert found("C-59", [zone(), way_out("main", 1), POINT]) == ()


def test_zone_without_an_exit_is_critical():
    findings = found("C-59", [zone(), OTHER, POINT])

    assert told(findings) == [("no-exit", "zones", "ring", "no-exit", "critical")]


def test_exits_are_unknown_where_the_plan_has_none_at_all():
    (finding,) = found("C-59", [zone(), POINT])

    assert (finding.case, finding.status) == ("no-exits-at-all", Status.UNKNOWN)


def test_zone_without_a_point_to_go_to_is_found():
    away = Rendezvous(rendezvous_id="quay", name="Quay", kind=RendezvousKind.RVP, site_id="harbour")
    rows = [zone(), way_out("main", 1)]

    assert told(found("C-59", rows)) == [("no-point", "zones", "ring", "no-point", "high")]
    assert [f.status for f in found("C-59", rows)] == [Status.UNKNOWN]
    assert [f.status for f in found("C-59", [*rows, away])] == [Status.WRONG]


def test_point_of_an_evacuation_counts_and_a_forward_command_post_does_not():
    away = Rendezvous(rendezvous_id="quay", name="Quay", kind=RendezvousKind.RVP, site_id="harbour")
    command = Rendezvous(rendezvous_id="post", name="Post", kind=RendezvousKind.FCP, site_id="hall")
    rows = [zone(), way_out("main", 1), away, command]

    assert [f.case for f in found("C-59", [*rows, plan()])] == ["no-point"]
    assert [f.case for f in found("C-59", [*rows, plan(rendezvous_ids=("gone",))])] == ["no-point"]
    assert found("C-59", [*rows, plan(rendezvous_ids=("quay",))]) == ()


# Two level exits of 1 m: with one lost, 82 people a minute pass, 656 in eight minutes.
@pytest.mark.parametrize(("people", "expected"), [(656, []), (657, ["slow"])])
def test_zone_must_be_empty_in_time_without_its_largest_exit(people, expected):
    rows = [zone(people), way_out("a", 1), way_out("b", 1)]

    assert [finding.case for finding in found("C-60", rows)] == expected


def test_steps_slow_people_down_and_the_exit_that_passes_most_is_lost():
    rows = [zone(700), way_out("wide", 1.2, stepped=True), way_out("level", 1.0)]

    (finding,) = found("C-60", rows)

    assert told([finding]) == [("slow", "zones", "ring", "slow", "high")]
    # 1.2 m with steps pass 79.2 a minute, 1 m without 82: the level one is the largest.
    assert finding.facts == {
        "zone": "ring",
        "people": 700,
        "minutes": 8.8,
        "limit": 8.0,
        "largest": "level",
        "left": 1,
    }


def test_one_exit_is_none_when_it_is_lost():
    (finding,) = found("C-60", [zone(10), way_out("only", 20)])

    assert (finding.case, finding.facts["minutes"]) == ("none-left", None)


def test_zone_that_nobody_may_enter_or_without_exits_is_let_through():
    assert found("C-60", [zone(0), way_out("only", 1)]) == ()
    assert found("C-60", [zone(1_000)]) == ()


def test_number_of_people_is_unknown_where_nobody_says_it():
    (finding,) = found("C-60", [zone(), way_out("a", 1), way_out("b", 1)])

    assert (finding.case, finding.status) == ("no-people", Status.UNKNOWN)


def test_own_time_of_an_evacuation_comes_before_the_limit():
    rows = [zone(656), way_out("a", 1), way_out("b", 1)]

    assert [f.case for f in found("C-60", [*rows, plan(minutes_max=7.9)])] == ["slow"]
    longer = [zone(657), *rows[1:], plan(minutes_max=9)]
    assert found("C-60", longer) == ()


def test_limits_are_the_event_s_own():
    rows = [zone(657), way_out("a", 1), way_out("b", 1)]

    assert found("C-60", [*rows, limit("evacuation_minutes_max", 9)]) == ()
    assert found("C-60", [*rows, limit("level_exit_persons_per_m_minute", 90)]) == ()
    steps = [zone(500), way_out("a", 1, stepped=True), way_out("b", 1, stepped=True)]
    assert found("C-60", steps) == ()
    slow = found("C-60", [*steps, limit("stepped_exit_persons_per_m_minute", 60)])
    assert [finding.case for finding in slow] == ["slow"]


def test_people_expected_in_rooms_at_once_count_too():
    rows = [zone(100), way_out("a", 1), way_out("b", 1), room(), room("second")]
    first, second = item("one", 400), item("two", 300, room="second")

    assert [f.facts["people"] for f in found("C-60", [*rows, first, second])] == [700]
    later = item("two", 300, start=OPENS + HOUR, room="second")
    assert found("C-60", [*rows, first, later]) == ()


def test_evacuation_planned_for_too_few_is_found():
    rows = [zone(100), way_out("a", 1), way_out("b", 1)]

    assert found("C-60", [*rows, plan(persons=100)]) == ()
    findings = found("C-60", [*rows, plan(persons=99)])
    assert told(findings) == [("more-people", "evacuations", "plan", "", "medium")]


def test_larger_number_of_an_evacuation_is_the_one_that_must_get_out():
    rows = [zone(100), way_out("a", 1), way_out("b", 1)]

    (finding,) = found("C-60", [*rows, plan(persons=657)])

    assert (finding.case, finding.facts["people"]) == ("slow", 657)


TEN = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0))


@pytest.mark.parametrize(("people", "expected"), [(200, []), (201, ["dense"])])
def test_zone_has_room_for_two_on_a_square_metre(people, expected):
    assert [f.case for f in found("C-152", [zone(people, TEN)])] == expected


def test_density_is_told_with_its_numbers():
    (finding,) = found("C-152", [zone(470, TEN)])

    assert told([finding]) == [("dense", "zones", "ring", "", "high")]
    assert finding.facts == {
        "zone": "ring",
        "people": 470,
        "square_metres": 100.0,
        "density": 4.7,
        "limit": 2.0,
    }
    assert found("C-152", [zone(470, TEN), limit("zone_persons_per_m2_max", 4.7)]) == ()


def test_zone_without_outline_or_capacity_is_not_judged():
    assert found("C-152", [zone(470)]) == ()
    assert found("C-152", [zone(None, TEN)]) == ()


def test_outline_that_encloses_nothing_is_unknown():
    line = ((0.0, 0.0), (10.0, 0.0), (20.0, 0.0))

    (finding,) = found("C-152", [zone(10, line)])

    assert (finding.case, finding.status) == ("flat", Status.UNKNOWN)
