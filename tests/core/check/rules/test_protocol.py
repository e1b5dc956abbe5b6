from datetime import timedelta

import pytest

from summitry.plan.attestation import AttestationKind
from summitry.plan.programme import Item, Signatory
from summitry.plan.terms import ItemKind, Power, Rank
from tests.plans.one_rule import NOW, OPENS, found, limit, person, told, word

CLEARED = AttestationKind.CLEARED
DEPOSITARY = person("depositary", Power.CLEAR_POWERS)
OFFICER = person("officer", Power.ACCEPT_POST)


def signatory(rank=Rank.MINISTER, number=1):
    return Signatory(
        signatory_id=f"s{number}",
        delegation_id="land",
        rank=rank,
        item_id="signing",
        order=number,
    )


def signing(minutes=60, kind=ItemKind.SIGNING):
    return Item(
        item_id="signing",
        title="Signing",
        kind=kind,
        room_id="hall",
        start=OPENS,
        end=OPENS + timedelta(minutes=minutes),
    )


@pytest.mark.parametrize("rank", list(Rank))
def test_three_offices_sign_without_full_powers(rank):
    findings = found("C-75", [signatory(rank)])

    by_office = rank in {Rank.HEAD_OF_STATE, Rank.HEAD_OF_GOVERNMENT, Rank.FOREIGN_MINISTER}
    assert [finding.case for finding in findings] == ([] if by_office else ["nobody"])


def test_powers_cleared_by_the_depositary_are_silent():
    words = [word(signatory(), CLEARED, "depositary")]

    assert found("C-75", [signatory(), DEPOSITARY], attested=words) == ()


@pytest.mark.parametrize(
    ("entry", "case"),
    [
        (word(signatory(), CLEARED, "officer"), "power"),
        (word(signatory(), CLEARED, "stranger"), "stranger"),
        (word(signatory(Rank.AMBASSADOR), CLEARED, "depositary"), "changed"),
        (word(signatory(), CLEARED, "depositary", expires=NOW), "changed"),
        (word(signatory(), AttestationKind.VERIFIED, "depositary"), "nobody"),
    ],
)
def test_a_clearance_that_does_not_count_is_told(entry, case):
    findings = found("C-75", [signatory(), DEPOSITARY, OFFICER], attested=[entry])

    assert told(findings) == [(case, "signatories", "s1", "", "critical")]


@pytest.mark.parametrize(("minutes", "count"), [(3, 0), (2.5, 1)])
def test_everybody_signs_within_the_item(minutes, count):
    rows = [signing(minutes), *(signatory(number=number) for number in (1, 2, 3))]

    assert len(found("C-76", rows)) == count


def test_what_is_told_of_a_slot_that_is_too_short():
    rows = [signing(4), signatory(number=1), signatory(number=2), limit("signature_minutes", 2.5)]

    findings = found("C-76", rows)

    assert told(findings) == [("", "programme", "signing", "", "high")]
    assert findings[0].facts == {
        "item": "signing",
        "signatories": 2,
        "need_minutes": 5.0,
        "have_minutes": 4.0,
    }


def test_signatories_in_an_item_that_is_no_signing_are_found():
    rows = [signing(1, ItemKind.PLENARY), *(signatory(number=n) for n in (1, 2))]

    (finding,) = found("C-76", rows)

    assert told([finding]) == [("not-signing", "programme", "signing", "kind", "high")]
    assert finding.facts == {"item": "signing", "signatories": 2}


def test_an_item_of_another_kind_without_signatories_is_silent():
    assert found("C-76", [signing(1, ItemKind.PLENARY)]) == ()
