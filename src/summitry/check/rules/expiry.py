"""Words that count today and will have ended when they are needed."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from summitry.check.registry import Scope, rule
from summitry.check.standing import SIGNS_BY_OFFICE, by_anyone_known, by_unit, with_power
from summitry.check.view import View
from summitry.kit.errors import Text
from summitry.outcome.finding import Gap, Phase, Subject
from summitry.plan.access import ListCopy
from summitry.plan.attestation import Attestation, AttestationKind
from summitry.plan.posts import Post
from summitry.plan.programme import Item, Signatory
from summitry.plan.risks import ContingencyCard, Control
from summitry.plan.table import Row
from summitry.plan.tables import TABLES
from summitry.plan.terms import Field, Power, Severity

COUNTED: dict[type[Row], AttestationKind] = {
    Post: AttestationKind.ACCEPTED,
    Signatory: AttestationKind.CLEARED,
    Control: AttestationKind.VERIFIED,
    ContingencyCard: AttestationKind.ACKNOWLEDGED,
    ListCopy: AttestationKind.ACKNOWLEDGED,
}
"""The tables on which a rule counts a word of this kind; risks and positions see to their own."""

TABLE_NAMES = {declared.row_type: name for name, declared in TABLES.items()}


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
    reads=(
        "contingency_cards",
        "controls",
        "list_copies",
        "persons",
        "posts",
        "programme",
        "signatories",
    ),
    attests=tuple(sorted(set(COUNTED.values()))),
)
def ended_too_soon(view: View) -> Iterator[Gap]:
    """Yield each row of which every current word that counts ends before the row needs it."""
    for row_type, kind in COUNTED.items():
        rows = view.rows(row_type)
        spoken_of = view.derive(_ending).get(TABLE_NAMES[row_type], frozenset())
        for key in sorted(spoken_of & rows.keys()):
            row = rows[key]
            last = max(_counting(view, row, kind), key=_end, default=None)
            until = _needed_until(view, row)
            if last is None or last.expires is None or last.expires >= until:
                continue
            # A copy that was given back is needed no longer.
            if not by_anyone_known(view, row, AttestationKind.RECALLED):
                yield Gap(
                    table=TABLE_NAMES[row_type],
                    key=key,
                    start=last.expires,
                    end=until,
                    facts={
                        "key": key,
                        "kind": kind,
                        "by": last.by,
                        "expires": last.expires,
                        "until": until,
                    },
                    joins=_joined(row, last),
                    field=row.field if isinstance(row, Post) else None,
                )


def _joined(row: Row, last: Attestation) -> tuple[Subject, ...]:
    """Return who said it, and where the row has no owner of its own, what it lies in."""
    said = ("persons", str(last.by))
    if isinstance(row, ListCopy):
        return said, ("lists", str(row.list_id)), ("gates", str(row.gate_id))
    return (said,)


def _ending(view: View) -> Mapping[str, frozenset[str]]:
    """Return by table the keys of the rows on which somebody's word ends; the others have none."""
    keys: dict[str, set[str]] = {}
    for entry in view.attestations:
        if entry.expires is not None:
            keys.setdefault(entry.subject_table, set()).add(entry.subject_key)
    return {table: frozenset(each) for table, each in keys.items()}


def _counting(view: View, row: Row, kind: AttestationKind) -> tuple[Attestation, ...]:
    """Return the current words on which a rule counts; none where the row needs no word.

    A word of somebody else, however long it lasts, takes the place of none of these.
    """
    if isinstance(row, Post):
        holder = row.holder_unit_id
        if holder is None or holder == row.owner_unit_id:
            return ()
        return by_unit(view, row, kind, holder)
    if isinstance(row, Signatory):
        by_office = row.rank in SIGNS_BY_OFFICE
        return () if by_office else with_power(view, row, kind, Power.CLEAR_POWERS)
    if isinstance(row, ContingencyCard):
        return by_unit(view, row, kind, row.unit_id)
    return by_anyone_known(view, row, kind)


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
