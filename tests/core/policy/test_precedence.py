"""Orders: by rank, alphabet, lot and inscription."""

from itertools import permutations

import pytest

from summitry.plan.terms import PrecedenceRule, Rank
from summitry.policy.precedence import (
    RANKS,
    Standing,
    english_name,
    letters,
    misplaced,
    outranks,
    unplaced,
)
from tests.plans.one_rule import HOUR, OPENS

RANK, ALPHABET, LOT, INSCRIBED = PrecedenceRule


def listed(*names: str, **cells: list[object]) -> list[Standing]:
    return [
        Standing(
            key=name,
            place=place,
            name=name,
            **{column: values[place - 1] for column, values in cells.items()},
        )
        for place, name in enumerate(names, start=1)
    ]


def wrong(rule: PrecedenceRule, standings: list[Standing]) -> list[tuple[str, str]]:
    return [(before.key, after.key) for before, after in misplaced(rule, standings)]


def test_ranks_stand_as_the_note_of_the_commission_has_them() -> None:
    assert sorted(Rank, key=lambda rank: RANKS[rank]) == list(Rank)
    assert outranks(Rank.HEAD_OF_STATE, Rank.MINISTER)
    assert not outranks(Rank.MINISTER, Rank.MINISTER)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Costa Rica", "Côte d'Ivoire"),
        ("Côte d'Ivoire", "Croatia"),
        ("Guinea", "Guinea-Bissau"),
        ("Niger", "Nigeria"),
        ("Dominica", "Dominican Republic"),
        ("Tunisia", "Türkiye"),
        ("Türkiye", "Turkmenistan"),
    ],
)
def test_alphabet_passes_over_accents_and_points(first: str, second: str) -> None:
    assert letters(first) < letters(second)


def test_protocol_name_decides_the_alphabet() -> None:
    assert english_name("KP", "North Korea") == "Democratic People's Republic of Korea"
    assert english_name("", "South Korea ") == "Republic of Korea"
    assert english_name("X1", "Côte d'Ivoire") == "Côte d'Ivoire"
    assert english_name("X1", "Elsewhere") == "Elsewhere"


def test_rank_goes_before_the_alphabet() -> None:
    ranks = [Rank.HEAD_OF_STATE, Rank.MINISTER, Rank.MINISTER]

    assert wrong(RANK, listed("Z", "A", "B", rank=ranks)) == []
    assert wrong(RANK, listed("Z", "B", "A", rank=ranks)) == [("B", "A")]
    assert wrong(RANK, listed("A", "B", "Z", rank=ranks[::-1])) == [("B", "Z")]


def test_place_of_unknown_rank_is_passed_over() -> None:
    standings = listed("A", "M", "B", rank=[Rank.MINISTER, None, Rank.HEAD_OF_STATE])

    assert unplaced(RANK, standings) == ("M",)
    assert wrong(RANK, standings) == [("A", "B")]


def test_only_one_order_of_different_names_is_the_alphabet() -> None:
    good = [names for names in permutations("ABCD") if not wrong(ALPHABET, listed(*names))]

    assert good == [("A", "B", "C", "D")]


def test_lots_of_all_decide() -> None:
    assert wrong(LOT, listed("B", "A", lot=[3, 8])) == []
    assert wrong(LOT, listed("A", "B", lot=[8, 3])) == [("A", "B")]


def test_a_lot_for_the_first_place_starts_the_alphabet_there() -> None:
    assert wrong(LOT, listed("C", "D", "A", "B", lot=[17, None, None, None])) == []
    assert wrong(LOT, listed("C", "A", "D", "B", lot=[17, None, None, None])) == [("A", "D")]
    assert unplaced(LOT, listed("C", "A", lot=[17, None])) == ()


def test_lots_of_some_or_none_are_unknown() -> None:
    assert unplaced(LOT, listed("A", "B", lot=[None, None])) == ("A", "B")
    assert unplaced(LOT, listed("A", "B", lot=[None, 4])) == ("A",)
    assert unplaced(LOT, listed("A", "B", "C", lot=[1, 2, None])) == ("C",)


def test_who_is_inscribed_first_speaks_first() -> None:
    assert wrong(INSCRIBED, listed("B", "A", inscribed=[OPENS, OPENS + HOUR])) == []
    assert wrong(INSCRIBED, listed("B", "A", inscribed=[OPENS + HOUR, OPENS])) == [("B", "A")]
    assert unplaced(INSCRIBED, listed("B", "A", inscribed=[OPENS, None])) == ("A",)


def test_nobody_is_in_order() -> None:
    assert unplaced(ALPHABET, []) == ()
    assert wrong(ALPHABET, []) == []
