"""What a search is given: its clock, the wish to end, and when it hands its best over."""

import pytest

from summitry.cli.engines.job import KEEP_SECONDS, LOOK_SECONDS, Kept, Told, Watch
from tests.core.cli.engines.acting import Answer, Far


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch):
    made = Clock()
    monkeypatch.setattr("summitry.cli.engines.job.monotonic", made)
    return made


def test_seconds_count_from_when_the_search_begins(clock):
    watch: Watch[Far, Answer] = Watch(0, lambda _: None, lambda: False)
    clock.now += 5.0
    assert watch.elapsed() == 5.0

    watch.begin()

    clock.now += 2.0
    assert watch.elapsed() == 2.0


def test_wish_to_end_is_seen_soon_and_stays(clock):
    wishes = [False]
    watch: Watch[Far, Answer] = Watch(0, lambda _: None, lambda: wishes[0])
    assert not watch.is_interrupted()

    wishes[0] = True
    assert not watch.is_interrupted()
    clock.now += LOOK_SECONDS
    assert watch.is_interrupted()
    wishes[0] = False
    clock.now += LOOK_SECONDS
    assert watch.is_interrupted()


def test_answer_is_handed_over_once_the_last_is_old_enough(clock):
    sent: list[object] = []
    watch: Watch[Far, Answer] = Watch(4, sent.append, lambda: False)
    watch.tell(Far(cost=9, bound=1))

    def slow() -> Answer:
        clock.now += 1.0
        return Answer(cost=int(clock.now))

    watch.keep(slow)
    clock.now += KEEP_SECONDS
    watch.keep(slow)
    # It took a second: as many are left to the search as make that a twentieth.
    clock.now += 19.0
    watch.keep(slow)
    clock.now += 1.0
    watch.keep(slow)

    assert sent == [
        Told(4, Far(cost=9, bound=1)),
        Kept(4, Answer(cost=103)),
        Kept(4, Answer(cost=124)),
    ]
