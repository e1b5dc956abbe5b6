"""The same problem for CP-SAT, in seconds: an oracle for small cases, and a second checker.

It shares neither the grid nor the search: optional intervals, none overlapping on a segment or at a
door, and pools as cumulative resources.
"""

from collections import defaultdict
from collections.abc import Sequence

from msgspec import Struct
from ortools.sat.python import cp_model

from benchmarks.cp_sat import solver as cp_sat_solver
from summitry.move.problem import SLOT_SECONDS, Departure, Motorcade, Problem, Schedule, Way


class Exact(Struct, frozen=True, kw_only=True):
    """What CP-SAT found: a schedule, None where it found none, and what it proved."""

    schedule: Schedule | None
    cost: int | None
    bound: int
    proved: bool
    """Whether the schedule is the best, or it is proved that there is none."""


class _Model:
    """The model, and its variables."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.model = cp_model.CpModel()
        self.takes: list[list[cp_model.IntVar]] = []
        self.slots: list[list[cp_model.IntVar]] = []
        self.rides: list[cp_model.IntVar] = []
        self.arrives: list[cp_model.IntVar] = []
        self._costs: list[cp_model.LinearExprT] = []
        self._alone: dict[tuple[str, int], list[cp_model.IntervalVar]] = defaultdict(list)
        self._shared: dict[int, list[cp_model.IntervalVar]] = defaultdict(list)
        self._needs: dict[int, list[tuple[cp_model.IntervalVar, int]]] = defaultdict(list)
        for motorcade in problem.motorcades:
            self._add(motorcade)
        self._limits()
        self.model.minimize(sum(self._costs))

    def _add(self, motorcade: Motorcade) -> None:
        model = self.model
        rides = model.new_bool_var("rides")
        arrives = model.new_int_var(
            0, (self.problem.slots + 1) * SLOT_SECONDS + self._longest(), ""
        )
        takes, slots = [], []
        for way in motorcade.ways:
            take = model.new_bool_var("takes")
            domain = cp_model.Domain.from_intervals([[way.earliest, max(way.earliest, way.latest)]])
            for block in self.problem.blocks:
                domain = domain.intersection_with(_open(way, block.segment, block.start, block.end))
            if way.earliest > way.latest or domain.is_empty():
                model.add(take == 0)
                domain = cp_model.Domain(way.earliest, way.earliest)
            slot = model.new_int_var_from_domain(domain, "slot")
            model.add(arrives == SLOT_SECONDS * slot + way.run_seconds).only_enforce_if(take)
            self._uses(motorcade, way, take, slot)
            away = model.new_int_var(0, self.problem.slots, "away")
            model.add(away >= slot - way.ideal).only_enforce_if(take)
            model.add(away >= way.ideal - slot).only_enforce_if(take)
            self._costs += [motorcade.weight * away, way.extra * take]
            takes.append(take)
            slots.append(slot)
        model.add(sum(takes) == rides)
        self._costs.append(motorcade.drop * (1 - rides))
        self.takes.append(takes)
        self.slots.append(slots)
        self.rides.append(rides)
        self.arrives.append(arrives)

    def _longest(self) -> int:
        return max((w.run_seconds for m in self.problem.motorcades for w in m.ways), default=0)

    def _uses(
        self, motorcade: Motorcade, way: Way, take: cp_model.IntVar, slot: cp_model.IntVar
    ) -> None:
        model, begin = self.model, SLOT_SECONDS * slot
        for segment, start, size in _spans(way, self.problem.headway_seconds):
            if size:
                own = model.new_optional_fixed_size_interval_var(begin + start, size, take, "")
                if motorcade.protected:
                    self._alone["segment", segment].append(own)
                else:
                    self._shared[segment].append(own)
        if way.door is not None and self.problem.doors[way.door].headway_seconds:
            size = self.problem.doors[way.door].headway_seconds
            start = begin + way.run_seconds
            own = model.new_optional_fixed_size_interval_var(start, size, take, "")
            self._alone["door", way.door].append(own)
        held, free = motorcade.held_from, motorcade.held_to
        run = way.run_seconds + way.return_seconds
        first: cp_model.LinearExprT = begin if held is None else held * SLOT_SECONDS
        end: cp_model.LinearExprT = begin + run if free is None else free * SLOT_SECONDS
        if held is not None and free is not None and free <= held:
            return
        most = 2 * SLOT_SECONDS * self.problem.slots + 2 * self._longest()
        length = model.new_int_var(0, most, "")
        for need in motorcade.needs:
            own = model.new_optional_interval_var(first, length, end, take, "")
            self._needs[need.pool].append((own, need.count))

    def _limits(self) -> None:
        for (what, number), own in self._alone.items():
            shared = self._shared.get(number, []) if what == "segment" else []
            if shared:
                most = len(shared)
                wants = [most] * len(own) + [1] * most
                self.model.add_cumulative([*own, *shared], wants, most)
            else:
                self.model.add_no_overlap(own)
        for pool, wanted in self._needs.items():
            intervals, counts = [each for each, _ in wanted], [count for _, count in wanted]
            self.model.add_cumulative(intervals, counts, self.problem.pools[pool].count)
        for chain in self.problem.chains:
            for place, before in enumerate(chain.members):
                for after in chain.members[place + 1 :]:
                    late = self.arrives[after] >= self.arrives[before] + chain.gap_seconds
                    self.model.add(late).only_enforce_if(self.rides[before], self.rides[after])


def _spans(way: Way, headway_seconds: int) -> list[tuple[int, int, int]]:
    """Return segment, start and length of each use; those with no time between are one."""
    found: list[tuple[int, int, int]] = []
    for each in sorted(way.passages, key=lambda each: (each.segment, each.start)):
        start, end = each.start, each.end + headway_seconds
        if found and found[-1][0] == each.segment and start <= sum(found[-1][1:]):
            _, start, size = found.pop()
            end = max(end, start + size)
        found.append((each.segment, start, end - start))
    return found


def _open(way: Way, segment: int, start: int, end: int) -> cp_model.Domain:
    """Return the slots of departure with which the way is not on the segment from slot to slot."""
    domain = cp_model.Domain.all_values()
    for each in way.passages:
        if each.segment == segment:
            before = (start * SLOT_SECONDS - each.end) // SLOT_SECONDS
            after = -((each.start - end * SLOT_SECONDS) // SLOT_SECONDS)
            own = cp_model.Domain(before + 1, after - 1).complement()
            domain = domain.intersection_with(own)
    return domain


def exact(problem: Problem, *, seconds: float, seed: int, workers: int) -> Exact:
    """Return what CP-SAT finds and proves in that time."""
    made = _Model(problem)
    solver = cp_sat_solver(seconds, seed, workers)
    status = solver.solve(made.model)
    found = status in {cp_model.OPTIMAL, cp_model.FEASIBLE}
    proved = status in {cp_model.OPTIMAL, cp_model.INFEASIBLE}
    if not found:
        return Exact(schedule=None, cost=None, bound=0, proved=proved)
    schedule = tuple(
        next(
            (
                Departure(way, solver.value(slot))
                for way, (take, slot) in enumerate(zip(takes, slots, strict=True))
                if solver.value(take)
            ),
            None,
        )
        for takes, slots in zip(made.takes, made.slots, strict=True)
    )
    least = max(0, round(solver.best_objective_bound))
    cost = problem.cost(schedule)
    return Exact(schedule=schedule, cost=cost, bound=least, proved=proved)


def confirms(problem: Problem, schedule: Sequence[Departure | None], *, seconds: float) -> bool:
    """Say whether CP-SAT lets exactly this schedule pass."""
    made = _Model(problem)
    for number, departure in enumerate(schedule):
        if departure is None:
            made.model.add(made.rides[number] == 0)
            continue
        made.model.add(made.takes[number][departure.way] == 1)
        made.model.add(made.slots[number][departure.way] == departure.slot)
    status = cp_sat_solver(seconds, 0, 1).solve(made.model)
    return bool(status in {cp_model.OPTIMAL, cp_model.FEASIBLE})
