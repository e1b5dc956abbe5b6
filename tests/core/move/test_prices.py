"""What cells are worth: only those that decide have a price, and choices at prices are cheapest."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from summitry.kit.streams import stream
from summitry.move.occupancy import Tables, tables
from summitry.move.prices import Layout, cheapest, layout, occupy
from summitry.move.problem import Problem
from tests.core.move.test_solve import problems


def taken(table: Tables, way: int, slot: int) -> list[tuple[int, int]]:
    """Return row and cell of all that a departure takes alone."""
    fine = int(table.shape[2])
    return [
        (int(row), slot * fine + cell)
        for row, start, end, alone in table.use[table.uses[way] : table.uses[way + 1]]
        if alone
        for cell in range(start, end)
    ]


def departures(table: Tables) -> list[tuple[int, int, int]]:
    """Return each motorcade's departures by each way, closed ones left out."""
    return [
        (number, way, slot)
        for number in range(len(table.ways) - 1)
        for way in range(table.ways[number], table.ways[number + 1])
        for slot in range(table.window[way, 0], table.window[way, 1] + 1)
        if table.is_open[table.opens[way] + slot - table.window[way, 0]]
    ]


def is_priced(place: Layout, row: int, cell: int) -> bool:
    return bool(place.cell[row, cell] < place.cell[row, cell + 1])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(problems())
def test_whoever_share_a_cell_share_one_that_has_a_price(asked: Problem) -> None:
    table = tables(asked, outwards=False)
    place = layout(table, len(asked.motorcades), 10)
    who: dict[tuple[int, int], set[tuple[int, int, int]]] = {}
    for departure in departures(table):
        for cell in taken(table, *departure[1:]):
            who.setdefault(cell, set()).add(departure)

    priced = [own for cell, own in who.items() if is_priced(place, *cell)]

    for own in who.values():
        if len({number for number, _, _ in own}) > 1:
            assert any(own <= other for other in priced)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(problems())
def test_each_chooses_what_costs_least_at_the_prices(asked: Problem) -> None:
    table = tables(asked, outwards=False)
    count = len(asked.motorcades)
    place = layout(table, count, 10)
    chosen, used = np.full((count, 2), -1, dtype=np.int64), np.zeros(len(place.limit))
    for seed in range(3):
        price = stream(seed, "prices").random(len(place.limit)) * 9.0

        total = cheapest(table, place, price, used, chosen)

        least = [float(each.drop) for each in asked.motorcades]
        for number, way, slot in departures(table):
            window = table.window[way]
            own = table.motorcade[number, 0] * abs(slot - window[2]) + window[3]
            takes = np.zeros(len(place.limit))
            occupy(table, place, takes, number, np.array([way, slot]))
            least[number] = min(least[number], own + price @ takes)
        assert total == pytest.approx(sum(least) - price @ place.limit)
