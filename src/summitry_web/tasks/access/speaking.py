"""Who may speak for a unit, and how a word names the file that shows what it says."""

from collections.abc import Iterable
from datetime import datetime

from msgspec.structs import replace

from summitry_web.accounts.can import Actor, Thing, can
from summitry_web.accounts.roles import Verb

EVIDENCE = "attachment:"


def speaks_for(
    actor: Actor, verb: Verb, units: Iterable[str], thing: Thing, *, at: datetime
) -> bool:
    """Say whether a grant of one of the units alone allows it: a grant of the whole is no unit."""
    wanted = frozenset(units)
    own = tuple(each for each in actor.grants if each.unit_id in wanted)
    return bool(can(replace(actor, grants=own), verb, thing, at=at))
