"""The board's map: what is drawn of whom, where it lies, and for whom."""

from datetime import timedelta

import pytest

from summitry.operations import situation
from summitry.operations.bodies import Closure, Incident, Thing
from summitry.plan.terms import Marking
from summitry_web.accounts.roles import Role
from summitry_web.operations import board, sketch
from summitry_web.operations.board import SECTIONS, ground
from summitry_web.operations.drawn import drawn
from summitry_web.operations.sketch import Ground
from tests.web.made import signed_in
from tests.web.operations.made import somebody
from tests.web.operations.made_day import (
    OPENING,
    a_day,
    a_reader,
    an_absence,
    placed,
    said,
    seen_as,
)

pytestmark = pytest.mark.django_db


def signs(seen):
    """Return what is marked on each drawing, by its name."""
    return {
        each.name: {(sign.kind, sign.told, sign.severity) for sign in each.signs}
        for each in ground(seen)["sketches"]
    }


def at_hall(event, account, **cells):
    return said(event, account, Incident(title="Smoke"), place=Thing("zones", "Z-1"), **cells)


def test_sites_posts_and_incidents_stand_where_the_plan_puts_them():
    event, account = a_day(placed())
    at_hall(event, account)

    seen = seen_as(event, account)

    found = signs(seen)
    assert found[""] == {
        ("sites", "hall · Hall", ""), ("sites", "hotel · Hotel", ""),
        ("incident", "Smoke", "medium"),
    }  # fmt: skip
    assert ("incident", "Smoke", "medium") in found["Hall"]
    assert ("posts", "P-gate1", "") in found["Hall"]


def test_a_row_without_a_place_stands_at_what_it_belongs_to():
    event, account = a_day(placed())

    drawn = Ground(seen_as(event, account))

    assert drawn.point("posts", "P-gate1") == (-38.0, 10.0)
    assert drawn.point("posts", "P-roof") == (0.0, 150.0)
    assert drawn.point("posts", "P-gate2") == (5.0, 5.0)
    assert drawn.point("rooms", "R-1") == (0.0, 0.0)
    assert drawn.point("rooms", "R-99") is None
    assert (drawn.site("rooms", "R-1"), drawn.site("gates", "G-1")) == ("hall", "hall")


def test_a_post_that_lacks_people_is_drawn_as_such():
    event, account = a_day(placed())
    before = signs(seen_as(event, account))["Hall"]
    an_absence(event, account, person="N-004")
    an_absence(event, account, person="N-003")
    an_absence(event, account, person="N-005")

    after = signs(seen_as(event, account))["Hall"]

    assert ("posts", "P-gate1", "") in before
    assert ("posts is-short", "P-gate1", "") in after


def test_a_road_that_is_blocked_now_is_drawn_as_closed():
    event, account = a_day(placed())
    body = Closure(thing=Thing("segments", "S-1"), start=OPENING - timedelta(hours=1))
    said(event, account, body)

    assert Ground(seen_as(event, account)).held.closed == {"S-1"}


def test_without_places_there_is_no_map_and_the_board_says_what_to_do(client):
    event, account = a_day()

    page = signed_in(client, account).get("/e/summit/board/").content.decode()

    assert ground(seen_as(event, account))["sketches"] == ()
    assert "No site that you may see has a place in metres yet." in page


def test_what_has_no_room_is_told_by_number(monkeypatch):
    event, account = a_day(placed())
    at_hall(event, account)
    seen = seen_as(event, account)
    whole = ground(seen)
    monkeypatch.setattr(sketch, "SIGNS_MAX", 1)
    monkeypatch.setattr(board, "PLACES_MAX", 1)

    cut = ground(seen)

    assert [len(each.signs) + each.more for each in cut["sketches"]] == [
        len(each.signs) for each in whole["sketches"]
    ]
    assert cut["sketches"][0].more == 2
    assert (len(cut["places"]), cut["more"]) == (1, len(whole["places"]) - 1)
    assert drawn(seen, ["map"])["map"].count("2 more") == 1


def test_nobody_sees_a_sign_or_a_count_of_what_they_may_not_read():
    event, account = a_day(placed())
    reader = a_reader(event)
    before = SECTIONS["map"](seen_as(event, reader))
    at_hall(event, account, marking=Marking.RED)
    an_absence(event, account, marking=Marking.AMBER_STRICT)

    after = SECTIONS["map"](seen_as(event, reader))

    assert after == before
    assert SECTIONS["map"](seen_as(event, account)) != before


def test_rows_above_the_readers_clearance_are_not_drawn():
    event, _ = a_day(placed())
    reader, _ = somebody(event, Role.READER, clearance=Marking.CLEAR)

    seen = seen_as(event, reader)

    assert all(sign.kind != "posts" for each in ground(seen)["sketches"] for sign in each.signs)
    assert len(situation.incidents(seen.record)) == 0
