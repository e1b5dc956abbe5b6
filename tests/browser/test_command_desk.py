"""The desk by keyboard alone, and an officer's phone without a connection."""

import re

import pytest
from playwright.sync_api import expect

from summitry.operations.bodies import FieldReport, Incident, Note, Order, OrderMoved, OrderStep
from summitry.plan.terms import Marking
from summitry_web.accounts.roles import Role
from tests.browser.test_axe import wrongs
from tests.web.operations.made import all_entered, somebody
from tests.web.operations.made_day import a_day, said
from tests.web.vault.files import picture

DESK = "/e/summit/desk-of-the-day/"
FIELD = "/e/summit/field/"
OFFICER = "N-003"
PHONE = 390
MS_MAX = 3_000
OFFLINE = ["ERR_INTERNET_DISCONNECTED", "Failed to fetch", "Failed to load", "htmx:"]


@pytest.fixture
def day():
    return a_day()


@pytest.fixture
def desk(page_for, day):
    """Return the desk of the commander, its line ready for typing."""
    page = page_for(day[1])
    page.goto(DESK)
    expect(page.locator("#desk-text")).to_be_focused()
    return page


@pytest.fixture
def phone(page_for, day):
    """Return the phone of an officer whose post is the first gate, ready for no connection."""
    account = an_officer(day[0])
    page = page_for(account, width=PHONE)
    page.goto(FIELD)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    return page


def an_officer(event):
    cells = {"clearance": Marking.AMBER, "unit": "U-1", "person_id": OFFICER}
    return somebody(event, Role.REPORTER, **cells)[0]


def bodies(event):
    return [each.body for each in all_entered(event)]


@pytest.mark.parametrize(
    "text", ["Phát hiện khói ở cổng P-gate1", "دخان عند البوابة P-gate1"], ids=["vi", "ar"]
)
def test_a_line_in_any_language_is_on_the_disk_and_in_the_list_in_three_seconds(desk, day, text):
    desk.keyboard.type(text)
    expect(desk.locator("#desk-kind")).to_have_value("incident")
    expect(desk.locator("#field-place")).to_have_value("posts/P-gate1")

    desk.keyboard.press("Enter")
    expect(desk.locator("#desk-entries li").first).to_contain_text(text, timeout=MS_MAX)

    (entered,) = all_entered(day[0])
    assert (entered.body.kind, entered.body.title) == ("incident", text)
    assert (entered.place.table, entered.place.key) == ("posts", "P-gate1")
    expect(desk.locator("#desk-text")).to_be_focused()


def test_a_guess_is_shown_and_corrected_by_keyboard(desk, day):
    desk.keyboard.type("Smoke machine of the rehearsal")
    expect(desk.locator("#desk-because")).to_have_text("Incident, guessed from “smoke”")
    kinds = desk.locator("#desk-kind option").evaluate_all("all => all.map((one) => one.value)")

    desk.keyboard.press(f"Alt+{kinds.index('note') + 1}")
    expect(desk.locator("#desk-kind")).to_have_value("note")
    desk.keyboard.type(" is on")
    desk.wait_for_load_state("networkidle")
    desk.keyboard.press("Enter")

    expect(desk.locator("#desk-entries li").first).to_contain_text("Smoke machine")
    assert bodies(day[0]) == [Note(text="Smoke machine of the rehearsal is on")]


def test_lines_typed_one_after_the_other_without_a_connection_come_in_order(
    desk, day, expected_faults
):
    expected_faults += OFFLINE
    desk.context.set_offline(True)
    for number in range(3):
        desk.keyboard.type(f"Line {number}")
        desk.keyboard.press("Enter")
    expect(desk.locator("#desk-outbox-lines li")).to_have_count(3)

    desk.context.set_offline(False)
    expect(desk.locator("#desk-entries li")).to_have_count(3)

    assert bodies(day[0]) == [Note(text=f"Line {number}") for number in range(3)]
    expect(desk.locator("#desk-outbox-lines li")).to_have_count(0)


def test_a_refused_line_holds_up_nothing_and_is_mended(desk, day, expected_faults):
    expected_faults += ["status of 400"]
    desk.select_option("#desk-kind", "presence")
    desk.focus("#desk-text")
    desk.keyboard.type("On post")
    desk.keyboard.press("Enter")
    expect(desk.locator("#desk-outbox-lines li")).to_contain_text("Refused")
    desk.keyboard.type("All quiet")
    desk.keyboard.press("Enter")
    expect(desk.locator("#desk-entries li").first).to_contain_text("All quiet")

    desk.get_by_role("button", name="Write it again").press("Enter")
    expect(desk.locator("#desk-text")).to_have_value("On post")
    desk.select_option("#desk-kind", "note")
    desk.focus("#desk-text")
    desk.keyboard.press("Enter")
    expect(desk.locator("#desk-entries li").first).to_contain_text("On post")

    assert bodies(day[0]) == [Note(text="All quiet"), Note(text="On post")]
    expect(desk.locator("#desk-outbox-lines li")).to_have_count(0)


def report(page, text):
    page.fill("#field-report", text)
    page.get_by_role("button", name="Send the report").click()


def test_reports_wait_on_the_phone_and_come_once_in_their_order(
    phone, day, expected_faults, tmp_path
):
    expected_faults += OFFLINE
    phone.context.set_offline(True)
    phone.reload()
    expect(phone.get_by_text("There is no connection.")).to_be_visible()
    expect(phone.locator("#card-head")).to_have_text("P-gate1")
    photo = tmp_path / "gate.png"
    photo.write_bytes(picture())
    phone.set_input_files("#field-photo", photo)
    for text in ("Khói ở cổng", "دخان"):
        report(phone, text)
    expect(phone.locator("#queue-told")).to_contain_text("Messages that wait to be sent: 2.")
    phone.reload()
    expect(phone.locator("#queue-told")).to_contain_text("Messages that wait to be sent: 2.")
    before = bodies(day[0])

    phone.context.set_offline(False)
    expect(phone.locator("#queue-told")).to_have_text(
        "The command post has everything that you sent."
    )

    assert before == []
    entered = all_entered(day[0])
    assert [(each.body, len(each.attachments)) for each in entered] == [
        (FieldReport(text="Khói ở cổng", post_id="P-gate1"), 1),
        (FieldReport(text="دخان", post_id="P-gate1"), 0),
    ]


def test_an_order_withdrawn_meanwhile_holds_up_no_report(phone, day, expected_faults):
    expected_faults += [*OFFLINE, "status of 404"]
    event, commander = day
    order = said(event, commander, Order(text="Hold the gate", person_ids=(OFFICER,)))
    phone.reload()
    phone.context.set_offline(True)
    phone.locator(f"#words-{order.entry_id}").fill("I hold the gate")
    phone.get_by_role("button", name="Read it back").click()
    report(phone, "All quiet")
    expect(phone.locator("#queue-told")).to_contain_text("Messages that wait to be sent: 2.")
    said(event, commander, OrderMoved(to=order.entry_id, step=OrderStep.WITHDRAWN))

    phone.context.set_offline(False)
    aside = phone.locator("#queue-refused li")
    expect(aside).to_contain_text("I hold the gate")

    assert bodies(event)[2:] == [FieldReport(text="All quiet", post_id="P-gate1")]
    phone.once("dialog", lambda asked: asked.accept())
    aside.get_by_role("button", name="Throw it away").click()
    expect(aside).to_have_count(0)


def test_what_waits_outlives_a_sign_out_and_the_card_does_not(phone, day, expected_faults):
    expected_faults += [*OFFLINE, "status of 40", "ERR_FAILED", "ERR_"]
    cookies = phone.context.cookies()
    phone.context.clear_cookies()
    report(phone, "All quiet")
    expect(phone.locator("#queue-told")).to_contain_text("You are signed out.")
    phone.goto(FIELD)
    kept = phone.evaluate("caches.keys()")
    before = bodies(day[0])

    phone.context.add_cookies(cookies)
    phone.goto(FIELD)
    expect(phone.locator("#queue-told")).to_have_text(
        "The command post has everything that you sent."
    )

    assert (before, kept) == ([], [])
    assert bodies(day[0]) == [FieldReport(text="All quiet", post_id="P-gate1")]


def test_another_account_on_the_phone_reads_nothing_that_waits(
    phone, day, page_for, expected_faults
):
    expected_faults += OFFLINE
    phone.context.set_offline(True)
    report(phone, "zebrafinch")
    expect(phone.locator("#queue-told")).to_contain_text("1 message waits to be sent.")
    other = page_for(somebody(day[0], Role.REPORTER, clearance=Marking.AMBER)[0])
    theirs = other.context.cookies()

    phone.context.clear_cookies()
    phone.context.add_cookies(theirs)
    phone.context.set_offline(False)
    phone.goto(FIELD)
    expect(phone.locator("#queue-told")).to_contain_text("Messages of another account")

    assert "zebrafinch" not in phone.content()
    assert bodies(day[0]) == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_page_of_the_desk_or_the_phone_keeps_anybody_out(page_for, day, axe, language):
    event, commander = day
    said(event, commander, FieldReport(text="Smoke"))
    said(event, commander, Incident(title="Fire"))
    said(event, commander, Order(text="Hold the gate", person_ids=(OFFICER,)))
    desk, phone = (
        page_for(commander, language=language),
        page_for(an_officer(event), language=language),
    )
    pages = [(desk, f"{DESK}{each}") for each in ("", "?only=note", "inbox/", "owed/")]

    found = {}
    for page, address in [*pages, (phone, FIELD)]:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        wrong = wrongs(page, axe, language)
        if wrong:
            found[re.sub(r"\W", "", address)] = wrong

    assert found == {}
