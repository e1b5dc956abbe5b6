"""The planners' table in a browser, against a server that speaks its contract from memory."""

import json
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.grid_stub import NAMES, Store, serve

TASK_MS_MAX = 100
QUARTER = 4
"""How much slower than the machine of `WORK_MS` a slow machine is."""
WORK_MS = 12.0
"""What `WORK` takes on the machine that is meant; a slower one is slowed down by so much less."""
WORK = """() => {
  let least = Infinity;
  for (let round = 0; round < 9; round++) {
    const began = performance.now();
    const rows = Array.from({length: 20000}, (_, n) => ({key: `P-${(n * 7919) % 20011}`}));
    rows.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    least = Math.min(least, performance.now() - began);
  }
  return least;
}"""
ROUNDS_MAX = 4
"""Others on the machine only ever add to a figure: the least of some rounds is the grid's own."""

READY = "#grid[data-ready=yes]"
WATCH = """
window.tasks = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.tasks.push(entry.duration);
}).observe({type: "longtask", buffered: true});
"""


@pytest.fixture
def stub(request: pytest.FixtureRequest) -> Iterator[tuple[Store, str]]:
    store, address, stop = serve(getattr(request, "param", 20))
    yield store, address
    stop()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    yield page
    context.close()


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    page.wait_for_selector(READY)
    return page


def cell(page: Page, row: int, column: str) -> Any:
    at = NAMES.index(column) + 2
    return page.locator(f'[role=row][aria-rowindex="{row + 2}"] > [aria-colindex="{at}"]')


def stand(page: Page, row: int, column: str) -> None:
    cell(page, row, column).click()


def pasted(page: Page, text: str) -> None:
    page.evaluate(
        """(text) => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          document.activeElement.dispatchEvent(
            new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        text,
    )


def active(page: Page) -> str:
    script = (
        "document.getElementById(document.querySelector('[role=grid]')"
        ".getAttribute('aria-activedescendant')).textContent"
    )
    page.evaluate("() => new Promise((go) => requestAnimationFrame(() => setTimeout(go)))")
    return str(page.evaluate(script))


def saves(store: Store) -> list[dict[str, Any]]:
    return [post for post in store.posts if post["path"] == "save/"]


def test_typing_and_leaving_the_row_saves_it_once(page, stub):
    store, address = stub
    opened(page, address)
    stand(page, 1, "headcount_min")

    page.keyboard.type("12")
    page.keyboard.press("Enter")

    expect(page.get_by_text("All changes are saved.")).to_be_visible()
    assert [post["rows"][0]["cells"] for post in saves(store)] == [{"headcount_min": "12"}]
    assert saves(store)[0]["token"] == "token"  # noqa: S105  # the stub's own


def test_arrows_and_tab_move_as_in_a_spreadsheet(page, stub):
    opened(page, stub[1])
    stand(page, 1, "post_id")

    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    first = active(page)
    page.keyboard.press("Shift+Tab")
    second = active(page)
    page.keyboard.press("Control+End")

    assert (first, second, active(page)) == ("Gate 2 north", "P-0002", "note 280 of 11")


def test_right_to_left_arrows_follow_the_eye(page, stub):
    store, address = stub
    store.lang, store.direction = "ar", "rtl"
    opened(page, address)
    stand(page, 1, "name")

    page.keyboard.press("ArrowLeft")
    left = active(page)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")

    assert (left, active(page)) == ("2", "P-0001")


def test_paste_from_excel_grows_new_rows_and_undo_takes_them_back(page, stub):
    store, address = stub
    opened(page, address)
    stand(page, 20, "post_id")

    pasted(page, 'P-0020\t"two\r\nlines"\t4\r\nP-9001\tNew one\t5\r\nP-9002\tNew two\t6\r\n')
    expect(page.get_by_text("Rows: 22", exact=True).last).to_be_visible()
    page.keyboard.press("Control+s")
    expect(page.get_by_text("All changes are saved.")).to_be_visible()
    kept = (store.rows["P-0020"][1], store.rows["P-9002"][:3])
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+s")
    expect(page.get_by_text("All changes are saved.")).to_be_visible()

    assert kept == ("two\nlines", ["P-9002", "New two", "6"])
    assert len(store.rows) == 20
    assert store.rows["P-0020"][1] == "Gate 20 north"


def test_an_error_is_marked_listed_and_described(page, stub):
    opened(page, stub[1])
    stand(page, 2, "headcount_min")

    page.keyboard.type("two")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Errors: 1").click()
    page.locator(".grid-errors li button").click()

    expect(page.get_by_role("tooltip")).to_have_text("“two” is not a whole number.")
    expect(cell(page, 2, "headcount_min")).to_have_attribute("aria-describedby", "grid-error")
    expect(cell(page, 2, "headcount_min")).to_have_attribute("aria-invalid", "true")


def test_a_clash_is_shown_side_by_side_and_sent_again(page, stub):
    store, address = stub
    opened(page, address)
    stand(page, 4, "headcount_min")

    page.keyboard.type("3")
    store.edit("P-0004", {"headcount_min": "8"})
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Headcount, at least")
    dialog.get_by_role("button", name="Send what I chose").click()
    expect(page.get_by_text("All changes are saved.")).to_be_visible()

    assert store.rows["P-0004"][2] == "3"


def test_a_lost_connection_keeps_edits_and_a_reload_sends_them(page, stub):
    store, address = stub
    opened(page, address)
    store.trouble = "down"
    stand(page, 1, "name")

    page.keyboard.type("Kept")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Rows kept here until it does: 1")
    store.trouble = ""
    page.reload()
    page.wait_for_selector(READY)
    expect(page.get_by_text("All changes are saved.")).to_be_visible()

    assert store.rows["P-0001"][1] == "Kept"


def test_an_answer_that_was_lost_is_asked_for_with_the_same_id(page, stub):
    store, address = stub
    opened(page, address)
    store.trouble = "lost-answer"
    stand(page, 21, "post_id")

    page.keyboard.type("P-9100")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+s")
    expect(page.get_by_text("All changes are saved.")).to_be_visible(timeout=10_000)

    assert len({post["id"] for post in saves(store)}) == 1 < len(saves(store))
    assert [key for key in store.rows if key > "P-9"] == ["P-9100"]
    expect(page.get_by_text("Rows: 21", exact=True).last).to_be_visible()


def test_an_ended_session_keeps_and_says_so(page, stub):
    store, address = stub
    opened(page, address)
    store.trouble = "ended"
    stand(page, 1, "name")

    page.keyboard.type("Kept")
    page.keyboard.press("Enter")

    expect(page.get_by_role("alert")).to_contain_text("Your session has ended.")


def test_proof_is_asked_for_in_the_same_tab(page, stub):
    store, address = stub
    opened(page, address)
    store.trouble = "prove"
    stand(page, 1, "name")

    page.keyboard.type("Kept")
    page.keyboard.press("Enter")
    page.wait_for_url("**/prove/")
    store.trouble = ""

    expect(page.get_by_text("All changes are saved.")).to_be_visible()
    expect(cell(page, 1, "name")).to_have_text("Kept")


def test_filters_stand_in_the_address_and_back_takes_them_away(page, stub):
    opened(page, stub[1])

    page.keyboard.press("Tab")
    page.get_by_role("searchbox").fill("P-0007")
    expect(page.locator(".grid-counts").get_by_text("Rows shown: 1 of 20")).to_be_visible()
    address = page.url
    page.go_back()

    expect(page.get_by_text("Rows: 20", exact=True).last).to_be_visible()
    assert address.endswith("#q=P-0007")


def test_choices_are_picked_by_label_and_kept_by_value(page, stub):
    store, address = stub
    opened(page, address)
    stand(page, 1, "field")

    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.type("Traf")
    page.keyboard.press("Enter")

    expect(cell(page, 1, "field")).to_have_text("Traffic")
    expect(page.get_by_text("All changes are saved.")).to_be_visible()
    assert store.rows["P-0001"][3] == "traffic"


def test_ids_are_completed_and_join_as_a_set(page, stub):
    store, address = stub
    opened(page, address)
    stand(page, 1, "zones")

    page.keyboard.press("Enter")
    page.keyboard.type("Z-21")
    expect(page.get_by_role("option", name="Z-21")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+s")
    expect(page.get_by_text("All changes are saved.")).to_be_visible()

    assert store.rows["P-0001"][5] == "Z-1;Z-8;Z-21"


def test_what_another_person_saves_arrives_without_a_reload(page, stub):
    store, address = stub
    opened(page, address)

    store.edit("P-0002", {"name": "Theirs"})
    page.evaluate("window.dispatchEvent(new Event('focus'))")

    expect(cell(page, 2, "name")).to_have_text("Theirs")


def test_the_handle_draws_a_series(page, stub):
    store, address = stub
    opened(page, address)
    stand(page, 21, "post_id")
    page.keyboard.type("Q-001")
    page.keyboard.press("Enter")
    stand(page, 21, "post_id")
    box = cell(page, 21, "post_id").bounding_box()

    page.mouse.move(box["x"] + box["width"] - 3, box["y"] + box["height"] - 4)
    page.mouse.down()
    page.mouse.move(box["x"] + 20, box["y"] + box["height"] + 10, steps=4)
    page.mouse.up()
    page.keyboard.press("Control+s")
    expect(page.get_by_text("All changes are saved.")).to_be_visible()

    assert [key for key in store.rows if key.startswith("Q")] == ["Q-001", "Q-002"]


def test_rows_of_others_are_sent_as_proposals(page, stub):
    opened(page, stub[1])
    stand(page, 5, "name")

    page.keyboard.type("Better")
    page.keyboard.press("Enter")

    expect(page.locator(".row-head.proposed")).to_have_attribute("aria-label", "Row 5. Proposed")


def measured(page: Page, name: str, figures: dict[str, float]) -> None:
    page.wait_for_timeout(700)
    figures[name] = max(page.evaluate("window.tasks.splice(0)"), default=0)


@pytest.mark.parametrize("stub", [6000], indirect=True)
def test_no_task_is_longer_than_100_ms_on_a_slow_machine(page, stub):
    _, address = stub
    least: dict[str, float] = {}
    session = page.context.new_cdp_session(page)
    rate = max(1.0, QUARTER * WORK_MS / page.evaluate(WORK))
    page.add_init_script(WATCH)
    session.send("Emulation.setCPUThrottlingRate", {"rate": rate})

    for _round in range(ROUNDS_MAX):
        for name, ms in a_round(page, address).items():
            least[name] = min(ms, least.get(name, ms))
        if max(least.values()) <= TASK_MS_MAX:
            break

    sys.stdout.write(f"longest task in ms, slowed down by {rate:.1f}: {json.dumps(least)}\n")
    assert {name: ms for name, ms in least.items() if ms > TASK_MS_MAX} == {}


def a_round(page: Page, address: str) -> dict[str, float]:
    """Return the longest task of each thing that a planner does, on a fresh page."""
    figures: dict[str, float] = {}
    page.goto(address)
    page.wait_for_selector(READY, timeout=60_000)
    measured(page, "load", figures)
    page.evaluate("document.querySelector('[role=grid]').scrollTop = 1e9")
    measured(page, "scroll to the end", figures)
    page.locator(".head-name").nth(1).click()
    measured(page, "sort", figures)
    page.get_by_role("searchbox").fill("Gate 7")
    measured(page, "filter", figures)
    page.get_by_role("searchbox").fill("")
    measured(page, "filter off", figures)
    page.locator("[role=gridcell].key").nth(5).click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Control+ArrowLeft")
    page.keyboard.press("ArrowDown")
    pasted(page, "\n".join("\t".join([f"X-{n:04}", *"abcdefg"]) for n in range(500)))
    measured(page, "paste 500 rows", figures)
    page.keyboard.press("Control+s")
    page.wait_for_timeout(3000)
    measured(page, "save 500 rows", figures)
    page.keyboard.press("ArrowUp")
    page.keyboard.type("abc")
    page.keyboard.press("Enter")
    measured(page, "edit", figures)
    return figures
