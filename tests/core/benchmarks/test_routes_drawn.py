import pytest

from benchmarks.routes_drawn import KINDS, drawn
from summitry.move.routes.judge import alone


@pytest.mark.parametrize("paired", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_every_request_of_a_drawn_instance_fits_a_vehicle(kind, paired):
    for seed in (1, 2, 3):
        asked = drawn(kind, seed, paired=paired, size=40)

        assert alone(asked) == ()
        assert (len(asked.demand), len(asked.pairs)) == (41, 20 * paired)


def test_the_seed_alone_makes_the_instance():
    one, again, other = (drawn("rc1", seed, paired=False, size=30) for seed in (1, 1, 2))

    assert (one.distance == again.distance).all()
    assert (one.late == again.late).all()
    assert not (one.distance == other.distance).all()
