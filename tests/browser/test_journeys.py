"""Whole ways of people through the site, from the first link to what they came for."""

import re
from io import BytesIO

import openpyxl
import pytest
from playwright.sync_api import expect

from summitry_web.accounts.actions.invitations import invite_first
from summitry_web.accounts.models import Account
from summitry_web.accounts.pages import CLOCK
from summitry_web.events.models import Event
from summitry_web.plans.access import snapshot_of
from tests.browser.test_real_grid import READY, cell, pasted
from tests.browser.ways import follow

STEPS_MAX = 40
"""So many pages and buttons lead a stranger from the invitation to a plan with a finding mended."""

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Walk:
    """A way through the site that counts what had to be pressed."""

    def __init__(self, page) -> None:
        self.page, self.steps = page, 0

    def press(self, name, role="button", *, exact=False):
        self.page.get_by_role("main").get_by_role(role, name=name, exact=exact).first.click()
        self.steps += 1

    def way(self, name):
        follow(self.page, self.page.locator(".nav-wide"), name)
        self.steps += 1

    def fill(self, **cells):
        for name, text in cells.items():
            field = self.page.locator(f"[name=cell-{name}]")
            if field.evaluate("one => one.tagName") == "SELECT":
                field.select_option(text)
            else:
                field.fill(text)

    def first_row(self, sentence, **cells):
        """Begin at the first steps, fill the form, save, and go back to the first page."""
        self.press(sentence, "link")
        self.fill(**cells)
        self.press("Save")
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()
        self.way("Readiness")


def with_line(path, name, /, **cells):
    """Return the workbook with one more line in the sheet of that name, for a form."""
    book = openpyxl.load_workbook(BytesIO(path.read_bytes()))
    sheet = book[name]
    columns = {cell.value: cell.column for cell in sheet[1]}
    line = 1 + max(cell.row for cell in sheet["A"] if cell.value)
    for column, text in cells.items():
        sheet.cell(row=line, column=columns[column]).value = text
    stream = BytesIO()
    book.save(stream)
    return {"name": "plan.xlsx", "mimeType": XLSX, "buffer": stream.getvalue()}


@pytest.fixture
def stranger(page_for, virtual_authenticator):
    page = page_for(None)
    virtual_authenticator(page)
    return Walk(page)


def come_in(stranger):
    """Take up the invitation, and make an event."""
    page = stranger.page
    code = invite_first("first@example.org", "First Synthetic", at=CLOCK.now())
    page.goto(f"/accounts/invited/{code}/")
    stranger.press("Make a passkey and go on")
    page.wait_for_url("**/accounts/own/**")
    page.get_by_role("link", name="Summitry").first.click()
    stranger.press("New event", "link")
    page.get_by_label("Name of the event").fill("Trial summit")
    page.get_by_label("Short name in addresses").fill("trial")
    stranger.press("Make the event")


def take_first_steps(stranger):
    """Fill the first tables by their forms, as the first page says."""
    page = stranger.page
    expect(page.get_by_role("heading", name="First steps")).to_be_visible()
    stranger.first_row(
        "Say what the event is", event_id="E-1", name="Trial summit", level="head-of-state",
        opens="2030-05-10T08:00Z", closes="2030-05-12T18:00Z", timezone="Asia/Bangkok",
    )  # fmt: skip
    stranger.first_row("Name the units", unit_id="U-1", name="City")
    stranger.first_row("Name the sites", site_id="hall", name="Hall", kind="venue")
    stranger.first_row("Divide each site", zone_id="Z-1", site_id="hall", name="Main hall")
    stranger.first_row(
        "List the posts", post_id="P-1", name="Gate", site_id="hall",
        start="2030-05-10T06:00Z", end="2030-05-10T20:00Z", owner_unit_id="U-1",
    )  # fmt: skip
    expect(page.get_by_role("heading", name="First steps")).to_have_count(0)


def test_a_stranger_makes_a_first_plan(stranger):
    page = stranger.page
    come_in(stranger)
    take_first_steps(stranger)

    stranger.way("Tables of the plan")
    stranger.press("Posts", "link", exact=True)
    page.wait_for_selector(READY)
    page.locator('[role=row][aria-rowindex="4"] .key').click()
    pasted(page, "P-2\tSecond gate\thall\t2030-05-10T06:00Z\t2030-05-10T20:00Z\n")
    page.keyboard.press("Control+s")
    expect(page.get_by_text("All changes are saved.")).to_be_visible()
    expect(page.get_by_text(re.compile("Findings opened: [1-9]"))).to_be_visible()

    stranger.way("Workbooks")
    with page.expect_download() as coming:
        stranger.press("Everything I may read", "link")
    book = with_line(coming.value.path(), "sites", site_id="annex", name="Annex", kind="venue")
    page.get_by_label("Workbook (.xlsx)").set_input_files(book)
    stranger.press("Show what it brings")
    stranger.press("Take it in")
    expect(page.get_by_role("heading", name="Taken in")).to_be_visible()

    stranger.way("Tables of the plan")
    stranger.press("Posts", "link", exact=True)
    page.wait_for_selector(READY)
    cell(page, "P-2", "Owner").click()
    page.keyboard.type("U-1")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+s")
    expect(page.get_by_text(re.compile("closed: [1-9]"))).to_be_visible()

    event = Event.objects.get(slug="trial")
    tables = snapshot_of(event).tables
    assert Account.objects.get().email == "first@example.org"
    assert set(tables["sites"]) == {"hall", "annex"}
    assert {key: row.owner_unit_id for key, row in tables["posts"].items()} == {
        "P-1": "U-1", "P-2": "U-1",
    }  # fmt: skip
    assert stranger.steps <= STEPS_MAX
