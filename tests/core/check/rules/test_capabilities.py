from datetime import date

import pytest
from msgspec.structs import replace

from summitry.outcome.finding import Status
from summitry.outcome.live import LiveState
from summitry.plan.attestation import AttestationKind
from summitry.plan.aviation import Drone
from summitry.plan.organisation import PersonQualification
from summitry.plan.places import Site
from summitry.plan.posts import Post, Shift
from summitry.plan.readiness import Capability, SiteWindow
from tests.plans.one_rule import HOUR, MINUTE, NOW, OPENS, during, found, person, word

VERIFIED, ACKNOWLEDGED = AttestationKind.VERIFIED, AttestationKind.ACKNOWLEDGED
END = OPENS + 2 * HOUR
HALL = Site(site_id="hall", name="Hall")
WINDOW = SiteWindow(site_id="hall", start=OPENS, end=END)
RADAR = Capability(
    capability_id="radar",
    name="Radar",
    site_id="hall",
    start=OPENS,
    end=END,
    post_id="desk",
    qualification_id="radar",
    owner_unit_id="air",
    watches_air=True,
)
OFFICER = person("officer", unit="air")
AT_NOON = NOW.replace(day=24, hour=12)


def works(*rows, live=None, words=None):
    there = [row for row in rows if isinstance(row, Capability)]
    words = [word(row, VERIFIED, "officer") for row in there] if words is None else words
    return found("C-15", [HALL, OFFICER, *rows], attested=words, live=live or LiveState())


def test_capability_that_works_whenever_the_site_is_open_is_silent():
    assert works(WINDOW, RADAR) == ()


def test_capability_that_comes_a_minute_late_is_found():
    (gap,) = works(WINDOW, replace(RADAR, start=OPENS + MINUTE))

    assert (gap.case, gap.key, gap.start, gap.end) == ("hours", "radar", OPENS, OPENS + MINUTE)


def test_second_day_must_be_covered_too():
    tomorrow = SiteWindow(site_id="hall", start=OPENS + 24 * HOUR, end=OPENS + 25 * HOUR)

    (gap,) = works(WINDOW, tomorrow, RADAR)

    assert gap.start == tomorrow.start
    assert gap.discriminator == "hours:2025-10-26"


def test_rows_of_one_name_are_one_capability_and_others_are_not():
    first = replace(RADAR, end=OPENS + HOUR)
    second = replace(RADAR, capability_id="radar-2", name=" radar ", start=OPENS + HOUR)

    assert works(WINDOW, first, second) == ()
    assert [gap.key for gap in works(WINDOW, first, replace(second, name="Jammer"))] == [
        "radar-2",
        "radar",
    ]


def test_failure_on_the_day_is_found():
    live = LiveState(failed_capabilities=(("radar", during(5, 10)),))

    (gap,) = works(WINDOW, RADAR, live=live)

    assert (gap.start, gap.end) == (OPENS + 5 * MINUTE, OPENS + 10 * MINUTE)


def test_site_without_hours_is_not_known_and_site_not_in_the_plan_is_another_rule_s():
    (gap,) = works(RADAR)

    assert (gap.case, gap.status) == ("no-window", Status.UNKNOWN)
    assert works(replace(RADAR, site_id="nowhere")) == ()


def test_capability_that_nobody_saw_working_is_found_until_it_is_over():
    over = replace(RADAR, start=NOW - HOUR, end=NOW)

    assert [gap.case for gap in works(WINDOW, RADAR, words=[])] == ["unverified"]
    assert [gap.case for gap in works(WINDOW, over, words=[])] == ["hours"]


DESK = Post(post_id="desk", name="Desk", site_id="hall", start=OPENS, end=END)
SHIFT = Shift(post_id="desk", start=OPENS, end=END, person_id="officer", unit_id="air")
HELD = PersonQualification(person_id="officer", qualification_id="radar")


def operates(*rows, live=None):
    return found("C-16", [DESK, OFFICER, *rows], live=live or LiveState())


def test_qualified_operator_on_post_is_silent():
    assert operates(RADAR, SHIFT, HELD) == ()


@pytest.mark.parametrize("held", [[], [replace(HELD, qualification_id="first-aid")]])
def test_operator_without_the_qualification_is_found(held):
    (gap,) = operates(RADAR, SHIFT, *held)

    assert (gap.case, gap.key, gap.start, gap.end) == ("operator", "radar", OPENS, END)


def test_qualification_counts_to_the_end_of_the_day_on_which_it_expires():
    late = replace(RADAR, start=OPENS + 21 * HOUR, end=OPENS + 23 * HOUR)
    shift = replace(SHIFT, start=late.start, end=late.end)

    (gap,) = operates(late, shift, replace(HELD, expires=date(2025, 10, 25)))

    assert (gap.start, gap.end) == (OPENS + 22 * HOUR, OPENS + 23 * HOUR)
    assert operates(late, shift, replace(HELD, expires=date(2025, 10, 26))) == ()


def test_hours_without_an_operator_are_found():
    (gap,) = operates(RADAR, replace(SHIFT, start=OPENS + MINUTE), HELD)

    assert (gap.start, gap.end) == (OPENS, OPENS + MINUTE)


def test_absent_operator_is_found():
    live = LiveState(absences=(("officer", during(0, 30)),))

    assert [gap.end for gap in operates(RADAR, SHIFT, HELD, live=live)] == [OPENS + 30 * MINUTE]


def test_person_who_is_not_in_the_plan_operates_nothing():
    stranger = replace(SHIFT, person_id="stranger")

    assert len(operates(RADAR, stranger, replace(HELD, person_id="stranger"))) == 1


@pytest.mark.parametrize(
    ("cells", "case"),
    [({"post_id": None}, "no-post"), ({"qualification_id": None}, "no-qualification")],
)
def test_capability_with_no_post_or_qualification_is_not_known(cells, case):
    gaps = found("C-16", [DESK, replace(RADAR, **cells)], at=AT_NOON)

    assert [(gap.case, gap.status) for gap in gaps] == [(case, Status.UNKNOWN)]


FLIGHT = Drone(
    drone_id="d", site_id="hall", start=OPENS, end=OPENS + HOUR, unit_id="press", purpose="Film"
)


def flights(*rows, by=None):
    words = [] if by is None else [word(FLIGHT, ACKNOWLEDGED, by)]
    return found("C-128", [OFFICER, person("other"), FLIGHT, *rows], attested=words)


def test_flight_that_the_watch_has_not_acknowledged_is_found():
    (gap,) = flights(RADAR)

    assert (gap.table, gap.key, gap.discriminator) == ("drones", "d", "air")
    assert len(flights(RADAR, by="other")) == 1


def test_flight_that_the_watch_has_acknowledged_is_silent():
    assert flights(RADAR, by="officer") == ()


@pytest.mark.parametrize(
    "cells",
    [
        {"watches_air": False},
        {"site_id": "house"},
        {"owner_unit_id": "press"},
        {"start": OPENS + HOUR},
    ],
)
def test_flight_concerns_only_others_who_watch_the_air_there_then(cells):
    assert flights(replace(RADAR, **cells)) == ()
