import csv
import json
from io import StringIO

from summitry.cli.timetable import Made, Served, csv_of, head_of, json_of, rides_of
from summitry.move.routes.demand import Terms
from summitry.move.routes.shuttles import shuttles_from, timetable
from summitry.move.routes.solve import End
from summitry.plan.movements import TravelTime
from summitry.report.language import language
from tests.core.move.routes.test_shuttles import item, plan
from tests.plans.one_rule import EVENT

ENGLISH = language("en")


def made(routes, *, given=None, end=End.STOPPED):
    (shuttles,) = shuttles_from(given or plan(item(), members=(30,)), Terms(seats=40))
    served = Served(
        shuttles=shuttles,
        vehicles_min=1,
        minutes=45.0,
        minutes_min=40.0,
        end=end,
        rides=timetable(shuttles, routes),
    )
    return Made(base="ab" * 32, seed=3, seconds=1.0, services=(served,))


def test_a_row_for_each_call_says_who_gets_on_and_off():
    table = list(csv.DictReader(StringIO(csv_of(made([(1, 2, 3, 4)])).decode(), newline="")))

    assert [(row["call"], row["site_id"], row["on"], row["off"]) for row in table] == [
        ("1", "INN", "30", "0"),
        ("2", "HALL", "0", "30"),
        ("3", "HALL", "30", "0"),
        ("4", "INN", "0", "30"),
    ]
    assert table[0]["at"] == "2030-05-01T07:45Z"
    assert (table[0]["boards"], table[0]["alights"], table[0]["aboard"]) == ("D-1 30", "", "30")


def test_json_says_the_same_with_its_proof():
    (service,) = json.loads(json_of(made([(1, 2), (3, 4)])))["services"]

    assert (service["vehicles"], service["vehicles_min"], service["minutes_min"]) == (2, 1, 40.0)
    assert (service["ended"], service["unmet"], service["depot"]) == ("stopped", [], "BASE")
    assert [len(ride["calls"]) for ride in service["rides"]] == [2, 2]


def test_lines_are_by_the_clock_of_the_venue():
    (served,) = made([(1, 2, 3, 4)], end=End.PROVED).services

    head = list(head_of(1, served, EVENT.zone, ENGLISH))
    rides = list(rides_of(served, EVENT.zone, ENGLISH))

    assert head[0].startswith("Service 1, 2030-05-01 ")
    assert head[1].strip().startswith("Proved")
    assert len(rides) == 5
    assert rides[0].strip().startswith("Vehicle 1 (to be hired) leaves BASE at 2030-05-01 ")


def test_whom_no_road_brings_in_time_is_told():
    far = tuple(
        TravelTime(from_site_id=site, to_site_id="INN", minutes=500) for site in ("HALL", "BASE")
    )
    given = plan(item(), members=(30,), roads=far)

    (served,) = made([], given=given).services

    told = [line for line in head_of(1, served, EVENT.zone, ENGLISH) if "cannot get" in line]
    assert len(told) == 2
    assert "30 people cannot get from INN to HALL" in told[0]
