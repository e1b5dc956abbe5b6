"""Decisions: options, what was known, dissent, and whether they still stand."""

import pytest

from summitry.operations import situation
from summitry.operations.bodies import Decision, Dissent
from summitry.plan.terms import Marking
from tests.web.operations.made_day import EARLY, GONE, a_day, a_reader, record_of, said
from tests.web.operations.made_forms import a_client, made, refused, sent, shown

pytestmark = pytest.mark.django_db

TYPED = {
    "question": "Move the arrival?",
    "options": "Leave it\nMove it by ten minutes\n",
    "chosen": "2",
    "known": "The road is blocked.",
    "reasons": "There is time.",
    "dissents": f"{GONE}: The road will be free by then",
    "review_at": "2025-10-25T10:00",
}
WRITTEN = Decision(
    question="CANARY", options=("One", "Other"), chosen=0, known="Nothing", reasons="None"
)


def test_a_decision_keeps_options_dissent_and_when_it_is_reviewed():
    event, account = a_day()
    client = a_client(account)

    entry = made(client, "decisions/", **TYPED)

    (stands,) = situation.decisions(record_of(event))
    assert stands.event.entry_id == entry
    assert (stands.body.options, stands.body.chosen) == (
        ("Leave it", "Move it by ten minutes"), 1,
    )  # fmt: skip
    assert stands.body.dissents == (
        Dissent(person_id=GONE, text="The road will be free by then"),
    )  # fmt: skip
    assert stands.review_at.isoformat() == "2025-10-25T03:00:00+00:00"
    page = shown(client, f"decisions/{entry}/")
    assert "The road will be free by then" in page
    assert "to be reviewed by 10:00" in page
    assert "Move it by ten minutes" in shown(client, "decisions/")


def test_a_review_moves_the_next_one_on_and_another_ends_it():
    event, account = a_day()
    client = a_client(account)
    entry = made(client, "decisions/", **TYPED)
    page = f"decisions/{entry}/"

    sent(client, page, stands="yes", text="Still blocked", next_review_at="2025-10-25T11:00")
    (reviewed,) = situation.decisions(record_of(event))
    sent(client, page, stands="no", text="Free again")

    (ended,) = situation.decisions(record_of(event))
    assert reviewed.review_at.isoformat() == "2025-10-25T04:00:00+00:00"
    assert (ended.stands, ended.review_at) == (False, None)
    text = shown(client, page)
    assert "Free again" in text
    assert "What the review found" not in text


def test_sent_twice_it_is_one_decision():
    event, account = a_day()
    client = a_client(account)

    for _ in range(2):
        made(client, "decisions/", entry_id="e" * 32, **TYPED)

    assert len(situation.decisions(record_of(event))) == 1


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"chosen": "3"}, "There is no option 3"),
        ({"chosen": "second"}, "“second” is not a number"),
        ({"dissents": "N-nobody: no"}, "no row “N-nobody” that you may see"),
        ({"known": " "}, "A text that is needed is empty"),
    ],
)
def test_what_does_not_fit_is_refused(cells, told):
    event, account = a_day()

    page = refused(a_client(account), "decisions/", **{**TYPED, **cells})

    assert told in page
    assert len(record_of(event)) == 0


def test_who_only_reads_decides_and_reviews_nothing():
    event, account = a_day()
    entry = made(a_client(account), "decisions/", **TYPED)
    client = a_client(a_reader(event))

    sent(client, "decisions/", code=404, **TYPED)
    sent(client, f"decisions/{entry}/", code=404, stands="no")

    assert "Write down a decision" not in shown(client, "decisions/")
    assert "What the review found" not in shown(client, f"decisions/{entry}/")


def test_as_at_a_moment_a_decision_is_as_it_was_known():
    event, account = a_day()
    client = a_client(account)
    entry = said(event, account, WRITTEN, entered=EARLY).entry_id
    sent(client, f"decisions/{entry}/", stands="no", text="Over")

    then = shown(client, f"decisions/{entry}/", at=EARLY.isoformat())

    assert "Over" not in then
    assert "It has not been reviewed yet." in then


def test_nobody_learns_of_a_decision_above_their_clearance():
    event, account = a_day()
    entry = said(event, account, WRITTEN, marking=Marking.RED)
    client = a_client(a_reader(event))

    assert "CANARY" not in shown(client, "decisions/")
    assert client.get(f"/e/summit/decisions/{entry.entry_id}/").status_code == 404
