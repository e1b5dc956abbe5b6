"""Words that count today and will have ended when they are needed."""

from collections.abc import Iterator
from datetime import datetime

from summitry.check.registry import Scope, rule
from summitry.check.view import View
from summitry.kit.errors import Text
from summitry.outcome.finding import Gap, Phase
from summitry.plan.access import ListCopy
from summitry.plan.attestation import Attestation, AttestationKind
from summitry.plan.posts import Post
from summitry.plan.programme import Item, Signatory
from summitry.plan.risks import ContingencyCard, Control
from summitry.plan.table import Row, table_of
from summitry.plan.terms import Field, Severity

COUNTED: dict[type[Row], AttestationKind] = {
    Post: AttestationKind.ACCEPTED,
    Signatory: AttestationKind.CLEARED,
    Control: AttestationKind.VERIFIED,
    ContingencyCard: AttestationKind.ACKNOWLEDGED,
    ListCopy: AttestationKind.ACKNOWLEDGED,
}
"""The tables on which a rule counts a word of this kind; risks and positions see to their own."""


@rule(
    "C-88",
    title=Text("A word that ends before it is needed"),
    why=Text(
        "An acceptance, a clearance or a verification that runs out during the event leaves "
        "uncovered what everybody saw covered the day before."
    ),
    cases={
        "": Text(
            "What {by} said of {key} ({kind}) ends at {expires}; it is needed until {until}, and "
            "nobody else's word lasts as long."
        )
    },
    remedy=Text("Have it said anew, with an expiry after it is needed."),
    source=Text("Follows from the plan: a word counts until it expires, and not after."),
    field=Field.COMMAND,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.UNIT,
    reads=("contingency_cards", "controls", "list_copies", "posts", "programme", "signatories"),
    attests=tuple(sorted(set(COUNTED.values()))),
)
def ended_too_soon(view: View) -> Iterator[Gap]:
    """Yield each row of which every current word ends before the row needs it."""
    for row_type, kind in COUNTED.items():
        for key, row in view.rows(row_type).items():
            entries = view.attested(row, kind)
            last = max(entries, key=_end, default=None)
            until = _needed_until(view, row)
            if last is None or last.expires is None or last.expires >= until:
                continue
            # A copy that was given back is needed no longer.
            if not view.attested(row, AttestationKind.RECALLED):
                yield Gap(
                    table=table_of(row).name,
                    key=key,
                    start=last.expires,
                    end=until,
                    facts={
                        "key": key,
                        "kind": kind.value,
                        "by": last.by,
                        "expires": last.expires,
                        "until": until,
                    },
                    field=row.field if isinstance(row, Post) else None,
                )


def _end(entry: Attestation) -> tuple[bool, datetime]:
    """Order words by when they end; one without an expiry outlasts all."""
    return entry.expires is None, entry.expires or entry.at


def _needed_until(view: View, row: Row) -> datetime:
    """Return how long the row is needed: a post to its end, a signature to its item's end."""
    if isinstance(row, Post):
        return row.end
    if isinstance(row, Signatory):
        item = view.rows(Item).get(row.item_id)
        if item is not None:
            return item.end
    return view.event.closes
