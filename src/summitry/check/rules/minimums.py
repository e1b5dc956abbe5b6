"""The minimum measures that follow from a person's protection level."""

from collections.abc import Iterator

from msgspec import Struct

from summitry.check.protections import SHOWN_BY, USES
from summitry.check.registry import Scope, rule
from summitry.check.view import View
from summitry.kit.errors import Text
from summitry.outcome.finding import Gap, Phase, Subject
from summitry.plan.compliance import Minimum, Protection
from summitry.plan.programme import Principal
from summitry.plan.terms import Field, Severity
from summitry.policy.minimums import USUAL, required


class _Short(Struct, frozen=True, kw_only=True):
    """A measure that a principal has too little of, at the use that has least."""

    principal: Principal
    minimum: Minimum
    use: Subject
    have: int


@rule(
    "C-109",
    title=Text("Minimum measure of protection missing"),
    why=Text(
        "The level of protection is a promise to the guest: it names what must be there before "
        "anybody weighs risks."
    ),
    cases={
        "": Text(
            "{principal} is protected at level {level}, which asks for {protection} ({need} at "
            "least); for {use} the plan has {have}."
        ),
        "not-known": Text(
            "Level {level} asks for {protection}, and the plan says nothing of it yet; protected "
            "persons concerned: {count}."
        ),
    },
    remedy=Text(
        "Plan the measure for this person, or have the host set other minimum measures for the "
        "level, with their source."
    ),
    source=Text("Minimum measures set by the host, else common practice, not verified."),
    field=Field.PROTECTEES,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.PERSON,
    reads=(
        "airspace",
        "ambulances",
        "closures",
        "delegations",
        "detail_nets",
        "details",
        "exposures",
        "food_controls",
        "legs",
        "medical_arrangements",
        "minimums",
        "motorcade_vehicles",
        "movements",
        "posts",
        "principals",
        "programme",
        "reserves",
        "rooms",
        "route_segments",
        "routes",
        "safe_places",
        "sectors",
        "sites",
        "sterile_areas",
        "surveys",
        "sweeps",
        "zones",
    ),
)
def minimums_missing(view: View) -> Iterator[Gap]:
    """Yield each minimum measure that a protected principal has too little of.

    What the plan says nothing of at all is told once. It is critical where the host has set the
    minimum and checked its source.
    """
    unknown: dict[Protection, list[_Short]] = {}
    own = tuple(view.rows(Minimum).values())
    for principal in view.rows(Principal).values():
        if not principal.protected:
            continue
        for short in _shorts(view, principal, own or USUAL):
            protection = short.minimum.protection
            if protection in SHOWN_BY and not view.rows(SHOWN_BY[protection]):
                unknown.setdefault(protection, []).append(short)
            else:
                yield _missing(view, short)
    for protection, shorts in unknown.items():
        yield _not_known(view, protection, shorts)


def _shorts(view: View, principal: Principal, minimums: tuple[Minimum, ...]) -> Iterator[_Short]:
    """Yield the measures of which the principal has too little at some use."""
    level = principal.level or view.event.level
    for protection, minimum in required(minimums, level).items():
        uses = USES[protection](view, principal)
        use, have = min(uses, key=lambda each: (each[1], each[0]), default=(("", ""), None))
        if have is not None and have < minimum.count_min:
            yield _Short(principal=principal, minimum=minimum, use=use, have=have)


def _missing(view: View, short: _Short) -> Gap:
    principal, minimum = short.principal, short.minimum
    return Gap(
        table="principals",
        key=principal.principal_id,
        discriminator=minimum.protection.value,
        facts={
            "principal": principal.principal_id,
            "level": principal.level or view.event.level,
            "protection": minimum.protection,
            "need": minimum.count_min,
            "have": short.have,
            "use": short.use[1],
        },
        joins=(short.use, *_row_of(view, minimum)),
        severity=Severity.CRITICAL if minimum.verified else None,
    )


def _row_of(view: View, minimum: Minimum) -> tuple[Subject, ...]:
    """Return the minimum as a row, where it is one of the plan's."""
    known = minimum.minimum_id in view.rows(Minimum)
    return (("minimums", minimum.minimum_id),) if known else ()


def _not_known(view: View, protection: Protection, shorts: list[_Short]) -> Gap:
    minimum = shorts[0].minimum
    return Gap(
        table="event",
        key=view.event.event_id,
        case="not-known",
        discriminator=protection.value,
        facts={"level": minimum.level, "protection": protection, "count": len(shorts)},
        joins=_row_of(view, minimum),
        unknown=True,
    )
