"""The phone of an officer in the field: their post, their orders, and what they have to say."""

from collections.abc import Callable, Mapping
from typing import Any, cast
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse

from summitry.kit.errors import SummitryError
from summitry.operations.bodies import OrderStep, Priority
from summitry.report.refusals import sentences
from summitry_web.accounts.attempts import require_pace
from summitry_web.accounts.pages import Here, event_page
from summitry_web.accounts.roles import Verb
from summitry_web.frame.phone import kept_page, worker_of
from summitry_web.frame.refused import Denied, wants_json
from summitry_web.frame.templating import page
from summitry_web.operations import terms
from summitry_web.operations.actions.field import (
    ENTRIES,
    Photo,
    Sent,
    move,
    read_back,
    report,
    stand,
)
from summitry_web.operations.cards import card_of
from summitry_web.operations.forms import Typed
from summitry_web.operations.pages import new_id
from summitry_web.operations.words import Choices, Telling

SCRIPT = "field.js"

Doing = Callable[[HttpRequest, Here, Typed, Sent], object]


@event_page(get=Verb.REPORT, post=Verb.REPORT)
def card(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the officer's card; POST takes in what they say."""
    if request.method != "POST":
        return _card(request, here)
    require_pace("field", str(here.account.pk), ENTRIES, here.at)
    cells = {name: str(value) for name, value in request.POST.items()}
    typed = Typed(cells=cells, zone=ZoneInfo(here.event.timezone), at=here.moment)
    doing = _DOINGS.get(typed.text("act"))
    if doing is None:
        raise Denied("act")
    try:
        sent = Sent(
            entry_id=typed.text("entry_id") or new_id(),
            observed=typed.observed,
            entered=typed.entered,
        )
        doing(request, here, typed, sent)
    except SummitryError as refusal:
        if wants_json(request):
            raise
        return _card(request, here, told=sentences(refusal, here.reader))
    if wants_json(request):
        return JsonResponse({"entry_id": sent.entry_id})
    return HttpResponseRedirect(reverse("operations:field", args=[here.event.slug]))


def _names(here: Here) -> dict[str, Any]:
    return {
        "card": card_of(here.actor, here.event, at=here.at),
        "telling": Telling(here),
        "choices": Choices(here),
        "terms": terms,
        "action": reverse("operations:field", kwargs={"event": here.event.slug}),
        "new_id": new_id,
        "as_of": here.moment,
    }


def _card(request: HttpRequest, here: Here, *, told: tuple[str, ...] = ()) -> HttpResponse:
    names = {**_names(here), "told": told, "who": here.who}
    return page(request, "operations/field.html", names, status=400 if told else 200)


def _priority(text: str) -> Priority:
    if text not in set(Priority):
        raise SummitryError("operations.priority", column="priority", got=text[:40])
    return Priority(text)


def _report(request: HttpRequest, here: Here, typed: Typed, sent: Sent) -> None:
    file = request.FILES.get("photo")
    photo = None
    if file is not None and file.size:
        photo = Photo(cast("Any", file.file), file.name or "")
    said = (typed.text("text"), _priority(typed.text("priority") or "routine"))
    report(here.actor, here.event, sent, said=said, photo=photo, at=here.at)


def _come(_: HttpRequest, here: Here, __: Typed, sent: Sent) -> None:
    stand(here.actor, here.event, sent, there=True, at=here.at)


def _leave(_: HttpRequest, here: Here, __: Typed, sent: Sent) -> None:
    stand(here.actor, here.event, sent, there=False, at=here.at)


def _read_back(_: HttpRequest, here: Here, typed: Typed, sent: Sent) -> None:
    words = typed.text("words")
    read_back(here.actor, here.event, sent, to=typed.text("to"), words=words, at=here.at)


def _moved(step: OrderStep) -> Doing:
    def doing(_: HttpRequest, here: Here, typed: Typed, sent: Sent) -> None:
        move(
            here.actor, here.event, sent,
            to=typed.text("to"), step=step, text=typed.text("text"), at=here.at,
        )  # fmt: skip

    return doing


_DOINGS: Mapping[str, Doing] = {
    "report": _report,
    "come": _come,
    "leave": _leave,
    "read-back": _read_back,
    "done": _moved(OrderStep.DONE),
    "refused": _moved(OrderStep.REFUSED),
}


@event_page(get=Verb.REPORT)
def shell(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the page that a phone keeps: the officer's own card, and nobody's name."""
    return kept_page(request, "operations/field_shell.html", _names(here), script=SCRIPT)


@event_page(get=Verb.REPORT)
def worker(request: HttpRequest, here: Here) -> HttpResponse:  # noqa: ARG001  # a view
    """Return the service worker with the addresses that it keeps; it serves this page alone."""
    where = {"event": here.event.slug}
    return worker_of(
        SCRIPT,
        scope=reverse("operations:field", kwargs=where),
        shell=reverse("operations:field-shell", kwargs=where),
    )
