"""Situation reports: drafted from what the writer may read, issued by name, once."""

import json
import re
from html import unescape

import pytest

from summitry.operations import situation
from summitry.operations.bodies import Incident, Note, Sentence, Sitrep
from summitry.plan.terms import Marking
from summitry_web.accounts.roles import Role
from summitry_web.operations.owed import record_of
from summitry_web.operations.papers import FIRST_PERIOD
from tests.web.made import AT, an_actor, signed_in
from tests.web.operations.made import somebody
from tests.web.operations.made_day import OPENING, a_day, a_reader, said
from tests.web.operations.made_forms import text_at

pytestmark = pytest.mark.django_db

LIST = "/e/summit/papers/sitreps/"
DRAFT = f"{LIST}draft/"
KEPT = re.compile(r'name="keep" value="([^"]*)"')
HIDDEN = re.compile(r'<input type="hidden" name="(entry_id|start|end)" value="([^"]*)"')


def drafted(client, **cells):
    """Return the form of a draft as a browser would send it, nothing struck."""
    page = text_at(client, DRAFT, **cells)
    found = dict(HIDDEN.findall(page))
    return {
        **found, "keep": [unescape(each) for each in KEPT.findall(page)], "marking": "TLP:AMBER",
    }  # fmt: skip


def issued(event, account):
    record = record_of(an_actor(account, event), event, at=AT)
    return [(said.body, said.event) for said in situation.sitreps(record)]


def refusal(client, form):
    answer = client.post(DRAFT, form)
    assert answer.status_code == 400
    return answer.content.decode()


def test_before_the_first_report_the_list_is_empty(client):
    event, _ = a_day()
    signed_in(client, a_reader(event))

    assert "No situation report has been issued." in text_at(client, LIST)


def test_a_draft_cites_the_entries_of_each_sentence(client):
    event, account = a_day()
    smoke = said(event, account, Incident(title="Smoke <b>"))
    signed_in(client, account)

    page = text_at(client, DRAFT)

    sentences = [json.loads(unescape(each)) for each in KEPT.findall(page)]
    assert "<b>" not in page
    assert {each["heading"] for each in sentences} >= {"Situation", "Incidents"}
    assert all(each["cites"] == [smoke.entry_id] for each in sentences)
    assert f'href="/e/summit/desk-of-the-day/entry/{smoke.entry_id}/"><bdi>CP-1#1</bdi>' in page


def test_a_report_is_entered_as_it_was_approved(client):
    event, account = a_day()
    smoke = said(event, account, Incident(title="Smoke"))
    note = said(event, account, Note(text="The wind has turned"))
    signed_in(client, account)
    form = drafted(client)
    kept = form["keep"][1]
    added = {"own_heading": "Incidents", "own_text": "The wind turns.", "own_cites": "CP-1#2"}

    answer = client.post(DRAFT, {**form, **added, "keep": [kept], "sitrep": "SR-1"})

    ((body, event_said),) = issued(event, account)
    told = json.loads(kept)
    assert answer.headers["Location"] == f"{LIST}{event_said.entry_id}/"
    assert body == Sitrep(
        start=OPENING - FIRST_PERIOD,
        end=OPENING,
        sentences=(
            Sentence(heading=told["heading"], text=told["text"], cites=(smoke.entry_id,)),
            Sentence(heading="Incidents", text="The wind turns.", cites=(note.entry_id,)),
        ),
        approved_by="N-U-1",
        sitrep_id="SR-1",
        recipient_unit_ids=("U-2", "U-3"),
    )
    page = text_at(client, answer.headers["Location"])
    assert "The wind turns." in page
    assert "(CP-1), person N-U-1" in page


def test_a_report_that_is_sent_twice_is_one_entry(client):
    event, account = a_day()
    said(event, account, Incident(title="Smoke"))
    signed_in(client, account)
    form = drafted(client)

    answers = [client.post(DRAFT, form) for _ in range(2)]

    assert len(issued(event, account)) == 1
    assert answers[0].headers["Location"] == answers[1].headers["Location"]


def test_the_next_draft_begins_where_the_last_report_ended(client):
    event, account = a_day()
    said(event, account, Incident(title="Smoke"))
    signed_in(client, account)
    client.post(DRAFT, {**drafted(client), "end": "2025-10-25T08:30", "start": "2025-10-25T08:00"})

    ((body, _),) = issued(event, account)
    assert drafted(client)["start"] == body.end.isoformat()


def test_a_sentence_that_cites_nothing_is_refused(client):
    event, account = a_day()
    said(event, account, Incident(title="Smoke"))
    signed_in(client, account)

    page = refusal(client, {**drafted(client), "own_text": "All is well."})

    assert "This sentence cites no entry" in page
    assert issued(event, account) == []


@pytest.mark.parametrize("cites", ["CP-1#99", "nonsense"])
def test_a_sentence_that_cites_what_there_is_not_is_refused(client, cites):
    event, account = a_day()
    said(event, account, Incident(title="Smoke"))
    signed_in(client, account)

    page = refusal(client, {**drafted(client), "own_text": "All is well.", "own_cites": cites})

    assert "cites an entry that you may not read, or that there is not" in page


def test_an_entry_of_others_cannot_be_cited(client):
    event, account = a_day()
    secret = said(event, account, Incident(title="Smoke"), marking=Marking.RED)
    lower, _ = somebody(event, Role.COMMANDER, Marking.AMBER, person_id="N-U-2")
    signed_in(client, lower)

    added = {"own_text": "I guess.", "own_cites": secret.entry_id, "marking": "TLP:AMBER"}
    page = refusal(client, {**drafted(client), **added})

    assert "cites an entry that you may not read, or that there is not" in page


def test_a_report_cannot_be_marked_more_widely_than_what_it_cites(client):
    event, account = a_day()
    said(event, account, Incident(title="Smoke"), marking=Marking.RED)
    signed_in(client, account)

    page = refusal(client, drafted(client))

    assert "cites an entry marked TLP:RED, so it cannot be marked TLP:AMBER" in page
    assert issued(event, account) == []


def test_a_draft_up_to_a_marking_counts_nothing_above_it(client):
    event, account = a_day()
    signed_in(client, account)
    quiet = drafted(client, marking="TLP:AMBER")["keep"]
    said(event, account, Incident(title="CANARY"), marking=Marking.RED)

    assert drafted(client, marking="TLP:AMBER")["keep"] == quiet
    assert "CANARY" in str(drafted(client)["keep"])


def test_who_is_not_cleared_finds_no_trace_of_a_report(client):
    event, account = a_day()
    said(event, account, Incident(title="Smoke"), marking=Marking.RED)
    signed_in(client, account)
    client.post(DRAFT, {**drafted(client), "marking": "TLP:RED"})
    ((_, entry),) = issued(event, account)
    signed_in(client, a_reader(event))

    statuses = [client.get(f"{LIST}{entry.entry_id}/{end}").status_code for end in ("", "paper/")]

    assert statuses == [404, 404]
    assert "No situation report has been issued." in text_at(client, LIST)


def test_above_amber_a_report_is_for_those_who_read_the_whole_event(client):
    event, account = a_day()
    said(event, account, Incident(title="Smoke"), marking=Marking.AMBER_STRICT, scope=("U-1",))
    signed_in(client, account)
    client.post(DRAFT, {**drafted(client), "marking": "TLP:AMBER+STRICT"})
    ((_, entry),) = issued(event, account)
    of_unit = somebody(event, Role.READER, Marking.RED, unit="U-2")[0]
    of_all = a_reader(event, Marking.RED)

    found = []
    for reader in (of_unit, of_all):
        signed_in(client, reader)
        found.append(client.get(f"{LIST}{entry.entry_id}/").status_code)

    assert found == [404, 200]


def test_a_watch_officer_drafts_and_does_not_issue(client):
    event, account = a_day()
    said(event, account, Incident(title="Smoke"))
    officer, _ = somebody(event, Role.WATCH_OFFICER)
    signed_in(client, account)
    form = drafted(client)
    signed_in(client, officer)

    page = text_at(client, DRAFT)

    assert "A commander approves and issues it." in page
    assert client.post(DRAFT, form).status_code == 404
    assert issued(event, account) == []


def test_nobody_without_an_office_in_the_plan_approves(client):
    event, account = a_day()
    said(event, account, Incident(title="Smoke"))
    stranger, _ = somebody(event, Role.COMMANDER, person_id="N-nobody")
    signed_in(client, stranger)

    page = refusal(client, drafted(client))

    assert "The plan knows no office of the person N-nobody" in page
    assert issued(event, account) == []


def test_an_issued_report_prints_in_any_language_in_the_words_that_were_approved(client):
    event, account = a_day()
    said(event, account, Incident(title="Smoke"))
    signed_in(client, account)
    address = client.post(DRAFT, drafted(client)).headers["Location"]

    page = text_at(client, f"{address}paper/", lang="ar")

    assert '<html lang="ar" dir="rtl">' in page
    assert "Incidents open: 1, of these new: 1; closed in the period: 0." in page


def test_what_is_no_report_is_not_shown_as_one(client):
    event, account = a_day()
    smoke = said(event, account, Incident(title="Smoke"))
    signed_in(client, account)

    assert client.get(f"{LIST}{smoke.entry_id}/").status_code == 404


def test_a_sentence_that_is_none_is_refused(client):
    event, account = a_day()
    said(event, account, Incident(title="Smoke"))
    signed_in(client, account)

    page = refusal(client, {**drafted(client), "keep": ["{"]})

    assert "cannot be chosen here" in page
