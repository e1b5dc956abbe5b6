from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from summitry.kit.errors import SummitryError
from summitry.plan.identity import FINGERPRINT, Identity
from summitry.plan.terms import Marking
from summitry.policy.identities import Ground as MatchGround
from summitry.policy.identities import matches
from summitry_web.accounts.roles import Role
from summitry_web.frame.refused import Denied, ProveAgain
from summitry_web.journal.models import Entry
from summitry_web.people import access, actions
from summitry_web.people.actions import Replaced
from summitry_web.people.models import IdentityRecord, RecordKey
from tests.web.made import AT, a_grant, an_account, an_actor, an_event

pytestmark = pytest.mark.django_db
CANARY = "Zzyzx Synthetic"


def identity(record: str = "R-1", **cells: object) -> Identity:
    given = {"name": CANARY, "document": "X-CANARY-77", "birth_date": date(1970, 1, 2), **cells}
    return Identity(record_id=record, **given)


def place(role: Role = Role.ORGANISER, clearance: Marking = Marking.RED, *, proved: bool = True):
    event, account = an_event(), an_account()
    a_grant(account, event, role, clearance=clearance)
    return event, an_actor(account, event, proved=proved)


def journaled() -> list[tuple[str, str, dict]]:
    return list(Entry.objects.values_list("kind", "subject", "facts"))


def stored_bytes() -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM people_identityrecord")
        return b"".join(bytes(row[0]) for row in cursor.fetchall())


def test_identities_come_back_as_they_were_given() -> None:
    event, _ = place()
    given = (identity("R-1"), identity("R-2", marking=Marking.AMBER))

    done = actions.replace_all(event, reversed(given), AT)

    assert done == Replaced(2, 0, 0)
    assert access.identities_of(event) == given
    assert CANARY.encode() not in stored_bytes()


def test_of_a_document_a_fingerprint_is_left_as_soon_as_there_is_a_badge() -> None:
    event, actor = place()

    done = actions.replace_all(
        event, [identity(badge="B-1", document="X-CANARY-78"), identity("R-2")], AT
    )

    assert done == Replaced(2, 1, 0)
    kept, whole = (each.document for each in access.identities_of(event))
    assert kept.startswith(FINGERPRINT)
    assert "CANARY" not in kept
    assert whole == "X-CANARY-77"
    revealed = actions.reveal(actor, event, "R-1", purpose="duplicate", at=AT)
    taken = actions.take_all(actor, event, purpose="package", at=AT)
    assert [revealed.document, *(each.document for each in taken)] == ["", "", "X-CANARY-77"]


def test_two_badges_on_one_document_are_found_though_its_number_is_gone() -> None:
    event, _ = place()
    other = an_event("other")
    given = [
        identity("R-1", badge="B-1", document="C-1234567", birth_date=None),
        identity("R-2", badge="B-2", document="c 1234567", birth_date=None, name="Zzyzx Synthetik"),
        identity("R-3", badge="B-3", document="C-7654321", birth_date=None, name="Another One"),
    ]

    actions.replace_all(event, given, AT)
    actions.replace_all(other, given, AT)

    found = matches(access.identities_of(event), similarity_min=0.9)
    assert [(e.first.record_id, e.second.record_id, e.ground) for e in found] == [
        ("R-1", "R-2", MatchGround.DOCUMENT)
    ]
    kept = {each.document for each in access.identities_of(event)}
    assert kept.isdisjoint(each.document for each in access.identities_of(other))


def test_the_document_stays_where_the_setting_keeps_it(settings) -> None:
    event, _ = place()
    settings.KEEP_DOCUMENTS = True

    assert actions.replace_all(event, [identity(badge="B-1")], AT) == Replaced(1, 0, 0)
    assert access.identities_of(event) == (identity(badge="B-1"),)


def test_a_record_that_comes_twice_is_refused() -> None:
    event, _ = place()

    with pytest.raises(SummitryError, match=r"people\.twice"):
        actions.replace_all(event, [identity(), identity()], AT)


def test_what_was_erased_is_noise_and_no_import_brings_it_back() -> None:
    event, actor = place()
    actions.replace_all(event, [identity(), identity("R-2")], AT)

    actions.erase(actor, event, "R-1", "subject-request", AT)
    again = actions.replace_all(event, [identity(), identity("R-2")], AT)

    assert again == Replaced(1, 0, 1)
    assert access.identities_of(event) == (identity("R-2"),)
    assert list(RecordKey.objects.values_list("record__record_id", flat=True)) == ["R-2"]
    assert [bytes(r.content) for r in IdentityRecord.objects.filter(record_id="R-1")] == [b""]
    assert journaled()[1] == ("people.erased", "R-1", {"reason": "subject-request"})


def test_without_its_key_a_content_opens_no_more() -> None:
    event, _ = place()
    actions.replace_all(event, [identity(), identity("R-2")], AT)
    RecordKey.objects.filter(record__record_id="R-1").delete()

    assert access.identities_of(event) == (identity("R-2"),)


def test_a_content_put_under_another_record_is_refused() -> None:
    event, _ = place()
    actions.replace_all(event, [identity()], AT)
    IdentityRecord.objects.update(record_id="R-9")

    with pytest.raises(SummitryError, match=r"people\.unreadable"):
        access.identities_of(event)


def test_opening_a_record_is_journaled_by_ids_alone() -> None:
    event, actor = place()
    actions.replace_all(event, [identity()], AT)

    found = actions.reveal(actor, event, "R-1", purpose="duplicate", at=AT)

    assert found == identity()
    facts = {"purpose": "duplicate", "account": actor.account_id}
    assert journaled()[1:] == [("people.revealed", "R-1", facts)]
    assert CANARY not in repr(journaled())


def test_free_text_is_no_purpose() -> None:
    event, actor = place()
    actions.replace_all(event, [identity()], AT)

    with pytest.raises(SummitryError, match=r"people\.purpose"):
        actions.reveal(actor, event, "R-1", purpose=CANARY, at=AT)


def test_the_two_hundred_and_first_record_within_an_hour_is_refused() -> None:
    event, actor = place()
    actions.replace_all(event, [identity()], AT)
    for second in range(actions.REVEALS_HOUR_MAX):
        at = AT + timedelta(seconds=second)
        actions.reveal(actor, event, "R-1", purpose="contact", at=at)

    with pytest.raises(SummitryError) as refusal:
        actions.reveal(actor, event, "R-1", purpose="contact", at=AT + timedelta(minutes=59))
    later = AT + timedelta(hours=1, seconds=1)
    found = actions.reveal(actor, event, "R-1", purpose="contact", at=later)

    assert refusal.value.facts == {
        "got": 200, "expected": 200, "again": "2025-10-01T09:00+00:00"
    }  # fmt: skip
    assert Entry.objects.filter(kind="people.revealed").count() == 201
    assert found == identity()


@pytest.mark.parametrize(
    ("role", "clearance"),
    [(Role.ORGANISER, Marking.AMBER), (Role.PLANNER, Marking.RED), (Role.AUDITOR, Marking.RED)],
)
def test_who_may_not_read_persons_learns_nothing(role: Role, clearance: Marking) -> None:
    event, actor = place(role, clearance)
    actions.replace_all(event, [identity()], AT)

    for record in ("R-1", "R-404"):
        with pytest.raises(Denied):
            actions.reveal(actor, event, record, purpose="contact", at=AT)


def test_a_record_above_the_clearance_is_neither_listed_nor_counted() -> None:
    event, actor = place(clearance=Marking.AMBER)
    actions.replace_all(event, [identity(), identity("R-2", marking=Marking.AMBER)], AT)

    assert [each.record_id for each in actions.list_all(actor, event, at=AT)] == ["R-2"]
    assert journaled()[1:] == [("people.listed", "", {"count": 1})]


def test_who_may_not_read_persons_sees_no_list() -> None:
    event, actor = place(Role.PLANNER)

    with pytest.raises(Denied):
        actions.list_all(actor, event, at=AT)


def test_a_record_of_another_event_is_not_there() -> None:
    event, actor = place()
    other = an_event("other")
    actions.replace_all(other, [identity()], AT)

    with pytest.raises(Denied):
        actions.reveal(actor, event, "R-1", purpose="contact", at=AT)


def test_the_list_shows_neither_birth_date_nor_document() -> None:
    event, actor = place()
    actions.replace_all(event, [identity()], AT)

    assert actions.list_all(actor, event, at=AT) == (identity(document="", birth_date=None),)
    assert journaled()[1:] == [("people.listed", "", {"count": 1})]


def test_taking_everything_along_is_journaled() -> None:
    event, actor = place()
    actions.replace_all(event, [identity()], AT)

    assert actions.take_all(actor, event, purpose="package", at=AT) == (identity(),)
    assert journaled()[1:] == [("people.taken", "", {"purpose": "package", "count": 1})]


def test_erasing_asks_for_a_fresh_proof() -> None:
    event, actor = place(proved=False)
    actions.replace_all(event, [identity()], AT)

    with pytest.raises(ProveAgain):
        actions.erase(actor, event, "R-1", "mistake", AT)


CLOSES = datetime(2025, 10, 26, tzinfo=UTC)


@pytest.mark.parametrize(("late", "count"), [(timedelta(seconds=-1), 0), (timedelta(), 1)])
def test_identities_go_ninety_days_after_the_close(late: timedelta, count: int) -> None:
    event = an_event(closes=CLOSES)
    actions.replace_all(event, [identity()], AT)

    assert actions.expire(event, CLOSES + timedelta(days=90) + late) == count
    assert len(access.identities_of(event)) == 1 - count
    assert RecordKey.objects.count() == 1 - count


def test_an_event_without_a_close_keeps_its_identities() -> None:
    event = an_event()
    actions.replace_all(event, [identity()], AT)

    assert actions.expire(event, AT + timedelta(days=9_999)) == 0
