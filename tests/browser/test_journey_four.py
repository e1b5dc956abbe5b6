"""From an empty workbook to an approved and published plan: four people, each in a language."""

import re
from io import BytesIO

import openpyxl
import pytest
from playwright.sync_api import expect

from summitry.plan.organisation import Person, Unit
from summitry.plan.posts import Post
from summitry.report.language import language
from summitry_web.accounts.actions.invitations import invite_first
from summitry_web.accounts.pages import CLOCK
from summitry_web.baselines.access.standing import standing_of
from summitry_web.events.models import Event
from summitry_web.plans.access import snapshot_of
from tests.browser.test_journeys import XLSX
from tests.browser.test_real_grid import READY, cell
from tests.browser.ways import follow

PHONE = 390
LINES = {
    "event": [
        {"event_id": "E-1", "name": "Four tongues", "level": "head-of-state",
         "opens": "2030-05-10T08:00Z", "closes": "2030-05-12T18:00Z", "timezone": "Asia/Bangkok"},
    ],
    "units": [{"unit_id": "U-1", "name": "City"}, {"unit_id": "U-2", "name": "Ambulance"}],
    "persons": [
        {"person_id": "S-vi", "unit_id": "U-1", "powers": "accept-high-risk;accept-risk"},
        {"person_id": "S-zh", "unit_id": "U-2", "powers": "accept-high-risk;accept-risk"},
    ],
    "sites": [{"site_id": "hall", "name": "Hall", "kind": "venue"}],
    "zones": [{"site_id": "hall", "name": "Main hall", "owner_unit_ids": "U-1"}],
    "posts": [
        {"name": "Gate", "site_id": "hall", "start": "2030-05-10T06:00Z",
         "end": "2030-05-10T20:00Z", "headcount_min": "many", "owner_unit_id": "U-1"},
        {"name": "First aid", "site_id": "hall", "start": "2030-05-10T06:00Z",
         "end": "2030-05-10T20:00Z", "headcount_min": 2, "owner_unit_id": "U-2"},
    ],
}  # fmt: skip
"""What a planner types into the empty sheets: a key only where another sheet names the row."""


class Colleague:
    """Somebody at their own device, who reads the site in their own language."""

    def __init__(self, page, code) -> None:
        self.page, self.reader = page, language(code)
        self.main = page.get_by_role("main")

    def say(self, text, **facts):
        told = self.reader.gettext(text)
        return told.format(**facts) if facts else told

    def press(self, text, role="button", **facts):
        self.main.get_by_role(role, name=self.say(text, **facts), exact=True).first.click()

    def confirm(self, text):
        """Press the button and answer its question with yes."""
        self.press(text)
        self.page.locator("#confirm").get_by_role("button", name=self.say("Yes, do it")).click()

    def way(self, text):
        """Go by the list of pages, which the phone folds into a menu."""
        menu = self.page.locator(".nav-narrow > summary")
        narrow = menu.is_visible()
        if narrow:
            menu.click()
        nav = self.page.locator(".nav-narrow" if narrow else ".nav-wide")
        follow(self.page, nav, self.say(text))
        self.sees_page_in_own_language()

    def sees(self, text, role="heading", **facts):
        expect(
            self.main.get_by_role(role, name=self.say(text, **facts), exact=True).first
        ).to_be_visible()

    def reads(self, text, **facts):
        expect(self.main.get_by_text(self.say(text, **facts)).first).to_be_visible()

    def sees_page_in_own_language(self):
        html = self.page.locator("html")
        expect(html).to_have_attribute("lang", self.reader.code)
        expect(html).to_have_attribute("dir", self.reader.direction)

    def come_in(self, link):
        self.page.goto(link)
        self.sees("You are invited")
        self.sees_page_in_own_language()
        name = self.page.get_by_label(self.say("Your name, as colleagues know you")).first
        name.fill(f"Synthetic {self.reader.code}")
        self.press("Make a passkey and go on")
        self.page.wait_for_url("**/accounts/own/**")

    def open_event(self):
        self.page.locator(".brand").click()
        self.main.get_by_role("link", name="Four tongues").first.click()
        self.sees("Readiness")
        self.sees_page_in_own_language()


@pytest.fixture
def colleague(page_for, virtual_authenticator):
    def made(code, **more):
        page = page_for(None, language=code, **more)
        virtual_authenticator(page)
        return Colleague(page, code)

    return made


def filled(path):
    """Return the workbook with the lines that a planner types under the headings that are there."""
    book = openpyxl.load_workbook(BytesIO(path.read_bytes()))
    for name, lines in LINES.items():
        sheet = book[name]
        columns = {cell.value: cell.column for cell in sheet[1]}
        for number, line in enumerate(lines, start=2):
            for column, text in line.items():
                sheet.cell(row=number, column=columns[column]).value = text
    return book


def as_file(book):
    stream = BytesIO()
    book.save(stream)
    return {"name": "plan.xlsx", "mimeType": XLSX, "buffer": stream.getvalue()}


def bring(who, book):
    who.way("Workbooks")
    who.page.get_by_label(who.say("Workbook (.xlsx)")).set_input_files(as_file(book))
    who.press("Show what it brings")


def begin(organiser):
    """Make the event, take its empty workbook along, fill it, and mend what is refused."""
    page = organiser.page
    code = invite_first("en@example.org", "Synthetic Organiser", at=CLOCK.now())
    organiser.come_in(f"/accounts/invited/{code}/")
    page.locator(".brand").click()
    organiser.press("New event", "link")
    page.get_by_label("Name of the event").fill("Four tongues")
    page.get_by_label("Short name in addresses").fill("four")
    organiser.press("Make the event")
    organiser.way("Workbooks")
    with page.expect_download() as coming:
        organiser.press("An empty workbook to fill", "link")
    book = filled(coming.value.path())

    bring(organiser, book)
    organiser.sees("The workbook cannot be read yet")
    expect(page.get_by_role("alert")).to_contain_text(re.compile("many.*posts.*2.*headcount_min"))
    heads = {cell.value: cell.column for cell in book["posts"][1]}
    book["posts"].cell(row=2, column=heads["headcount_min"]).value = 4
    bring(organiser, book)
    organiser.sees("What the workbook brings")
    expect(organiser.main.get_by_role("row", name="First aid")).to_be_visible()
    organiser.press("Take it in")
    organiser.sees("Taken in")

    plan = snapshot_of(Event.objects.get(slug="four"))
    assert {each.name for each in plan.rows(Unit).values()} == {"City", "Ambulance"}
    assert set(plan.rows(Person)) == {"S-vi", "S-zh"}
    return {post.name: key for key, post in plan.rows(Post).items()}


def invite(organiser):
    """Invite the three others, two of them twice; return the links by address."""
    organiser.way("Invitations")
    lines = [
        "vi@example.org;unit-lead;U-1;S-vi", "vi@example.org;approver;;S-vi",
        "zh@example.org;unit-lead;U-2;S-zh", "zh@example.org;approver;;S-zh",
        "ar@example.org;reader;;S-ar",
    ]  # fmt: skip
    organiser.page.get_by_label("One person a line").fill("\n".join(lines))
    organiser.press("Invite all")
    organiser.sees("Links to hand over")
    handed = organiser.main.locator(".notice-ok dl > div")
    links: dict[str, list[str]] = {}
    for each in handed.all():
        address = each.locator("dt").inner_text()
        links.setdefault(address, []).append(each.locator("code").inner_text())
    return links


def arrive(who, links):
    first, *others = links
    who.come_in(first)
    for link in others:
        who.page.goto(link)
        who.press("Take up the invitation")
    who.open_event()


def correct_own_row(who, key):
    """Correct a cell of the unit's own row in the grid."""
    page = who.page
    who.way("Tables of the plan")
    who.press("Posts", "link")
    page.wait_for_selector(READY)
    cell(page, key, who.say("People at least")).click()
    page.keyboard.type("6")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+s")
    who.reads("All changes are saved.")


def propose(who, own, others):
    """Add a row and correct another by the form, and propose a change of another unit's row."""
    page = who.page
    who.way("Tables of the plan")
    who.press("Posts", "link")
    page.wait_for_selector(READY)
    page.goto(f"/e/four/rows/posts/row/{own}/")
    page.locator("[name=cell-headcount_min]").fill("3")
    who.press("Save")
    who.reads("3")
    page.goto(f"/e/four/rows/posts/row/{others}/")
    who.reads("This row is another unit's. What you change here is sent to them as a proposal.")
    page.locator("[name=cell-name]").fill("Gate, east")
    who.press("Propose")
    who.sees("Proposals")
    who.reads("Gate, east")


def decide(who, key):
    """Find on the desk what another unit proposes for the unit's own row, and accept it."""
    who.way("My desk")
    told = {"key": key, "table": who.say("Posts"), "person": "S-zh"}
    who.press("Decide on the change of {key} ({table}) that {person} proposes.", "link", **told)
    who.reads("Gate, east")
    who.press("Accept")
    who.reads("Nothing waits here.")


def accept_a_risk(first, second, key):
    """Accept the risk of a critical finding, which takes two persons."""
    first.way("Findings")
    first.main.get_by_role("link", name=re.compile(f"^C-52 .*{key}")).click()
    first.main.get_by_label(first.say("Reason")).fill("Hai người từ đơn vị khác trực thay.")
    first.main.locator("[name=expires]").fill("2030-05-13")
    first.confirm("Accept the risk")
    first.reads("It waits for a second person with an account of their own.")

    second.way("My desk")
    second.press("Agree that the risk of finding {code} is accepted, or not.", "link", code="C-52")
    second.reads("Hai người từ đơn vị khác trực thay.")
    second.confirm("Agree as the second person")
    second.reads("risk accepted")


def freeze(who):
    who.way("Baselines")
    who.reads("Nothing is frozen yet. Freeze the plan when it is ready to be approved.")
    who.main.get_by_label(who.say("Name")).fill("For the ministers")
    who.main.get_by_label(who.say("Reason")).fill("Ready to be approved")
    who.main.locator("form button.primary").click()
    who.reads("Waits for approval")


def approve(who):
    """Go from the desk to the baseline, look at what differs, and approve by its hash."""
    who.way("My desk")
    who.press("Approve baseline {number}, “{name}”, or return it.", "link", number=1,
              name="For the ministers")  # fmt: skip
    who.reads("You have not seen the differences on this device yet.")
    who.press("See the differences to what is published", "link")
    who.sees("Row by row")
    who.press("Posts", "link")
    who.reads("Gate, east")
    who.press("Go to the baseline and decide", "link")
    digits = who.main.locator("code.hash").inner_text()[:8]
    who.main.locator("[name=digits]").first.fill(digits)
    who.press("Approve it")
    who.sees("Approval")


def publish(who):
    who.way("Baselines")
    who.press("For the ministers", "link")
    who.reads("Approved, not published")
    who.confirm("Publish it as the current plan")
    who.reads("Published, and current")


def acknowledge(who):
    who.page.reload()
    link = {"number": 1, "name": "For the ministers"}
    who.press("Read and acknowledge baseline {number}, “{name}”.", "link", **link)
    who.sees_page_in_own_language()
    who.reads("Published, and current")
    who.press("Acknowledge this baseline")
    expect(who.main.locator("#readings ~ .notice-ok")).to_be_visible()
    assert who.page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0


def test_four_people_bring_an_empty_workbook_to_a_published_plan(colleague, expected_faults):
    expected_faults.append("status of 400.*/workbooks/")
    organiser = colleague("en")
    keys = begin(organiser)
    links = invite(organiser)
    vi, zh, ar = colleague("vi"), colleague("zh"), colleague("ar", width=PHONE)
    arrive(vi, links["vi@example.org"])
    arrive(zh, links["zh@example.org"])

    correct_own_row(vi, keys["Gate"])
    propose(zh, keys["First aid"], keys["Gate"])
    decide(vi, keys["Gate"])
    accept_a_risk(vi, zh, keys["Gate"])
    freeze(organiser)
    approve(vi)
    approve(zh)
    publish(organiser)
    arrive(ar, links["ar@example.org"])
    acknowledge(ar)

    standing = standing_of(Event.objects.get(slug="four"), 1)
    approvals = [(each.person_id, each.device) for each in standing.approvals]
    assert standing.state == "current"
    assert [person for person, _ in approvals] == ["S-vi", "S-zh"]
    assert len({device for _, device in approvals}) == 2
    assert [each.person_id for each in standing.readings] == ["S-ar"]
