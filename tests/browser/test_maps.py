"""The site plan in a browser: a zone is drawn, saved, clashes; nobody is kept out."""

import pytest
from PIL import Image

from summitry.plan.places import Zone
from summitry.plan.tables import TABLES
from summitry.report.language import language
from summitry_web.maps.models import FloorPlan
from summitry_web.plans.access import rows
from summitry_web.plans.actions.cells import TypedRow, TypedSave, save_cells
from summitry_web.plans.models import StoredRow
from tests.web.made import AT, a_planned_event, an_actor

READY = "#map[data-restored=yes]"
HALL = "/e/summit/map/?site=hall"


@pytest.fixture
def planned():
    event, account, _ = a_planned_event()
    return event, account


def opened(page_for, account, address=HALL, **more):
    page = page_for(account, **more)
    page.goto(address)
    page.wait_for_selector(READY)
    return page


def clicked(page, *places):
    """Click the drawing at shares of its width and height."""
    box = page.locator("#plan").bounding_box()
    for across, down in places:
        page.mouse.click(box["x"] + box["width"] * across, box["y"] + box["height"] * down)


def drawn(page):
    page.select_option("#map-what", "zones")
    page.click("#map-draw")
    page.locator("[data-wish=corners]").uncheck()
    clicked(page, (0.1, 0.1), (0.3, 0.1), (0.2, 0.3))
    page.keyboard.press("Enter")


def zones(event, account):
    event.refresh_from_db()
    return rows(an_actor(account, event), event, Zone, at=AT)


@pytest.mark.parametrize("code", ["en", "ar"])
@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("address", ["/e/summit/map/?site=hall&exposure=EX-1"])
def test_plan_keeps_nobody_out(page_for, planned, axe, code, width, address):
    page = opened(page_for, planned[1], address, language=code, width=width)
    page.select_option("#map-choice", "zones|Z-1")

    assert page.locator("html").get_attribute("lang") == code
    assert axe(page) == []


@pytest.mark.parametrize("code", ["en", "ar"])
def test_paper_keeps_nobody_out(page_for, planned, axe, code):
    page = page_for(planned[1], language=code)
    page.goto("/e/summit/map/print/?site=hall&exposure=EX-1")

    assert axe(page) == []


@pytest.mark.parametrize("code", ["en", "ar"])
def test_zone_is_drawn_and_saved(page_for, planned, code):
    event, account = planned
    page = opened(page_for, account, language=code)
    drawn(page)
    page.fill("#map-cell-zone_id", "Z-NEW")
    page.fill("#map-cell-name", "Forecourt")
    page.click("#map-save")
    page.wait_for_selector("#map-choice option[value='zones|Z-NEW']", state="attached")

    # The drawing never turns round: east lies at the right in every script.
    made = zones(event, account)["Z-NEW"]
    (west, north), (east, _), (_, south) = made.outline
    assert (made.site_id, made.name) == ("hall", "Forecourt")
    assert west < east
    assert south < north


def test_what_is_missing_is_said_and_kept_as_a_draft(page_for, planned):
    event, account = planned
    page = opened(page_for, account)
    drawn(page)
    page.click("#map-save")
    page.wait_for_selector("text=Finish the row as a form")

    page.click("text=Finish the row as a form")

    assert "draft=new-" in page.url
    assert page.input_value("[name=cell-outline]").count(";") == 2
    assert set(zones(event, account)) == {"Z-1", "Z-2"}


def test_corners_move_by_keys_and_go_back(page_for, planned):
    event, account = planned
    page = opened(page_for, account)
    page.select_option("#map-choice", "zones|Z-1")
    page.fill("[data-corner='0|0']", "-45.5")
    page.keyboard.press("Tab")
    page.wait_for_selector("text=Shapes not saved: 1")
    page.click("#map-undo")
    page.wait_for_selector("text=Everything is saved.")
    page.fill("[data-corner='1|1']", "-50")
    page.keyboard.press("Tab")
    page.click("#map-save")
    page.wait_for_selector("text=Everything is saved.")

    assert zones(event, account)["Z-1"].outline[:2] == ((-40.0, -40.0), (40.0, -50.0))


def test_clash_is_shown_and_mine_is_kept(page_for, planned):
    event, account = planned
    page = opened(page_for, account)
    page.select_option("#map-choice", "zones|Z-1")
    page.fill("[data-corner='0|0']", "-45")
    page.keyboard.press("Tab")
    theirs(event, account)
    page.click("#map-save")
    page.click("text=Keep mine")
    page.wait_for_selector("text=Everything is saved.")

    assert zones(event, account)["Z-1"].outline[0] == (-45.0, -40.0)


def test_lost_connection_keeps_what_was_drawn(page_for, planned, expected_faults):
    event, account = planned
    expected_faults += ["ERR_INTERNET_DISCONNECTED", "Failed to"]
    page = opened(page_for, account)
    page.select_option("#map-choice", "zones|Z-1")
    page.context.set_offline(True)
    page.fill("[data-corner='0|0']", "-47")
    page.keyboard.press("Tab")
    page.click("#map-save")
    page.wait_for_selector("text=kept on this device")
    page.context.set_offline(False)
    page.wait_for_selector("text=Everything is saved.")

    assert zones(event, account)["Z-1"].outline[0] == (-47.0, -40.0)


def test_page_that_was_left_finds_what_was_drawn(page_for, planned):
    page = opened(page_for, planned[1])
    page.select_option("#map-choice", "zones|Z-1")
    page.fill("[data-corner='0|0']", "-48")
    page.keyboard.press("Tab")
    page.wait_for_selector("text=Shapes not saved: 1")
    page.reload()

    page.wait_for_selector(READY)

    page.wait_for_selector("text=Shapes not saved: 1")
    page.select_option("#map-choice", "zones|Z-1")
    assert page.input_value("[data-corner='0|0']") == "-48"


def theirs(event, account):
    stored = StoredRow.objects.get(event=event, table="zones", key="Z-1")
    wanted = TypedSave(
        id="theirs",
        rows=[TypedRow(place="Z-1", hash=stored.hash, cells={"outline": "0 0; 9 0; 0 9"})],
    )
    event.refresh_from_db()
    save_cells(an_actor(account, event), event, TABLES["zones"], wanted, language("en"), at=AT)


def test_floor_plan_is_set_by_clicks(page_for, planned, axe, tmp_path):
    picture = tmp_path / "floor.png"
    Image.new("RGB", (400, 300), "white").save(picture)
    page = opened(page_for, planned[1])
    page.set_input_files("[name=picture]", picture)
    page.click("text=Put it under the plan")
    page.wait_for_url("**/map/floor/*/")
    found = axe(page)

    for across in (10, 390):
        page.click("#floor-picture img", position={"x": across, "y": 10})
        box = page.locator("#plan").bounding_box()
        page.click("#plan", position={"x": box["width"] / 2 + across / 4, "y": box["height"] / 2})
    page.click("text=Set the scale")
    page.wait_for_url("**/map/?site=hall")

    floor = FloorPlan.objects.get()
    assert found == []
    assert (floor.pixel_x_1, floor.pixel_x_2) == (10, 390)
    assert floor.east_m_1 < floor.east_m_2
    assert abs(floor.north_m_1 - floor.north_m_2) < 1
