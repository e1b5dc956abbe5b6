"""The master plan: all plans in one picture, and its papers to be taken along."""

from django.http import HttpRequest, HttpResponse

from summitry.report.words import word
from summitry_web.accounts.pages import Here, event_page
from summitry_web.accounts.roles import Verb
from summitry_web.frame.templating import page
from summitry_web.register.access.plans import Asking, PlanLine, states_of
from summitry_web.register.access.printing import kind_of, paper_for, pdf, subject_of, titles
from summitry_web.register.actions.keeping import note_printed
from summitry_web.register.forms import day_in_form, text_in
from summitry_web.register.terms import BADGES, STATES


@event_page()
def master(request: HttpRequest, here: Here) -> HttpResponse:
    """Return all plans by field with their states, and the form for papers."""
    asking = Asking(here.actor, here.event, at=here.at)
    lines = asking.lines()
    by_field: dict[str, list[PlanLine]] = {}
    for line in lines:
        by_field.setdefault(word(line.plan.field.value, here.reader), []).append(line)
    names = {
        "by_field": dict(sorted(by_field.items())),
        "told": states_of(lines),
        "count": len(lines),
        "states": STATES,
        "badges": BADGES,
        "unit_names": asking.names,
        "kinds": titles(here),
        "may_print": here.may(Verb.EXPORT),
    }
    return page(request, "register/master.html", names)


@event_page(get=None, post=Verb.EXPORT)
def print_paper(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the paper as a PDF; the journal records its code."""
    cells = {name: str(value) for name, value in request.POST.items()}
    kind = kind_of(text_in(cells, "kind"))
    subject = subject_of(here, kind, row=text_in(cells, "row"), day=day_in_form(cells, "day"))
    source, paper = paper_for(here, kind, subject)
    made = pdf(here, source, paper)
    note_printed(here.actor, here.event, kind=kind.value, code=made.code, at=here.at)
    answer = HttpResponse(made.content, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{kind.value}-{made.code}.pdf"'
    return answer
