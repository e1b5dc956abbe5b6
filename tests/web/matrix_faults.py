"""Addresses with planted faults: what the matrix must find."""

from django.http import HttpResponse
from django.urls import path

from summitry_web.accounts.pages import account_page, event_page, public_page
from summitry_web.accounts.roles import Verb
from summitry_web.urls import urlpatterns as site


def answer(_request, *_parts, **_named):
    return HttpResponse("open")


def forged(request, **parts):
    return answer(request, **parts)


forged.verbs = {"GET": Verb.READ}


@public_page
def public(request, **parts):
    return answer(request, **parts)


@account_page
def of_accounts(request, **parts):
    return answer(request, **parts)


@event_page(get=Verb.READ, post=Verb.PUBLISH)
def good(request, _here, **parts):
    return answer(request, **parts)


@event_page(get=Verb.READ)
def lying(request, _here, **parts):
    return answer(request, **parts)


lying.verbs = {"GET": Verb.EDIT}

LIE = path("e/<slug:event>/lying/", lying)
DECLARED = path("e/<slug:event>/good/<int:pk>/<path:key>/", good)
PLANTED = [
    LIE,
    DECLARED,
    path("open/", answer),
    path("e/<slug:event>/forged/", forged),
    path("e/<slug:event>/public/", public),
    path("e/<slug:event>/account/", of_accounts),
    path("good/", good),
    path("account/", of_accounts),
]
urlpatterns = [*PLANTED, *site]
