"""What comes in from phones."""

from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from summitry.kit.errors import SummitryError
from summitry_web.accounts.roles import Role
from summitry_web.frame.refused import Denied
from summitry_web.intake import access
from summitry_web.intake.actions import Photo, answer, ask, send, take
from summitry_web.intake.models import Report
from summitry_web.journal.models import Entry
from summitry_web.vault.models import Attachment
from tests.web.made import AT, an_actor

pytestmark = pytest.mark.django_db


def photo():
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (21.0, 1.0, 42.0)}
    out = BytesIO()
    Image.new("RGB", (40, 20)).save(out, "JPEG", exif=exif)
    return Photo(stream=BytesIO(out.getvalue()), name="IMG_1.jpg")


def test_same_id_twice_is_one_report(event, reporter, said):
    first = send(reporter, event, said(), photo=photo(), at=AT)
    again = send(reporter, event, said(words="changed"), photo=photo(), at=AT)

    assert (first.pk, Report.objects.count(), Attachment.objects.count()) == (again.pk, 1, 1)
    assert again.words == "A red box by the door"


def test_same_id_of_another_account_is_another_report(event, reporter, said, desk):
    send(reporter, event, said(), at=AT)
    send(desk, event, said(), at=AT)

    assert sorted(Report.objects.values_list("number", flat=True)) == [1, 2]


def test_photo_is_kept_without_what_the_camera_wrote(event, reporter, said, desk, tmp_path):
    report = send(reporter, event, said(), photo=photo(), at=AT)

    found = access.photos_of(desk, report, at=AT)[0]
    kept = (tmp_path / "vault" / found.hash[:2] / found.hash).read_bytes()
    assert (found.name, dict(Image.open(BytesIO(kept)).getexif())) == ("IMG_1.jpg", {})


def test_report_from_ten_minutes_ahead_is_taken_and_later_ones_are_not(event, reporter, said):
    edge = AT + timedelta(minutes=10)

    send(reporter, event, said(happened_at=edge), at=AT)
    with pytest.raises(SummitryError) as caught:
        send(
            reporter, event, said(client_id="phone-2", happened_at=edge + timedelta(seconds=1)),
            at=AT,
        )  # fmt: skip

    assert (caught.value.code, Report.objects.count()) == ("intake.future", 1)


def test_who_may_not_report_is_denied(event, granted, said):
    auditor = an_actor(granted(Role.AUDITOR), event)

    with pytest.raises(Denied):
        send(auditor, event, said(), at=AT)


def test_journal_holds_ids_and_no_words(report):
    entry = Entry.objects.get(kind="intake.received")

    assert (entry.subject, entry.actor) == ("reports/1", report.person_id)
    assert entry.facts == {"act": "unattended-object", "names_a_person": False}


def test_question_reaches_who_reported_and_the_answer_comes_back(event, reporter, desk, report):
    take(desk, event, 1, at=AT)
    ask(desk, event, 1, "Which door?", at=AT)
    report.refresh_from_db()
    question = access.question_of(report)

    answer(reporter, event, 1, "The north one", at=AT)

    report.refresh_from_db()
    assert (question.words, report.state) == ("Which door?", "taken")
    assert [step.kind for step in report.steps.all()] == ["received", "taken", "asked", "answered"]
    with pytest.raises(SummitryError):
        answer(reporter, event, 1, "Again", at=AT)


@pytest.mark.usefixtures("report")
def test_nobody_answers_for_another(event, desk, second):
    take(desk, event, 1, at=AT)
    ask(desk, event, 1, "Which door?", at=AT)

    with pytest.raises(Denied):
        answer(second, event, 1, "x", at=AT)
    assert list(access.own_reports(second, event)) == []
