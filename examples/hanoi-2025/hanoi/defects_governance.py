"""Defects in mandate, bodies, plans, requirements, resources."""

from collections.abc import Callable, Iterator

from hanoi.book import Book, Word, at
from hanoi.governance_bodies import AUTHORITY, moment
from hanoi.organisation import commander, deputy
from hanoi.planted import Planted
from summitry.kit.ids import SiteId, TaskId, UnitId
from summitry.plan.attestation import AttestationKind
from summitry.plan.compliance import Measure
from summitry.plan.governance import Body, Decision, Deputy, SuccessIndicator
from summitry.plan.movements import Movement
from summitry.plan.organisation import PersonQualification, Unit
from summitry.plan.places import Site
from summitry.plan.plans import Task, TaskPart, UnitPlan
from summitry.plan.posts import Post
from summitry.plan.programme import Delegation
from summitry.plan.readiness import Exercise
from summitry.plan.resources import BaseDuty, ResourceRequest, Welfare
from summitry.plan.terms import SiteKind, UnitKind

_A = AttestationKind


def said_again(book: Book, table: str, key: str, kind: AttestationKind, **cells: object) -> None:
    """Replace the one word of the kind on the row by the same with other cells."""
    (before,) = [w for w in book.words if (w.table, w.key, w.kind) == (table, key, kind)]
    book.unsay(table, key, kind)
    kept = {name: getattr(before, name) for name in before.__struct_fields__}
    book.words.append(Word(**{**kept, **cells}))


def mandate_late_and_returned(book: Book) -> Iterator[Planted]:
    """The project was approved in June only; the means were returned and not submitted again."""
    said_again(book, "mandates", "MD-EVENT", _A.SUBMITTED, at=moment("05-12T09:00"))
    said_again(book, "mandates", "MD-EVENT", _A.APPROVED, at=moment("06-16T09:00"))
    book.unsay("mandates", "MD-MEANS", _A.APPROVED)
    book.words = [
        word
        for word in book.words
        if (word.key, word.kind, word.content) != ("MD-MEANS", _A.SUBMITTED, "")
    ]
    assert any((word.key, word.by) == ("MD-MEANS", AUTHORITY) for word in book.words)
    yield Planted("C-42", "mandates", "MD-EVENT")
    yield Planted("C-100", "mandates", "MD-MEANS")


def bodies_half_made(book: Book) -> Iterator[Planted]:
    """One group has no chair, another has two, a third stands under nothing that was mandated."""
    book.drop("body_members", f"B-DOGS|{commander('DOGS')}")
    member = book.tables["body_members"][f"B-ROADS|{deputy('ROADS')}"]
    cells = {name: getattr(member, name) for name in member.__struct_fields__}
    book.drop("body_members", f"B-ROADS|{deputy('ROADS')}")
    book.put(type(member)(**{**cells, "role": "chair"}))
    book.edit(Body, "B-VOLUN", parent_body_id=None)
    yield Planted("C-101", "bodies", "B-DOGS")
    yield Planted("C-101", "bodies", "B-ROADS")
    yield Planted("C-101", "bodies", "B-VOLUN")
    # Each of the two chairs of the second group has nobody beside, though the commander a deputy.
    yield Planted("C-106", "bodies", "B-ROADS")


def minutes_and_decisions(book: Book) -> Iterator[Planted]:
    """Minutes were not written or not approved; decisions give no reasons, or are out of date."""
    book.unsay("meetings", "MT-07", _A.APPROVED)
    said_again(book, "meetings", "MT-10", _A.APPROVED, by=commander("POWER"))
    book.edit(Decision, "DC-04", reasons=" ", options=("One net for all",))
    book.edit(Decision, "DC-10", review=moment("10-20T09:00"))
    book.unsay("decisions", "DC-12", _A.APPROVED)
    yield Planted("C-102", "meetings", "MT-07")
    yield Planted("C-102", "meetings", "MT-10")
    yield Planted("C-103", "decisions", "DC-04")
    yield Planted("C-103", "decisions", "DC-10")
    yield Planted("C-103", "decisions", "DC-12")


def serving_nothing(book: Book) -> Iterator[Planted]:
    """A task and a decision serve no objective, a measure meets nothing; a sign has no target."""
    book.edit(Task, "T-BROAD-3", objective_id=None)
    book.edit(Decision, "DC-11", objective_id=None)
    book.edit(Measure, "ME-RQ-07", requirement_ids=())
    book.edit(SuccessIndicator, "IN-8", target=None)
    for number in (4, 5, 6):
        book.drop("success_indicators", f"IN-{number}")
    yield Planted("C-104", "tasks", "T-BROAD-3")
    yield Planted("C-104", "plans", "PL-BROAD-3")
    yield Planted("C-104", "decisions", "DC-11")
    yield Planted("C-104", "measures", "ME-RQ-07")
    yield Planted("C-105", "success_indicators", "IN-8")
    yield Planted("C-105", "objectives", "OBJ-SECURITY")
    # What the measure met is met by nothing now.
    yield Planted("C-107", "requirements", "RQ-07")


def unit_without_plan(book: Book) -> Iterator[Planted]:
    """A river police that nobody had asked for its plan has a part in a task."""
    book.put(
        Unit(unit_id=UnitId("RIVERPOL"), name="River police (invented)", kind=UnitKind.POLICE),
        TaskPart(task_id=TaskId("T-MOBILE-1"), unit_id=UnitId("RIVERPOL"), part="Two boats"),
    )
    task = book.get(Task, "T-MOBILE-1")
    units = tuple(sorted({*task.cooperating_unit_ids, UnitId("RIVERPOL")}))
    book.edit(Task, "T-MOBILE-1", cooperating_unit_ids=units)
    yield Planted("C-11", "units", "RIVERPOL")


def changed_after_briefing(book: Book) -> Iterator[Planted]:
    """An officer's sector post was given another task, a plan another version, after briefing."""
    post = "SC-STEPS-25-5"
    book.say(book.get(Post, post), _A.ACKNOWLEDGED, deputy("GUARD"), at("23T07:00"))
    book.freeze_words("posts", post)
    book.edit(Post, post, name="Front and side of the steps (invented)")
    movement = book.rows(Movement)[4].movement_id
    book.freeze_words("movements", movement)
    book.edit(Movement, movement, title="Changed at noon (invented)")
    book.freeze_words("plans", "PL-AIRPOL-2")
    book.edit(UnitPlan, "PL-AIRPOL-2", version=3)
    yield Planted("C-20", "posts", post)
    yield Planted("C-20", "movements", movement)
    yield Planted("C-20", "plans", "PL-AIRPOL-2")
    yield Planted("C-22", "plans", "PL-AIRPOL-2")


def plans_not_looked_at(book: Book) -> Iterator[Planted]:
    """Plans were copied, approved at home, by nobody, or never read by who commands by them."""
    copied = book.get(UnitPlan, "PL-CITY-1").copied_document
    book.edit(UnitPlan, "PL-CITY-1", document=copied)
    book.unsay("plans", "PL-AMBUL-1", _A.VERIFIED)
    said_again(book, "plans", "PL-GUARD-2", _A.APPROVED, by=commander("GUARD"))
    said_again(book, "plans", "PL-FOODS-1", _A.APPROVED, by=commander("CITY"))
    book.unsay("plans", "PL-POWER-2", _A.APPROVED)
    book.unsay("plans", "PL-EOD-1", _A.ACKNOWLEDGED)
    yield Planted("C-21", "plans", "PL-CITY-1")
    yield Planted("C-21", "plans", "PL-AMBUL-1")
    yield Planted("C-22", "plans", "PL-GUARD-2")
    yield Planted("C-22", "plans", "PL-FOODS-1")
    yield Planted("C-22", "plans", "PL-POWER-2")
    yield Planted("C-43", "plans", "PL-EOD-1")


def nobody_leads(book: Book) -> Iterator[Planted]:
    """Nobody answers for all traffic; commanders are untrained, or nobody stands in for them."""
    book.drop("field_leads", "traffic")
    book.edit(PersonQualification, f"{commander('POWER')}|Q-COMMAND", expires=at("20T12:00").date())
    for exercise in book.rows(Exercise):
        left = tuple(who for who in exercise.person_ids if who != commander("POWER"))
        if left != exercise.person_ids:
            book.edit(Exercise, exercise.exercise_id, person_ids=left)
    book.drop("deputies", f"{commander('TELCO')}|{deputy('TELCO')}")
    key = f"{commander('HEALTH')}|{deputy('HEALTH')}"
    book.edit(Deputy, key, end=at("26T12:00"))
    yield Planted("C-23", "field_leads", "traffic")
    yield Planted("C-44", "units", "POWER")
    yield Planted("C-106", "units", "TELCO")
    yield Planted("C-106", "units", "HEALTH")


def resources_missing(book: Book) -> Iterator[Planted]:
    """Promises were not accepted, refusals left risks that nobody took, guests have no beds."""
    book.unsay("commitments", "CM-xray-2", _A.ACCEPTED)
    book.drop("commitments", "CM-generators-1")
    book.unsay("commitments", "CM-generators-1", _A.ACCEPTED)
    book.unsay("resource_requests", "RR-05", _A.ACCEPTED)
    book.edit(ResourceRequest, "RR-12", answer="open")
    book.edit(Welfare, "WF-DOGS", beds=30)
    book.edit(BaseDuty, "TRAFPOL|2025-10-25", strength=1_450)
    yield Planted("C-50", "resource_needs", "NE-xray")
    yield Planted("C-50", "resource_needs", "NE-generators")
    yield Planted("C-18", "resource_requests", "RR-05")
    yield Planted("C-18", "resource_requests", "RR-12")
    yield Planted("C-46", "units", "DOGS")
    yield Planted("C-48", "base_duties", "TRAFPOL|2025-10-25")


def tasks_waiting(book: Book) -> Iterator[Planted]:
    """A task is late and others wait for it; the work after the event goes in a circle."""
    late = "T-SIGPOL-2"
    book.unsay("tasks", late, _A.COMPLETED)
    book.unsay("tasks", "T-HALLOPS-2", _A.COMPLETED)
    book.edit(Task, "T-HALLOPS-2", due=at("24T06:00"), depends_on=(TaskId(late),))
    book.edit(Task, "T-END-08", depends_on=(TaskId("T-END-02"), TaskId("T-END-11")))
    book.edit(Task, "T-END-07", due=at("29T06:00"))
    yield Planted("C-110", "tasks", late)
    for key in book.tables["task_parts"]:
        if key.startswith(f"{late}|"):
            yield Planted("C-110", "task_parts", key)
    for key in book.tables["task_parts"]:
        if key.startswith("T-HALLOPS-2|"):
            yield Planted("C-110", "task_parts", key)
    yield Planted("C-51", "tasks", "T-HALLOPS-2")
    yield Planted("C-51", "tasks", "T-END-08")
    yield Planted("C-51", "tasks", "T-END-07")


def clauses_not_met(book: Book) -> Iterator[Planted]:
    """A clause has no measure; measures have nothing to show, or nothing that anybody verified."""
    book.drop("evidence", "EV-HOSPITAL")
    book.unsay("evidence", "EV-HOSPITAL", _A.VERIFIED)
    book.unsay("evidence", "EV-RQ-01", _A.VERIFIED)
    yield Planted("C-108", "measures", "ME-HOSPITAL")
    yield Planted("C-108", "measures", "ME-RQ-01")


def residence_not_guarded(book: Book) -> Iterator[Planted]:
    """A head of Government lodges in a guest house at which there is no post."""
    book.put(
        Site(
            site_id=SiteId("GUESTHOUSE"),
            name="Guest house of the Egrets (invented)",
            kind=SiteKind.RESIDENCE,
            owner_unit_id=UnitId("PROTO"),
        )
    )
    book.edit(Delegation, "D-003", hotel_site_id=SiteId("GUESTHOUSE"))
    yield Planted("C-109", "principals", "PR-04")
    # Such a house also has nobody to care for who lodges in it.
    yield Planted("C-150", "sites", "GUESTHOUSE")
    yield Planted("C-151", "sites", "GUESTHOUSE")


DEFECTS: tuple[Callable[[Book], Iterator[Planted]], ...] = (
    mandate_late_and_returned,
    bodies_half_made,
    minutes_and_decisions,
    serving_nothing,
    unit_without_plan,
    changed_after_briefing,
    plans_not_looked_at,
    nobody_leads,
    resources_missing,
    tasks_waiting,
    clauses_not_met,
    residence_not_guarded,
)
