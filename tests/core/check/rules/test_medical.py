import pytest

from summitry.kit.time import Interval
from summitry.outcome.finding import Status
from summitry.outcome.live import LiveState
from summitry.plan.access import Arrival, Gate
from summitry.plan.medical import Ambulance
from summitry.plan.movements import Movement, TravelTime
from summitry.plan.places import Room, Site, Zone
from summitry.plan.programme import Item
from summitry.plan.terms import Field, ItemKind
from summitry.plan.vehicles import MotorcadeRole, MotorcadeVehicle, Vehicle, VehicleKind
from tests.plans.one_rule import CLOSES, DAY, HOUR, MINUTE, OPENS, during, found, limit, told
from tests.plans.posted import posted

HALL = [
    Site(site_id="hall", name="Hall"),
    Site(site_id="depot", name="Depot"),
    Room(room_id="room", name="Room", site_id="hall"),
    Zone(zone_id="ring", site_id="hall", name="Ring"),
    Gate(
        gate_id="gate",
        name="Gate",
        zone_id="ring",
        lanes=4,
        lane_persons_per_hour=400,
        opens=OPENS - 4 * HOUR,
        closes=CLOSES,
    ),
]


def item(persons=None, *, start=OPENS, end=OPENS + HOUR):
    return Item(
        item_id="item",
        title="Item",
        kind=ItemKind.PLENARY,
        room_id="room",
        start=start,
        end=end,
        headcount=persons,
    )


def arrival(persons=100, *, start=OPENS - HOUR):
    return Arrival(gate_id="gate", start=start, end=start + HOUR, persons=persons)


def aid(start=OPENS, end=OPENS + 2 * HOUR, post_id="aid", **cells):
    return posted(post_id, start=start, end=end, field=Field.MEDICAL, **cells)


def ambulance(**cells):
    return Ambulance(
        **{
            "ambulance_id": "ambulance",
            "site_id": "hall",
            "start": OPENS,
            "end": OPENS + 2 * HOUR,
            **cells,
        }
    )


def gaps(*rows, **more):
    findings = found("C-140", [*HALL, *rows], **more)
    return [(f.discriminator, f.start, f.end, f.facts["minutes"]) for f in findings]


def test_people_without_anybody_to_help_are_found():
    assert told(found("C-140", [*HALL, item()])) == [
        ("", "sites", "hall", "2025-10-25", "critical")
    ]


def test_help_is_there_until_everybody_has_left():
    assert gaps(item(), *aid()) == []
    short = OPENS + 2 * HOUR - MINUTE
    assert gaps(item(), *aid(end=short)) == [("2025-10-25", short, OPENS + 2 * HOUR, 1)]


def test_time_to_leave_is_the_event_s_own():
    rows = [item(), *aid(end=OPENS + 90 * MINUTE)]

    assert gaps(*rows, limit("dispersal_minutes", 30)) == []
    assert [minutes for *_, minutes in gaps(*rows, limit("dispersal_minutes", 31))] == [1]


def test_help_is_there_before_the_first_who_comes():
    assert gaps(item(), arrival(), *aid()) == [("2025-10-25", OPENS - HOUR, OPENS, 60)]
    assert gaps(item(), arrival(persons=0), *aid()) == []


def test_people_who_come_without_an_item_are_people():
    assert [day for day, *_ in gaps(arrival())] == ["2025-10-25"]


def test_each_day_stands_for_itself():
    rows = [item(), arrival(start=OPENS + DAY)]

    assert [day for day, *_ in gaps(*rows, *aid())] == ["2025-10-26"]


def test_post_of_another_field_helps_nobody():
    assert len(gaps(item(), *posted(end=OPENS + 2 * HOUR))) == 1


def test_ambulance_takes_the_place_of_a_post():
    assert gaps(item(), ambulance()) == []
    assert len(gaps(item(), ambulance(end=OPENS + HOUR))) == 1


def test_ambulance_helps_only_while_its_crew_is_there():
    crew = aid(end=OPENS + HOUR, site_id="depot")
    rows = [item(), ambulance(post_id="aid"), *crew]

    assert gaps(*rows) == [("2025-10-25", OPENS + HOUR, OPENS + 2 * HOUR, 60)]
    assert len(gaps(item(), ambulance(post_id="nowhere"))) == 1


def test_absent_medic_is_a_gap():
    live = LiveState(absences=(("aid-0-1", during(0, 30)),))

    assert gaps(item(), *aid(), live=live) == [("2025-10-25", OPENS, OPENS + 30 * MINUTE, 30)]


@pytest.mark.parametrize(("minutes", "count"), [(8.0, 0), (8.1, 1)])
def test_help_from_another_site_counts_within_the_minutes(minutes, count):
    way = TravelTime(from_site_id="hall", to_site_id="depot", minutes=minutes)

    assert len(gaps(item(), way, *aid(site_id="depot"))) == count
    assert gaps(item(), way, *aid(site_id="depot"), limit("medical_reach_minutes_max", 9)) == []


def test_way_that_is_not_known_brings_nobody():
    assert len(gaps(item(), *aid(site_id="depot"))) == 1


@pytest.mark.parametrize(("heads", "count"), [(4, 0), (3, 1)])
def test_crowd_of_two_thousand_takes_four(heads, count):
    rows = [*HALL, item(2_000), *aid(heads=heads)]

    assert len(found("C-141", rows)) == count


def test_least_staff_of_the_day_is_told():
    late = Interval(OPENS + HOUR, OPENS + 2 * HOUR)
    rows = [*aid(heads=3), *aid(post_id="more", heads=2, start=late.start, end=late.end)]

    (finding,) = found("C-141", [*HALL, item(2_000), *rows])

    assert told([finding]) == [("", "sites", "hall", "2025-10-25", "high")]
    assert (finding.start, finding.end) == (OPENS, late.start)
    assert finding.facts == {
        "site": "hall",
        "day": "2025-10-25",
        "people": 2_000,
        "need": 4,
        "have": 3,
    }


@pytest.mark.parametrize(("persons", "count"), [(499, 0), (500, 1)])
def test_small_crowd_is_not_counted(persons, count):
    rows = [*HALL, arrival(persons), *aid(site_id="depot")]

    assert len(found("C-141", rows)) == count


def test_plan_without_any_medical_row_does_not_say_who_helps():
    (finding,) = found("C-140", [*HALL, item(2_000)])

    assert finding.status is Status.UNKNOWN
    assert found("C-141", [*HALL, item(2_000)]) == ()
    (finding,) = found("C-140", [*HALL, item(2_000), *aid(site_id="depot")])
    assert finding.status is Status.WRONG


def test_all_who_come_on_a_day_are_one_crowd():
    rows = [*HALL, arrival(1_000), arrival(1_001, start=OPENS), *aid(OPENS - HOUR, heads=4)]

    (finding,) = found("C-141", rows)

    assert (finding.facts["people"], finding.facts["need"]) == (2_001, 5)


MOVE = Movement(movement_id="move", title="Way in", principal_ids=("guest",))


def vehicle(kind=VehicleKind.CAR):
    return Vehicle(vehicle_id="vehicle", name="Vehicle", kind=kind)


def part(role=MotorcadeRole.LEAD):
    return MotorcadeVehicle(movement_id="move", place=1, vehicle_id="vehicle", role=role)


def test_motorcade_without_an_ambulance_is_found():
    findings = found("C-144", [MOVE, vehicle(), part()])

    assert told(findings) == [("", "movements", "move", "", "high")]
    assert findings[0].facts == {"movement": "move", "vehicles": 1}


def test_ambulance_counts_by_its_role_or_by_what_it_is():
    assert found("C-144", [MOVE, vehicle(), part(MotorcadeRole.AMBULANCE)]) == ()
    assert found("C-144", [MOVE, vehicle(VehicleKind.AMBULANCE), part()]) == ()


def test_movement_without_a_motorcade_or_protection_is_not_judged():
    open_move = Movement(movement_id="move", title="Way in", protected=False)

    assert found("C-144", [MOVE, vehicle()]) == ()
    assert found("C-144", [open_move, vehicle(), part()]) == ()


def test_vehicle_that_does_not_exist_is_no_ambulance():
    assert len(found("C-144", [MOVE, part()])) == 1
