from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.conf import settings
from django.db import connection

from summitry.kit.errors import SummitryError
from summitry.kit.merkle import root_from_proof
from summitry.operations.checkpoint import is_genuine
from summitry.operations.judge import Fault, Reason, Verified
from summitry_web.journal import access, actions
from summitry_web.journal.models import Checkpoint, Entry

pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 1, 8, tzinfo=UTC)


def written(count: int, journal: str = "summit") -> None:
    for number in range(1, count + 1):
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


def test_a_checkpoint_signs_all_entries_once() -> None:
    written(5)

    made = actions.checkpoint("summit", AT)
    again = actions.checkpoint("summit", AT)

    assert made is not None
    assert (made.size, again) == (5, None)
    assert access.signed_to("summit") == made
    assert access.verify("summit") == Verified(5, 5)


def test_the_signing_key_is_made_once_and_for_its_user_alone() -> None:
    written(1)
    actions.checkpoint("summit", AT)

    assert [oct((settings.HOME / "journal.key").stat().st_mode & 0o777)] == ["0o600"]
    assert [each.name for each in settings.HOME.iterdir()] == ["journal.key"]


@pytest.mark.parametrize(("count", "sizes"), [(63, []), (64, [64]), (130, [130])])
def test_sixty_four_unsigned_entries_are_signed_after_the_commit(
    count: int, sizes: list[int], django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        written(count)

    assert list(Checkpoint.objects.values_list("size", flat=True)) == sizes


def test_the_tasks_sign_what_is_dirty() -> None:
    written(2)
    written(1, "node")

    assert (actions.checkpoint_all(AT), actions.checkpoint_all(AT)) == (2, 0)


def test_an_entry_is_never_changed_or_deleted() -> None:
    written(1)
    row = Entry.objects.get()

    for refused in (row.save, row.delete, Entry.objects.all().delete):
        with pytest.raises(SummitryError, match=r"journal\.append_only"):
            refused()
    with pytest.raises(SummitryError, match=r"journal\.append_only"):
        Entry.objects.filter(number=1).update(actor="P-9")


def test_every_signed_entry_has_a_proof_to_the_signed_root() -> None:
    written(7)
    first = actions.checkpoint("summit", AT)
    written(2)

    proofs = [access.proof("summit", number) for number in range(1, 10)]

    assert proofs[7:] == [None, None]
    for place, proof in enumerate(proofs[:7]):
        assert proof is not None
        assert proof.checkpoint == first
        assert root_from_proof(proof.leaf, place, 7, proof.hashes) == first.root


def test_a_checkpoint_is_signed_for_its_journal_alone() -> None:
    written(1)
    made = actions.checkpoint("summit", AT)
    public = actions.node_key().public_key().public_bytes_raw()

    assert is_genuine(made, public)
    assert made.note().splitlines()[:2] == ["summitry/journal/summit", "1"]


def test_a_changed_row_is_named_in_the_database() -> None:
    written(5)
    actions.checkpoint("summit", AT)

    with connection.cursor() as cursor:
        cursor.execute("UPDATE journal_entry SET actor = 'P-9' WHERE number = 3")

    assert access.verify("summit") == Fault(Reason.CHANGED, 3, 3)


def test_a_tail_that_was_cut_off_is_noticed() -> None:
    written(3)
    actions.checkpoint("summit", AT)
    written(2)

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM journal_entry WHERE number > 4")

    assert access.verify("summit") == Fault(Reason.TRUNCATED, 5, 5)
