"""Signing in (a placeholder until the app's own views stand)."""

from django.http import HttpRequest, HttpResponse

from summitry_web.accounts.pages import public_page


@public_page
def sign_in(request: HttpRequest) -> HttpResponse:
    """Return the page to sign in."""
    return HttpResponse(request.method)


@public_page
def prove(request: HttpRequest) -> HttpResponse:
    """Return the page to prove again who one is."""
    return HttpResponse(request.method)
