"""Who asks: a bearer token, and nothing else. Cookies are never looked at, so none can be abused.

A route says which verb it needs; the token must have been lent it, and its account must still have
it. Actions below ask again, with the thing itself.
"""

from functools import cache

from django.http import HttpRequest
from msgspec import Struct
from ninja.security import HttpBearer

from summitry_web.accounts.attempts import Kind, address_of, require_room
from summitry_web.accounts.can import require
from summitry_web.accounts.pages import CLOCK, Here
from summitry_web.accounts.roles import Verb
from summitry_web.api.access import actor_by, token_of
from summitry_web.api.actions.tokens import note_change, note_use
from summitry_web.api.models import Token
from summitry_web.api.rest.problems import OutOfScope, Unauthorised, reader_of
from summitry_web.frame.refused import Denied

TOKEN_LENGTH_MAX = 200
SCOPE = "x-summitry-verb"


class Caller(Struct, frozen=True, kw_only=True):
    """A program with its token, and what a view of the site would be given."""

    token: Token
    here: Here

    def changed(self, operation: str) -> None:
        """Write into the journal that the token changed something."""
        note_change(self.token, operation, at=self.here.at)


class Bearer(HttpBearer):
    """Lets the request through where its token may do the verb in the event of the address."""

    def __init__(self, verb: Verb) -> None:
        super().__init__()
        self.verb = verb

    def __call__(self, request: HttpRequest) -> Caller | None:
        """Return the caller.

        Raises
        ------
        Unauthorised
            Without a token that holds.
        """
        scheme, _, shown = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not shown:
            raise Unauthorised
        return self.authenticate(request, shown.strip())

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        """Return the caller; wrong tokens are counted by address, and made to wait."""
        at = CLOCK.now()
        found = token_of(token, at=at) if len(token) <= TOKEN_LENGTH_MAX else None
        if found is None:
            require_room(Kind.TOKEN, address_of(request), at)
            raise Unauthorised
        return self._caller(request, found)

    def _caller(self, request: HttpRequest, token: Token) -> Caller:
        at = CLOCK.now()
        matched = request.resolver_match
        slug = (
            token.event.slug if matched is None else matched.kwargs.get("event", token.event.slug)
        )
        if slug != token.event.slug:
            raise Denied("event")
        actor = actor_by(token, at=at)
        if self.verb.value not in token.verbs:
            raise OutOfScope(self.verb.value)
        require(actor, self.verb, at=at)
        note_use(token, at=at)
        here = Here(
            event=token.event, account=token.account, actor=actor, reader=reader_of(request), at=at
        )
        return Caller(token=token, here=here)


@cache
def needs(verb: Verb) -> Bearer:
    """Return the guard of the verb, one for all routes."""
    return Bearer(verb)


def caller_of(request: HttpRequest) -> Caller:
    """Return who asks, in a route that is guarded."""
    caller = getattr(request, "auth", None)
    assert isinstance(caller, Caller)
    return caller


def here_of(request: HttpRequest) -> Here:
    """Return what a view of the site would be given."""
    return caller_of(request).here
