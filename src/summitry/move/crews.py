"""Who owns, escorts and carries movements that are proposed, as far as the plan tells.

Whoever is of the highest precedence is served first. Teams and motorcades that a principal has
already are taken again; else one that nobody has yet, then any that is free in time.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from summitry.kit.ids import EscortTeamId, MovementId, UnitId
from summitry.move.bookings import Bookings, Spell, spells
from summitry.move.motorcades import Motorcades
from summitry.plan.change import Edit
from summitry.plan.movements import Movement
from summitry.plan.posts import Detail
from summitry.plan.programme import Delegation, Principal
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row, table_of
from summitry.plan.vehicles import Escort, EscortTeam, MotorcadeRole, MotorcadeVehicle, Vehicle
from summitry.policy.owners import usual_owner
from summitry.policy.precedence import RANKS, english_name, letters


class Need(StrEnum):
    """What a movement has not got."""

    OWNER = "owner"
    ESCORT = "escort"
    VEHICLE = "vehicle"


class Short(Struct, frozen=True, kw_only=True, order=True, omit_defaults=True):
    """A movement, and what it has not got; a vehicle with its role."""

    need: Need
    movement_id: MovementId
    role: MotorcadeRole | None = None


class Crewed(Struct, frozen=True, kw_only=True):
    """What the movements get, and what they have not got."""

    edits: tuple[Edit, ...]
    short: tuple[Short, ...]
    without: tuple[str, ...]
    """The tables of which the plan has no row, so that nothing of them is proposed."""


def crews(snapshot: Snapshot, proposed: Iterable[MovementId]) -> Crewed:
    """Return who owns, escorts and carries the movements; what they have already stays.

    Parameters
    ----------
    snapshot
        The plan with the proposed movements and their legs in it, at the times that they got.
    """
    known = snapshot.rows(Movement)
    own = [known[each] for each in proposed]
    when = spells(snapshot)
    order = _by_precedence(snapshot, [each for each in own if each.movement_id in when], when)
    rows: list[Row] = []
    short: list[Short] = []
    for movement in own:
        if movement.owner_unit_id is None:
            owner = _owner(snapshot, movement)
            if owner is None:
                short.append(Short(need=Need.OWNER, movement_id=movement.movement_id))
            else:
                rows.append(replace(movement, owner_unit_id=owner))
    for made, lacking in (_escorts(snapshot, order, when), _motorcades(snapshot, order)):
        rows += made
        short += lacking
    return Crewed(
        edits=tuple(Edit(table_of(row).name, table_of(row).key_of(row), row) for row in rows),
        short=tuple(sorted(short)),
        without=tuple(
            name
            for name in ("escort_teams", "vehicles")
            if any(each.protected for each in order) and not snapshot.tables[name]
        ),
    )


def _by_precedence(
    snapshot: Snapshot, movements: Sequence[Movement], when: Mapping[str, Spell]
) -> list[Movement]:
    """Return the movements by rank and precedence of who rides, then in the order of time."""
    principals, delegations = snapshot.rows(Principal), snapshot.rows(Delegation)

    def place(movement: Movement) -> tuple[object, ...]:
        riders = [principals[each] for each in movement.principal_ids if each in principals]
        spell = when[movement.movement_id]
        if not riders:
            return len(RANKS), (), "", spell
        first = min(riders, key=lambda each: (RANKS[each.rank], each.principal_id))
        own = delegations.get(first.delegation_id)
        name = letters(english_name("", own.name)) if own else ()
        return RANKS[first.rank], name, first.delegation_id, spell

    return sorted(movements, key=place)


def _owner(snapshot: Snapshot, movement: Movement) -> UnitId | None:
    """Return who owns the other movements of those who ride, else the unit of their detail.

    Else who owns most movements of the plan, or leads the field.
    """
    riders = set(movement.principal_ids)
    for other in snapshot.rows(Movement).values():
        if other.owner_unit_id is not None and riders.intersection(other.principal_ids):
            return other.owner_unit_id
    detail = snapshot.rows(Detail).get(movement.detail_id or "")
    if detail is not None and detail.unit_id is not None:
        return detail.unit_id
    return usual_owner(snapshot, "movements")


def _escorts(
    snapshot: Snapshot, order: Sequence[Movement], when: Mapping[str, Spell]
) -> tuple[list[Row], list[Short]]:
    """Return a team for each protected movement that has none, and who gets none.

    Where there are too few, they are given anew in the order of time, which often does for more.
    """
    if not snapshot.rows(EscortTeam):
        return [], []
    escorted = {row.movement_id for row in snapshot.rows(Escort).values()}
    asked = [m for m in order if m.protected and m.movement_id not in escorted]
    made = _teams(snapshot, asked)
    if len(made) < len(asked):
        timely = sorted(asked, key=lambda movement: when[movement.movement_id])
        made = max(made, _teams(snapshot, timely), key=len)
    rows: list[Row] = [
        Escort(movement_id=MovementId(movement_id), escort_team_id=EscortTeamId(team))
        for movement_id, team in made.items()
    ]
    lacking = [m.movement_id for m in asked if m.movement_id not in made]
    return rows, [Short(need=Need.ESCORT, movement_id=each) for each in lacking]


def _teams(snapshot: Snapshot, order: Iterable[Movement]) -> dict[str, str]:
    """Return the team of each movement that gets one, served in this order."""
    bookings = Bookings(snapshot)
    movements = snapshot.rows(Movement)
    had: dict[str, set[str]] = defaultdict(set)
    for row in snapshot.rows(Escort).values():
        for principal in _riders(movements.get(row.movement_id)):
            had[principal].add(row.escort_team_id)
    found: dict[str, str] = {}
    for movement in order:
        riders = _riders(movement)
        before = {team for each in riders for team in had[each]}
        free = [
            team
            for team in snapshot.rows(EscortTeam)
            if bookings.is_free((EscortTeam, team), movement.movement_id)
        ]
        if free:
            team = min(free, key=lambda t: (t not in before, bookings.count((EscortTeam, t)), t))
            bookings.take((EscortTeam, team), movement.movement_id)
            found[movement.movement_id] = team
            for each in riders:
                had[each].add(team)
    return found


def _riders(movement: Movement | None) -> Sequence[str]:
    return () if movement is None else movement.principal_ids


def _motorcades(snapshot: Snapshot, order: Sequence[Movement]) -> tuple[list[Row], list[Short]]:
    """Return vehicles and drivers for each protected movement that has none, and what it lacks."""
    if not snapshot.rows(Vehicle):
        return [], []
    carried = {row.movement_id for row in snapshot.rows(MotorcadeVehicle).values()}
    pool = Motorcades(snapshot)
    rows: list[Row] = []
    short: list[Short] = []
    for movement in order:
        if movement.protected and movement.movement_id not in carried:
            made, lacking = pool.of(movement)
            rows += made
            short += [
                Short(need=Need.VEHICLE, movement_id=movement.movement_id, role=role)
                for role in lacking
            ]
    return rows, short
