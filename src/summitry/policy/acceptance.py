"""When an acceptance counts: by whom, with which reason, for how long, and who else."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from enum import IntEnum
from typing import Protocol

from msgspec import Struct

from summitry.kit.ids import PersonId
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


class Acceptance(Protocol):
    """A person's word that something stays as it is: an attestation or a ruling."""

    @property
    def by(self) -> PersonId:
        """Who says so."""

    @property
    def second_by(self) -> PersonId | None:
        """Who agrees."""

    @property
    def reason(self) -> str:
        """Why."""

    @property
    def expires(self) -> datetime | None:
        """Until when."""


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
    second_powers
        One of these the second person must hold; none is needed where it is empty.
    """

    powers: Collection[Power]
    until: datetime
    second: bool
    second_powers: Collection[Power] = ()


def flaw_of(entry: Acceptance, demand: Demand, persons: Mapping[str, Person]) -> Flaw:
    """Return what the acceptance lacks first."""
    tests = (
        (Flaw.STRANGER, entry.by in persons),
        (Flaw.POWER, entry.by in persons and _has_power(persons[entry.by], demand.powers)),
        (Flaw.REASON, entry.reason.strip() != ""),
        (Flaw.EXPIRY, entry.expires is not None and entry.expires >= demand.until),
        (Flaw.SECOND, not demand.second or _agreed(entry, demand, persons)),
    )
    return next((flaw for flaw, met in tests if not met), Flaw.NONE)


def _agreed(entry: Acceptance, demand: Demand, persons: Mapping[str, Person]) -> bool:
    second = None if entry.second_by is None else persons.get(entry.second_by)
    if second is None:
        return False
    return not demand.second_powers or _has_power(second, demand.second_powers)


def _has_power(person: Person, powers: Collection[Power]) -> bool:
    return any(power in powers for power in person.powers)


def least_flaw(
    entries: Iterable[Acceptance], demand: Demand, persons: Mapping[str, Person]
) -> Flaw:
    """Return the flaw of the acceptance that comes closest; ``NOBODY`` when there is none."""
    return max((flaw_of(entry, demand, persons) for entry in entries), default=Flaw.NOBODY)
