"""The register of plans: list, matrix, one plan, who has not read it."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from summitry.kit.errors import Text
from summitry.report.words import word
from summitry_web.accounts.pages import Here, event_page
from summitry_web.accounts.roles import Verb
from summitry_web.frame.listing import Column, listing
from summitry_web.frame.refused import Denied
from summitry_web.frame.templating import page
from summitry_web.register.access.files import files_since
from summitry_web.register.access.plans import (
    Asking,
    PlanLine,
    Reading,
    key_of_code,
    last_acknowledged,
    matrix,
    open_for,
    states_of,
)
from summitry_web.register.access.subjects import (
    Subject,
    change_since,
    subject_for,
    title_of,
    unit_of_actor,
)
from summitry_web.register.actions.deciding import APPROVED_BY
from summitry_web.register.forms import SEPARATOR
from summitry_web.register.paper import code_of, digits_of
from summitry_web.register.terms import BADGES, STATE_ORDER, STATES
from summitry_web.register.views.about import ON_PAPER, about, absolute, address

READ = Text("acknowledged as it stands")
CHANGED = Text("acknowledged a former content")
NEVER = Text("never acknowledged")
FILTERS = ("field", "unit", "site", "state")


@event_page()
def plans(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the list of plans, narrowed as the address asks."""
    asking = Asking(here.actor, here.event, at=here.at)
    lines = asking.lines()
    wishes = {name: request.GET.get(name, "") for name in FILTERS}
    fitting = [line for line in lines if _fits(line, wishes)]
    made = listing(request, fitting, _columns(here, asking), name="plans")
    if made.download is not None:
        return made.download
    names = {"listing": made, "states_told": states_of(lines), "states": STATES, "badges": BADGES,
             "wishes": {name: value for name, value in wishes.items() if value},
             "count": len(lines)}  # fmt: skip
    return page(request, "register/plans.html", names)


def _fits(line: PlanLine, wishes: dict[str, str]) -> bool:
    has = {
        "field": line.plan.field.value,
        "unit": line.plan.unit_id or "-",
        "site": line.plan.site_id or "-",
        "state": line.state.value,
    }
    return all(not value or has[name] == value for name, value in wishes.items())


def _columns(here: Here, asking: Asking) -> list[Column[PlanLine]]:
    tell = here.reader.gettext
    return [
        Column("key", Text("Plan"), lambda r: r.key, lambda r: address(here, "plan", key=r.key)),
        Column("title", Text("Title"), lambda r: r.plan.title),
        Column("field", Text("Field"), lambda r: r.plan.field.value, kind="word"),
        Column(
            "unit",
            Text("Unit"),
            lambda r: asking.names.get(r.plan.unit_id or "", r.plan.unit_id or ""),
        ),
        Column("site", Text("Site"), lambda r: r.plan.site_id or ""),
        Column("version", Text("Version"), lambda r: r.plan.version),
        Column(
            "state",
            Text("State"),
            lambda r: tell(STATES[r.state]),
            order=lambda r: STATE_ORDER.index(r.state),
        ),
        Column("paper", Text("Approval"), lambda r: tell(ON_PAPER) if r.is_on_paper else ""),
        Column("missing", Text("Not acknowledged by"), lambda r: len(r.missing)),
        Column("marking", Text("Marking"), lambda r: r.marking.value, kind="marking"),
    ]


@event_page()
def matrix_page(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the fields against the units, or against the sites, with counts and states."""
    asking = Asking(here.actor, here.event, at=here.at)
    by_site = request.GET.get("by") == "site"
    columns, cells = matrix(asking.lines(), by_site=by_site)
    told = [(field, word(field, here.reader), cells[field]) for field in cells]
    names = {
        "columns": [(each, asking.names.get(each, each)) for each in columns],
        "told": sorted(told, key=lambda each: each[1]),
        "by_site": by_site, "column_name": "site" if by_site else "unit",
        "states": STATES, "badges": BADGES,
    }  # fmt: skip
    return page(request, "register/matrix.html", names)


@event_page()
def plan(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    """Return one plan: versions, files, state, what changed since one's unit acknowledged it."""
    names = about(here, "plans", key)
    asking = Asking(here.actor, here.event, at=here.at)
    line = asking.line(key)
    chosen = line.must or asking.touched(line.plan)
    names |= {
        "line": line,
        "readings": asking.readings(line),
        "unit_names": asking.names,
        "choices": [(each, told, each in chosen) for each, told in asking.names.items()],
        **_own_unit(here, names["subject"], asking, names["files"]),
    }
    names["is_asked"] = names["own_unit"] in line.missing
    return page(request, "register/plan.html", names)


def _own_unit(here: Here, subject: Subject, asking: Asking, files: list[Any]) -> dict[str, Any]:
    """Return what the reader's unit has acknowledged, and what is new since."""
    unit = unit_of_actor(here.actor, here.event)
    last = last_acknowledged(subject, unit, asking.units, at=here.moment) if unit else None
    is_old = last is not None and last.row_hash != subject.hash
    return {
        "own_unit": unit,
        "acknowledged": last,
        "changed_since_read": change_since(here.actor, here.event, subject, last, at=here.at)
        if last is not None and is_old
        else None,
        "new_files": [] if last is None else files_since(files, last.at),
    }


@event_page()
def readers(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    """Return which units have read the plan as it stands, and a reminder for the others."""
    subject = subject_for(here.actor, here.event, "plans", key, at=here.at)
    asking = Asking(here.actor, here.event, at=here.at)
    line = asking.line(key)
    found = asking.readings(line)
    made = listing(request, found, _reading_columns(here, asking), name="readers")
    if made.download is not None:
        return made.download
    # The code of the content says nothing of the plan, unlike its key or its title.
    path = address(here, "by-code", code=code_of(subject.hash))
    names = {"subject": subject, "line": line, "listing": made, "title": title_of(subject.row),
             "link": absolute(request, path),
             "missing": sum(not each.has_read for each in found)}  # fmt: skip
    return page(request, "register/readers.html", names)


def _reading_columns(here: Here, asking: Asking) -> list[Column[Reading]]:
    tell = here.reader.gettext

    def state(row: Reading) -> str:
        told = READ if row.has_read else CHANGED if row.changed else NEVER
        return tell(told)

    return [
        Column("unit", Text("Unit"), lambda r: asking.names.get(r.unit, r.unit)),
        Column("state", Text("State"), state),
        Column("version", Text("Last version acknowledged"), lambda r: r.version or ""),
        Column("at", Text("Acknowledged at"), lambda r: r.at or ""),
    ]


@event_page(get=Verb.ACKNOWLEDGE)
def mine(request: HttpRequest, here: Here) -> HttpResponse:
    """Return what the reader's unit has to acknowledge, to be ticked."""
    asking = Asking(here.actor, here.event, at=here.at)
    unit = unit_of_actor(here.actor, here.event)
    told = []
    for line in open_for(asking, unit):
        subject = subject_for(here.actor, here.event, "plans", line.key, at=here.at)
        last = last_acknowledged(subject, unit, asking.units, at=here.moment)
        change = None if last is None else change_since(
            here.actor, here.event, subject, last, at=here.at
        )  # fmt: skip
        told.append((line, f"{subject.hash}{SEPARATOR}{line.key}", change))
    return page(request, "register/mine.html", {"told": told, "unit": unit})


@event_page()
def by_code(request: HttpRequest, here: Here, code: str) -> HttpResponse:
    """Return the way to the plan whose present content has the code."""
    del request
    key = key_of_code(Asking(here.actor, here.event, at=here.at), digits_of(code))
    if key is None:
        raise Denied("code")
    return HttpResponseRedirect(address(here, "plan", key=key))


@event_page()
def sheet(request: HttpRequest, here: Here, table: str, key: str) -> HttpResponse:
    """Return the paper to be printed and signed: it bears the code of the content."""
    if table not in APPROVED_BY:
        raise Denied("table")
    names = about(here, table, key)
    return page(request, "register/sheet.html", names)
