"""Issue a situation report: whoever commands approves it, by name, and answers for each word."""

from datetime import datetime

from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.kit.ids import PersonId
from summitry.kit.time import Interval
from summitry.operations.bodies import Sentence
from summitry.operations.event import Event as Entered
from summitry.operations.papers.sitrep import approver_of, issued
from summitry.plan.communications import Sitrep as PlannedSitrep
from summitry.plan.terms import Marking, highest
from summitry_web.accounts.can import Actor, require
from summitry_web.accounts.roles import Verb
from summitry_web.events.models import Event
from summitry_web.operations.access import cited, day_of, plan_in_force, post_here
from summitry_web.operations.actions.enter import Written, enter
from summitry_web.plans.access import rows


class Report(Struct, frozen=True, kw_only=True):
    """A report as somebody approves it.

    ``sitrep_id`` is the report of the plan that it is, empty where the plan asks for none.
    """

    entry_id: str
    period: Interval
    sentences: tuple[Sentence, ...]
    marking: Marking
    sitrep_id: str = ""


def issue(actor: Actor, event: Event, report: Report, *, at: datetime) -> Entered:
    """Return the report once it is entered, approved by the actor.

    One above AMBER is for those who read the whole event: it may join what is for different units.

    Raises
    ------
    Denied
        The actor does not command, or not under that marking.
    SummitryError
        ``sitrep.marking`` for a marking wider than that of an entry cited; ``sitrep.no_office``,
        ``sitrep.empty``, ``sitrep.unseen``; ``operations.no_post``, ``operations.unknown_row``.
    """
    require(actor, Verb.COMMAND, at=at)
    cited = _cited(actor, event, report, at=at)
    body = issued(
        report.sentences,
        report.period,
        approved_by=PersonId(actor.person_id),
        may_read=cited.__contains__,
        planned=_planned(actor, event, report.sitrep_id, at=at),
    )
    approver_of(plan_in_force(event), body.approved_by)
    least = highest([each.marking for each in cited.values()])
    if report.marking.height < least.height:
        raise SummitryError("sitrep.marking", got=report.marking.value, least=least.value)
    written = Written(body=body, entry_id=report.entry_id, marking=report.marking)
    return enter(actor, event, written, at=at)


def _cited(actor: Actor, event: Event, report: Report, *, at: datetime) -> dict[str, Entered]:
    post = post_here(event)
    if post is None:
        raise SummitryError("operations.no_post", event=event.slug)
    wanted = {each for sentence in report.sentences for each in sentence.cites}
    return cited(day_of(event, post), actor, wanted, at=at)


def _planned(actor: Actor, event: Event, key: str, *, at: datetime) -> PlannedSitrep | None:
    if not key:
        return None
    row = rows(actor, event, PlannedSitrep, at=at).get(key)
    if row is None:
        raise SummitryError("operations.unknown_row", got=key)
    return row
