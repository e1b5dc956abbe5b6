import pytest
from msgspec.structs import replace

from summitry.plan.movements import Closure
from summitry.plan.traffic import Detour, Exemption, PublishedWindow
from tests.plans.one_rule import during, found, limit, told


def closure(name, minute_from, minute_to, segment="avenue"):
    span = during(minute_from, minute_to)
    return Closure(
        closure_id=name, segment_id=segment, start=span.start, end=span.end, owner_unit_id="traffic"
    )


def window(name, minute_from, minute_to, segment="avenue"):
    span = during(minute_from, minute_to)
    return PublishedWindow(window_id=name, segment_id=segment, start=span.start, end=span.end)


@pytest.mark.parametrize(
    ("minute_from", "minute_to", "cases"),
    [
        (0, 60, []),
        (-60, 120, []),
        (1, 60, ["short"]),
        (0, 59, ["short"]),
        (-61, 60, ["wide"]),
        (0, 121, ["wide"]),
    ],
)
def test_published_hours_hold_the_closure_and_not_much_more(minute_from, minute_to, cases):
    rows = [closure("c", 0, 60), window("w", minute_from, minute_to)]

    assert [finding.case for finding in found("C-71", rows)] == cases


def test_pauses_between_closures_are_nobody_s_business():
    rows = [closure("c", 0, 30), closure("d", 300, 330), window("w", 0, 330)]

    assert found("C-71", rows) == ()


def test_what_is_not_published_is_told_to_who_closes():
    rows = [closure("c", 0, 60), closure("d", 0, 60, "bridge"), window("w", 0, 60)]

    (finding,) = found("C-71", rows)

    assert told([finding]) == [("unpublished", "closures", "d", "", "high")]
    assert finding.units == ("traffic",)


def test_without_any_publication_the_plan_is_told_once():
    rows = [closure("c", 0, 60), closure("d", 0, 60, "bridge")]

    assert told(found("C-71", rows)) == [("nothing", "event", "trial", "closures", "high")]


def test_published_for_nothing():
    rows = [closure("c", 0, 60), window("w", 0, 60), window("x", 60, 90)]

    assert told(found("C-71", rows)) == [("for-nothing", "published_windows", "x", "", "medium")]


def test_the_event_says_how_much_more_may_be_published():
    rows = [closure("c", 0, 60), window("w", -5, 60), limit("published_slack_minutes_max", 4)]

    assert [finding.case for finding in found("C-71", rows)] == ["wide"]


DETOUR = Detour(
    detour_id="around",
    name="Around",
    closed_segment_ids=("avenue",),
    open_segment_ids=("ring",),
    owner_unit_id="traffic",
)


def test_a_published_closure_has_a_detour():
    assert found("C-160", [window("w", 0, 60), DETOUR]) == ()
    assert told(found("C-160", [window("w", 0, 60), window("v", -90, -60)])) == [
        ("none", "published_windows", "v", "", "medium")
    ]


@pytest.mark.parametrize(("minute", "cases"), [(59, ["closed"]), (60, [])])
def test_a_detour_leads_over_open_roads(minute, cases):
    ring = window("r", minute, 90, "ring")
    other = replace(DETOUR, detour_id="other", closed_segment_ids=("ring",), open_segment_ids=())
    rows = [window("w", 0, 60), ring, DETOUR, replace(other, directions="By the lake road")]

    assert [finding.case for finding in found("C-160", rows)] == cases


def test_a_detour_says_which_way():
    blank = replace(DETOUR, open_segment_ids=(), directions="  ")

    assert told(found("C-160", [window("w", 0, 60), blank])) == [
        ("empty", "detours", "around", "", "medium")
    ]


EXEMPT = Exemption(exemption_id="fire", applies_to="Fire engines", owner_unit_id="traffic")


def test_published_closures_let_somebody_pass():
    assert found("C-161", [window("w", 0, 60), EXEMPT]) == ()
    assert told(found("C-161", [window("w", 0, 60)])) == [
        ("none", "event", "trial", "exemptions", "medium")
    ]


def test_an_exemption_says_for_whom_and_for_roads_that_are_closed():
    rows = [
        window("w", 0, 60),
        replace(EXEMPT, applies_to=" "),
        replace(EXEMPT, exemption_id="resident", segment_ids=("avenue", "lane")),
    ]

    assert told(found("C-161", rows)) == [
        ("blank", "exemptions", "fire", "blank", "medium"),
        ("not-closed", "exemptions", "resident", "lane", "low"),
    ]
