"""The site plan in a browser: a zone is drawn, saved, clashes; nobody is kept out."""

import pytest
from PIL import Image

from summitry.plan.access import Gate
from summitry.plan.places import Exit, Zone
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
    for chosen in ("zones|Z-1", "gates|G-1", "gates|G-2"):
        page.select_option("#map-choice", chosen)

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


def test_gate_is_dragged_and_goes_back_and_is_moved_by_keys(page_for, planned):
    event, account = planned
    page = opened(page_for, account)
    page.select_option("#map-choice", "gates|G-1")
    x, y = middle_of(page, "#plan-draft .handle")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 90, y + 60, steps=4)
    page.mouse.up()
    page.wait_for_selector("text=Shapes not saved: 1")
    page.click("#map-undo")
    page.wait_for_selector("text=Everything is saved.")

    page.focus("#plan")
    page.keyboard.press("Shift+ArrowUp")
    page.keyboard.press("Shift+ArrowUp")
    page.keyboard.press("Shift+ArrowLeft")
    page.wait_for_selector("text=Shapes not saved: 1")
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+s")
    page.wait_for_selector("text=Everything is saved.")

    assert place_of(event, account, Gate, "G-1") == (-40.0, 12.0)


def test_gate_without_a_place_is_put_on_the_outline_by_a_click(page_for, planned):
    event, account = planned
    page = opened(page_for, account)
    page.select_option("#map-choice", "gates|G-2")
    page.wait_for_selector("text=It has no place yet.")
    page.click("#map-place")
    page.wait_for_selector("text=Click where G-2 lies.")
    # A little way from the zone's eastern side: it snaps to it.
    right, top, bottom = side_of(page, "Z-1")
    page.mouse.click(right + 4, top + (bottom - top) * 0.3)
    page.click("#map-save")
    page.wait_for_selector("text=Everything is saved.")

    east, north = place_of(event, account, Gate, "G-2")
    assert east == 40.0
    assert -40 < north < 40


def test_gate_without_a_place_is_put_on_the_plan_by_keys(page_for, planned):
    event, account = planned
    page = opened(page_for, account)
    page.select_option("#map-choice", "gates|G-2")
    page.focus("#map-place")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-corner='0|0']")
    page.fill("[data-corner='0|0']", "40")
    page.keyboard.press("Tab")
    page.fill("[data-corner='0|1']", "-7.5")
    page.keyboard.press("Tab")
    page.click("#map-save")
    page.wait_for_selector("text=Everything is saved.")
    placed = place_of(event, account, Gate, "G-2")

    page.click("text=Take it off the plan")
    page.wait_for_selector("text=Shapes not saved: 1")
    page.click("#map-save")
    page.wait_for_selector("text=Everything is saved.")

    assert placed == (40.0, -7.5)
    assert place_of(event, account, Gate, "G-2") == (None, None)


@pytest.mark.parametrize("code", ["en", "ar"])
def test_exit_is_drawn_and_saved(page_for, planned, code):
    event, account = planned
    page = opened(page_for, account, language=code)
    page.select_option("#map-what", "exits")
    page.click("#map-draw")
    clicked(page, (0.3, 0.3))
    page.fill("#map-cell-exit_id", "X-NEW")
    page.select_option("#map-cell-zone_id", "Z-1")
    page.fill("#map-cell-width_m", "2.5")
    page.keyboard.press("Tab")
    page.click("#map-save")
    page.wait_for_selector("#map-choice option[value='exits|X-NEW']", state="attached")

    made = rows(an_actor(account, fresh(event)), event, Exit, at=AT)["X-NEW"]
    assert (made.zone_id, made.width_m) == ("Z-1", 2.5)
    assert None not in (made.x_m, made.y_m)


def test_clash_over_a_place_is_shown_and_theirs_is_taken(page_for, planned):
    event, account = planned
    page = opened(page_for, account)
    page.select_option("#map-choice", "gates|G-1")
    page.fill("[data-corner='0|0']", "-41")
    page.keyboard.press("Tab")
    theirs(event, account, "gates", "G-1", {"x_m": "-39", "y_m": "11"})
    page.click("#map-save")
    page.click("text=Take theirs")
    page.wait_for_selector("text=Everything is saved.")

    assert page.input_value("[data-corner='0|0']") == "-39"
    assert place_of(event, account, Gate, "G-1") == (-39.0, 11.0)


def test_sectors_are_fans_that_can_be_hidden_and_mark_their_post(page_for, planned):
    page = opened(page_for, planned[1])
    fans = page.locator(".fan")
    post = fans.first.get_attribute("data-post")
    page.select_option("#map-choice", f"posts|{post}")
    page.wait_for_selector(".fan.is-chosen")
    chosen = page.locator(".fan.is-chosen").count()

    page.locator("#map-layers input[value=sectors]").uncheck()

    assert 0 < chosen < fans.count()
    assert not fans.first.is_visible()


def fresh(event):
    event.refresh_from_db()
    return event


def place_of(event, account, kind, key):
    row = rows(an_actor(account, fresh(event)), event, kind, at=AT)[key]
    return row.x_m, row.y_m


def middle_of(page, selector):
    box = page.locator(selector).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def side_of(page, zone):
    """Return right, top and bottom of the zone on the screen."""
    box = page.locator(f"polygon[data-shape='zones|{zone}']").bounding_box()
    return box["x"] + box["width"], box["y"], box["y"] + box["height"]


def theirs(event, account, table="zones", key="Z-1", cells=None):
    stored = StoredRow.objects.get(event=event, table=table, key=key)
    typed = cells or {"outline": "0 0; 9 0; 0 9"}
    wanted = TypedSave(id="theirs", rows=[TypedRow(place=key, hash=stored.hash, cells=typed)])
    event.refresh_from_db()
    save_cells(an_actor(account, event), event, TABLES[table], wanted, language("en"), at=AT)


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
