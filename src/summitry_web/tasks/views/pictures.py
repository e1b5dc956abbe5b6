"""Pictures of tasks: the Gantt chart, the critical path, the synchronisation matrix."""

from django.http import HttpRequest, HttpResponse

from summitry.plan.governance import Meeting
from summitry.plan.plans import Task, TaskPart
from summitry.plan.programme import Item
from summitry.plan.readiness import Exercise
from summitry.plan.terms import highest
from summitry.report.pictures import critical_path
from summitry.report.pictures import matrix as matrix_picture
from summitry.report.pictures.sheet import Wish
from summitry.report.templating import PICTURES, styles
from summitry_web.accounts.pages import Here, event_page
from summitry_web.frame.templating import page
from summitry_web.tasks.access.book import STATES, State, book_of
from summitry_web.tasks.access.lists import Narrowed, narrowed
from summitry_web.tasks.access.matrix import matrix_of
from summitry_web.tasks.access.sources import deeds_source, marking_of, tasks_source
from summitry_web.tasks.forms import wish_of
from summitry_web.tasks.gantt import GroupBy, bar_of, draw, groups_of
from summitry_web.tasks.views.lists import filters

ROWS_MAX = 60
SECONDS = 3_600


@event_page()
def sheet(request: HttpRequest, here: Here) -> HttpResponse:  # noqa: ARG001  # a view
    """Return the style of the core's pictures: it stands in one place, for papers and pages."""
    answer = HttpResponse(styles(PICTURES), content_type="text/css; charset=utf-8")
    answer.headers["Cache-Control"] = f"private, max-age={SECONDS}"
    return answer


@event_page()
def gantt(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the Gantt chart with the same in a table, so many tasks to a page."""
    book = book_of(here.actor, here.event, at=here.at)
    wish = Narrowed.of(request.GET.dict())
    by = GroupBy.UNIT if request.GET.get("by") == GroupBy.UNIT else GroupBy.PLAN
    found = narrowed(here, book, wish)
    pages = max(1, -(-len(found) // ROWS_MAX))
    asked = request.GET.get("page", "1")
    number = min(max(1, int(asked)), pages) if asked.isascii() and asked.isdigit() else 1
    shown = found[(number - 1) * ROWS_MAX : number * ROWS_MAX]
    groups = groups_of(book, shown, by)
    source = tasks_source(here, book, Wish())
    names = {
        "picture": None if source is None or not shown else draw(source, book, groups),
        "mark": highest([each.marking for each in shown]) if shown else None,
        "groups": groups,
        "bars": {each.key: bar_of(book, each) for each in shown},
        "book": book,
        "by": by.value,
        "number": number,
        "pages": pages,
        "others": _others(request, "page"),
        "states": {each.value: here.reader.gettext(told) for each, told in STATES.items()},
        **filters(here, book, wish),
    }
    return page(request, "tasks/gantt.html", names)


def _others(request: HttpRequest, name: str) -> str:
    """Return the address's other parameters, to be followed by one more."""
    kept = request.GET.copy()
    kept.pop(name, None)
    told = kept.urlencode()
    return f"{told}&" if told else ""


@event_page()
def critical(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the chain that decides, and how much slack the other open tasks have."""
    book = book_of(here.actor, here.event, at=here.at)
    source = tasks_source(here, book, Wish())
    standings = {each.key: each for each in book.standings}
    rest = sorted(
        (each for each in book.standings if not each.is_critical and each.state is not State.DONE),
        key=lambda each: (each.slack_days, each.key),
    )
    names = {
        "picture": None if source is None else critical_path.draw(source),
        "mark": None if source is None else marking_of(source, Task),
        "chain": [standings[key] for key in book.schedule.critical],
        "rest": rest,
        "cycles": book.schedule.cycles,
        "book": book,
    }
    return page(request, "tasks/critical.html", names)


@event_page()
def matrix(request: HttpRequest, here: Here) -> HttpResponse:
    """Return who does what when, as a table that leads on and as a picture for paper."""
    book = book_of(here.actor, here.event, at=here.at)
    wish = wish_of(request.GET.dict(), here)
    source = deeds_source(here, book, wish)
    units = sorted({unit for each in book.standings for unit in each.units}, key=book.name)
    names = {
        "wish": wish,
        "units": [(unit, book.name(unit)) for unit in units],
        "found": None if source is None else matrix_of(here, book, source),
        "picture": None if source is None else matrix_picture.draw(source),
        "mark": None
        if source is None
        else marking_of(source, Task, TaskPart, Exercise, Meeting, Item),
    }
    return page(request, "tasks/matrix.html", names)
