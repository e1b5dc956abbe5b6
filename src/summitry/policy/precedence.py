"""Who comes before whom: rank, the English alphabet of States, lots, inscription."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise

from msgspec import Struct

from summitry.plan.terms import PrecedenceRule, Rank
from summitry.policy.state_names import ENGLISH, code_of

RANKS: Mapping[Rank, int] = {rank: place for place, rank in enumerate(Rank)}
"""The place of each rank: ``Rank`` stands in order of precedence."""

Letters = tuple[str, ...]
Order = tuple[int | str | datetime, ...]


class Standing(Struct, frozen=True, kw_only=True):
    """Somebody's place in an order, and what the order may rest on."""

    key: str
    place: int
    name: str
    rank: Rank | None = None
    lot: int | None = None
    inscribed: datetime | None = None


def english_name(state_id: str, name: str) -> str:
    """Return the English protocol name of a State by its code, or by the name, or the name given.

    South Korea is called Republic of Korea, and stands under R.
    """
    return ENGLISH.get(state_id) or ENGLISH.get(code_of(name), name)


def letters(name: str) -> Letters:
    """Return the words of a name as they are put in alphabetical order, without accents."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    kept = (letter if letter.isalnum() else " " for letter in plain if not _is_accent(letter))
    return tuple("".join(kept).split())


def _is_accent(letter: str) -> bool:
    return unicodedata.combining(letter) > 0


def unplaced(rule: PrecedenceRule, listed: Sequence[Standing]) -> tuple[str, ...]:
    """Return the keys of those of whom the plan lacks what the rule goes by.

    Of lots it is enough that one was drawn, for the first place, or one for each.
    """
    if rule is PrecedenceRule.RANK_THEN_ALPHABET:
        return tuple(each.key for each in listed if each.rank is None)
    if rule is PrecedenceRule.ORDER_OF_INSCRIPTION:
        return tuple(each.key for each in listed if each.inscribed is None)
    if rule is PrecedenceRule.LOT and not _first_lot_only(listed):
        return tuple(each.key for each in listed if each.lot is None)
    return ()


def _first_lot_only(listed: Sequence[Standing]) -> bool:
    """Say whether a lot was drawn for the first place and for no other."""
    first = min(listed, key=lambda each: each.place)
    return first.lot is not None and not any(
        each.lot is not None for each in listed if each is not first
    )


def misplaced(
    rule: PrecedenceRule, listed: Sequence[Standing]
) -> Iterator[tuple[Standing, Standing]]:
    """Yield each neighbour before and after of whom the rule puts the one after first.

    Those of whom the plan lacks what the rule goes by are passed over.
    """
    lacking = set(unplaced(rule, listed))
    known = sorted(
        (each for each in listed if each.key not in lacking), key=lambda each: each.place
    )
    if not known:
        return
    orders = list(_orders(rule, known))
    for (before, one), (after, other) in pairwise(zip(known, orders, strict=True)):
        if other < one:
            yield before, after


def _orders(rule: PrecedenceRule, known: Sequence[Standing]) -> Iterable[Order]:
    """Return what each is put in order by; all can be compared."""
    if rule is PrecedenceRule.RANK_THEN_ALPHABET:
        return [(_rank(each), *letters(each.name)) for each in known]
    if rule is PrecedenceRule.ORDER_OF_INSCRIPTION:
        return [(each.inscribed,) for each in known if each.inscribed is not None]
    if rule is PrecedenceRule.LOT and not (len(known) > 1 and _first_lot_only(known)):
        return [(each.lot,) for each in known if each.lot is not None]
    first = letters(known[0].name) if rule is PrecedenceRule.LOT else ()
    # From the first place on the alphabet is gone through once around.
    return [(int(letters(each.name) < first), *letters(each.name)) for each in known]


def _rank(each: Standing) -> int:
    assert each.rank is not None
    return RANKS[each.rank]


def outranks(one: Rank, other: Rank) -> bool:
    """Say whether the one rank comes before the other."""
    return RANKS[one] < RANKS[other]
