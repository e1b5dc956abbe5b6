import numpy as np

from summitry.move.routes import windows
from summitry.move.routes.windows import narrowed
from tests.core.move.routes.cases import problem

PAIRED = problem(
    [(3, 4), (6, 8)], windows=[(0, 90), (0, 40)], demand=[1, -1], pairs=((1, 2),), service=2.0
)


def test_a_window_is_narrowed_by_depot_and_pair():
    early, late = PAIRED.windows

    assert early.tolist() == [0, 5, 12]
    assert late.tolist() == [1000, 33, 40]


def test_the_day_of_the_depot_ends_windows():
    asked = problem([(30, 40)], windows=[(0, 5_000)], service=7.0)

    assert asked.windows[1].tolist() == [1000, 943]


def test_a_shorter_way_over_another_place_counts():
    time = np.array([[0.0, 1.0, 9.0], [1.0, 0.0, 1.0], [9.0, 1.0, 0.0]])
    opens, closes = np.zeros(3), np.full(3, 10.0)

    early, late = narrowed(time, (opens, closes), np.zeros(3), ())

    assert early.tolist() == [0, 1, 2]
    assert late.tolist() == [10, 9, 8]


def test_many_places_are_narrowed_by_the_depot_alone(monkeypatch):
    monkeypatch.setattr(windows, "CLOSURE_MAX", 1)
    asked = PAIRED

    early, late = narrowed(asked.time, (asked.early, asked.late), asked.service, asked.pairs)

    assert early.tolist() == [0, 5, 10]
    assert late.tolist() == [1000, 38, 40]
