"""The live process itself: who is let in, and how soon an entry is seen on another screen."""

import json
from contextlib import ExitStack, contextmanager
from datetime import timedelta

import httpx
import pytest
from django.db import DatabaseError, connections
from django.test import Client
from django.urls import reverse
from starlette.requests import Request

from summitry.operations.bodies import Incident
from summitry.plan.terms import Marking
from summitry_web.accounts import pages
from summitry_web.accounts.actions.sessions import BEGAN, IDLE, IDLE_MINUTES_OF_POWER, SEEN
from summitry_web.accounts.models import Account, Grant
from summitry_web.accounts.pages import CLOCK
from summitry_web.accounts.roles import Role
from summitry_web.journal.models import Entry
from summitry_web.live import (
    PAGES_OF_AN_ACCOUNT_MAX,
    Watchers,
    _renewed,
    admitted,
    admitted_to_board,
    application,
    watch_board,
)
from tests.web.live_process import a_live_process
from tests.web.loops import ran
from tests.web.made import a_grant, an_account, signed_in
from tests.web.operations.made_day import a_day, a_reader, said

pytestmark = pytest.mark.django_db(transaction=True)

ORIGIN = "http://localhost:8400"
SECONDS_MAX = 60.0
SEEN_SECONDS_MAX = 1.0
TRIES = 5


def a_session(account):
    return signed_in(Client(), account).session.session_key


@contextmanager
def a_stream(address, session="", *, since="", origin=ORIGIN, slug="summit"):
    """Give the answer of the board's stream."""
    headers = {"Origin": origin, **({"Last-Event-ID": since} if since else {})}
    cookies = {"sessionid": session} if session else {}
    with (
        httpx.Client(timeout=SECONDS_MAX, cookies=cookies) as client,
        client.stream("GET", f"{address}/live/{slug}/board", headers=headers) as answer,
    ):
        yield answer


def messages(answer):
    """Yield id and sections of each message of the board."""
    told = {}
    for line in answer.iter_lines():
        name, _, text = line.partition(": ")
        if name:
            told[name] = text
            continue
        if told.get("event") == "board":
            yield told["id"], json.loads(told["data"])
        told = {}


def until(stream, words):
    """Read on to the message that has the words."""
    return next((seen, all_) for seen, all_ in stream if words in json.dumps(all_))


def test_the_board_reaches_each_reader_as_they_may_read_it_and_goes_on_after_a_cut():
    event, account = a_day()
    reader = a_reader(event)
    sessions = [a_session(account), a_session(reader)]
    took = []
    with (
        a_live_process(ORIGIN) as address,
        a_stream(address, sessions[0]) as one,
        a_stream(address, sessions[1]) as other,
    ):
        commander, watcher = messages(one), messages(other)
        until(commander, "latest")
        until(watcher, "latest")
        said(event, account, Incident(title="CANARY"), marking=Marking.RED)
        until(commander, "CANARY")
        for number in range(TRIES):
            said(event, account, Incident(title=f"Smoke {number}"))
            begun = CLOCK.now()
            left, told = until(watcher, f"Smoke {number}")
            took.append((CLOCK.now() - begun).total_seconds())
            assert "CANARY" not in json.dumps(told)
        other.close()
        said(event, account, Incident(title="Flood"))
        with a_stream(address, sessions[1], since=left) as again:
            _, changed = until(messages(again), "Flood")

    # The least of them: what a busy machine adds is not the stream's.
    assert min(took) <= SEEN_SECONDS_MAX
    assert changed.keys() == {"incidents", "latest", "owed"}


def test_strangers_other_sites_and_who_has_too_many_pages_open_are_turned_away():
    _, account = a_day()
    session, stranger = a_session(account), a_session(an_account())
    with a_live_process(ORIGIN) as address:
        found = [
            answer_of(address, session, origin="http://elsewhere.example"),
            answer_of(address, ""),
            answer_of(address, "no-session"),
            answer_of(address, stranger),
            answer_of(address, session, slug="other"),
            answer_of(address, session),
        ]
        Grant.objects.filter(account=account).delete()
        found.append(answer_of(address, session))

    assert found == [403, 401, 401, 404, 404, 200, 404]


def answer_of(address, session, **asked):
    with a_stream(address, session, **asked) as answer:
        return answer.status_code


@pytest.mark.parametrize(
    ("idle_minutes", "age_hours", "is_let_in"), [(14, 11, True), (16, 11, False), (1, 12, False)]
)
def test_a_stream_ends_with_its_session_and_does_not_keep_it(idle_minutes, age_hours, is_let_in):
    event, account = a_day()
    now = CLOCK.now()
    client = signed_in(Client(), account)
    session = client.session
    session[BEGAN] = (now - timedelta(hours=age_hours)).timestamp()
    session[SEEN] = seen = (now - timedelta(minutes=idle_minutes)).timestamp()
    session[IDLE] = IDLE_MINUTES_OF_POWER
    session.save()

    reading = admitted(session.session_key, event.slug)

    assert (reading is not None) == is_let_in
    assert client.session[SEEN] == seen


@pytest.fixture
def watchers():
    """Return who watches nothing yet; the one thread that reads for them lets go at the end."""
    made = Watchers()
    yield made
    made.others.submit(connections.close_all).result()


@pytest.fixture
def breaking(client):
    """An event, and the session of somebody who has just broken the glass there."""
    event, _ = a_day()
    account = an_account()
    a_grant(account, event, Role.UNIT_LEAD, unit="U-1")
    signed_in(client, account)
    told = {"reason": "incident", "words": "Synthetic words for it"}
    client.post(reverse("accounts:glass", kwargs={"event": event.slug}), told)
    return event, client.session.session_key


def reads(event):
    return [
        each.facts for each in Entry.objects.filter(journal=event.slug, kind="glass.read")
    ]  # fmt: skip


def test_the_board_read_through_broken_glass_is_journaled_each_time_it_is_let_go_on(
    breaking, watchers
):
    event, key = breaking
    with a_live_process(ORIGIN) as address:
        answered = answer_of(address, key)
    found = reads(event)
    ran(_renewed(watchers, admitted_to_board, key, event.slug))

    read = {"page": "operations:board", "method": "GET"}
    assert (answered, found) == (200, [read])
    assert reads(event) == [read, read]


def test_a_board_that_is_refused_is_not_journaled_as_read(breaking, watchers):
    event, key = breaking
    account = Account.objects.get(grants__event=event, grants__role=Role.UNIT_LEAD)
    application.state.watchers = watchers
    watchers.pages[account.pk] = PAGES_OF_AN_ACCOUNT_MAX
    asked = Request({
        "type": "http", "method": "GET", "path": "/", "query_string": b"", "app": application,
        "path_params": {"slug": event.slug}, "headers": [(b"cookie", f"sessionid={key}".encode())],
    })  # fmt: skip

    answer = ran(watch_board(asked))

    assert answer.status_code == 429
    assert reads(event) == []


def test_who_breaks_no_glass_is_not_journaled_for_reading_the_board():
    event, account = a_day()

    assert admitted_to_board(a_session(account), event.slug) is not None
    assert reads(event) == []


def test_a_board_is_refused_whose_reading_through_broken_glass_cannot_be_journaled(
    breaking, monkeypatch
):
    event, key = breaking

    def failing(*_args, **_kwargs):
        raise DatabaseError

    monkeypatch.setattr(pages, "record", failing)

    with pytest.raises(DatabaseError):
        admitted_to_board(key, event.slug)


def test_one_account_has_so_many_pages_open_and_no_more():
    _, account = a_day()
    session = a_session(account)
    with a_live_process(ORIGIN) as address, ExitStack() as pages:
        streams = []
        for _ in range(PAGES_OF_AN_ACCOUNT_MAX):
            streams.append(messages(pages.enter_context(a_stream(address, session))))
            next(streams[-1])
        found = answer_of(address, session)

    assert found == 429
