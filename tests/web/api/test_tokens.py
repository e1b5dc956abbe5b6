"""Tokens: what they lend, how they end, and that nothing else opens the API."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from summitry.kit.errors import SummitryError
from summitry.plan.terms import Marking
from summitry_web.accounts.codes import digest_of
from summitry_web.accounts.pages import CLOCK
from summitry_web.accounts.roles import VERBS, Role, Verb
from summitry_web.api.models import Token
from summitry_web.api.terms import LENDABLE
from summitry_web.journal.models import Entry
from tests.web import made
from tests.web.api.asking import a_token, ask

pytestmark = pytest.mark.django_db
ROUTES = {
    Verb.READ: ("GET", "/events/summit/tables", None),
    Verb.PROPOSE: ("POST", "/events/summit/tables/no_such/save",
                   {"id": "abcdefgh", "rows": [{"place": "new"}]}),
    Verb.EXPORT: ("GET", "/events/summit/workbook?table=no_such", None),
    Verb.IMPORT: ("GET", "/events/summit/workbooks/1", None),
    Verb.REPORT: ("POST", "/events/summit/reports", {"id": "abcdefgh", "act": "none"}),
}  # fmt: skip
"""A request for each verb that a route's guard asks for; refused later, where it is let through."""


def test_token_is_shown_once_and_kept_as_a_digest(client):
    event, organiser, _ = made.a_planned_event()
    made.signed_in(client, organiser)
    address = reverse("api:tokens", kwargs={"event": "summit"})

    answer = client.post(address, {"name": "bot", "verbs": ["read"], "days": "30", "unit": ""})
    again = client.get(address)

    token = Token.objects.get()
    shown = answer.content.decode().split("summitry_")[1].split("<")[0]
    assert ask(client, "get", "/events", f"summitry_{shown}").status_code == 200
    assert shown not in again.content.decode()
    assert shown not in token.digest
    assert Entry.objects.filter(journal=event.slug, kind="token.made").count() == 1


@pytest.mark.parametrize(
    ("days", "verbs", "unit", "code"),
    [
        (0, ["read"], "", "token.days"),
        (91, ["read"], "", "token.days"),
        (90, [], "", "token.verbs"),
        (90, ["grant"], "", "token.verbs"),
        (90, ["edit"], "", "token.verbs"),
        (90, ["read"], "U-9", "token.unit"),
    ],
)
def test_token_that_lends_too_much_is_refused(days, verbs, unit, code):
    event, _, _ = made.a_planned_event()
    reader = made.an_account()
    made.a_grant(reader, event, Role.READER, unit="U-1")

    with pytest.raises(SummitryError) as refusal:
        a_token(reader, event, *(verbs or ["none"]), unit=unit, days=days)

    assert refusal.value.code == code


def test_token_without_fresh_proof_is_refused(client):
    _, organiser, _ = made.a_planned_event()
    made.signed_in(client, organiser, proved=False)

    answer = client.post(
        reverse("api:tokens", kwargs={"event": "summit"}), {"name": "x", "verbs": ["read"]}
    )

    assert answer.status_code == 302
    assert Token.objects.count() == 0


def test_sixth_token_within_a_minute_waits(client):
    _, organiser, _ = made.a_planned_event()
    made.signed_in(client, organiser)
    address = reverse("api:tokens", kwargs={"event": "summit"})
    sent = {"name": "bot", "verbs": ["read"], "days": "30"}

    codes = [client.post(address, sent).status_code for _ in range(6)]

    assert codes == [200] * 5 + [429]


def test_revoked_token_is_refused_at_once(client):
    event, organiser, _ = made.a_planned_event()
    token = a_token(organiser, event)
    made.signed_in(client, organiser)
    before = ask(client, "get", "/events", token).status_code

    client.post(reverse("api:revoke", kwargs={"event": "summit", "pk": Token.objects.get().pk}))

    assert (before, ask(client, "get", "/events", token).status_code) == (200, 401)


def test_expired_token_is_refused(client):
    event, organiser, _ = made.a_planned_event()
    token = a_token(organiser, event, days=1, at=CLOCK.now() - timedelta(days=1, seconds=1))

    assert ask(client, "get", "/events", token).status_code == 401


def test_somebody_elses_token_cannot_be_revoked(client):
    event, organiser, _ = made.a_planned_event()
    a_token(organiser, event)
    reader = made.an_account()
    made.a_grant(reader, event, Role.READER)
    made.signed_in(client, reader)
    pk = Token.objects.get().pk

    answer = client.post(reverse("api:revoke", kwargs={"event": "summit", "pk": pk}))

    assert answer.status_code == 404
    assert Token.objects.get().revoked_at is None


def test_cookie_opens_nothing(client):
    _, organiser, _ = made.a_planned_event()
    made.signed_in(client, organiser)

    answer = ask(client, "get", "/events")

    assert answer.status_code == 401
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_wrong_tokens_are_made_to_wait(client):
    codes = [ask(client, "get", "/events", "summitry_wrong").status_code for _ in range(21)]

    assert codes == [401] * 20 + [429]


def test_refusal_is_in_the_language_asked(client):
    english = ask(client, "get", "/events", **{"Accept-Language": "en"})
    asked = ask(client, "get", "/events", **{"Accept-Language": "xx, ru;q=0.5"})

    assert english.headers["Content-Language"] == "en"
    assert asked.headers["Content-Language"] == "ru"
    assert asked.json()["code"] == "api.token"


@pytest.mark.parametrize("path", ["/events/other", "/events/none", "/nothing/here"])
def test_not_yours_is_not_there(client, path):
    event, organiser, _ = made.a_planned_event()
    made.an_event("other")
    token = a_token(organiser, event)

    answer = ask(client, "get", path, token)

    assert (answer.status_code, answer.json()["code"]) == (404, "denied")


def test_other_method_is_a_problem_too(client):
    answer = ask(client, "delete", "/events")

    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET")
    assert answer.json()["code"] == "api.method"


@pytest.mark.parametrize("role", list(Role))
def test_matrix_of_verb_unit_and_role(client, role):
    """Each verb lent, of the whole or of a unit, by each role: through where both have it."""
    event, _, _ = made.a_planned_event()
    wrong = []
    for unit in ("", "U-1"):
        account = made.an_account()
        made.a_grant(account, event, role, unit=unit)
        for lent in LENDABLE:
            token = _forced(account, event, lent, unit)
            for needed, (method, path, body) in ROUTES.items():
                answer = ask(client, method, path, token, body=body)
                code = answer.json()["code"] if answer.status_code >= 400 else ""
                through = code not in {"api.scope", "api.token"} and not (
                    code == "denied" and needed not in VERBS[role]
                )
                must = lent is needed and needed in VERBS[role]
                if through != must:
                    wrong.append((unit, lent.value, needed.value, answer.status_code, code))
    assert wrong == []


def _forced(account, event, verb, unit):
    """Return a token with a verb that its account may never have had: it must lend nothing then."""
    shown = f"summitry_{account.pk}-{verb.value}-{unit}"
    now = CLOCK.now()
    Token.objects.create(
        account=account, event=event, name="t", unit_id=unit, verbs=[verb.value], person_id="P",
        digest=digest_of("api-token", shown), made_at=now, expires=now + timedelta(days=1),
    )  # fmt: skip
    return shown


def test_token_ends_with_its_owners_grant(client):
    event, _, _ = made.a_planned_event()
    reader = made.an_account()
    held = made.a_grant(reader, event, Role.READER)
    token = a_token(reader, event)
    before = ask(client, "get", "/events/summit", token).status_code

    held.not_after = CLOCK.now()
    held.save()

    assert (before, ask(client, "get", "/events/summit", token).status_code) == (200, 404)


def test_token_reads_no_canary_above_its_owners_clearance(client):
    event, organiser, _ = made.a_planned_event()
    token = a_token(organiser, event)
    row = ask(client, "get", "/events/summit/tables/posts/rows", token).json()["items"][0]
    secret = {"id": "canary-0001", "rows": [
        {"place": row["key"], "hash": row["hash"],
         "cells": {"marking": Marking.RED.value, "name": "CANARY"}}]}  # fmt: skip
    saved = ask(client, "post", "/events/summit/tables/posts/save", token, body=json.dumps(secret))
    reader = made.an_account()
    made.a_grant(reader, event, Role.READER, clearance=Marking.GREEN)
    low = a_token(reader, event)

    answers = [
        ask(client, "get", f"/events/summit{path}", low)
        for path in (
            "/tables/posts/rows", f"/tables/posts/rows/{row['key']}",
            f"/tables/posts/history/{row['key']}", "/findings?state=all", "/proposals?state=all",
        )
    ]  # fmt: skip

    assert saved.json()["saved"] != []
    assert [answer.status_code for answer in answers] == [200, 404, 404, 200, 200]
    assert all("CANARY" not in answer.content.decode() for answer in answers)
