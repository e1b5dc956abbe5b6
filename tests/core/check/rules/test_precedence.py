"""C-74 and C-77: the order chosen, and who really comes."""

import pytest

from summitry.plan.conference import Seat, Speaker
from summitry.plan.programme import Delegation, Item, Principal, Signatory
from summitry.plan.table import Row
from summitry.plan.terms import PrecedenceRule, Rank
from summitry.plan.treaty import State
from tests.plans.one_rule import HOUR, MINUTE, OPENS, found, told

SECOND = MINUTE / 60
RANK, ALPHABET, LOT, INSCRIBED = PrecedenceRule


def item(rule: PrecedenceRule | None = RANK, **cells: object) -> Item:
    return Item(
        item_id="talks",
        title="Talks",
        kind="plenary",
        room_id="hall",
        start=OPENS,
        end=OPENS + HOUR,
        precedence=rule,
        **cells,
    )


def party(key: str, rank: Rank = Rank.MINISTER, *, name: str = "", head: str = "") -> list[Row]:
    return [
        Delegation(delegation_id=key, name=name or key, head_principal_id=head or f"P-{key}"),
        Principal(principal_id=f"P-{key}", office="Office", delegation_id=key, rank=rank),
    ]


def speaker(place: int, key: str, **cells: object) -> Speaker:
    return Speaker(item_id="talks", place=place, delegation_id=key, **cells)


def seat(place: int, key: str, **cells: object) -> Seat:
    return Seat(item_id="talks", place=place, delegation_id=key, **cells)


def test_head_of_state_called_after_a_minister_is_found() -> None:
    rows = [item(), *party("A"), *party("B", Rank.HEAD_OF_STATE), speaker(1, "A"), speaker(2, "B")]

    assert told(found("C-74", rows)) == [("speakers", "speakers", "talks|2", "", "high")]


def test_order_by_rank_and_alphabet_is_let_through() -> None:
    rows = [item(), *party("A"), *party("B", Rank.HEAD_OF_STATE), speaker(1, "B"), speaker(2, "A")]

    assert found("C-74", rows) == ()


def test_rank_is_that_of_the_principal_named_before_the_head() -> None:
    envoy = Principal(
        principal_id="P-envoy", office="Envoy", delegation_id="B", rank=Rank.AMBASSADOR
    )
    rows = [item(), *party("A"), *party("B", Rank.HEAD_OF_STATE), envoy, seat(1, "A")]

    assert found("C-74", [*rows, seat(2, "B", principal_id="P-envoy")]) == ()
    assert [gap.key for gap in found("C-74", [*rows, seat(2, "B")])] == ["talks|2"]


def test_english_protocol_name_decides_and_not_the_name_in_the_list() -> None:
    states = [
        State(state_id="KP", name="North Korea", delegation_id="N"),
        State(state_id="FR", name="France", delegation_id="F"),
    ]
    rows = [item(ALPHABET), *party("N", name="North Korea"), *party("F", name="France"), *states]

    assert found("C-74", [*rows, seat(1, "N"), seat(2, "F")]) == ()
    assert [gap.case for gap in found("C-74", [*rows, seat(1, "F"), seat(2, "N")])] == ["seats"]


def test_common_name_of_a_delegation_stands_for_its_protocol_name() -> None:
    rows = [item(ALPHABET), *party("T", name="Tanzania"), *party("U", name="Ukraine")]

    assert found("C-74", [*rows, seat(1, "U"), seat(2, "T")]) == ()
    assert [gap.key for gap in found("C-74", [*rows, seat(1, "T"), seat(2, "U")])] == ["talks|2"]


def test_place_with_a_reason_is_not_compared() -> None:
    rows = [item(ALPHABET), *party("A"), *party("B"), *party("V"), seat(2, "A"), seat(3, "B")]

    assert found("C-74", [*rows, seat(1, "V", reason="The host sits first")]) == ()
    assert [gap.key for gap in found("C-74", [*rows, seat(1, "V", reason="  ")])] == ["talks|2"]


def test_order_without_a_rule_is_unknown_once_for_the_item() -> None:
    rows = [item(None), *party("A"), *party("B"), seat(1, "A"), seat(2, "B")]

    (gap,) = found("C-74", rows)

    assert (gap.case, gap.key, gap.status, gap.facts["count"]) == ("no-rule", "talks", "unknown", 2)
    assert found("C-74", rows[:-1]) == ()


def test_what_the_rule_goes_by_is_unknown_where_it_is_missing() -> None:
    headless = Delegation(delegation_id="C", name="C")
    rows = [item(), *party("A"), *party("B"), headless]

    (gap,) = found("C-74", [*rows, seat(1, "A"), seat(2, "C"), seat(3, "B")])

    assert (gap.case, gap.status, gap.facts["places"]) == ("unknown", "unknown", (2,))


def test_only_principal_of_a_delegation_counts_as_its_head() -> None:
    alone = [
        Delegation(delegation_id="C", name="C"),
        Principal(principal_id="P-C", office="x", delegation_id="C", rank=Rank.HEAD_OF_STATE),
    ]
    second = Principal(principal_id="P-C2", office="x", delegation_id="C")
    rows = [item(), *party("A"), *alone, seat(1, "A"), seat(2, "C")]

    assert [gap.case for gap in found("C-74", rows)] == ["seats"]
    assert [gap.case for gap in found("C-74", [*rows, second])] == ["unknown"]


def test_inscription_orders_speakers_and_says_nothing_of_seats() -> None:
    rows = [item(INSCRIBED), *party("A"), *party("B"), seat(1, "B"), seat(2, "A")]
    later = [speaker(1, "A", inscribed=OPENS), speaker(2, "B", inscribed=OPENS - HOUR)]

    assert found("C-74", rows) == ()
    assert [gap.key for gap in found("C-74", [*rows, *later])] == ["talks|2"]


def test_lots_are_recorded_beside_the_places() -> None:
    rows = [item(LOT), *party("A"), *party("B")]

    assert found("C-74", [*rows, seat(1, "B", lot=2), seat(2, "A", lot=7)]) == ()
    assert [gap.case for gap in found("C-74", [*rows, seat(1, "B"), seat(2, "A")])] == ["unknown"]


def test_delegation_that_is_not_in_the_plan_is_told_elsewhere() -> None:
    rows = [item(), *party("A"), speaker(1, "A"), speaker(2, "nowhere")]

    assert found("C-74", rows) == found("C-77", rows) == ()


def coming(key: str, **cells: object) -> list[Row]:
    delegation, principal = party(key)
    assert isinstance(principal, Principal)
    again = Principal(
        principal_id=principal.principal_id,
        office=principal.office,
        delegation_id=key,
        rank=principal.rank,
        **cells,
    )
    return [delegation, again]


@pytest.mark.parametrize(
    ("cells", "cases"),
    [
        ({"arrives": OPENS, "leaves": OPENS + HOUR}, []),
        ({"arrives": OPENS + SECOND}, ["absent"]),
        ({"leaves": OPENS + HOUR - SECOND}, ["absent"]),
        ({}, []),
    ],
)
def test_seat_needs_its_principal_for_the_whole_item(
    cells: dict[str, object], cases: list[str]
) -> None:
    gaps = found("C-77", [item(), *coming("A", **cells), seat(1, "A")])

    assert [(gap.case, gap.table, gap.key) for gap in gaps] == [
        (case, "seats", "talks|1") for case in cases
    ]


@pytest.mark.parametrize(("arrives", "cases"), [(10, []), (10.5, ["absent"])])
def test_speaker_is_needed_from_the_end_of_those_before(arrives: float, cases: list[str]) -> None:
    late = coming("B", arrives=OPENS + arrives * MINUTE, leaves=OPENS + 15 * MINUTE)
    rows = [item(), *party("A"), *late, speaker(1, "A", minutes=10), speaker(2, "B", minutes=5)]

    assert [gap.case for gap in found("C-77", rows)] == cases


def test_place_is_found_when_somebody_of_lower_rank_now_heads_the_delegation() -> None:
    stands_in = Principal(
        principal_id="P-new", office="Deputy", delegation_id="A", rank=Rank.DEPUTY_MINISTER
    )
    rows = [item(), *party("A", head="P-new"), stands_in]
    kept = seat(1, "A", principal_id="P-A")

    assert told(found("C-77", [*rows, kept])) == [
        ("replaced", "seats", "talks|1", "replaced", "high")
    ]
    assert found("C-77", [*rows, seat(1, "A")]) == ()


def test_minister_may_sit_for_a_head_who_ranks_as_high_or_higher() -> None:
    minister = Principal(
        principal_id="P-min", office="Minister", delegation_id="A", rank=Rank.MINISTER
    )
    rows = [item(), *party("A", Rank.HEAD_OF_STATE), minister]

    assert found("C-77", [*rows, seat(1, "A", principal_id="P-min")]) == ()


def test_principal_of_another_delegation_has_no_place_in_this_one() -> None:
    rows = [item(), *party("A"), *party("B"), speaker(1, "A", principal_id="P-B")]

    assert [gap.case for gap in found("C-77", rows)] == ["other-delegation"]


@pytest.mark.parametrize(
    ("leaves", "cases"), [(OPENS + SECOND, []), (OPENS, ["item"]), (OPENS - HOUR, ["item"])]
)
def test_principal_who_is_to_be_in_an_item_is_there_for_some_of_it(
    leaves: object, cases: list[str]
) -> None:
    rows = [item(principal_ids=("P-A",)), *coming("A", leaves=leaves)]

    gaps = found("C-77", rows)

    assert [(gap.case, gap.key, gap.discriminator) for gap in gaps] == [
        (case, "talks", "P-A") for case in cases
    ]


def test_principal_with_a_place_is_told_once() -> None:
    rows = [item(principal_ids=("P-A",)), *coming("A", leaves=OPENS - HOUR), seat(1, "A")]

    assert [gap.case for gap in found("C-77", rows)] == ["absent"]


def test_signature_by_office_is_critical_when_nobody_of_that_office_is_there() -> None:
    def rows(arrives: object, rank: Rank = Rank.FOREIGN_MINISTER) -> list[Row]:
        principal = Principal(
            principal_id="P-A", office="Minister", delegation_id="A", rank=rank, arrives=arrives
        )
        signs = Signatory(
            signatory_id="S-1", delegation_id="A", rank=Rank.FOREIGN_MINISTER, item_id="talks"
        )
        return [item(), Delegation(delegation_id="A", name="A"), principal, signs]

    assert told(found("C-77", rows(OPENS + HOUR))) == [
        ("signatory", "signatories", "S-1", "signatory", "critical")
    ]
    assert found("C-77", rows(OPENS + HOUR - SECOND)) == ()
    assert found("C-77", rows(OPENS + HOUR, Rank.MINISTER)) == ()
