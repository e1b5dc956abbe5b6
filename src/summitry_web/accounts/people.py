"""The names of colleagues, for who works in the same event: the plan knows ids alone."""

from collections.abc import Iterable, Mapping

from summitry_web.accounts.can import Actor
from summitry_web.accounts.models import Grant
from summitry_web.events.models import Event


def names_of(event: Event, person_ids: Iterable[str], actor: Actor) -> Mapping[str, str]:
    """Return the names of those who have an account in the event; others are left out.

    Nobody is named to an actor who was granted nothing.
    """
    if not actor.grants:
        return {}
    wanted = set(person_ids)
    found = Grant.objects.filter(event=event, person_id__in=wanted).order_by("-pk")
    return dict(found.values_list("person_id", "account__name"))
