"""Papers of the day: which there are, and each as one page that prints."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from summitry.operations import situation
from summitry.operations.event import Event as Entered
from summitry.operations.papers.paper import Kind, Paper
from summitry.operations.papers.reading import reference
from summitry.report.day_paper import SetPaper, page_of_day, policy_of_day, set_paper
from summitry.report.language import language
from summitry_web.accounts.pages import Here
from summitry_web.accounts.roles import Verb
from summitry_web.frame.refused import Denied
from summitry_web.frame.templating import page
from summitry_web.operations.command_forms import Posted
from summitry_web.operations.pages import day_page
from summitry_web.operations.paper_forms import wish_in
from summitry_web.operations.papers import (
    MESSAGES,
    Sources,
    authors_of,
    markings_of,
    paper_of,
    period_of,
    sources_of,
)
from summitry_web.operations.seen import Seen
from summitry_web.operations.terms import KINDS, words_of

WORDS_SHOWN_MAX = 60
MESSAGES_MAX = 200


@day_page()
def papers(request: HttpRequest, here: Here, seen: Seen) -> HttpResponse:
    """Return the papers that there are, with what the forms of ICS are to be about."""
    messages = seen.newest(MESSAGES_MAX + 1, *MESSAGES)
    names = {
        "seen": seen,
        "path_only": request.path,
        "markings": markings_of(seen, Verb.READ),
        "incidents": [(e.event.entry_id, e.title) for e in situation.incidents(seen.record)[::-1]],
        "messages": [(e.entry_id, _message(here, seen, e)) for e in messages[:MESSAGES_MAX]],
        "is_cut": len(messages) > MESSAGES_MAX,
        "authors": [(each, each) for each in authors_of(seen)],
    }
    return page(request, "operations/papers.html", names)


def _message(here: Here, seen: Seen, event: Entered) -> str:
    kind = here.reader.gettext(KINDS[event.body.kind])
    words = words_of(event.body)[:WORDS_SHOWN_MAX]
    return f"{reference(event)} · {seen.clock(event.observed)} · {kind} · {words}"


@day_page()
def paper(request: HttpRequest, here: Here, seen: Seen, kind: str) -> HttpResponse:
    """Return a paper as one page, in the language that the address asks for."""
    if kind not in {*Kind}:
        raise Denied("paper")
    wish = wish_in(Posted(request.GET, seen), Kind(kind), period_of(seen))
    sources = sources_of(seen)
    return printed(request, here, sources, paper_of(sources, wish))


def printed(request: HttpRequest, here: Here, sources: Sources, made: Paper) -> HttpResponse:
    """Return the paper as a page that needs nothing else of the site."""
    reader = language(request.GET.get("lang") or here.reader.code)
    shown = set_paper(made, sources.plan.event, reader, at=sources.seen.moment)
    answer = HttpResponse(page_of_day(shown), content_type="text/html; charset=utf-8")
    answer.headers["Content-Security-Policy"] = f"{policy_of_day()}; frame-ancestors 'none'"
    return answer


def shown(here: Here, sources: Sources, made: Paper) -> SetPaper:
    """Return the paper in the reader's language, to be shown on a page of the site."""
    return set_paper(made, sources.plan.event, here.reader, at=sources.seen.moment)


def ways_to(here: Here) -> Callable[[str], str]:
    """Return what says where an entry is shown: at the desk, or in the list below the paper."""
    at_desk = here.may(Verb.ENTER)

    def way(entry_id: str) -> str:
        if not at_desk:
            return f"#e-{entry_id}"
        parts = {"event": here.event.slug, "entry_id": entry_id}
        return reverse("operations:entry", kwargs=parts)

    return way
