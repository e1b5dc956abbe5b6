"""The register of plans: each acting unit has one, approved by others, its own, briefed anew."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from summitry.check.agencies import unit_lines
from summitry.check.registry import Scope, rule
from summitry.check.standing import by_anyone_known
from summitry.check.view import View
from summitry.kit.errors import Text
from summitry.outcome.finding import Gap, Phase
from summitry.plan.attestation import Attestation, AttestationKind, row_hash
from summitry.plan.governance import FieldLead
from summitry.plan.plans import Task, TaskPart, UnitPlan
from summitry.plan.posts import Post
from summitry.plan.risks import Contingency
from summitry.plan.terms import Field, Power, Severity


class _Acts(Struct, frozen=True):
    """In how many posts, tasks and contingencies each unit acts."""

    posts: Mapping[str, int]
    tasks: Mapping[str, int]
    contingencies: Mapping[str, int]


def _acts(view: View) -> _Acts:
    """Return what each unit does in the plan."""
    posts = ((row.owner_unit_id, row.holder_unit_id) for row in view.rows(Post).values())
    parts: dict[str, set[str]] = {}
    for part in view.rows(TaskPart).values():
        parts.setdefault(part.task_id, set()).add(part.unit_id)
    tasks = (
        (*row.lead_unit_ids, *row.cooperating_unit_ids, *parts.get(key, ()))
        for key, row in view.rows(Task).items()
    )
    contingencies = (
        (*row.owner_unit_ids, *row.agency_unit_ids) for row in view.rows(Contingency).values()
    )
    return _Acts(_counted(posts), _counted(tasks), _counted(contingencies))


def _counted(groups: Iterator[tuple[str | None, ...]]) -> Mapping[str, int]:
    """Return in how many of the groups each unit is."""
    found: dict[str, int] = {}
    for units in groups:
        for unit in {*units}:
            if unit is not None:
                found[unit] = found.get(unit, 0) + 1
    return found


@rule(
    "C-11",
    title=Text("Agency without a plan"),
    why=Text(
        "In Butler the advance staff had neither the partners' plans nor their officers' places; "
        "what was in a plan that nobody had read could not be joined with anything."
    ),
    cases={
        "": Text(
            "{unit} acts in this plan (posts: {posts}, tasks: {tasks}, contingencies: "
            "{contingencies}), and neither it nor a unit that it is part of has a plan in the "
            "register."
        )
    },
    remedy=Text("Get the unit's own plan and enter it in the register, or take the unit out."),
    source=Text(
        "House task force on 13 July 2024 (Butler), first recommendation: collect and merge "
        "everyone's plans and posts."
    ),
    field=Field.COMMAND,
    severity=Severity.HIGH,
    phase=Phase.D30,
    scope=Scope.UNIT,
    reads=("contingencies", "plans", "posts", "task_parts", "tasks", "units"),
)
def units_without_plan(view: View) -> Iterator[Gap]:
    """Yield each unit that acts and has no plan, nor has any unit that it is part of.

    A register without any plan has not been begun, and tells nothing of any unit.
    """
    planned = {plan.unit_id for plan in view.rows(UnitPlan).values()}
    if not planned:
        return
    acts = view.derive(_acts)
    for unit_id, line in view.derive(unit_lines).items():
        acting = unit_id in acts.posts or unit_id in acts.tasks or unit_id in acts.contingencies
        if acting and planned.isdisjoint(line):
            yield Gap(
                table="units",
                key=unit_id,
                facts={
                    "unit": unit_id,
                    "posts": acts.posts.get(unit_id, 0),
                    "tasks": acts.tasks.get(unit_id, 0),
                    "contingencies": acts.contingencies.get(unit_id, 0),
                },
            )


BRIEFED = (
    "closures",
    "command_posts",
    "contingencies",
    "contingency_cards",
    "legs",
    "movements",
    "nets",
    "plans",
    "posts",
    "programme",
    "sectors",
    "task_parts",
    "tasks",
)
"""What people are briefed on. Lists and seams have rules of their own for being acknowledged."""
_BRIEFINGS = frozenset({AttestationKind.ACKNOWLEDGED, AttestationKind.ISSUED})


@rule(
    "C-20",
    title=Text("Changed after briefing"),
    why=Text(
        "Nara 2022: the officer who watched the rear was given another task minutes before, the "
        "commander saw part of it, and nobody covered the rear."
    ),
    cases={
        "acknowledged": Text(
            "{row} has changed since {units} acknowledged it, and they have not acknowledged it as "
            "it now stands."
        ),
        "issued": Text("{row} was issued and has changed since; it must be issued anew."),
    },
    remedy=Text("Check what the change uncovers, and brief everybody who knew the former content."),
    source=Text("Reviews of 8 July 2022 (Nara): re-tasked minutes before, not filled again."),
    field=Field.COMMAND,
    severity=Severity.HIGH,
    phase=Phase.D60,
    scope=Scope.UNIT,
    reads=("persons", *BRIEFED),
    attests=(AttestationKind.ACKNOWLEDGED, AttestationKind.ISSUED),
)
def changed_after_briefing(view: View) -> Iterator[Gap]:
    """Yield each row that a unit knows in a former content only, or that was issued in one."""
    for (table, key, kind), entries in view.derive(_briefings).items():
        row = view.row(table, key)
        if row is None:
            continue
        missed = _units_of(view, entries) - _units_of(view, view.attested(row, kind))
        if missed:
            # A word on this very content that has expired since is no sign of a change.
            content = row_hash(row)
            same = _units_of(view, [entry for entry in entries if entry.row_hash == content])
            missed = set() if kind is AttestationKind.ISSUED and same else missed - same
        if not missed:
            continue
        yield Gap(
            table=table,
            key=key,
            case=kind.value,
            discriminator=kind.value,
            facts={"row": key, "units": tuple(sorted(missed))},
            joins=tuple(("units", unit) for unit in sorted(missed)),
        )


def _briefings(view: View) -> Mapping[tuple[str, str, AttestationKind], list[Attestation]]:
    """Return what was acknowledged or issued by now, by row and kind."""
    found: dict[tuple[str, str, AttestationKind], list[Attestation]] = {}
    tables = frozenset(BRIEFED)
    at = view.at
    for entry in view.attestations:
        if entry.kind in _BRIEFINGS and entry.subject_table in tables and entry.at <= at:
            subject = (entry.subject_table, entry.subject_key, entry.kind)
            found.setdefault(subject, []).append(entry)
    return found


def _units_of(view: View, entries: Sequence[Attestation]) -> set[str]:
    """Return the units of those who are in the plan."""
    persons = view.speakers
    return {persons[entry.by].unit_id for entry in entries if entry.by in persons}


@rule(
    "C-21",
    title=Text("Plan copied and not reviewed"),
    why=Text(
        "Nara 2022: the plan was copied from an earlier event at the same spot, with the road "
        "behind left open."
    ),
    cases={
        "same": Text("Plan {plan} is word for word the same as what it was copied from."),
        "not-reviewed": Text(
            "Plan {plan} was copied from {origin}, and nobody has verified for this event that it "
            "fits."
        ),
    },
    remedy=Text("Walk the plan through on the spot, change what differs, and have it verified."),
    source=Text("Reviews of 8 July 2022 (Nara): plan copied from a June event."),
    field=Field.COMMAND,
    severity=Severity.HIGH,
    phase=Phase.D30,
    scope=Scope.UNIT,
    reads=("persons", "plans"),
    attests=(AttestationKind.VERIFIED,),
)
def copied_plans(view: View) -> Iterator[Gap]:
    """Yield each plan that equals what it was copied from, or that was copied and not verified."""
    for plan in view.rows(UnitPlan).values():
        copied = plan.copied_document.strip().casefold()
        same = copied != "" and copied == plan.document.strip().casefold()
        cloned = copied != "" or plan.copied_from.strip() != ""
        if not same and (not cloned or by_anyone_known(view, plan, AttestationKind.VERIFIED)):
            continue
        yield Gap(
            table="plans",
            key=plan.plan_id,
            column="copied_document" if same else "copied_from",
            case="same" if same else "not-reviewed",
            facts={"plan": plan.plan_id, "origin": plan.copied_from.strip()},
            field=plan.field,
        )


@rule(
    "C-22",
    title=Text("Plan without a second approval"),
    why=Text(
        "Nara 2022: the central agency did not look at local plans. Who wrote a plan does not see "
        "what it leaves out."
    ),
    cases={
        "none": Text("Nobody has approved plan {plan} of {unit}."),
        "changed": Text(
            "Plan {plan} of {unit} was approved, and has changed since or the approval has "
            "expired; it must be approved anew."
        ),
        "own": Text("Plan {plan} was approved by people of {unit} only, whose plan it is."),
        "power": Text(
            "Plan {plan} of {unit} was approved by {by}, who has no power to approve plans."
        ),
    },
    remedy=Text("Have a person of another unit with the power to approve plans approve it."),
    source=Text("Reviews of 8 July 2022 (Nara): plan without second-line approval."),
    field=Field.COMMAND,
    severity=Severity.HIGH,
    phase=Phase.D30,
    scope=Scope.UNIT,
    reads=("persons", "plans"),
    attests=(AttestationKind.APPROVED,),
)
def plans_without_second_approval(view: View) -> Iterator[Gap]:
    """Yield each plan that nobody of another unit with the power has approved as it stands."""
    persons = view.speakers
    for plan in view.rows(UnitPlan).values():
        entries = by_anyone_known(view, plan, AttestationKind.APPROVED)
        others = [entry for entry in entries if persons[entry.by].unit_id != plan.unit_id]
        if any(Power.APPROVE_PLAN in persons[entry.by].powers for entry in others):
            continue
        yield Gap(
            table="plans",
            key=plan.plan_id,
            case=_approval_case(view, plan, entries, others),
            facts={
                "plan": plan.plan_id,
                "unit": plan.unit_id,
                "by": others[0].by if others else None,
            },
            field=plan.field,
        )


def _approval_case(
    view: View, plan: UnitPlan, known: Sequence[Attestation], others: Sequence[Attestation]
) -> str:
    if others:
        return "power"
    if known:
        return "own"
    return "changed" if view.attested_ever(plan, AttestationKind.APPROVED) else "none"


@rule(
    "C-23",
    title=Text("Field that nobody leads across units"),
    why=Text(
        "Paris 2022: each service ran its part, nobody had control of the whole, and the way from "
        "the station to the gates was nobody's."
    ),
    cases={
        "": Text(
            "{count} units work on this field ({field}): {units}. No unit answers for all of it."
        )
    },
    remedy=Text("Name the one unit that answers for the field across all units and sites."),
    source=Text("Review of the Champions League final in Paris, 28 May 2022: no overall control."),
    field=Field.COMMAND,
    severity=Severity.HIGH,
    phase=Phase.D60,
    scope=Scope.WHOLE,
    reads=("field_leads", "plans", "posts", "units"),
)
def fields_without_lead(view: View) -> Iterator[Gap]:
    """Yield each field on which two units or more have plans or posts and that has no lead."""
    leads = {lead.field for lead in view.rows(FieldLead).values()}
    for field, units in view.derive(_units_by_field).items():
        if field in leads or len(units) < 2:  # noqa: PLR2004  # together means at least two
            continue
        yield Gap(
            table="field_leads",
            key=field.value,
            facts={"field": field, "units": units, "count": len(units)},
            joins=tuple(("units", unit) for unit in units),
            field=field,
        )


def _units_by_field(view: View) -> Mapping[Field, tuple[str, ...]]:
    """Return the units with plans or posts in each field."""
    pairs = {(plan.field, plan.unit_id) for plan in view.rows(UnitPlan).values()}
    for post in view.rows(Post).values():
        pairs.add((post.field, post.owner_unit_id))
        pairs.add((post.field, post.holder_unit_id))
    found: dict[Field, tuple[str, ...]] = {}
    for field, unit in sorted((field, unit) for field, unit in pairs if unit is not None):
        found[field] = (*found.get(field, ()), unit)
    return found
