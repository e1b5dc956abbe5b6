"""How the tests ask the API."""

from summitry_web.accounts.pages import CLOCK
from summitry_web.api.actions.tokens import Wanted, make
from summitry_web.api.terms import LENDABLE
from tests.web import made

EVERY = tuple(verb.value for verb in LENDABLE)


def a_token(account, event, *verbs, unit="", days=30, at=None):
    """Return a token of the account, with every verb where none is named."""
    at = at or CLOCK.now()
    actor = made.an_actor(account, event, at=at)
    held = {verb.value for each in actor.grants for verb in each.verbs}
    wanted = verbs or [verb for verb in EVERY if verb in held]
    return make(actor, event, Wanted(name="t", unit=unit, verbs=wanted, days=days), at=at)


def ask(client, method, path, token=None, *, body=None, **headers):
    """Return the API's answer."""
    sent = {} if token is None else {"Authorization": f"Bearer {token}"}
    more = {} if body is None else {"data": body, "content_type": "application/json"}
    asking = getattr(client, method.lower())
    return asking(f"/api/v1{path}", headers=sent | headers, **more)
