"""What the checker holds of one event: the plan, what is said of it, and the last run."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from msgspec import Struct

from summitry.check.catalogue import rules as all_rules
from summitry.check.lessons import lesson_rules
from summitry.check.registry import Rule
from summitry.check.run import Run, check, recheck
from summitry.check.view import View
from summitry.plan.attestation import Attestations
from summitry.plan.change import apply
from summitry.plan.identity import Identity
from summitry.plan.rulings import Ruling
from summitry.plan.snapshot import Snapshot
from summitry_web.events.clock import moment_in
from summitry_web.events.models import Event
from summitry_web.people.access import identities_of
from summitry_web.plans import store
from summitry_web.plans.checking.edge import attempted
from summitry_web.plans.checking.moment import moment_of
from summitry_web.plans.models import SideRow


class Held(Struct, frozen=True, kw_only=True):
    """The plan of one event at a revision, and what the rules found in it."""

    revision: int
    words: int
    """How many attestations and rulings there were."""
    snapshot: Snapshot
    attestations: Attestations
    rulings: tuple[Ruling, ...]
    people: tuple[Identity, ...]
    run: Run | None
    """None where the plan does not hold exactly one event yet."""
    broken: tuple[str, ...]
    """The rules that could not be run: a mistake in their code, never in the plan."""
    at: datetime


def loaded(event: Event, *, now: datetime) -> Held:
    """Return the event's plan, read from the database and checked as a whole."""
    revision = event.revision
    snapshot = store.snapshot_of(event)
    # A change that was committed while the rows were read may be half in them; made once more
    # it is whole, and a row that already has its new content stays as it is.
    later = store.edits_since(event, revision)
    words = SideRow.objects.filter(event=event).count()
    return _checked(
        None,
        revision=revision,
        words=words,
        snapshot=apply(snapshot, later) if later else snapshot,
        attestations=store.attestations_of(event),
        rulings=store.rulings_of(event),
        people=identities_of(event),
        now=moment_in(event, now),
    )


def brought_up(held: Held, event: Event, *, now: datetime) -> Held:
    """Return the plan as it stands now; what no change touched is shared, and not checked again."""
    revision = event.revision
    edits = store.edits_since(event, held.revision) if revision != held.revision else ()
    words = SideRow.objects.filter(event=event).count()
    is_same = words == held.words
    people = identities_of(event)
    return _checked(
        held,
        revision=revision,
        words=words,
        snapshot=apply(held.snapshot, edits) if edits else held.snapshot,
        attestations=held.attestations if is_same else store.attestations_of(event),
        rulings=held.rulings if is_same else store.rulings_of(event),
        people=held.people if people == held.people else people,
        now=moment_in(event, now),
    )


def _checked(  # noqa: PLR0913  # each is a source of its own, and handed over by its name
    before: Held | None,
    *,
    revision: int,
    words: int,
    snapshot: Snapshot,
    attestations: Attestations,
    rulings: tuple[Ruling, ...],
    people: tuple[Identity, ...],
    now: datetime,
) -> Held:
    at = moment_of(snapshot, attestations, rulings, now=now.replace(microsecond=0))
    given = Held(
        revision=revision,
        words=words,
        snapshot=snapshot,
        attestations=attestations,
        rulings=rulings,
        people=people,
        run=None,
        broken=(),
        at=at,
    )
    if len(snapshot.tables["event"]) != 1:
        return given
    run, broken = _run(before, given)
    cells = {name: getattr(given, name) for name in given.__struct_fields__}
    return Held(**{**cells, "run": run, "broken": broken})


def _run(before: Held | None, given: Held) -> tuple[Run, tuple[str, ...]]:
    """Return the run, and the rules that had to be left out because their own code failed."""
    whole = before is None or before.run is None or before.broken
    done = attempted(
        lambda: _whole(given, None) if whole else _again(before, given),
        "a rule failed; the others are run without it",
    )
    return _without_broken(given) if done is None else (done.value, ())


def _again(before: Held | None, given: Held) -> Run:
    assert before is not None
    assert before.run is not None
    return recheck(
        before.run,
        given.snapshot,
        given.attestations,
        at=given.at,
        people=given.people,
        rulings=given.rulings,
    )


def _whole(given: Held, rules: Iterable[Rule] | None) -> Run:
    return check(
        given.snapshot,
        given.attestations,
        at=given.at,
        people=given.people,
        rulings=given.rulings,
        rules=rules,
    )


def _without_broken(given: Held) -> tuple[Run, tuple[str, ...]]:
    view = View(given.snapshot, given.attestations, at=given.at, rulings=given.rulings)
    sound: list[Rule] = []
    broken: list[str] = []
    for rule in (*all_rules(), *lesson_rules(view)):
        done = attempted(partial(_whole, given, (rule,)), f"rule {rule.code} cannot be run")
        if done is None:
            broken.append(rule.code)
        else:
            sound.append(rule)
    return _whole(given, sound if broken else None), tuple(broken)
