"""C-205: flags and name plates."""

import pytest

from summitry.plan.attestation import AttestationKind
from summitry.plan.conference import Courtesy, Seat, Speaker
from summitry.plan.programme import Delegation, Item, Signatory
from summitry.plan.table import Row
from summitry.plan.terms import Kind
from tests.plans.one_rule import HOUR, MINUTE, NOW, OPENS, found, person, told, word

SECOND = MINUTE / 60
ITEM = Item(item_id="I", title="x", kind="signing", room_id="R", start=OPENS, end=OPENS + HOUR)
SIGNS = Signatory(signatory_id="S", delegation_id="A", rank="minister", item_id="I")


def delegation(key: str = "A", kind: Kind = Kind.STATE) -> Delegation:
    return Delegation(delegation_id=key, name=key, kind=kind)


def courtesy(kind: str, home: str = "A", **cells: object) -> Courtesy:
    return Courtesy(
        **{
            "courtesy_id": f"{kind}-{home}",
            "kind": kind,
            "delegation_id": home,
            "item_id": "I",
            "due": OPENS,
            **cells,
        }
    )


def test_item_for_which_nothing_is_planned_is_told_once() -> None:
    seats = [Seat(item_id="I", place=n, delegation_id=key) for n, key in enumerate("AB", 1)]

    rows = [ITEM, delegation(), delegation("B"), SIGNS, *seats]
    elsewhere = courtesy("name-plate", item_id="I-2")

    (gap,) = found("C-205", [*rows, elsewhere])

    assert found("C-205", rows) == ()
    assert (gap.case, gap.table, gap.key, gap.facts["count"]) == ("item", "programme", "I", 2)


def test_who_signs_needs_flag_and_name_plate() -> None:
    rows = [ITEM, delegation(), SIGNS]

    assert told(found("C-205", [*rows, courtesy("name-plate")])) == [
        ("missing", "delegations", "A", "I flag", "medium")
    ]
    assert found("C-205", [*rows, courtesy("name-plate"), courtesy("flag")]) == ()


def test_organisation_that_signs_has_no_flag_of_a_state() -> None:
    rows = [ITEM, delegation(kind=Kind.ORGANISATION), SIGNS, courtesy("name-plate")]

    assert found("C-205", rows) == ()


@pytest.mark.parametrize("kind", [Speaker, Seat])
def test_who_speaks_or_sits_needs_a_name_plate(kind: type[Speaker] | type[Seat]) -> None:
    placed = kind(item_id="I", place=1, delegation_id="A")
    rows: list[Row] = [ITEM, delegation(), placed]

    assert [gap.discriminator for gap in found("C-205", [*rows, courtesy("flag")])] == [
        "I name-plate"
    ]
    assert found("C-205", [*rows, courtesy("name-plate")]) == ()


@pytest.mark.parametrize(
    ("due", "case"),
    [
        (NOW + SECOND, None),
        (NOW, "late"),
        (None, "no-date"),
        (OPENS, None),
        (OPENS + SECOND, "after"),
    ],
)
def test_somebody_verifies_that_it_is_right(due: object, case: str | None) -> None:
    row = courtesy("anthem", due=due)
    rows = [ITEM, delegation(), row, person("N-1")]

    assert [gap.case for gap in found("C-205", rows)] == ([case] if case else [])
    seen = [word(row, AttestationKind.VERIFIED, "N-1")]
    assert found("C-205", rows, attested=seen) == ()


def test_dangling_references_are_told_elsewhere() -> None:
    flag = courtesy("flag")

    assert found("C-205", [SIGNS, flag]) == found("C-205", [ITEM, SIGNS, flag]) == ()
