import pytest
from msgspec.structs import replace

from summitry.outcome.live import LiveState, Report
from summitry.plan.places import Exposure, Room
from summitry.plan.posts import Detail
from summitry.plan.programme import Item, Principal
from summitry.plan.readiness import RedLine
from summitry.plan.terms import ItemKind, Power, Severity
from tests.plans.one_rule import HOUR, MINUTE, NOW, OPENS, found, limit, person, told

STAGE = Room(room_id="stage", name="Stage", site_id="hall", zone_id="square")
GUEST = Principal(principal_id="guest", office="President", delegation_id="d", protected=True)
SPEECH = Item(
    item_id="speech",
    title="Speech",
    kind=ItemKind.OPENING,
    room_id="stage",
    start=OPENS,
    end=OPENS + HOUR,
    principal_ids=("guest",),
)
LINE = RedLine(
    red_line_id="line",
    title="Shots",
    item_id="speech",
    criterion="A shot is heard",
    holder_id="chief",
    net_id="detail",
)
CHIEF = person("chief", Power.STOP_PROGRAMME)
DETAIL = Detail(detail_id="detail-1", name="Detail", principal_id="guest")
PLAN = [STAGE, GUEST, CHIEF, DETAIL]


def held(*rows, live=None, at=NOW):
    return found("C-17", [*PLAN, *rows], live=live or LiveState(), at=at)


def test_item_before_all_with_a_red_line_that_works_is_silent():
    assert held(SPEECH, LINE) == ()


def test_item_before_all_without_a_red_line_is_found():
    assert told(held(SPEECH)) == [("no-line", "programme", "speech", "", "high")]
    assert len(held(SPEECH, replace(LINE, item_id="dinner"))) == 1


def test_red_line_without_an_item_holds_for_all():
    assert held(SPEECH, replace(LINE, item_id=None)) == ()
    assert [gap.case for gap in held(replace(LINE, item_id=None, criterion=""))] == ["no-criterion"]


def test_meeting_behind_doors_needs_none_unless_an_exposed_place_is_used():
    meeting = replace(SPEECH, kind=ItemKind.BILATERAL)
    place = Exposure(
        exposure_id="steps", name="Steps", zone_id="square", x_m=0, y_m=0, z_m=2,
        start=OPENS - HOUR, end=OPENS,
    )  # fmt: skip

    assert held(meeting) == ()
    assert held(meeting, place) == ()
    assert len(held(meeting, replace(place, end=OPENS + MINUTE))) == 1


def test_item_without_a_protected_principal_needs_none():
    assert found("C-17", [STAGE, replace(GUEST, protected=False), SPEECH]) == ()
    assert held(replace(SPEECH, principal_ids=())) == ()


@pytest.mark.parametrize(
    ("cells", "case"),
    [
        ({"criterion": " "}, "no-criterion"),
        ({"holder_id": None}, "no-holder"),
        ({"holder_id": "clerk"}, "no-power"),
        ({"net_id": None}, "no-net"),
    ],
)
def test_what_keeps_a_red_line_from_being_held_is_found(cells, case):
    gaps = held(SPEECH, person("clerk", Power.ACCEPT_POST), replace(LINE, **cells))

    assert told(gaps) == [(case, "red_lines", "line", "", "high")]


def test_holder_on_a_dead_net_is_found():
    assert [gap.case for gap in held(SPEECH, LINE, live=LiveState(dead_nets=("detail",)))] == [
        "dead-net"
    ]


REPORT = Report(report_id="r", at=NOW - 2 * MINUTE, site_id="hall")


def reported(*reports, rows=(SPEECH, LINE), at=NOW):
    return held(*rows, live=LiveState(reports=reports), at=at)


def test_grave_report_that_the_detail_has_not_acknowledged_holds_the_item():
    (gap,) = reported(REPORT)

    assert (gap.case, gap.table, gap.key, gap.severity) == (
        "unheard",
        "programme",
        "speech",
        Severity.CRITICAL,
    )
    assert (gap.discriminator, gap.facts["details"]) == ("r", ("detail-1",))


@pytest.mark.parametrize(
    "cells",
    [
        {"at": NOW - MINUTE},
        {"closed": True},
        {"severity": Severity.MEDIUM},
        {"acknowledged_detail_ids": ("detail-1",)},
        {"site_id": "airport"},
    ],
)
def test_report_that_is_fresh_closed_slight_heard_or_elsewhere_holds_nothing(cells):
    assert reported(replace(REPORT, **cells)) == ()


def test_report_of_no_site_concerns_every_site():
    assert len(reported(replace(REPORT, site_id=None))) == 1


def test_time_to_acknowledge_is_the_event_s():
    rows = (SPEECH, LINE, limit("report_acknowledged_minutes_max", 3))

    assert reported(REPORT, rows=rows) == ()


def test_next_item_is_held_and_one_that_is_over_is_not():
    later = replace(SPEECH, item_id="signing", start=OPENS + HOUR, end=OPENS + 2 * HOUR)
    rows = (SPEECH, later, replace(LINE, item_id=None))

    assert [gap.key for gap in reported(REPORT, rows=rows)] == ["speech"]
    assert [gap.key for gap in reported(REPORT, rows=rows, at=SPEECH.end)] == ["signing"]
    assert reported(REPORT, rows=rows, at=later.end) == ()
