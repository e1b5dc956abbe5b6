"""The register of requirements, and why a row exists."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from summitry.kit.errors import SummitryError, Text
from summitry.plan.tables import TABLES
from summitry_web.accounts.pages import Here, event_page
from summitry_web.accounts.roles import Verb
from summitry_web.desk.access.lines import Line
from summitry_web.frame.listing import Column, listing
from summitry_web.frame.refused import Denied
from summitry_web.frame.templating import page
from summitry_web.plans.access import is_own, sees
from summitry_web.register.access.files import files_on
from summitry_web.register.access.requirements import (
    BADGES,
    MET,
    MeasureLine,
    Met,
    RequirementLine,
    requirement_lines,
)
from summitry_web.register.access.subjects import subject_for
from summitry_web.register.access.tracing import Node, Walk, Web, gaps_for
from summitry_web.register.views.about import about, address, page_address

CHAIN = {Met.NO_MEASURE: "wrong", Met.NO_EVIDENCE: "wrong", Met.NOT_VERIFIED: "unknown",
         Met.VERIFIED: ""}  # fmt: skip
"""How a list marks where the chain is broken."""


@event_page()
def requirements(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the requirements with how far each is met."""
    lines = requirement_lines(here.actor, here.event, at=here.at)
    wish = request.GET.get("state", "")
    fitting = [line for line in lines if not wish or line.state == wish]
    made = listing(request, fitting, _columns(here), name="requirements")
    if made.download is not None:
        return made.download
    counts = [(met, sum(line.state is met for line in lines)) for met in Met]
    late = sum(line.is_late(here.moment) for line in lines)
    names = {"listing": made, "counts": counts, "met": MET, "badges": BADGES, "wish": wish,
             "late": late, "total": len(lines)}  # fmt: skip
    return page(request, "register/requirements.html", names)


def _columns(here: Here) -> list[Column[RequirementLine]]:
    tell = here.reader.gettext
    order = tuple(Met)
    return [
        Column(
            "key",
            Text("Requirement"),
            lambda r: r.key,
            lambda r: address(here, "requirement", key=r.key),
        ),
        Column("chain", Text("Gap"), lambda r: CHAIN[r.state], kind="status"),
        Column(
            "state",
            Text("State"),
            lambda r: tell(MET[r.state]),
            order=lambda r: order.index(r.state),
        ),
        Column("clause", Text("Clause"), lambda r: r.requirement.clause),
        Column("title", Text("Title"), lambda r: r.requirement.title),
        Column("field", Text("Field"), lambda r: r.requirement.field.value, kind="word"),
        Column("measures", Text("Measures"), lambda r: len(r.measures)),
        Column("due", Text("Due"), lambda r: r.due or ""),
        Column("marking", Text("Marking"), lambda r: r.marking.value, kind="marking"),
    ]


@event_page()
def requirement(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    """Return one requirement: its measures, their evidence, and who verified it."""
    names = about(here, "requirements", key)
    lines = requirement_lines(here.actor, here.event, at=here.at)
    line = next(each for each in lines if each.key == key)
    names |= {
        "line": line,
        "met": MET,
        "met_badges": BADGES,
        "evidence": {each.key: _evidence(here, each) for each in line.measures},
    }
    return page(request, "register/requirement.html", names)


def _evidence(here: Here, measure: MeasureLine) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for each in measure.evidence:
        subject = subject_for(here.actor, here.event, "evidence", each.key, at=here.at)
        found.append(
            {
                "line": each,
                "hash": subject.hash,
                "files": files_on(here.actor, here.event, "evidence", each.key, at=here.at),
                "may_verify": here.may(Verb.REVIEW, subject.thing),
                "own": is_own(here.actor, subject.thing, at=here.at),
            }
        )
    return found


@event_page()
def gaps(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the rows that trace to nothing, and the objectives from which to look down."""
    if request.GET.get("key"):
        return _found(request, here)
    lines = gaps_for(here)
    made = listing(request, lines, _gap_columns(here), name="gaps")
    if made.download is not None:
        return made.download
    web = Web(here.actor, here.event, at=here.at)
    clauses = [web.node(name) for name in web.rows if name[0] == "requirements"]
    tops = [web.node(name) for name in web.rows if name[0] == "mandates"]
    tops += [
        web.node(name)
        for name in web.rows
        if name[0] == "objectives" and not any(e[0] == "objectives" for e in web.up.get(name, []))
    ]
    tables = [(name, here.reader.gettext(each.label)) for name, each in TABLES.items()
              if not each.bulk]  # fmt: skip
    names = {
        "listing": made,
        "tops": _shown(here, tuple(tops)),
        "clauses": _shown(here, tuple(clauses)),
        "tables": sorted(tables, key=lambda each: each[1]),
    }
    return page(request, "register/gaps.html", names)


def _found(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the way to the trace of the row that was asked for."""
    table, key = request.GET.get("table", ""), request.GET["key"].strip()
    if not sees(here.actor, here.event, table, key, at=here.at):
        raise SummitryError("trace.unknown", got=key[:80])
    return HttpResponseRedirect(address(here, "trace", table=table, key=key))


def _gap_columns(here: Here) -> list[Column[Line]]:
    def to_trace(line: Line) -> str:
        if not line.key or line.table not in TABLES:
            return line.address
        return address(here, "trace", table=line.table, key=line.key)

    return [
        Column("place", Text("Row"), lambda r: r.place, to_trace),
        Column("sentence", Text("What is missing"), lambda r: r.sentence, lambda r: r.address),
        Column("severity", Text("Severity"), lambda r: r.severity.value, kind="severity"),
        Column("status", Text("Status"), lambda r: r.status.value, kind="status"),
        Column("code", Text("Rule"), lambda r: r.code),
        Column("marking", Text("Marking"), lambda r: r.marking.value, kind="marking"),
    ]


@event_page()
def trace(request: HttpRequest, here: Here, table: str, key: str) -> HttpResponse:
    """Return why the row exists, and what stands on it."""
    web = Web(here.actor, here.event, at=here.at)
    if not web.reach((table, key)):
        raise Denied("row")
    name = (table, key)
    above, below = web.above(name), web.below(name)
    if request.GET.get("format"):
        return _export(request, here, below)
    names = {
        "node": web.node(name),
        "label": here.reader.gettext(TABLES[table].label),
        "page_of_row": page_address(here, table, key),
        "above": _shown(here, above.nodes),
        "below": _shown(here, below.nodes),
        "left_out": (above.left_out, below.left_out),
        "serves": [
            (each, address(here, "trace", table="objectives", key=each))
            for each in web.serves(name)
        ],
        "has_mandate": any(each.table == "mandates" for each in above.nodes),
        "may_export": here.may(Verb.EXPORT),
    }
    return page(request, "register/trace.html", names)


def _shown(here: Here, nodes: tuple[Node, ...]) -> list[tuple[Node, str, str]]:
    """Return each row with the name of its table and its address."""
    return [
        (
            node,
            here.reader.gettext(TABLES[node.table].label),
            address(here, "trace", table=node.table, key=node.key),
        )
        for node in nodes
    ]


def _export(request: HttpRequest, here: Here, walk: Walk) -> HttpResponse:
    """Return what stands on the row as a file."""
    tell = here.reader.gettext
    columns: list[Column[Node]] = [
        Column("depth", Text("Depth"), lambda node: node.depth + 1),
        Column("table", Text("Table"), lambda node: tell(TABLES[node.table].label)),
        Column("key", Text("Key"), lambda node: node.key),
        Column("title", Text("Title"), lambda node: node.title),
    ]
    made = listing(request, walk.nodes, columns, name="trace")
    if made.download is None:
        raise Denied("format")
    return made.download
