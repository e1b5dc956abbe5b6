"""Corrections by their form: what an entry says last is what the next one begins with."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from summitry.operations.bodies import (
    Absence,
    Closure,
    Delay,
    FieldReport,
    Incident,
    Order,
    Presence,
    Progress,
    RadioMessage,
    Thing,
    Verification,
)
from summitry.plan.terms import Severity
from summitry_web.accounts.roles import Role
from summitry_web.operations.access import day_of
from summitry_web.operations.places import thing_of
from tests.web.made import signed_in
from tests.web.operations.made import a_command_post, all_entered, somebody
from tests.web.operations.made_day import said

pytestmark = pytest.mark.django_db

DESK = "/e/summit/desk-of-the-day/"


@pytest.fixture
def post(client):
    """Return the event, with somebody at its desk."""
    event, _ = a_command_post()
    account, _ = somebody(event, Role.WATCH_OFFICER)
    signed_in(client, account)
    return event, account


def corrected(client, event, entry, **cells):
    """Return how the entry counts after its form was sent, the cells changed."""
    address = f"{DESK}entry/{entry.entry_id}/"
    form = client.get(address).content.decode().partition("Correct it</h2>")[2]
    chosen = r'<select[^>]* name="(?!reason)(\w+)".*?"([\w-]*)" selected'
    shown = {
        "reason": "mistake", "act": "correct",
        **dict(re.findall(r'name="(?!entry_id|act)(\w+)" value="([^"]*)"', form)),
        **dict(re.findall(r'<textarea[^>]* name="(\w+)"[^>]*>\n([^<]*)<', form)),
        **dict(re.findall(chosen, form, re.DOTALL)),
    }  # fmt: skip
    answer = client.post(address, {**shown, **cells})
    assert answer.status_code == 302, answer.content.decode()
    return day_of(event, "CP-1").whole().get(entry.entry_id)


def test_a_second_correction_keeps_what_the_first_one_corrected(client, post):
    event, account = post
    wrong = said(event, account, Incident(title="Fog"), place=Thing("gates", "G-1"))

    corrected(client, event, wrong, text="Smoke", place="gates/G-2", observed="2025-10-24T08:30")
    entry = corrected(client, event, wrong, severity="high")

    entered = all_entered(event)
    assert entry.body == Incident(title="Smoke", severity=Severity.HIGH)
    assert entry.place == Thing("gates", "G-2")
    assert entry.observed == datetime(2025, 10, 24, 1, 30, tzinfo=UTC)
    assert [each.corrects for each in entered] == ["", wrong.entry_id, wrong.entry_id]


def test_what_was_struck_out_is_taken_back_as_it_was_last_corrected(client, post):
    event, account = post
    wrong = said(event, account, Incident(title="Fog"))

    corrected(client, event, wrong, text="Smoke")
    corrected(client, event, wrong, act="strike")
    entry = corrected(client, event, wrong)

    assert entry.body == Incident(title="Smoke")


AT_TEN = datetime(2026, 6, 12, 10, tzinfo=UTC)
AID = Thing("posts", "P-aid")


@pytest.mark.parametrize(
    ("body", "cells", "made"),
    [
        (FieldReport(text="Fog", post_id="P-gate1", methane=("Major",)), {"place": "posts/P-aid"},
         FieldReport(text="Fog", post_id="P-aid", methane=("Major",))),
        (RadioMessage(text="Fog", net_id="N2", caller="Oak", to="e1"),
         {"place": "nets/N1", "called": "Elm"},
         RadioMessage(text="Fog", net_id="N1", caller="Oak", called="Elm", to="e1")),
        (Presence(post_id="P-gate1", person_id="N-019", there=True),
         {"place": "posts/P-aid", "there": "left", "person_id": "N-003"},
         Presence(post_id="P-aid", person_id="N-003", there=False)),
        (Progress(item_id="I-sign"), {"place": "programme/I-open", "over": "over"},
         Progress(item_id="I-open", over=True)),
        (Delay(thing=Thing("programme", "I-open"), minutes=-5), {"minutes": "20"},
         Delay(thing=Thing("programme", "I-open"), minutes=20)),
        (Absence(person_id="N-019", start=AT_TEN, end=AT_TEN + timedelta(hours=1)),
         {"person_id": "N-003", "end": ""}, Absence(person_id="N-003", start=AT_TEN)),
        (Closure(thing=Thing("gates", "G-1"), start=AT_TEN), {"place": "gates/G-2"},
         Closure(thing=Thing("gates", "G-2"), start=AT_TEN)),
        (Verification(thing=AID, passed=True), {"passed": "failed", "text": "Empty"},
         Verification(thing=AID, passed=False, text="Empty")),
        (Order(text="Go", post_ids=("P-aid",)), {"text": "Stay"},
         Order(text="Stay", post_ids=("P-aid",))),
    ],
)  # fmt: skip
def test_each_kind_is_corrected_by_the_cells_by_which_it_is_entered(client, body, cells, made):
    event, _ = a_command_post()
    account, _ = somebody(event, Role.COMMANDER)
    signed_in(client, account)
    wrong = said(event, account, body)

    entry = corrected(client, event, wrong, **cells)

    assert (entry.body, entry.place) == (made, thing_of(cells.get("place", _row(body))))


def _row(body):
    """Return the row that the body names, as the form begins with it."""
    thing = getattr(body, "thing", None)
    return "" if thing is None else f"{thing.table}/{thing.key}"


@pytest.mark.parametrize(
    ("cells", "told"),
    [({"person_id": "N-none"}, "persons/N-none"), ({"place": "posts/P-none"}, "posts/P-none")],
)
def test_a_correction_names_no_row_that_is_not_there(client, post, cells, told):
    event, account = post
    there = Presence(post_id="P-aid", person_id="N-019", there=True)
    wrong = said(event, account, there, place=AID)

    cells = {"reason": "mistake", "act": "correct", **cells}
    answer = client.post(f"{DESK}entry/{wrong.entry_id}/", cells)

    entered = all_entered(event)
    assert (answer.status_code, [each.body for each in entered]) == (400, [there])
    assert told in answer.content.decode()
