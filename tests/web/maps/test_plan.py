"""The site plan shows what the reader may read, and nothing else; its data is exact."""

import json
import math

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


def test_gate_stands_at_its_own_place_and_may_have_none(organiser):
    told = data(organiser, site="hall")
    gates = layer(told, "gates")

    by_key = {each["key"]: each["points"] for each in gates["shapes"]}
    counted = [each["anchor"] for each in told["groups"] if each["table"] == "gates"]
    assert by_key == {"G-1": [[-40, 10]], "G-2": []}
    assert (gates["form"], gates["columns"], gates["optional"]) == ("mark", ["x_m", "y_m"], True)
    assert counted == ["Z-1"]
    assert layer(told, "exposures")["optional"] is False


def test_row_is_put_on_the_plan_and_taken_off_by_its_cells(organiser):
    placed = saved_gate(organiser, "G-2", {"x_m": "40", "y_m": "12.5"})
    after = {each["key"]: each for each in layer(data(organiser, site="hall"), "gates")["shapes"]}
    cleared = saved_gate(organiser, "G-1", {"x_m": "", "y_m": ""})
    last = {each["key"]: each for each in layer(data(organiser, site="hall"), "gates")["shapes"]}

    assert (placed["drafts"], cleared["drafts"]) == ([], [])
    assert after["G-2"]["points"] == [[40, 12.5]]
    assert (last["G-1"]["points"], last["G-2"]["points"]) == ([], [[40, 12.5]])


def saved_gate(client, key, cells):
    told = data(client, site="hall")
    gate = next(each for each in layer(told, "gates")["shapes"] if each["key"] == key)
    row = {"place": key, "hash": gate["hash"], "cells": cells}
    body = {"id": key, "base": told["revision"], "reason": "", "rows": [row]}
    answer = client.post(
        "/e/summit/rows/gates/save/", json.dumps(body), content_type="application/json"
    )
    return answer.json()


def test_sector_is_a_fan_from_the_exposed_place(organiser):
    told = data(organiser, site="hall")

    fans = {each["post"]: each for each in told["fans"]}
    fan = next(each for each in fans.values() if each["from_deg"] == 300)
    reach = max(math.hypot(*point) for point in fan["points"])
    assert {each["exposure"] for each in fans.values()} == {"EX-1"}
    assert (fan["to_deg"], round(reach, 1)) == (65, 30)
    # Its arc begins in the north-west: west of the exposed place, and north of it.
    assert [round(each) for each in fan["points"][0]] == [-26, 15]


def test_fan_reaches_out_to_where_its_post_stands(organiser):
    post = data(organiser, site="hall")["fans"][0]["post"]
    told = data(organiser, site="all")
    row = next(each for each in layer(told, "posts")["shapes"] if each["key"] == post)
    cells = {"x_m": "0", "y_m": "18"}
    body = {"id": "fan", "base": told["revision"], "reason": "",
            "rows": [{"place": post, "hash": row["hash"], "cells": cells}]}  # fmt: skip
    organiser.post("/e/summit/rows/posts/save/", json.dumps(body), content_type="application/json")

    fan = next(each for each in data(organiser, site="hall")["fans"] if each["post"] == post)

    assert round(max(math.hypot(*point) for point in fan["points"]), 1) == 18


def test_paper_shows_places_sectors_and_their_legend(organiser):
    page = organiser.get("/e/summit/map/print/", {"site": "hall"}).content.decode()

    assert 'href="#sign-gates"' in page
    assert '<polygon class="fan"' in page
    assert "Sector of a post, from the exposed place out to the post" in page
    assert "<td>Gates</td><td><bdi>G-1</bdi></td>" in page


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
