import pytest

from summitry.outcome.finding import Status
from summitry.plan.perimeter import SafePlace, SafePlaceKind
from summitry.plan.places import Exposure, Room, Site, Zone
from summitry.plan.programme import Delegation, Item, Principal
from summitry.plan.terms import Field, ItemKind
from tests.plans.one_rule import CLOSES, HOUR, MINUTE, OPENS, found, told
from tests.plans.posted import posted

HALL = [
    Site(site_id="hall", name="Hall"),
    Site(site_id="hotel", name="Hotel"),
    Room(room_id="room", name="Room", site_id="hall"),
    Zone(zone_id="ring", site_id="hall", name="Ring"),
]
GUEST = Principal(principal_id="guest", office="President", delegation_id="d", protected=True)
ITEM = Item(
    item_id="item",
    title="Item",
    kind=ItemKind.PLENARY,
    room_id="room",
    start=OPENS,
    end=OPENS + HOUR,
    principal_ids=("guest",),
)
STEPS = Exposure(
    exposure_id="steps",
    name="Steps",
    zone_id="ring",
    x_m=0,
    y_m=0,
    z_m=2,
    start=OPENS - HOUR,
    end=OPENS,
)


def place(place_id="room", kind=SafePlaceKind.SAFE_ROOM, post="post", site="hall"):
    return SafePlace(safe_place_id=place_id, name="Room", kind=kind, site_id=site, post_id=post)


def shelter(*rows):
    return [(f.case, f.key) for f in found("C-149", [*HALL, GUEST, *rows])]


def test_site_of_a_protected_person_without_a_safe_room_is_critical():
    assert told(found("C-149", [*HALL, GUEST, ITEM])) == [("none", "sites", "hall", "", "critical")]


def test_safe_rooms_are_unknown_where_the_plan_has_none_at_all():
    elsewhere = place(site="hotel")

    statuses = [
        finding.status
        for rows in ([ITEM], [ITEM, elsewhere])
        for finding in found("C-149", [*HALL, GUEST, *rows])
    ]

    assert statuses == [Status.UNKNOWN, Status.WRONG]


def test_exposed_place_needs_a_safe_room_too():
    (finding,) = found("C-149", [*HALL, STEPS])

    assert (finding.key, finding.start, finding.end) == ("hall", OPENS - HOUR, OPENS)


def test_item_of_others_needs_none():
    assert found("C-149", [*HALL, ITEM]) == ()


def test_safe_room_that_is_kept_while_they_are_there_is_enough():
    assert shelter(ITEM, place(), *posted(end=OPENS + HOUR)) == []
    assert shelter(ITEM, place(kind=SafePlaceKind.SAFE_HAVEN), *posted(end=OPENS + HOUR)) == []


def test_minute_in_which_nobody_keeps_it_is_found():
    rows = posted(end=OPENS + 59 * MINUTE)

    (finding,) = found("C-149", [*HALL, GUEST, ITEM, place(), *rows])

    assert (finding.case, finding.facts["minutes"]) == ("unstaffed", 1)
    assert finding.joins == (("posts", "post"),)


def test_safe_room_without_a_post_is_kept_by_nobody():
    assert shelter(ITEM, place(post=None)) == [("no-post", "room")]
    assert shelter(ITEM, place(post="nowhere")) == [("no-post", "room")]


def test_post_at_another_site_keeps_nothing():
    rows = posted(site_id="hotel", end=OPENS + HOUR)

    assert shelter(ITEM, place(), *rows) == [("elsewhere", "room")]


def test_holding_room_and_another_site_s_room_are_no_shelter():
    held = posted(end=OPENS + HOUR)

    assert shelter(ITEM, place(kind=SafePlaceKind.HOLDING_ROOM), *held) == [("none", "hall")]
    assert shelter(ITEM, place(site="hotel"), *held) == [("none", "hall")]


def test_two_safe_rooms_take_turns():
    first = posted(end=OPENS + 30 * MINUTE)
    second = posted("second", start=OPENS + 30 * MINUTE, end=OPENS + HOUR)
    rooms = [place(), place("cellar", post="second")]

    assert shelter(ITEM, *rooms, *first, *second) == []
    assert shelter(ITEM, *rooms, *first, *posted("second", shifts=[])) == [
        ("unstaffed", "cellar"),
        ("unstaffed", "room"),
    ]


LODGING = Delegation(delegation_id="d", name="D", hotel_site_id="hotel")


def guard(**cells):
    return posted(**{"site_id": "hotel", "field": Field.PROTECTEES, **cells})


def residence(*rows):
    findings = found("C-151", [*HALL, LODGING, *rows])
    return [(f.case, f.key, f.start, f.end) for f in findings]


def test_residence_is_guarded_from_the_opening_to_the_closing():
    assert residence(GUEST, *guard()) == []
    assert residence(GUEST) == [("none", "hotel", OPENS, CLOSES)]
    assert [f.status for f in found("C-151", [*HALL, LODGING, GUEST])] == [Status.UNKNOWN]
    away = [*HALL, LODGING, GUEST, *posted()]
    assert [f.status for f in found("C-151", away)] == [Status.WRONG]
    early = CLOSES - MINUTE
    assert residence(GUEST, *guard(end=early)) == [("gap", "hotel", early, CLOSES)]


def test_stay_lasts_as_the_principal_says():
    guest = Principal(
        principal_id="guest",
        office="President",
        delegation_id="d",
        protected=True,
        arrives=OPENS - HOUR,
        leaves=OPENS + HOUR,
    )

    assert residence(guest, *guard()) == [("gap", "hotel", OPENS - HOUR, OPENS)]
    assert residence(guest, *guard(start=OPENS - HOUR, end=OPENS + HOUR)) == []


@pytest.mark.parametrize(
    ("field", "cases"),
    [
        (Field.VENUES, []),
        (Field.RECEPTION_AND_ESCORT, []),
        (Field.COUNTER_TERRORISM, []),
        (Field.MEDICAL, ["none"]),
        (Field.PRESS, ["none"]),
    ],
)
def test_post_of_another_service_is_no_guard(field, cases):
    assert [case for case, *_ in residence(GUEST, *guard(field=field))] == cases


def test_residence_of_others_needs_no_guard():
    guest = Principal(principal_id="guest", office="Minister", delegation_id="d")

    assert residence(guest) == []


def test_guard_who_is_not_accepted_is_none():
    rows = guard(owner_unit_id="guard")

    assert [case for case, *_ in residence(GUEST, *rows)] == ["gap"]
    assert told(found("C-151", [*HALL, LODGING, GUEST, *rows])) == [
        ("gap", "sites", "hotel", "", "critical")
    ]
