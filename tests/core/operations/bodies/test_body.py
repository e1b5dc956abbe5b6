"""Every kind keeps its bytes, and refuses what no desk could use."""

import pytest

from summitry.kit.errors import SummitryError
from summitry.operations import bodies as b
from tests.plans.small_moments import at


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: b.Note(text=" "), "entry.no_words"),
        (lambda: b.Note(text="x" * 4001), "entry.too_long"),
        (lambda: b.Acknowledged(to=""), "entry.answers_nothing"),
        (lambda: b.Attached(to="x"), "entry.no_words"),
        (lambda: b.Absence(person_id="N", start=at(1), end=at(1)), "entry.ends_first"),
        (lambda: b.Thing("ghosts", "G"), "entry.unknown_table"),
        (lambda: b.Closure(thing=b.Thing("programme", "I"), start=at(0)), "entry.wrong_table"),
        (lambda: b.Delay(thing=b.Thing("programme", "I"), minutes=1441), "delay.minutes"),
        (lambda: b.Order(text="Go"), "order.to_nobody"),
        (lambda: b.ReadBackJudged(to="x", right=False), "entry.no_words"),
        (lambda: b.OrderMoved(to="x", step=b.OrderStep.REFUSED), "entry.no_words"),
        (lambda: b.Confirmed(to="x", agreed=False), "entry.no_words"),
        (lambda: b.IncidentChanged(to="x"), "entry.no_words"),
        (lambda: b.Sentence(text="Quiet.", cites=()), "sitrep.uncited"),
        (
            lambda: b.Decision(question="q", options=("a",), chosen=1, known="k", reasons="r"),
            "decision.chose_none",
        ),
    ],
)
def test_what_no_desk_could_use_is_refused(make, code):
    with pytest.raises(SummitryError) as caught:
        make()

    assert caught.value.code == code


def test_kinds_are_named_once_and_for_good():
    assert list(b.BODIES) == [
        "note", "field-report", "radio-message", "attached", "acknowledged", "struck",
        "incident", "incident-changed", "order", "read-back", "read-back-judged", "order-moved",
        "confirmed", "decision", "reviewed", "declaration", "handover", "sitrep",
        "absence", "delay", "closure", "failure", "lifted", "verification", "presence", "progress",
    ]  # fmt: skip


def test_a_body_has_the_same_bytes_for_ever():
    content = b.bytes_of(b.ReadBack(to="CP-1-1", addressee="posts/P-1", words="Gate 2 shut"))

    assert content == (
        b'{"addressee":"posts/P-1","kind":"read-back","to":"CP-1-1","words":"Gate 2 shut"}'
    )
    assert b.body_of(content).kind == "read-back"


@pytest.mark.parametrize("content", [b"", b"{}", b'{"kind":"ghost"}', b'{"kind":"note","text":1}'])
def test_bytes_that_are_no_body_are_refused(content):
    with pytest.raises(SummitryError) as caught:
        b.body_of(content)

    assert caught.value.code == "entry.unreadable"
