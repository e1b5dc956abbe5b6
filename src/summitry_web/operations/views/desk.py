"""The desk: one line and Enter; what came in last."""

import secrets

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from summitry_web.accounts.pages import Here, event_page
from summitry_web.accounts.roles import Verb
from summitry_web.frame.templating import page
from summitry_web.operations import terms
from summitry_web.operations.access import day_of, newest, post_here
from summitry_web.operations.actions.enter import enter
from summitry_web.operations.forms import TYPED, written_of

SHOWN = 50


@event_page(get=Verb.ENTER, post=Verb.ENTER)
def desk(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the desk; POST writes the line."""
    post_id = post_here(here.event)
    if post_id is None:
        return HttpResponseRedirect(reverse("operations:post", args=[here.event.slug]))
    if request.method == "POST":
        enter(here.actor, here.event, written_of(request.POST.dict()), at=here.at)
        return HttpResponseRedirect(reverse("operations:desk", args=[here.event.slug]))
    day = day_of(here.event, post_id)
    names = {
        "post_id": post_id,
        "entries": newest(day, here.actor, at=here.at, most=SHOWN),
        "terms": terms,
        "words_of": terms.words_of,
        "typed": list(TYPED),
        "entry_id": secrets.token_hex(16),
    }
    return page(request, "operations/desk.html", names)
