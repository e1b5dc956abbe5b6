"""Pages of the register as they are asked for: whole ways by forms, and nothing to strangers."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from summitry.plan.terms import Marking
from summitry_web.accounts.pages import CLOCK
from summitry_web.accounts.roles import Role
from summitry_web.register.access.plans import Asking
from summitry_web.register.paper import code_of
from summitry_web.register.terms import State
from tests.web.made import AT, a_grant, an_account, signed_in
from tests.web.register.staged import CANARY, Staged, canary_rows

pytestmark = pytest.mark.django_db

LISTS = ("mandates", "bodies", "plans", "matrix", "mine", "master", "requirements", "gaps")
PAGES = (
    ("mandate", {"key": "MA-1"}),
    ("body", {"key": "BO-1"}),
    ("body", {"key": "BO-2"}),
    ("decision", {"key": "DC-1"}),
    ("meeting", {"key": "ME-1"}),
    ("plan", {"key": "PL-1"}),
    ("readers", {"key": "PL-1"}),
    ("sheet", {"table": "plans", "key": "PL-1"}),
    ("requirement", {"key": "RE-1"}),
    ("trace", {"table": "plans", "key": "PL-1"}),
    ("trace", {"table": "objectives", "key": "O-1"}),
    ("trace", {"table": "mandates", "key": "MA-1"}),
)
EXPORTS = ("mandates", "bodies", "plans", "requirements", "gaps")


def to(name, **parts):
    return reverse(f"register:{name}", kwargs={"event": "summit", **parts})


def as_part(client, stage, role, person, **cells):
    account = an_account()
    a_grant(account, stage.event, role, person_id=person, **cells)
    return signed_in(client, account)


def seen(page):
    return re.search(r'name="seen" value="([0-9a-f]{32})"', page.content.decode())[1]


@pytest.mark.parametrize("name", LISTS)
def test_list_is_shown(client, name):
    stage = Staged()

    answer = signed_in(client, stage.account).get(to(name))

    assert answer.status_code == 200


@pytest.mark.parametrize(("name", "parts"), PAGES)
def test_page_is_shown(client, name, parts):
    stage = Staged()

    answer = signed_in(client, stage.account).get(to(name, **parts))

    assert answer.status_code == 200


def test_nothing_of_rows_above_the_clearance_stands_anywhere(client):
    stage = Staged(canary_rows())
    reader = as_part(client, stage, Role.PLANNER, "N-U-1", unit="U-1", clearance=Marking.AMBER)
    addresses = [to(name) for name in LISTS]
    addresses += [to(name) + f"?format={kind}" for name in EXPORTS for kind in ("csv", "xlsx")]
    addresses += [to(name, **parts) for name, parts in PAGES]
    secret = (("plan", "PL"), ("mandate", "MA"), ("body", "BO"), ("readers", "PL"))
    addresses += [to(name, key=f"{prefix}-{CANARY}") for name, prefix in secret]
    addresses += [to("trace", table="plans", key=f"PL-{CANARY}")]

    told = {each: reader.get(each).content for each in addresses}

    leaking = [each for each, content in told.items()
               if CANARY.encode() in content.replace(each.encode(), b"")]  # fmt: skip
    assert leaking == []


def test_canary_is_seen_by_who_may_read_it(client):
    stage = Staged(canary_rows())

    client = signed_in(client, stage.account)

    found = [CANARY.encode() in client.get(to(name)).content
             for name in ("plans", "mandates", "bodies", "master")]  # fmt: skip
    assert found == [True] * 4


def test_counts_leave_out_what_is_not_readable():
    stage = Staged(canary_rows())

    assert [line.key for line in Asking(stage.reader, stage.event, at=AT).lines()] == [
        "PL-1", "PL-2", "PL-3",
    ]  # fmt: skip


def test_plan_goes_through_all_its_states_by_forms(client):
    stage = Staged()

    page = as_part(client, stage, Role.ORGANISER, "N-U-1").get(to("plan", key="PL-1"))
    seen_hash = seen(page)
    answers = []
    for role, person, unit, name in (
        (Role.ORGANISER, "N-U-1", "", "submit"),
        (Role.UNIT_LEAD, "N-U-2", "U-1", "review"),
        (Role.APPROVER, "N-U-2", "", "approve"),
    ):
        by = as_part(client, stage, role, person, unit=unit)
        sent = by.post(to(name, table="plans", key="PL-1"), {"seen": seen_hash})
        answers.append(sent.status_code)
    issuer = as_part(client, stage, Role.APPROVER, "N-U-2")
    issued = issuer.post(to("issue", key="PL-1"), {"seen": seen_hash, "unit": ["U-3"]})
    reader = as_part(client, stage, Role.READER, "N-U-3")
    asked = reader.get(to("mine")).content.decode()
    answered = reader.post(to("acknowledge-all"), {"plan": [f"{seen_hash}\tPL-1"]})

    line = Asking(stage.planner, stage.event, at=CLOCK.now()).line("PL-1")
    assert answers == [302] * 3
    assert (issued.status_code, answered.status_code) == (302, 302)
    assert "Master plan" in asked
    assert line.state is State.ACKNOWLEDGED


def test_wrong_order_is_told_in_a_sentence(client):
    stage = Staged()
    client = as_part(client, stage, Role.APPROVER, "N-U-2")
    wanted = stage.subject("plans", "PL-1").hash

    answer = client.post(to("approve", table="plans", key="PL-1"), {"seen": wanted})

    assert answer.status_code == 400
    assert "has not been submitted" in answer.content.decode()


def test_paper_approval_is_shown_as_on_paper_with_its_scan(client):
    stage = Staged()
    planner = as_part(client, stage, Role.ORGANISER, "N-U-2")
    wanted = stage.subject("mandates", "MA-1").hash
    planner.post(to("submit", table="mandates", key="MA-1"), {"seen": wanted})
    authority = as_part(client, stage, Role.AUTHORITY, "N-U-1")

    sent = {
        "seen": wanted, "on_paper": "yes", "number": "12/A", "date": "2025-10-01",
        "seal": "round", "office": "Cabinet office", "printed": code_of(wanted),
        "scan": SimpleUploadedFile("scan.txt", b"Signed and sealed.\n"),
    }  # fmt: skip
    answer = authority.post(to("approve-mandate", key="MA-1"), sent)
    page = authority.get(to("mandate", key="MA-1")).content.decode()
    listed = authority.get(to("mandates")).content.decode()

    assert answer.status_code == 302
    assert all(each in page for each in ("approved on paper", "Cabinet office", "scan.txt"))
    assert "on paper" in listed


@pytest.mark.parametrize("fault", [{"printed": code_of("0" * 32)}, {"number": ""}])
def test_scan_of_a_paper_that_is_refused_is_not_kept(client, fault):
    stage = Staged()
    planner = as_part(client, stage, Role.ORGANISER, "N-U-2")
    wanted = stage.subject("mandates", "MA-1").hash
    planner.post(to("submit", table="mandates", key="MA-1"), {"seen": wanted})
    authority = as_part(client, stage, Role.AUTHORITY, "N-U-1")

    sent = {
        "seen": wanted, "on_paper": "yes", "number": "12/A", "date": "2025-10-01",
        "office": "Cabinet office", "printed": code_of(wanted),
        "scan": SimpleUploadedFile("scan.txt", b"Signed and sealed.\n"), **fault,
    }  # fmt: skip
    answer = authority.post(to("approve-mandate", key="MA-1"), sent)
    page = authority.get(to("mandate", key="MA-1")).content.decode()

    assert answer.status_code == 400
    assert "scan.txt" not in page


def test_reminder_says_the_code_and_the_link_alone(client):
    stage = Staged()

    page = signed_in(client, stage.account).get(to("readers", key="PL-1")).content.decode()
    told = re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", page, re.DOTALL)[1].strip()

    code = code_of(stage.subject("plans", "PL-1").hash)
    link = f"http://testserver{to('by-code', code=code)}"
    assert told == f"Please read and acknowledge {code}: {link}"
    assert client.get(link).headers["Location"] == to("plan", key="PL-1")


def test_paper_is_printed_for_who_reads_all_of_it_and_refused_to_others(client):
    stage = Staged()
    by_all = signed_in(client, stage.account).post(to("print"), {"kind": "contacts"})
    stage.change("units", "U-2", marking=Marking.RED)
    planner = as_part(client, stage, Role.PLANNER, "N-U-1", unit="U-1", clearance=Marking.AMBER)

    refused = planner.post(to("print"), {"kind": "contacts"})

    assert (by_all.status_code, by_all.content[:5]) == (200, b"%PDF-")
    assert refused.status_code == 400
    assert "TLP:RED" in refused.content.decode()


def test_evidence_is_verified_from_the_page_of_its_requirement(client):
    stage = Staged()
    lead = as_part(client, stage, Role.ORGANISER, "N-U-2")
    before = lead.get(to("requirements") + "?state=verified").content.decode()

    answer = lead.post(
        to("review", table="evidence", key="EV-1"),
        {"seen": stage.subject("evidence", "EV-1").hash, "back": "RE-1"},
    )
    after = lead.get(to("requirements") + "?state=verified").content.decode()

    assert answer.headers["Location"] == to("requirement", key="RE-1")
    assert ("RE-1" in before, "RE-1" in after) == (False, True)


def test_traces_lead_both_ways(client):
    stage = Staged()
    client = signed_in(client, stage.account)

    up = client.get(to("trace", table="task_parts", key="T-1|U-2")).content.decode()
    down = client.get(to("trace", table="mandates", key="MA-1") + "?format=csv").content.decode()

    assert all(f"<bdi>{key}</bdi>" in up for key in ("T-1", "O-1", "MA-1", "PL-1"))
    assert all(key in down for key in ("O-1", "T-1", "PL-1", "T-1|U-2"))


def test_any_row_says_why_it_exists(client):
    stage = Staged()
    client = signed_in(client, stage.account)

    asked = client.get(to("gaps"), {"table": "controls", "key": "C-screen"})
    page = client.get(asked.headers["Location"]).content.decode()
    unknown = client.get(to("gaps"), {"table": "controls", "key": "C-none"})

    assert asked.headers["Location"] == to("trace", table="controls", key="C-screen")
    assert "RK-view" in page
    assert unknown.status_code == 400
