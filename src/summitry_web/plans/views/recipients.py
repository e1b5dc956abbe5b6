"""The page on which a row marked TLP:RED names who may read it."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from summitry_web.accounts.pages import Here, event_page
from summitry_web.accounts.roles import Verb
from summitry_web.frame.refused import Denied
from summitry_web.frame.templating import page
from summitry_web.plans.access import recipients_of, stored_row_for, table_named
from summitry_web.plans.actions.naming import name_recipients

DIGITS_MAX = 15


@event_page(post=Verb.EDIT)
def recipients(request: HttpRequest, here: Here, table: str, key: str) -> HttpResponse:
    """Return whom the row names; have it name whom the form names."""
    declared = table_named(table)
    if declared.bulk:
        raise Denied("row")
    if request.method == "POST":
        accounts = [_number(each) for each in request.POST.getlist("account")]
        name_recipients(here.actor, here.event, table, key, accounts, at=here.at)
        parts = {"event": here.event.slug, "table": table, "key": key}
        return HttpResponseRedirect(reverse("plans:row", kwargs=parts))
    stored = stored_row_for(here.actor, here.event, table, key, at=here.at)
    found = recipients_of(here.actor, here.event, stored, at=here.at)
    names = {
        "table": declared, "label": here.reader.gettext(declared.label), "key": key,
        "recipients": found,
    }  # fmt: skip
    return page(request, "plans/recipients.html", names)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= DIGITS_MAX):
        raise Denied("account")
    return int(text)
