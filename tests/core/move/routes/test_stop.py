from summitry.move.routes.stop import Seconds, Turns


def test_turns_are_spent_by_asking():
    stop = Turns(2)

    assert [stop.spent() for _ in range(4)] == [0.0, 0.5, 1.0, 1.5]


def test_seconds_are_spent_by_the_clock_that_is_handed_in():
    clock = iter([0.0, 3.0, 12.0])
    stop = Seconds(6.0, lambda: next(clock))

    assert [stop.spent() for _ in range(3)] == [0.0, 0.5, 2.0]


def test_no_turns_and_no_seconds_are_spent_at_once():
    assert (Turns(0).spent(), Seconds(0.0, lambda: 0.0).spent()) == (1.0, 1.0)
