"""What is told of a shortage: what cannot be met together, why, and what would help."""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from summitry.kit.ids import PersonId, UnitId
from summitry.roster.reasons.groups import Group


class Proof(StrEnum):
    """How it was proved that the demands of a core cannot all be met."""

    FLOW = "flow"
    """Windows of which nobody can have two: a largest assignment leaves some short."""
    SHARES = "shares"
    """Even people who could be shared out in fractions are too few."""
    WHOLE = "whole"
    """Only whole people are too few: no choice of them serves all."""


class Core(Struct, frozen=True, kw_only=True):
    """Demands that cannot all be met, and could be without any one of them."""

    groups: tuple[Group, ...]
    """What is asked for; counts leave out what earlier cores have shown to be missing."""
    asked: int
    lack: int
    """So many of those asked for are missing at least."""
    people: int
    """Who may stand on any of them at all."""
    binds: tuple[str, ...]
    """The rules without which less would be missing, by name of the limit."""
    proof: Proof
    is_minimal: bool
    """Whether it was shown that without any one of the demands the others can be met."""


class Kind(StrEnum):
    """What a way out changes."""

    QUALIFY = "qualify"
    RENEW = "renew"
    """What somebody held and will not hold long enough."""
    RECALL = "recall"
    """From leave, or from another task."""
    REINFORCE = "reinforce"
    RELAX = "relax"
    ASK_LESS = "ask-less"


class WayOut(Struct, frozen=True, kw_only=True):
    """One change after which the demands of a core can all be met; it was solved again with it."""

    kind: Kind
    people: int
    """How many are qualified, come, rest less, or are given up."""
    price: float
    """In hours of people's time, as the prices say."""
    unit_id: UnitId | None = None
    skills: int = 0
    limit: str = ""
    before: float = 0.0
    after: float = 0.0
    """The limit's value before and after, in its own unit."""
    powers: tuple[str, ...] = ()
    """What those must hold who sign for it; none: whoever set the rule of the roster."""
    signers: tuple[PersonId, ...] = ()
    group: int | None = None
    """Of what is given up, the place in the core."""
    lack_after: float = 0.0
    """What is missing at least in the whole problem after it, of that and graver priorities."""
    is_whole: bool = False
    """Whether the whole problem was solved again, not only the core: no other demand lacks more."""


class Explained(Struct, frozen=True, kw_only=True):
    """A core with the ways out of it, the cheapest first."""

    core: Core
    ways: tuple[WayOut, ...] = ()
    hopeless: tuple[str, ...] = ()
    """Limits that bind, though no change of them that may be signed for is enough."""


class Shortage(Struct, frozen=True, kw_only=True):
    """All that was found out about what is missing."""

    lack: int
    """So many are missing at least, of all priorities."""
    found: tuple[Explained, ...]
    is_complete: bool
    """Whether the cores explain all of the lack; else the time was up or there were too many."""
    unexplained: int = 0
    """Missing in the roster, though no reason was found: a longer search may cover them."""
    is_unexplained_possible: bool | None = None
    """Of what is missing without a reason: whether it could be covered, None where not known."""


class Prices(Struct, frozen=True, kw_only=True):
    """What ways out cost, in hours of people's time; each event sets its own."""

    qualify_hours: float = 16.0
    """For one person and one skill."""
    renew_hours: float = 4.0
    """For one person and one skill that was held before."""
    recall_hours: float = 20.0
    """For one person whose leave ends, or whose other task is left; infinite: not offered."""
    reinforce_hours: float = 24.0
    """For one more person: journey, briefing, bed."""
    relax_factor: float = 4.0
    """For one hour of rest, or of longer duty, of one person."""
    give_up_hours: tuple[float, ...] = (1_000.0, 200.0, 50.0, 20.0)
    """For one person who stays missing, by priority; the last for all that follow."""


class Signature(Struct, frozen=True, kw_only=True):
    """Who may allow that a limit is not kept."""

    powers: tuple[str, ...]
    persons: tuple[PersonId, ...]


Signatures = Mapping[str, Signature]
