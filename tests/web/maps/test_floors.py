"""A picture under the plan: whose it may be, and where two points put it."""

from io import BytesIO

import pytest
from PIL import Image

from summitry.plan.terms import Marking
from summitry_web.accounts.roles import Role
from summitry_web.journal.models import Entry
from summitry_web.maps.access.floors import matrix_of
from summitry_web.maps.models import FloorPlan
from tests.web.made import a_grant, a_planned_event, an_account, signed_in

pytestmark = pytest.mark.django_db
SCALE = {
    "pixel_x_1": "0", "pixel_y_1": "0", "pixel_x_2": "40", "pixel_y_2": "0", "east_m_1": "10",
    "north_m_1": "20", "east_m_2": "10", "north_m_2": "0", "opacity": "0.5",
}  # fmt: skip


def picture(kind="PNG"):
    out = BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, kind)
    out.seek(0)
    out.name = f"floor.{kind.lower()}"
    return out


@pytest.fixture
def organiser(client):
    event, account, _ = a_planned_event()
    return signed_in(client, account), event


def brought(client, marking="TLP:AMBER", file=None):
    sent = {"picture": file or picture(), "marking": marking}
    return client.post("/e/summit/map/floors/hall/", sent)


def test_two_points_turn_scale_and_shift_the_picture():
    matrix = matrix_of((complex(0, 0), complex(40, 0)), (complex(10, -20), complex(10, 0)))

    assert matrix == (0, 0.5, -0.5, 0, 10, -20)


def test_picture_lies_under_the_plan_once_its_scale_is_set(organiser):
    client, _ = organiser
    brought(client)
    floor = FloorPlan.objects.get()

    client.post(f"/e/summit/map/floor/{floor.pk}/", SCALE)

    told = client.get("/e/summit/map/data/", {"site": "hall"}).json()["floors"]
    assert (floor.width, floor.height) == (40, 30)
    assert told == [
        {"number": floor.pk, "address": f"/e/summit/files/{floor.attachment_id}/", "width": 40,
         "height": 30, "opacity": 0.5, "matrix": [0, 0.5, -0.5, 0, 10, -20]}
    ]  # fmt: skip
    assert list(
        Entry.objects.filter(kind__startswith="floor.").order_by("number").values_list("kind")
    ) == [("floor.kept",), ("floor.placed",)]


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"pixel_x_2": "0"}, "The two reference points are the same."),
        ({"opacity": "0.05"}, "The strength must lie between"),
        ({"east_m_1": "ten"}, "is not a number"),
        ({"east_m_1": "nan"}, "is not a number"),
    ],
)
def test_scale_that_says_nothing_is_refused(organiser, cells, sentence):
    client, _ = organiser
    brought(client)
    floor = FloorPlan.objects.get()

    answer = client.post(f"/e/summit/map/floor/{floor.pk}/", {**SCALE, **cells})

    assert answer.status_code == 400
    assert sentence in answer.content.decode()


def test_only_pictures_are_taken(organiser):
    client, _ = organiser
    text = BytesIO(b"plain words")
    text.name = "floor.txt"

    answer = brought(client, file=text)

    assert (answer.status_code, FloorPlan.objects.count()) == (400, 0)


def test_a_strict_picture_is_not_there_for_others(organiser, client):
    _, event = organiser
    brought(client, marking="TLP:AMBER+STRICT")
    floor = FloorPlan.objects.get()
    other = an_account()
    a_grant(other, event, Role.PLANNER, "U-2", Marking.RED)
    signed_in(client, other)

    told = client.get("/e/summit/map/data/", {"site": "hall"}).json()["floors"]

    assert told == []
    assert client.get(f"/e/summit/map/floor/{floor.pk}/").status_code == 404
    assert client.get(f"/e/summit/files/{floor.attachment_id}/").status_code == 404


def test_who_may_not_edit_the_site_brings_no_picture(organiser, client):
    _, event = organiser
    other = an_account()
    a_grant(other, event, Role.PLANNER, "U-2", Marking.RED)
    signed_in(client, other)

    answer = brought(client)

    assert (answer.status_code, FloorPlan.objects.count()) == (404, 0)


def test_picture_is_taken_away_with_its_file(organiser):
    client, _ = organiser
    brought(client)
    brought(client, file=picture("JPEG"))
    first, second = FloorPlan.objects.order_by("pk")

    client.post(f"/e/summit/map/floor/{first.pk}/drop/")

    assert list(FloorPlan.objects.all()) == [second]
    assert client.get(f"/e/summit/files/{first.attachment_id}/").status_code == 404
    assert client.get(f"/e/summit/files/{second.attachment_id}/").status_code == 200
