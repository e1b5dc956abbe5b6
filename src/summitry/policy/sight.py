"""Who could see whom: straight sight lines over upright prisms, in metres of the event's grid.

A line that only touches a prism (a corner, a wall, a roof's plane) is free. To decide that without
trusting the last digit, each line is looked at twice, moved a micrometre to its left and to its
right: it is hidden when both copies are. A line along the wall that two buildings share is hidden
so, and a line along one building's wall is not.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from summitry.plan.table import Points

Numbers = NDArray[np.float64]
Places = NDArray[np.intp]
Flags = NDArray[np.bool_]

TOUCH_M = 1e-6
"""What is shorter than this is a touch: far below any survey, far above rounding."""

UPRIGHT = np.array([0.6, 0.8])
UPRIGHT_M = 1e-9
"""How far an upright line leans: enough to divide by, far less than a touch."""

CORNERS_MIN = 3
LINES_AT_ONCE_MAX = 256


class Prisms(Struct, frozen=True):
    """Upright prisms: footprints, heights from base to top, and which ones have windows.

    An eye inside a prism with windows, or just on its roof's plane, looks out of it: the plan
    would not name a position that is blind on every side. A screen has no windows. An eye above
    the roof sees over its edge or does not, as the heights say.
    """

    footprints: Sequence[Points]
    base: Numbers
    top: Numbers
    windows: Flags


class Shadows(Struct, frozen=True):
    """For each line and prism that meet: whether the prism hides the line's two copies."""

    line: Places
    prism: Places
    left: Flags
    right: Flags


class _Lines(Struct, frozen=True):
    """Sight lines by start, horizontal direction and length, and the heights at both ends."""

    start: Numbers
    direction: Numbers
    length: Numbers
    low: Numbers
    high: Numbers

    def of(self, places: Places) -> "_Lines":
        return _Lines(
            self.start[places],
            self.direction[places],
            self.length[places],
            self.low[places],
            self.high[places],
        )


def distances(eyes: Numbers, points: Numbers) -> Numbers:
    """Return the distance in space from each eye (row) to each point (column)."""
    with np.errstate(over="ignore"):
        apart = eyes[:, None, :] - points[None, :, :]
        metres: Numbers = np.sqrt((apart * apart).sum(axis=2))
    return metres


def shadows(eyes: Numbers, points: Numbers, prisms: Prisms) -> Shadows:
    """Return which prisms hide the line from each eye to the point of the same row.

    Parameters
    ----------
    eyes, points
        Metres east, north and up, one row for each line.
    prisms
        Those with fewer than three corners hide nothing.
    """
    lines = _lines(eyes, points)
    found = [_empty()]
    # A number too large to multiply compares as false: such a prism hides nothing.
    with np.errstate(over="ignore", invalid="ignore"):
        line, prism = _meetings(lines, prisms)
        for chosen, corners in _by_size(prisms, prism):
            found.append(_shadows_of(lines, line[chosen], prism[chosen], corners, prisms))
    return Shadows(
        np.concatenate([part.line for part in found]),
        np.concatenate([part.prism for part in found]),
        np.concatenate([part.left for part in found]),
        np.concatenate([part.right for part in found]),
    )


def hidden(found: Shadows, counted: Flags, size: int) -> Flags:
    """Return which of ``size`` lines the counted prisms hide."""
    counts = counted[found.prism]
    left = np.bincount(found.line[found.left & counts], minlength=size) > 0
    right = np.bincount(found.line[found.right & counts], minlength=size) > 0
    return left & right


def _empty() -> Shadows:
    none = np.zeros(0, dtype=np.intp)
    return Shadows(none, none, none.astype(np.bool_), none.astype(np.bool_))


def _lines(eyes: Numbers, points: Numbers) -> _Lines:
    """Return the lines; an upright one gets a direction that no wall is likely to have."""
    apart = points[:, :2] - eyes[:, :2]
    length = np.hypot(apart[:, 0], apart[:, 1])
    upright = length < TOUCH_M
    direction = np.where(upright[:, None], UPRIGHT, apart)
    direction = direction / np.where(upright, 1.0, length)[:, None]
    length = np.where(upright, UPRIGHT_M, length)
    return _Lines(eyes[:, :2], direction, length, eyes[:, 2], points[:, 2])


def _meetings(lines: _Lines, prisms: Prisms) -> tuple[Places, Places]:
    """Return the pairs of line and prism that may meet: the line passes the footprint's box.

    Most pairs do not; asking first on which side the box lies, a few hundred lines at a time so
    that the numbers stay in the processor's cache, is four times as fast as a tree of shapes.
    """
    usable, centre, half = _boxes(prisms)
    aside = np.stack([-lines.direction[:, 1], lines.direction[:, 0]], axis=1)
    offset = (aside * lines.start).sum(axis=1)
    found = []
    for first in range(0, len(aside), LINES_AT_ONCE_MAX):
        part = slice(first, first + LINES_AT_ONCE_MAX)
        apart = np.abs(aside[part] @ centre.T - offset[part, None])
        apart -= np.abs(aside[part]) @ half.T
        found.append(np.flatnonzero(apart <= 0) + first * len(usable))
    if not len(usable) or not found:
        return _empty().line, _empty().prism
    line, place = np.divmod(np.concatenate(found), len(usable))
    kept = _passes(lines.of(line), centre[place], half[place], prisms, usable[place])
    return line[kept], usable[place[kept]]


def _boxes(prisms: Prisms) -> tuple[Places, Numbers, Numbers]:
    """Return the prisms that have a footprint, with the centre and half the sides of its box."""
    usable = [n for n, points in enumerate(prisms.footprints) if len(points) >= CORNERS_MIN]
    sides = [tuple(zip(*prisms.footprints[n], strict=True)) for n in usable]
    low = np.array([(min(east), min(north)) for east, north in sides]).reshape(-1, 2)
    high = np.array([(max(east), max(north)) for east, north in sides]).reshape(-1, 2)
    return np.array(usable, dtype=np.intp), (low + high) / 2, (high - low) / 2 + 2 * TOUCH_M


def _passes(met: _Lines, centre: Numbers, half: Numbers, prisms: Prisms, prism: Places) -> Flags:
    """Say for each pair whether the line, from end to end, passes the box between its heights."""
    along = ((centre - met.start) * met.direction).sum(axis=1)
    reach = (np.abs(met.direction) * half).sum(axis=1)
    enter = np.clip(along - reach, 0, met.length)
    leave = np.clip(along + reach, 0, met.length)
    rise = (met.high - met.low) / met.length
    first, last = met.low + rise * enter, met.low + rise * leave
    passes: Flags = (
        (along - reach <= met.length)
        & (along + reach >= 0)
        & (np.minimum(first, last) <= prisms.top[prism])
        & (np.maximum(first, last) >= prisms.base[prism])
    )
    return passes


def _by_size(prisms: Prisms, prism: Places) -> Iterator[tuple[Places, Numbers]]:
    """Yield the meetings with prisms of like many corners, and the corners of each.

    Shorter outlines repeat their last corner: an edge without length crosses nothing.
    """
    sizes = np.array([len(points) for points in prisms.footprints], dtype=np.int64)
    classes = np.frompyfunc(int.bit_length, 1, 1)(np.maximum(sizes - 1, 0).astype(object))
    class_of = classes.astype(np.int64)[prism] if len(sizes) else np.zeros(0, dtype=np.int64)
    for number in np.unique(class_of):
        chosen = np.flatnonzero(class_of == number)
        used, place = np.unique(prism[chosen], return_inverse=True)
        width = int(sizes[used].max())
        outlines = [prisms.footprints[each] for each in used]
        padded = np.array([[*points, *[points[-1]] * (width - len(points))] for points in outlines])
        yield chosen, padded[place]


def _shadows_of(
    lines: _Lines, line: Places, prism: Places, corners: Numbers, prisms: Prisms
) -> Shadows:
    """Return which of these meetings hide the line's copies."""
    met = lines.of(line)
    apart = corners - met.start[:, None, :]
    east, north = met.direction[:, 0, None], met.direction[:, 1, None]
    along = apart[:, :, 0] * east + apart[:, :, 1] * north
    aside = apart[:, :, 1] * east - apart[:, :, 0] * north
    base, top = prisms.base[prism], prisms.top[prism]
    inside = _heights_inside(met, base, top)
    looks_out = prisms.windows[prism] & (met.low >= base) & (met.low <= top + TOUCH_M)
    left = _hides(met, _crossings(along, aside - TOUCH_M), inside, looks_out)
    # The two copies differ only where a corner lies between them.
    close = np.flatnonzero((np.abs(aside) <= 2 * TOUCH_M).any(axis=1))
    right = left.copy()
    right[close] = _hides(
        met.of(close),
        _crossings(along[close], aside[close] + TOUCH_M),
        (inside[0][close], inside[1][close]),
        looks_out[close],
    )
    meets = left | right
    return Shadows(line[meets], prism[meets], left[meets], right[meets])


def _crossings(along: Numbers, aside: Numbers) -> Numbers:
    """Return how far along the line it crosses each edge, in order; infinity where it does not.

    The crossings come in pairs, in and out, because every outline is closed.
    """
    next_aside = np.roll(aside, -1, axis=1)
    step = np.roll(along, -1, axis=1) - along
    crossed = (aside > 0) != (next_aside > 0)
    share = np.divide(aside, aside - next_aside, out=np.zeros_like(aside), where=crossed)
    at = np.where(crossed, along + step * share, np.inf)
    if at.shape[1] % 2:
        at = np.concatenate([at, np.full((len(at), 1), np.inf)], axis=1)
    return np.sort(at, axis=1)


def _heights_inside(met: _Lines, base: Numbers, top: Numbers) -> tuple[Numbers, Numbers]:
    """Return between which distances along the line its height lies between base and top."""
    rise = (met.high - met.low) / met.length
    level = rise == 0
    safe = np.where(level, 1.0, rise)
    at_base = (base + TOUCH_M - met.low) / safe
    at_top = (top - TOUCH_M - met.low) / safe
    between = (met.low > base + TOUCH_M) & (met.low < top - TOUCH_M)
    first = np.where(level, np.where(between, 0.0, np.inf), np.minimum(at_base, at_top))
    last = np.where(level, np.where(between, met.length, -np.inf), np.maximum(at_base, at_top))
    return np.maximum(first, 0.0), np.minimum(last, met.length)


def _hides(met: _Lines, at: Numbers, inside: tuple[Numbers, Numbers], looks_out: Flags) -> Flags:
    """Say for each line whether it runs through the prism for more than a touch."""
    enter = np.maximum(at[:, 0::2], inside[0][:, None])
    leave = np.minimum(at[:, 1::2], inside[1][:, None])
    # Metres along the ground become metres along the line, so that a steep line counts in full.
    steepness = np.hypot(met.length, met.high - met.low) / met.length
    through = ((leave - enter) * steepness[:, None] > TOUCH_M).any(axis=1)
    holds_eye = (at < -TOUCH_M).sum(axis=1) % 2 == 1
    hides: Flags = through & ~(looks_out & holds_eye)
    return hides
