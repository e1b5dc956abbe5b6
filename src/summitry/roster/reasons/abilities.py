"""What people could do if they were qualified, renewed or called back: who serves least first."""

from collections.abc import Callable, Collection, Iterator, Sequence
from math import inf

from msgspec import Struct
from msgspec.structs import replace

from summitry.kit.ids import UnitId
from summitry.roster.reasons.answer import Kind, Prices
from summitry.roster.reasons.groups import Group
from summitry.roster.staffing.problem import Demand, OfficerType

Order = tuple[tuple[int, OfficerType, OfficerType], ...]
"""Types by place, as they are and as they would be, in the order in which they are changed."""


class Change(Struct, frozen=True, kw_only=True):
    """One way in which people could do more."""

    kind: Kind
    hours: float
    """What it costs for one person."""
    order: Order
    skills: int = 0

    def made(self, types: Sequence[OfficerType], count: int) -> list[OfficerType]:
        """Return the types with so many of the order changed."""
        changed = list(types)
        for place, each, then in self.order:
            some = min(count, len(each.persons))
            if some == 0:
                break
            changed[place] = replace(each, persons=each.persons[some:])
            changed.append(replace(then, persons=each.persons[:some]))
            count -= some
        return changed


def changes(
    groups: Sequence[Group],
    types: Sequence[OfficerType],
    demands: Sequence[Demand],
    prices: Prices,
    staying: Collection[UnitId] = (),
) -> Iterator[Change]:
    """Yield the changes after which more people could stand on the groups.

    Of units where people must stay, who is away may be one of them: nobody there is called back.
    """
    asked = [demands[group.demands[0]] for group in groups]
    for bit in range(max((each.skills for each in asked), default=0).bit_length()):
        skill = 1 << bit
        if not any(each.skills & skill for each in asked):
            continue
        for kind, hours, then in (
            (Kind.QUALIFY, prices.qualify_hours, _with(skill)),
            (Kind.RENEW, prices.renew_hours, _renewed(bit)),
        ):
            if order := _ordered(types, asked, then):
                yield Change(kind=kind, hours=hours, order=order, skills=skill)
    can_recall = prices.recall_hours < inf
    if can_recall and (order := _ordered(types, asked, _called_back(asked, staying))):
        yield Change(kind=Kind.RECALL, hours=prices.recall_hours, order=order)


Then = Callable[[OfficerType], OfficerType | None]


def _with(skill: int) -> Then:
    def then(each: OfficerType) -> OfficerType | None:
        return None if each.skills & skill else replace(each, skills=each.skills | skill)

    return then


def _renewed(bit: int) -> Then:
    def then(each: OfficerType) -> OfficerType | None:
        lasts = tuple((own, until) for own, until in each.expires if own != bit)
        is_same = lasts == each.expires or not each.skills >> bit & 1
        return None if is_same else replace(each, expires=lasts)

    return then


def _called_back(asked: Sequence[Demand], staying: Collection[UnitId]) -> Then:
    def then(each: OfficerType) -> OfficerType | None:
        if each.unit_id in staying:
            return None
        away = tuple(
            (start, end)
            for start, end in each.away
            if not any(start < demand.end and demand.start < end for demand in asked)
        )
        return None if away == each.away else replace(each, away=away)

    return then


def _ordered(types: Sequence[OfficerType], asked: Sequence[Demand], then: Then) -> Order:
    """Return who could stand on more of what is asked for, the least needed now first."""
    found = []
    for place, each in enumerate(types):
        changed = then(each) if each.persons else None
        if changed is None:
            continue
        now = sum(each.can(demand) for demand in asked)
        later = sum(changed.can(demand) for demand in asked)
        if later > now:
            home = sum(demand.home == each.unit_id for demand in asked)
            found.append((now, -later, -home, bool(each.away), place, each, changed))
    order = sorted(found, key=lambda key: key[:5])
    return tuple((place, each, changed) for *_, place, each, changed in order)
