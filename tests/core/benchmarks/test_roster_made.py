"""Rosters made by seed: the same each time, and as scarce as they say."""

from collections import Counter

from benchmarks.roster_made import LEAVE_SHARE, MIXES, SCARCE, made


def test_same_seed_makes_the_same_problem_and_another_one_another() -> None:
    for mix in MIXES.values():
        one, again, other = (
            made(200, 20, 14, units=4, load=0.95, seed=seed, mix=mix) for seed in (1, 1, 2)
        )

        assert one == again
        assert one != other
        assert (one.slots, one.persons) == (round(0.95 * 200 * 10), 200)


def test_personal_leave_makes_types_of_one() -> None:
    problem = made(1_000, 100, 14, units=4, load=1.007, seed=1, mix=SCARCE)

    away = [each for each in problem.types if each.away]

    assert Counter(len(each.persons) for each in away) == {1: round(LEAVE_SHARE * 1_000)}


def test_scarce_skills_are_asked_for_about_as_often_as_there_are() -> None:
    problem = made(10_000, 1_000, 14, units=30, load=1.0, seed=1, mix=SCARCE)

    for bit in range(2, 5):
        held = sum(len(each.persons) for each in problem.types if each.skills >> bit & 1)
        asked = sum(each.count for each in problem.demands if each.skills >> bit & 1)
        assert 0.8 < asked / (held * 10) < 1.2
