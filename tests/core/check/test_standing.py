import pytest

from summitry.check.standing import all_by_anyone_known, by_anyone_known, by_unit, with_power
from summitry.check.view import View
from summitry.plan.attestation import AttestationKind, Attestations
from summitry.plan.risks import Control
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import Power
from tests.plans.one_rule import EVENT, NOW, person, word

VERIFIED = AttestationKind.VERIFIED
CONTROL = Control(control_id="screen", risk_id="roof", title="Screen")
CHIEF = person("chief", Power.VERIFY_CONTROL)
MEDIC = person("medic", unit="medical")
WORDS = {name: word(CONTROL, VERIFIED, name) for name in ("chief", "medic", "stranger")}
OTHERS = [
    word(CONTROL, AttestationKind.ACCEPTED, "chief"),
    word(CONTROL, VERIFIED, "medic", expires=NOW, at=NOW - (NOW - WORDS["medic"].at) / 2),
    word(Control(control_id="screen", risk_id="roof", title="Old"), VERIFIED, "chief"),
]


@pytest.fixture
def view():
    snapshot = Snapshot.of([EVENT, CONTROL, CHIEF, MEDIC])
    return View(snapshot, Attestations([*WORDS.values(), *OTHERS]), at=NOW)


def test_the_word_of_a_stranger_does_not_count(view):
    assert by_anyone_known(view, CONTROL, VERIFIED) == (WORDS["chief"], WORDS["medic"])


def test_many_rows_are_asked_at_once_as_each_would_be(view):
    rows = view.rows(Control)

    assert all_by_anyone_known(view, rows, VERIFIED) == {"screen"}
    assert all_by_anyone_known(view, rows, AttestationKind.ISSUED) == frozenset()
    assert all_by_anyone_known(view, {}, VERIFIED) == frozenset()


@pytest.mark.parametrize("words", [[WORDS["stranger"]], OTHERS])
def test_words_of_strangers_of_old_content_and_expired_ones_count_for_no_row(words):
    view = View(Snapshot.of([EVENT, CONTROL, CHIEF, MEDIC]), Attestations(words), at=NOW)

    assert all_by_anyone_known(view, view.rows(Control), VERIFIED) == frozenset()


def test_the_word_of_a_unit_is_that_of_its_persons(view):
    assert by_unit(view, CONTROL, VERIFIED, "medical") == (WORDS["medic"],)
    assert by_unit(view, CONTROL, VERIFIED, "fire") == ()


def test_a_power_is_asked_for_by_name(view):
    assert with_power(view, CONTROL, VERIFIED, Power.VERIFY_CONTROL) == (WORDS["chief"],)
    assert with_power(view, CONTROL, VERIFIED, Power.RECALL_LIST) == ()
    both = (Power.RECALL_LIST, Power.VERIFY_CONTROL)
    assert with_power(view, CONTROL, VERIFIED, *both) == (WORDS["chief"],)
