"""Pages of tasks in a browser: nothing keeps people out, and the board is moved by keyboard."""

import pytest

from summitry_web.plans.access import attestations_of
from tests.web.tasks.planned import LATE, a_tasked_event, of_unit

PAGES = (
    "", "board/", "overdue/", "gantt/",
    "critical/", "matrix/", "promises/", f"task/{LATE}/", "contingencies/",
)  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_keep_nobody_out(page_for, axe, language):
    event = a_tasked_event()[0]
    page = page_for(of_unit(event, "U-1", "N-one"), language=language)

    found = {}
    for path in PAGES:
        page.goto(f"/e/summit/tasks/{path}")
        found[path] = axe(page)

    assert found == {path: [] for path in PAGES}


def test_pages_fit_a_phone(page_for):
    event = a_tasked_event()[0]
    page = page_for(of_unit(event, "U-1", "N-one"), width=390)

    wide = []
    for path in PAGES:
        page.goto(f"/e/summit/tasks/{path}")
        wide.append(page.evaluate("document.documentElement.scrollWidth"))

    assert wide == [390] * len(PAGES)


def test_a_task_is_moved_by_keyboard_alone(page_for):
    event = a_tasked_event()[0]
    page = page_for(of_unit(event, "U-1", "N-one"))
    page.goto("/e/summit/tasks/board/")

    page.get_by_role("button", name="Accept Synthetic T-next").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".board-accepted >> text=Synthetic T-next")

    said = [word.kind.value for word in attestations_of(event) if word.subject_key == "T-next"]
    assert said == ["accepted"]
