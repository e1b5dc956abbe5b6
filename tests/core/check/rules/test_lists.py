from datetime import timedelta

import pytest

from summitry.plan.access import ControlledList, Gate, ListCopy, ListVersion
from summitry.plan.attestation import AttestationKind
from summitry.plan.terms import ListKind, Power
from tests.plans.one_rule import CLOSES, DAY, MINUTE, NOW, OPENS, found, person, told, word

ACKNOWLEDGED, RECALLED = AttestationKind.ACKNOWLEDGED, AttestationKind.RECALLED
ISSUED = NOW - 3 * DAY
OFFICER = person("officer")
KEEPER = person("keeper", Power.RECALL_LIST)
LIST = ControlledList(list_id="access", name="Access", kind=ListKind.ACCESS)
GATE = Gate(
    gate_id="north",
    name="North",
    zone_id="hall",
    lanes=1,
    lane_persons_per_hour=400.0,
    opens=OPENS,
    closes=CLOSES,
)


def version(number, **cells):
    cells = {"issued": ISSUED, "signature": "synthetic", **cells}
    return ListVersion(list_id="access", version=number, **cells)


def copy(number, gate="north"):
    return ListCopy(list_id="access", version=number, gate_id=gate)


SOUND = (LIST, GATE, OFFICER, KEEPER, version(1), version(2), copy(1), copy(2))
WORDS = (
    word(version(1), RECALLED, "keeper"),
    word(copy(1), ACKNOWLEDGED, "officer"),
    word(copy(1), RECALLED, "officer"),
    word(copy(2), ACKNOWLEDGED, "officer"),
)


def without(rows, *gone):
    return [row for row in rows if row not in gone]


def test_one_active_version_acknowledged_everywhere_is_silent():
    assert found("C-31", SOUND, attested=WORDS) == ()


def test_a_version_never_recalled_makes_two_active():
    findings = found("C-31", SOUND, attested=WORDS[1:])

    assert told(findings) == [("two-active", "lists", "access", "", "critical")]
    assert findings[0].facts == {"list": "access", "versions": (1, 2)}


@pytest.mark.parametrize("by", ["officer", "stranger"])
def test_a_recall_by_somebody_who_may_not_recall_is_none(by):
    findings = found("C-31", SOUND, attested=[word(version(1), RECALLED, by), *WORDS[1:]])

    assert told(findings) == [("two-active", "lists", "access", "", "critical")]


def test_a_recall_of_another_content_is_none():
    old = word(version(1, signature="old"), RECALLED, "keeper")

    assert [f.case for f in found("C-31", SOUND, attested=[old, *WORDS[1:]])] == ["two-active"]


def test_a_recall_that_a_gate_did_not_acknowledge_is_critical():
    findings = found("C-31", SOUND, attested=without(WORDS, WORDS[2]))

    case = "recall-not-acknowledged"
    assert told(findings) == [(case, "list_copies", "access|1|north", case, "critical")]


@pytest.mark.parametrize(("seconds", "cases"), [(0, []), (1, ["recall-not-acknowledged"])])
def test_a_gate_has_half_an_hour_to_acknowledge_a_recall(seconds, cases):
    recall = word(version(1), RECALLED, "keeper", at=NOW - 30 * MINUTE)

    findings = found(
        "C-31",
        SOUND,
        attested=[recall, WORDS[1], WORDS[3]],
        at=NOW + timedelta(seconds=seconds),
    )

    assert [finding.case for finding in findings] == cases


@pytest.mark.parametrize(("seconds", "cases"), [(0, []), (1, ["not-acknowledged"])])
def test_a_gate_has_half_an_hour_to_acknowledge_a_copy(seconds, cases):
    fresh = version(1, issued=NOW - 30 * MINUTE)

    findings = found(
        "C-31", [LIST, GATE, OFFICER, fresh, copy(1)], at=NOW + timedelta(seconds=seconds)
    )

    assert [finding.case for finding in findings] == cases


def test_an_acknowledgement_by_a_stranger_is_none():
    words = [*WORDS[:3], word(copy(2), ACKNOWLEDGED, "stranger")]

    findings = found("C-31", SOUND, attested=words)

    case = "not-acknowledged"
    assert told(findings) == [(case, "list_copies", "access|2|north", case, "high")]


def test_a_gate_without_a_copy_is_found():
    findings = found("C-31", without(SOUND, copy(2)), attested=WORDS[:3])

    assert told(findings) == [("no-copy", "gates", "north", "access", "high")]


def test_a_guest_list_need_not_lie_at_every_gate():
    guests = ControlledList(list_id="access", name="Guests", kind=ListKind.GUEST)

    assert found("C-31", [guests, GATE, version(1)]) == ()


def test_a_copy_of_a_version_that_is_not_registered_is_found():
    findings = found("C-31", without(SOUND, version(1)), attested=WORDS)

    case = "unknown-version"
    assert told(findings) == [(case, "list_copies", "access|1|north", case, "high")]


@pytest.mark.parametrize("signature", ["", "  "])
def test_an_unsigned_version_is_found(signature):
    unsigned = version(2, signature=signature)

    findings = found("C-31", [*without(SOUND, version(2)), unsigned], attested=WORDS)

    assert told(findings) == [("unsigned", "list_versions", "access|2", "", "high")]


def test_a_copy_of_a_list_that_the_plan_does_not_have_is_told_as_a_dangling_reference_only():
    assert found("C-31", [GATE, copy(1)]) == ()


def test_a_list_without_any_version_is_found():
    assert told(found("C-31", [LIST, GATE])) == [("none", "lists", "access", "", "high")]


def test_a_version_still_to_come_is_not_active_and_is_what_gates_need_when_it_is_alone():
    coming = version(3, issued=NOW + DAY)

    assert found("C-31", [*SOUND, coming], attested=WORDS) == ()
    assert told(found("C-31", [LIST, GATE, coming])) == [
        ("no-copy", "gates", "north", "access", "high")
    ]
