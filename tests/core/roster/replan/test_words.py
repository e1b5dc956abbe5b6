"""What a mended roster is, in sentences."""

from summitry.roster.replan.problem import Loss, Result, Roster
from summitry.roster.replan.words import NONE_FORCED, RATIO, Sentence, sentences
from tests.core.roster.replan.test_solve import HOUR, away, duty, mended, person, post, roster_of


def of_changes(result: Result, roster: Roster) -> list[Sentence]:
    """Return what is said of how many duties change."""
    return [each for each in sentences(result, roster) if each.text in {RATIO, NONE_FORCED}]


def test_changes_are_told_beside_those_that_must_be() -> None:
    roster = roster_of([post("P")], [person("a"), person("b")], [duty(0, 0)])

    told = of_changes(mended(roster, away(0)), roster)

    assert told == [Sentence(text=RATIO, facts={"changed": 1, "forced": 1, "ratio": 1.0})]


def test_no_ratio_is_told_where_nothing_must_change() -> None:
    roster = roster_of([post("P")], [person("a")], [duty(0, 0)])

    told = of_changes(mended(roster, Loss(closed=((0, 0, 48 * HOUR),))), roster)

    assert told == [Sentence(text=NONE_FORCED, facts={"count": 0})]
