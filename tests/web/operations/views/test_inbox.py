"""Reports that nobody has looked at, and what else is owed: each settled once, by right."""

import re
from datetime import timedelta

import pytest

from summitry.operations.bodies import (
    Acknowledged,
    Attached,
    FieldReport,
    Handover,
    Incident,
    Order,
    OrderMoved,
    OrderStep,
    Priority,
)
from summitry.operations.situation import unattached
from summitry.plan.change import Edit
from summitry.plan.terms import Marking
from summitry_web.accounts.roles import Role
from summitry_web.events.clock import look_at
from summitry_web.operations.access import day_of
from summitry_web.operations.actions.enter import open_post
from summitry_web.plans.actions.rows import save
from tests.plans.small_moments import OPENS
from tests.web.baselines.people import published
from tests.web.made import AT, a_planned_event, signed_in
from tests.web.operations.made import all_entered, somebody
from tests.web.operations.made_day import a_day, said

pytestmark = pytest.mark.django_db

INBOX = "/e/summit/desk-of-the-day/inbox/"
OWED = "/e/summit/desk-of-the-day/owed/"


@pytest.fixture
def day(client):
    """Return the event at its opening, and its commander, who is signed in."""
    event, commander = a_day()
    signed_in(client, commander)
    return event, commander


def waiting(event):
    return [each.body.text for each in unattached(day_of(event, "CP-1").whole())]


def answered(event, number):
    """Return the bodies that were written after the first so many."""
    return [each.body for each in all_entered(event)[number:]]


def told(client):
    """Return what the page and the head of the desk say is owed."""
    page, count = (client.get(each).content.decode() for each in (OWED, f"{OWED}count/"))
    return re.findall(r"\d+ things? (?:is|are) owed\. \d+", page), count


def test_a_report_waits_until_somebody_says_what_becomes_of_it(client, day):
    event, commander = day
    first, second, third = (
        said(event, commander, FieldReport(text=text)) for text in ("Smoke", "Noise", "Tea")
    )
    fire = said(event, commander, Incident(title="Fire"))
    before = client.get(INBOX).content.decode()

    client.post(INBOX, {"act": "attach", "to": first.entry_id, "incident": fire.entry_id})
    client.post(INBOX, {"act": "aside", "to": second.entry_id, "reason": "A rehearsal"})

    assert "3 reports wait for a look." in before
    assert answered(event, 4) == [
        Attached(to=first.entry_id, incident=fire.entry_id),
        Attached(to=second.entry_id, reason="A rehearsal"),
    ]
    assert waiting(event) == [third.body.text]
    assert "1 report waits for a look." in client.get(INBOX).content.decode()


def test_an_incident_made_of_a_report_twice_by_the_same_button_is_one(client, day):
    event, commander = day
    report = said(event, commander, FieldReport(text="Smoke", priority=Priority.IMMEDIATE))

    cells = {"act": "incident", "to": report.entry_id, "entry_id": "a" * 32}
    answers = [client.post(INBOX, cells).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert answered(event, 1) == [
        Incident(title="Smoke", severity="critical"),
        Attached(to=report.entry_id, incident="a" * 32),
    ]


def test_a_report_that_is_not_ones_to_read_waits_for_others(client, day):
    event, commander = day
    officer, _ = somebody(event, Role.WATCH_OFFICER, clearance=Marking.AMBER)
    signed_in(client, officer)
    before = told(client)
    report = said(event, commander, FieldReport(text="zebrafinch"), marking=Marking.RED)

    pages = [client.get(each).content.decode() for each in (INBOX, OWED, f"{OWED}count/")]
    aside = client.post(INBOX, {"act": "aside", "to": report.entry_id, "reason": "No"})

    assert [each for each in pages if "zebrafinch" in each or "1 report" in each] == []
    assert told(client) == before
    assert aside.status_code == 404
    assert waiting(event) == ["zebrafinch"]


def test_what_is_owed_is_chased_and_settled_by_a_word(client, day):
    event, commander = day
    late = OPENS - timedelta(minutes=1)
    order = said(event, commander, Order(text="Hold", post_ids=("P-aid",), done_by=late))
    over = Handover(command_post_id="CP-1", desk="lead", to_person_id="N-U-1", situation="Quiet")
    handover = said(event, commander, over)
    before = client.get(OWED).content.decode()

    for debt, entry in (("done", order), ("take-over", handover)):
        client.post(OWED, {"debt": debt, "to": entry.entry_id})

    assert "Do what was ordered" in before
    assert "Overdue" in before
    assert answered(event, 2) == [
        OrderMoved(to=order.entry_id, step=OrderStep.DONE), Acknowledged(to=handover.entry_id)
    ]  # fmt: skip
    assert "Do what was ordered" not in client.get(OWED).content.decode()


@pytest.mark.usefixtures("day")
@pytest.mark.parametrize(
    ("address", "cells"),
    [
        (INBOX, {"act": "burn"}),
        (INBOX, {"act": "aside", "to": "0" * 32, "reason": "No"}),
        (OWED, {"debt": "money"}),
        (OWED, {"debt": "done", "to": "0" * 32}),
    ],
)
def test_what_is_not_there_cannot_be_settled(client, address, cells):
    assert client.post(address, cells).status_code == 404


def test_the_count_for_the_head_of_the_desk_says_what_is_overdue(client, day):
    event, commander = day
    plan_alone = client.get(f"{OWED}count/").content.decode()
    past = OPENS - timedelta(hours=1)
    said(event, commander, Order(text="Hold", post_ids=("P-aid",), done_by=past))

    assert "1 overdue" in plan_alone
    assert "2 overdue" in client.get(f"{OWED}count/").content.decode()


def test_what_is_owed_is_told_by_the_published_plan_and_by_no_draft(client):
    event, account, organiser = a_planned_event()
    signed_in(client, account)
    look_at(event, OPENS)
    event.save()
    open_post(organiser, event, "CP-1", at=AT)
    before = told(client)

    published(event, organiser)
    event.refresh_from_db()
    save(organiser, event, [Edit("sitreps", "SR-1", None)], at=AT)

    assert "1 overdue" in before[1]
    assert told(client) == before
