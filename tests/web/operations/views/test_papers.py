"""Papers of the day as pages: what they say to whom, and in which language."""

import re
from datetime import timedelta

import pytest

from summitry.operations.bodies import (
    Declaration,
    FieldReport,
    Handover,
    Incident,
    Note,
    Order,
    Presence,
)
from summitry.operations.papers.paper import Kind
from summitry.plan.terms import Marking
from summitry.report.language import NAMES
from summitry_web.accounts.roles import Role
from summitry_web.operations.views import papers
from tests.web.made import signed_in
from tests.web.operations.made import a_command_post, somebody
from tests.web.operations.made_day import OPENING, a_day, a_reader, an_absence, said
from tests.web.operations.made_forms import text_at

pytestmark = pytest.mark.django_db

PAPERS = "/e/summit/papers/"
COMMANDER = "N-U-1"


def entered(event, account, words="Smoke <b>", **cells):
    """Return what each form is about, once something of each kind was entered."""
    incident = said(event, account, Incident(title=words), **cells)
    order = said(event, account, Order(text=words, post_ids=("P-aid",)), **cells)
    said(event, account, Presence(post_id="P-aid", person_id="N-005", there=True), **cells)
    said(event, account, FieldReport(text=words), **cells)
    said(event, account, Note(text=words), **cells)
    said(event, account, Declaration(declaration_id="DC-fire"), **cells)
    an_absence(event, account, **cells)
    return {
        Kind.ICS_209: {"entry": incident.entry_id},
        Kind.ICS_213: {"entry": order.entry_id},
        Kind.ICS_214: {"person": COMMANDER},
    }


def test_without_an_entry_the_page_says_so_and_offers_what_can_be_made(client):
    _, account = a_day()
    signed_in(client, account)

    page = text_at(client, PAPERS)

    assert "No incident has been entered." in page
    assert "Nobody has entered anything." in page
    assert 'action="/e/summit/papers/print/ics211/"' in page
    assert 'href="/e/summit/papers/evidence/"' in page


def test_who_may_take_nothing_along_is_not_led_to_the_evidence(client):
    event, _ = a_day()
    signed_in(client, a_reader(event))

    assert "/papers/evidence/" not in text_at(client, PAPERS)


def test_a_choice_of_messages_that_is_cut_says_so_and_an_earlier_moment_has_older_ones(
    client, monkeypatch
):
    event, account = a_day()
    signed_in(client, account)
    for hours in (3, 2, 1):
        said(event, account, Note(text=f"Tea {hours}"), entered=OPENING - timedelta(hours=hours))
    monkeypatch.setattr(papers, "MESSAGES_MAX", 2)

    then = (OPENING - timedelta(minutes=90)).isoformat()
    pages = [text_at(client, PAPERS), text_at(client, PAPERS, at=then)]

    assert [re.findall(r"Tea \d", each) for each in pages] == [
        ["Tea 1", "Tea 2"], ["Tea 2", "Tea 3"]
    ]  # fmt: skip
    assert ["Only the newest messages" in each for each in pages] == [True, False]


def test_the_forms_offer_what_they_can_be_about(client):
    event, account = a_day()
    about = entered(event, account)
    signed_in(client, account)

    page = text_at(client, PAPERS)

    for name in ("entry", "person"):
        for value in {cells[name] for cells in about.values() if name in cells}:
            assert f'<option value="{value}">' in page
    assert "· Note · Smoke &lt;b&gt;" in page


@pytest.mark.parametrize("kind", [*Kind])
def test_each_paper_is_one_page_with_its_own_policy(client, kind):
    event, account = a_day()
    about = entered(event, account)
    signed_in(client, account)

    answer = client.get(f"{PAPERS}print/{kind}/", about.get(kind, {}))

    page = answer.content.decode()
    assert (answer.status_code, page[:15]) == (200, "<!doctype html>")
    assert "<b>" not in page
    assert "<script" not in page
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 's")


@pytest.mark.parametrize("code", [*NAMES])
def test_a_paper_is_in_the_language_that_is_asked_for(client, code):
    event, account = a_day()
    entered(event, account)
    signed_in(client, account)

    page = text_at(client, f"{PAPERS}print/sitrep/", lang=code)

    assert f'<html lang="{code}" dir="{"rtl" if code == "ar" else "ltr"}">' in page


@pytest.mark.parametrize("kind", [*Kind])
def test_who_may_not_read_an_entry_finds_no_trace_of_it_on_a_paper(client, kind):
    event, account = a_day()
    own = entered(event, account, "Seen by all")
    signed_in(client, a_reader(event))
    before = text_at(client, f"{PAPERS}print/{kind}/", **own.get(kind, {}))
    entered(event, account, "CANARY", marking=Marking.RED)

    after = text_at(client, f"{PAPERS}print/{kind}/", **own.get(kind, {}))

    assert after == before


@pytest.mark.parametrize(("kind", "status"), [(Kind.ICS_209, 400), (Kind.ICS_213, 404)])
def test_a_form_about_an_entry_of_others_is_refused_as_one_that_there_is_not(client, kind, status):
    event, account = a_day()
    hidden = entered(event, account, marking=Marking.RED)[kind]
    signed_in(client, a_reader(event))

    statuses = [
        client.get(f"{PAPERS}print/{kind}/", cells).status_code
        for cells in (hidden, {"entry": "none"})
    ]

    assert statuses == [status, status]


@pytest.mark.parametrize("kind", [*Kind])
def test_rows_of_the_plan_that_are_not_the_readers_are_told_by_their_keys(client, kind):
    event, account = a_day()
    about = entered(event, account, marking=Marking.GREEN)
    names = ("First aid", "Unit 1")
    signed_in(client, account)
    whole = text_at(client, f"{PAPERS}print/sitrep/")
    signed_in(client, a_reader(event, Marking.GREEN))

    page = text_at(client, f"{PAPERS}print/{kind}/", **about.get(kind, {}))

    assert "TLP:AMBER" in whole
    assert "TLP:AMBER" not in page
    assert [name for name in names if name in page] == []


def test_a_paper_up_to_a_marking_leaves_out_what_is_above_it(client):
    event, account = a_day()
    entered(event, account, "CANARY", marking=Marking.RED)
    signed_in(client, account)

    pages = [
        text_at(client, f"{PAPERS}print/sitrep/", marking=each) for each in ("TLP:RED", "TLP:AMBER")
    ]

    assert ["CANARY" in page for page in pages] == [True, False]


def test_the_period_is_what_was_typed_by_the_venues_clock(client):
    _, account = a_day()
    signed_in(client, account)

    page = text_at(
        client, f"{PAPERS}print/sitrep/", start="2025-10-25T08:10", end="2025-10-25T08:30"
    )
    refused = client.get(f"{PAPERS}print/ics211/", {"start": "noonish"})

    assert "<dd><bdi>Sat 25 Oct, 08:10 to Sat 25 Oct, 08:30</bdi></dd>" in page
    assert refused.status_code == 400


def test_the_paper_of_a_handover_names_both(client):
    event, account = a_day()
    body = Handover(command_post_id="CP-1", desk="Desk", to_person_id="N-005", situation="Calm")
    made = said(event, account, body)
    incident = said(event, account, Incident(title="Smoke"))
    signed_in(client, account)

    page = text_at(client, f"{PAPERS}print/handover/", entry=made.entry_id)
    other = client.get(f"{PAPERS}print/handover/", {"entry": incident.entry_id})

    assert f"person {COMMANDER}" in page
    assert "person N-005" in page
    assert other.status_code == 404


def test_there_is_no_other_kind_of_paper(client):
    _, account = a_day()
    signed_in(client, account)

    assert client.get(f"{PAPERS}print/leaflet/").status_code == 404


@pytest.mark.parametrize("address", ["papers", "handover", "sitreps", "papers/evidence"])
def test_a_stranger_finds_no_such_page(client, address):
    event, _ = a_command_post()
    signed_in(client, somebody(event, Role.REPORTER)[0])

    assert client.get(f"/e/summit/{address}/").status_code == 404
