"""The site plan shows what the reader may read, and nothing else; its data is exact."""

import json

import pytest

from summitry.plan.terms import Marking
from summitry_web.accounts.roles import Role
from summitry_web.journal.models import Entry
from tests.web.made import a_grant, a_planned_event, an_account, signed_in

pytestmark = pytest.mark.django_db

STRICT_OF_OTHERS = ("PO-roof", "PO-screened", "PO-taken", "PO-far", "EX-1", "OB-1", "OB-2")
NAMES_OF_OTHERS = ("Roof", "Tower", "Depot", "Steps")
PAGES = ("map/", "map/?site=all", "map/?site=hall", "map/?q=OB", "map/?format=csv",
         "map/data/?site=hall", "map/data/?site=all")  # fmt: skip


@pytest.fixture
def event():
    return a_planned_event()[0]


@pytest.fixture
def organiser(event, client):
    account = an_account()
    a_grant(account, event)
    return signed_in(client, account)


def a_planner(event, unit, clearance=Marking.RED):
    account = an_account()
    a_grant(account, event, Role.PLANNER, unit, clearance)
    return account


def data(client, **wish):
    return client.get("/e/summit/map/data/", wish).json()


def layer(told, table):
    return next(each for each in told["layers"] if each["table"] == table)


@pytest.mark.parametrize("clearance", [Marking.AMBER, Marking.RED])
def test_strict_places_of_others_are_nowhere(event, client, clearance):
    signed_in(client, a_planner(event, "U-2", clearance))

    answers = [client.get(f"/e/summit/{address}") for address in PAGES]

    shown = "\n".join(each.content.decode() for each in answers if each.status_code == 200)
    assert "Z-1" in shown
    secret = (*STRICT_OF_OTHERS, *(f"· {name}<" for name in NAMES_OF_OTHERS))
    assert [each for each in secret if each in shown] == []
    assert ("PO-hidden" in shown) == (clearance is Marking.RED)


def test_place_of_another_unit_is_as_one_that_is_not_there(event, client):
    signed_in(client, a_planner(event, "U-2"))

    of_others = data(client, site="hall", exposure="EX-1")
    of_nobody = data(client, site="hall", exposure="EX-none")
    page = client.get("/e/summit/map/", {"site": "hall", "exposure": "EX-1"}).content.decode()

    assert of_others == of_nobody
    assert (of_others["around"], "Steps" in page) == (None, False)


def test_zone_is_told_exactly(organiser):
    zone = layer(data(organiser, site="hall"), "zones")

    told = next(each for each in zone["shapes"] if each["key"] == "Z-1")
    hash_of = told.pop("hash")
    assert (zone["form"], zone["columns"]) == ("area", ["outline"])
    assert [each["name"] for each in zone["fields"]] == ["zone_id", "site_id", "name"]
    assert len(hash_of) == 32
    assert told == {
        "key": "Z-1", "name": "Hall", "own": True, "look": "outer", "finding": "",
        "points": [[-40, -40], [40, -40], [40, 40], [-40, 40]],
        "address": "/e/summit/rows/zones/row/Z-1/",
    }  # fmt: skip


def test_posts_stand_counted_at_the_position_that_they_hold(organiser):
    groups = data(organiser, site="all")["groups"]

    exits = [(each["anchor"], each["count"], each["place"]) for each in groups
             if each["table"] == "exits" and "Z-1" in each["anchor"]]  # fmt: skip
    assert exits == [("Z-1, Z-2", exits[0][1], [0, 0])]
    assert {each["table"] for each in groups} >= {"exits", "posts"}


def test_lines_say_what_hides_them_where_and_how_high(organiser):
    around = data(organiser, site="hall", exposure="EX-1")["around"]

    by_position = {each["position"]: each for each in around["lines"]}
    assert {key: (each["state"], each["blockers"]) for key, each in by_position.items()} == {
        "PO-hidden": ("hidden", ["OB-1"]),
        "PO-screened": ("screened", ["OB-2"]),
        "PO-roof": ("held", []),
        "PO-taken": (by_position["PO-taken"]["state"], []),
    }
    assert by_position["PO-taken"]["state"] in {"open", "held"}
    assert by_position["PO-roof"]["points"] == [[0, 150], [0, 0]]


def test_page_has_every_thing_in_lists(organiser):
    page = organiser.get("/e/summit/map/", {"site": "hall", "exposure": "EX-1"}).content.decode()

    assert "from the position, where the line is" in page
    assert 'role="img" aria-labelledby="plan-title plan-told"' in page
    for key in ("Z-1", "OB-1", "PO-roof", "EX-1"):
        assert f">{key}" in page


def test_paper_is_noted_in_the_journal(organiser):
    page = organiser.get("/e/summit/map/print/", {"site": "hall", "paper": "a3"})

    entry = Entry.objects.filter(kind="map.printed").get()
    assert page.status_code == 200
    assert "paper-a3" in page.content.decode()
    assert (entry.subject, entry.facts) == ("sites/hall", {"revision": 1})


def test_shape_is_saved_as_a_cell_of_its_table(organiser):
    shape = layer(data(organiser, site="hall"), "zones")["shapes"][0]
    row = {"place": shape["key"], "hash": shape["hash"], "cells": {"outline": "0 0; 9.5 0; 0 9"}}
    body = json.dumps({"id": "one", "base": 1, "reason": "", "rows": [row]})

    answer = organiser.post(
        "/e/summit/rows/zones/save/", body, content_type="application/json"
    ).json()

    shapes = layer(data(organiser, site="hall"), "zones")["shapes"]
    after = {each["key"]: each for each in shapes}[shape["key"]]
    assert [each["key"] for each in answer["saved"]] == [shape["key"]]
    assert after["points"] == [[0, 0], [9.5, 0], [0, 9]]
