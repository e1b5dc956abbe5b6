"""The board in a real browser, fed by the live process: from an absence to an order read back."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from summitry.operations.bodies import (
    Absence,
    Closure,
    Decision,
    Declaration,
    Failure,
    Incident,
    Order,
    ReadBack,
    Thing,
)
from summitry_web.accounts.roles import Role
from tests.web.live_process import a_live_process
from tests.web.operations.made import somebody
from tests.web.operations.made_day import OPENING, SWAPPED, a_day, placed, said, swappable

WAIT_MS = 15_000
PAGES = (
    "board", "replay", "incidents", "orders", "decisions", "declared", "uncovered",
)  # fmt: skip


@pytest.fixture
def live(site, settings):
    """Run the live process of the site."""
    with a_live_process(site) as address:
        settings.LIVE_ORIGIN = address
        yield


def an_absence(event, account):
    body = Absence(
        person_id="N-005", start=OPENING + timedelta(minutes=30), end=OPENING + timedelta(hours=3)
    )
    return said(event, account, body)


@pytest.mark.usefixtures("live")
def test_an_absence_is_closed_by_a_swap_and_every_board_follows(page_for):
    event, account = a_day((*placed(), *swappable()))
    second, _ = somebody(event, Role.COMMANDER, person_id="N-U-2")
    commander, other = page_for(account), page_for(second)
    other.goto("/e/summit/board/")
    gaps = other.locator("#board-uncovered")
    expect(gaps).to_contain_text("No entry of the day has taken cover away")
    expect(other.locator("#board-age")).to_have_attribute("data-state", "fresh")

    an_absence(event, account)
    expect(gaps).to_contain_text("Post P-gate1 has 1 of the 2 people", timeout=WAIT_MS)

    commander.goto("/e/summit/board/")
    commander.get_by_role("link", name="P-gate1").first.click()
    commander.get_by_role("button", name="Find repairs").click()
    swap = commander.locator("form.repair", has_text="Move somebody from another post")
    expect(swap).to_contain_text("It closes 1 gap")
    expect(swap).to_contain_text(SWAPPED)
    swap.get_by_role("button", name="Give this order").click()
    expect(commander.locator("h1")).to_have_text("Order")
    expect(commander.get_by_role("main")).to_contain_text("A second person must confirm it by")
    expect(commander.get_by_role("button", name="I confirm the change")).to_have_count(0)

    orders = other.locator("#board-orders")
    expect(orders).to_contain_text("second person by", timeout=WAIT_MS)
    expect(gaps).not_to_contain_text("has 1 of the 2 people", timeout=WAIT_MS)
    orders.get_by_role("link").first.click()
    other.get_by_role("button", name="I confirm the change").click()
    expect(other.get_by_role("main")).to_contain_text("Confirmed by N-U-2.")
    other.goto("/e/summit/board/")
    expect(orders).to_contain_text("no read-back")
    expect(orders).not_to_contain_text("second person by")

    commander.get_by_label("Read back by").select_option(f"persons/{SWAPPED}")
    commander.get_by_label("In their own words").fill("I go to gate 1 at once")
    commander.get_by_role("button", name="Enter the read-back").click()
    expect(commander.get_by_role("main")).to_contain_text("I go to gate 1 at once")
    read = orders.locator(".badge-ok", has_text=SWAPPED)
    expect(read).to_contain_text("read back", timeout=WAIT_MS)
    assert other.url.endswith("/board/")


@pytest.mark.usefixtures("live")
def test_the_age_grows_red_when_nothing_comes_in(page_for, expected_faults):
    _, account = a_day()
    expected_faults += ["ERR_", "Failed to load"]
    page = page_for(account)
    page.clock.install()
    page.goto("/e/summit/board/")
    age = page.locator("#board-age")
    expect(age).to_have_attribute("data-state", "fresh")

    page.context.set_offline(True)
    page.route("**/live/**", lambda route: route.abort())
    page.clock.run_for(70_000)

    expect(age).to_have_attribute("data-state", "lost")
    expect(age).to_contain_text("do not rely on it")


def test_without_a_live_process_the_page_is_asked_again(page_for):
    event, account = a_day()
    page = page_for(account)
    page.goto("/e/summit/board/")
    said(event, account, Incident(title="Smoke"))

    expect(page.locator("#board-incidents")).to_contain_text("Smoke", timeout=WAIT_MS)


def test_the_replay_goes_through_the_day_by_keyboard(page_for):
    event, account = a_day()
    said(event, account, Incident(title="Early"), entered=OPENING - timedelta(minutes=40))
    said(event, account, Incident(title="Later"), entered=OPENING - timedelta(minutes=20))
    page = page_for(account)
    page.goto("/e/summit/replay/")
    incidents = page.locator("#board-incidents")
    expect(incidents).to_contain_text("Early")
    expect(incidents).not_to_contain_text("Later")

    page.get_by_role("link", name="One step forward").press("Enter")
    page.get_by_role("link", name="One step forward").press("Enter")

    expect(incidents).to_contain_text("Later")
    slider = page.get_by_role("slider", name="Moment of the day")
    slider.press("Home")
    expect(incidents).not_to_contain_text("Later")
    page.get_by_role("button", name="Play").click()
    expect(incidents).to_contain_text("Later", timeout=WAIT_MS)


def a_full_day():
    """Return the day with something on every page, its commander, and the pages of each thing."""
    event, account = a_day((*placed(), *swappable()))
    second, _ = somebody(event, Role.COMMANDER, person_id="N-U-2")
    an_absence(event, account)
    said(event, account, Closure(thing=Thing("segments", "S-1"), start=OPENING))
    said(event, account, Failure(thing=Thing("nets", "N2"), start=OPENING))
    incident = said(event, account, Incident(title="Smoke"), place=Thing("sites", "hall"))
    order = said(
        event, account, Order(text="Close the door", post_ids=("P-aid",), to=incident.entry_id)
    )
    said(event, account, ReadBack(to=order.entry_id, addressee="posts/P-aid", words="Closed"))
    decision = said(
        event, account,
        Decision(
            question="Move the arrival?", options=("No", "By ten minutes"), chosen=1,
            known="The road is blocked", reasons="There is time",
            review_at=OPENING + timedelta(minutes=30),
        ),
    )  # fmt: skip
    made = said(event, account, Declaration(declaration_id="DC-fire", text="Out"))
    own = (
        f"incidents/{incident.entry_id}", f"orders/{order.entry_id}",
        f"decisions/{decision.entry_id}", f"declared/{made.entry_id}",
    )  # fmt: skip
    return account, second, own


@pytest.mark.parametrize(
    ("language", "width", "scheme"),
    [("en", 1440, "light"), ("ar", 390, "light"), ("zh", 1440, "dark"), ("ar", 1440, "dark")],
)
def test_pages_keep_nobody_out(page_for, axe, language, width, scheme):
    account, _, own = a_full_day()
    page = page_for(account, language=language, width=width, color_scheme=scheme)
    page.goto("/e/summit/uncovered/")
    gap = re.search(r"/e/summit/(uncovered/[0-9a-f]+)/", page.content())[1]
    lasting = page.locator('a[href*="over="]').first.get_attribute("href")
    addresses = [
        *(f"/e/summit/{each}/" for each in (*PAGES, *own, gap)), f"/e/summit/{gap}/?repairs=yes",
        lasting,
    ]  # fmt: skip

    found = {}
    for each in addresses:
        page.goto(each)
        is_too_wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        found[each] = (axe(page), is_too_wide)

    assert found == dict.fromkeys(addresses, ([], False))
