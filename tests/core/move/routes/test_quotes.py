import numpy as np

from summitry.move.routes.quotes import changed, quoted, quotes_of
from summitry.move.routes.tours import ground_of, put, settle, tours_of
from tests.core.move.routes.cases import problem


def test_what_an_insertion_adds_is_asked_anew_once_the_route_has_changed():
    ground = ground_of(problem([(10, 0), (20, 0), (30, 0)]))
    tours = tours_of(ground, [(1,)])
    quotes = quotes_of(ground, tours)

    assert quoted(ground, tours, quotes, 0, 3) == 40.0
    put(ground, tours, 0, 2, (1, 1))
    settle(ground, tours, 0)
    assert quoted(ground, tours, quotes, 0, 3) == 40.0
    changed(quotes, 0)

    assert quoted(ground, tours, quotes, 0, 3) == 20.0
    assert tuple(quotes.places[3, 0]) == (1, 1)


def test_what_has_no_place_adds_without_end():
    ground = ground_of(problem([(10, 0), (20, 0)], demand=[6, 6], capacity=10))
    tours = tours_of(ground, [(1,)])

    assert quoted(ground, tours, quotes_of(ground, tours), 0, 2) == np.inf
