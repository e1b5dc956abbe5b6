"""Tokens of an event: made, shown once, revoked."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from summitry.kit.errors import SummitryError, Text
from summitry.report.refusals import sentences
from summitry_web.accounts.attempts import Kind, require_room
from summitry_web.accounts.pages import Here, event_page
from summitry_web.accounts.roles import Verb
from summitry_web.api.access import lendable, tokens_for
from summitry_web.api.actions import tokens as actions
from summitry_web.api.models import Token
from summitry_web.api.terms import DAYS_MAX, LENDABLE, MAY
from summitry_web.frame.listing import Column, listing
from summitry_web.frame.templating import page

DAYS = 30
STATES = {
    "holds": Text("In force"),
    "expired": Text("Expired"),
    "revoked": Text("Revoked"),
}


@event_page(get=Verb.MANAGE_TOKENS, post=Verb.MANAGE_TOKENS)
def tokens(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the list of tokens with the form for a new one; or make it, and show it once."""
    if request.method != "POST":
        return _shown(request, here)
    require_room(Kind.TOKEN, str(here.account.pk), here.at)
    days = request.POST.get("days", "")
    wanted = actions.Wanted(
        name=request.POST.get("name", "").replace("\x00", ""),
        unit=request.POST.get("unit", "").strip().replace("\x00", "")[:80],
        verbs=request.POST.getlist("verbs"),
        days=int(days) if days.isascii() and days.isdigit() and len(days) < 5 else 0,  # noqa: PLR2004  # digits
    )
    try:
        made = actions.make(here.actor, here.event, wanted, at=here.at)
    except SummitryError as refusal:
        return _shown(request, here, wanted=wanted, told=sentences(refusal, here.reader))
    return _shown(request, here, made=made)


def _shown(
    request: HttpRequest, here: Here, *, made: str = "", wanted: actions.Wanted | None = None,
    told: tuple[str, ...] = (),
) -> HttpResponse:  # fmt: skip
    found = list(tokens_for(here.actor, here.event, at=here.at))
    rows = listing(request, found, _columns(here), name="tokens")
    if rows.download is not None:
        return rows.download
    gettext = here.reader.gettext
    verbs = [(verb.value, gettext(LENDABLE[verb])) for verb in lendable(here.actor, at=here.at)]
    names: dict[str, Any] = {
        "listing": rows,
        "holding": [each for each in found if _state(each, here) == "holds"],
        "made": made,
        "told": told,
        "verbs": verbs,
        "wanted": wanted or actions.Wanted(name="", unit="", verbs=("read",), days=DAYS),
        "days_max": DAYS_MAX,
        "units": [("", gettext(Text("All that I may"))), *_units(here)],
        "is_whole": any(not each.unit_id for each in here.actor.grants if each.holds(here.at)),
    }
    return page(request, "api/tokens.html", names, status=400 if told else 200)


def _units(here: Here) -> list[tuple[str, str]]:
    return [(unit, unit) for unit in sorted(here.actor.units(here.at))]


def _state(token: Token, here: Here) -> str:
    if token.revoked_at is not None:
        return "revoked"
    return "holds" if token.expires > here.at else "expired"


def _listed(verbs: list[str], here: Here) -> str:
    return here.formats.listed_whole(tuple(here.reader.gettext(MAY[verb]) for verb in verbs))


def _columns(here: Here) -> tuple[Column[Token], ...]:
    gettext = here.reader.gettext
    return (
        Column("name", Text("Name"), lambda each: each.name),
        Column("person", Text("Person"), lambda each: each.person_id),
        Column("unit", Text("Unit"), lambda each: each.unit_id),
        Column("verbs", Text("It may"), lambda each: _listed(each.verbs, here)),
        Column("made", Text("Made at"), lambda each: each.made_at),
        Column("expires", Text("Expires"), lambda each: each.expires),
        Column("used", Text("Last used"), lambda each: each.last_used or ""),
        Column("state", Text("State"), lambda each: gettext(STATES[_state(each, here)])),
    )


@event_page(get=None, post=Verb.MANAGE_TOKENS)
def revoke(_: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Revoke a token at once."""
    actions.revoke(here.actor, here.event, pk, at=here.at)
    return HttpResponseRedirect(reverse("api:tokens", kwargs={"event": here.event.slug}))
