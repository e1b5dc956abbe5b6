"""Forms of the accounts' pages, read into types."""

from django.http import HttpRequest

from summitry_web.accounts.actions.grants import Terms
from summitry_web.accounts.pages import Here
from summitry_web.accounts.terms import Wish, clearance_of, moment_of, role_of

TEXT_LETTERS_MAX = 20_000


def text(request: HttpRequest, name: str) -> str:
    """Return what was typed, empty where nothing was."""
    return str(request.POST.get(name, ""))[:TEXT_LETTERS_MAX].strip()


def wish(request: HttpRequest, here: Here) -> Wish:
    """Return whom the form invites."""
    zone = here.formats.zone
    return Wish(
        email=text(request, "email").lower(),
        name=text(request, "name")[:120],
        role=role_of(text(request, "role")),
        unit_id=text(request, "unit"),
        person_id=text(request, "person"),
        clearance=clearance_of(text(request, "clearance")),
        not_before=moment_of(text(request, "not_before"), zone),
        not_after=moment_of(text(request, "not_after"), zone),
    )


def terms(request: HttpRequest, here: Here) -> Terms:
    """Return clearance and time as the form sets them."""
    zone = here.formats.zone
    return Terms(
        clearance=clearance_of(text(request, "clearance")),
        not_before=moment_of(text(request, "not_before"), zone),
        not_after=moment_of(text(request, "not_after"), zone),
    )
