from summitry.move.routes import recombine
from summitry.move.routes.recombine import Pool, recombined
from tests.core.move.routes.cases import problem

SQUARE = problem([(10, 1), (10, -1), (-10, 1), (-10, -1)])


def never():
    return False


def test_the_best_halves_of_two_solutions_make_a_better_one():
    pool = Pool(SQUARE)
    pool.add([(1, 2), (3,), (4,)])
    pool.add([(3, 4), (1,), (2,)])

    found = recombined(SQUARE, pool, [(1, 3), (2, 4)], never)

    assert sorted(found) == [(1, 2), (3, 4)]


def test_no_more_vehicles_are_used_than_before_though_the_way_is_longer():
    pool = Pool(SQUARE)
    pool.add([(1, 2), (3, 4)])

    assert recombined(SQUARE, pool, [(1, 2, 3, 4)], never) == ((1, 2, 3, 4),)


def test_each_set_of_places_is_kept_in_its_shortest_order():
    pool = Pool(SQUARE)
    pool.add([(1, 3, 2), (1, 2, 3), (3, 1, 2)])

    assert [route for _, route in pool.newest(99)] == [(3, 1, 2)]


def test_the_oldest_routes_go_where_there_are_too_many(monkeypatch):
    monkeypatch.setattr(recombine, "ROUTES_MAX", 2)
    pool = Pool(SQUARE)

    pool.add([(1,), (2,), (3,)])

    assert [route for _, route in pool.newest(99)] == [(3,), (2,)]


def test_nothing_to_serve_has_nothing_to_put_together():
    assert recombined(problem([]), Pool(problem([])), [], never) is None


def test_the_newest_routes_of_so_many_stops_are_chosen_from():
    pool = Pool(SQUARE)
    pool.add([(1, 2, 3), (4,), (2, 3)])

    assert [route for _, route in pool.newest(3)] == [(2, 3), (4,)]


def test_nothing_is_said_while_routes_are_put_together(capfd):
    pool = Pool(SQUARE)
    pool.add([(1, 2), (3, 4)])

    recombined(SQUARE, pool, [(1, 3), (2, 4)], lambda: True)

    assert capfd.readouterr() == ("", "")
