"""Controlled lists: one active version, signed, at every gate, acknowledged and recallable."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from summitry.check.registry import Scope, rule
from summitry.check.shelves import GATE_LISTS, Shelf, issues, shelves
from summitry.check.standing import by_anyone_known
from summitry.check.view import View, grouped
from summitry.kit.errors import Text
from summitry.outcome.finding import Gap, Phase
from summitry.plan.access import Gate, ListCopy
from summitry.plan.attestation import AttestationKind
from summitry.plan.table import table_of
from summitry.plan.terms import Field, Severity


@rule(
    "C-31",
    title=Text("Lists at the gates"),
    why=Text(
        "Hamburg 2017: two lists of 82 people were in use at once, and the recall never reached "
        "the police at the gates."
    ),
    cases={
        "two-active": Text(
            "Versions {versions} of list {list} are in force at once: nobody knows which one a "
            "gate decides on."
        ),
        "none": Text("No version of list {list} is in force."),
        "unsigned": Text("Version {version} of list {list} is not signed."),
        "unknown-version": Text(
            "Gate {gate} holds version {version} of list {list}, which is not registered."
        ),
        "not-acknowledged": Text(
            "Gate {gate} has not acknowledged version {version} of list {list}, issued {since}; "
            "{limit_minutes} min are allowed."
        ),
        "recall-not-acknowledged": Text(
            "Gate {gate} has not acknowledged the recall of version {version} of list {list}, "
            "recalled {since}; {limit_minutes} min are allowed."
        ),
        "no-copy": Text("Gate {gate} was not given version {version} of list {list}."),
    },
    remedy=Text(
        "Keep one signed version in force, recall every other by a person who may, and have every "
        "gate acknowledge what it holds and what it gave back."
    ),
    source=Text(
        "G20 summit Hamburg 2017: 32 accreditations withdrawn, two lists of 82 names, a recall by "
        "telephone that did not reach the gates (report of the German public broadcaster; Council "
        "of Europe alert 72/2017)."
    ),
    field=Field.ACCREDITATION,
    severity=Severity.HIGH,
    phase=Phase.D2,
    scope=Scope.WHOLE,
    reads=("gates", "list_copies", "list_versions", "lists", "persons"),
    attests=(AttestationKind.ACKNOWLEDGED, AttestationKind.RECALLED),
    limits=("recall_minutes_max",),
)
def lists(view: View) -> Iterator[Gap]:
    """Yield lists in doubt, versions unsigned, copies not acknowledged and gates without a copy."""
    found = view.derive(shelves)
    for shelf in found.values():
        yield from _in_force(shelf)
        yield from _unsigned(shelf)
    for copy in view.rows(ListCopy).values():
        yield from _copy_gaps(view, copy)
    held = grouped(view.rows(ListCopy).values(), "gate_id")
    for gate_id in view.rows(Gate):
        copies = {(str(copy.list_id), copy.version) for copy in held.get(gate_id, [])}
        for shelf in found.values():
            yield from _missing_copy(gate_id, copies, shelf)


def _in_force(shelf: Shelf) -> Iterator[Gap]:
    list_id = shelf.listed.list_id
    if len(shelf.active) > 1:
        numbers = tuple(version.version for version in shelf.active)
        yield Gap(
            table="lists",
            key=list_id,
            case="two-active",
            severity=Severity.CRITICAL,
            facts={"list": list_id, "versions": numbers},
            joins=tuple(
                ("list_versions", table_of(version).key_of(version)) for version in shelf.active
            ),
        )
    if shelf.newest is None:
        yield Gap(table="lists", key=list_id, case="none", facts={"list": list_id})


def _unsigned(shelf: Shelf) -> Iterator[Gap]:
    for version in (*shelf.active, *shelf.pending):
        if not version.signature.strip():
            yield Gap(
                table="list_versions",
                key=table_of(version).key_of(version),
                column="signature",
                case="unsigned",
                facts={"list": version.list_id, "version": version.version},
                joins=(("lists", version.list_id),),
            )


def _copy_gaps(view: View, copy: ListCopy) -> Iterator[Gap]:
    """Yield what is wrong with one gate's copy; silent while the time to answer is running."""
    issue = view.derive(issues).get(f"{copy.list_id}|{copy.version}")
    if issue is None:
        # Of a list that is not in the plan this is told once, as a dangling reference.
        if copy.list_id in view.derive(shelves):
            yield _copy_gap(copy, case="unknown-version")
        return
    case, kind, since = "not-acknowledged", AttestationKind.ACKNOWLEDGED, issue.version.issued
    if issue.recalled is not None:
        case, kind, since = "recall-not-acknowledged", AttestationKind.RECALLED, issue.recalled
    minutes = view.limits.recall_minutes_max
    if view.at <= since + timedelta(minutes=minutes) or by_anyone_known(view, copy, kind):
        return
    severity = None if issue.recalled is None else Severity.CRITICAL
    yield _copy_gap(copy, case=case, severity=severity, since=since, minutes=minutes)


def _copy_gap(
    copy: ListCopy,
    *,
    case: str,
    severity: Severity | None = None,
    since: datetime | None = None,
    minutes: float | None = None,
) -> Gap:
    return Gap(
        table="list_copies",
        key=table_of(copy).key_of(copy),
        case=case,
        discriminator=case,
        severity=severity,
        start=since,
        facts={
            "list": copy.list_id,
            "version": copy.version,
            "gate": copy.gate_id,
            "since": since,
            "limit_minutes": minutes,
        },
        joins=(("gates", copy.gate_id), ("lists", copy.list_id)),
    )


def _missing_copy(gate_id: str, copies: Collection[tuple[str, int]], shelf: Shelf) -> Iterator[Gap]:
    newest = shelf.newest
    if newest is None or shelf.listed.kind not in GATE_LISTS:
        return
    if (newest.list_id, newest.version) not in copies:
        yield Gap(
            table="gates",
            key=gate_id,
            case="no-copy",
            discriminator=newest.list_id,
            facts={"gate": gate_id, "list": newest.list_id, "version": newest.version},
            joins=(("lists", newest.list_id),),
        )
