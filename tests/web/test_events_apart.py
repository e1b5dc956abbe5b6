"""Two events side by side: nothing of the one appears anywhere for somebody of the other."""

import re

import pytest
from django.urls import get_resolver
from msgspec.structs import replace

from summitry.plan.change import Edit
from summitry.plan.snapshot import Snapshot
from summitry_web.accounts.roles import Role
from summitry_web.baselines import store
from summitry_web.baselines.actions.freezing import freeze
from summitry_web.plans.access import snapshot_of
from summitry_web.plans.actions.rows import save
from summitry_web.plans.held import _HELD
from tests.web import matrix
from tests.web.made import AT, a_grant, a_planned_event, an_account, an_actor, signed_in

pytestmark = pytest.mark.django_db
CANARY = "CANARY-of-the-other"
SLUG = "secret-slug-of-the-other"
SAMPLES = {
    "table": "objectives", "key": "O-1", "number": "1", "pk": "1", "word": "1", "code": "C-01",
    "unit": "U-1", "revision": "1", "exercise": SLUG,
}  # fmt: skip


@pytest.fixture(autouse=True)
def _nothing_held():
    store.forget()
    _HELD.clear()


def with_canaries(actor, event):
    """Put a canary into every name of the plan that can be changed."""
    snapshot: Snapshot = snapshot_of(event)
    edits = [
        Edit(table, key, replace(row, name=f"{CANARY} {key}"))
        for table, rows in snapshot.tables.items()
        for key, row in rows.items()
        if isinstance(getattr(row, "name", None), str)
    ]
    save(actor, event, edits, at=AT)
    event.refresh_from_db()
    freeze(actor, event, name=f"{CANARY} baseline", reason=CANARY, at=AT)


def addresses(slug):
    """Return every address with samples of things that there are in both events."""
    found = set()
    for each in matrix.addresses(get_resolver()):
        path = "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda part: _sample(part[1], slug), each.route)
        if not re.search(r"[<>^$()\\?*]", path) and each.route.startswith(("e/<slug:event>", "")):
            found.add(path)
    return sorted(found)


def _sample(name, slug):
    return slug if name == "event" else SAMPLES.get(name, "O-1")


def test_nothing_of_one_event_appears_for_somebody_of_the_other(client):
    other, _, other_actor = a_planned_event(SLUG)
    with_canaries(other_actor, other)
    mine, _, mine_actor = a_planned_event("mine")
    freeze(mine_actor, mine, name="Mine", reason="Mine", at=AT)
    account = an_account()
    for role in Role:
        a_grant(account, mine, role)
    signed_in(client, account)
    client.raise_request_exception = False

    told, opened = [], 0
    for path in addresses("mine"):
        answer = client.get(path)
        body = b"".join(answer) if answer.streaming else answer.content
        opened += answer.status_code == 200
        given = SLUG.encode() if SLUG in path else b"\x00"
        if CANARY.encode() in body or SLUG.encode() in body.replace(given, b""):
            told.append(path)
    strange = [
        path
        for path in addresses(SLUG)
        if f"/e/{SLUG}/" in path and client.get(path).status_code not in {404, 405}
    ]

    assert opened > 40
    assert told == []
    assert strange == []
    assert an_actor(account, mine).grants
