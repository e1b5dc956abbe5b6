"""What a save asks of the database: each question is a way there and back while a planner waits."""

import json
from threading import Lock, Semaphore, Thread

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from summitry.plan.snapshot import Snapshot
from summitry_web.plans.checking.checker import Checker
from summitry_web.plans.store import edits_since
from tests.plans.small import mandate
from tests.plans.small_moments import NOW
from tests.web.made import a_planned_event, signed_in
from tests.web.plans.checked import StoppedClock, an_event_of

ANSWERED_MAX = 38
"""A save with its re-check, in the process that checks as well; 51 before anybody counted."""
WORDS = ("SELECT", "INSERT", "UPDATE", "DELETE")


def asked(captured):
    """Return the statements that read or write; what opens and ends transactions is left out."""
    return [each["sql"] for each in captured if each["sql"].startswith(WORDS)]


def a_save(rows, number):
    body = [
        {"place": row["key"], "hash": row["hash"], "cells": {"headcount_min": str(number)}}
        for row in rows
    ]
    return json.dumps({"id": f"save-{number}", "base": 0, "rows": body})


@pytest.fixture
def planner(client):
    event, organiser, _ = a_planned_event()
    signed_in(client, organiser)
    return client, f"/e/{event.slug}/rows/posts/"


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_a_save_asks_no_more_than_this_however_many_rows_it_has(planner, count):
    client, base = planner
    rows = client.get(f"{base}cells/").json()["rows"][:count]
    # The first save checks the whole plan.
    client.post(f"{base}save/", a_save(rows, 7), content_type="application/json")
    rows = client.get(f"{base}cells/").json()["rows"][:count]

    with CaptureQueriesContext(connection) as captured:
        answer = client.post(f"{base}save/", a_save(rows, 8), content_type="application/json")

    statements = asked(captured)
    assert answer.json()["findings"]["checked"] == 3
    assert len(statements) <= ANSWERED_MAX, "\n".join(each[:120] for each in statements)


@pytest.mark.django_db
def test_edits_since_the_present_revision_are_one_question():
    event, _, _ = a_planned_event()

    with CaptureQueriesContext(connection) as captured:
        found = edits_since(event, event.revision)

    assert (found, len(captured)) == ((), 1)


class Door:
    """A lock that says when somebody has come to it."""

    def __init__(self):
        self.lock, self.come = Lock(), Semaphore(0)

    def __enter__(self):
        self.come.release()
        self.lock.acquire()

    def __exit__(self, *_):
        self.lock.release()


class CountingClock(StoppedClock):
    """A stopped clock that counts how often it was looked at: once in each check."""

    looks = 0

    def now(self):
        self.looks += 1
        return super().now()


@pytest.mark.django_db(transaction=True)
def test_who_waits_for_the_same_event_shares_one_check():
    event = an_event_of(Snapshot.of(mandate()))
    clock, door, found = CountingClock(NOW), Door(), []
    checker = Checker(clock)
    checker._locks[event.pk] = door

    def ask():
        found.append(checker.bring_up(event.pk).revision)
        connection.close()

    asking = [Thread(target=ask) for _ in range(4)]
    with door.lock:
        for each in asking:
            each.start()
        for _ in asking:
            assert door.come.acquire(timeout=30)
    for each in asking:
        each.join(timeout=30)

    assert (found, clock.looks) == ([1, 1, 1, 1], 1)
    checker.bring_up(event.pk)
    assert clock.looks == 2
