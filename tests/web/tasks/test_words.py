"""What units say of tasks: for themselves alone, counted as the rules count it, and kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from summitry.plan.attestation import AttestationKind, row_hash
from summitry.plan.plans import Task, TaskPart
from summitry.plan.resources import Commitment
from summitry_web.accounts.roles import Role
from summitry_web.journal.models import Entry
from summitry_web.plans.access import attestations_of, held_snapshot
from summitry_web.tasks.access import State, book_of
from tests.web.made import AT, an_actor, signed_in
from tests.web.tasks.planned import LATE, a_tasked_event, of_unit

pytestmark = pytest.mark.django_db
NEXT = "T-next"


@pytest.fixture
def event():
    return a_tasked_event()[0]


def say(client, event, name, key=NEXT, **cells):
    row = held_snapshot(event).rows(Task)[key]
    cells = {"hash": row_hash(row), **cells}
    return client.post(f"/e/summit/tasks/task/{key}/{name}/", cells).status_code


def said(event, key=NEXT, table="tasks"):
    return [
        (word.kind.value, word.by, word.reason, word.evidence)
        for word in attestations_of(event)
        if word.subject_table == table and word.subject_key == key
    ]


def state(event, key=NEXT):
    account = of_unit(event, "U-1", "N-one")
    book = book_of(an_actor(account, event), event, at=AT)
    return next((each.state, each.percent) for each in book.standings if each.key == key)


def test_a_lead_accepts_reports_and_completes(client, event):
    signed_in(client, of_unit(event, "U-1", "N-one"))
    states = [state(event)[0]]

    answers = [say(client, event, "accept")]
    states.append(said(event))
    answers += [say(client, event, "progress", percent="40", remark="Half of it")]
    answers += [say(client, event, "complete", remark="Done")]

    assert answers == [302, 302, 302]
    assert states == [State.NOT_ACCEPTED, [("accepted", "N-one", "", "")]]
    assert sorted(said(event)) == [
        ("accepted", "N-one", "", ""),
        ("completed", "N-one", "Done", ""),
        ("progress", "N-one", "Half of it", "40"),
    ]
    kinds = Entry.objects.filter(subject=f"tasks/{NEXT}").values_list("kind", flat=True)
    assert set(kinds) == {"word.accepted", "word.progress", "word.completed"}


def test_who_does_not_lead_is_refused_like_a_stranger(client, event):
    speakers = (
        of_unit(event, "U-2", "N-two"),
        of_unit(event, "", "N-U-1", role=Role.ORGANISER),
        of_unit(event, "U-1", "N-one", role=Role.READER),
    )

    answers = []
    for account in speakers:
        signed_in(client, account)
        answers += [say(client, event, "accept"), say(client, event, "complete")]

    assert set(answers) == {404}
    assert said(event) == []


def test_a_word_that_the_rules_would_not_count_is_refused(client, event):
    signed_in(client, of_unit(event, "U-1", "N-nobody"))

    assert say(client, event, "accept") == 400
    assert said(event) == []


def test_a_word_on_a_row_that_was_not_seen_is_refused(client, event):
    signed_in(client, of_unit(event, "U-1", "N-one"))

    assert say(client, event, "accept", hash="0" * 32) == 400
    assert said(event) == []


@pytest.mark.parametrize("percent", ["", "-1", "101", "4.5", "٤", "9" * 9])
def test_a_share_that_is_none_is_refused(client, event, percent):
    signed_in(client, of_unit(event, "U-1", "N-one"))

    assert say(client, event, "progress", percent=percent) == 400
    assert said(event) == []


def test_returning_needs_a_reason(client, event):
    signed_in(client, of_unit(event, "U-1", "N-one"))

    assert say(client, event, "return") == 400
    assert say(client, event, "return", remark="Not ours") == 302
    assert said(event) == [("returned", "N-one", "Not ours", "")]


def test_completing_keeps_the_file_that_shows_it(client, event):
    signed_in(client, of_unit(event, "U-1", "N-one"))
    sent = SimpleUploadedFile("shown.txt", b"Synthetic evidence.\n")

    answer = say(client, event, "complete", evidence=sent)

    shown = client.get(f"/e/summit/tasks/task/{NEXT}/").content.decode()
    ((kind, by, reason, evidence),) = said(event)
    assert (answer, kind, by, reason) == (302, "completed", "N-one", "")
    assert evidence.startswith("attachment:")
    assert "shown.txt" in shown
    assert "shows that it is done" in shown


def acknowledge(client, event, key):
    row = held_snapshot(event).rows(TaskPart)[key]
    cells = {"hash": row_hash(row), "table": "task_parts", "row": key}
    return client.post(f"/e/summit/tasks/task/{LATE}/acknowledge/", cells).status_code


def test_a_cooperating_unit_acknowledges_its_own_part_alone(client, event):
    keys = [key for key in held_snapshot(event).tables["task_parts"] if key.startswith(LATE)]
    own, foreign = sorted(keys, key=lambda key: "U-2" not in key)
    signed_in(client, of_unit(event, "U-2", "N-two"))

    answers = (acknowledge(client, event, own), acknowledge(client, event, foreign))

    assert answers == (302, 404)
    assert said(event, own, "task_parts") == [("acknowledged", "N-two", "", "")]
    assert said(event, foreign, "task_parts") == []


def test_a_change_after_the_acknowledgement_is_shown_beside_it(client, event):
    own = next(k for k in held_snapshot(event).tables["task_parts"] if LATE in k and "U-2" in k)
    signed_in(client, of_unit(event, "U-2", "N-two"))
    acknowledge(client, event, own)
    before = client.get(f"/e/summit/tasks/task/{LATE}/").content.decode()
    row_page = f"/e/summit/rows/task_parts/row/{own}/"
    saved = client.post(row_page, {"cell-part": "Another part", "reason": "Synthetic"})
    event.refresh_from_db()

    after = client.get(f"/e/summit/tasks/task/{LATE}/").content.decode()

    assert saved.status_code == 302
    assert "Changed since you acknowledged" not in before
    assert "Changed since you acknowledged" in after
    assert "<del>Synthetic part</del>" in after
    assert "<ins>Another part</ins>" in after


def test_words_of_the_kinds_stand_in_attestations_alone(client, event):
    signed_in(client, of_unit(event, "U-1", "N-one"))
    before = held_snapshot(event).root()

    say(client, event, "accept")
    event.refresh_from_db()

    assert held_snapshot(event).root() == before
    assert {word.kind for word in attestations_of(event) if word.subject_key == NEXT} == {
        AttestationKind.ACCEPTED
    }


def test_a_unit_acknowledges_its_card_of_a_contingency_alone(client, event):
    key = next(k for k in held_snapshot(event).tables["contingency_cards"] if "CO-open" in k)
    cells = {"card": key, "hash": row_hash(held_snapshot(event).tables["contingency_cards"][key])}

    answers = []
    for unit, person in (("U-1", "N-one"), ("U-2", "N-two")):
        signed_in(client, of_unit(event, unit, person))
        answers.append(client.post("/e/summit/tasks/contingencies/acknowledge/", cells).status_code)

    assert answers == [404, 302]
    assert said(event, key, "contingency_cards") == [("acknowledged", "N-two", "", "")]


def test_a_unit_binds_itself_by_its_own_promise_alone(client, event):
    promises = held_snapshot(event).rows(Commitment)
    key, promise = next(iter(promises.items()))
    unit = promise.unit_id
    other = next(each for each in ("U-1", "U-2", "U-3") if each != unit)
    before = len(said(event, key, "commitments"))
    cells = {"promise": key, "hash": row_hash(promise)}

    answers = []
    for speaker in (other, unit):
        signed_in(client, of_unit(event, speaker, f"N-{speaker}"))
        answers.append(client.post("/e/summit/tasks/promises/accept/", cells).status_code)

    assert answers == [404, 302]
    assert len(said(event, key, "commitments")) == before + 1
