import pytest

from summitry.outcome.finding import Status
from summitry.plan.access import Gate, Participant
from summitry.plan.accreditation import AccessRight, BadgeType, GateReader, ZoneRight
from summitry.plan.places import Zone
from summitry.plan.terms import Category
from tests.plans.one_rule import CLOSES, OPENS, found, told

HALL = Zone(zone_id="hall", site_id="venue", name="Hall")
RIGHT = ZoneRight(category=Category.DELEGATE, zone_id="hall")
PAPER = BadgeType(badge_type_id="paper", name="Paper", categories=(Category.DELEGATE,))
PHONE = BadgeType(badge_type_id="phone", name="On the phone", categories=(Category.DELEGATE,))


def gate(gate_id="north", zone="hall", **cells):
    return Gate(
        gate_id=gate_id,
        name=gate_id,
        zone_id=zone,
        lanes=1,
        lane_persons_per_hour=400.0,
        opens=OPENS,
        closes=CLOSES,
        **cells,
    )


def reader(gate_id="north", badge="paper"):
    return GateReader(gate_id=gate_id, badge_type_id=badge)


def test_a_badge_that_the_gate_reads_is_let_through():
    assert found("C-06", [HALL, RIGHT, PAPER, gate(), reader()]) == ()


def test_a_badge_that_no_gate_into_the_zone_reads_is_found():
    rows = [HALL, RIGHT, PAPER, gate(), reader(badge="ticket"), gate("south"), reader("south", "x")]

    findings = found("C-06", rows)

    assert told(findings) == [("unread", "zone_rights", "delegate|hall", "paper", "high")]
    assert findings[0].facts == {"category": Category.DELEGATE, "zone": "hall", "badge": "paper"}


def test_one_gate_that_reads_it_is_enough_for_a_zone():
    rows = [HALL, RIGHT, PAPER, gate(), reader(badge="ticket"), gate("south"), reader("south")]

    assert found("C-06", rows) == ()


def test_two_kinds_of_badge_at_a_gate_that_reads_one_are_found():
    rows = [HALL, RIGHT, PAPER, PHONE, gate(), reader(), gate("south"), reader("south", "phone")]

    findings = found("C-06", rows)

    assert told(findings) == [
        ("one-of-two", "gates", "north", "delegate:phone", "high"),
        ("one-of-two", "gates", "south", "delegate:paper", "high"),
    ]
    assert findings[0].facts["read"] == ("paper",)


def test_two_kinds_at_a_gate_that_reads_both_are_let_through():
    rows = [HALL, RIGHT, PAPER, PHONE, gate(), reader(), reader(badge="phone")]

    assert found("C-06", rows) == ()


def test_a_gate_of_which_nobody_said_what_it_reads_is_unknown():
    findings = found("C-06", [HALL, RIGHT, PAPER, gate()])

    assert told(findings) == [("unsaid", "gates", "north", "unsaid", "medium")]
    assert findings[0].status is Status.UNKNOWN


def test_a_gate_for_which_nobody_has_a_badge_needs_no_reader():
    assert found("C-06", [HALL, RIGHT, gate()]) == ()
    assert found("C-06", [PAPER, gate()]) == ()


def test_a_right_with_a_gate_leads_somewhere():
    assert found("C-184", [HALL, RIGHT, gate()]) == ()


@pytest.mark.parametrize("right", [RIGHT, AccessRight(participant_id="p", zone_id="hall")])
def test_a_zone_that_people_may_enter_and_no_gate_leads_into_is_found(right):
    findings = found("C-184", [HALL, right, gate(zone="other")])

    assert told(findings) == [("no-gate", "zones", "hall", "no-gate", "medium")]


def test_zones_without_gates_are_not_asked_for_before_there_are_gates():
    assert found("C-184", [HALL, RIGHT]) == ()


def test_a_gate_out_of_a_zone_that_the_category_may_not_enter_is_no_way():
    rows = [HALL, RIGHT, gate("inner", from_zone_id="court"), gate("outer", zone="court")]

    findings = found("C-184", rows)

    assert told(findings) == [("no-way", "zone_rights", "delegate|hall", "no-way", "medium")]
    assert findings[0].facts["from_zones"] == ("court",)


@pytest.mark.parametrize(
    "more",
    [
        ZoneRight(category=Category.DELEGATE, zone_id="court"),
        gate("side"),
        gate("side", from_zone_id="street"),
    ],
)
def test_one_way_in_through_zones_that_are_open_is_enough(more):
    rows = [HALL, RIGHT, gate("inner", from_zone_id="court"), gate("outer", zone="court"), more]

    assert found("C-184", rows) == ()


def test_a_category_without_any_zone_is_found_on_its_first_participant():
    people = [
        Participant(participant_id="p-2", category=Category.GUEST),
        Participant(participant_id="p-1", category=Category.GUEST),
        Participant(participant_id="p-0", category=Category.DELEGATE),
    ]

    findings = found("C-184", [HALL, RIGHT, gate(), *people])

    assert told(findings) == [("no-right", "participants", "p-1", "guest", "medium")]
    assert found("C-184", people) == ()


def test_a_category_without_a_kind_of_badge_is_found():
    guest = Participant(participant_id="p-1", category=Category.GUEST)
    delegate = Participant(participant_id="p-2", category=Category.DELEGATE)

    findings = found("C-185", [PAPER, guest, delegate])

    assert told(findings) == [("", "participants", "p-1", "guest", "medium")]
    assert found("C-185", [PAPER, delegate]) == ()
    assert found("C-185", [guest]) == ()
