"""The papers of the day in a browser: drafted, struck, issued and printed."""

import pytest
from playwright.sync_api import expect

from summitry.operations.bodies import Handover, Incident, Order
from summitry.plan.terms import Marking
from summitry_web.accounts.roles import Role
from tests.browser.test_axe import wrongs
from tests.web.operations.made import somebody
from tests.web.operations.made_day import a_day, an_absence, said

PAGES = [
    "papers/",
    "papers/evidence/",
    "papers/sitreps/",
    "papers/sitreps/draft/",
    "papers/handover/",
]


@pytest.fixture
def day():
    event, account = a_day()
    somebody(event, Role.WATCH_OFFICER, person_id="N-005")
    said(event, account, Incident(title="Smoke in the kitchen"))
    said(event, account, Order(text="Close the door", post_ids=("P-aid",)))
    said(event, account, Incident(title="A stranger"), marking=Marking.RED)
    said(
        event, account,
        Handover(command_post_id="CP-1", desk="Radio", to_person_id="N-U-1", situation="Calm"),
    )  # fmt: skip
    an_absence(event, account)
    return event, account


@pytest.mark.parametrize("language", ["en", "ar", "zh"])
def test_no_page_of_papers_keeps_anybody_out(page_for, axe, day, language):
    page = page_for(day[1], language=language)
    found = {}

    for address in PAGES:
        page.goto(f"/e/summit/{address}")
        wrong = wrongs(page, axe, language)
        if wrong:
            found[address] = wrong

    assert found == {}


def test_a_commander_strikes_a_sentence_adds_one_and_issues_the_report(page_for, axe, day):
    page = page_for(day[1])
    page.goto("/e/summit/papers/sitreps/")
    page.get_by_label("Marked at most").select_option("TLP:AMBER")
    page.get_by_role("button", name="Draft it from the entries").click()
    struck = page.get_by_label("New, medium: “Smoke in the kitchen”")
    expect(page.get_by_text("A stranger")).to_have_count(0)

    struck.uncheck()
    own = page.get_by_role("group", name="Sentence 1")
    own.get_by_label("Sentence", exact=True).fill("The kitchen is shut.")
    own.get_by_label("Entries that it rests on").fill("CP-1#1")
    page.get_by_role("button", name="Approve and issue it").click()

    expect(page.get_by_text("The kitchen is shut.")).to_be_visible()
    expect(page.get_by_text("New, medium: “Smoke in the kitchen”")).to_have_count(0)
    assert axe(page) == []
    page.get_by_label("Language of the paper").select_option("ar")
    page.get_by_role("button", name="Show the paper to print").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    assert axe(page) == []
