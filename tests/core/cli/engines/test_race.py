"""Searches side by side: the best true answer, every true bound, and what is lost is told."""

from itertools import permutations

import pytest

from summitry.cli.engines.job import Begun, Ended, Faulty, Kept, Lost, Refused, Told
from summitry.cli.engines.race import Outcome, Race
from summitry.kit.errors import SummitryError
from tests.core.cli.engines.acting import Act, Acting, Answer, Far


def race(count: int = 3) -> tuple[Race[Far, Answer], list[Far], list[Lost | Faulty]]:
    far: list[Far] = []
    lost: list[Lost | Faulty] = []
    made = Race(Acting(acts=(Act.ANSWER,) * count, costs=(0,) * count), far.append, lost.append)
    made.take(Begun(count))
    return made, far, lost


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_answer_is_the_same_whoever_is_heard_first(order):
    messages = [
        Ended(0, Answer(cost=7, bound=2, by=0)),
        Ended(1, Answer(cost=5, bound=1, by=1)),
        Ended(2, Answer(cost=5, bound=4, by=2)),
    ]
    made, _, lost = race()

    for place in order:
        made.take(messages[place])

    assert made.outcome() == Outcome(Answer(cost=5, bound=4, by=1), 3, 0)
    assert lost == []


def test_progress_is_the_best_of_all_with_the_best_bound():
    made, far, _ = race()

    made.take(Told(0, Far(cost=9, bound=1, seconds=1.0)))
    made.take(Told(1, Far(cost=12, bound=3, seconds=2.0)))

    assert far == [Far(cost=9, bound=1, seconds=1.0), Far(cost=9, bound=3, seconds=2.0)]


def test_last_answer_of_a_lost_search_counts_and_the_loss_is_told():
    made, _, lost = race(2)

    made.take(Ended(0, Answer(cost=8)))
    made.take(Kept(1, Answer(cost=6, by=1)))
    made.take(Lost((1,), "exit status -9"))

    assert made.outcome() == Outcome(Answer(cost=6, by=1), 2, 1)
    assert lost == [Lost((1,), "exit status -9")]


def test_process_that_fails_after_all_have_answered_is_not_told_as_lost():
    made, _, lost = race(1)

    made.take(Ended(0, Answer(cost=8)))
    made.take(Lost((), "exit status 1"))

    assert lost == []


def test_process_that_fails_before_any_search_began_is_told():
    lost: list[Lost | Faulty] = []
    made = Race(Acting(acts=(), costs=()), lambda _: None, lost.append)

    made.take(Lost((), "exit status 1"))

    assert lost == [Lost((), "exit status 1")]


def test_bound_that_an_answer_disproves_is_told_and_does_not_count():
    made, _, lost = race()

    made.take(Ended(0, Answer(cost=8, bound=3)))
    made.take(Ended(1, Answer(cost=9, bound=100, by=1)))
    made.take(Ended(2, Answer(cost=9, bound=5, by=2)))

    assert made.outcome() == Outcome(Answer(cost=8, bound=5), 3, 0)
    assert lost == [Faulty(1, ("bound",))]


def test_answer_with_a_fault_is_told_and_the_next_one_taken():
    made, _, lost = race(2)

    made.take(Ended(0, Answer(cost=-1)))
    made.take(Ended(1, Answer(cost=9, by=1)))

    assert made.outcome() == Outcome(Answer(cost=9, by=1), 2, 0)
    assert lost == [Faulty(0, ("cheaper than nothing",))]


def test_refusal_of_all_is_the_refusal_of_the_first():
    made, _, lost = race(2)

    made.take(Refused("move.illegal", {"rule": "pool"}, 1))
    made.take(Refused("move.seconds", {"got": -1}, 0))

    with pytest.raises(SummitryError) as refused:
        made.outcome()
    assert (refused.value.code, refused.value.facts) == ("move.seconds", {"got": -1})
    assert lost == [
        Lost((1,), "move.illegal(rule='pool')"),
        Lost((0,), "move.seconds(got=-1)"),
    ]


def test_no_answer_at_all_is_refused():
    made, _, _ = race(2)

    made.take(Lost((0, 1), "exit status 3"))

    with pytest.raises(SummitryError) as refused:
        made.outcome()
    assert (refused.value.code, refused.value.facts) == ("engine.nothing", {"count": 2})
