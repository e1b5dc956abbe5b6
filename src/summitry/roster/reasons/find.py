"""From a problem, and what a roster of it lacks, to the reasons and the ways out."""

from collections.abc import Iterable, Iterator, Sequence
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from summitry.kit.ids import UnitId
from summitry.roster.reasons.answer import (
    Core,
    Explained,
    Prices,
    Proof,
    Shortage,
    Signatures,
    WayOut,
)
from summitry.roster.reasons.cores import (
    Asked,
    judged,
    one_at_a_time,
    shared_out,
    whole_people,
)
from summitry.roster.reasons.coupled import TOLERANCE, Relaxed
from summitry.roster.reasons.groups import Terms, groups_of, pools_of
from summitry.roster.reasons.nearby import families, family_of
from summitry.roster.reasons.stopping import Stop, TooLateError, never
from summitry.roster.reasons.ways import LIMITS, Whole, ways_out
from summitry.roster.staffing.problem import Missing, OfficerType, Problem


class Params(Struct, frozen=True, kw_only=True):
    """How far to go."""

    cores_max: int = 12
    with_ways: bool = True
    """Whether ways out are looked for too."""
    whole_seconds: float = 2.0
    """For the question whether whole people are too few, where shares of people are enough."""
    prices: Prices = Prices()
    signatures: Signatures = {}
    """By limit, who may allow that it is not kept."""


def reasons(
    problem: Problem,
    missing: Sequence[Missing] = (),
    *,
    params: Params = Params(),  # noqa: B008  # frozen
    stop: Stop = never,
) -> Shortage:
    """Return why demands stay uncovered: the smallest sets that cannot be met, graver ones first.

    Parameters
    ----------
    missing
        What a roster of the problem lacks; where no reason for some of it is found, that is said.
        None: what no roster can cover is explained all the same.
    stop
        Says when to stop: what was found until then comes back, marked as not complete.
    """
    search = _Search(problem, params, stop)
    for priority in range(problem.priorities):
        search.explain(priority)
    explained = search.lack()
    lacking = sum(each.count for each in missing)
    unexplained = max(lacking - explained, 0) if missing else 0
    possible: bool | None = None
    if unexplained and search.is_complete and not stop():
        possible = search.explain_whole()
    found = search.with_ways()
    return Shortage(
        lack=search.lack(),
        found=found,
        is_complete=search.is_complete,
        unexplained=unexplained,
        is_unexplained_possible=possible,
    )


class _Search:
    """Finds core after core; what one has shown to be missing is not asked for again."""

    def __init__(self, problem: Problem, params: Params, stop: Stop) -> None:
        self.problem = problem
        self.params = params
        self.stop = stop
        self.terms = Terms.of(problem)
        self.given_up: dict[int, int] = {}
        self.cores: list[tuple[Core, int]] = []
        self.bounds: dict[UnitId, int] = {}
        """By family, how many are missing at least of all that is asked for."""
        self.originals: dict[tuple[UnitId, int], Whole] = {}
        self.is_complete = True
        leads = families(problem)
        self.families: dict[UnitId, list[int]] = {}
        for place, demand in enumerate(problem.demands):
            self.families.setdefault(family_of(leads, demand), []).append(place)
        self.people: dict[UnitId, list[OfficerType]] = {}
        for each in problem.types:
            self.people.setdefault(leads[each.unit_id], []).append(each)
        self.leads = leads

    def explain(self, priority: int) -> None:
        """Find the cores among what is asked for with this priority and graver ones."""
        try:
            for family in self.families:
                self._explain(priority, family)
        except TooLateError:
            self.is_complete = False

    def lack(self) -> int:
        """Return how many are missing at least.

        Families share nobody, so what they lack adds up. What the cores of one family lack does
        not: to give up one demand may be enough for two of them.
        """
        bounds, together = dict(self.bounds), 0
        for core, _ in self.cores:
            families = {self._family(place) for group in core.groups for place in group.demands}
            if len(families) == 1:
                (family,) = families
                bounds[family] = max(bounds.get(family, 0), core.lack)
            together = max(together, core.lack)
        return max(sum(bounds.values()), together)

    def _family(self, place: int) -> UnitId:
        return family_of(self.leads, self.problem.demands[place])

    def _explain(self, priority: int, family: UnitId) -> None:
        """Find them among the demands of a family, which shares nobody with others."""
        if self.stop():
            raise TooLateError
        among = self.families[family]
        asked = self._asked(priority, among)
        whole = asked.relaxed()
        is_all = not any(self.given_up.get(place) for place in among)
        lack = whole.lack if is_all else self._original(family, priority).lack
        self.bounds[family] = max(self.bounds.get(family, 0), ceil(lack - TOLERANCE))
        # What has a price lacks as much by itself: no other demand is needed to prove the lack.
        suspects = {d for each in whole.support for d in asked.groups[each].demands}
        while whole.lack > TOLERANCE:
            asked = self._asked(priority, suspects)
            whole = asked.relaxed()
            if whole.lack <= TOLERANCE:
                break
            full = len(self.cores) >= self.params.cores_max
            if full or self.stop() or not self._explained(asked, whole, priority):
                self.is_complete = False
                return

    def with_ways(self) -> tuple[Explained, ...]:
        """Return the cores with the ways out of them, as far as there is time."""
        prices, signatures = self.params.prices, self.params.signatures
        found = []
        for core, priority in self.cores:
            whole = self._original(self._family(core.groups[0].demands[0]), priority)
            ways: tuple[WayOut, ...] = ()
            is_complete = True
            if core.proof is not Proof.WHOLE and self.params.with_ways:
                ways, is_complete = ways_out(core, whole, prices, signatures, self.stop)
            self.is_complete &= is_complete
            helped = {way.limit for way in ways}
            hopeless = tuple(each for each in core.binds if each in LIMITS and each not in helped)
            is_told = is_complete and self.params.with_ways
            found.append(Explained(core=core, ways=ways, hopeless=hopeless if is_told else ()))
        return tuple(found)

    def _original(self, family: UnitId, priority: int) -> Whole:
        """Return what is asked for of a family, nothing given up, and its people."""
        key = (family, priority)
        if key not in self.originals:
            self.originals[key] = self._whole(family, priority)
        return self.originals[key]

    def _whole(self, family: UnitId, priority: int) -> Whole:
        demands = self.problem.demands
        groups = groups_of(
            (place, demands[place], demands[place].count)
            for place in self.families[family]
            if demands[place].priority <= priority
        )
        return Whole(self.problem, groups, self.people.get(family, []), self.stop)

    def _explained(self, asked: Asked, whole: Relaxed, priority: int) -> bool:
        """Add the smallest core that is found; say whether there was one."""
        found = one_at_a_time(asked) or shared_out(asked, whole)
        core = None if found is None else judged(asked, found[0], found[1])
        if core is None or found is None:
            return False
        self.cores.append((core, priority))
        self._give_up(core, asked.part(sorted(found[0])))
        return True

    def explain_whole(self) -> bool | None:
        """Look for a core of which only whole people are too few; say whether all can be met."""
        possible: bool | None = None
        try:
            asked = self._asked(self.problem.priorities - 1)
            found, possible = whole_people(asked, self.params.whole_seconds)
            core = None if found is None else judged(asked, found[0], found[1])
            if core is not None:
                self.cores.append((core, self.problem.priorities - 1))
        except TooLateError:
            self.is_complete = False
        return possible

    def _asked(self, priority: int, among: Iterable[int] | None = None) -> Asked:
        problem = self.problem
        demands = problem.demands
        groups = groups_of(
            (place, demands[place], demands[place].count - self.given_up.get(place, 0))
            for place in (range(len(demands)) if among is None else sorted(among))
            if demands[place].priority <= priority
            and demands[place].count > self.given_up.get(place, 0)
        )
        pools = pools_of(problem.types, problem.demands, groups, problem.rules, self.stop)
        return Asked(groups=groups, pools=pools, terms=self.terms, stop=self.stop)

    def _give_up(self, core: Core, part: Asked) -> None:
        """Ask for so much less that the core can be met: of the least grave that is short."""
        for place, count in _fewer(part):
            for demand in reversed(core.groups[place].demands):
                left = self.problem.demands[demand].count - self.given_up.get(demand, 0)
                taken = min(left, count)
                self.given_up[demand] = self.given_up.get(demand, 0) + taken
                count -= taken  # noqa: PLW2901  # what is left of it goes to the next


def _fewer(part: Asked) -> Iterator[tuple[int, int]]:
    """Yield of which group how many fewer are asked for; the least grave group first."""
    groups = list(part.groups)
    order = sorted(range(len(groups)), key=lambda each: (-groups[each].priority, -each))
    for place in order:
        now = replace(part, groups=tuple(groups)).relaxed()
        fewer = min(ceil(now.lack - TOLERANCE), groups[place].count)
        if now.lack <= TOLERANCE:
            return
        # Without the core's group the others can be met: so this many fewer of it are enough.
        yield place, fewer
        groups[place] = replace(groups[place], count=groups[place].count - fewer)
