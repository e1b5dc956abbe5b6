import pytest

from summitry.kit.time import Interval
from summitry.outcome.finding import Status
from summitry.outcome.live import LiveState
from summitry.plan.perimeter import Opening
from summitry.plan.places import Zone
from tests.plans.one_rule import HOUR, MINUTE, OPENS, during, found, told
from tests.plans.posted import posted

USE = {"start": OPENS, "end": OPENS + 4 * HOUR, "used_for": "Wheelchairs"}


def zone(ring="outer", site="hall"):
    return Zone(zone_id="ring", site_id=site, name="Ring", ring=ring)


def opening(**cells):
    return Opening(
        **{
            "opening_id": "door",
            "zone_id": "ring",
            "name": "Door",
            "kind": "step-free-gate",
            **cells,
        }
    )


def cases(*rows, **more):
    return [finding.case for finding in found("C-25", rows, **more)]


def test_opening_without_post_lock_or_alarm_is_found():
    findings = found("C-25", [zone(), opening()])

    assert told(findings) == [("open", "openings", "door", "", "high")]


@pytest.mark.parametrize(
    ("locked", "alarmed", "expected"),
    [(True, True, []), (True, False, ["open"]), (False, True, ["open"])],
)
def test_only_lock_and_alarm_together_take_the_place_of_a_post(locked, alarmed, expected):
    assert cases(zone(), opening(locked=locked, alarmed=alarmed)) == expected


def test_lock_and_alarm_do_not_count_for_an_opening_that_is_really_used():
    shut = {"locked": True, "alarmed": True}

    assert cases(zone(), opening(**shut, **USE)) == ["no-post"]
    assert cases(zone(), opening(**shut, used_for="Cooks on a break")) == ["no-post-ever"]
    assert cases(zone(), opening(**shut, used_for="   ")) == []


def test_opening_into_an_inner_zone_is_critical():
    (finding,) = found("C-25", [zone("inner"), opening(**USE)])

    assert finding.severity.value == "critical"
    assert (finding.start, finding.end) == (USE["start"], USE["end"])


def test_post_that_holds_the_opening_for_its_use_is_enough():
    rows = posted(start=OPENS, end=OPENS + 4 * HOUR)

    assert cases(zone(), opening(post_id="post", **USE), *rows) == []


def test_minute_in_which_the_post_is_not_held_is_found():
    rows = posted(end=OPENS + 4 * HOUR, shifts=[during(0, 239)])

    (finding,) = found("C-25", [zone(), opening(post_id="post", **USE), *rows])

    assert (finding.case, finding.facts["minutes"]) == ("unstaffed", 1)
    assert (finding.start, finding.end) == (OPENS + 239 * MINUTE, OPENS + 4 * HOUR)
    assert finding.joins == (("posts", "post"), ("zones", "ring"))


def test_use_before_the_post_begins_is_found():
    rows = posted(start=OPENS + HOUR, end=OPENS + 4 * HOUR)

    (finding,) = found("C-25", [zone(), opening(post_id="post", **USE), *rows])

    assert (finding.case, finding.facts["minutes"]) == ("unstaffed", 60)


def test_person_who_is_away_today_holds_nothing():
    rows = posted(end=OPENS + 4 * HOUR)
    live = LiveState(absences=(("post-0-1", during(0, 240)),))

    assert cases(zone(), opening(post_id="post", **USE), *rows, live=live) == ["unstaffed"]


def test_post_that_its_holder_has_not_accepted_holds_nothing():
    rows = posted(end=OPENS + 4 * HOUR, owner_unit_id="guard")

    assert cases(zone(), opening(post_id="post", **USE), *rows) == ["unstaffed"]


def test_post_at_another_site_holds_nothing():
    (finding,) = found("C-25", [zone(), opening(post_id="post", **USE), *posted(site_id="hotel")])

    assert finding.case == "elsewhere"
    assert (finding.facts["site"], finding.facts["post_site"]) == ("hall", "hotel")


def test_post_that_does_not_exist_is_no_post():
    assert cases(zone(), opening(post_id="nowhere", **USE)) == ["no-post"]


def test_use_without_times_is_unknown_where_a_post_is_there():
    (finding,) = found("C-25", [zone(), opening(post_id="post", used_for="Wheelchairs"), *posted()])

    assert (finding.case, finding.status) == ("when", Status.UNKNOWN)


def test_post_must_be_held_in_its_own_hours_where_no_use_is_told():
    assert cases(zone(), opening(post_id="post"), *posted()) == []
    assert cases(
        zone(), opening(post_id="post"), *posted(shifts=[Interval(OPENS, OPENS + HOUR)])
    ) == ["unstaffed"]


def test_opening_into_a_zone_that_does_not_exist_is_still_judged():
    assert cases(opening()) == ["open"]
