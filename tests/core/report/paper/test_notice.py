"""The public notice: what it tells, and what must never get in."""

from msgspec.structs import replace

from summitry.plan.movements import Closure, Leg, Movement, Segment
from summitry.plan.publications import TrafficOrder
from summitry.plan.terms import Marking
from summitry.plan.traffic import Exemption, PublishedWindow
from summitry.report.paper.catalogue import coded, document
from summitry.report.paper.document import Kind
from summitry.report.paper.notice import kept_back
from tests.plans.papers import part, sheet, sheet_of, source, told
from tests.plans.small_moments import at


def code(rows=(), subject=""):
    plan = source(rows)
    return coded(plan, document(plan, Kind.NOTICE, subject)).text


def test_closed_roads_are_told_by_day_with_their_stretches_joined():
    shown = sheet_of(Kind.NOTICE)

    assert part(shown, "Closed roads") == [
        ["Sat, 25 Oct 2025", "Street 1", "05:00-17:00"],
        ["Sat, 25 Oct 2025", "Street 2", "21:00-24:00"],
        ["Sun, 26 Oct 2025", "Street 2", "00:00-05:00"],
    ]


def test_exemptions_and_detours_name_their_roads():
    shown = sheet_of(Kind.NOTICE)

    assert part(shown, "Exempt from the closures") == [
        ["Residents", "With a badge", "All closed roads"],
        ["Buses", "", "Street 1"],
    ]
    assert part(shown, "Detours") == [
        ["North loop", "Street 1 / Street 2", "Street 3", "Follow the yellow signs"]
    ]


def test_notice_of_one_day_tells_that_day_only():
    plan = source()
    shown = sheet(document(plan, Kind.NOTICE, "2025-10-26"), plan=plan)

    assert shown.heading == "Sun, 26 Oct 2025"
    assert part(shown, "Closed roads") == [["Sun, 26 Oct 2025", "Street 2", "00:00-05:00"]]
    assert part(shown, "Orders in force") == []


def test_closure_marked_public_is_told_and_others_are_kept_back():
    public = Closure(
        closure_id="CL-3", segment_id="S-3", start=at(-3), end=at(6), marking=Marking.CLEAR
    )

    assert [row[1] for row in part(sheet_of(Kind.NOTICE), "Closed roads")].count("Street 3") == 0
    assert ["Sat, 25 Oct 2025", "Street 3", "06:00-15:00"] in part(
        sheet_of(Kind.NOTICE, [public]), "Closed roads"
    )
    # S-1 is published around its closure, S-2 at another time, S-3 not at all.
    assert [each.closure_id for each in kept_back(source())] == ["CL-2", "CL-3"]
    assert [each.closure_id for each in kept_back(source([public]))] == ["CL-2"]


def test_closure_a_minute_longer_than_its_published_window_is_kept_back():
    longer = Closure(closure_id="CL-1", segment_id="S-1", start=at(-4), end=at(8))
    too_long = replace(longer, end=at(8 + 1 / 60))

    assert "CL-1" not in [each.closure_id for each in kept_back(source([longer]))]
    assert "CL-1" in [each.closure_id for each in kept_back(source([too_long]))]


def test_nothing_above_clear_gets_in():
    hidden = [
        PublishedWindow(
            window_id="W-9", segment_id="S-3", start=at(0), end=at(1), marking=Marking.GREEN
        ),
        Exemption(exemption_id="EZ", applies_to="Secret convoy", marking=Marking.RED),
        TrafficOrder(
            order_id="TO-9",
            measure="Secret measure",
            roads="S",
            start=at(0),
            end=at(1),
            marking=Marking.AMBER,
        ),
        Movement(movement_id="M-9", title="Motorcade of the guest", principal_ids=("PR-1",)),
        Leg(movement_id="M-9", route_id="RT-1", depart=at(1), door_id="DO-1"),
    ]

    shown = sheet_of(Kind.NOTICE, hidden)

    assert shown.marking is Marking.CLEAR
    assert told(shown) == told(sheet_of(Kind.NOTICE))
    for word in ("Motorcade", "PR-1", "President", "RT-1", "Way in", "North door", "Secret"):
        assert word not in told(shown)


def test_changed_window_changes_the_code_and_an_unrelated_change_does_not():
    later = PublishedWindow(window_id="W-1", segment_id="S-1", start=at(-3), end=at(7))
    renamed = Segment(segment_id="S-1", name="Long Street")
    unrelated = Movement(movement_id="M-1", title="Renamed", principal_ids=("PR-2",))

    assert code([later]) != code()
    assert code([renamed]) != code()
    assert code([unrelated]) == code()


def test_no_published_closure_does_not_claim_that_roads_are_open():
    rows = [
        PublishedWindow(
            window_id=key, segment_id="S-1", start=at(0), end=at(1), marking=Marking.AMBER
        )
        for key in ("W-1", "W-2", "W-3")
    ]

    shown = sheet_of(Kind.NOTICE, rows)

    assert part(shown, "Closed roads") == []
    assert "Roads may still be closed at short notice" in told(shown)
