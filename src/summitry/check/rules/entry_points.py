"""Entry points: what stands at each gate, what happens in doubt, and what its lists show."""

from collections.abc import Iterator, Mapping, Sequence

from summitry.check.agencies import unit_lines
from summitry.check.places import posts_by_gate
from summitry.check.registry import Scope, rule
from summitry.check.shelves import shelves
from summitry.check.view import View, grouped
from summitry.kit.errors import Fact, Text
from summitry.kit.time import HOUR_SECONDS, Interval, day_of, uncovered
from summitry.outcome.finding import Gap, Phase
from summitry.plan.access import ControlledList, Count, Gate, ListCopy, ListVersion
from summitry.plan.attestation import AttestationKind
from summitry.plan.table import table_of
from summitry.plan.terms import Field, NotOnList, Severity
from summitry.policy.agencies import are_one_agency

LEAST_DATA = frozenset({"badge", "category", "photo", "yes/no", "zone"})
"""What a gate needs to see in order to decide; anything else is more than the least data."""

_DINNER = Text(
    "State dinner in Washington, 24 November 2009: two people who were not on the list passed two "
    "checkpoints; nobody of the office that kept the list was there and nobody telephoned "
    "(published accounts)."
)


def _copies(view: View) -> Mapping[str, Sequence[ListCopy]]:
    """Return the copies at each gate of lists that the plan has."""
    lists = view.rows(ControlledList)
    kept = [copy for copy in view.rows(ListCopy).values() if copy.list_id in lists]
    return grouped(kept, "gate_id")


@rule(
    "C-38",
    title=Text("Entry point that cannot decide"),
    why=Text(
        "A guard without a list, a device, a rule and somebody to ask either lets people in or "
        "turns the wrong ones away."
    ),
    cases={
        "no-list": Text("No list lies at gate {gate}."),
        "no-device": Text("Nothing is said of the device that reads badges at gate {gate}."),
        "no-rule": Text("Nothing is said of the rule by which gate {gate} decides."),
        "no-contact": Text("Gate {gate} has no desk to ask in doubt."),
        "no-keeper": Text(
            "Gate {gate} is open without a post held by {keeper}, which keeps a list that lies "
            "there."
        ),
    },
    remedy=Text(
        "Give the gate its list, its device, one written rule and a desk that answers; put "
        "somebody of the office that keeps the list beside the guard."
    ),
    source=_DINNER,
    field=Field.ACCREDITATION,
    severity=Severity.MEDIUM,
    phase=Phase.D2,
    scope=Scope.SITE,
    reads=("gates", "list_copies", "lists", "posts", "units"),
)
def undecided_gates(view: View) -> Iterator[Gap]:
    """Yield what each gate lacks in order to decide."""
    for gate in view.rows(Gate).values():
        lacking = {
            "no-list": (None, gate.gate_id not in view.derive(_copies)),
            "no-device": ("device", not gate.device.strip()),
            "no-rule": ("decision_rule", not gate.decision_rule.strip()),
            "no-contact": ("contact_id", gate.contact_id is None),
        }
        for case, (column, lacks) in lacking.items():
            if lacks:
                yield Gap(
                    table="gates",
                    key=gate.gate_id,
                    column=column,
                    case=case,
                    discriminator=case,
                    severity=Severity.HIGH if case == "no-list" else None,
                    facts={"gate": gate.gate_id},
                )
        yield from _without_keeper(view, gate)


def _without_keeper(view: View, gate: Gate) -> Iterator[Gap]:
    """Yield when nobody of the unit that keeps a list stands at the gate that decides on it.

    Somebody of a unit within it, or of the one that it is part of, is of the keeper. Silent where
    the plan names the gate of no post at all, or does not have the unit: nothing can be said then.
    """
    by_gate, lists, of = (
        view.derive(posts_by_gate),
        view.rows(ControlledList),
        view.derive(unit_lines),
    )
    held: dict[str, str] = {}
    for copy in view.derive(_copies).get(gate.gate_id, ()):
        owner = lists[copy.list_id].owner_unit_id
        if owner is not None and owner in of:
            held.setdefault(owner, copy.list_id)
    for keeper, list_id in sorted(held.items()) if by_gate else ():
        theirs = [
            post.interval
            for post in by_gate.get(gate.gate_id, ())
            if are_one_agency(of, post.holder_unit_id or post.owner_unit_id, keeper)
        ]
        for gap in uncovered(Interval(gate.opens, gate.closes), theirs):
            yield Gap(
                table="gates",
                key=gate.gate_id,
                case="no-keeper",
                discriminator=f"no-keeper:{keeper}:{day_of(gap.start, view.zone).isoformat()}",
                severity=Severity.HIGH,
                start=gap.start,
                end=gap.end,
                facts={"gate": gate.gate_id, "keeper": keeper},
                joins=(("lists", list_id),),
            )


@rule(
    "C-39",
    title=Text("What happens to whoever is not on the list"),
    why=Text(
        "Somebody who is not on the list and is neither stopped nor written down is inside, and "
        "nobody knows."
    ),
    cases={
        "let-in": Text("Gate {gate} lets in whoever is not on its list."),
        "not-blocked": Text(
            "Gate {gate} writes down who is not on its list, but does not stop them."
        ),
        "not-logged": Text("Gate {gate} stops who is not on its list, but writes nothing down."),
        "unsaid": Text(
            "Nobody has said what gate {gate} does with somebody who is not on its list."
        ),
    },
    remedy=Text("Stop whoever is not on the list, write it down, and ask the desk named for it."),
    source=_DINNER,
    field=Field.ACCREDITATION,
    severity=Severity.HIGH,
    phase=Phase.D2,
    scope=Scope.SITE,
    reads=("gates",),
)
def not_on_list(view: View) -> Iterator[Gap]:
    """Yield the gates that do not both stop and log whoever is not on the list."""
    cases = {
        NotOnList.LET_IN: "let-in",
        NotOnList.LOG: "not-blocked",
        NotOnList.BLOCK: "not-logged",
        None: "unsaid",
    }
    for gate in view.rows(Gate).values():
        case = cases.get(gate.not_on_list)
        if case is not None:
            yield Gap(
                table="gates",
                key=gate.gate_id,
                column="not_on_list",
                case=case,
                severity=Severity.MEDIUM if case in {"not-logged", "unsaid"} else None,
                facts={"gate": gate.gate_id},
                unknown=case == "unsaid",
            )


@rule(
    "C-33",
    title=Text("List that shows more than a gate needs"),
    why=Text(
        "Hamburg 2017: printed lists of names were held at the gates and were filmed there. What a "
        "gate does not have cannot leak from it."
    ),
    cases={
        "more": Text("List {list} shows {entry} at the gate, which is more than a gate needs."),
        "unsaid": Text("Nobody has said what list {list} shows at the gates that hold it."),
    },
    remedy=Text(
        "Let the gate see only badge, category, photo, yes/no and zone; keep names at the desk "
        "that is asked in doubt."
    ),
    source=Text(
        "G20 summit Hamburg 2017: lists of names at the gates, filmed in the open (report of the "
        "German public broadcaster); Brisbane 2014, disclosure of the personal data of leaders."
    ),
    field=Field.ACCREDITATION,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.WHOLE,
    reads=("list_copies", "lists"),
)
def shown_too_much(view: View) -> Iterator[Gap]:
    """Yield what lists show beyond the least data, and lists at gates of which nobody said."""
    held = {copy.list_id for copy in view.rows(ListCopy).values()}
    for listed in view.rows(ControlledList).values():
        shown = [entry for entry in listed.shows if entry.strip()]
        for entry in shown:
            if entry.strip().casefold() not in LEAST_DATA:
                yield _shows(listed, "more", entry, {"list": listed.list_id, "entry": entry})
        if not shown and listed.list_id in held:
            yield _shows(listed, "unsaid", "unsaid", {"list": listed.list_id})


def _shows(listed: ControlledList, case: str, discriminator: str, facts: Mapping[str, Fact]) -> Gap:
    return Gap(
        table="lists",
        key=listed.list_id,
        column="shows",
        case=case,
        discriminator=discriminator,
        severity=Severity.MEDIUM if case == "unsaid" else None,
        facts=facts,
        unknown=case == "unsaid",
    )


@rule(
    "C-34",
    title=Text("Decided on old records"),
    why=Text(
        "Hamburg 2017: people were turned away on data that was out of date. Copenhagen 2009: the "
        "number that everybody planned with had tripled in the meantime."
    ),
    cases={
        "stale": Text(
            "Version {version} of list {list} stands on records of {as_of}: {hours} h old, "
            "{limit} are allowed."
        ),
        "ahead": Text(
            "Version {version} of list {list} was issued {issued}, before the records of {as_of} "
            "on which it is said to stand."
        ),
        "unsaid": Text(
            "Nobody has said of when the records are on which version {version} of list {list} "
            "stands."
        ),
        "count": Text(
            "The newest count of people for zone {zone} is of {as_of}: {hours} h old, {limit} "
            "are allowed."
        ),
    },
    remedy=Text(
        "Ask the records anew, issue a new version from them, and count again before the next "
        "decision on capacity."
    ),
    source=Text(
        "G20 summit Hamburg 2017: outdated and wrong data behind withdrawn accreditations; "
        "Copenhagen climate conference 2009: 15,000 planned, 45,215 registered."
    ),
    field=Field.ACCREDITATION,
    severity=Severity.MEDIUM,
    phase=Phase.D2,
    scope=Scope.WHOLE,
    reads=("counts", "list_versions", "lists", "persons"),
    attests=(AttestationKind.RECALLED,),
    limits=("count_age_hours_max", "list_records_hours_max"),
)
def old_records(view: View) -> Iterator[Gap]:
    """Yield lists in force and counts that stand on records older than is allowed."""
    if view.at >= view.event.closes:
        return
    for shelf in view.derive(shelves).values():
        for newest in shelf.active[-1:]:
            yield from _old_list(view, newest)
    newest_counts: dict[str, Count] = {}
    for count in view.rows(Count).values():
        known = newest_counts.setdefault(count.zone_id, count)
        if count.as_of > known.as_of:
            newest_counts[count.zone_id] = count
    limit = view.limits.count_age_hours_max
    for zone_id, count in sorted(newest_counts.items()):
        hours = (view.at - count.as_of).total_seconds() / HOUR_SECONDS
        if hours > limit:
            yield Gap(
                table="counts",
                key=count.count_id,
                column="as_of",
                case="count",
                joins=(("zones", str(zone_id)),),
                facts=_ages(hours, limit) | {"zone": zone_id, "as_of": count.as_of},
            )


def _old_list(view: View, version: ListVersion) -> Iterator[Gap]:
    as_of, limit = version.records_as_of, view.limits.list_records_hours_max
    hours = 0.0 if as_of is None else (view.at - as_of).total_seconds() / HOUR_SECONDS
    case = "unsaid" if as_of is None else "ahead" if as_of > version.issued else "stale"
    if case == "stale" and hours <= limit:
        return
    yield Gap(
        table="list_versions",
        key=table_of(version).key_of(version),
        column="records_as_of",
        case=case,
        discriminator=case,
        facts={
            "list": version.list_id,
            "version": version.version,
            "issued": version.issued,
            "as_of": as_of,
            **_ages(hours, limit),
        },
        joins=(("lists", str(version.list_id)),),
        unknown=case == "unsaid",
    )


def _ages(hours: float, limit: float) -> dict[str, Fact]:
    return {"hours": round(hours, 1), "limit": limit}
