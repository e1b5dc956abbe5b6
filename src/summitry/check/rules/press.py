"""Press: places, call and door times, positions taken back, pools that are drawn.

Nothing here looks at what a reporter publishes or where a reporter goes.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise

from summitry.check.gate_flows import arrivals_by_gate, service
from summitry.check.registry import Scope, rule
from summitry.check.standing import by_anyone_ever
from summitry.check.view import View, grouped
from summitry.kit.errors import Fact, Text
from summitry.kit.time import Interval, moment_of, seconds_of
from summitry.outcome.finding import Gap, Phase
from summitry.plan.access import Gate
from summitry.plan.attestation import AttestationKind
from summitry.plan.press import Pool, PoolMember, PressPlace, PressPosition
from summitry.plan.programme import Item
from summitry.plan.table import table_of
from summitry.plan.terms import Field, Severity
from summitry.policy.queues import PEOPLE_TOLERANCE, passed_between, waiting_at
from summitry.policy.timing import Use, clashes

ORDER = ("called", "swept", "doors")


@rule(
    "C-180",
    title=Text("More places given than a position has"),
    why=Text("Two crews with one place argue about it in front of the cameras of the others."),
    cases={
        "": Text("Position {position} has {places} places, and {given} are given to outlets."),
    },
    remedy=Text("Find more places, or give fewer by a draw that outlets can follow."),
    source=Text(
        "Hanoi 2025: positions assigned to outlets beforehand (published accounts). Size of "
        "positions: common practice, not verified."
    ),
    field=Field.PRESS,
    severity=Severity.MEDIUM,
    phase=Phase.D2,
    scope=Scope.SITE,
    reads=("press_places", "press_positions"),
)
def places_given_twice(view: View) -> Iterator[Gap]:
    """Yield the positions of which more places are given than there are."""
    held = [place for place in view.rows(PressPlace).values() if not place.withdrawn]
    given = grouped(held, "press_position_id")
    for position in view.rows(PressPosition).values():
        total = sum(place.places for place in given.get(position.press_position_id, ()))
        if total > position.places:
            yield Gap(
                table="press_positions",
                key=position.press_position_id,
                column="places",
                facts={
                    "position": position.press_position_id,
                    "places": position.places,
                    "given": total,
                },
            )


@rule(
    "C-181",
    title=Text("Call and door times of the press"),
    why=Text(
        "A crew that is called too late stands at the gate while the moment it came for happens."
    ),
    cases={
        "order": Text(
            "At position {position} the press is called {called}, equipment is swept {swept} and "
            "doors open {doors}: that order cannot be kept."
        ),
        "start": Text(
            "Doors of position {position} open at {doors}, when item {item} of {start_at} has "
            "begun."
        ),
        "queue": Text(
            "The press of position {position} comes to gate {gate} at {comes}, with {ahead} people "
            "before it; {places} have to be through by {until}, and the gate passes {capacity} in "
            "that time."
        ),
        "unsaid": Text(
            "Nobody has said when the press is let in to position {position} for item {item}."
        ),
    },
    remedy=Text(
        "Call earlier, open doors earlier or add a lane: reckon back from the start of the item "
        "by what the gate passes."
    ),
    source=Text(
        "Hanoi 2025: the press in place more than three hours before the opening (published "
        "accounts). Queue: first come, first served fluid."
    ),
    field=Field.PRESS,
    severity=Severity.MEDIUM,
    phase=Phase.D2,
    scope=Scope.SITE,
    reads=("arrivals", "gates", "press_positions", "programme"),
)
def press_too_late(view: View) -> Iterator[Gap]:
    """Yield positions whose times are out of order, or too late for the item or for the gate."""
    items = view.rows(Item)
    for position in view.rows(PressPosition).values():
        times = [moment for name in ORDER if (moment := getattr(position, name)) is not None]
        if any(later < earlier for earlier, later in pairwise(times)):
            yield _times(position, None, case="order")
        item = items.get(position.item_id or "")
        if item is None:
            continue
        if position.doors is None:
            yield _times(position, item, case="unsaid")
        elif position.doors >= item.start:
            yield _times(position, item, case="start")
        else:
            yield from _queueing(view, position, item, _window(position, item, position.doors))


def _window(position: PressPosition, item: Item, doors: datetime) -> Interval:
    """Return the time in which the press must pass its gate.

    Whoever is called is through by the doors; where nobody is, the press comes with the doors and
    is through by the start of the item.
    """
    if position.called is not None and position.called < doors:
        return Interval(position.called, doors)
    return Interval(doors, item.start)


def _queueing(view: View, position: PressPosition, item: Item, window: Interval) -> Iterator[Gap]:
    """Yield the position whose press cannot pass its gate in time; who came before is first."""
    gate = view.rows(Gate).get(position.gate_id or "")
    if gate is None:
        return
    start, end = seconds_of(window.start), seconds_of(window.end)
    passing = service(view, gate)
    ahead = waiting_at(view.derive(arrivals_by_gate).get(gate.gate_id, ()), passing, start)
    capacity = passed_between(passing, start, end)
    if ahead + position.places > capacity + PEOPLE_TOLERANCE:
        more: dict[str, Fact | datetime] = {
            "gate": gate.gate_id,
            "comes": window.start,
            "until": window.end,
            "ahead": round(ahead),
            "places": position.places,
            "capacity": int(capacity + PEOPLE_TOLERANCE),
        }
        yield _times(position, item, case="queue", more=more)


def _times(
    position: PressPosition,
    item: Item | None,
    *,
    case: str,
    more: Mapping[str, Fact | datetime] | None = None,
) -> Gap:
    return Gap(
        table="press_positions",
        key=position.press_position_id,
        column="doors",
        case=case,
        discriminator=case,
        facts={
            "position": position.press_position_id,
            "called": position.called,
            "swept": position.swept,
            "doors": position.doors,
            "item": None if item is None else item.item_id,
            "start_at": None if item is None else item.start,
            **(more or {}),
        },
        joins=() if item is None else (("programme", str(item.item_id)),),
        unknown=case == "unsaid",
    )


@rule(
    "C-182",
    title=Text("Position taken from an outlet without a reason"),
    why=Text(
        "An outlet that loses its place and is not told why will say why itself; Hamburg 2017 went "
        "to court over it."
    ),
    cases={
        "": Text(
            "Outlet {outlet} has lost its place at position {position}, and no reason is given."
        ),
    },
    remedy=Text(
        "Give the reason in writing and say to whom the outlet can object, or give it back."
    ),
    source=Text(
        "G20 summit Hamburg 2017: accreditations of reporters withdrawn without a legal basis "
        "(Council of Europe alert 72/2017)."
    ),
    field=Field.PRESS,
    severity=Severity.HIGH,
    phase=Phase.D30,
    scope=Scope.WHOLE,
    reads=("press_places", "press_positions"),
)
def withdrawn_without_reason(view: View) -> Iterator[Gap]:
    """Yield the places that were taken back without a reason."""
    for key, place in view.rows(PressPlace).items():
        if place.withdrawn and not place.reason.strip():
            yield Gap(
                table="press_places",
                key=key,
                column="reason",
                facts={"outlet": place.outlet_id, "position": place.press_position_id},
                joins=(("press_positions", str(place.press_position_id)),),
            )


@rule(
    "C-183",
    title=Text("Press pool that nobody can follow"),
    why=Text(
        "A pool sees for all. If outlets cannot check how it was drawn, those outside it say "
        "that it was chosen."
    ),
    cases={
        "not-drawn": Text("Pool {pool} has not been drawn."),
        "too-early": Text("Pool {pool} has members, and it is to be drawn only at {drawn}."),
        "no-seed": Text("Pool {pool} was drawn without a seed that outlets can check."),
        "seed-late": Text(
            "The seed of pool {pool} was published only after it was drawn at {drawn}."
        ),
        "unpublished": Text(
            "Nobody has said that the seed of pool {pool} was published before it was drawn at "
            "{drawn}."
        ),
        "over": Text("Pool {pool} has {places} places and {members} members."),
        "twice": Text(
            "Outlet {outlet} is in pool {pool} and in pool {other}, which are at work at one time."
        ),
    },
    remedy=Text(
        "Publish a seed first, draw from it before witnesses, and give each outlet one place in "
        "one moment."
    ),
    source=Text(
        "Pool cards at meetings of the North Atlantic Treaty Organization, bound to share, as "
        "described publicly; the draw from a published seed is common practice, not verified."
    ),
    field=Field.PRESS,
    severity=Severity.MEDIUM,
    phase=Phase.D2,
    scope=Scope.WHOLE,
    reads=("persons", "pool_members", "pools", "programme"),
    attests=(AttestationKind.ISSUED,),
)
def unfair_pools(view: View) -> Iterator[Gap]:
    """Yield pools without a draw that can be checked, with too many members, or one twice."""
    members = grouped(view.rows(PoolMember).values(), "pool_id")
    for pool in view.rows(Pool).values():
        count = len(members.get(pool.pool_id, ()))
        case = _flaw(view, pool, count)
        if case:
            yield _pool_gap(pool, case, count)
        if count > pool.places:
            yield _pool_gap(pool, "over", count)
    for own in grouped(view.rows(PoolMember).values(), "outlet_id").values():
        yield from _twice(view, own)


def _flaw(view: View, pool: Pool, members: int) -> str:
    """Return what is wrong with the draw; empty where nothing is, or it is still to come."""
    if pool.drawn is None:
        return "not-drawn"
    if pool.drawn > view.at:
        return "too-early" if members else ""
    if not pool.seed.strip():
        return "no-seed"
    # The seed was published when the row said nothing of the draw yet: another content.
    published = by_anyone_ever(view, pool, AttestationKind.ISSUED)
    if any(word.at <= pool.drawn for word in published):
        return ""
    return "seed-late" if published else "unpublished"


def _pool_gap(pool: Pool, case: str, members: int) -> Gap:
    return Gap(
        table="pools",
        key=pool.pool_id,
        case=case,
        discriminator="over" if case == "over" else "draw",
        facts={
            "pool": pool.pool_id,
            "drawn": pool.drawn,
            "places": pool.places,
            "members": members,
        },
        joins=(("programme", str(pool.item_id)),),
        unknown=case == "unpublished",
    )


def _twice(view: View, own: Sequence[PoolMember]) -> Iterator[Gap]:
    """Yield the later of two memberships of one outlet whose moments overlap."""
    pools, items = view.rows(Pool), view.rows(Item)
    uses: list[Use] = []
    by_pool = {str(member.pool_id): member for member in own}
    for pool_id in by_pool:
        pool = pools.get(pool_id)
        item = None if pool is None else items.get(pool.item_id)
        if item is not None:
            uses.append(Use(seconds_of(item.start), seconds_of(item.end), pool_id, pool_id))
    for earlier, later in clashes(uses, 0):
        member = by_pool[later.key]
        yield Gap(
            table="pool_members",
            key=table_of(member).key_of(member),
            case="twice",
            discriminator=earlier.key,
            start=moment_of(later.start),
            end=moment_of(min(earlier.end, later.end)),
            facts={"outlet": member.outlet_id, "pool": later.key, "other": earlier.key},
            joins=(("pools", earlier.key), ("pools", later.key)),
        )
