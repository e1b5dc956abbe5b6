"""Rules as data: what each reads, when it is due, how much it matters, which source it rests on."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

from msgspec import Struct

from summitry.check.view import View
from summitry.kit.errors import Text
from summitry.outcome.finding import Gap, Phase
from summitry.plan.attestation import AttestationKind
from summitry.plan.terms import Field, Severity

ENTRY_POINTS = "summitry.rules"
"""Packages add rules by an entry point of this group that names a module."""

Check = Callable[[View], Iterable[Gap]]


class Scope(StrEnum):
    """The largest thing that one finding of the rule is about."""

    POST = "post"
    PERSON = "person"
    UNIT = "unit"
    SITE = "site"
    WHOLE = "whole"


class Rule(Struct, frozen=True, kw_only=True):
    """A pure function over a view of the plan, with what people need to know about it.

    Parameters
    ----------
    why
        Why it matters: the failure that the check would have caught.
    cases
        One sentence for each kind of finding, with the facts as placeholders.
    source
        The review, regulation or paper that the rule rests on.
    reads
        The tables the rule may look at; anything else is refused by the view.
    limits
        The limits it compares with.
    """

    code: str
    title: Text
    why: Text
    cases: Mapping[str, Text]
    remedy: Text
    source: Text
    field: Field
    severity: Severity
    phase: Phase
    scope: Scope
    reads: tuple[str, ...]
    attests: tuple[AttestationKind, ...] = ()
    limits: tuple[str, ...] = ()
    on_people: bool = False
    check: Check


REGISTRY: dict[str, Rule] = {}
"""Every rule by code; whole once ``summitry.check.rules`` is imported."""


def rule(  # noqa: PLR0913  # a rule is declared once, with all that is told about it
    code: str,
    *,
    title: Text,
    why: Text,
    cases: Mapping[str, Text],
    remedy: Text,
    source: Text,
    field: Field,
    severity: Severity,
    phase: Phase,
    scope: Scope,
    reads: tuple[str, ...],
    attests: tuple[AttestationKind, ...] = (),
    limits: tuple[str, ...] = (),
    on_people: bool = False,
) -> Callable[[Check], Check]:
    """Register the decorated function as the rule of that code; see `Rule` for the parameters."""

    def declare(check: Check) -> Check:
        assert code not in REGISTRY, code
        REGISTRY[code] = Rule(
            code=code,
            title=title,
            why=why,
            cases=cases,
            remedy=remedy,
            source=source,
            field=field,
            severity=severity,
            phase=phase,
            scope=scope,
            reads=reads,
            attests=attests,
            limits=limits,
            on_people=on_people,
            check=check,
        )
        return check

    return declare
