"""Every page of the register keeps nobody out, in English and in Arabic, wide and narrow."""

import pytest

from tests.web.register.staged import Staged

PAGES = (
    "mandates/",
    "mandates/one/MA-1/",
    "bodies/",
    "bodies/one/BO-2/",
    "bodies/decisions/DC-1/",
    "bodies/meetings/ME-1/",
    "register/",
    "register/matrix/",
    "register/mine/",
    "register/master/",
    "register/plan/PL-1/",
    "register/readers/PL-1/",
    "register/sheet/plans/PL-1/",
    "requirements/",
    "requirements/one/RE-1/",
    "trace/",
    "trace/plans/PL-1/",
)


@pytest.mark.parametrize(("language", "width"), [("en", 1440), ("ar", 390)])
def test_pages_keep_nobody_out(page_for, axe, language, width):
    stage = Staged()
    page = page_for(stage.account, language=language, width=width)

    found = {}
    for each in PAGES:
        page.goto(f"/e/summit/{each}")
        is_too_wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        found[each] = (axe(page), is_too_wide)

    assert found == dict.fromkeys(PAGES, ([], False))
