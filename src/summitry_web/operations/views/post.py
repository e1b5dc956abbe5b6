"""Which command post this node is, and making it one."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from summitry.plan.command import CommandPost
from summitry_web.accounts.pages import Here, event_page
from summitry_web.accounts.roles import Verb
from summitry_web.frame.templating import page
from summitry_web.operations.access import post_here
from summitry_web.operations.actions.enter import open_post
from summitry_web.plans.access import rows


@event_page(get=Verb.READ, post=Verb.GRANT)
def post(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the page of this node's command post; POST makes the node one."""
    if request.method == "POST":
        open_post(here.actor, here.event, request.POST.get("post_id", ""), at=here.at)
        return HttpResponseRedirect(reverse("operations:desk", args=[here.event.slug]))
    posts = rows(here.actor, here.event, CommandPost, at=here.at)
    names = {"posts": list(posts.values()), "post_id": post_here(here.event)}
    return page(request, "operations/post.html", names)
