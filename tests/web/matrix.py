"""The matrix of rights: every address by method by relation, and what must come of it.

What must come of a cell is computed from `VERBS` alone, never from `can`. What comes of it is asked
of the real address, through the real middleware and the view's real declaration; only the view
inside the declaration is exchanged for one that says "reached". So a cell is judged by whether the
declaration let somebody through, and not by what a view without its things would answer: a 404 for
a missing row and a 404 for a stranger could not be told apart. It also means that a form or body
need not be invented for each address, and that no cell changes anything.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from enum import StrEnum
from types import FunctionType
from typing import NamedTuple

from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver

from summitry.plan.terms import Marking
from summitry_web.accounts.access import GLASS, PROVED
from summitry_web.accounts.can import TAKING
from summitry_web.accounts.models import BreakGlass
from summitry_web.accounts.pages import CLOCK, account_page, event_page
from summitry_web.accounts.roles import PROOF_MINUTES_MAX, SENSITIVE, VERBS, Role, Verb
from summitry_web.events.models import Event
from tests.web import made

EVENT, OTHER, NOWHERE = "matrix-here", "matrix-side", "matrix-none"
METHODS = ("GET", "POST")
EXEMPT = "api/"
"""The API declares its rights by tokens, and has a matrix of its own."""

SAMPLES = {"int": "2000000001", "uuid": "00000000-0000-4000-8000-000000000000"}
SAMPLE = "no-such-thing"


class Outcome(StrEnum):
    """What comes of a request."""

    REACHED = "reached"
    ABSENT = "absent"
    SIGN_IN = "sign-in"
    PROVE = "prove"
    NO_METHOD = "no-method"


class Relation(NamedTuple):
    """What somebody is to the event: the verbs that they have there, and whether they came in."""

    name: str
    role: Role | None = None
    unit: str = ""
    days: tuple[int | None, int | None] = (None, None)
    event: str = EVENT
    is_breaking: bool = False
    is_known: bool = True

    @property
    def verbs(self) -> frozenset[Verb]:
        """The verbs that must be allowed."""
        before, after = self.days
        is_now = (before is None or before <= 0) and (after is None or after > 0)
        if self.role is None or self.event != EVENT or not is_now:
            return frozenset()
        if not self.is_breaking or Verb.BREAK_GLASS not in VERBS[self.role]:
            return VERBS[self.role]
        # Who breaks the glass reads everything, and takes nothing along.
        return (VERBS[self.role] | {Verb.READ}) - TAKING


RELATIONS = (
    *(Relation(f"{role.value} of the event", role) for role in Role),
    *(Relation(f"{role.value} of a unit", role, unit="U-1") for role in Role),
    *(Relation(f"{role.value} until yesterday", role, days=(-9, -1)) for role in Role),
    *(Relation(f"{role.value} from tomorrow", role, days=(1, 9)) for role in Role),
    *(Relation(f"{role.value} elsewhere", role, event=OTHER) for role in Role),
    Relation("organiser for a time that holds", Role.ORGANISER, days=(-9, 9)),
    Relation("reporter who breaks the glass", Role.REPORTER, is_breaking=True),
    Relation("unit lead who breaks the glass", Role.UNIT_LEAD, unit="U-1", is_breaking=True),
    Relation("nothing that is granted"),
    Relation("somebody who has not signed in", is_known=False),
)


class Address(NamedTuple):
    """One leaf of the site's addresses."""

    route: str
    view: FunctionType
    path: str
    """With the event's short name, and names of things that do not exist."""

    @property
    def verbs(self) -> dict[str, Verb]:
        return dict(getattr(self.view, "verbs", {}))

    @property
    def absent(self) -> str:
        """The same address of an event that does not exist."""
        return self.path.replace(f"/e/{EVENT}/", f"/e/{NOWHERE}/")


class Cell(NamedTuple):
    """One request, and what must come of it."""

    address: Address
    method: str
    relation: Relation
    is_fresh: bool

    @property
    def expected(self) -> Outcome:
        verb = self.address.verbs.get(self.method)
        if verb is None:
            return Outcome.NO_METHOD
        if not self.relation.is_known:
            return Outcome.SIGN_IN
        if verb not in self.relation.verbs:
            return Outcome.ABSENT
        return Outcome.PROVE if verb in SENSITIVE and not self.is_fresh else Outcome.REACHED

    def __str__(self) -> str:
        proof = "fresh" if self.is_fresh else "stale"
        return f"{self.method} {self.address.route} by {self.relation.name}, proof {proof}"


def addresses(resolver: URLResolver, prefix: str = "", given: str = "/") -> Iterator[Address]:
    """Yield every leaf below the resolver."""
    for each in resolver.url_patterns:
        route, path = prefix + str(each.pattern), given + _sampled(each)
        if isinstance(each, URLPattern):
            yield Address(route, each.callback, path)
        else:
            yield from addresses(each, route, path)


def _sampled(each: URLPattern | URLResolver) -> str:
    path = str(each.pattern)
    for name, converter in each.pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower()
        kind = "str" if kind == "string" else kind
        value = EVENT if name == "event" else SAMPLES.get(kind, SAMPLE)
        path = path.replace(f"<{kind}:{name}>", value).replace(f"<{name}>", value)
    return path


def undeclared(address: Address) -> str:
    """Return what is wrong with how the view is declared, empty where nothing is."""
    kinds = [name for name in ("verbs", "for_accounts", "is_public") if _has(address.view, name)]
    if len(kinds) != 1:
        return f"{address.route} is declared as {kinds or 'nothing'}: exactly one kind is needed"
    in_event = "<slug:event>" in address.route
    if in_event != (kinds == ["verbs"]):
        return (
            f"{address.route} is declared as {kinds[0]}: pages of an event, and no others, "
            "are event_page's"
        )
    if kinds != ["is_public"] and declaration(address.view) is None:
        return f"{address.route} bears the mark of a declaration that does not guard it"
    return ""


def _has(view: object, name: str) -> bool:
    return bool(getattr(view, name, None))


def _noted(_request: object, *_parts: object) -> HttpResponse:
    return HttpResponse()


GUARDS = (event_page()(_noted).__wrapped__.__code__, account_page(_noted).__code__)
"""The code of the declarations themselves: an attribute alone guards nothing."""


def declaration(view: object) -> FunctionType | None:
    """Return the function that guards the view, None where there is none."""
    while view is not None:
        if getattr(view, "__code__", None) in GUARDS:
            return view
        view = getattr(view, "__wrapped__", None)
    return None


@contextmanager
def only_declared(view: FunctionType) -> Iterator[None]:
    """Exchange the view inside its declaration for one that says that it was reached."""
    guard = declaration(view)
    assert guard is not None
    assert guard.__closure__ is not None
    cell = guard.__closure__[guard.__code__.co_freevars.index("view")]
    own = cell.cell_contents
    cell.cell_contents = lambda *_parts, **_named: HttpResponse(Outcome.REACHED.value)
    try:
        yield
    finally:
        cell.cell_contents = own


def cells(found: list[Address]) -> Iterator[Cell]:
    """Yield the matrix over the addresses of events."""
    for address in found:
        for method in METHODS:
            for relation in RELATIONS:
                for is_fresh in (True, False):
                    yield Cell(address, method, relation, is_fresh)


def people():
    """Make the events and an account for each relation; return a signed-in client for each."""
    events = {slug: made.an_event(slug) for slug in (EVENT, OTHER)}
    now = CLOCK.now()
    clients = {}
    for number, relation in enumerate(RELATIONS):
        account = made.an_account(email=f"relation-{number}@example.org")
        if relation.role is not None:
            before, after = (
                None if days is None else now + timedelta(days=days) for days in relation.days
            )
            made.a_grant(
                account, events[relation.event], relation.role, unit=relation.unit,
                clearance=Marking.AMBER, not_before=before, not_after=after,
            )  # fmt: skip
        for is_fresh in (True, False):
            clients[relation, is_fresh] = _came_in(Client(), account, relation, is_fresh)
    return clients


def _came_in(client, account, relation: Relation, is_fresh: bool):  # noqa: FBT001  # a key of cells
    if not relation.is_known:
        return client
    client.force_login(account)
    session = client.session
    ago = timedelta(minutes=0 if is_fresh else PROOF_MINUTES_MAX + 1)
    session[PROVED] = (CLOCK.now() - ago).timestamp()
    if relation.is_breaking:
        # The session says it, and the record must say so too.
        BreakGlass.objects.create(
            event=Event.objects.get(slug=EVENT), account=account, device="device-1",
            reason="synthetic", words="Synthetic", started=CLOCK.now(),
            ends=CLOCK.now() + timedelta(hours=1), confirmed_at=CLOCK.now(),
        )  # fmt: skip
        session[GLASS] = {EVENT: (CLOCK.now() + timedelta(hours=1)).timestamp()}
    session.save()
    return client
