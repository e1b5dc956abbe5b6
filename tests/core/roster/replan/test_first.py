"""Open duties given to whoever is free first, and what is left where the solver is of no help."""

import highspy
import pytest

from summitry.kit.streams import stream
from summitry.policy.solver import Solver
from summitry.roster.replan import solve
from summitry.roster.replan.first import first_free
from summitry.roster.replan.loss import Left, after
from summitry.roster.replan.neighbours import WIDTHS, Neighbours
from summitry.roster.replan.problem import Ending, Loss, Roster, Step
from summitry.roster.replan.solve import mend
from tests.core.roster.replan.test_solve import HOUR, duty, mended, person, post, roster_of, taken

LOST = Loss(away=((0, 0, 48 * HOUR), (1, 0, 48 * HOUR)))


def two_lost(*free: str) -> Roster:
    """Return a roster that loses two, on a light post and on a grave one, and who is free."""
    posts = [post("light", level=1), post("grave")]
    persons = [person(name) for name in ("gone", "gone too", *free)]
    return roster_of(posts, persons, [duty(0, 0), duty(1, 1)])


def given(roster: Roster) -> dict[str, int]:
    left = after(roster, LOST)
    around = Neighbours(left).around(WIDTHS[0])
    assert around is not None
    who = first_free(roster, around)
    return {str(roster.posts[around.jobs[n].post].post_id): each for n, each in who.items()}


def test_the_gravest_post_comes_first_and_nobody_stands_on_two() -> None:
    assert given(two_lost("a")) == {"grave": 2}
    assert given(two_lost("a", "b")) == {"grave": 2, "light": 3}


def test_where_the_solver_fails_whoever_is_free_steps_in_and_that_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Solver, "run", lambda _: highspy.HighsStatus.kError)

    result = mended(two_lost("a", "b"), LOST)

    assert result.ending is Ending.FAILED
    assert taken(result) == [(0, 8, 16, 3), (1, 8, 16, 2)]
    assert result.best.price.uncovered_minutes == (0, 0)


def test_an_answer_that_breaks_a_rule_is_none_and_whoever_is_free_steps_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def wrongly(_: Roster, left: Left, *__: object) -> list[Step]:
        first, second = left.jobs
        return [Step(job=first, person=2), Step(job=second, person=2)]

    monkeypatch.setattr(solve, "without_vain", wrongly)

    result = mended(two_lost("a", "b"), LOST)

    assert result.ending is Ending.FAILED
    assert taken(result) == [(0, 8, 16, 3), (1, 8, 16, 2)]


def test_where_the_time_ends_before_the_first_answer_whoever_is_free_steps_in() -> None:
    roster = two_lost("a", "b")
    for calls in range(40):
        moments = iter([0.0] * calls)
        result = mend(
            roster, LOST, stream(1, "replan"), lambda left=moments: next(left, 9.0), seconds=5.0
        )
        if any(step.person >= 0 for step in result.best.steps):
            break

    assert result.best.price.uncovered_minutes == (0, 0)
