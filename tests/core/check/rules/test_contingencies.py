import pytest
from msgspec.structs import replace

from summitry.plan.attestation import AttestationKind
from summitry.plan.risks import Contingency, ContingencyCard, Rendezvous
from summitry.plan.terms import Field, RendezvousKind
from tests.plans.one_rule import found, person, told, word

ACKNOWLEDGED = AttestationKind.ACKNOWLEDGED
RVP, FCP = RendezvousKind.RVP, RendezvousKind.FCP


def point(rendezvous_id, kind):
    return Rendezvous(rendezvous_id=rendezvous_id, name=rendezvous_id, kind=kind)


def card(unit, rvp="square", fcp="school"):
    return ContingencyCard(contingency_id="attack", unit_id=unit, rvp_id=rvp, fcp_id=fcp)


ATTACK = Contingency(
    contingency_id="attack",
    title="Attack on a crowd",
    field=Field.MEDICAL,
    agency_unit_ids=("fire", "police"),
)
PLAN = [
    ATTACK,
    *(point("square", RVP), point("bridge", RVP), point("school", FCP), point("depot", FCP)),
    *(person("f", unit="fire"), person("p", unit="police")),
]


def check(*cards, words=None):
    if words is None:
        by = {"fire": "f", "police": "p"}
        words = [word(each, ACKNOWLEDGED, by[each.unit_id]) for each in cards]
    return found("C-28", [*PLAN, *cards], attested=words)


def test_units_that_agree_and_have_acknowledged_are_silent():
    assert check(card("fire"), card("police")) == ()


def test_different_rendezvous_points_are_critical():
    findings = check(card("fire", rvp="bridge"), card("police"))

    assert told(findings) == [("disagree", "contingencies", "attack", "", "critical")]
    assert findings[0].facts["rvps"] == ("bridge", "square")
    assert findings[0].field is Field.MEDICAL


def test_different_forward_command_posts_are_high():
    findings = check(card("fire", fcp="depot"), card("police"))

    assert told(findings) == [("disagree", "contingencies", "attack", "", "high")]


def test_a_unit_without_a_card_is_found():
    findings = check(card("police"))

    assert told(findings) == [("no-card", "contingencies", "attack", "fire", "high")]


@pytest.mark.parametrize("cells", [{"rvp": None}, {"fcp": None}])
def test_a_card_that_lacks_a_point_is_found(cells):
    findings = check(card("fire", **cells), card("police"))

    assert told(findings) == [("no-point", "contingencies", "attack", "fire", "high")]


@pytest.mark.parametrize("cells", [{"rvp": None}, {"fcp": None}])
def test_a_contingency_without_any_point_is_found_once(cells):
    findings = check(card("fire", **cells), card("police", **cells))

    assert told(findings) == [("none", "contingencies", "attack", "", "high")]


def test_units_that_disagree_are_told_even_where_nobody_names_a_forward_command_post():
    findings = check(card("fire", rvp="bridge", fcp=None), card("police", fcp=None))

    assert told(findings) == [
        ("disagree", "contingencies", "attack", "", "critical"),
        ("no-point", "contingencies", "attack", "fire", "high"),
        ("no-point", "contingencies", "attack", "police", "high"),
    ]


def test_a_contingency_in_which_nobody_acts_is_found():
    nobody = Contingency(contingency_id="flood", title="Flood")

    assert told(found("C-28", [nobody])) == [("none", "contingencies", "flood", "", "high")]


@pytest.mark.parametrize("cells", [{"rvp": "depot"}, {"rvp": "nowhere"}, {"fcp": "bridge"}])
def test_a_point_must_be_registered_and_of_the_right_kind(cells):
    findings = check(card("fire", **cells), card("police", **cells))

    assert [(f.case, f.discriminator) for f in findings] == [
        ("wrong-point", "fire"),
        ("wrong-point", "police"),
    ]


@pytest.mark.parametrize(
    "entry",
    [
        word(card("fire"), ACKNOWLEDGED, "p"),
        word(card("fire"), ACKNOWLEDGED, "stranger"),
        word(card("fire", rvp="bridge"), ACKNOWLEDGED, "f"),
        word(card("fire"), AttestationKind.ACCEPTED, "f"),
    ],
)
def test_only_a_person_of_the_unit_can_acknowledge_its_card_as_it_stands(entry):
    words = [entry, word(card("police"), ACKNOWLEDGED, "p")]

    findings = check(card("fire"), card("police"), words=words)

    assert told(findings) == [("not-acknowledged", "contingencies", "attack", "fire", "high")]


def test_a_card_of_a_unit_that_is_not_named_is_held_to_the_same():
    findings = check(card("fire"), card("police"), card("army", rvp="bridge"), words=[])

    assert ("disagree", "contingencies", "attack", "", "critical") in told(findings)


def test_a_card_of_a_unit_that_does_not_act_is_found():
    attack = replace(ATTACK, agency_unit_ids=("police",))
    rows = [attack, *PLAN[1:], card("fire"), card("police")]
    words = [word(card("fire"), ACKNOWLEDGED, "f"), word(card("police"), ACKNOWLEDGED, "p")]

    findings = found("C-28", rows, attested=words)

    assert told(findings) == [("not-named", "contingencies", "attack", "fire", "high")]
