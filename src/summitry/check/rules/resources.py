"""Resources: promised in time, and a risk accepted where a request was refused."""

from collections.abc import Iterator, Mapping

from summitry.check.registry import Scope, rule
from summitry.check.view import View, grouped
from summitry.kit.errors import Text
from summitry.outcome.finding import Gap, Phase
from summitry.plan.attestation import AttestationKind
from summitry.plan.resources import Answer, Commitment, ResourceNeed, ResourceRequest
from summitry.plan.risks import Risk
from summitry.plan.terms import Field, Power, Severity
from summitry.policy.acceptance import Demand, Flaw, least_flaw
from summitry.policy.commitments import binding, promised_for


def _promised(view: View) -> Mapping[str, int]:
    """Return how much units have promised and accepted towards each need by now."""
    rows = view.rows(Commitment).values()
    promises = binding(rows, view.attestations, view.speakers, at=view.at)
    return promised_for(promises, at=view.at)


@rule(
    "C-50",
    title=Text("Fewer resources promised than needed"),
    why=Text(
        "Paris 2024: 11 of 80 agreements on venues were signed twenty months before, and the "
        "shortage of private guards was foreseen and stayed open."
    ),
    cases={
        "none": Text(
            "{need} needs {count} by {due}, and no unit has promised any and accepted that."
        ),
        "short": Text(
            "{need} needs {count} by {due}; units have promised and accepted {have}, so {short} "
            "are short."
        ),
    },
    remedy=Text(
        "Get the rest promised and accepted by name of unit, or plan with less and accept the risk."
    ),
    source=Text(
        "As described by the French Court of Auditors' reports on the Games of 2024; not verified."
    ),
    field=Field.COMMAND,
    severity=Severity.HIGH,
    phase=Phase.D60,
    scope=Scope.WHOLE,
    reads=("commitments", "persons", "resource_needs"),
    attests=(AttestationKind.ACCEPTED,),
)
def needs_not_promised(view: View) -> Iterator[Gap]:
    """Yield each need that is due and for which too little is promised and accepted."""
    promised = view.derive(_promised)
    by_need = grouped(view.rows(Commitment).values(), "need_id")
    for key, need in view.rows(ResourceNeed).items():
        have = promised.get(key, 0)
        if view.at < need.due or have >= need.count:
            continue
        yield Gap(
            table="resource_needs",
            key=key,
            column="count",
            case="short" if have else "none",
            facts={
                "need": key,
                "count": need.count,
                "have": have,
                "short": need.count - have,
                "due": need.due,
            },
            joins=tuple(("commitments", row.commitment_id) for row in by_need.get(key, ())),
            field=need.field,
        )


@rule(
    "C-18",
    title=Text("Refused resource without an accepted risk"),
    why=Text(
        "Butler 2024: resources were asked for and refused, or never answered, and nobody had "
        "signed for the risk that remained."
    ),
    cases={
        "denied": Text(
            "Request {request} was denied, and nobody with the power has accepted the risk that "
            "remains, with a reason and to the end of the event."
        ),
        "unanswered": Text(
            "Request {request} was to be answered by {due} and is open, and nobody with the power "
            "has accepted the risk that remains, with a reason and to the end of the event."
        ),
    },
    remedy=Text(
        "Get it granted, or have the risk that remains accepted by who may, with reason and expiry "
        "and a second person where it is high."
    ),
    source=Text("Reviews of 13 July 2024 (Butler): requests denied or never made."),
    field=Field.COMMAND,
    severity=Severity.HIGH,
    phase=Phase.D30,
    scope=Scope.UNIT,
    reads=("persons", "resource_requests", "risks"),
    attests=(AttestationKind.ACCEPTED,),
    limits=("high_risk_score_min",),
)
def requests_refused(view: View) -> Iterator[Gap]:
    """Yield each request denied, or unanswered when due, whose risk nobody has accepted.

    The acceptance stands on the risk that remains, or on the request itself.
    """
    for key, request in view.rows(ResourceRequest).items():
        due = request.due or view.event.opens
        denied = request.answer is Answer.DENIED
        unanswered = request.answer is Answer.OPEN and view.at >= due
        if not (denied or unanswered) or _risk_accepted(view, request):
            continue
        risk = request.risk_id
        yield Gap(
            table="resource_requests",
            key=key,
            column="answer",
            case="denied" if denied else "unanswered",
            facts={"request": key, "due": due, "risk": risk},
            joins=() if risk is None else (("risks", risk),),
            field=request.field,
        )


def _risk_accepted(view: View, request: ResourceRequest) -> bool:
    risk = view.rows(Risk).get(request.risk_id or "")
    high = risk is not None and risk.score >= view.limits.high_risk_score_min
    powers = {Power.ACCEPT_HIGH_RISK} if high else {Power.ACCEPT_HIGH_RISK, Power.ACCEPT_RISK}
    demand = Demand(powers=powers, until=view.event.closes, second=high)
    return any(
        least_flaw(view.attested(row, AttestationKind.ACCEPTED), demand, view.speakers) is Flaw.NONE
        for row in (request, risk)
        if row is not None
    )
