"""How many interpreters a booth needs."""

import pytest

from summitry.policy.interpretation import interpreters_needed
from summitry.policy.limits import Limits


@pytest.mark.parametrize(
    ("languages", "minutes", "both_ways", "need"),
    [
        (6, 180, False, 2),
        (6, 180, True, 3),
        (4, 20, False, 2),
        (3, 20, True, 1),
        (2, 40, True, 1),
        (2, 41, True, 2),
        (2, 361, False, 4),
    ],
)
def test_need(languages: int, minutes: float, *, both_ways: bool, need: int) -> None:
    have = interpreters_needed(languages, minutes, both_ways=both_ways, limits=Limits())

    assert have == need


def test_six_languages_of_the_united_nations_need_fourteen() -> None:
    both = {"ar", "zh"}
    team = sum(
        interpreters_needed(6, 180, both_ways=language in both, limits=Limits())
        for language in ("ar", "en", "es", "fr", "ru", "zh")
    )

    assert team == 14
