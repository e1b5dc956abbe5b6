from datetime import timedelta

import pytest

from summitry.outcome.finding import Status
from summitry.outcome.live import LiveState
from summitry.plan.access import Arrival, Gate
from summitry.plan.attestation import AttestationKind
from summitry.plan.press import Pool, PoolMember, PressPlace, PressPosition, PressPositionKind
from summitry.plan.programme import Item
from summitry.plan.terms import ItemKind
from tests.plans.one_rule import (
    CLOSES,
    DAY,
    HOUR,
    MINUTE,
    NOW,
    OPENS,
    during,
    found,
    person,
    told,
    word,
)

OFFICER = person("officer")


def item(item_id="opening", start=OPENS, end=OPENS + HOUR):
    return Item(
        item_id=item_id,
        title=item_id,
        kind=ItemKind.OPENING,
        room_id="hall",
        start=start,
        end=end,
    )


def position(**cells):
    return PressPosition(
        **{
            "press_position_id": "riser",
            "name": "Riser",
            "kind": PressPositionKind.CAMERA_RISER,
            "places": 40,
            "item_id": "opening",
            "gate_id": "north",
            "called": OPENS - 3 * HOUR,
            "swept": OPENS - 2 * HOUR,
            "doors": OPENS - HOUR,
            **cells,
        }
    )


def gate(**cells):
    return Gate(
        **{
            "gate_id": "north",
            "name": "North",
            "zone_id": "hall",
            "lanes": 1,
            "lane_persons_per_hour": 40.0,
            "opens": OPENS - 2 * HOUR,
            "closes": CLOSES,
            **cells,
        }
    )


def place(outlet, places=1, **cells):
    return PressPlace(press_position_id="riser", outlet_id=outlet, places=places, **cells)


@pytest.mark.parametrize(("given", "number"), [(39, 0), (40, 1)])
def test_a_position_is_given_up_to_its_places(given, number):
    findings = found("C-180", [position(), place("gazette", given), place("courier")])

    assert told(findings) == [("", "press_positions", "riser", "", "medium")] * number


def test_a_place_taken_back_is_free():
    taken = place("courier", 40, withdrawn=True, reason="Gave it back")

    assert found("C-180", [position(), place("gazette", 40), taken]) == ()


@pytest.mark.parametrize(("reason", "number"), [("", 1), ("  ", 1), ("Gave it back", 0)])
def test_a_position_is_taken_back_for_a_reason(reason, number):
    findings = found("C-182", [place("courier", withdrawn=True, reason=reason)])

    assert told(findings) == [("", "press_places", "riser|courier", "", "high")] * number


def test_a_position_that_is_kept_needs_no_reason():
    assert found("C-182", [place("courier")]) == ()


def cases(*rows, **more):
    return [finding.case for finding in found("C-181", rows, **more)]


def uncalled(**cells):
    return position(called=None, swept=None, **cells)


def test_forty_people_pass_one_lane_in_the_hour_before_the_opening():
    assert cases(uncalled(), gate(), item()) == []
    assert cases(uncalled(places=41), gate(), item()) == ["queue"]


def test_whoever_is_called_is_through_the_gate_by_the_doors():
    wide = gate(opens=OPENS - 3 * HOUR)

    assert cases(position(places=80), wide, item()) == []
    (finding,) = found("C-181", [position(places=81), wide, item()])

    assert (finding.facts["comes"], finding.facts["until"]) == (OPENS - 3 * HOUR, OPENS - HOUR)
    assert finding.facts["capacity"] == 80


def test_a_call_at_the_doors_leaves_the_time_to_the_item():
    assert cases(position(called=OPENS - HOUR, swept=None), gate(), item()) == []


def test_who_came_before_the_doors_opened_goes_first():
    early = Arrival(gate_id="north", start=OPENS - 2 * HOUR, end=OPENS - HOUR, persons=50)

    (finding,) = found("C-181", [uncalled(places=31), gate(), item(), early])

    assert (finding.facts["ahead"], finding.facts["capacity"]) == (10, 40)
    assert cases(uncalled(places=30), gate(), item(), early) == []


def test_a_gate_that_is_shut_or_not_open_passes_nobody():
    shut = LiveState(shut_gates=(("north", during(-60, -30)),))

    assert cases(uncalled(), gate(), item(), live=shut) == ["queue"]
    assert cases(uncalled(), gate(opens=OPENS - HOUR / 2), item()) == ["queue"]
    assert cases(uncalled(), gate(closes=OPENS - HOUR / 2), item()) == ["queue"]
    assert cases(uncalled(), gate(lanes=0), item()) == ["queue"]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"swept": OPENS - 3 * HOUR, "doors": OPENS - 3 * HOUR}, []),
        ({"called": OPENS - 2 * HOUR + MINUTE}, ["order"]),
        ({"swept": OPENS - HOUR + MINUTE}, ["order"]),
        ({"swept": None, "called": OPENS - HOUR + MINUTE}, ["order"]),
        ({"called": None, "swept": None}, []),
    ],
)
def test_first_called_then_swept_then_let_in(cells, expected):
    assert cases(position(gate_id=None, **cells), item()) == expected


@pytest.mark.parametrize(("seconds", "expected"), [(-1, []), (0, ["start"])])
def test_doors_open_before_the_item_starts(seconds, expected):
    doors = OPENS + timedelta(seconds=seconds)

    assert cases(position(gate_id=None, doors=doors), item()) == expected


def test_a_position_for_an_item_without_doors_is_unknown():
    (finding,) = found("C-181", [position(doors=None), item()], at=OPENS)

    assert (finding.case, finding.status) == ("unsaid", Status.UNKNOWN)
    assert cases(position(doors=None, item_id=None)) == []


def pool(pool_id="few", **cells):
    return Pool(
        **{
            "pool_id": pool_id,
            "name": pool_id,
            "item_id": "opening",
            "places": 2,
            "drawn": NOW - HOUR,
            "seed": "5a17",
            **cells,
        }
    )


def member(outlet, pool_id="few"):
    return PoolMember(pool_id=pool_id, outlet_id=outlet)


def published(row):
    return word(row, AttestationKind.ISSUED, "officer")


def test_a_pool_drawn_from_a_seed_published_before_is_let_through():
    rows = [OFFICER, item(), pool(), member("gazette"), member("courier")]

    assert found("C-183", rows, attested=[published(pool())]) == ()


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"drawn": None}, ["not-drawn"]),
        ({"drawn": NOW + MINUTE}, ["too-early"]),
        ({"seed": "  "}, ["no-seed"]),
    ],
)
def test_a_draw_that_nobody_can_follow_is_found(cells, expected):
    row = pool(**cells)

    findings = found("C-183", [OFFICER, item(), row, member("gazette")], attested=[published(row)])

    assert told(findings) == [(case, "pools", "few", "draw", "medium") for case in expected]


def test_a_pool_without_members_may_still_be_drawn():
    assert found("C-183", [item(), pool(drawn=NOW + MINUTE)]) == ()


def test_the_seed_is_published_before_the_draw_by_somebody_of_the_plan():
    row = pool(drawn=NOW - DAY)
    issued = AttestationKind.ISSUED

    def told_of(*words):
        return [finding.case for finding in found("C-183", [OFFICER, item(), row], attested=words)]

    assert told_of() == ["unpublished"]
    assert told_of(word(row, issued, "officer", at=NOW - DAY)) == []
    assert told_of(word(row, issued, "officer", at=NOW - DAY + MINUTE)) == ["seed-late"]
    assert told_of(word(row, issued, "nobody")) == ["unpublished"]


def test_a_seed_published_before_the_row_told_of_the_draw_counts():
    before = pool(drawn=None)

    assert found("C-183", [OFFICER, item(), pool()], attested=[published(before)]) == ()


@pytest.mark.parametrize(("places", "number"), [(2, 0), (1, 1)])
def test_a_pool_has_no_more_members_than_places(places, number):
    row = pool(places=places)
    rows = [OFFICER, item(), row, member("gazette"), member("courier")]

    findings = found("C-183", rows, attested=[published(row)])

    assert told(findings) == [("over", "pools", "few", "over", "medium")] * number


@pytest.mark.parametrize(("minutes", "number"), [(0, 0), (-1, 1)])
def test_an_outlet_is_in_one_pool_in_one_moment(minutes, number):
    later = item("signing", OPENS + HOUR + minutes * MINUTE, OPENS + 3 * HOUR)
    other = pool("others", item_id="signing")
    rows = [OFFICER, item(), later, pool(), other, member("gazette"), member("gazette", "others")]

    findings = found("C-183", rows, attested=[published(pool()), published(other)])

    expected = ("twice", "pool_members", "others|gazette", "few", "medium")
    assert told(findings) == [expected] * number
