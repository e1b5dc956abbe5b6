"""An event with something of everything, and the way through all of its pages, link by link."""

import json
import re
from datetime import timedelta
from html import unescape
from io import BytesIO
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import Resolver404, resolve
from msgspec import Struct

from summitry.plan.identity import Identity
from summitry.plan.terms import Marking
from summitry_web.accounts.actions.glass import Reason, break_glass
from summitry_web.accounts.actions.invitations import invite, invite_first
from summitry_web.accounts.models import Account
from summitry_web.accounts.pages import CLOCK
from summitry_web.accounts.roles import Role
from summitry_web.accounts.terms import Wish
from summitry_web.events.models import Event
from summitry_web.intake.actions import Said, send
from summitry_web.intake.terms import Act, PlaceKind
from summitry_web.people.actions import replace_all
from summitry_web.vault.actions import keep
from tests.web.desk.findings import a_checked_event
from tests.web.made import a_grant, an_account, an_actor, signed_in

SLUG = "summit"
PAGES_MAX = 400
LINK = re.compile(r'(?:href|hx-get)="([^"#][^"]*)"')


class Sample(Struct, frozen=True, kw_only=True):
    """Who looks at the event, and the code of an invitation that nobody took up."""

    event: Event
    reader: Account
    code: str


def a_full_event() -> Sample:
    """Return an event with one thing of each kind, and somebody who may see nearly all of it."""
    event, reader = a_checked_event()
    at = CLOCK.now()
    for role in (Role.AUDITOR, Role.APPROVER, Role.AUTHORITY, Role.TRIAGE):
        a_grant(reader, event, role, person_id=f"S-{reader.pk:03}")
    Account.objects.filter(pk=reader.pk).update(may_create_events=True)
    reader.refresh_from_db()
    actor = an_actor(reader, event, at=at)
    _others(event, at)
    replace_all(event, (Identity(record_id="R-1", name="Synthetic Person"),), at)
    wish = Wish(email="coming@example.org", role=Role.PLANNER, unit_id="U-1", name="Coming")
    invite(actor, event, (wish, Wish(email="second@example.org", role=Role.ORGANISER)), at=at)
    keep(
        actor, event, BytesIO(b"A plan in words."), "plan.txt", subject=("posts", "P-aid"),
        marking=Marking.GREEN, owners=("U-1",), at=at,
    )  # fmt: skip
    _brought(reader)
    _commented(reader)
    return Sample(
        event=event, reader=reader, code=invite_first("first@example.org", "First", at=at)
    )


def _others(event, at):
    """Let others do their part: a proposal, a report, a broken glass."""
    planner, reporter, lead = (an_account() for _ in range(3))
    a_grant(planner, event, Role.PLANNER, unit="U-3", clearance=Marking.AMBER)
    a_grant(reporter, event, Role.REPORTER, "U-9", Marking.AMBER)
    a_grant(lead, event, Role.UNIT_LEAD, "U-2", Marking.AMBER)
    rows = f"/e/{SLUG}/rows/posts/"
    client = signed_in(Client(), planner)
    cells = {row["key"]: row["hash"] for row in client.get(f"{rows}cells/").json()["rows"]}
    row = {"place": "P-gate1", "hash": cells["P-gate1"], "cells": {"name": "North gate"}}
    told = {"id": "sample", "reason": "A clearer name", "rows": [row]}
    client.post(f"{rows}save/", json.dumps(told), content_type="application/json")
    said = Said(
        client_id="phone-1", act=Act.OBJECT, words="A red box", place_kind=PlaceKind.WORDS,
        place="North door", happened_at=at - timedelta(minutes=5),
    )  # fmt: skip
    send(an_actor(reporter, event, at=at), event, said, at=at)
    words = "Synthetic: nobody of the unit can be reached."
    break_glass(
        an_actor(lead, event, at=at), event, {}, reason=Reason.ORDER.value, words=words, at=at
    )


def _brought(reader):
    """Bring a workbook that waits to be looked at, with one change in it."""
    client = signed_in(Client(), reader)
    taken = client.get(f"/e/{SLUG}/workbooks/take/?table=sites").content
    client.post(f"/e/{SLUG}/workbooks/", {"file": SimpleUploadedFile("plan.xlsx", taken)})


def _commented(reader):
    """Say something about the first finding, and give it to a unit."""
    client = signed_in(Client(), reader)
    text = client.get(f"/e/{SLUG}/findings/").content.decode()
    address = re.search(rf"/e/{SLUG}/findings/[0-9a-f]+/", text)[0]
    client.post(f"{address}comment/", {"text": "We look into it."})
    client.post(f"{address}assign/", {"unit": "U-1", "person": "", "due": "2030-05-01"})


class Seen(Struct, frozen=True, kw_only=True):
    """What the way through the site met."""

    pages: dict[str, str]
    """By the name of the address: one page of it, as a whole page in HTML."""
    met: frozenset[str]
    """Every name of an address that a link led to, whatever it answered."""
    broken: tuple[str, ...]
    """Links that lead nowhere, each with the page where it stands."""


def seen_by(account: Account, *starts: str) -> Seen:
    """Follow every link from the starts, one page of each address, and say what was met."""
    client = signed_in(Client(), account)
    waiting = [(each, "the start") for each in starts]
    pages: dict[str, str] = {}
    met: set[str] = set()
    broken: list[str] = []
    while waiting and len(met) < PAGES_MAX:
        path, origin = waiting.pop(0)
        name = _name_of(path)
        if name in met and name not in {"", None}:
            continue
        answer = client.get(path)
        if name is None or answer.status_code >= 400:
            broken.append(f"{path} of {origin}: {answer.status_code}")
            continue
        met.add(name)
        if not _is_html(answer):
            continue
        text = answer.content.decode()
        if "<html" in text:
            pages[name] = answer.request["PATH_INFO"]
        waiting += [(each, path) for each in _links(text, path)]
    return Seen(pages=pages, met=frozenset(met), broken=tuple(dict.fromkeys(broken)))


def _is_html(answer):
    return answer.status_code == 200 and "text/html" in answer.headers.get("Content-Type", "")


def _links(text, path):
    for found in LINK.findall(text):
        address = urljoin(path, unescape(found))
        parts = urlsplit(address)
        if not parts.netloc and not parts.path.startswith(settings.STATIC_URL):
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def _name_of(path):
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return None
