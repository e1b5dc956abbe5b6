"""Hospitals and medicines: who takes in a protected person, and what is on the shelf."""

from collections.abc import Iterator

from summitry.check.registry import Scope, rule
from summitry.check.standing import by_anyone_known
from summitry.check.view import View, grouped
from summitry.kit.errors import Text
from summitry.outcome.finding import Gap, Phase
from summitry.plan.attestation import AttestationKind
from summitry.plan.medical import CareLevel, Hospital, MedicalArrangement, Medicine
from summitry.plan.programme import Principal
from summitry.plan.table import table_of
from summitry.plan.terms import Field, Severity

ALONE_PRINCIPALS_MIN = 2


@rule(
    "C-142",
    title=Text("Protected person without a hospital kept ready"),
    why=Text(
        "The hour that decides begins at the wound and not at the telephone: the operating "
        "theatre, the bed and the way in are agreed on before, or they are looked for then."
    ),
    cases={
        "none": Text("No hospital is kept ready for principal {principal}."),
        "no-hospital": Text(
            "The arrangement for principal {principal} names hospital {hospital}, which is not in "
            "the plan."
        ),
        "not-trauma": Text(
            "Hospital {hospital}, kept ready for principal {principal}, does not treat major "
            "injuries."
        ),
        "no-bed": Text(
            "Hospital {hospital}, kept ready for principal {principal}, has no bed reserved."
        ),
        "unconfirmed": Text(
            "Nobody in the plan has said that hospital {hospital} has confirmed the arrangement "
            "for principal {principal} as it now stands."
        ),
        "no-card": Text(
            "Nobody has said which office holds the medical card of principal {principal} for "
            "hospital {hospital}."
        ),
    },
    remedy=Text(
        "Agree with a trauma hospital on a reserved bed and the way in, have it confirm, and say "
        "which office holds the medical card."
    ),
    source=Text(
        "Medical arrangements for heads of State on visits; common practice, not verified."
    ),
    field=Field.MEDICAL,
    severity=Severity.CRITICAL,
    phase=Phase.D7,
    scope=Scope.PERSON,
    reads=("hospitals", "medical_arrangements", "persons", "principals"),
    attests=(AttestationKind.VERIFIED,),
)
def kept_ready(view: View) -> Iterator[Gap]:
    """Yield the protected principals for whom no hospital is ready, or what each one lacks.

    Of a plan without any hospital that is not known.
    """
    by_principal = grouped(view.rows(MedicalArrangement).values(), "principal_id")
    for principal in view.rows(Principal).values():
        if not principal.protected:
            continue
        arrangements = by_principal.get(principal.principal_id, [])
        flaws = [(_flaw(view, each), each) for each in arrangements]
        if not flaws:
            yield Gap(
                table="principals",
                key=principal.principal_id,
                case="none",
                facts={"principal": principal.principal_id},
                unknown=not view.rows(Hospital),
            )
        elif all(flaw for flaw, _ in flaws):
            for flaw, each in flaws:
                yield _gap(each, flaw)
        yield from (_gap(each, "no-card") for _, each in flaws if not each.card_held_by.strip())


def _flaw(view: View, arrangement: MedicalArrangement) -> str:
    """Return what keeps the arrangement from counting, the gravest first; empty where nothing."""
    hospital = view.rows(Hospital).get(arrangement.hospital_id)
    if hospital is None:
        return "no-hospital"
    if hospital.level is not CareLevel.TRAUMA:
        return "not-trauma"
    if hospital.beds_reserved < 1:
        return "no-bed"
    said = by_anyone_known(view, arrangement, AttestationKind.VERIFIED)
    return "" if said else "unconfirmed"


def _gap(arrangement: MedicalArrangement, case: str) -> Gap:
    return Gap(
        table="medical_arrangements",
        key=table_of(arrangement).key_of(arrangement),
        column="card_held_by" if case == "no-card" else None,
        case=case,
        discriminator="card" if case == "no-card" else "",
        severity={"no-card": Severity.MEDIUM, "unconfirmed": Severity.HIGH}.get(case),
        facts={"principal": arrangement.principal_id, "hospital": arrangement.hospital_id},
        joins=(
            ("hospitals", arrangement.hospital_id),
            ("principals", arrangement.principal_id),
        ),
    )


@rule(
    "C-143",
    title=Text("One hospital for everybody"),
    why=Text(
        "A hospital that is full, cut off or evacuated takes everybody's plan with it when there "
        "is no second one."
    ),
    cases={
        "": Text(
            "Every arrangement names hospital {hospital}: it alone is kept ready for {principals} "
            "principals."
        )
    },
    remedy=Text("Agree with a second hospital, on another side of the town."),
    source=Text("Follows from the plan: what everything hangs on must not be one thing."),
    field=Field.MEDICAL,
    severity=Severity.MEDIUM,
    phase=Phase.D30,
    scope=Scope.WHOLE,
    reads=("hospitals", "medical_arrangements"),
)
def alone(view: View) -> Iterator[Gap]:
    """Yield the hospital that all arrangements of several principals name."""
    by_hospital = grouped(view.rows(MedicalArrangement).values(), "hospital_id")
    if len(by_hospital) != 1:
        return
    ((hospital_id, arrangements),) = by_hospital.items()
    principals = {each.principal_id for each in arrangements}
    if len(principals) >= ALONE_PRINCIPALS_MIN and hospital_id in view.rows(Hospital):
        yield Gap(
            table="hospitals",
            key=hospital_id,
            facts={"hospital": hospital_id, "principals": len(principals)},
        )


@rule(
    "C-148",
    title=Text("Medicines too few or too old"),
    why=Text("An antidote or a unit of blood that is not on the shelf is not fetched in time."),
    cases={
        "few": Text("Of {medicine} at site {site}, {have} doses are there and {need} are needed."),
        "expires": Text(
            "{medicine} at site {site} expires at {expires}, before the event closes at {closes}."
        ),
    },
    remedy=Text("Bring in what is missing or will have expired, before the first people come."),
    source=Text("Follows from the plan: what is needed, what is there, and until when it is good."),
    field=Field.MEDICAL,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.SITE,
    reads=("medicines",),
)
def medicines(view: View) -> Iterator[Gap]:
    """Yield the medicines of which too few are there, or that expire before the event closes."""
    closes = view.event.closes
    for medicine in view.rows(Medicine).values():
        facts = {"medicine": medicine.medicine_id, "site": medicine.site_id}
        if medicine.doses < medicine.doses_min:
            yield Gap(
                table="medicines",
                key=medicine.medicine_id,
                column="doses",
                case="few",
                discriminator="few",
                facts={**facts, "have": medicine.doses, "need": medicine.doses_min},
            )
        if medicine.expires is not None and medicine.expires < closes:
            yield Gap(
                table="medicines",
                key=medicine.medicine_id,
                column="expires",
                case="expires",
                discriminator="expires",
                facts={**facts, "expires": medicine.expires, "closes": closes},
            )
