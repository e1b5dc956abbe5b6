"""What is asked for and who there is, put together where it makes no difference which is which."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from summitry.kit.ids import UnitId
from summitry.roster.reasons.stopping import Stop, look, never
from summitry.roster.staffing.problem import Demand, History, OfficerType, Problem, Rules, Span


class Group(Struct, frozen=True, kw_only=True):
    """Demands of the same kind for the same window, whatever their posts; by their places."""

    demands: tuple[int, ...]
    start: int
    end: int
    day: int
    count: int
    skills: int
    units: tuple[UnitId, ...]
    gate: str
    priority: int
    site: str = ""


class Pool(Struct, frozen=True, kw_only=True):
    """People who can do the same of what is asked for, and were on duty alike before."""

    size: int
    able: frozenset[int]
    """The groups, by place, on which one of them may stand."""
    history: History


class Terms(Struct, frozen=True, kw_only=True):
    """The rules, the first day of the horizon, from which periods are counted, and all windows."""

    rules: Rules
    first_day: int
    windows: Mapping[str, tuple[Span, ...]] = {}
    """By site the windows that are asked for, in order; at a site without a name, those of all."""

    @classmethod
    def of(cls, problem: Problem) -> "Terms":
        """Return the terms of the problem."""
        windows: dict[str, set[Span]] = {}
        for demand in problem.demands:
            for site in {demand.site, ""}:
                windows.setdefault(site, set()).add((demand.start, demand.end))
        return cls(
            rules=problem.rules,
            first_day=problem.first_day,
            windows={site: tuple(sorted(spans)) for site, spans in windows.items()},
        )


def groups_of(demands: Iterable[tuple[int, Demand, int]]) -> tuple[Group, ...]:
    """Return the demands, each with its place and how many of it count, put together by kind."""
    alike: dict[tuple[object, ...], list[tuple[int, Demand, int]]] = {}
    for place, demand, count in demands:
        key = (demand.start, demand.end, demand.day, demand.priority, demand.skills,
               demand.units, demand.gate, demand.site)  # fmt: skip
        alike.setdefault(key, []).append((place, demand, count))
    return tuple(_group(alike[key]) for key in sorted(alike, key=repr))


def _group(alike: Sequence[tuple[int, Demand, int]]) -> Group:
    first = alike[0][1]
    return Group(
        demands=tuple(place for place, _, _ in alike),
        start=first.start,
        end=first.end,
        day=first.day,
        count=sum(count for _, _, count in alike),
        skills=first.skills,
        units=first.units,
        gate=first.gate,
        priority=first.priority,
        site=first.site,
    )


def pools_of(
    types: Iterable[OfficerType],
    demands: Sequence[Demand],
    groups: Sequence[Group],
    rules: Rules,
    stop: Stop = never,
) -> tuple[Pool, ...]:
    """Return the officers by what of the groups they can do; who can do nothing is left out."""
    asked = [demands[group.demands[0]] for group in groups]
    sizes: dict[tuple[frozenset[int], History], int] = {}
    for each in types:
        look(stop)
        able = frozenset(
            place
            for place, demand in enumerate(asked)
            if each.can(demand) and has_rested(each.history, demand.start, rules)
        )
        if able and each.persons:
            key = (able, relevant(each.history, rules))
            sizes[key] = sizes.get(key, 0) + len(each.persons)
    order = sorted(sizes, key=lambda key: (sorted(key[0]), repr(key[1])))
    return tuple(Pool(size=sizes[key], able=key[0], history=key[1]) for key in order)


def has_rested(history: History, start: int, rules: Rules) -> bool:
    """Say whether somebody with this history may begin at the start.

    However many shifts that touch their last tour was made of, it is over: a roster lets nobody
    go on with it, and the rest after it counts from its end.
    """
    return history.last_end is None or start - history.last_end >= rules.rest_seconds_min


def relevant(history: History, rules: Rules) -> History:
    """Return what of the history the rules on days and tours look at."""
    looks_back = rules.days_in_row_max is not None
    return History(
        last_day=history.last_day if looks_back else None,
        days_in_row=history.days_in_row if looks_back else 0,
        tours=history.tours if rules.tours_max is not None else 0,
    )


def chosen(
    groups: Sequence[Group], pools: Iterable[Pool], places: Sequence[int]
) -> tuple[tuple[Group, ...], tuple[Pool, ...]]:
    """Return the groups at these places and the pools as far as they can do those."""
    new: Mapping[int, int] = {place: number for number, place in enumerate(places)}
    sizes: dict[tuple[frozenset[int], History], int] = {}
    for pool in pools:
        able = frozenset(new[place] for place in pool.able if place in new)
        if able:
            key = (able, pool.history)
            sizes[key] = sizes.get(key, 0) + pool.size
    fewer = tuple(Pool(size=size, able=able, history=past) for (able, past), size in sizes.items())
    return tuple(groups[place] for place in places), fewer
