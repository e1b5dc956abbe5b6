"""The planners' table against the site: what is typed reaches the plan, and nothing is lost."""

import re

import pytest
from playwright.sync_api import expect

from summitry.plan.terms import Marking
from summitry_web.accounts.roles import Role
from summitry_web.plans.access import snapshot_of
from tests.web.made import a_grant, a_planned_event, an_account

READY = "#grid[data-ready=yes]"
PHONE = 390
POSTS = "/e/summit/rows/posts/"
SAVED = "All changes are saved."


@pytest.fixture
def plan():
    return a_planned_event()


def a_planner(event, *, unit="", role=Role.ORGANISER):
    account = an_account()
    a_grant(account, event, role, unit, Marking.RED)
    return account


def opened(page, address=POSTS):
    page.goto(address)
    page.wait_for_selector(READY)
    return page


def cell(page, key, column):
    head = page.get_by_role("columnheader", name=column, exact=False).first
    at = head.get_attribute("aria-colindex")
    line = page.locator("[role=row]:not([hidden])", has=page.locator(f'.key:text-is("{key}")'))
    return line.locator(f'[aria-colindex="{at}"]')


def typed(page, key, column, text):
    cell(page, key, column).click()
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def typed_and_sent(page, key, column, text):
    """Type into the cell, and wait until the server has answered for the row."""
    with page.expect_response(re.compile("/save/$")):
        typed(page, key, column, text)
        page.keyboard.press("Control+s")


def pasted(page, text):
    page.evaluate(
        """(text) => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          document.activeElement.dispatchEvent(
            new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        text,
    )


def posts(event):
    event.refresh_from_db()
    return snapshot_of(event).tables["posts"]


def names(event):
    return {key: row.name for key, row in posts(event).items()}


def test_what_is_typed_is_in_the_plan_when_the_page_says_so(page_for, plan):
    event, organiser, _ = plan
    page = opened(page_for(organiser))

    typed(page, "P-aid", "Name", "First aid tent")
    expect(page.get_by_text(SAVED)).to_be_visible()
    page.reload()
    page.wait_for_selector(READY)

    expect(cell(page, "P-aid", "Name")).to_have_text("First aid tent")
    assert names(event)["P-aid"] == "First aid tent"


def test_a_row_with_an_error_is_a_draft_that_a_reload_shows_again(page_for, plan):
    event, organiser, _ = plan
    page = opened(page_for(organiser))

    typed_and_sent(page, "P-aid", "People at least", "two")
    expect(page.get_by_text("Rows that wait for you to mend them: 1").first).to_be_visible()
    page.reload()
    page.wait_for_selector(READY)

    wrong = cell(page, "P-aid", "People at least")
    expect(wrong).to_have_text("two")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    assert posts(event)["P-aid"].headcount_min == 2


def test_a_draft_that_is_mended_is_saved_and_is_a_draft_no_more(page_for, plan):
    event, organiser, _ = plan
    page = opened(page_for(organiser))
    typed_and_sent(page, "P-aid", "People at least", "two")
    page.reload()
    page.wait_for_selector(READY)

    typed_and_sent(page, "P-aid", "People at least", "3")
    expect(page.get_by_text(SAVED)).to_be_visible()
    page.reload()
    page.wait_for_selector(READY)

    expect(page.get_by_text(SAVED)).to_be_visible()
    expect(cell(page, "P-aid", "People at least")).to_have_text("3")
    assert posts(event)["P-aid"].headcount_min == 3


def test_a_row_that_is_given_another_key_gets_its_old_one_back_by_undo(page_for, plan):
    event, organiser, _ = plan
    page = opened(page_for(organiser), "/e/summit/rows/sites/")
    before = set(snapshot_of(event).tables["sites"])

    typed_and_sent(page, "hotel", "Site", "inn")
    expect(page.get_by_text(SAVED)).to_be_visible()
    event.refresh_from_db()
    renamed = set(snapshot_of(event).tables["sites"])
    with page.expect_response(re.compile("/save/$")):
        page.keyboard.press("Control+z")
        page.keyboard.press("Control+s")
    expect(page.get_by_text(SAVED)).to_be_visible()

    event.refresh_from_db()
    assert renamed == {*before, "inn"} - {"hotel"}
    assert set(snapshot_of(event).tables["sites"]) == before


def test_pasted_rows_are_saved_and_undo_takes_them_back(page_for, plan):
    event, organiser, _ = plan
    page = opened(page_for(organiser), "/e/summit/rows/sites/")
    before = set(snapshot_of(event).tables["sites"])
    page.locator('[role=row][aria-rowindex="6"] .key').click()

    pasted(page, "annex\tAnnex\tvenue\r\nyard\tYard\tvenue\r\n")
    page.keyboard.press("Control+s")
    expect(page.get_by_text(SAVED)).to_be_visible()
    event.refresh_from_db()
    with_pasted = set(snapshot_of(event).tables["sites"])
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+s")
    expect(page.get_by_text(SAVED)).to_be_visible()

    event.refresh_from_db()
    assert with_pasted - before == {"annex", "yard"}
    assert set(snapshot_of(event).tables["sites"]) == before


def test_two_planners_who_change_one_cell_see_both_and_choose(page_for, plan):
    event, organiser, _ = plan
    mine, theirs = opened(page_for(organiser)), opened(page_for(a_planner(event)))
    cell(mine, "P-aid", "Name").click()
    mine.keyboard.type("Mine")

    typed_and_sent(theirs, "P-aid", "Name", "Theirs")
    mine.keyboard.press("Enter")
    mine.keyboard.press("Control+s")
    dialog = mine.get_by_role("dialog")
    expect(dialog).to_contain_text("Theirs")
    expect(dialog).to_contain_text("Mine")
    dialog.get_by_role("button", name="Send what I chose").click()
    expect(mine.get_by_text(SAVED)).to_be_visible()

    assert names(event)["P-aid"] == "Mine"
    theirs.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(cell(theirs, "P-aid", "Name")).to_have_text("Mine")


def test_two_planners_who_change_other_cells_of_a_row_are_both_saved(page_for, plan):
    event, organiser, _ = plan
    mine, theirs = opened(page_for(organiser)), opened(page_for(a_planner(event)))
    cell(mine, "P-aid", "Name").click()
    mine.keyboard.type("Mine")

    typed_and_sent(theirs, "P-aid", "People at least", "4")
    mine.keyboard.press("Enter")
    expect(mine.get_by_text(SAVED)).to_be_visible()

    row = posts(event)["P-aid"]
    assert (row.name, row.headcount_min) == ("Mine", 4)


def test_a_row_of_another_unit_is_proposed_and_the_unit_accepts(page_for, plan):
    event, organiser, _ = plan
    asking = opened(page_for(a_planner(event, unit="U-3", role=Role.PLANNER)))

    typed_and_sent(asking, "P-gate1", "Name", "North gate")
    expect(asking.locator(".row-head.proposed")).to_have_count(1)
    before = names(event)["P-gate1"]
    deciding = page_for(organiser)
    deciding.goto("/e/summit/proposals/")
    expect(deciding.locator("article")).to_contain_text("North gate")
    deciding.get_by_role("button", name="Accept").click()
    expect(deciding.get_by_text("Nothing waits here.")).to_be_visible()

    assert (before, names(event)["P-gate1"]) == ("P-gate1", "North gate")


def test_a_save_that_opens_findings_tells_them_and_leads_to_each(page_for, plan):
    _, organiser, _ = plan
    page = opened(page_for(organiser))

    typed_and_sent(page, "P-aid", "People at least", "3")
    summary = page.get_by_text(re.compile("Findings opened: [1-9]"))
    summary.click()
    link = page.locator(".grid-notices a").first
    sentence = link.inner_text().partition(" · ")[2]
    link.click()

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text(sentence)


@pytest.mark.parametrize("lost", ["sessionid", "csrftoken"])
def test_a_session_that_ends_while_typing_loses_nothing(page_for, plan, expected_faults, lost):
    expected_faults += ["401", "403"]
    event, organiser, _ = plan
    page = opened(page_for(organiser), f"{POSTS}#q=P-aid")
    kept = page.context.cookies()
    page.context.clear_cookies(name=lost)

    typed(page, "P-aid", "Name", "Typed too late")
    banner = page.get_by_role("alert")
    expect(banner).to_contain_text("Your session has ended.")
    banner.get_by_role("link", name="Sign in").click()
    page.context.add_cookies(kept)
    opened(page)

    expect(page.get_by_text(SAVED)).to_be_visible()
    expect(cell(page, "P-aid", "Name")).to_have_text("Typed too late")
    assert names(event)["P-aid"] == "Typed too late"


def test_a_half_typed_row_comes_back_after_a_reload(page_for, plan):
    event, organiser, _ = plan
    page = opened(page_for(organiser))
    cell(page, "P-aid", "Name").click()
    page.keyboard.type("Half")

    with page.expect_response(re.compile("/draft/$")):
        page.keyboard.press("Tab")
    page.reload()
    page.wait_for_selector(READY)

    expect(cell(page, "P-aid", "Name")).to_have_text("Half")
    page.keyboard.press("Control+s")
    expect(page.get_by_text(SAVED)).to_be_visible()
    assert names(event)["P-aid"] == "Half"


def test_a_reader_is_shown_the_table_and_that_it_cannot_be_changed(page_for, plan):
    event, _, _ = plan
    page = opened(page_for(a_planner(event, role=Role.READER)))

    expect(page.get_by_text("You may read this table but not change it.")).to_be_visible()
    expect(page.get_by_role("grid")).to_have_attribute("aria-readonly", "true")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_on_a_phone_the_page_does_not_scroll_sideways_and_a_row_is_a_form(
    page_for, plan, axe, language
):
    _event, organiser, _ = plan
    page = opened(page_for(organiser, language=language, width=PHONE, has_touch=True))

    wide = page.evaluate("document.documentElement.scrollWidth")
    page.locator('[role=row][aria-rowindex="3"] .key').click()
    violations = axe(page)

    assert wide == PHONE
    assert violations == []
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")


def test_on_a_phone_a_row_is_changed_by_its_form(page_for, plan):
    event, organiser, _ = plan
    page = opened(page_for(organiser, width=PHONE, has_touch=True))
    cell(page, "P-aid", "Post").click()

    page.get_by_role("button", name="Row as a form").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name", exact=False).first.fill("By hand")
    dialog.get_by_role("button", name="Save").click()
    expect(page.get_by_text(SAVED)).to_be_visible()

    assert names(event)["P-aid"] == "By hand"
