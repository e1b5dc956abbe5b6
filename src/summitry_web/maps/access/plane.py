"""Metres east and north, and the part of the plane that a drawing shows."""

from collections.abc import Iterable, Sequence
from math import atan2, cos, degrees, hypot, radians, sin
from typing import TypeVar

from msgspec import Struct

from summitry.plan.table import Point, Points

Key = TypeVar("Key")

ROOM = 0.08
SPAN_MIN_M = 20.0
EMPTY_SPAN_M = 200.0
SCALE_STEPS_M = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 50_000)
SCALE_PART = 5
"""The scale bar takes at most a fifth of the drawing's width."""

FULL_DEG = 360.0
ARC_STEP_DEG = 4.0
PIXELS_WIDE = 1_000
"""How many units of a screen the drawing is wide when it is shown whole."""


class Frame(Struct, frozen=True):
    """The part of the plane that is shown, in metres."""

    west: float
    south: float
    east: float
    north: float

    @property
    def width(self) -> float:
        """How many metres it is wide."""
        return self.east - self.west

    @property
    def height(self) -> float:
        """How many metres it is high."""
        return self.north - self.south

    @property
    def pixel(self) -> float:
        """How many metres one unit of the screen stands for, where the whole is shown."""
        return max(self.width, self.height) / PIXELS_WIDE

    @property
    def scale_m(self) -> int:
        """How many metres the scale bar stands for."""
        fitting = [step for step in SCALE_STEPS_M if step <= self.width / SCALE_PART]
        return fitting[-1] if fitting else SCALE_STEPS_M[0]

    @property
    def box(self) -> str:
        """The frame as an SVG view box: north is up, so northings are negative."""
        return f"{self.west:.2f} {-self.north:.2f} {self.width:.2f} {self.height:.2f}"

    def meets(self, points: Points) -> bool:
        """Say whether the box around the points shares something with the frame."""
        if not points:
            return False
        east, north = [x for x, _ in points], [y for _, y in points]
        return (
            min(east) <= self.east
            and max(east) >= self.west
            and min(north) <= self.north
            and max(north) >= self.south
        )


def frame_around(points: Iterable[Point]) -> Frame:
    """Return a frame with room around the points; around the origin where there is none."""
    listed = list(points)
    if not listed:
        half = EMPTY_SPAN_M / 2
        return Frame(-half, -half, half, half)
    east, north = [x for x, _ in listed], [y for _, y in listed]
    middle = ((min(east) + max(east)) / 2, (min(north) + max(north)) / 2)
    room = max(max(east) - min(east), max(north) - min(north), SPAN_MIN_M) * ROOM
    across = max((max(east) - min(east)) / 2, SPAN_MIN_M / 2) + room
    along = max((max(north) - min(north)) / 2, SPAN_MIN_M / 2) + room
    return Frame(middle[0] - across, middle[1] - along, middle[0] + across, middle[1] + along)


def middle_of(points: Sequence[Point]) -> Point:
    """Return the middle of the corners: inside enough for a name, and simple to say."""
    count = len(points)
    return sum(x for x, _ in points) / count, sum(y for _, y in points) / count


def with_room(marks: Iterable[tuple[Key, Point, str]], pixel: float) -> frozenset[Key]:
    """Return the keys of the marks whose name has room beside them; who comes first has it first.

    Parameters
    ----------
    marks
        Key, place and name of each.
    pixel
        How many metres one unit of the screen stands for.
    """
    boxes = list[tuple[float, ...]]()
    found = set[Key]()
    for key, (east, north), name in marks:
        box = (east, north, east + (14 + 7 * len(name)) * pixel, north + 14 * pixel)
        if not any(_meet(box, other) for other in boxes):
            boxes.append(box)
            found.add(key)
    return frozenset(found)


def _meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def bearing_deg(start: Point, end: Point) -> float:
    """Return where the end lies from the start, in degrees clockwise from north."""
    return degrees(atan2(end[0] - start[0], end[1] - start[1])) % FULL_DEG


def entry_m(start: Point, end: Point, outline: Points) -> float | None:
    """Return how many metres from the start the line meets the outline first, None if never."""
    length = hypot(end[0] - start[0], end[1] - start[1])
    shares = [
        share
        for place, corner in enumerate(outline)
        if (share := _crossing(start, end, corner, outline[place - 1])) is not None
    ]
    return min(shares) * length if shares else None


def _crossing(start: Point, end: Point, one: Point, other: Point) -> float | None:
    """Return at which share of the line it crosses the edge."""
    line = (end[0] - start[0], end[1] - start[1])
    edge = (other[0] - one[0], other[1] - one[1])
    across = line[0] * edge[1] - line[1] * edge[0]
    if not across:
        return None
    apart = (one[0] - start[0], one[1] - start[1])
    share = (apart[0] * edge[1] - apart[1] * edge[0]) / across
    place = (apart[0] * line[1] - apart[1] * line[0]) / across
    return share if 0 <= share <= 1 and 0 <= place <= 1 else None


def band(from_deg: float, width_deg: float, radii: tuple[float, float]) -> Points:
    """Return the corners of an arc between two circles around the origin, north up on a screen."""
    steps = max(round(width_deg / ARC_STEP_DEG), 1)
    bearings = [radians(from_deg + width_deg * step / steps) for step in range(steps + 1)]
    inner, outer = radii
    return (
        *((outer * sin(each), -outer * cos(each)) for each in bearings),
        *((inner * sin(each), -inner * cos(each)) for each in reversed(bearings)),
    )
