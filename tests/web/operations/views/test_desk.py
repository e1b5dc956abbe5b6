"""The desk's page: a line comes in, is there, and is found; and says nothing of other lines."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from summitry.operations.bodies import (
    Delay,
    Incident,
    Note,
    Presence,
    Progress,
    Struck,
    Thing,
    Verification,
)
from summitry.operations.entry import Correction
from summitry.plan.access import Gate
from summitry.plan.change import Edit
from summitry.plan.terms import Marking
from summitry_web.accounts.roles import Role
from summitry_web.events.clock import look_at
from summitry_web.operations import listed, places
from summitry_web.operations.actions.enter import open_post
from summitry_web.plans.access import snapshot_of
from summitry_web.plans.actions.rows import save
from tests.web.baselines.people import published
from tests.web.made import AT, a_planned_event, signed_in
from tests.web.operations.made import a_command_post, all_entered, somebody
from tests.web.operations.made_day import said

pytestmark = pytest.mark.django_db

DESK = "/e/summit/desk-of-the-day/"
JSON = {"Accept": "application/json"}


@pytest.fixture
def post(client):
    """Return the event, with somebody at its desk."""
    event, _ = a_command_post()
    account, _ = somebody(event, Role.WATCH_OFFICER)
    signed_in(client, account)
    return event, account


def bodies(event):
    return [each.body for each in all_entered(event)]


def seen(client, **asked):
    """Return the words of the list, as the page shows them."""
    page = client.get(DESK, asked).content.decode()
    return re.findall(r'<(?:span|del) dir="auto">([^<]*)<', page)


@pytest.mark.usefixtures("post")
def test_a_line_is_entered_and_shown(client):
    answer = client.post(DESK, {"text": "Smoke <b>", "kind": "incident"}, follow=True)

    assert answer.status_code == 200
    assert "Smoke &lt;b&gt;" in answer.content.decode()


def test_while_the_list_is_made_nothing_tells_how_many_entries_wait(client, post, monkeypatch):
    event, account = post
    monkeypatch.setattr(listed, "TAKEN_IN_MAX", 0)
    pages = []
    for _ in range(2):
        said(event, account, Note(text="Tea"))
        page = client.get(DESK).content.decode()
        pages.append(page[page.index('id="desk-list"') :])

    assert "The list is being made" in pages[0]
    assert pages[0] == pages[1]


def test_a_line_that_another_account_left_in_the_browser_waits_for_it(client, post):
    own = re.search('data-who="([0-9a-f]+)"', client.get(DESK).content.decode())[1]
    line, kept = {"text": "Smoke", "kind": "incident"}, {**JSON, "X-Summitry-Who": own}
    # Whoever may not write here is told nothing else: a refused line would be set aside.
    answers = []
    for role in (Role.WATCH_OFFICER, Role.READER):
        signed_in(client, somebody(post[0], role)[0])
        answers.append(client.post(DESK, line, headers=kept).status_code)
    signed_in(client, post[1])
    answers.append(client.post(DESK, line, headers=kept).status_code)

    assert answers == [401, 401, 200]
    assert bodies(post[0]) == [Incident(title="Smoke")]


FIRST = "f" * 32


@pytest.mark.parametrize(
    ("kind", "place", "cells", "made"),
    [
        ("verification", "controls/C-screen", {"passed": "failed", "text": "Broken"},
         [Verification(thing=Thing("controls", "C-screen"), passed=False, text="Broken")]),
        ("verification", "seals/SL-1", {},
         [Verification(thing=Thing("seals", "SL-1"), passed=True)]),
        ("progress", "programme/I-open", {}, [Progress(item_id="I-open")]),
        ("progress", "programme/I-open", {"over": "over"}, [Progress(item_id="I-open", over=True)]),
        ("presence", "posts/P-aid", {"person_id": "N-019", "there": "left"},
         [Presence(post_id="P-aid", person_id="N-019", there=False)]),
        ("delay", "programme/I-open", {"minutes": "٢٠", "text": "Late"},
         [Delay(thing=Thing("programme", "I-open"), minutes=20), Note(text="Late", to=FIRST)]),
    ],
)  # fmt: skip
def test_each_kind_of_fact_is_entered_by_the_line(client, post, kind, place, cells, made):
    event, _ = post
    line = {"kind": kind, "place": place, "entry_id": FIRST, **cells}

    answer = client.post(DESK, line, headers=JSON)

    assert (answer.status_code, answer.json()) == (200, {"entry_id": FIRST})
    assert bodies(event) == made


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ({"kind": "progress", "place": "posts/P-aid"}, "operations.needs_place"),
        ({"kind": "progress", "place": "programme/I-none"}, "operations.unknown_row"),
        ({"kind": "verification"}, "operations.needs_place"),
        ({"kind": "absence"}, "operations.needs_person"),
        ({"kind": "order", "text": "Go"}, "operations.kind"),
    ],
)
def test_a_line_that_says_too_little_is_refused_and_kept(client, post, line, code):
    event, _ = post

    told = client.post(DESK, line, headers=JSON)
    page = client.post(DESK, {**line, "text": "Kept <words>"}).content.decode()

    assert (told.status_code, told.json()["code"]) == (400, code)
    assert bodies(event) == []
    assert "Kept &lt;words&gt;" in page


@pytest.mark.usefixtures("post")
def test_the_address_sets_cells_of_the_line_and_narrows_no_list(client):
    client.post(DESK, {"text": "Smoke"})

    page = client.get(DESK, {"kind": "presence", "place": "posts/P-aid", "there": "left"})

    text = page.content.decode()
    assert 'data-preset="kind place there"' in text
    assert re.search(r'<option value="presence"[^>]* selected>', text)
    assert re.search(r'name="place" value="posts/P-aid"', text)
    assert re.search(r'<option value="left" selected>', text)
    assert ">Smoke<" in text


def test_the_list_is_searched_and_narrowed(client, post):
    event, account = post
    said(event, account, Note(text="Khói ở cổng"))
    said(event, account, Incident(title="دخان عند البوابة"), place=Thing("gates", "G-1"))

    found = [
        seen(client, **asked)
        for asked in ({"words": "khoi"}, {"words": "دخان"}, {"only": "incident"},
                      {"where": "gates/G-1"}, {"words": "nothing"}, {})
    ]  # fmt: skip

    both = ["دخان عند البوابة", "Khói ở cổng"]
    assert found == [both[1:], both[:1], both[:1], both[:1], [], both]


def test_the_list_is_shown_as_at_a_time_of_the_last_day(client, post):
    event, account = post
    look_at(event, datetime(2025, 10, 25, 17, 10, tzinfo=UTC))
    event.save()
    for minutes in (30, 15):
        entered = event.looked_at - timedelta(minutes=minutes)
        said(event, account, Note(text=f"{minutes} minutes ago"), entered=entered)

    # By the venue's clock it is ten past midnight.
    lists = [seen(client, at="23:50"), seen(client, since="23:50")]
    answers = [client.get(DESK, {name: "noonish"}) for name in ("at", "since")]

    assert lists == [["30 minutes ago"], ["15 minutes ago"]]
    assert [each.status_code for each in answers] == [400, 400]
    assert "“noonish” is no date and time" in answers[0].content.decode()


@pytest.mark.usefixtures("post")
def test_the_list_alone_is_fetched_only_where_it_has_changed(client):
    client.post(DESK, {"text": "Smoke"})
    mark = re.search(r"mark=(\w+)", client.get(DESK).content.decode())[1]

    same = client.get(DESK, {"mark": mark})
    client.post(DESK, {"text": "Fire"})
    other = client.get(DESK, {"mark": mark}).content.decode()

    assert (same.status_code, same.content) == (204, b"")
    assert other.lstrip().startswith('<div class="stack" id="desk-list"')
    assert re.findall(r'<span dir="auto">(\w+)<', other) == ["Fire", "Smoke"]


def test_a_corrected_line_stands_with_what_was_written_over_it(client, post):
    event, account = post
    wrong = said(event, account, Note(text="Gate 1"))

    address = f"{DESK}entry/{wrong.entry_id}/"
    cells = {"reason": "mistake", "text": "Gate 2", "act": "correct"}
    page = client.post(address, cells, follow=True).content.decode()
    client.post(address, {"reason": "withdrawn", "act": "strike"})

    entered = all_entered(event)
    assert "Gate 2" in page
    assert [(each.body, each.reason) for each in entered[1:]] == [
        (Note(text="Gate 2"), Correction.MISTAKE), (Struck(), Correction.WITHDRAWN)
    ]  # fmt: skip


def test_neither_list_nor_count_nor_entry_tells_of_what_is_not_ones_to_read(client):
    event, _ = a_command_post()
    high, _ = somebody(event, Role.COMMANDER)
    low, _ = somebody(event, Role.WATCH_OFFICER, clearance=Marking.AMBER, unit="U-1")
    secret = said(event, high, Note(text="zebrafinch"), marking=Marking.RED)
    said(event, high, Note(text="zebrafinch"), marking=Marking.AMBER_STRICT, scope=("U-2",))
    said(event, high, Note(text="Tea"), marking=Marking.AMBER)
    signed_in(client, low)

    lists = [seen(client), seen(client, words="zebrafinch")]
    counts = [client.get(DESK, asked).content.decode() for asked in ({}, {"words": "zebrafinch"})]
    entry = client.get(f"{DESK}entry/{secret.entry_id}/")
    changed = client.post(f"{DESK}entry/{secret.entry_id}/", {"reason": "mistake", "text": "No"})

    assert lists == [["Tea"], []]
    assert ["1 entry" in counts[0], "0 entries" in counts[1]] == [True, True]
    assert (entry.status_code, changed.status_code) == (404, 404)


def test_a_guess_names_no_place_that_is_not_ones_to_see(client, post):
    line = {"text": "URGENT: smoke at P-aid"}
    low, _ = somebody(post[0], Role.WATCH_OFFICER, clearance=Marking.CLEAR)

    told = client.get(f"{DESK}guess/", line).json()
    signed_in(client, low)
    less = client.get(f"{DESK}guess/", line).json()

    assert told == {
        "kind": "incident", "priority": "urgent", "severity": "high", "place": "posts/P-aid",
        "person_id": "", "minutes": None, "because": "smoke",
    }  # fmt: skip
    assert less == {**told, "place": ""}


def test_the_desk_knows_the_rows_of_the_published_plan_and_of_no_draft(client):
    event, account, organiser = a_planned_event()
    signed_in(client, account)
    open_post(organiser, event, "CP-1", at=AT)
    published(event, organiser)
    event.refresh_from_db()
    gate = snapshot_of(event).rows(Gate)["G-1"]
    edits = [Edit("gates", "G-1", None), Edit("gates", "G-9", replace(gate, gate_id="G-9"))]
    save(organiser, event, edits, at=AT)

    page = client.get(DESK).content.decode()
    keys = ("G-1", "G-9")
    guesses = [client.get(f"{DESK}guess/", {"text": f"Smoke at {k}"}).json() for k in keys]
    lines = [{"kind": "closure", "place": f"gates/{key}"} for key in keys]
    answers = [client.post(DESK, line, headers=JSON).status_code for line in lines]

    assert [f'<option value="gates/{key}">' in page for key in keys] == [True, False]
    assert [each["place"] for each in guesses] == ["gates/G-1", ""]
    assert answers == [200, 400]


@pytest.mark.usefixtures("post")
def test_a_choice_of_places_that_is_cut_says_so(client, monkeypatch):
    pages = []
    for most in (10_000, 3):
        monkeypatch.setattr(places, "OFFERED_MAX", most)
        pages.append(client.get(DESK).content.decode())

    assert ["Not every row is offered here." in each for each in pages] == [False, True]
    assert pages[1].count('<option value="posts/') == 3


def test_without_a_post_the_desk_leads_to_opening_one(client):
    _, account, _ = a_planned_event()
    signed_in(client, account)

    page = client.get(DESK, follow=True)
    sent = client.post(DESK, {"text": "Smoke"}, headers=JSON)
    opened = client.post("/e/summit/command-post/", {"post_id": "CP-1"}, follow=True)

    assert "Open the command post" in page.content.decode()
    assert (sent.status_code, sent.json()["code"]) == (400, "operations.no_post")
    assert opened.redirect_chain == [("/e/summit/command-post/", 302)]
    assert "keeps the journal of command post CP-1" in opened.content.decode()


def test_who_may_not_enter_finds_no_desk(client):
    event, _ = a_command_post()
    account, _ = somebody(event, Role.PLANNER, clearance=Marking.GREEN)
    signed_in(client, account)

    assert client.get(DESK).status_code == 404
