"""Freezing the plan: its bytes, its hash and its findings are kept as they are now."""

from datetime import datetime

from django.db import transaction

from summitry.kit.errors import SummitryError
from summitry.package.package import Package
from summitry.plan.tables import TABLES
from summitry_web.accounts.can import Actor, require
from summitry_web.accounts.models import Account
from summitry_web.accounts.roles import Verb
from summitry_web.baselines import store
from summitry_web.baselines.models import Baseline, Content
from summitry_web.baselines.packing import packed, unpacked
from summitry_web.events.clock import deed_in
from summitry_web.events.models import Event
from summitry_web.journal.actions import record
from summitry_web.plans import checking
from summitry_web.plans.access import attestations_of, held_snapshot, named_in, rulings_of
from summitry_web.plans.actions.rows import locked
from summitry_web.plans.found import Found, checked_of

NAME_LENGTH_MAX = 120
REASON_LENGTH_MAX = 400
BASELINES_MAX = 500
CHECK_SECONDS_MAX = 30.0


def freeze(actor: Actor, event: Event, *, name: str, reason: str, at: datetime) -> Baseline:
    """Keep the plan as it stands as the event's next baseline, and return it.

    Raises
    ------
    SummitryError
        ``baseline.name``, ``baseline.reason``, ``baseline.unchecked``, ``baseline.many``, or
        ``plan.one_event`` for a plan without an event.
    """
    require(actor, Verb.FREEZE, at=at)
    name, reason = name.strip(), reason.strip()
    if not name or len(name) > NAME_LENGTH_MAX:
        raise SummitryError("baseline.name", expected=NAME_LENGTH_MAX)
    if not reason or len(reason) > REASON_LENGTH_MAX:
        raise SummitryError("baseline.reason", expected=REASON_LENGTH_MAX)
    # Before the transaction: the findings must be those of this revision, and a check takes time.
    checking.ask(event.pk, event.revision, seconds=CHECK_SECONDS_MAX)
    return _frozen(actor, event, name=name, reason=reason, at=at)


@transaction.atomic
def _frozen(actor: Actor, event: Event, *, name: str, reason: str, at: datetime) -> Baseline:
    held = locked(event)
    if checked_of(held).is_behind:
        raise SummitryError("baseline.unchecked")
    number = store.next_number(held)
    if number > BASELINES_MAX:
        raise SummitryError("baseline.many", expected=BASELINES_MAX)
    package = _package(held)
    content = packed(package)
    key = package.key
    root = package.root
    # A baseline that could not be read back would be found out when it is needed most.
    assert unpacked(content, key=key).root == root, held.slug
    made = Baseline.objects.create(
        event=held, number=number, revision=held.revision, name=name, reason=reason,
        root=root.hex(), table_roots=store.table_roots(package.snapshot, key),
        height=max(
            (table.marking_of(row).height for name, table in TABLES.items()
             for row in package.snapshot.tables.get(name, {}).values()),
            default=0,
        ),
        rows=sum(package.snapshot.size(table) for table in TABLES),
        findings=_findings(held),
        named=[[table, row, list(who)] for (table, row), who in named_in(held).items()],
        frozen_by=Account.objects.filter(pk=actor.account_id).first(),
        person_id=actor.person_id, at=deed_in(held, at),
    )  # fmt: skip
    Content.objects.create(baseline=made, package=content)
    record(
        "baseline.frozen", journal=held.slug, actor=actor.person_id, at=at,
        subject=f"baseline {number}",
        facts={"number": number, "revision": held.revision, "root": made.root, "rows": made.rows},
    )  # fmt: skip
    return made


def _package(event: Event) -> Package:
    """Return the plan with its words and rulings, without identities: these are never frozen."""
    return Package(
        snapshot=held_snapshot(event), attestations=attestations_of(event),
        rulings=rulings_of(event), key=bytes(event.key),
    )  # fmt: skip


def _findings(event: Event) -> list[dict[str, object]]:
    found = Found.objects.filter(event=event, is_open=True).order_by("place")
    return [
        {"identity": identity, "severity": severity, "status": status, "accepted": is_ruled}
        for identity, severity, status, is_ruled in found.values_list(
            "identity", "severity", "status", "is_ruled"
        )
    ]
