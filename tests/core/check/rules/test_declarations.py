import pytest
from msgspec.structs import replace

from summitry.outcome.live import Declared, LiveState
from summitry.plan.command import CommandPost, CommandPostNet, Net
from summitry.plan.communications import Declaration, Liaison
from summitry.plan.organisation import Unit
from summitry.plan.posts import Post
from summitry.plan.risks import Contingency
from summitry.plan.terms import Hearing
from tests.plans.one_rule import HOUR, MINUTE, NOW, OPENS, found, limit

UNITS = [
    Unit(unit_id="police", name="Police"),
    Unit(unit_id="fire", name="Fire"),
    Unit(unit_id="engine", name="Engine", parent_id="fire"),
]
NET = Net(net_id="all", name="All")
POST = Post(
    post_id="watch",
    name="Watch",
    site_id="hall",
    start=OPENS,
    end=OPENS + HOUR,
    owner_unit_id="fire",
    net_id="all",
)
ATTACK = Declaration(
    declaration_id="attack",
    title="Armed attack",
    contingency_id="attack",
    owner_unit_id="police",
    agency_unit_ids=("fire",),
    net_id="all",
    acknowledge_minutes_max=5,
    review_minutes_max=60,
)
ACTS = Contingency(
    contingency_id="attack", title="Attack", agency_unit_ids=("fire", "police"), trigger="Shots"
)


def heard(*rows, live=None):
    gaps = found("C-29", [*UNITS, NET, *rows], live=live or LiveState())
    return [(gap.case, gap.facts["unit"]) for gap in gaps]


def test_declaration_on_a_net_that_every_agency_hears_is_silent():
    assert heard(ATTACK, ACTS, POST) == []


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"net_id": None}, [("no-net", "")]),
        ({"acknowledge_minutes_max": None}, [("no-minutes", "")]),
        ({"acknowledge_minutes_max": 5.1}, [("slow", "")]),
        ({"agency_unit_ids": ("engine",)}, [("left-out", "fire")]),
    ],
)
def test_what_a_declaration_lacks_is_found(cells, told):
    assert heard(replace(ATTACK, **cells), ACTS, POST) == told


def test_declaration_to_nobody_is_found():
    assert heard(replace(ATTACK, agency_unit_ids=(), contingency_id=None)) == [("nobody", "")]


def test_time_to_acknowledge_is_the_event_s():
    assert heard(ATTACK, POST, limit("declaration_acknowledged_minutes_max", 4)) == [("slow", "")]


def test_agency_that_does_not_hear_the_net_is_found():
    assert heard(ATTACK, replace(POST, net_id="other")) == [("deaf", "fire")]
    assert heard(ATTACK, POST, live=LiveState(dead_nets=("all",))) == [("deaf", "fire")]


def test_part_of_a_unit_hears_by_the_whole_but_not_the_other_way():
    assert heard(replace(ATTACK, agency_unit_ids=("engine",)), POST) == []
    assert heard(ATTACK, replace(POST, owner_unit_id="engine")) == [("deaf", "fire")]


def test_agency_hears_by_its_command_post_or_by_its_liaison_there():
    room = CommandPost(command_post_id="room", name="Room", level="tactical", owner_unit_id="fire")
    hears = CommandPostNet(command_post_id="room", net_id="all")
    other = replace(room, owner_unit_id="police")
    seat = Liaison(
        liaison_id="seat", command_post_id="room", unit_id="fire", start=OPENS, end=OPENS + HOUR
    )

    assert heard(ATTACK, room, hears) == []
    assert heard(ATTACK, room, replace(hears, hearing=Hearing.TALKS)) == [("deaf", "fire")]
    assert heard(ATTACK, other, hears) == [("deaf", "fire")]
    assert heard(ATTACK, other, hears, seat) == []


def made(minutes, **cells):
    at = NOW - minutes * MINUTE
    return LiveState(declared=(Declared(declaration_id="attack", at=at, **cells),))


def test_agency_that_has_not_acknowledged_in_time_is_critical():
    (gap,) = found("C-29", [*UNITS, NET, ATTACK, POST], live=made(5))

    assert (gap.case, gap.severity.value, gap.facts["unit"]) == ("silent", "critical", "fire")


def test_agency_has_until_the_minutes_are_over():
    assert heard(ATTACK, POST, live=made(4)) == []


def test_agency_that_has_acknowledged_and_declaration_that_is_over_are_silent():
    assert heard(ATTACK, POST, live=made(99, acknowledged_unit_ids=("fire",))) == []
    assert heard(ATTACK, POST, live=made(99, ended=NOW)) == []


def test_declaration_without_minutes_waits_as_long_as_the_event_allows():
    row = replace(ATTACK, acknowledge_minutes_max=None)

    assert heard(row, POST, live=made(5)) == [("silent", "fire"), ("no-minutes", "")]
    assert heard(row, POST, live=made(4)) == [("no-minutes", "")]


def test_last_declaration_counts():
    twice = LiveState(declared=(*made(9).declared, *made(1).declared))

    assert heard(ATTACK, POST, live=twice) == []


def reviewed(row, live=None):
    return [
        (gap.case, gap.severity.value) for gap in found("C-30", [row], live=live or LiveState())
    ]


def test_declaration_is_looked_at_again_in_time():
    assert reviewed(ATTACK) == []
    assert reviewed(replace(ATTACK, review_minutes_max=None)) == [("none", "medium")]
    assert reviewed(replace(ATTACK, review_minutes_max=60.5)) == [("long", "medium")]


def test_open_declaration_that_nobody_looked_at_is_found():
    assert reviewed(ATTACK, made(60)) == []
    assert reviewed(ATTACK, made(61)) == [("overdue", "high")]
    assert reviewed(ATTACK, made(61, reviewed=NOW - MINUTE)) == []
    assert reviewed(ATTACK, made(61, ended=NOW)) == []


def test_open_declaration_without_a_timer_is_looked_at_as_the_event_says():
    bare = replace(ATTACK, review_minutes_max=None)

    assert reviewed(bare, made(60)) == [("none", "medium")]
    assert reviewed(bare, made(61)) == [("overdue", "high"), ("none", "medium")]
