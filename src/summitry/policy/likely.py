"""Which names can be alike at all: a coarse look that loses none and spares most fine ones.

Texts whose sets of letters differ in many letters cannot be much alike: each letter that only one
of them has must be put in or taken out. The sets fit into the bits of one number, so that millions
of pairs are looked at in a fraction of a second.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from summitry.policy.compiled import compiled
from summitry.policy.names import (
    HOPELESS,
    MILD_SOUNDS,
    SAME_BONES,
    VOWELS_ALIKE_MIN,
    Name,
    Token,
)
from summitry.policy.pieces import Integers

ROOM = 65_536
ROUNDING = 1e-6
"""What likenesses that are equal may differ by after a division."""

SLIP_LETTERS_MAX = 2
"""Letters by which the sets of two texts can differ that are one slip of the keyboard apart."""


class Sketches(NamedTuple):
    """Names by the sets of their letters; ``first[n]:first[n + 1]`` are the tokens of name ``n``.

    The sets and lengths of a token stand in ``letters`` to ``bones_length`` at its place in
    ``token``.
    """

    first: Integers
    token: Integers
    poor: Integers
    letters: Integers
    letters_length: Integers
    folded: Integers
    folded_length: Integers
    bones: Integers
    bones_length: Integers


def _set_of(text: str) -> int:
    """Return the letters that occur as bits; letters that share a bit only make texts closer."""
    found = 0
    for letter in set(text):
        found |= 1 << (ord(letter) & 31)
    return found


_CHANGED_IN_RUNS = ~_set_of("".join(letters for pair in MILD_SOUNDS for letters in pair) + "-")
"""All but the letters in which names may differ that read the same when written as one."""


def sketches(names: Sequence[Name]) -> Sketches:
    """Return the names ready for the coarse look; names share the tokens that are the same."""
    places: dict[str, int] = {}
    known: list[Token] = []
    token: list[int] = []
    first = [0]
    for name in names:
        for each in name.tokens:
            place = places.setdefault(each.letters, len(known))
            if place == len(known):
                known.append(each)
            token.append(place)
        first.append(len(token))
    columns: list[list[int]] = [
        first,
        token,
        [name.poor for name in names],
        [_set_of(each.letters) for each in known],
        [len(each.letters) for each in known],
        [_set_of(each.folded) for each in known],
        [len(each.folded) for each in known],
        [_set_of(each.bones) for each in known],
        [len(each.bones) for each in known],
    ]
    return Sketches(*(np.array(column, dtype=np.int64) for column in columns))


def likely_pairs(
    first: Integers, member: Integers, drawn: Sketches, likeness_min: float
) -> list[tuple[int, int]]:
    """Return the pairs within each group that may be alike to that degree; all that are, and more.

    Parameters
    ----------
    first, member
        ``member[first[g]:first[g + 1]]`` are the names of group ``g``, by their places.
    drawn
        All names.
    likeness_min
        The least `likeness` that matters; below `HOPELESS` all pairs of names are told.
    """
    least = likeness_min if likeness_min >= HOPELESS else 0.0
    room = ROOM
    while True:
        found = np.empty((2, room), dtype=np.int64)
        size = _likely(first, member, drawn, least, found)
        if size <= room:
            return list(zip(found[0, :size].tolist(), found[1, :size].tolist(), strict=True))
        room = size


@compiled
def _likely(
    first: Integers, member: Integers, drawn: Sketches, likeness_min: float, found: Integers
) -> int:
    """Fill in the pairs, the smaller place first; return how many there are, even without room."""
    size = 0
    for group in range(len(first) - 1):
        for here in range(first[group], first[group + 1]):
            for there in range(here + 1, first[group + 1]):
                one, other = member[here], member[there]
                if _may_be_alike(one, other, drawn, likeness_min):
                    if size < found.shape[1]:
                        found[0, size], found[1, size] = min(one, other), max(one, other)
                    size += 1
    return size


@compiled
def _may_be_alike(one: int, other: int, drawn: Sketches, likeness_min: float) -> bool:
    """Say whether each token of the shorter name may be alike to some token of the longer."""
    first, token = drawn.first, drawn.token
    if first[one + 1] - first[one] > first[other + 1] - first[other]:
        one, other = other, one
    if first[one] == first[one + 1]:
        return False
    across = drawn.poor[one] != drawn.poor[other]
    if _one_run(one, other, across, drawn):
        return True
    for here in range(first[one], first[one + 1]):
        alike = False
        for there in range(first[other], first[other + 1]):
            if across:
                alike |= _bones_may(token[here], token[there], drawn, likeness_min)
            else:
                alike |= _tokens_may(token[here], token[there], drawn, likeness_min)
        if not alike:
            return False
    return True


@compiled
def _one_run(one: int, other: int, across: bool, drawn: Sketches) -> bool:  # noqa: FBT001  # compiled code knows no keywords
    """Say whether the names may read the same when written as one, or by their bones."""
    texts = drawn.bones if across else drawn.letters
    left, right = 0, 0
    for place in range(drawn.first[one], drawn.first[one + 1]):
        left |= texts[drawn.token[place]]
    for place in range(drawn.first[other], drawn.first[other + 1]):
        right |= texts[drawn.token[place]]
    return left == right if across else (left ^ right) & _CHANGED_IN_RUNS == 0


@compiled
def _tokens_may(one: int, other: int, drawn: Sketches, likeness_min: float) -> bool:
    # An initial stands for any name that begins with it.
    if min(drawn.letters_length[one], drawn.letters_length[other]) == 1:
        return True
    if _bits(drawn.letters[one] ^ drawn.letters[other]) <= SLIP_LETTERS_MAX:
        return True
    length = drawn.folded_length[one] + drawn.folded_length[other]
    # Tokens of the same consonants count as the same once their vowels are alike to this degree.
    least = min(likeness_min, VOWELS_ALIKE_MIN)
    return bool(_bits(drawn.folded[one] ^ drawn.folded[other]) <= (1 - least) * length + ROUNDING)


@compiled
def _bones_may(one: int, other: int, drawn: Sketches, likeness_min: float) -> bool:
    length = drawn.bones_length[one] + drawn.bones_length[other]
    least = likeness_min / SAME_BONES
    return bool(_bits(drawn.bones[one] ^ drawn.bones[other]) <= (1 - least) * length + ROUNDING)


@compiled
def _bits(number: int) -> int:
    count = 0
    while number != 0:
        number &= number - 1
        count += 1
    return count


def warm() -> None:
    """Compile the look and keep it on disk, so that the first check starts at once."""
    edge = np.array([0, 0], dtype=np.int64)
    likely_pairs(edge, edge, sketches(()), 1.0)
