import numpy as np
from msgspec.structs import replace

from summitry.kit.streams import stream
from summitry.move.routes.ruin import BEST, improve, memory_of
from summitry.move.routes.tours import chance_of, ground_of, routes_of, tours_of
from tests.core.move.routes.cases import problem


def test_a_vehicle_spared_is_kept_though_the_way_is_longer():
    far = np.array([[0.0, 1.0, 1.0], [1.0, 0.0, 100.0], [1.0, 100.0, 0.0]])
    asked = replace(problem([(1, 0), (0, 1)]), distance=far)
    ground = ground_of(asked)
    tours = tours_of(ground, [(1,), (2,)])
    memory = memory_of(ground, tours)

    improve(ground, tours, memory, chance_of(stream(1, "ruin")), 3_000, (1e9, 1e12))

    assert len(routes_of(memory.best, memory.best_sizes)) == 1
    assert memory.value[BEST] == 102.0
