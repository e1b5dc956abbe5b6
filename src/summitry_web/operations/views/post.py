"""Which command post this node is, and the others it exchanges with."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from summitry.kit.errors import SummitryError
from summitry.plan.command import CommandPost
from summitry_web.accounts.pages import Here, event_page
from summitry_web.accounts.roles import Verb
from summitry_web.frame.templating import page
from summitry_web.journal.keys import node_key
from summitry_web.operations.access import clocks_ahead, day_of, forked_posts, peers_of, post_here
from summitry_web.operations.actions.enter import open_post
from summitry_web.operations.actions.peers import (
    Added,
    add_peer,
    parcel_on_stick,
    remove_peer,
    stick_in,
)
from summitry_web.operations.store.cards import card_of
from summitry_web.operations.terms import TROUBLES
from summitry_web.plans.access import rows

PARCEL_TYPE = "application/octet-stream"


@event_page(get=Verb.READ, post=Verb.GRANT)
def post(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the page of this node's command post; POST makes the node one."""
    if request.method == "POST":
        open_post(here.actor, here.event, request.POST.get("post_id", ""), at=here.at)
        return _back(here)
    return _page(request, here)


@event_page(get=None, post=Verb.GRANT)
def peer(request: HttpRequest, here: Here) -> HttpResponse:
    """Add another command post, or take one out."""
    posted = request.POST
    if posted.get("doing") == "remove":
        remove_peer(here.actor, here.event, posted.get("post_id", ""), at=here.at)
    else:
        added = Added(
            post_id=posted.get("post_id", ""),
            card=posted.get("card", ""),
            address=posted.get("address", ""),
        )
        add_peer(here.actor, here.event, added, at=here.at)
    return _back(here)


@event_page(get=None, post=Verb.COMMAND)
def stick(request: HttpRequest, here: Here) -> HttpResponse:
    """Return a parcel for another post as a file."""
    post_id = request.POST.get("post_id", "")
    passphrase = request.POST.get("passphrase", "")
    content = parcel_on_stick(here.actor, here.event, post_id, passphrase, at=here.at)
    answer = HttpResponse(content, content_type=PARCEL_TYPE)
    name = f"{here.event.slug}-for-{post_id}.parcel".replace("/", "-")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@event_page(get=None, post=Verb.COMMAND)
def taken(request: HttpRequest, here: Here) -> HttpResponse:
    """Take in the parcel that came on a stick, and say what it brought."""
    file = request.FILES.get("parcel")
    if file is None:
        raise SummitryError("exchange.malformed", problem="")
    passphrase = request.POST.get("passphrase", "")
    came = stick_in(here.actor, here.event, file.read(), passphrase, at=here.at)
    return _page(request, here, came=came)


def _page(request: HttpRequest, here: Here, **more: object) -> HttpResponse:
    posts = [
        (key, row.name)
        for key, row in rows(here.actor, here.event, CommandPost, at=here.at).items()
    ]
    own = post_here(here.event)
    peers = peers_of(here.event)
    names = {
        "posts": posts,
        "post_id": own,
        "day": day_of(here.event, own) if own else None,
        "card": card_of(node_key()).decode() if own and here.may("grant") else "",
        "peers": peers,
        "known": [(each.post_id, each.post_id) for each in peers],
        "others": [each for each in posts if each[0] != own],
        "forked": forked_posts(here.event),
        "ahead": clocks_ahead(here.event, at=here.at),
        "troubles": TROUBLES,
        "came": None,
        **more,
    }
    return page(request, "operations/post.html", names)


def _back(here: Here) -> HttpResponse:
    return HttpResponseRedirect(reverse("operations:post", args=[here.event.slug]))
