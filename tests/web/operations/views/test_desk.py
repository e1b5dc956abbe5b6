"""The desk's page: a line comes in, and is there."""

import pytest

from summitry.plan.terms import Marking
from summitry_web.accounts.roles import Role
from tests.web.made import a_planned_event, signed_in
from tests.web.operations.made import a_command_post, somebody

pytestmark = pytest.mark.django_db


def test_a_line_is_entered_and_shown(client):
    event, _ = a_command_post()
    account, _ = somebody(event, Role.WATCH_OFFICER)
    signed_in(client, account)

    answer = client.post(
        "/e/summit/desk-of-the-day/", {"text": "Smoke <b>", "kind": "incident"}, follow=True
    )

    assert answer.status_code == 200
    assert "Smoke &lt;b&gt;" in answer.content.decode()


def test_without_a_post_the_desk_leads_to_opening_one(client):
    _, account, _ = a_planned_event()
    signed_in(client, account)

    page = client.get("/e/summit/desk-of-the-day/", follow=True)
    opened = client.post("/e/summit/command-post/", {"post_id": "CP-1"}, follow=True)

    assert "Open the command post" in page.content.decode()
    assert opened.redirect_chain == [("/e/summit/command-post/", 302)]
    assert "keeps the journal of command post CP-1" in opened.content.decode()


def test_who_may_not_enter_finds_no_desk(client):
    event, _ = a_command_post()
    account, _ = somebody(event, Role.PLANNER, clearance=Marking.GREEN)
    signed_in(client, account)

    assert client.get("/e/summit/desk-of-the-day/").status_code == 404
