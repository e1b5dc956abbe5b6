import pytest

from summitry.outcome.finding import Status
from summitry.plan.traffic import Flow, FlowLink, FlowPath
from tests.plans.one_rule import HOUR, MINUTE, OPENS, found, told


def link(name, persons_per_hour_max):
    return FlowLink(
        flow_link_id=name,
        name=name,
        persons_per_hour_max=persons_per_hour_max,
        owner_unit_id="city",
    )


def path(name, *links):
    return [
        FlowPath(flow_path_id=name, place=place, flow_link_id=each, minutes=minutes)
        for place, (each, minutes) in enumerate(links, 1)
    ]


def flow(name, path_id, persons, *, hours=1.0, later=0):
    start = OPENS + later * MINUTE
    return Flow(
        flow_id=name, flow_path_id=path_id, persons=persons, start=start, end=start + hours * HOUR
    )


@pytest.mark.parametrize(("persons", "count"), [(1000, 0), (1001, 1)])
def test_a_way_passes_as_many_an_hour_as_it_can(persons, count):
    rows = [link("ramp", 1000), *path("west", ("ramp", 0)), flow("metro", "west", persons)]

    assert len(found("C-04", rows)) == count


def test_flows_of_two_paths_meet_on_one_way():
    rows = [
        link("station", 5000),
        link("ramp", 900),
        *path("north", ("station", 0), ("ramp", 10)),
        *path("south", ("ramp", 0)),
        flow("train", "north", 500),
        flow("coach", "south", 500, later=40),
    ]

    (finding,) = found("C-04", rows)

    assert told([finding]) == [("over", "flow_links", "ramp", "", "high")]
    assert finding.facts == {
        "link": "ramp",
        "capacity": 900,
        "rate": 1000,
        "flows": ("coach", "train"),
    }
    assert (finding.start, finding.end) == (OPENS + 40 * MINUTE, OPENS + 70 * MINUTE)
    assert finding.units == ("city",)


def test_flows_that_follow_each_other_do_not_add_up():
    rows = [
        link("ramp", 600),
        *path("west", ("ramp", 5)),
        flow("first", "west", 600),
        flow("second", "west", 600, later=60),
    ]

    assert found("C-04", rows) == ()


def test_thirds_add_up_exactly():
    rows = [link("ramp", 1000), *path("west", ("ramp", 0))]
    rows += [flow(f"f{number}", "west", 1000, hours=3) for number in range(3)]

    assert found("C-04", rows) == ()


def test_a_flow_without_ways_is_unknown():
    (finding,) = found("C-04", [link("ramp", 10), flow("lost", "nowhere", 50)])

    assert (finding.case, finding.key, finding.status) == ("no-way", "lost", Status.UNKNOWN)
