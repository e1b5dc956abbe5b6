"""Risks and controls: verified in time, or accepted by somebody who may, for the whole event."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from summitry.check.registry import Scope, rule
from summitry.check.standing import by_anyone_known
from summitry.check.view import View, grouped
from summitry.kit.errors import Text
from summitry.outcome.finding import Gap, Phase
from summitry.plan.attestation import AttestationKind
from summitry.plan.risks import Control, Risk
from summitry.plan.terms import Field, Power, Severity, Treatment
from summitry.policy.acceptance import Demand, Flaw, least_flaw

HIGH_POWERS = frozenset({Power.ACCEPT_HIGH_RISK})
ANY_POWERS = frozenset({Power.ACCEPT_HIGH_RISK, Power.ACCEPT_RISK})
_BUTLER = Text(
    "Butler, 13 July 2024: screens against the line of sight were expected and never placed, and "
    "the risk was judged acceptable without a named authority (Independent Review Panel; Senate "
    "interim report; House task force)."
)


def _due(view: View, control: Control) -> datetime:
    """Return when the control must be verified: its own date, or hours before the opening."""
    hours = view.limits.control_verified_hours_min
    return control.due or view.event.opens - timedelta(hours=hours)


@rule(
    "C-09",
    title=Text("Control not verified"),
    why=Text("A control that is planned is not a control: it counts once someone has seen it."),
    cases={
        "never": Text(
            "Nobody has verified control {control} of risk {risk}; that was due by {due}."
        ),
        "changed": Text(
            "Control {control} of risk {risk} was verified, but has changed since or the word has "
            "expired; that was due by {due}."
        ),
        "stranger": Text(
            "Control {control} of risk {risk} was verified by {by}, who is not in the plan; that "
            "was due by {due}."
        ),
    },
    remedy=Text("Send a named person to see it on the spot and record that it stands."),
    source=_BUTLER,
    field=Field.COUNTER_TERRORISM,
    severity=Severity.HIGH,
    phase=Phase.D30,
    scope=Scope.UNIT,
    reads=("controls", "persons", "risks"),
    attests=(AttestationKind.VERIFIED,),
    limits=("control_verified_hours_min",),
)
def unverified(view: View) -> Iterator[Gap]:
    """Yield the controls that should have been verified by now and are not."""
    risks = view.rows(Risk)
    for control in view.rows(Control).values():
        due = _due(view, control)
        if view.at < due or by_anyone_known(view, control, AttestationKind.VERIFIED):
            continue
        strangers = view.attested(control, AttestationKind.VERIFIED)
        ever = view.attested_ever(control, AttestationKind.VERIFIED)
        risk = risks.get(control.risk_id)
        yield Gap(
            table="controls",
            key=control.control_id,
            case="stranger" if strangers else ("changed" if ever else "never"),
            end=due,
            facts={
                "control": control.control_id,
                "risk": control.risk_id,
                "due": due,
                "by": strangers[0].by if strangers else None,
            },
            joins=(("risks", control.risk_id),),
            field=None if risk is None else risk.field,
        )


@rule(
    "C-10",
    title=Text("Risk accepted without authority"),
    why=Text(
        "A risk that nobody with the power to do so has accepted is not accepted but ignored."
    ),
    cases={
        "nobody": Text(
            "Risk {risk} (score {score}) is to be accepted, and nobody has accepted it."
        ),
        "changed": Text(
            "Risk {risk} (score {score}) was accepted, but has changed since or the acceptance "
            "has expired."
        ),
        "stranger": Text("Risk {risk} (score {score}) was accepted by somebody not in the plan."),
        "power": Text(
            "Risk {risk} (score {score}) was accepted by somebody without the power to accept it."
        ),
        "reason": Text("Risk {risk} (score {score}) was accepted without a reason."),
        "expiry": Text(
            "The acceptance of risk {risk} (score {score}) has no expiry, or ends before the event "
            "closes at {closes}."
        ),
        "second": Text(
            "Risk {risk} is high (score {score}) and was accepted without a second person."
        ),
    },
    remedy=Text(
        "Have a person with the power accept it with reason and expiry, and a second person where "
        "it is high; or treat it."
    ),
    source=_BUTLER,
    field=Field.COUNTER_TERRORISM,
    severity=Severity.HIGH,
    phase=Phase.D2,
    scope=Scope.UNIT,
    reads=("persons", "risks"),
    attests=(AttestationKind.ACCEPTED,),
    limits=("high_risk_score_min",),
)
def accepted_by_nobody(view: View) -> Iterator[Gap]:
    """Yield the risks to be accepted that nobody has accepted as it must be done."""
    closes = view.event.closes
    for risk in view.rows(Risk).values():
        if risk.treatment is not Treatment.ACCEPT:
            continue
        high = risk.score >= view.limits.high_risk_score_min
        demand = Demand(powers=HIGH_POWERS if high else ANY_POWERS, until=closes, second=high)
        entries = view.attested(risk, AttestationKind.ACCEPTED)
        flaw = least_flaw(entries, demand, view.speakers)
        if flaw is Flaw.NONE:
            continue
        ever = view.attested_ever(risk, AttestationKind.ACCEPTED)
        yield Gap(
            table="risks",
            key=risk.risk_id,
            case="changed" if flaw is Flaw.NOBODY and ever else flaw.name.lower(),
            facts={"risk": risk.risk_id, "score": risk.score, "closes": closes},
            field=risk.field,
        )


@rule(
    "C-81",
    title=Text("High risk without a control in place"),
    why=Text("A high risk stands open until at least one of its controls has been seen in place."),
    cases={
        "no-control": Text("Risk {risk} is high (score {score}) and has no control at all."),
        "none-verified": Text(
            "Risk {risk} is high (score {score}) and none of its controls ({controls}) is "
            "verified; the first was due by {due}."
        ),
    },
    remedy=Text("Give it a control and have it verified, or have it accepted by who may."),
    source=_BUTLER,
    field=Field.COUNTER_TERRORISM,
    severity=Severity.HIGH,
    phase=Phase.D30,
    scope=Scope.UNIT,
    reads=("controls", "persons", "risks"),
    attests=(AttestationKind.VERIFIED,),
    limits=("control_verified_hours_min", "high_risk_score_min"),
)
def uncontrolled(view: View) -> Iterator[Gap]:
    """Yield the high risks without a control, or with none verified once the first is due."""
    by_risk = grouped(view.rows(Control).values(), "risk_id")
    for risk in view.rows(Risk).values():
        high = risk.score >= view.limits.high_risk_score_min
        if not high or risk.treatment is Treatment.ACCEPT:
            continue
        yield from _uncontrolled(view, risk, by_risk.get(risk.risk_id, []))


def _uncontrolled(view: View, risk: Risk, controls: Sequence[Control]) -> Iterator[Gap]:
    # A control may be due as late as the event itself, a last sweep say; never later.
    due = min([view.event.opens, *(_due(view, control) for control in controls)])
    verified = any(by_anyone_known(view, each, AttestationKind.VERIFIED) for each in controls)
    if verified or (controls and view.at < due):
        return
    yield Gap(
        table="risks",
        key=risk.risk_id,
        case="none-verified" if controls else "no-control",
        facts={
            "risk": risk.risk_id,
            "score": risk.score,
            "controls": len(controls),
            "due": due if controls else None,
        },
        joins=tuple(("controls", control.control_id) for control in controls),
        field=risk.field,
    )
