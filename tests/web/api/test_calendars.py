"""Calendars: who reads what by the secret address, and that programs can read it."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.urls import reverse

from summitry.plan.programme import Item
from summitry.plan.terms import Marking
from summitry_web.accounts.roles import Role
from summitry_web.api.actions.calendars import renew
from summitry_web.api.models import CalendarAddress
from summitry_web.plans.access import rows
from tests.plans.small_moments import NOW
from tests.web import made
from tests.web.api.asking import a_token, ask

pytestmark = pytest.mark.django_db


def address_of(client, account):
    made.signed_in(client, account)
    told = client.post(reverse("api:calendar")).content.decode()
    return re.search(r"/calendar/[-\w]+\.ics", told)[0]


def entries(answer):
    read = icalendar.Calendar.from_ical(answer.content)
    return {str(part["summary"]): part for part in read.walk() if "summary" in part}


@pytest.fixture
def planned():
    event, organiser, actor = made.a_planned_event()
    event.timezone = "Asia/Ho_Chi_Minh"
    event.save()
    return event, organiser, actor


def test_programme_is_read_in_the_venues_zone(client, planned):
    event, organiser, actor = planned
    item = next(iter(rows(actor, event, Item, at=made.AT).values()))

    answer = client.get(address_of(client, organiser))
    client.logout()

    part = entries(answer)[item.title]
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert part.start == item.start.astimezone(ZoneInfo("Asia/Ho_Chi_Minh"))
    assert part["dtstart"].params["TZID"] == "Asia/Ho_Chi_Minh"
    assert b"BEGIN:VTIMEZONE" in answer.content
    assert part["dtstamp"].dt == NOW + timedelta(seconds=1)


def test_same_calendar_is_not_sent_twice(client, planned):
    address = address_of(client, planned[1])
    first = client.get(address)

    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")


def test_above_green_a_code_stands_for_the_row(client, planned):
    event, organiser, actor = planned
    key, item = next(iter(rows(actor, event, Item, at=made.AT).items()))
    token = a_token(organiser, event)
    row = ask(client, "get", f"/events/summit/tables/programme/rows/{key}", token).json()
    body = {"id": "request-1", "rows": [
        {"place": key, "hash": row["hash"],
         "cells": {"title": "CANARY", "marking": Marking.AMBER.value}}]}  # fmt: skip
    ask(client, "post", "/events/summit/tables/programme/save", token, body=body)

    answer = client.get(address_of(client, organiser))

    text = answer.content.decode().replace("\r\n ", "")
    part = next(
        each
        for summary, each in entries(answer).items()
        if summary.startswith("Summitry") and each.start == item.start
    )
    assert "CANARY" not in text
    assert f"/{key}/" not in text
    led = client.get("/" + str(part["url"]).split("/", 3)[3])
    assert led.headers["Location"] == f"/e/summit/rows/programme/row/{key}/"


def test_code_leads_nobody_else(client, planned):
    event, _, actor = planned
    reporter = made.an_account()
    made.a_grant(reporter, event, Role.READER, clearance=Marking.CLEAR)
    made.signed_in(client, reporter)

    answer = client.get(reverse("api:behind", kwargs={"event": "summit", "code": "0" * 12}))

    assert (answer.status_code, actor.account_id != reporter.pk) == (404, True)


def test_revoked_and_renewed_addresses_are_gone(client, planned):
    _, organiser, _ = planned
    old = address_of(client, organiser)
    new = address_of(client, organiser)
    codes = [client.get(old).status_code, client.get(new).status_code]

    client.post(reverse("api:revoke-calendar"))

    assert [*codes, client.get(new).status_code] == [404, 200, 404]
    assert CalendarAddress.objects.count() == 0


def test_address_needs_a_fresh_proof_and_is_kept_as_a_digest(client, planned):
    _, organiser, _ = planned
    made.signed_in(client, organiser, proved=False)

    answer = client.post(reverse("api:calendar"))
    secret = renew(organiser, {"proved_at": made.AT.timestamp()}, at=made.AT)

    assert answer.headers["Location"].startswith("/accounts/prove/")
    assert secret not in CalendarAddress.objects.get().digest
