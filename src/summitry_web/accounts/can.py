"""`can`: the one place that says who may do what to what; what is not granted is denied."""

from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from summitry.kit.errors import SummitryError
from summitry.plan.terms import Marking
from summitry_web.accounts.roles import POWERFUL, PROOF_MINUTES_MAX, SENSITIVE, VERBS, Role, Verb
from summitry_web.frame.refused import Denied, ProveAgain

TO_OWN_ROWS = frozenset(
    {
        Verb.EDIT, Verb.IMPORT, Verb.ASSIGN, Verb.SUBMIT, Verb.REVIEW, Verb.DECIDE_PROPOSAL,
        Verb.ACCEPT_RISK, Verb.APPROVE_PLAN, Verb.ISSUE,
    }
)  # fmt: skip
"""Verbs that a grant of one unit allows on that unit's things alone."""


TAKING = frozenset({Verb.EXPORT, Verb.EXPORT_BULK})
"""Verbs by which what is read leaves the site."""


class Granted(Struct, frozen=True, kw_only=True):
    """A role as it is held now: ``unit_id`` is empty where it is of the whole event."""

    role: Role
    unit_id: str
    clearance: Marking
    not_before: datetime | None = None
    not_after: datetime | None = None
    fields: frozenset[str] = frozenset()
    """The fields that the unit leads in the plan: what nobody owns in them is the unit's."""
    only: frozenset[Verb] | None = None
    """What is left of the role's verbs, where a token lends fewer; None for all of them."""

    @property
    def verbs(self) -> frozenset[Verb]:
        """The verbs that it allows."""
        return VERBS[self.role] if self.only is None else VERBS[self.role] & self.only

    def holds(self, at: datetime) -> bool:
        """Say whether it holds at the moment, which stands in ``[not_before, not_after)``."""
        return (self.not_before is None or self.not_before <= at) and (
            self.not_after is None or at < self.not_after
        )


class Actor(Struct, frozen=True, kw_only=True):
    """Who acts in one event, on which device, and when they last proved who they are."""

    account_id: int
    person_id: str
    name: str
    grants: tuple[Granted, ...] = ()
    device: str = ""
    proved_at: datetime | None = None
    is_bound: bool = True
    """Whether the proof was a key of hardware, where the installation asks for one."""
    glass_until: datetime | None = None
    """While break-glass is in force: everything of the event can be read, and is journaled."""

    def units(self, at: datetime) -> frozenset[str]:
        """Return the units that the actor speaks for now."""
        return frozenset(each.unit_id for each in self.grants if each.unit_id and each.holds(at))

    def reading(self, at: datetime) -> tuple[Granted, ...]:
        """Return the grants that let the actor read; while glass is broken, of everything."""
        if self.is_breaking(at):
            return (Granted(role=Role.READER, unit_id="", clearance=Marking.RED),)
        return tuple(e for e in self.grants if e.holds(at) and Verb.READ in e.verbs)

    def is_breaking(self, at: datetime) -> bool:
        """Say whether break-glass is in force: it ends with the right to it."""
        return (
            self.glass_until is not None
            and at < self.glass_until
            and any(e.holds(at) and Verb.BREAK_GLASS in e.verbs for e in self.grants)
        )

    def taking(self, at: datetime) -> "Actor":
        """Return the actor with what they may take along: no glass, and grants that export."""
        grants = tuple(e for e in self.grants if e.holds(at) and Verb.EXPORT in e.verbs)
        return replace(self, grants=grants, glass_until=None)


class Thing(Struct, frozen=True, kw_only=True):
    """What something is done to: who owns it, in which field, how it is marked."""

    owners: tuple[str, ...] = ()
    field: str = ""
    marking: Marking = Marking.CLEAR
    recipients: tuple[int, ...] = ()
    """The accounts that TLP:RED names."""
    authors: tuple[int, ...] = ()
    """The accounts that may not be the second person."""


WHOLE = Thing()


class Decision(Struct, frozen=True):
    """Whether it may be done, and the code of the reason."""

    allowed: bool
    code: str = ""

    def __bool__(self) -> bool:
        return self.allowed


ALLOWED = Decision(True)


def can(actor: Actor, verb: Verb, thing: Thing = WHOLE, *, at: datetime) -> Decision:
    """Return whether the actor may do it to the thing at the moment.

    One grant must allow it alone: the verb of one, the clearance of another and the breadth of a
    third do not add up. Break-glass opens everything to be read, and to nothing else: while it is
    in force, nothing is taken along.
    """
    if verb in TAKING and actor.is_breaking(at):
        return Decision(False, "glass")
    held = [each for each in actor.grants if each.holds(at) and verb in each.verbs]
    if verb is Verb.READ and actor.is_breaking(at):
        held = [*actor.reading(at)]
    code = _missing(actor, verb, thing, held, at=at)
    if code:
        return Decision(False, code)
    if actor.account_id in thing.authors and verb is not Verb.READ:
        return Decision(False, "same-person")
    if verb in SENSITIVE and not is_proved(actor, at):
        return Decision(False, "prove")
    if verb in SENSITIVE and not actor.is_bound and all(e.role in POWERFUL for e in held):
        return Decision(False, "hardware")
    return ALLOWED


def _missing(actor: Actor, verb: Verb, thing: Thing, held: list[Granted], *, at: datetime) -> str:
    """Return what keeps every grant of the verb from the thing; empty where one is enough."""
    if not held:
        return "not-granted"
    if _is_named_red(thing) and not (verb is Verb.READ and actor.is_breaking(at)):
        clearing = held if actor.account_id in thing.recipients else []
    else:
        clearing = [each for each in held if clears(each, thing)]
    if not clearing:
        return "marking"
    if verb in TO_OWN_ROWS and thing is not WHOLE and not any(owns(e, thing) for e in clearing):
        return "not-owner"
    return ""


def require(actor: Actor, verb: Verb, thing: Thing = WHOLE, *, at: datetime) -> None:
    """Return when it is allowed.

    Raises
    ------
    Denied
        Not yours, or not there.
    ProveAgain
        When all that is missing is a fresh proof of who acts.
    SummitryError
        ``passkey.hardware`` when the proof was not a key of hardware, and must be.
    """
    decision = can(actor, verb, thing, at=at)
    if decision.code == "prove":
        raise ProveAgain
    if decision.code == "hardware":
        raise SummitryError("passkey.hardware")
    if not decision:
        raise Denied(decision.code)


def is_proved(actor: Actor, at: datetime) -> bool:
    """Say whether the last proof of identity is fresh."""
    return actor.proved_at is not None and at - actor.proved_at <= timedelta(
        minutes=PROOF_MINUTES_MAX
    )


def is_readable(actor: Actor, thing: Thing, *, at: datetime) -> bool:
    """Say whether the marking lets the actor read the thing (TLP 2.0).

    Up to AMBER a clearance that high is enough. AMBER+STRICT stays with the units that own the
    thing, and with who reads the whole event; what nobody owns belongs to the units that lead its
    field. RED is for the accounts that it names; where it names none, it goes like AMBER+STRICT.
    One grant must allow it alone: the clearance of one and the breadth of another do not add up.
    """
    if thing.marking is Marking.CLEAR:
        return True
    reading = actor.reading(at)
    if _is_named_red(thing) and not actor.is_breaking(at):
        return bool(reading) and actor.account_id in thing.recipients
    return any(clears(each, thing) for each in reading)


def clears(granted: Granted, thing: Thing) -> bool:
    """Say whether the grant alone reaches the thing's marking."""
    height = thing.marking.height
    if height == 0:
        return True
    strict = height >= Marking.AMBER_STRICT.height
    return granted.clearance.height >= height and (not strict or owns(granted, thing))


def _is_named_red(thing: Thing) -> bool:
    return thing.marking is Marking.RED and bool(thing.recipients)


def owns(granted: Granted, thing: Thing) -> bool:
    """Say whether the grant is of the whole event, or of a unit whose thing it is."""
    if not granted.unit_id:
        return True
    if thing.owners:
        return granted.unit_id in thing.owners
    return thing.field in granted.fields
