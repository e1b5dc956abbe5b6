from datetime import date

from summitry.check.crowds import Coming, Crowd, coming, crowds, expected_at_once
from summitry.check.view import View
from summitry.kit.time import Interval
from summitry.plan.access import Arrival, Gate
from summitry.plan.attestation import Attestations
from summitry.plan.places import Room, Zone
from summitry.plan.programme import Item
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import ItemKind
from tests.plans.one_rule import CLOSES, EVENT, HOUR, MINUTE, NOW, OPENS, limit

FIRST = date(2025, 10, 25)


def view(*rows):
    return View(Snapshot.of([EVENT, *rows]), Attestations(), at=NOW)


def gate(gate_id="gate"):
    return Gate(
        gate_id=gate_id,
        name=gate_id,
        zone_id="ring",
        lanes=1,
        lane_persons_per_hour=100,
        opens=OPENS,
        closes=CLOSES,
    )


def arrival(start, persons, gate_id="gate"):
    return Arrival(gate_id=gate_id, start=start, end=start + HOUR, persons=persons)


def item(item_id, start=OPENS, hours=1, persons=None):
    return Item(
        item_id=item_id,
        title=item_id,
        kind=ItemKind.PLENARY,
        room_id="room",
        start=start,
        end=start + hours * HOUR,
        headcount=persons,
    )


RING = Zone(zone_id="ring", site_id="hall", name="Ring")
ROOM = Room(room_id="room", name="Room", site_id="hall")


def test_a_day_at_a_gate_is_from_the_first_to_the_last():
    rows = [arrival(OPENS, 10), arrival(OPENS + 2 * HOUR, 20), arrival(OPENS + 4 * HOUR, 0)]

    assert view(gate(), *rows).derive(coming) == {
        ("gate", FIRST): Coming(Interval(OPENS, OPENS + 3 * HOUR), 30)
    }


def test_gates_and_days_are_told_apart():
    rows = [
        arrival(OPENS, 1),
        arrival(OPENS, 2, "side"),
        arrival(OPENS + 23 * HOUR, 4),
    ]

    found = view(gate(), gate("side"), *rows).derive(coming)

    assert {key: each.persons for key, each in found.items()} == {
        ("gate", FIRST): 1,
        ("gate", date(2025, 10, 26)): 4,
        ("side", FIRST): 2,
    }


def test_nobody_comes_without_curves():
    assert view().derive(coming) == {}
    assert view(gate(), arrival(OPENS, 0)).derive(coming) == {}


def test_crowd_is_there_from_the_first_arrival_until_it_has_left():
    rows = [gate(), RING, ROOM, arrival(OPENS - HOUR, 300), item("opening", hours=2, persons=250)]

    assert view(*rows).derive(crowds) == {
        ("hall", FIRST): Crowd(
            interval=Interval(OPENS - HOUR, OPENS + 3 * HOUR), persons=300, item_ids=("opening",)
        )
    }
    (crowd,) = view(*rows, limit("dispersal_minutes", 10)).derive(crowds).values()
    assert crowd.interval.end == OPENS + 2 * HOUR + 10 * MINUTE


def test_arrivals_at_gates_and_zones_that_do_not_exist_are_nowhere():
    assert view(arrival(OPENS, 10), item("lost")).derive(crowds) == {}
    assert view(gate(), arrival(OPENS, 10)).derive(crowds) == {}


def test_expected_at_once_adds_what_runs_together():
    items = [
        item("a", persons=10),
        item("b", persons=20, hours=2),
        item("c", start=OPENS + HOUR, persons=15),
        item("d"),
    ]

    assert expected_at_once(items) == 35
    assert expected_at_once([item("d")]) == 0
