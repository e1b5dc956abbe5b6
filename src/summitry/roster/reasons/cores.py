"""Cores: demands that cannot all be met, and could be without any one of them."""

from collections.abc import Callable, Mapping, Sequence
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from summitry.roster.reasons import flow
from summitry.roster.reasons.answer import Core, Proof
from summitry.roster.reasons.conflicts import UNLIMITED, cliques
from summitry.roster.reasons.coupled import TOLERANCE, Relaxed, relaxed
from summitry.roster.reasons.groups import Group, Pool, Terms, chosen
from summitry.roster.reasons.integral import can_be_met
from summitry.roster.reasons.stopping import Stop, TooLateError, never
from summitry.roster.reasons.verify import proved_lack

WITHOUT: Mapping[str, Mapping[str, int | None]] = {
    "rest_hours_min": {"rest_seconds_min": 0},
    "shift_hours_max": {"tour_seconds_max": UNLIMITED},
    "gate_duty_hours_max": {"gate_seconds_max": 10**9},
    "week_hours_max": {"week_seconds_max": None},
    "days_in_row_max": {"days_in_row_max": None},
    "tours_max": {"tours_max": None},
}
"""By limit, what the rules are without it."""
WAYS = "ways"
"""That nobody changes the site within a tour: no limit of the rules, but as strict."""


class Asked(Struct, frozen=True, kw_only=True):
    """What is asked for, who there is, and the terms."""

    groups: tuple[Group, ...]
    pools: tuple[Pool, ...]
    terms: Terms
    stop: Stop = never
    """Says when to stop; solving what is asked for ends with ``TooLateError`` then."""

    def part(self, places: Sequence[int]) -> "Asked":
        """Return the groups at the places alone, with who can do them."""
        groups, pools = chosen(self.groups, self.pools, places)
        return Asked(groups=groups, pools=pools, terms=self.terms, stop=self.stop)

    def relaxed(self) -> Relaxed:
        """Return what is missing at least."""
        return relaxed(self.groups, self.pools, self.terms, self.stop)

    def can_be_met(self, seconds: float) -> bool | None:
        """Say whether whole people can meet all of it; None where that is not known in time."""
        terms = (self.groups, self.pools, self.terms)
        possible = can_be_met(terms, seconds=seconds, stop=self.stop)
        rules = self.terms.rules
        has_weeks = rules.week_seconds_max is not None or rules.week_rest_seconds_min is not None
        # Rows hold no more of weeks than sums of hours: that these allow it proves nothing.
        return None if possible and has_weeks else possible


def one_at_a_time(asked: Asked) -> tuple[list[int], Proof] | None:
    """Return a core of windows of which nobody can have two; None where there is none, or time."""
    found: list[list[int]] = []
    for places in cliques(asked.groups, asked.terms, asked.stop):
        if asked.stop():
            break
        if flow.lack(asked.groups, asked.pools, places):
            found.append(flow.irreducible(asked.groups, asked.pools, places))
    least = min(found, key=lambda each: (len(each), each), default=None)
    return None if least is None else (least, Proof.FLOW)


def shared_out(asked: Asked, whole: Relaxed) -> tuple[list[int], Proof] | None:
    """Return the smallest core found among the demands that take part in the lack."""

    def fails(places: Sequence[int]) -> bool:
        return asked.part(places).relaxed().lack > TOLERANCE

    found = []
    for part in _apart(whole):
        if asked.stop():
            break
        if fails(part):
            found.append(_filtered(part, fails))
    least = min(found, key=lambda each: (len(each), each), default=None)
    return None if least is None else (least, Proof.SHARES)


def whole_people(
    asked: Asked, seconds: float
) -> tuple[tuple[list[int], Proof] | None, bool | None]:
    """Return a core for which only whole people are too few, and whether all can be met."""

    def fails(places: Sequence[int]) -> bool:
        return asked.part(places).can_be_met(seconds) is False

    everything = list(range(len(asked.groups)))
    possible = asked.can_be_met(seconds)
    if possible is not False:
        return None, possible
    return (_filtered(everything, fails), Proof.WHOLE), False


def _apart(whole: Relaxed) -> list[list[int]]:
    """Return the demands that take part, those apart that no limit that binds holds together."""
    parent = {each: each for each in whole.support}

    def top(each: int) -> int:
        while parent[each] != each:
            each = parent[each]
        return each

    pools: dict[int, list[int]] = {}
    for row, weight in zip(whole.rows, whole.weights, strict=True):
        if weight > TOLERANCE / 10**6:
            members = [e.group for e in row.entries if e.group in parent and e.group is not None]
            pools.setdefault(row.pool, []).extend(members)
    for members in pools.values():
        for each in members[1:]:
            parent[top(each)] = top(members[0])
    parts: dict[int, list[int]] = {}
    for each in whole.support:
        parts.setdefault(top(each), []).append(each)
    return sorted(parts.values(), key=lambda each: (len(each), each))


def _filtered(core: list[int], fails: Callable[[Sequence[int]], bool]) -> list[int]:
    """Leave out what the core fails without, by halves first, until nothing more can go, or time.

    What is left when the time is up fails all the same: it is only not the smallest.
    """
    size = max(len(core) // 2, 1)
    try:
        while size:
            place = 0
            while place < len(core):
                rest = [*core[:place], *core[place + size :]]
                if rest and fails(rest):
                    core = rest
                else:
                    place += size
            size //= 2
    except TooLateError:
        return core
    return core


def judged(asked: Asked, places: Sequence[int], proof: Proof) -> Core | None:
    """Return the core, solved again from what it consists of; None where that does not prove it."""
    part = asked.part(sorted(places))
    again = part.relaxed()
    lack = ceil(proved_lack(part.groups, part.pools, part.terms, again) - TOLERANCE)
    if proof is Proof.WHOLE:
        lack = max(lack, 1)
    if lack < 1:
        return None
    return Core(
        groups=part.groups,
        asked=sum(group.count for group in part.groups),
        lack=lack,
        people=sum(pool.size for pool in part.pools),
        binds=_binds(part, again.lack, proof),
        proof=proof,
        is_minimal=_is_minimal(part),
    )


def _is_minimal(part: Asked) -> bool:
    """Say whether without any one of its demands the others can be met, by whole people."""
    try:
        for place in range(len(part.groups)):
            rest = [each for each in range(len(part.groups)) if each != place]
            if part.stop() or (rest and not part.part(rest).can_be_met(1.0)):
                return False
    except TooLateError:
        return False
    return True


def _binds(part: Asked, lack: float, proof: Proof) -> tuple[str, ...]:
    """Return the limits without which less of the part would be missing, as far as time goes."""
    found: list[str] = []
    try:
        for limit, without in WITHOUT.items() if proof is not Proof.WHOLE else ():
            freer = replace(part, terms=_changed(part.terms, without))
            if freer.relaxed().lack < lack - TOLERANCE:
                found.append(limit)
        one_site = tuple(replace(group, site="") for group in part.groups)
        is_apart = len({group.site for group in part.groups}) > 1 and proof is not Proof.WHOLE
        if is_apart and replace(part, groups=one_site).relaxed().lack < lack - TOLERANCE:
            found.append(WAYS)
    except TooLateError:
        return tuple(found)
    return tuple(found)


def _changed(terms: Terms, without: Mapping[str, int | None]) -> Terms:
    return replace(terms, rules=replace(terms.rules, **without))
