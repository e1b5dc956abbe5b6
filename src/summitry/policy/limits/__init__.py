"""The numbers that rules compare with: a default each, which an event may replace, with source.

Each field's limits stand in a module of their own; `Limits` is all of them.
"""

from dataclasses import dataclass
from typing import get_args, get_type_hints

from summitry.kit.errors import SummitryError
from summitry.plan.mandate import EventLimit
from summitry.plan.snapshot import Snapshot
from summitry.policy.limits.access import AccessLimits
from summitry.policy.limits.command import CommandLimits
from summitry.policy.limits.duty import DutyLimits
from summitry.policy.limits.entry import EntryLimits
from summitry.policy.limits.governance import GovernanceLimits
from summitry.policy.limits.origin import Origin
from summitry.policy.limits.places import PlaceLimits
from summitry.policy.limits.protocol import ProtocolLimits
from summitry.policy.limits.risks import RiskLimits
from summitry.policy.limits.roads import RoadLimits
from summitry.policy.limits.safety import SafetyLimits


@dataclass(frozen=True, kw_only=True)
class Limits(
    GovernanceLimits,
    ProtocolLimits,
    RoadLimits,
    AccessLimits,
    EntryLimits,
    CommandLimits,
    RiskLimits,
    SafetyLimits,
    PlaceLimits,
    DutyLimits,
):
    """All limits of an event; units and bounds are in the names."""


_HINTS = get_type_hints(Limits, include_extras=True)
ORIGINS: dict[str, Origin] = {name: get_args(hint)[1] for name, hint in _HINTS.items()}
"""Where the default of each limit comes from."""


def limits_of(snapshot: Snapshot) -> Limits:
    """Return the defaults with the event's own values put in.

    Raises
    ------
    SummitryError
        ``limit.unknown`` or ``limit.negative``; nothing is ignored.
    """
    given: dict[str, float] = {}
    for name, row in snapshot.rows(EventLimit).items():
        if name not in ORIGINS:
            raise SummitryError("limit.unknown", column="limit_id", got=name)
        if row.value < 0:
            raise SummitryError("limit.negative", column="value", got=row.value)
        given[name] = row.value
    return Limits(**given)
