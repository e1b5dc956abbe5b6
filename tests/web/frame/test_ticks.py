"""What is done again and again: when due, and whatever another one does."""

from datetime import timedelta

import pytest

from summitry.kit.errors import SummitryError
from summitry_web.frame.ticks import Rounds, Tick

# A round looks at the connections that are open before each thing it does. Where an earlier test of
# the same process has left one, a test that may not use the database is stopped there.
pytestmark = pytest.mark.django_db


def tick(name, seconds, do):
    return Tick(name=name, every=timedelta(seconds=seconds), do=do)


def test_each_is_done_in_its_own_interval():
    rounds = Rounds((tick("fast", 10, int), tick("slow", 60, int)))

    done = [rounds.go(now) for now in (100, 105, 110, 160)]

    assert done == [("fast", "slow"), (), ("fast",), ("fast", "slow")]


def test_one_that_is_refused_does_not_keep_others_from_being_done():
    seen = []

    def refused():
        raise SummitryError("backup.tool", got="x", problem="y")

    rounds = Rounds((tick("a", 10, refused), tick("b", 10, lambda: seen.append("b"))))

    rounds.go(0)

    assert seen == ["b"]


def test_one_that_failed_is_tried_again_when_next_due_and_not_before():
    seen = []

    def fails():
        seen.append("tried")
        raise OSError

    rounds = Rounds((tick("a", 10, fails),))

    done = [rounds.go(now) for now in (0, 9, 10)]

    assert (done, seen) == ([("a",), (), ("a",)], ["tried", "tried"])


def test_bug_is_raised():
    rounds = Rounds((tick("a", 10, lambda: 1 / 0),))

    with pytest.raises(ZeroDivisionError):
        rounds.go(0)
