"""What the host shows: for which objective, where and when, and that it stands ready."""

from collections.abc import Iterator

from summitry.check.promises import NO_DATE, promised
from summitry.check.registry import Scope, rule
from summitry.check.view import View
from summitry.kit.errors import Text
from summitry.outcome.finding import Gap, Phase
from summitry.plan.attestation import AttestationKind
from summitry.plan.outreach import Outreach, OutreachKind
from summitry.plan.terms import Field, Severity

ON_SITE = frozenset(
    {
        OutreachKind.EXHIBITION,
        OutreachKind.ART_PROGRAMME,
        OutreachKind.SIDE_EVENT,
        OutreachKind.STALL,
    }
)
"""What guests come to, so that it needs a place."""


@rule(
    "C-207",
    title=Text("Outreach that serves nothing, stands nowhere or is not ready"),
    why=Text(
        "An exhibition without a purpose or an empty stall is the image that guests take home."
    ),
    cases={
        "objective": Text("{outreach} serves no objective of the event."),
        "place": Text("{outreach} is something to come to, and where it stands is not said."),
        "late": Text("{outreach} was to stand ready by {due}, and nobody has verified it."),
        "no-date": Text("{outreach} has not been verified, and no date is set for it."),
        "after": Text("{outreach} is to stand ready by {due} only, after it has begun."),
    },
    remedy=Text("Name its objective, its place and its date, and have somebody verify it there."),
    source=Text("The three successes of Hanoi 2025: the image of the host is one of them."),
    field=Field.IMAGE,
    severity=Severity.LOW,
    phase=Phase.D7,
    scope=Scope.UNIT,
    reads=("outreach", "persons"),
    attests=(AttestationKind.VERIFIED,),
)
def outreach_not_ready(view: View) -> Iterator[Gap]:
    """Yield what has no objective, no place, or is not ready in time."""
    for row in view.rows(Outreach).values():
        if row.objective_id is None:
            yield _gap(row, "objective", "objective_id")
        nowhere = row.site_id is None and row.zone_id is None and row.item_id is None
        if row.kind in ON_SITE and nowhere:
            yield _gap(row, "place", "site_id")
        case = promised(view, row, AttestationKind.VERIFIED, row.due, row.start)
        if case:
            yield _gap(row, case, "due")


def _gap(row: Outreach, case: str, column: str) -> Gap:
    return Gap(
        table="outreach",
        key=row.outreach_id,
        column=column,
        case=case,
        discriminator=column,
        start=row.start,
        end=row.end,
        facts={"outreach": row.outreach_id, "due": row.due},
        unknown=case in {NO_DATE, "place"},
    )
