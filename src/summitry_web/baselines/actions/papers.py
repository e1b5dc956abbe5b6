"""An approval that was given on paper: entered by one person, confirmed by a second."""

from datetime import date, datetime
from typing import BinaryIO

from django.db import transaction
from msgspec import Struct

from summitry.kit.errors import SummitryError, Text
from summitry.plan.terms import Marking
from summitry.report.language import Language
from summitry_web.accounts.actions.pending import ask
from summitry_web.accounts.can import Actor, require
from summitry_web.accounts.roles import Verb
from summitry_web.accounts.two_persons import Payload, confirmed_at
from summitry_web.baselines.access.standing import standing_of
from summitry_web.baselines.actions.approving import require_digits, require_signable
from summitry_web.baselines.models import Paper
from summitry_web.events.clock import deed_in, moment_in
from summitry_web.events.models import Event
from summitry_web.journal.actions import record
from summitry_web.vault.access import attachments_of
from summitry_web.vault.actions import Safe, examine, keep_examined

PAPER = "baselines.paper"
TABLE = "baselines"
DIGITS_MIN = 16
"""As many of the hash's digits are to be printed on the paper."""
LENGTH_MAX = 200
SAYS = Text(
    "Baseline {baseline} counts as approved by the paper {number} of {day}, signed by {office} and "
    "sealed “{seal}”. Compare the scan with the baseline's page before you confirm."
)


class Written(Struct, frozen=True, kw_only=True):
    """What stands on the paper."""

    number: str
    day: date
    office: str
    seal: str
    digits: str


class Scan(Struct, frozen=True):
    """A picture of the paper, as it was sent."""

    stream: BinaryIO
    name: str


def enter(
    actor: Actor, event: Event, number: int, written: Written, scan: Scan, *, at: datetime
) -> int:
    """Keep the scan, and ask a second person to confirm the paper; return the request's number.

    Raises
    ------
    SummitryError
        ``paper.cells``, ``paper.future``, ``baseline.digits``, and as for an approval.
    """
    require(actor, Verb.APPROVE_BASELINE, at=at)
    for told in (written.number, written.office, written.seal):
        if not told or len(told) > LENGTH_MAX:
            raise SummitryError("paper.cells", expected=LENGTH_MAX)
    if written.day > moment_in(event, at).date():
        raise SummitryError("paper.future", got=written.day.isoformat())
    standing = standing_of(event, number)
    require_signable(standing, actor)
    require_digits(standing.baseline, written.digits, digits_min=DIGITS_MIN)
    # Examined before the transaction: it takes a second, and others must write meanwhile.
    safe = examine(event, scan.stream, scan.name, marking=_marking(event))
    return _asked(actor, event, number, written, safe, at=at)


def _marking(event: Event) -> Marking:
    ceiling = Marking(event.ceiling)
    return Marking.AMBER if ceiling.height > Marking.AMBER.height else ceiling


@transaction.atomic
def _asked(
    actor: Actor, event: Event, number: int, written: Written, safe: Safe, *, at: datetime
) -> int:
    kept = keep_examined(actor, event, safe, subject=(TABLE, str(number)), owners=(), at=at)
    standing = standing_of(event, number)
    payload = {
        "baseline": number, "root": standing.baseline.root, "against": standing.against,
        "number": written.number, "day": written.day.isoformat(), "office": written.office,
        "seal": written.seal, "scan": kept.pk, "by": actor.person_id,
    }  # fmt: skip
    return ask(actor, event, PAPER, payload, subject=f"baseline {number}", at=at)


def tell(payload: Payload, reader: Language) -> list[str]:
    """Return what confirming will do."""
    names = {
        "number": reader.isolated(payload["number"]), "day": payload["day"],
        "office": reader.isolated(payload["office"]), "seal": reader.isolated(payload["seal"]),
        "baseline": payload["baseline"],
    }  # fmt: skip
    return [reader.gettext(SAYS).format(**names)]


def carry_out(event: Event, payload: Payload, first: Actor, second: Actor) -> None:
    """Let the paper approve the baseline, where the same differences are still in question.

    Raises
    ------
    SummitryError
        ``approval.author`` for whoever froze it; ``paper.moved_on`` after another publication.
    """
    at = confirmed_at(payload)
    standing = standing_of(event, payload["baseline"])
    for each in (first, second):
        require_signable(standing, each)
    if (standing.baseline.root, standing.against) != (payload["root"], payload["against"]):
        raise SummitryError("paper.moved_on")
    made = Paper.objects.create(
        baseline=standing.baseline, number=payload["number"],
        date=date.fromisoformat(payload["day"]), office=payload["office"], seal=payload["seal"],
        scan=payload["scan"], entered_by=payload["by"], confirmed_by=second.person_id,
        against=standing.against, at=deed_in(event, at),
    )  # fmt: skip
    record(
        "baseline.paper", journal=event.slug, actor=second.person_id, at=at,
        subject=f"baseline {standing.baseline.number}",
        facts={
            "number": standing.baseline.number, "root": standing.baseline.root,
            "paper": made.number, "scan": made.scan or 0, "entered_by": made.entered_by,
        },
    )  # fmt: skip


def scans_of(actor: Actor, event: Event, number: int, *, at: datetime) -> dict[int, str]:
    """Return the names of the scans that the actor may read, by number."""
    found = attachments_of(actor, event, TABLE, str(number), at=at)
    return {each.pk: each.name for each in found}
