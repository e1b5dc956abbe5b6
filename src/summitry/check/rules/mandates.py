"""The mandate: approved by the named authority, and long enough before the opening."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from summitry.check.registry import Scope, rule
from summitry.check.standing import seats
from summitry.check.view import View
from summitry.kit.errors import Fact, Text
from summitry.outcome.finding import Gap, Phase
from summitry.plan.attestation import Attestation, AttestationKind
from summitry.plan.governance import Mandate
from summitry.plan.terms import Field, Power, Severity

DAY = timedelta(days=1)


def _by_authority(
    view: View, mandate: Mandate, entries: Iterable[Attestation]
) -> list[Attestation]:
    """Return the entries made by now by those who may approve the mandate.

    That takes the power, and a seat in the authority where the plan knows who sits in it.
    """
    persons = view.speakers
    members = view.derive(seats).get(mandate.authority_body_id or "", {})
    return [
        entry
        for entry in entries
        if entry.at <= view.at
        and entry.by in persons
        and Power.APPROVE_MANDATE in persons[entry.by].powers
        and (not members or entry.by in members)
    ]


@rule(
    "C-100",
    title=Text("Mandate not approved"),
    why=Text(
        "Without an approved mandate nobody may give orders or spend, and every plan under it "
        "stands on nothing."
    ),
    cases={
        "no-authority": Text("Mandate {mandate} does not say which body decides on it."),
        "returned": Text(
            "Mandate {mandate} was returned on {returned} and has not been submitted again."
        ),
        "changed": Text(
            "Mandate {mandate} was approved and has changed since, or the approval has expired or "
            "was returned afterwards; it must be approved anew."
        ),
        "stranger": Text(
            "Mandate {mandate} was approved by {by}, who may not approve it for {authority}."
        ),
        "waiting": Text("Mandate {mandate} was submitted and {authority} has not approved it."),
        "not-submitted": Text("Mandate {mandate} has not been submitted to {authority}."),
    },
    remedy=Text(
        "Submit the mandate as it stands to the body that decides, and record its approval by a "
        "person with the power to approve it."
    ),
    source=Text("Practice of State events: the authority approves the project, by name and date."),
    field=Field.COMMAND,
    severity=Severity.HIGH,
    phase=Phase.D60,
    scope=Scope.WHOLE,
    reads=("body_members", "mandates", "persons"),
    attests=(AttestationKind.APPROVED, AttestationKind.SUBMITTED, AttestationKind.RETURNED),
)
def mandates_not_approved(view: View) -> Iterator[Gap]:
    """Yield each mandate that names no authority, or that is due and not approved by it."""
    for mandate in view.rows(Mandate).values():
        due = mandate.due is None or view.at >= mandate.due
        if mandate.authority_body_id is None:
            yield _gap(mandate, "no-authority")
        elif due and not _is_approved(view, mandate):
            yield _not_approved(view, mandate)


def _is_approved(view: View, mandate: Mandate) -> bool:
    now = _by_authority(view, mandate, view.attested(mandate, AttestationKind.APPROVED))
    returned = view.attested(mandate, AttestationKind.RETURNED)
    last = max((entry.at for entry in returned), default=None)
    return any(last is None or entry.at > last for entry in now)


def _not_approved(view: View, mandate: Mandate) -> Gap:
    """Return what keeps the mandate from being approved."""
    submitted = _past(view, mandate, AttestationKind.SUBMITTED)
    returned = _past(view, mandate, AttestationKind.RETURNED)
    last = max((entry.at for entry in returned), default=None)
    if last is not None and all(entry.at <= last for entry in submitted):
        return _gap(mandate, "returned", returned=last)
    approved = view.attested_ever(mandate, AttestationKind.APPROVED)
    if _by_authority(view, mandate, approved):
        return _gap(mandate, "changed")
    strangers = view.attested(mandate, AttestationKind.APPROVED)
    if strangers:
        return _gap(mandate, "stranger", by=strangers[0].by)
    return _gap(mandate, "waiting" if submitted else "not-submitted")


def _past(view: View, mandate: Mandate, kind: AttestationKind) -> list[Attestation]:
    return [entry for entry in view.attested_ever(mandate, kind) if entry.at <= view.at]


def _gap(mandate: Mandate, case: str, **facts: Fact | datetime) -> Gap:
    authority = mandate.authority_body_id
    known = {"mandate": mandate.mandate_id, "authority": authority, **facts}
    return Gap(
        table="mandates",
        key=mandate.mandate_id,
        column="authority_body_id",
        case=case,
        facts=known,
        joins=() if authority is None else (("bodies", authority),),
    )


@rule(
    "C-42",
    title=Text("Too little time to plan"),
    why=Text(
        "Toronto 2010: six months to plan, a venue fixed four months before, and commanders who "
        "were not part of the planning."
    ),
    cases={
        "": Text(
            "Mandate {mandate} was first approved {days} days before the opening; planning takes "
            "at least {need} days."
        )
    },
    remedy=Text(
        "Decide what is left out or bought in for the missing time, have the authority take note "
        "of it, and set the limit that the host stands by."
    ),
    source=Text("As described by reviews of the G20 in Toronto 2010; not verified."),
    field=Field.COMMAND,
    severity=Severity.MEDIUM,
    phase=Phase.D60,
    scope=Scope.WHOLE,
    reads=("body_members", "mandates", "persons"),
    attests=(AttestationKind.APPROVED,),
    limits=("planning_days_min",),
)
def planning_begun_late(view: View) -> Iterator[Gap]:
    """Yield the mandate that was approved first, where that was too late before the opening."""
    first = min(
        (
            (entry.at, mandate.mandate_id)
            for mandate in view.rows(Mandate).values()
            for entry in _by_authority(
                view, mandate, view.attested_ever(mandate, AttestationKind.APPROVED)
            )
        ),
        default=None,
    )
    need = view.limits.planning_days_min
    if first is None or (days := (view.event.opens - first[0]) / DAY) >= need:
        return
    yield Gap(
        table="mandates",
        key=first[1],
        start=first[0],
        end=view.event.opens,
        facts={"mandate": first[1], "days": days, "need": need},
    )
