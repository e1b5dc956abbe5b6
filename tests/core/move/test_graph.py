"""Ways through a network of roads."""

from summitry.move.graph import Network, Road


def test_ways_through_a_network_are_different_and_the_fastest_is_first():
    roads = (Road(0, "x", "y", 60), Road(1, "x", "z", 50), Road(2, "z", "y", 50))

    found = Network(roads).ways("x", "y", 3)

    assert [[road.segment for road in each] for each in found] == [[0], [1, 2]]
    assert Network(roads).ways("x", "nowhere", 3) == []
