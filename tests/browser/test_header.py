"""The head of every page leaves the phone to the page, and works without scripts."""

import pytest
from playwright.sync_api import expect

from tests.web.made import a_planned_event

PHONE, SMALL = 390, 320
LINES_MAX = 2
LONG = "Signing ceremony of a convention whose name is longer than any telephone is wide"


@pytest.fixture
def organiser():
    event, account, _ = a_planned_event()
    event.name = LONG
    event.save()
    account.name = "Synthetic organiser with three more names"
    account.save()
    return account


@pytest.mark.parametrize("width", [PHONE, SMALL])
@pytest.mark.parametrize("language", ["en", "ar", "id", "zh"])
def test_head_takes_two_lines_and_its_menu_lies_over_the_page(page_for, organiser, language, width):
    page = page_for(organiser, language=language, width=width, java_script_enabled=False)
    page.goto("/e/summit/")
    head, menu = page.locator(".site-bar"), page.locator(".nav-narrow")
    line = max(
        each.bounding_box()["height"] for each in page.locator(".site-bar summary:visible").all()
    )

    before = head.bounding_box()["height"]
    menu.locator("> summary").click()

    expect(menu.get_by_role("link").first).to_be_visible()
    nav = menu.locator("nav").bounding_box()
    assert before <= LINES_MAX * line + 16
    assert head.bounding_box()["height"] == before
    assert (nav["x"], nav["width"]) == (0, width)
