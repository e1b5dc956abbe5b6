"""Grants of one event given in a copy of it."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from summitry_web.accounts.access import held_in
from summitry_web.accounts.can import Actor, require
from summitry_web.accounts.models import Grant
from summitry_web.accounts.roles import Role, Verb
from summitry_web.events.models import Event
from summitry_web.journal.actions import record


@transaction.atomic
def copy_grants(
    actor: Actor, source: Event, target: Event, roles: Collection[Role], *, at: datetime
) -> int:
    """Give in the target what the roles are granted in the source now; return how many grants.

    The actor's own grants of the whole event come along in any case, since somebody must have the
    copy; what is lent to deputies stays behind. Nothing is ever granted higher than in the source.
    """
    require(actor, Verb.COPY, at=at)
    wanted = {role.value for role in roles}
    made = [
        Grant(
            account=each.account, event=target, role=each.role, unit_id=each.unit_id,
            body_id=each.body_id, person_id=each.person_id, clearance=each.clearance,
            not_after=each.not_after, given_by_id=actor.account_id,
        )
        for each in held_in(source, at=at)
        if each.deputy_of_id is None and (each.role in wanted or _is_own(each, actor))
    ]  # fmt: skip
    Grant.objects.bulk_create(made)
    record(
        "grants.copied", journal=target.slug, actor=actor.person_id, at=at, subject=source.slug,
        facts={"roles": sorted(wanted), "grants": len(made)},
    )  # fmt: skip
    return len(made)


def _is_own(grant: Grant, actor: Actor) -> bool:
    return grant.account_id == actor.account_id and not grant.unit_id
