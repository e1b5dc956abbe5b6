"""Requirements: each clause has a measure, each measure its evidence, verified when due."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from summitry.check.registry import Scope, rule
from summitry.check.standing import by_anyone_known
from summitry.check.view import View, grouped
from summitry.kit.errors import Text
from summitry.outcome.finding import Gap, Phase
from summitry.plan.attestation import AttestationKind
from summitry.plan.compliance import Evidence, Measure, Requirement, RequirementSource
from summitry.plan.terms import Field, Severity


def _measures(view: View) -> Mapping[str, list[Measure]]:
    """Return the measures that meet each requirement."""
    found: dict[str, list[Measure]] = {}
    for measure in view.rows(Measure).values():
        for requirement_id in measure.requirement_ids:
            found.setdefault(requirement_id, []).append(measure)
    return found


@rule(
    "C-107",
    title=Text("Requirement without a measure"),
    why=Text(
        "A clause that nobody turned into a measure is found by the other side, in the building "
        "and on the day."
    ),
    cases={"": Text("No measure meets requirement {requirement} (clause {clause}).")},
    remedy=Text("Say what is done to meet the clause, by which unit and until when."),
    source=Text(
        "Host country agreements under UN General Assembly resolutions 40/243 and 47/202 A: what "
        "the host owes clause by clause."
    ),
    field=Field.LIAISON,
    severity=Severity.HIGH,
    phase=Phase.D60,
    scope=Scope.WHOLE,
    reads=("measures", "requirements"),
)
def requirements_without_measure(view: View) -> Iterator[Gap]:
    """Yield each requirement that no measure meets; guidance weighs less than an obligation."""
    met = view.derive(_measures)
    for key, requirement in view.rows(Requirement).items():
        if key not in met:
            guidance = requirement.source is RequirementSource.GUIDANCE
            yield Gap(
                table="requirements",
                key=key,
                facts={"requirement": key, "clause": requirement.clause},
                field=requirement.field,
                severity=Severity.MEDIUM if guidance else None,
            )


@rule(
    "C-108",
    title=Text("Measure without verified evidence"),
    why=Text("That a measure was planned meets no clause; that somebody saw it in place does."),
    cases={
        "none": Text("Measure {measure} was due at {due}, and nothing shows that it was taken."),
        "not-verified": Text(
            "Measure {measure} was due at {due}, and nobody has verified its evidence as it stands."
        ),
    },
    remedy=Text("Enter what shows that it was taken and where that lies, and have it verified."),
    source=Text("Practice of assurance: clause, measure, evidence, verified; not verified."),
    field=Field.LIAISON,
    severity=Severity.HIGH,
    phase=Phase.D60,
    scope=Scope.UNIT,
    reads=("evidence", "measures", "persons", "requirements"),
    attests=(AttestationKind.VERIFIED,),
)
def measures_without_evidence(view: View) -> Iterator[Gap]:
    """Yield each measure that is due and of which no evidence is verified.

    It is due at its own date, at the first of its requirements', or at the opening.
    """
    requirements = view.rows(Requirement)
    by_measure = grouped(view.rows(Evidence).values(), "measure_id")
    for key, measure in view.rows(Measure).items():
        named = (requirements.get(each) for each in measure.requirement_ids)
        dues = [row.due for row in named if row is not None and row.due is not None]
        due: datetime = measure.due or min(dues, default=view.event.opens)
        evidence = by_measure.get(key, [])
        if view.at < due or any(
            by_anyone_known(view, row, AttestationKind.VERIFIED) for row in evidence
        ):
            continue
        yield Gap(
            table="measures",
            key=key,
            case="not-verified" if evidence else "none",
            end=due,
            facts={"measure": key, "due": due},
            joins=(
                *(("evidence", row.evidence_id) for row in evidence),
                *(("requirements", each) for each in measure.requirement_ids),
            ),
        )
