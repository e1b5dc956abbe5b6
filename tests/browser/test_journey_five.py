"""The first hour of command: what an officer reports, until another post and a stranger agree."""

import io
import json
import os
import signal
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from playwright.sync_api import expect

from summitry.cli.main import main
from summitry.operations import situation
from summitry.operations.bodies import (
    Absence,
    Confirmed,
    Decision,
    FieldReport,
    Incident,
    Note,
    ReadBack,
    bytes_of,
)
from summitry.operations.verify import verify_pack
from summitry_web.accounts.roles import Role
from summitry_web.frame.sealing import Opener, Sealer
from summitry_web.journal.keys import node_key
from summitry_web.operations.store.cards import card_of
from summitry_web.operations.store.evidence import pack_lines
from summitry_web.operations.store.exchange import bundled, taken_in, unbundled
from summitry_web.operations.store.file import PostFile
from summitry_web.operations.store.service import folder_of
from tests.browser.conftest import ARGUMENTS
from tests.browser.test_command_desk import FIELD, OFFICER, OFFLINE, PHONE, an_officer, report
from tests.browser.test_journey_four import Colleague
from tests.web.made import AT
from tests.web.operations.made import somebody
from tests.web.operations.made_day import (
    GONE,
    OPENING,
    SWAPPED,
    a_day,
    placed,
    record_of,
    swappable,
)
from tests.web.operations.store.test_exchange import Post
from tools.servers import browser as browser_program

ROUNDS = 12 if "SUMMITRY_FULL" in os.environ else 3
HOME = "/e/summit"
SMOKE = "Khói ở cổng P-gate1"
PASSPHRASE = "correct horse battery"  # noqa: S105  # of a stick that exists in this test alone
EAST = Ed25519PrivateKey.from_private_bytes(b"e" * 32)
KINDS = (FieldReport, Incident, Decision, ReadBack, Absence, Confirmed)
UNCOVERED = "P-gate1 has 1 of the 2 people"
KEPT = "It is kept on this phone and is sent when there is a connection."
ALL_SENT = "The command post has everything that you sent."


@pytest.fixture
def day():
    return a_day((*placed(), *swappable()))


@pytest.fixture
def colleague(page_for):
    def made(account, code="en", **more):
        return Colleague(page_for(account, language=code, **more), code)

    return made


def goes(who, address):
    who.page.goto(f"{HOME}/{address}/")
    who.sees_page_in_own_language()


def fills(who, label, text):
    who.main.get_by_label(who.say(label)).first.fill(text)


def told_of(event, kind):
    """Return the one entry of the kind."""
    (found,) = record_of(event).said(kind)
    return found


def goes_to_the_card(page):
    """Open the officer's card, and wait until the browser keeps it."""
    page.goto(FIELD)
    page.wait_for_function("navigator.serviceWorker.ready.then((it) => it.active !== null)")


def reports_off_line(officer, event):
    """Write a report without a connection; it comes when there is one."""
    page = officer.page
    goes_to_the_card(page)
    page.context.set_offline(True)
    page.reload()
    report_in_own_language(officer, SMOKE)
    expect(page.locator("#queue-told")).to_contain_text(officer.say(KEPT))
    assert [*record_of(event)] == []

    page.context.set_offline(False)
    expect(page.locator("#queue-told")).to_have_text(officer.say(ALL_SENT))


def report_in_own_language(officer, text):
    officer.page.fill("#field-report", text)
    officer.press("Send the report")


def makes_an_incident(watch):
    goes(watch, "desk-of-the-day/inbox")
    watch.sees(SMOKE)
    watch.press("Make an incident of it")
    watch.reads("No report waits. Reports from the field come here until somebody has looked "
                "at them.")  # fmt: skip


def decides(commander):
    goes(commander, "decisions")
    fills(commander, "Question", "Hold the arrival?")
    fills(commander, "Options", "No\nFor ten minutes")
    fills(commander, "Chosen option", "2")
    fills(commander, "What was known", "Smoke at the gate, no fire seen")
    fills(commander, "Reasons", "There is time")
    commander.press("Write it down")
    commander.reads("Hold the arrival?")


def orders(commander):
    """Give the officer an order on the incident."""
    goes(commander, "incidents")
    commander.press(SMOKE, "link")
    commander.press("Give an order on this incident", "link")
    fills(commander, "What is to be done", "Keep everybody off the gate")
    fills(commander, "Persons", OFFICER)
    commander.press("Give the order")
    commander.sees("Order")


def reads_back(officer):
    officer.page.goto(FIELD)
    fills(officer, "Say the order again in your words", "Tôi không cho ai qua cổng")
    officer.press("Read it back")
    expect(officer.page.locator("#queue-told")).to_have_text(officer.say(ALL_SENT))


def judges(commander):
    commander.page.reload()
    commander.reads("Tôi không cho ai qua cổng")
    commander.press("It is correct")
    commander.reads("read back correctly")


def enters_an_absence(watch):
    """Type at the desk who has not come, with the hours by the venue's clock."""
    goes(watch, "desk-of-the-day")
    page = watch.page
    page.select_option("#desk-kind", "absence")
    page.fill("#field-person_id", GONE)
    for name, moment in (("start", OPENING), ("end", OPENING + timedelta(hours=3))):
        page.fill(f"#field-{name}", f"{moment + timedelta(hours=7):%Y-%m-%dT%H:%M}")
    page.locator("#field-end").press("Enter")
    expect(page.locator("#desk-entries li").first).to_contain_text(GONE)


def swaps(commander):
    """Close the gap by the repair that moves somebody of a post of less weight."""
    goes(commander, "uncovered")
    commander.main.get_by_role("link", name="P-gate1").first.click()
    commander.reads(UNCOVERED)
    commander.press("Find repairs")
    swap = commander.main.locator("form.repair", has_text="Move somebody from another post")
    expect(swap).to_contain_text(SWAPPED)
    swap.get_by_role("button", name="Give this order").click()
    commander.sees("Order")
    expect(commander.main.get_by_role("button", name="I confirm the change")).to_have_count(0)
    return commander.page.url


def confirms(second, address):
    second.page.goto(address)
    second.press("I confirm the change")
    second.reads("Confirmed by {person}.", person="N-U-2")


def sees_it_closed(commander):
    goes(commander, "uncovered")
    commander.sees("What has lost its cover today")
    expect(commander.main).not_to_contain_text(UNCOVERED)


def issues(commander, cited):
    """Issue the draft with a sentence more on what it leaves out."""
    goes(commander, "papers/sitreps")
    commander.press("Draft it from the entries")
    page = commander.page
    page.fill("#own-heading-1", "Situation")
    page.fill("#own-text-1", "The gate saw smoke first; the swap has its second person.")
    page.fill("#own-cites-1", " ".join(cited))
    commander.press("Approve and issue it")
    commander.sees("Situation report")
    commander.reads("The gate saw smoke first; the swap has its second person.")


def adds_a_post(organiser):
    goes(organiser, "command-post")
    page = organiser.page
    page.select_option("#peer-post", "CP-2")
    page.fill("#peer-card", card_of(EAST).decode())
    organiser.press("Add")
    organiser.reads("Never yet")


def by_stick_to(other, commander):
    """Carry a parcel from the commander's page to the other post."""
    goes(commander, "command-post")
    commander.page.fill("#stick-words", PASSPHRASE)
    with commander.page.expect_download() as coming:
        commander.press("Download the parcel")
    with coming.value.path().open("rb") as file:
        parcels = unbundled(Opener(file, PASSPHRASE).readall())
    for each in parcels:
        taken_in(other.file, other.identity, each, own_key(), AT)


def own_key():
    return {"CP-1": node_key().public_key().public_bytes_raw()}


def by_stick_from(other, commander):
    """Carry a parcel from the other post to the commander's page."""
    content = io.BytesIO()
    sealer = Sealer(content, PASSPHRASE)
    has = {"CP-1": other.file.sizes()["CP-1"]}
    made = other.exchange.parcel_for(other.file, other.identity, has, receiver="CP-1")
    sealer.write(bundled(made))
    sealer.finish()
    file = {"name": "a.parcel", "mimeType": "application/octet-stream"}
    commander.page.set_input_files("#taken-file", {**file, "buffer": content.getvalue()})
    commander.page.fill("#taken-words", PASSPHRASE)
    commander.press("Take it in")
    commander.reads("1 entry came.")


def another_post(folder):
    post = Post(folder, "CP-2", key=EAST)
    post.identity = type(post.identity)(event="summit", post="CP-2", key=EAST)
    return post


def entries_of(file):
    return {entry.entry_id: entry for post in file.sizes() for entry in file.entries(post)}


def takes_along(commander, button, path):
    goes(commander, "papers/evidence")
    with commander.page.expect_download() as coming:
        commander.press(button)
    coming.value.save_as(path)
    return path


def verdict(path, capsys):
    """Return the exit status of the command line, and the posts whose journals it calls whole."""
    status = main(["verify", str(path), "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    bad = {each["post"] for each in found["faults"]}
    return status, [each["post"] for each in found["logs"] if each["post"] not in bad]


def all_cited(commander, event):
    """Issue the report; every entry of the journey stands in what it cites."""
    told = {kind.__name__: told_of(event, kind).event for kind in KINDS}
    given, swap = (each.event for each in situation.orders(record_of(event)))
    assert [told["ReadBack"].body.to, told["Confirmed"].body.to] == [given.entry_id, swap.entry_id]
    issues(commander, [told["FieldReport"].entry_id, told["Confirmed"].entry_id])
    (issued,) = situation.sitreps(record_of(event))
    cited = {each for sentence in issued.body.sentences for each in sentence.cites}
    about = {**told, "Order": given, "Swap": swap}
    assert issued.body.approved_by == "N-U-1"
    assert {name for name, each in about.items() if each.entry_id not in cited} == set()


def joins_by_stick(other, organiser, commander):
    """Exchange parcels both ways; each of the two then has what the other has, and it is whole."""
    adds_a_post(organiser)
    by_stick_to(other, commander)
    other.enter(1, bytes_of(Note(text="East has read it")))
    by_stick_from(other, commander)

    own = PostFile(folder_of("summit", "CP-1"), readonly=True)
    assert entries_of(own) == entries_of(other.file)
    lines = pack_lines(other.file, other.identity, own_key(), may_read=lambda _: True, at_ms=1)
    found = verify_pack(lines)
    assert {each.post: each.size for each in found.logs} == own.sizes()
    assert found.faults == ()
    own.close()


def test_from_a_report_off_line_to_evidence_that_strangers_judge(
    colleague, day, tmp_path, capsys, expected_faults
):
    expected_faults += OFFLINE
    event, account = day
    commander = colleague(account)
    officer = colleague(an_officer(event), "vi", width=PHONE)
    watch = colleague(somebody(event, Role.WATCH_OFFICER, person_id="N-104")[0], "zh")
    second = colleague(somebody(event, Role.COMMANDER, person_id="N-U-2")[0], "ar")
    organiser = colleague(somebody(event, Role.ORGANISER)[0])

    reports_off_line(officer, event)
    makes_an_incident(watch)
    decides(commander)
    orders(commander)
    reads_back(officer)
    judges(commander)
    enters_an_absence(watch)
    confirms(second, swaps(commander))
    sees_it_closed(commander)
    all_cited(commander, event)
    joins_by_stick(another_post(tmp_path), organiser, commander)
    page = takes_along(commander, "Take it along as one page", tmp_path / "pack.html")
    lines = takes_along(commander, "Take it along as JSON lines", tmp_path / "pack.jsonl")
    edited = tmp_path / "edited.jsonl"
    edited.write_bytes(lines.read_bytes().replace(b"N-104", b"N-103", 1))

    both = (0, ["CP-1", "CP-2"])
    assert [verdict(each, capsys) for each in (page, lines, edited)] == [both, both, (1, ["CP-2"])]


class Phone:
    """A browser with a profile of its own, all of whose processes end at once.

    That shows what the browser had handed to the system by then; that the system had it on the disk
    is what the outbox asks for by a strict transaction.
    """

    def __init__(self, browser, site, profile: Path) -> None:
        self.browser, self.site, self.profile = browser, site, profile
        self.context = None

    def start(self):
        """Return the browser's page."""
        self.context = self.browser.browser_type.launch_persistent_context(
            self.profile, executable_path=browser_program(), args=list(ARGUMENTS),
            base_url=self.site, locale="en",
        )  # fmt: skip
        return self.context.pages[0]

    def kill(self):
        """End the browser as a cut of its power does: it can finish nothing."""
        with self.context.expect_event("close"):
            leader = (self.profile / "SingletonLock").readlink().name.rpartition("-")[2]
            os.killpg(int(leader), signal.SIGKILL)


def test_a_report_that_the_phone_keeps_outlives_its_browser(browser, site, page_for, day, tmp_path):
    event, _ = day
    cookies = page_for(an_officer(event)).context.cookies()
    phone = Phone(browser, site, tmp_path / "profile")
    page = phone.start()
    phone.context.add_cookies(cookies)
    goes_to_the_card(page)
    texts = [f"Round {number}" for number in range(ROUNDS)]

    found = []
    for text in texts:
        phone.context.set_offline(True)
        report(page, text)
        expect(page.locator("#queue-told")).to_contain_text(KEPT)
        phone.kill()
        page = phone.start()
        phone.context.set_offline(True)
        page.goto(FIELD)
        expect(page.locator("#queue-told")).to_contain_text(KEPT)
        found.append(page.locator("#queue-told").inner_text().split(KEPT)[0].strip())
    before = [*record_of(event)]
    phone.context.add_cookies(cookies)
    phone.context.set_offline(False)
    page.goto(FIELD)
    expect(page.locator("#queue-told")).to_have_text(ALL_SENT)
    phone.context.close()

    more = [f"Messages that wait to be sent: {number}." for number in range(2, ROUNDS + 1)]
    assert found == ["1 message waits to be sent.", *more]
    assert before == []
    assert [each.body for each in record_of(event)] == [
        FieldReport(text=text, post_id="P-gate1") for text in texts
    ]
