"""The register of plans, tasks, risks with controls, and contingencies; all invented."""

from datetime import datetime
from itertools import pairwise

from msgspec import Struct

from hanoi.book import Book, Word, at, minutes
from hanoi.organisation import SERVICES, commander, deputy
from hanoi.places import SCREEN_RISK, SCREENED
from hanoi.programme import SEED
from summitry.kit.ids import (
    ContingencyId,
    ControlId,
    ObjectiveId,
    PlanId,
    RendezvousId,
    RiskId,
    SiteId,
    TaskId,
    UnitId,
)
from summitry.kit.streams import stream
from summitry.plan.attestation import AttestationKind
from summitry.plan.plans import Task, TaskPart, UnitPlan
from summitry.plan.risks import Contingency, ContingencyCard, Control, Risk
from summitry.plan.terms import Field, Treatment

MASTER = "PL-MASTER"
_F = Field
_OBJECTIVE = {
    _F.PROGRAMME: "OBJ-CONTENT",
    _F.PROTOCOL: "OBJ-CONTENT",
    _F.LIAISON: "OBJ-CONTENT",
    _F.PRESS: "OBJ-IMAGE",
    _F.IMAGE: "OBJ-IMAGE",
}
_PARTS = ("Provides staff", "Provides vehicles", "Provides liaison officers", "Checks on the spot")


def add_plans(book: Book) -> None:
    """Add the master plan, one plan for each unit and field, and a task for each plan."""
    book.put(
        UnitPlan(
            plan_id=PlanId(MASTER), title="Master plan", field=_F.COMMAND, unit_id=UnitId("LEAD")
        )
    )
    tasks = []
    for unit, service in SERVICES.items():
        for number, field in enumerate(service.fields, start=1):
            plan = PlanId(f"PL-{unit}-{number}")
            book.put(
                UnitPlan(
                    plan_id=plan,
                    title=f"{service.name}: {field.value}",
                    field=field,
                    unit_id=UnitId(unit),
                    parent_plan_id=PlanId(MASTER),
                )
            )
            tasks.append(_task(unit, number, field, plan))
    chained = dict(pairwise(task.task_id for task in tasks if task.task_id.endswith("-1")))
    before = {after: first for first, after in chained.items()}
    for task in tasks:
        book.put(_after(task, before.get(task.task_id)))
        for unit in task.cooperating_unit_ids:
            place = (len(task.task_id) + len(unit)) % len(_PARTS)
            book.put(TaskPart(task_id=task.task_id, unit_id=unit, part=_PARTS[place], due=task.due))


def _task(unit: str, number: int, field: Field, plan: PlanId) -> Task:
    chance = stream(SEED, "task", unit, str(number))
    others = [key for key, service in SERVICES.items() if field in service.fields and key != unit]
    size = min(len(others), 1 + int(chance.integers(3)))
    chosen = list(chance.choice(others, size=size, replace=False)) if size else []
    return Task(
        task_id=TaskId(f"T-{unit}-{number}"),
        title=f"Bring {field.value} of {SERVICES[unit].name} to readiness",
        plan_id=plan,
        lead_unit_ids=(UnitId(unit),),
        cooperating_unit_ids=tuple(sorted(UnitId(str(other)) for other in chosen)),
        due=at("22T18:00"),
        objective_id=ObjectiveId(_OBJECTIVE.get(field, "OBJ-SECURITY")),
    )


def _after(task: Task, first: TaskId | None) -> Task:
    if first is None:
        return task
    cells = {name: getattr(task, name) for name in task.__struct_fields__}
    return Task(**{**cells, "depends_on": (first,)})


class Danger(Struct, frozen=True):
    """A risk of the example, with how its controls are told apart."""

    title: str
    field: Field
    site: str | None
    unit: str
    likelihood: int
    consequence: int


RISKS: dict[str, Danger] = {
    SCREEN_RISK: Danger(
        "View onto the forecourt from outside the ring", _F.PROTECTEES, "HALL", "GUARD", 3, 5
    ),
    "RK-DRONE": Danger(
        "Small aircraft over the plaza", _F.COUNTER_TERRORISM, "HALL", "ARMYAIR", 3, 5
    ),
    "RK-VEHICLE": Danger("Vehicle driven at a queue", _F.COUNTER_TERRORISM, "HALL", "MOBILE", 2, 5),
    "RK-PARCEL": Danger("Parcel left in the foyer", _F.COUNTER_TERRORISM, "HALL", "EOD", 3, 4),
    "RK-QUEUE": Danger(
        "Queue at the main gate grows into the road", _F.ACCREDITATION, "HALL", "ADMPOL", 4, 3
    ),
    "RK-CRUSH": Danger("Crowding at the plenary doors", _F.VENUES, "HALL", "HALLOPS", 2, 5),
    "RK-FIRE-HALL": Danger("Fire in the hall", _F.FIRE, "HALL", "FIRE", 2, 5),
    "RK-FIRE-HOTEL": Danger("Fire in a delegation hotel", _F.FIRE, "HOTEL-03", "FIRE", 2, 5),
    "RK-POWER": Danger("Loss of power during the signing", _F.VENUES, "HALL", "POWER", 3, 4),
    "RK-NET": Danger("Loss of the radio system", _F.COMMAND, "COMMAND", "SIGPOL", 2, 5),
    "RK-DDOS": Danger("Attack on the event's web services", _F.CYBERSPACE, None, "CYBER", 5, 3),
    "RK-PHISH": Danger("Forged messages to delegations", _F.CYBERSPACE, None, "CYBER", 4, 3),
    "RK-STREAM": Danger("Live stream taken over", _F.CYBERSPACE, "HALL", "BROAD", 2, 4),
    "RK-BADGE": Danger("Copied badge", _F.ACCREDITATION, "HALL", "ADMPOL", 3, 4),
    "RK-LIST": Danger("Old access list at a gate", _F.ACCREDITATION, "HALL", "ADMPOL", 3, 3),
    "RK-MOTORCADE": Danger(
        "Motorcade held up at a junction", _F.RECEPTION_AND_ESCORT, None, "TRAFPOL", 3, 4
    ),
    "RK-DOOR": Danger("Two motorcades at one door", _F.RECEPTION_AND_ESCORT, "HALL", "PROTO", 3, 3),
    "RK-BRIDGE": Danger(
        "Bridge on the airfield road shut", _F.AIRPORTS_AND_ROADS, None, "ROADS", 2, 4
    ),
    "RK-FLIGHT": Danger("State flight diverted", _F.AIRPORTS_AND_ROADS, "AIRFIELD", "AIRPOL", 3, 3),
    "RK-APRON": Danger("Stranger on the apron", _F.AIRPORTS_AND_ROADS, "AIRFIELD", "AIRPOL", 2, 5),
    "RK-TRAFFIC": Danger("Traffic order not known to drivers", _F.TRAFFIC, None, "CITY", 4, 2),
    "RK-CLOSURE": Danger("Closure lifted too early", _F.TRAFFIC, None, "TRAFPOL", 3, 4),
    "RK-HEART": Danger("Delegate with a cardiac arrest", _F.MEDICAL, "HALL", "HEALTH", 3, 5),
    "RK-FOOD": Danger("Food poisoning at the banquet", _F.MEDICAL, "PALACE", "FOODS", 2, 5),
    "RK-HEAT": Danger("Heat in the queue", _F.MEDICAL, "HALL", "AMBUL", 3, 3),
    "RK-MASS": Danger("Many casualties at once", _F.MEDICAL, "HALL", "HEALTH", 2, 5),
    "RK-CHEM": Danger(
        "Unknown substance in the air", _F.COUNTER_TERRORISM, "HALL", "ARMYCHEM", 2, 5
    ),
    "RK-POWERS": Danger("Signatory without full powers", _F.PROTOCOL, "HALL", "UNOLA", 3, 5),
    "RK-ORDER": Danger("Order of signing not agreed", _F.PROTOCOL, "HALL", "PROTO", 3, 3),
    "RK-INTERPRETER": Danger("Booth without interpreters", _F.PROGRAMME, "HALL", "INTERP", 2, 4),
    "RK-OVERRUN": Danger("Statements overrun", _F.PROGRAMME, "HALL", "MFA", 4, 2),
    "RK-PRESS": Danger("Press outside its positions", _F.PRESS, "HALL", "PRESSC", 4, 2),
    "RK-RUMOUR": Danger("False report of an incident", _F.IMAGE, None, "PRESSC", 4, 3),
    "RK-FIGURES": Danger("Conflicting figures in official releases", _F.IMAGE, None, "LEAD", 4, 2),
    "RK-SEAM": Danger("Nobody answers between host and UN area", _F.LIAISON, "HALL", "UNDSS", 3, 4),
    "RK-WEAPONS": Danger(
        "Foreign detail with undeclared weapons", _F.LIAISON, "AIRFIELD", "IMMPOL", 2, 4
    ),
    "RK-HOTEL": Danger(
        "Stranger on a delegation floor", _F.RECEPTION_AND_ESCORT, "HOTEL-05", "CITYPOL", 3, 4
    ),
    "RK-STORM": Danger("Heavy rain on the forecourt", _F.PROGRAMME, "HALL", "HALLOPS", 3, 2),
    "RK-GLASS": Danger("Glass front of the foyer", _F.VENUES, "HALL", "HALLOPS", 2, 5),
    "RK-TREES": Danger("Trees between two cameras", _F.VENUES, "HALL", "GUARD", 2, 3),
}
ACCEPTED_RISKS = {
    "RK-STORM": "The programme moves indoors within ten minutes; no structure is rented",
    "RK-TREES": "A foot patrol passes every quarter of an hour instead",
    "RK-OVERRUN": "The chair may cut statements; a late end harms nobody",
}
ACCEPTANCE_ENDS = at("27T00:00")


def add_risks(book: Book) -> None:
    """Add risks; those reduced have verified controls, those accepted a person, reason and end."""
    for key, danger in RISKS.items():
        accepted = key in ACCEPTED_RISKS
        row = Risk(
            risk_id=RiskId(key),
            title=danger.title,
            likelihood=danger.likelihood,
            consequence=danger.consequence,
            field=danger.field,
            site_id=None if danger.site is None else SiteId(danger.site),
            owner_unit_ids=(UnitId(danger.unit),),
            treatment=Treatment.ACCEPT if accepted else Treatment.REDUCE,
        )
        book.put(row)
        if accepted:
            accept(book, "risks", key, ACCEPTED_RISKS[key])
        elif key != SCREEN_RISK:
            _controls(book, key, danger)
    for place, screen in enumerate(SCREENED.values()):
        verify(book, screen[5], "GUARD", at("22T16:00") + minutes(20 * place))


def accept(book: Book, table: str, key: str, reason: str) -> None:
    """Add the acceptance of a risk or position by those who have the power, with its end."""
    book.words.append(
        Word(
            table=table,
            key=key,
            kind=AttestationKind.ACCEPTED,
            by=commander("GUARD"),
            second_by=commander("LEAD"),
            at=at("22T11:00"),
            reason=reason,
            expires=ACCEPTANCE_ENDS,
        )
    )


def _controls(book: Book, risk: str, danger: Danger) -> None:
    measures = ("Measure in place", "Reserve measure in place")
    for number, title in enumerate(measures, start=1):
        key = f"K-{risk[3:]}-{number}"
        book.put(
            Control(
                control_id=ControlId(key),
                risk_id=RiskId(risk),
                title=f"{title}: {danger.title}",
                owner_unit_ids=(UnitId(danger.unit),),
                due=at("23T12:00") if number == 1 else None,
            )
        )
        place = list(RISKS).index(risk)
        verify(book, key, danger.unit, at("21T08:00") + minutes(11 * place + 3 * number))


def verify(book: Book, control: str, unit: str, when: datetime) -> None:
    """Add that a person of the unit has seen the control in place."""
    book.words.append(
        Word(
            table="controls",
            key=control,
            kind=AttestationKind.VERIFIED,
            by=deputy(unit),
            at=when,
            evidence="Seen on the spot; photo on file (invented)",
        )
    )


_SCENARIOS: dict[str, tuple[str, Field, str, str, str]] = {
    "KG-ATTACK": (
        "Armed attack at the hall",
        _F.COUNTER_TERRORISM,
        "HALL",
        "MOBILE",
        "GUARD CITYPOL FIRE HEALTH AMBUL UNDSS",
    ),
    "KG-DRONE": (
        "Small aircraft over the plaza",
        _F.COUNTER_TERRORISM,
        "HALL",
        "ARMYAIR",
        "GUARD MOBILE UNDSS",
    ),
    "KG-BOMB": (
        "Suspicious object",
        _F.COUNTER_TERRORISM,
        "HALL",
        "EOD",
        "GUARD DOGS FIRE AMBUL UNDSS",
    ),
    "KG-CHEM": (
        "Unknown substance",
        _F.COUNTER_TERRORISM,
        "HALL",
        "ARMYCHEM",
        "FIRE HEALTH AMBUL GUARD",
    ),
    "KG-FIRE": ("Fire in the hall", _F.FIRE, "HALL", "FIRE", "GUARD HEALTH AMBUL HALLOPS UNDSS"),
    "KG-FIRE-HOTEL": (
        "Fire in a hotel",
        _F.FIRE,
        "HOTEL-03",
        "FIRE",
        "CITYPOL HEALTH AMBUL DISTPOL",
    ),
    "KG-MASS": ("Many casualties", _F.MEDICAL, "HALL", "HEALTH", "AMBUL FIRE GUARD CITYPOL"),
    "KG-CARDIAC": ("Principal taken ill", _F.MEDICAL, "HALL", "HEALTH", "AMBUL GUARD TRAFPOL"),
    "KG-POISON": ("Food poisoning", _F.MEDICAL, "PALACE", "FOODS", "HEALTH AMBUL GUARD"),
    "KG-CROWD": (
        "Crowding at the gates",
        _F.VENUES,
        "HALL",
        "CITYPOL",
        "ADMPOL MOBILE AMBUL UNDSS",
    ),
    "KG-PRESS": (
        "Crowding at the Press House",
        _F.PRESS,
        "PRESS",
        "PRESSC",
        "ADMPOL AMBUL CITYPOL",
    ),
    "KG-POWER": ("Loss of power", _F.VENUES, "HALL", "POWER", "HALLOPS GUARD FIRE"),
    "KG-CYBER": (
        "Attack on event systems",
        _F.CYBERSPACE,
        "COMMAND",
        "CYBER",
        "TELCO SIGPOL PRESSC",
    ),
    "KG-RADIO": ("Radio system fails", _F.COMMAND, "COMMAND", "SIGPOL", "GUARD CITYPOL TRAFPOL"),
    "KG-ROAD": (
        "Motorcade stopped",
        _F.RECEPTION_AND_ESCORT,
        "HALL",
        "TRAFPOL",
        "GUARD MOBILE AMBUL",
    ),
    "KG-AIRFIELD": (
        "Incident on the apron",
        _F.AIRPORTS_AND_ROADS,
        "AIRFIELD",
        "AIRPOL",
        "FIRE AMBUL GUARD IMMPOL",
    ),
    "KG-PALACE": (
        "Evacuation of the banquet",
        _F.PROTECTEES,
        "PALACE",
        "GUARD",
        "FIRE AMBUL CITYPOL",
    ),
}


def add_contingencies(book: Book) -> None:
    """Add scenarios with a card for every unit, all alike and acknowledged."""
    for place, (key, scenario) in enumerate(_SCENARIOS.items()):
        title, field, site, owner, agencies = scenario
        units = tuple(sorted(UnitId(unit) for unit in {owner, *agencies.split()}))
        book.put(
            Contingency(
                contingency_id=ContingencyId(key),
                title=title,
                field=field,
                site_id=SiteId(site),
                trigger=f"Declared by the {SERVICES[owner].name}",
                owner_unit_ids=(UnitId(owner),),
                agency_unit_ids=units,
            )
        )
        for unit in units:
            card = ContingencyCard(
                contingency_id=ContingencyId(key),
                unit_id=unit,
                rvp_id=RendezvousId(f"RVP-{site}"),
                fcp_id=RendezvousId(f"FCP-{site}"),
            )
            book.put(card)
            when = at("22T08:00") + minutes(9 * place)
            book.say(card, AttestationKind.ACKNOWLEDGED, commander(unit), when)
