"""Readiness: what was practised, and whether the worst case was planned."""

from collections.abc import Iterator

from summitry.check.registry import Scope, rule
from summitry.check.standing import by_anyone_known
from summitry.check.view import View, grouped
from summitry.kit.errors import Text
from summitry.outcome.finding import Gap, Phase
from summitry.plan.attestation import AttestationKind
from summitry.plan.places import Site
from summitry.plan.readiness import Exercise, SiteWindow, Trigger
from summitry.plan.risks import Contingency, Risk
from summitry.plan.terms import Field, Severity, Treatment


@rule(
    "C-27",
    title=Text("Worst case not planned"),
    why=Text(
        "Wembley 2021: many more came than had tickets, and there was no plan for the worst case."
    ),
    cases={
        "": Text(
            "Up to {persons} people come to site {site}, and no contingency there is planned for "
            "{scale} times as many."
        ),
    },
    remedy=Text("Plan a contingency of the site for the worst case, and say its scale."),
    source=Text(
        "European final at Wembley, 11 July 2021: no plan for the worst case (independent review, "
        "as described by press accounts; not verified)."
    ),
    field=Field.VENUES,
    severity=Severity.HIGH,
    phase=Phase.D30,
    scope=Scope.SITE,
    reads=("contingencies", "site_windows", "sites"),
    limits=("crowd_persons_min", "worst_case_scale_min"),
)
def without_worst_case(view: View) -> Iterator[Gap]:
    """Yield the sites with a crowd for which nothing is planned on the scale of the worst case.

    A contingency without a site holds for all.
    """
    scale = view.limits.worst_case_scale_min
    planned = {row.site_id for row in view.rows(Contingency).values() if row.scale >= scale}
    windows = grouped(view.rows(SiteWindow).values(), "site_id")
    for site_id in view.rows(Site):
        persons = max((row.persons_max or 0 for row in windows.get(site_id, ())), default=0)
        crowd = persons > 0 and persons >= view.limits.crowd_persons_min
        if crowd and not planned & {site_id, None}:
            yield Gap(
                table="sites",
                key=site_id,
                facts={"site": site_id, "persons": persons, "scale": scale},
            )


def _practised(view: View) -> tuple[Exercise, ...]:
    """Return the exercises that count: to be held before the opening, or said to have been held."""
    return tuple(
        row
        for row in view.rows(Exercise).values()
        if row.end <= view.event.opens
        and (view.at < row.end or by_anyone_known(view, row, AttestationKind.EXERCISED))
    )


def _practising(view: View) -> tuple[Exercise, ...]:
    """Return the exercises that were to be held by now, and of which nobody says that they were."""
    counted = {row.exercise_id for row in view.derive(_practised)}
    return tuple(
        row for key, row in view.rows(Exercise).items() if row.end <= view.at and key not in counted
    )


@rule(
    "C-45",
    title=Text("Top risk without an exercise"),
    why=Text(
        "Toronto 2010: six months to plan, too little training and too few exercises, and a slow "
        "answer to disorder."
    ),
    cases={
        "none": Text("Risk {risk} is high (score {score}) and no exercise is planned for it."),
        "not-held": Text(
            "Risk {risk} is high (score {score}); its exercise {exercise} was to be over by now, "
            "and nobody says that it was held."
        ),
        "late": Text(
            "Risk {risk} is high (score {score}); its exercise {exercise} ends after the opening."
        ),
    },
    remedy=Text(
        "Hold an exercise of the risk before the opening, and enter it as “exercised” afterwards."
    ),
    source=Text(
        "Group of Twenty summit in Toronto, June 2010: six months to plan, and not enough "
        "exercises (after-action review)."
    ),
    field=Field.COMMAND,
    severity=Severity.HIGH,
    phase=Phase.D30,
    scope=Scope.UNIT,
    reads=("exercises", "persons", "risks"),
    attests=(AttestationKind.EXERCISED,),
    limits=("high_risk_score_min",),
)
def unexercised_risks(view: View) -> Iterator[Gap]:
    """Yield the high risks, unless accepted, that no exercise before the opening is about."""
    counted = {risk_id for row in view.derive(_practised) for risk_id in row.risk_ids}
    missed = {row.exercise_id for row in view.derive(_practising)}
    for risk in view.rows(Risk).values():
        high = risk.score >= view.limits.high_risk_score_min
        if not high or risk.treatment is Treatment.ACCEPT or risk.risk_id in counted:
            continue
        own = [key for key, row in view.rows(Exercise).items() if risk.risk_id in row.risk_ids]
        case = "none" if not own else "not-held" if missed & set(own) else "late"
        yield Gap(
            table="risks",
            key=risk.risk_id,
            case=case,
            facts={"risk": risk.risk_id, "score": risk.score, "exercise": tuple(own)},
            joins=tuple(("exercises", key) for key in own),
            field=risk.field,
        )


@rule(
    "C-82",
    title=Text("Contingency that cannot start"),
    why=Text(
        "A contingency that nothing starts, nobody runs or nobody has practised is a paper: in "
        "Manchester in 2017 the first fire crew came after two hours."
    ),
    cases={
        "trigger": Text("Nothing is said to start contingency {contingency}."),
        "owner": Text("No unit runs contingency {contingency}."),
        "exercise": Text("Contingency {contingency} is practised in no exercise that counts."),
    },
    remedy=Text(
        "Say what starts it and which unit runs it, and practise it before the opening; enter the "
        "exercise as “exercised” once it was held."
    ),
    source=Text("Manchester Arena Inquiry, volume 2; practice of contingency planning."),
    field=Field.COUNTER_TERRORISM,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.UNIT,
    reads=("contingencies", "exercises", "persons", "triggers"),
    attests=(AttestationKind.EXERCISED,),
)
def idle_contingencies(view: View) -> Iterator[Gap]:
    """Yield what a contingency lacks of trigger, owner and exercise."""
    started = {row.contingency_id for row in view.rows(Trigger).values()}
    practised = {key for row in view.derive(_practised) for key in row.contingency_ids}
    for key, row in view.rows(Contingency).items():
        there = {
            "trigger": row.trigger.strip() != "" or key in started,
            "owner": bool(row.owner_unit_ids),
            "exercise": key in practised,
        }
        for case, is_there in there.items():
            if not is_there:
                yield Gap(
                    table="contingencies",
                    key=key,
                    case=case,
                    discriminator=case,
                    facts={"contingency": key},
                    field=row.field,
                    severity=Severity.MEDIUM if case == "exercise" else None,
                )
