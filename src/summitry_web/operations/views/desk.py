"""The desk: one line and Enter; everything that came in, the newest first."""

import secrets

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from summitry.kit.errors import Text
from summitry.operations.event import Event as Entered
from summitry_web.accounts.pages import Here, event_page
from summitry_web.accounts.roles import Verb
from summitry_web.frame.listing import Column, listing
from summitry_web.frame.templating import page
from summitry_web.operations.access import day_of, post_here, readable
from summitry_web.operations.actions.enter import ID_BYTES, enter
from summitry_web.operations.forms import TYPED, written_of
from summitry_web.operations.terms import KINDS, words_of


@event_page(get=Verb.ENTER, post=Verb.ENTER)
def desk(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the desk; POST writes the line."""
    post_id = post_here(here.event)
    if post_id is None:
        return HttpResponseRedirect(reverse("operations:post", args=[here.event.slug]))
    if request.method == "POST":
        enter(here.actor, here.event, written_of(request.POST.dict()), at=here.at)
        return HttpResponseRedirect(reverse("operations:desk", args=[here.event.slug]))
    entries = readable(day_of(here.event, post_id), here.actor, at=here.at)
    marking = max((each.marking for each in entries), key=lambda each: each.height, default=None)
    made = listing(request, entries, _columns(here), name="entries", marking=marking)
    if made.download is not None:
        return made.download
    names = {
        "post_id": post_id,
        "listing": made,
        "kinds": [(each, here.reader.gettext(KINDS[each])) for each in TYPED],
        "entry_id": secrets.token_hex(ID_BYTES),
    }
    return page(request, "operations/desk.html", names)


def _columns(here: Here) -> list[Column[Entered]]:
    tell = here.reader.gettext
    return [
        Column("entered", Text("When"), lambda e: e.entered),
        Column("kind", Text("Kind"), lambda e: tell(KINDS[e.body.kind])),
        Column("words", Text("What happened"), lambda e: words_of(e.body)),
        Column("observed", Text("Happened"), lambda e: e.observed),
        Column("author", Text("Who"), lambda e: e.author),
        Column("post", Text("Command post"), lambda e: e.post),
        Column("marking", Text("Marking"), lambda e: e.marking, kind="marking"),
    ]
