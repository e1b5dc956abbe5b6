"""What was to be done by a moment, and whether somebody says it is done."""

import pytest

from summitry.check.promises import AFTER, KEPT, LATE, NO_DATE, promised
from summitry.check.view import View
from summitry.plan.attestation import Attestation, AttestationKind, Attestations
from summitry.plan.reception import Gift
from summitry.plan.snapshot import Snapshot
from tests.plans.one_rule import DAY, EVENT, HOUR, MINUTE, NOW, OPENS, person, word

SECOND = MINUTE / 60
GIFT = Gift(gift_id="G", name="Bowl", delegation_id="A")
SEEN = AttestationKind.VERIFIED


def view(*attested: Attestation) -> View:
    snapshot = Snapshot.of([EVENT, GIFT, person("N-1")])
    return View(snapshot, Attestations(attested), at=NOW)


@pytest.mark.parametrize(
    ("due", "needed", "kept"),
    [
        (NOW + SECOND, None, KEPT),
        (NOW, None, LATE),
        (NOW, NOW - DAY, LATE),
        (None, None, NO_DATE),
        (None, OPENS, NO_DATE),
        (OPENS, OPENS, KEPT),
        (OPENS + SECOND, OPENS, AFTER),
    ],
)
def test_promise_is_late_undated_or_too_late_for_its_use(
    due: object, needed: object, kept: str
) -> None:
    done = word(GIFT, SEEN, "N-1")

    assert promised(view(), GIFT, SEEN, due, needed) == kept
    assert promised(view(done), GIFT, SEEN, due, needed) == KEPT


def test_word_that_comes_after_the_use_does_not_keep_what_was_due_too_late() -> None:
    said = view(word(GIFT, SEEN, "N-1", at=NOW - HOUR))

    assert promised(said, GIFT, SEEN, NOW, NOW - HOUR) == KEPT
    assert promised(said, GIFT, SEEN, NOW, NOW - HOUR - SECOND) == AFTER
    assert promised(said, GIFT, SEEN, NOW - DAY, NOW - HOUR - SECOND) == KEPT


@pytest.mark.parametrize(
    "nothing",
    [
        word(GIFT, SEEN, "N-stranger"),
        word(GIFT, AttestationKind.ISSUED, "N-1"),
        word(GIFT, SEEN, "N-1", expires=NOW),
        word(GIFT, SEEN, "N-1", at=NOW + HOUR),
        word(GIFT, SEEN, "N-1", row_hash="0" * 32),
    ],
)
def test_only_a_current_word_of_a_person_of_the_plan_keeps_it(nothing: Attestation) -> None:
    assert promised(view(nothing), GIFT, SEEN, NOW) == LATE
