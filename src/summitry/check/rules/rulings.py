"""Rulings on findings that have no effect."""

from collections.abc import Iterator

from summitry.check.registry import REGISTRY, Scope, rule
from summitry.check.view import View
from summitry.kit.errors import Text
from summitry.outcome.finding import Gap, Phase
from summitry.plan.lessons import LESSON, LessonCheck
from summitry.plan.organisation import Person, Unit
from summitry.plan.rulings import Ruling
from summitry.plan.table import SIDE_TABLES
from summitry.plan.tables import TABLES
from summitry.plan.terms import Field, Severity
from summitry.policy.rulings import fault_of, made


@rule(
    "C-89",
    title=Text("Ruling without effect"),
    why=Text(
        "Whoever reads that a finding is accepted stops looking at it: a decision by somebody who "
        "may not decide, without a reason or without an end hides what is still open."
    ),
    cases={
        "pattern": Text(
            "The ruling {ruling} on rule {code} would reach critical findings; these can only be "
            "accepted one by one."
        ),
        "stranger": Text("The ruling {ruling} on rule {code} is by {by}, who is not in the plan."),
        "power": Text(
            "The ruling {ruling} on rule {code} is by {by}, who has no power to rule on that."
        ),
        "reason": Text("The ruling {ruling} on rule {code} by {by} gives no reason."),
        "expiry": Text("The ruling {ruling} on rule {code} by {by} has no expiry."),
        "second": Text(
            "The ruling {ruling} on rule {code} by {by} is on something grave, and no second "
            "person with the power for it has agreed."
        ),
        "expired": Text(
            "The ruling {ruling} on rule {code} by {by} has expired, and nobody has ruled anew."
        ),
        "rule": Text("The ruling {ruling} by {by} is on rule {code}, which there is not."),
        "place": Text(
            "The ruling {ruling} on rule {code} by {by} is on {place}, which the plan does not "
            "have."
        ),
    },
    remedy=Text(
        "Let somebody with the power rule anew, with reason and expiry; or take the ruling out, "
        "and answer the findings."
    ),
    source=Text(
        "Practice of risk management: an acceptance names who, why and until when (common "
        "practice, not verified)."
    ),
    field=Field.COMMAND,
    severity=Severity.MEDIUM,
    phase=Phase.D60,
    scope=Scope.PERSON,
    reads=tuple(TABLES),
)
def rulings_without_effect(view: View) -> Iterator[Gap]:
    """Yield each ruling that has been made and rules nothing away, with the first reason why."""
    persons = view.rows(Person)
    for ruling in made(view.rulings, view.at):
        fault = fault_of(ruling, persons, view.at)
        case = _nowhere(view, ruling) if fault is None else fault.value
        if case:
            yield _gap(ruling, case, view)


def _nowhere(view: View, ruling: Ruling) -> str:
    """Return the case of a ruling that leads nowhere; empty where rule and place exist."""
    lesson = ruling.code.removeprefix(LESSON)
    if ruling.code not in REGISTRY and lesson not in view.rows(LessonCheck):
        return "rule"
    table = ruling.subject_table
    if ruling.unit_id is not None:
        return "" if ruling.unit_id in view.rows(Unit) else "place"
    if not table or table in SIDE_TABLES:
        return ""
    return "" if table in TABLES and view.row(table, ruling.subject_key) else "place"


def _gap(ruling: Ruling, case: str, view: View) -> Gap:
    subject = (ruling.subject_table, ruling.subject_key)
    joins = (subject,) if subject[0] in TABLES else ()
    by = (("persons", str(ruling.by)),) if ruling.by in view.rows(Person) else ()
    return Gap(
        table="rulings",
        key=ruling.ruling_id,
        case=case,
        facts={
            "ruling": ruling.ruling_id,
            "code": ruling.code,
            "by": ruling.by,
            "place": str(ruling.unit_id or "/".join(subject)),
        },
        joins=(*joins, *by),
    )
