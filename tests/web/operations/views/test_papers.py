"""Papers of the day as pages: what they say to whom, and in which language."""

import pytest

from summitry.operations.bodies import FieldReport, Incident, Note, Order, Presence
from summitry.operations.papers.paper import Kind
from summitry.plan.terms import Marking
from summitry.report.language import NAMES
from summitry_web.accounts.roles import Role
from tests.web.made import signed_in
from tests.web.operations.made import somebody
from tests.web.operations.made_day import OPENING, a_day, a_reader, an_absence, said

pytestmark = pytest.mark.django_db

PAPERS = "/e/summit/papers/"


def shown(client, address=PAPERS, **cells):
    answer = client.get(address, cells)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def a_long_day():
    """Return the event, its commander, and an entry of each kind that a paper is about."""
    event, account = a_day()
    about = {
        "ics209": said(event, account, Incident(title="Smoke <b>")).entry_id,
        "ics213": said(event, account, Order(text="Close the door", post_ids=("P-aid",))).entry_id,
    }
    said(event, account, Presence(post_id="P-aid", person_id="N-005", there=True))
    said(event, account, Note(text="Coffee came"))
    return event, account, about


def test_without_an_entry_the_page_says_so_and_offers_what_can_be_made(client):
    _, account = a_day()
    signed_in(client, account)

    page = shown(client)

    assert "No incident has been entered." in page
    assert "Nobody has entered anything." in page
    assert "/papers/ics211/" in page


@pytest.mark.parametrize("kind", [*Kind])
def test_each_paper_is_one_page_with_its_own_policy(client, kind):
    event, account, about = a_long_day()
    signed_in(client, account)
    person = "N-U-1" if kind is Kind.ICS_214 else ""

    answer = client.get(f"{PAPERS}{kind}/", {"entry": about.get(kind, ""), "person": person})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.startswith("<!doctype html>")
    assert "<script" not in page
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 's")
