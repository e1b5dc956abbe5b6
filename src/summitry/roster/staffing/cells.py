"""Demands that are alike made one cell, windows joined to tours: the problem as arrays.

A thousand posts ask for the same few things at the same few hours. What the search sees are cells
(a window, skills, units that may come), each with the number of people it needs, and tours (one
window, or several that touch). Which post of a cell a person gets is settled at the very end.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from summitry.policy.compiled import compiled
from summitry.roster.staffing.fits import at_gates
from summitry.roster.staffing.problem import Demand, OfficerType, Problem
from summitry.roster.staffing.standing import Weeks, weeks_of

Integers = NDArray[np.int64]
Reals = NDArray[np.float64]

TOURS_MAX = 20_000
"""Above, tours of several windows are left out one by one, and the bound is given up."""
NEVER = -(2**62)
NOWHERE = "|"
"""The site of a window that no tour goes on from or to; no site is called that."""

Window = tuple[int, int, int, str, str]
"""Start, end, day; gate and site only where they make a difference to a tour."""


class Tours(NamedTuple):
    """Tours by start: ``windows[first[t]:first[t + 1]]`` are those of tour ``t``.

    ``own[own_first[k]:own_first[k + 1]]`` are those that type ``k`` can do, by start, and
    ``by_end`` likewise their places among these, by end.
    """

    first: Integers
    windows: Integers
    start: Integers
    end: Integers
    day: Integers
    period: Integers
    own_first: Integers
    own: Integers
    by_end: Integers


class Reach(NamedTuple):
    """Who may serve what: ``cell[first[k]:first[k + 1]]`` are the cells of type ``k``, by window.

    ``lent`` is 1 where people of the type would be lent.
    """

    first: Integers
    cell: Integers
    lent: Integers


class Bounds(NamedTuple):
    """What rules allow, as the search needs it."""

    rest: int
    in_row: int
    """Days in a row; 0: not limited."""
    tours: int
    """Tours in a period; never less than can be told apart."""


class Past(NamedTuple):
    """By type, what was before: end and day of the last tour, days in a row, tours that count."""

    end: Integers
    day: Integers
    in_row: Integers
    tours: Integers


class Ground(NamedTuple):
    """What the search for patterns stands on; ``window`` is that of each cell."""

    windows: int
    window: Integers
    reach: Reach
    tours: Tours
    bounds: Bounds
    past: Past
    weeks: Weeks


class Board(Struct, frozen=True, kw_only=True):
    """A problem as arrays."""

    window: Integers
    """By cell, the place of its window."""
    need: Integers
    priority: Integers
    group: Integers
    """By cell, a number that cells of the same skills and units share, whatever their window."""
    members: tuple[tuple[int, ...], ...]
    """By cell, its demands."""
    windows: tuple[Window, ...]
    tours: Tours
    reach: Reach
    bounds: Bounds
    past: Past
    weeks: Weeks
    headcount: Integers
    """By type."""
    is_whole: bool
    """Whether every tour there can be is among the tours."""

    @property
    def ground(self) -> Ground:
        """What kernels take of the board."""
        places = (len(self.windows), self.window)
        return Ground(*places, self.reach, self.tours, self.bounds, self.past, self.weeks)

    @property
    def windows_max(self) -> int:
        """How many windows one person can have at most."""
        longest = int(np.diff(self.tours.first).max(initial=0))
        periods = len(np.unique(self.tours.period))
        return max(1, min(len(self.windows), self.bounds.tours * periods * longest))

    @property
    def is_joined(self) -> bool:
        """Whether there are tours of several windows."""
        return len(self.tours.windows) >= len(self.tours.first)

    def components(self) -> list[tuple[Integers, Integers]]:
        """Return types and cells in groups that have nothing to do with each other."""
        return _components(self)


def board_of(problem: Problem) -> Board:
    """Return the problem as arrays."""
    linked = _linked(problem)
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    windows: dict[tuple[object, ...], Window] = {}
    for place, demand in enumerate(problem.demands):
        place_in_time = _window(demand, linked, problem.rules.gate_seconds_max)
        key = (place_in_time, demand.skills, demand.units, demand.home, demand.priority)
        groups[key].append(place)
        windows[key] = place_in_time
    keys = sorted(groups, key=lambda key: (windows[key], groups[key][0]))
    chosen = tuple(sorted(set(windows.values())))
    place_of = {each: place for place, each in enumerate(chosen)}
    window = _integers([place_of[windows[key]] for key in keys])
    samples = [problem.demands[groups[key][0]] for key in keys]
    reach = _reach(problem, samples, window, chosen)
    whole, is_whole = _sequences(problem, chosen)
    tours = _tours(problem, chosen, whole, [window[cells] for cells in _parts(reach)])
    groups_of: dict[object, int] = {}
    group = [groups_of.setdefault((each.skills, each.units), len(groups_of)) for each in samples]
    return Board(
        window=window,
        need=_integers([sum(problem.demands[m].count for m in groups[key]) for key in keys]),
        priority=_integers([demand.priority for demand in samples]),
        group=_integers(group),
        members=tuple(tuple(groups[key]) for key in keys),
        windows=chosen,
        tours=tours,
        reach=reach,
        bounds=_bounds(problem, tours),
        past=_past(problem),
        weeks=weeks_of(problem),
        headcount=_integers([len(each.persons) for each in problem.types]),
        is_whole=is_whole,
    )


def _integers(values: list[int]) -> Integers:
    return np.array(values, dtype=np.int64)


def _linked(problem: Problem) -> set[tuple[str, int]]:
    """Return sites and moments at which one window ends and another starts within one tour."""
    shortest: dict[tuple[str, int], int] = {}
    for demand in problem.demands:
        key = (demand.site, demand.end)
        length = demand.end - demand.start
        shortest[key] = min(length, shortest.get(key, length))
    longest = problem.rules.tour_seconds_max
    return {
        (demand.site, demand.start)
        for demand in problem.demands
        if shortest.get((demand.site, demand.start), longest) + demand.end - demand.start <= longest
    }


def _window(demand: Demand, linked: set[tuple[str, int]], gate_max: int) -> Window:
    goes_on = (demand.site, demand.start) in linked or (demand.site, demand.end) in linked
    is_long = demand.end - demand.start > gate_max
    gate = demand.gate if goes_on or is_long else ""
    return demand.start, demand.end, demand.day, gate, demand.site if goes_on else NOWHERE


def _sequences(problem: Problem, windows: tuple[Window, ...]) -> tuple[list[tuple[int, ...]], bool]:
    """Return the windows of each tour, by start, and whether these are all there can be."""
    rules, most_at_gate = problem.rules, problem.rules.gate_seconds_max
    following: dict[tuple[str, int], list[int]] = defaultdict(list)
    for place, (start, _, _, _, site) in enumerate(windows):
        if site != NOWHERE:
            following[site, start].append(place)

    def may_be(tour: tuple[int, ...]) -> bool:
        own = [windows[place] for place in tour]
        if own[-1][1] - own[0][0] > rules.tour_seconds_max:
            return False
        return at_gates((start, end, gate) for start, end, _, gate, _ in own) <= most_at_gate

    layer: list[tuple[int, ...]] = [(place,) for place in range(len(windows)) if may_be((place,))]
    whole, is_whole = list(layer), True
    while layer:
        longer: list[tuple[int, ...]] = []
        for tour in layer:
            _, end, _, _, site = windows[tour[-1]]
            further = ((*tour, place) for place in following.get((site, end), ()))
            longer += filter(may_be, further)
        if len(whole) + len(longer) > TOURS_MAX:
            is_whole = False
            break
        whole += longer
        layer = longer
    whole.sort(key=lambda tour: (windows[tour[0]][0], windows[tour[-1]][1], tour))
    return whole, is_whole


def _tours(
    problem: Problem,
    windows: tuple[Window, ...],
    whole: list[tuple[int, ...]],
    reached: list[Integers],
) -> Tours:
    days = [windows[tour[0]][2] for tour in whole]
    end = _integers([windows[tour[-1]][1] for tour in whole])
    first = np.zeros(len(whole) + 1, dtype=np.int64)
    np.cumsum([len(tour) for tour in whole], out=first[1:])
    places = _integers([place for tour in whole for place in tour])
    own_first, own, by_end = [0], [], []
    for some in reached:
        open_windows = np.zeros(len(windows), dtype=np.bool_)
        open_windows[some] = True
        can = np.zeros(0, dtype=np.int64)
        if len(whole):
            can = np.flatnonzero(np.logical_and.reduceat(open_windows[places], first[:-1]))
        own_first.append(own_first[-1] + len(can))
        own.append(can)
        by_end.append(np.argsort(end[can], kind="stable"))
    none = np.zeros(0, dtype=np.int64)
    return Tours(
        first,
        places,
        _integers([windows[tour[0]][0] for tour in whole]),
        end,
        _integers(days),
        _integers([problem.period(day) for day in days]),
        _integers(own_first),
        np.concatenate([none, *own]),
        np.concatenate([none, *by_end]),
    )


def _parts(reach: Reach) -> Iterator[Integers]:
    """Yield the cells of each type."""
    for first, last in pairwise(reach.first.tolist()):
        yield reach.cell[first:last]


def _reach(
    problem: Problem, samples: list[Demand], window: Integers, windows: tuple[Window, ...]
) -> Reach:
    """Return who may serve which cells; types are many, their kinds and leaves few."""
    by_unit: dict[object, Integers] = {}
    need = np.array([demand.skills for demand in samples], dtype=np.int64)
    homes = np.array([demand.home or "" for demand in samples], dtype=object)
    start = _integers([each[0] for each in windows])[window] if len(window) else window
    end = _integers([each[1] for each in windows])[window] if len(window) else window
    first, cells, lent = [0], [], []
    for each in problem.types:
        unit = each.unit_id
        if unit not in by_unit:
            by_unit[unit] = _integers([c for c, demand in enumerate(samples) if demand.may(unit)])
        own = by_unit[unit]
        own = own[_is_open(each, need[own], start[own], end[own])]
        cells.append(own)
        lent.append(((homes[own] != unit) & (homes[own] != "")).astype(np.int64))
        first.append(first[-1] + len(own))
    none = np.zeros(0, dtype=np.int64)
    return Reach(_integers(first), np.concatenate([none, *cells]), np.concatenate([none, *lent]))


def _is_open(
    each: OfficerType, need: Integers, start: Integers, end: Integers
) -> NDArray[np.bool_]:
    is_open: NDArray[np.bool_] = (need & ~each.skills) == 0
    for bit, until in each.expires:
        is_open &= ((need >> bit & 1) == 0) | (end <= until)
    for from_, until in each.away:
        is_open &= (start >= until) | (end <= from_)
    return is_open


def _bounds(problem: Problem, tours: Tours) -> Bounds:
    rules = problem.rules
    # Nobody starts a tour more often than rest allows; a count up to there tells all apart.
    span = int(tours.end.max() - tours.start.min()) if len(tours.start) else 0
    most = min(len(np.unique(tours.start)), 1 + span // max(1, rules.rest_seconds_min))
    if rules.tours_max is not None:
        before = max((each.history.tours for each in problem.types), default=0)
        most = min(most + before, rules.tours_max)
    # Tours that touch would be one: where no rest is asked for, a second lies between them.
    return Bounds(max(1, rules.rest_seconds_min), rules.days_in_row_max or 0, most)


def _past(problem: Problem) -> Past:
    past = [each.history for each in problem.types]
    return Past(
        _integers([NEVER if each.last_end is None else each.last_end for each in past]),
        _integers([NEVER if each.last_day is None else each.last_day for each in past]),
        _integers([max(1, each.days_in_row) for each in past]),
        _integers([0 if problem.rules.tours_max is None else each.tours for each in past]),
    )


def _components(board: Board) -> list[tuple[Integers, Integers]]:
    """Join types that share a cell; a type is known by the first of its part."""
    of_type, of_cell = _joined(board.reach.first, board.reach.cell, len(board.need))
    return [
        (np.flatnonzero(of_type == each), np.flatnonzero(of_cell == each))
        for each in np.unique(of_cell[of_cell >= 0]).tolist()
    ]


@compiled
def _joined(first: Integers, cell: Integers, cells: int) -> tuple[Integers, Integers]:
    """Return of each type and each cell the first type of its part; -1 for cells of nobody."""
    types = len(first) - 1
    leader = np.arange(types)
    owner = np.full(cells, -1, np.int64)
    for each in range(types):
        for at in range(first[each], first[each + 1]):
            if owner[cell[at]] < 0:
                owner[cell[at]] = each
                continue
            one, other = _root(leader, each), _root(leader, owner[cell[at]])
            leader[max(one, other)] = min(one, other)
    for each in range(types):
        leader[each] = _root(leader, each)
    for at in range(cells):
        if owner[at] >= 0:
            owner[at] = leader[owner[at]]
    return leader, owner


@compiled
def _root(leader: Integers, each: int) -> int:
    while leader[each] != each:
        leader[each] = leader[leader[each]]
        each = leader[each]
    return each
