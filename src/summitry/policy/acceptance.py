"""When the acceptance of a risk counts: by whom, with which reason, for how long, and who else."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from enum import IntEnum

from msgspec import Struct

from summitry.plan.attestation import Attestation
from summitry.plan.organisation import Person
from summitry.plan.terms import Power


class Flaw(IntEnum):
    """What an acceptance lacks first, from nothing at all to nothing but a second person."""

    NOBODY = 0
    STRANGER = 1
    POWER = 2
    REASON = 3
    EXPIRY = 4
    SECOND = 5
    NONE = 6


class Demand(Struct, frozen=True, kw_only=True):
    """What an acceptance must have.

    Parameters
    ----------
    powers
        One of these must be held.
    until
        The acceptance must name an expiry, and hold up to this moment.
    second
        Whether a second person must have agreed.
    """

    powers: Collection[Power]
    until: datetime
    second: bool


def flaw_of(entry: Attestation, demand: Demand, persons: Mapping[str, Person]) -> Flaw:
    """Return what the acceptance lacks first."""
    tests = (
        (Flaw.STRANGER, entry.by in persons),
        (Flaw.POWER, entry.by in persons and _has_power(persons[entry.by], demand)),
        (Flaw.REASON, entry.reason.strip() != ""),
        (Flaw.EXPIRY, entry.expires is not None and entry.expires >= demand.until),
        (Flaw.SECOND, not demand.second or entry.second_by in persons),
    )
    return next((flaw for flaw, met in tests if not met), Flaw.NONE)


def _has_power(person: Person, demand: Demand) -> bool:
    return any(power in demand.powers for power in person.powers)


def least_flaw(
    entries: Iterable[Attestation], demand: Demand, persons: Mapping[str, Person]
) -> Flaw:
    """Return the flaw of the acceptance that comes closest; ``NOBODY`` when there is none."""
    return max((flaw_of(entry, demand, persons) for entry in entries), default=Flaw.NOBODY)
