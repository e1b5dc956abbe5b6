"""The pages of tokens, calendars and mail keep nobody out."""

import pytest

from tests.web.made import a_planned_event

PAGES = ("/e/summit/tokens/", "/calendar/", "/digests/", "/api/v1/")


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [1440, 390])
def test_pages_of_programs_keep_nobody_out(page_for, axe, language, width):
    _, organiser, _ = a_planned_event()
    page = page_for(organiser, language=language, width=width)

    faults = {}
    for path in PAGES:
        page.goto(path)
        faults[path] = axe(page)

    assert faults == {path: [] for path in PAGES}


def test_token_is_made_and_shown_once(page_for):
    _, organiser, _ = a_planned_event()
    page = page_for(organiser)

    page.goto("/e/summit/tokens/")
    page.get_by_label("Name").fill("bot")
    page.get_by_role("button", name="Make the token").click()
    shown = page.get_by_text("summitry_").inner_text()
    page.goto("/e/summit/tokens/")

    assert shown.startswith("summitry_")
    assert page.get_by_text(shown).count() == 0
