"""Outlines of zones on the event's metric grid: how large, how far apart, which lies in which."""

from collections.abc import Iterator
from itertools import pairwise, product
from math import hypot

from summitry.plan.table import Points

Point = tuple[float, float]
Edge = tuple[Point, Point]


def area_m2(outline: Points) -> float:
    """Return the area that an outline encloses; 0 for one that encloses nothing."""
    return abs(sum(x * v - u * y for (x, y), (u, v) in _edges(outline))) / 2


def edges_apart_m(one: Points, other: Points) -> float:
    """Return the least distance between the edges of two outlines; 0 where they meet."""
    return min(_apart_m(*pair) for pair in product(_edges(one), _edges(other)))


def edge_apart_m(point: Point, outline: Points) -> float:
    """Return the least distance from a point to the edges of an outline, from inside or outside."""
    return min(_from_edge_m(point, edge) for edge in _edges(outline))


def lies_in(inner: Points, outer: Points) -> bool:
    """Say whether an outline whose edges do not meet the other's lies inside it."""
    x, y = inner[0]
    inside = False
    for (a, b), (c, d) in _edges(outer):
        if (b > y) != (d > y) and x < a + (y - b) * (c - a) / (d - b):
            inside = not inside
    return inside


def _edges(outline: Points) -> Iterator[Edge]:
    return pairwise((*outline, outline[0]))


def _apart_m(one: Edge, other: Edge) -> float:
    if _cross(one, other) and _cross(other, one):
        return 0.0
    return min(
        *(_from_edge_m(point, other) for point in one),
        *(_from_edge_m(point, one) for point in other),
    )


def _cross(one: Edge, other: Edge) -> bool:
    """Say whether the ends of the other edge lie on different sides of the one's line."""
    (a, b), (c, d) = one
    sides = [(c - a) * (y - b) - (d - b) * (x - a) for x, y in other]
    return sides[0] * sides[1] < 0


def _from_edge_m(point: Point, edge: Edge) -> float:
    (x, y), ((a, b), (c, d)) = point, edge
    square = (c - a) ** 2 + (d - b) ** 2
    along = 0.0 if square == 0 else ((x - a) * (c - a) + (y - b) * (d - b)) / square
    along = min(1.0, max(0.0, along))
    return hypot(x - a - along * (c - a), y - b - along * (d - b))
