"""A named person: sealed, confirmed by a second person, deleted by itself."""

from datetime import timedelta
from io import BytesIO

import pytest

from summitry.kit.errors import SummitryError
from summitry.plan.terms import Marking
from summitry_web.accounts.roles import Role
from summitry_web.frame.refused import Denied
from summitry_web.intake import access, actions
from summitry_web.intake.models import Report, SealedName
from summitry_web.intake.terms import Ground
from summitry_web.journal.models import Entry
from summitry_web.vault.actions import keep
from summitry_web.vault.models import Attachment
from tests.web.made import AT, an_actor

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
CANARY = "Synthetic Canary Person"


@pytest.fixture
def named(event, reporter, said):
    person = actions.Named(name=CANARY, ground=Ground.LIFE, basis="Act 5")
    return actions.send(reporter, event, said(named=person), at=AT)


def code_of(doing, *arguments, **named):
    with pytest.raises(SummitryError) as caught:
        doing(*arguments, **named)
    return caught.value.code


def test_name_stands_nowhere_in_clear(named):
    assert CANARY.encode() not in bytes(SealedName.objects.get().sealed)
    everything = [
        *Report.objects.values_list(),
        *Entry.objects.values_list(),
        *named.steps.values(),
    ]
    assert CANARY not in repr(everything)


@pytest.mark.usefixtures("named")
def test_every_reading_is_journaled(event, desk):
    told = [actions.read_name(desk, event, 1, at=AT) for _ in range(2)]

    assert told == [CANARY, CANARY]
    read = Entry.objects.filter(kind="intake.name-read", actor=desk.person_id)
    assert read.count() == 2


def test_unconfirmed_name_is_gone_after_a_day(event, desk, named):
    last = AT + DAY - timedelta(seconds=1)
    before = actions.read_name(desk, event, 1, at=last)

    after = code_of(actions.read_name, desk, event, 1, at=AT + DAY)
    swept = [actions.sweep(last), actions.sweep(AT + DAY), actions.sweep(AT + DAY)]

    assert (before, after, swept) == (CANARY, "intake.name_gone", [0, 1, 0])
    assert SealedName.objects.get().sealed is None
    assert named.steps.last().kind == "name-deleted"


def test_confirmed_name_lives_for_its_days_and_no_longer(event, desk, named):
    actions.confirm_name(desk, event, 1, days=30, review_days=10, at=AT + timedelta(hours=23))

    name = access.name_of(named, at=AT + 30 * DAY - timedelta(seconds=1))
    assert (name.review_at, name.ends_at) == (AT + 10 * DAY, AT + 30 * DAY)
    assert access.name_of(named, at=AT + 30 * DAY) is None


def test_who_named_cannot_confirm(event, desk, said):
    person = actions.Named(name=CANARY, ground=Ground.LIFE)
    actions.send(desk, event, said(named=person), at=AT)

    code = code_of(actions.confirm_name, desk, event, 1, days=7, review_days=3, at=AT)

    assert code == "intake.same_person"


@pytest.mark.parametrize(
    ("days", "review_days", "code"),
    [(31, 3, "intake.days"), (0, 0, "intake.days"), (7, 7, "intake.review"),
     (7, 0, "intake.review")],
)  # fmt: skip
def test_days_have_limits(event, desk, named, days, review_days, code):
    assert named.number == 1
    assert code_of(
        actions.confirm_name, desk, event, 1, days=days, review_days=review_days, at=AT
    ) == code  # fmt: skip


@pytest.mark.usefixtures("named")
def test_texts_photos_and_names_go_ninety_days_after_the_event(
    event, desk, tmp_path, django_capture_on_commit_callbacks
):
    actions.confirm_name(desk, event, 1, days=30, review_days=10, at=AT)
    actions.take(desk, event, 1, at=AT)
    actions.close(desk, event, 1, "dealt-with", at=AT)
    photo = keep_photo(desk, event)
    event.closes = AT
    event.save()

    early = actions.expire(event, AT + 90 * DAY - timedelta(seconds=1))
    with django_capture_on_commit_callbacks(execute=True):
        due = [actions.expire(event, AT + 90 * DAY), actions.expire(event, AT + 91 * DAY)]

    report = Report.objects.get()
    assert (early, due) == (0, [1, 0])
    assert (report.words, report.place, report.act, report.reason) == (
        "", "", "unattended-object", "dealt-with",
    )  # fmt: skip
    assert Attachment.objects.count() == 0
    assert not (tmp_path / "vault" / photo.hash[:2] / photo.hash).exists()
    assert SealedName.objects.get().sealed is None


def keep_photo(actor, event):
    return keep(
        actor, event, BytesIO(b"notes\n"), "a.txt",
        subject=("reports", "1"), marking=Marking.AMBER, owners=(), at=AT,
    )  # fmt: skip


def test_open_reports_are_not_expired(event, desk, named):
    actions.take(desk, event, named.number, at=AT)
    event.closes = AT
    event.save()

    assert actions.expire(event, AT + 200 * DAY) == 0


def test_other_desks_do_not_read_the_name(event, granted, named):
    assert named.number == 1
    other = an_actor(granted(Role.TRIAGE, "U-2"), event)

    with pytest.raises(Denied):
        actions.read_name(other, event, 1, at=AT)
