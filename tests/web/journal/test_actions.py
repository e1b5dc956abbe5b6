"""Entries are written within the caller's transaction, numbered without a gap."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from summitry.kit.errors import SummitryError
from summitry.operations.judge import Verified
from summitry_web.journal import access, actions
from summitry_web.journal.models import Entry

pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 1, 8, tzinfo=UTC)


def written(count: int, journal: str = "summit", *, first: int = 1) -> None:
    for number in range(first, first + count):
        actions.record(
            "row.saved", journal=journal, actor=f"P-{number % 3}", at=AT, subject=f"posts/{number}",
            facts={"revision": number},
        )  # fmt: skip


def test_numbers_have_no_gap_and_journals_are_apart() -> None:
    written(3)
    written(2, "node")

    assert list(Entry.objects.values_list("journal", "number")) == [
        ("node", 1), ("node", 2), ("summit", 1), ("summit", 2), ("summit", 3),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "facts", [{"x": 0.1, "y": [1e2, {"z": 1e300}]}, {"a": (1, 2)}, {"n": None}]
)
def test_any_facts_verify_when_read_back(facts: dict[str, object]) -> None:
    zone = timezone(timedelta(hours=7))
    actions.record("x", journal="summit", actor="P-1", at=AT.astimezone(zone), facts=facts)

    assert access.verify("summit") == Verified(1, 0)


def test_an_entry_is_never_changed_or_deleted() -> None:
    written(1)
    row = Entry.objects.get()

    for refused in (row.save, row.delete, Entry.objects.all().delete):
        with pytest.raises(SummitryError, match=r"journal\.append_only"):
            refused()
    with pytest.raises(SummitryError, match=r"journal\.append_only"):
        Entry.objects.filter(number=1).update(actor="P-9")
