"""A download: only to whom it is for, never shown by the browser, and in the journal."""

import re
from io import BytesIO

import pytest

from summitry.plan.terms import Marking
from summitry_web.journal.models import Entry
from summitry_web.vault import actions
from tests.web.vault.conftest import AT

pytestmark = pytest.mark.django_db
ASKERS_OWN = re.compile(rb'files/[0-9]+|data-now="[^"]*"|[0-9A-Za-z]{64}')


def told(answer):
    """Return the page without what the asker's own request puts into it."""
    return ASKERS_OWN.sub(b"", answer.content)


@pytest.fixture
def kept(event, granted, acting):
    return actions.keep(
        acting(granted("a@example.org", "planner", "U-1", "TLP:AMBER+STRICT")),
        event, BytesIO(b"hello\n"), "Kế hoạch.txt", subject=("baselines", "1"),
        marking=Marking.AMBER_STRICT, owners=("U-1",), at=AT,
    )  # fmt: skip


def test_owner_downloads_and_the_journal_tells(client, granted, kept):
    account = granted("b@example.org", "planner", "U-1", "TLP:AMBER+STRICT")
    client.force_login(account)

    answer = client.get(f"/e/summit/files/{kept.pk}/")

    assert (answer.status_code, answer.content) == (200, b"hello\n")
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename*=utf-8''K%E1%BA%BF%20ho%E1%BA%A1ch.txt"
    )
    last = Entry.objects.last()
    assert (last.kind, last.actor, last.subject) == (
        "document.read", f"P-{account.pk}", "baselines/1",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("unit_id", "clearance"), [("U-2", "TLP:AMBER+STRICT"), ("U-1", "TLP:AMBER")]
)
def test_others_get_the_answer_for_what_is_not_there(client, granted, kept, unit_id, clearance):
    client.force_login(granted("c@example.org", "planner", unit_id, clearance))

    theirs = client.get(f"/e/summit/files/{kept.pk}/")
    nobodys = client.get("/e/summit/files/999999/")

    assert (theirs.status_code, told(theirs)) == (404, told(nobodys))
    assert Entry.objects.filter(kind="document.read").count() == 0


def test_stranger_is_asked_to_sign_in(client, kept):
    assert client.get(f"/e/summit/files/{kept.pk}/").status_code == 302
