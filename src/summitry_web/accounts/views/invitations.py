"""Inviting, and taking up an invitation."""

from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from summitry.kit.errors import SummitryError, Text
from summitry.report import refusals
from summitry.report.language import offered
from summitry_web.accounts import attempts, forms, pages, passkeys, reading
from summitry_web.accounts.actions import invitations as actions
from summitry_web.accounts.actions import passwords
from summitry_web.accounts.codes import opened
from summitry_web.accounts.forms import text
from summitry_web.accounts.labels import label
from summitry_web.accounts.mail import link_of, send_invitation
from summitry_web.accounts.models import Account, Invitation
from summitry_web.accounts.pages import Here, account_page, event_page, public_page
from summitry_web.accounts.qr import picture_of
from summitry_web.accounts.roles import Verb
from summitry_web.accounts.terms import clearance_of, wishes_of
from summitry_web.accounts.views.showing import shown
from summitry_web.accounts.views.signing_in import begun
from summitry_web.frame.listing import Column, listing
from summitry_web.frame.templating import reader_of


@public_page
@require_http_methods(["GET", "HEAD", "POST"])
def invited(request: HttpRequest, code: str) -> HttpResponse:
    """Return the page of an invitation, or make its account and go on."""
    at = pages.now()
    attempts.require_room(attempts.Kind.INVITATION, attempts.address_of(request), at)
    found = reading.invitation_by(code, at=at)
    if found is None:
        raise SummitryError("invitation.void")
    told: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            account = _accepted(request, code)
        except SummitryError as problem:
            told = refusals.sentences(problem, reader_of(request))
        else:
            way = "passkey" if text(request, "credential") else "password"
            return begun(request, account, way=way, back=reverse("accounts:own"))
    return _invited_page(request, found, told)


def _accepted(request: HttpRequest, code: str) -> Account:
    at, credential = pages.now(), text(request, "credential")
    if credential:
        way = actions.Way(passkey=passkeys.made_by(request.session, credential, at=at))
    else:
        secret = request.session.get(passwords.SECRET, "")
        way = actions.Way(
            password=str(request.POST.get("password", "")),
            secret=opened(secret.encode()) if secret else "",
            digits=text(request, "code"),
        )
    language = text(request, "language")
    known = {each.code for each in offered()}
    return actions.accept_new(
        code,
        name=text(request, "name"),
        language=language if language in known else reader_of(request).code,
        way=way,
        at=at,
    )


def _invited_page(request: HttpRequest, found: Invitation, told: tuple[str, ...]) -> HttpResponse:
    names = {
        "invitation": found,
        "told": told,
        "typed": text(request, "name") or found.name,
        "has_account": reading.has_account(found.email),
        "is_theirs": isinstance(request.user, Account) and request.user.email == found.email,
        "is_other": isinstance(request.user, Account) and request.user.email != found.email,
        "has_passwords": settings.PASSWORDS_ALLOWED,
        "secret": "",
        "picture": "",
    }
    if settings.PASSWORDS_ALLOWED and not names["has_account"]:
        secret = passwords.secret_shown(request.session)
        names.update(secret=secret, picture=picture_of(secret, found.email))
    return shown(request, "invited", names, status=400 if told else 200)


@account_page
@require_POST
def take(request: HttpRequest, code: str) -> HttpResponse:
    """Take up the invitation with the account that is signed in."""
    at = pages.now()
    attempts.require_room(attempts.Kind.INVITATION, attempts.address_of(request), at)
    actions.accept_as(pages.account_of(request), code, at=at)
    return HttpResponseRedirect(reverse("accounts:own"))


@event_page(get=Verb.INVITE, post=Verb.INVITE)
def invitations(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the list of invitations with its form, or invite one person."""
    if request.method != "POST":
        return _list(request, here)
    links = actions.invite(here.actor, here.event, [forms.wish(request, here)], at=here.at)
    return _list(request, here, links, waits=not links)


@event_page(get=None, post=Verb.INVITE)
def group(request: HttpRequest, here: Here) -> HttpResponse:
    """Invite everybody of the pasted lines, or nobody."""
    wishes = wishes_of(text(request, "lines"), clearance_of(text(request, "clearance")))
    links = actions.invite(here.actor, here.event, wishes, at=here.at)
    return _list(request, here, links, waits=len(links) < len(wishes))


@event_page(get=None, post=Verb.INVITE)
def again(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Make a fresh link for an invitation."""
    return _list(request, here, [actions.send_again(here.actor, here.event, pk, at=here.at)])


@event_page(get=None, post=Verb.INVITE)
def withdraw(_: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Withdraw an invitation."""
    actions.withdraw(here.actor, here.event, pk, at=here.at)
    return HttpResponseRedirect(reverse("accounts:invitations", kwargs={"event": here.event.slug}))


def _list(
    request: HttpRequest, here: Here, links: Sequence[actions.Link] = (), *, waits: bool = False
) -> HttpResponse:
    found = reading.invitations_of(here.event)
    columns: tuple[Column[Invitation], ...] = (
        Column("email", Text("E-mail address"), lambda each: each.email),
        Column("role", Text("Role"), lambda each: label(each.role, here.reader)),
        Column("unit", Text("Unit"), lambda each: each.unit_id),
        Column("person", Text("Person"), lambda each: each.person_id),
        Column("clearance", Text("Clearance"), lambda each: each.clearance),
        Column("made", Text("Made at"), lambda each: each.made_at),
        Column("expires", Text("Ends at"), lambda each: each.expires),
        Column(
            "state", Text("State"), lambda each: label(reading.state_of(each, here.at), here.reader)
        ),
    )
    rows = listing(request, found, columns, name="invitations")
    if rows.download is not None:
        return rows.download
    handed = [
        (link.email, link_of(link.code), send_invitation(link.email, link.code, here.reader))
        for link in links
    ]
    open_now = [e for e in found if reading.state_of(e, here.at) in {"open", "expired"}]
    names = {
        "listing": rows,
        "handed": handed,
        "waits": waits,
        "open_now": open_now,
    }
    return shown(request, "invitations", names)
