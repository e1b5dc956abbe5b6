"""How large the Games are, and the ids and hours that follow."""

from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from summitry.kit.ids import QualificationId, UnitId

Integers = NDArray[np.int64]

DAYS = 16
VENUES = 40
SERVICES = 3
POSTS = 50_000
PARTICIPANTS = 350_000
TEAM = 5
"""People on a post, each for one of as many qualifications; an early team, then a late one."""
TEAMS = 2
UNITS = VENUES * SERVICES
GATES = 3
SLOT_MINUTES = 15
STEPS = 4
"""Posts open at one of so many quarters of an hour."""
OPEN_HOUR, CHANGE_HOUR, CLOSE_HOUR = 6, 14, 22
ARRIVAL_STEPS = 32
GIVEN_EVERY = 10
"""Every so many posts are held by another unit than the owner's, which has accepted them."""
FIRST_DAY = datetime(2032, 7, 23, tzinfo=UTC)
OPENS = FIRST_DAY + timedelta(hours=20)
NOW = FIRST_DAY - timedelta(days=1)
ZONE = "Africa/Nairobi"
ZONE_OFFSET = timedelta(hours=3)
DEFECTS = 4
"""Of each kind."""

SPOILT_PLACE = 2
"""The place in a team, and so the qualification, of those whose shifts are spoilt."""


def unit_of(number: int) -> UnitId:
    """Return the unit in whose turn the number is."""
    return UnitId(f"U-{number % VENUES:02}-{number // VENUES % SERVICES}")


def kind_of(number: int) -> QualificationId:
    """Return the qualification of that place in a team."""
    return QualificationId(f"Q-{number % TEAM}")


def slots_of(posts: int) -> int:
    """Return how many posts a day has at most."""
    return -(-posts // DAYS)


def opening_of(number: int) -> datetime:
    """Return when the post opens; all its other times follow from this one."""
    day, step = number % DAYS, number // DAYS % STEPS
    return (
        FIRST_DAY - ZONE_OFFSET + timedelta(days=day, hours=OPEN_HOUR, minutes=SLOT_MINUTES * step)
    )
