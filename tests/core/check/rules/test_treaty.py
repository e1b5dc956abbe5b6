"""C-209 and C-210: who may sign, and what States did."""

from datetime import date

import pytest

from summitry.plan.programme import Delegation, Item, Signatory
from summitry.plan.table import Row
from summitry.plan.terms import Kind
from summitry.plan.treaty import Act, ActKind, State, Treaty
from tests.plans.one_rule import HOUR, MINUTE, OPENS, found, told

SECOND = MINUTE / 60
DAY = date(2025, 10, 25)
ITEM = Item(item_id="I", title="x", kind="signing", room_id="R", start=OPENS, end=OPENS + HOUR)


def treaty(key: str = "T", **cells: object) -> Treaty:
    return Treaty(
        **{
            "treaty_id": key,
            "title": "Convention",
            "opens": OPENS,
            "closes": OPENS + 100 * HOUR,
            "instruments_min": 40,
            **cells,
        }
    )


def signatory(key: str = "S-1", home: str = "A", order: int = 1) -> Signatory:
    return Signatory(
        signatory_id=key, delegation_id=home, rank="minister", item_id="I", order=order
    )


def delegation(kind: Kind = Kind.STATE) -> Delegation:
    return Delegation(delegation_id="A", name="A", kind=kind)


def state(key: str = "FR", home: str | None = "A", kind: Kind = Kind.STATE) -> State:
    return State(state_id=key, name=key, kind=kind, delegation_id=home)


def act(key: str, kind: ActKind, day: date = DAY, **cells: object) -> Act:
    return Act(
        **{
            "act_id": key,
            "treaty_id": "T",
            "state_id": "FR",
            "kind": kind,
            "day": day,
            "source": "read",
            **cells,
        }
    )


def test_state_that_signs_once_while_the_treaty_is_open_is_let_through() -> None:
    assert found("C-209", [ITEM, treaty(), delegation(), state(), signatory()]) == ()


@pytest.mark.parametrize("kind", [Kind.ORGANISATION, Kind.INSTITUTE])
def test_organisation_cannot_sign(kind: Kind) -> None:
    rows = [ITEM, signatory()]

    by_delegation = found("C-209", [*rows, delegation(kind)])
    by_state = found("C-209", [*rows, delegation(), state(kind=kind)])

    assert (
        told(by_delegation)
        == told(by_state)
        == [("may-not", "signatories", "S-1", "party", "critical")]
    )


@pytest.mark.parametrize("kind", [Kind.OBSERVER_STATE, Kind.REGIONAL_ORGANISATION])
def test_observer_state_and_regional_organisation_can_sign(kind: Kind) -> None:
    assert found("C-209", [ITEM, delegation(kind), state(kind=kind), signatory()]) == ()


def test_delegation_that_stands_for_no_listed_state_is_found() -> None:
    rows = [ITEM, delegation(), signatory()]

    assert told(found("C-209", [*rows, state(home="B")])) == [
        ("unlisted", "signatories", "S-1", "party", "high")
    ]
    assert found("C-209", rows) == ()


def test_second_signatory_of_a_delegation_is_found_unless_there_are_two_treaties() -> None:
    rows = [ITEM, treaty(), delegation(), signatory("S-2", order=7), signatory("S-9", order=3)]

    assert [(gap.case, gap.key) for gap in found("C-209", rows)] == [("twice", "S-2")]
    assert found("C-209", [*rows, treaty("T-2")]) == ()


@pytest.mark.parametrize(("day", "cases"), [(24, ["already"]), (25, []), (26, [])])
def test_state_that_has_signed_does_not_sign_again(day: int, cases: list[str]) -> None:
    signed = act("AC", ActKind.SIGNATURE, date(2025, 10, day))
    rows = [ITEM, treaty(opens=OPENS - 99 * HOUR), delegation(), state(), signatory(), signed]

    assert [gap.case for gap in found("C-209", rows)] == cases


@pytest.mark.parametrize(
    ("cells", "cases"),
    [
        ({"opens": OPENS, "closes": OPENS + HOUR}, []),
        ({"opens": OPENS + SECOND}, ["window"]),
        ({"closes": OPENS + HOUR - SECOND}, ["window"]),
    ],
)
def test_signing_takes_place_while_a_treaty_is_open(
    cells: dict[str, object], cases: list[str]
) -> None:
    rows = [ITEM, treaty(**cells), delegation(), state(), signatory()]

    assert [(gap.case, gap.table, gap.key) for gap in found("C-209", rows)] == [
        (case, "programme", "I") for case in cases
    ]


def test_dangling_references_are_told_elsewhere() -> None:
    assert found("C-209", [treaty(), signatory(), state(home="B")]) == ()


def told_acts(*rows: Row) -> list[tuple[str, str]]:
    return [(gap.case, gap.key) for gap in found("C-210", rows)]


@pytest.mark.parametrize("kind", [ActKind.RATIFICATION, ActKind.ACCEPTANCE, ActKind.APPROVAL])
def test_consent_of_a_signatory_follows_its_signature(kind: ActKind) -> None:
    signed = act("AC-1", ActKind.SIGNATURE)

    assert told_acts(signed, act("AC-2", kind)) == []
    assert told_acts(signed, act("AC-2", kind, date(2025, 10, 24))) == [("unsigned", "AC-2")]
    assert told_acts(act("AC-2", kind)) == [("unsigned", "AC-2")]


@pytest.mark.parametrize("kind", [ActKind.ACCESSION, ActKind.FORMAL_CONFIRMATION])
def test_accession_needs_no_signature(kind: ActKind) -> None:
    assert told_acts(act("AC-1", kind)) == []


def test_no_act_is_earlier_than_the_treaty() -> None:
    early = act("AC-1", ActKind.ACCESSION, date(2025, 10, 24))

    assert told_acts(treaty(), early) == [("early", "AC-1")]
    assert told_acts(treaty(), act("AC-1", ActKind.ACCESSION)) == []


def test_signature_is_not_later_than_the_last_day() -> None:
    # Closed at midnight: the day before was the last.
    closing = treaty(closes=OPENS + 22 * HOUR)
    late = date(2025, 10, 26)

    assert told_acts(closing, act("AC-1", ActKind.SIGNATURE, late)) == [("closed", "AC-1")]
    assert told_acts(closing, act("AC-1", ActKind.SIGNATURE)) == []
    assert told_acts(closing, act("AC-1", ActKind.ACCESSION, late)) == []


def test_state_signs_once_and_consents_once() -> None:
    signed = act("AC-1", ActKind.SIGNATURE)
    again = act("AC-2", ActKind.SIGNATURE)
    bound = act("AC-3", ActKind.RATIFICATION)
    twice = act("AC-4", ActKind.ACCESSION, date(2026, 1, 1))

    assert told_acts(signed, bound) == []
    assert told_acts(signed, again, bound, twice) == [("again", "AC-2"), ("again", "AC-4")]
    assert told_acts(signed, act("AC-5", ActKind.SIGNATURE, state_id="ES")) == []


def test_every_act_names_its_source() -> None:
    (gap,) = found("C-210", [act("AC-1", ActKind.SIGNATURE, source="  ")])

    assert (gap.case, gap.severity) == ("source", "low")
