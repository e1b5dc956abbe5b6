"""Declarations: heard by every agency at once, and looked at again until they are ended."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from summitry.check.agencies import unit_lines
from summitry.check.registry import Scope, rule
from summitry.check.view import View
from summitry.kit.errors import Text
from summitry.outcome.finding import Gap, Phase
from summitry.outcome.live import Declared
from summitry.plan.command import CommandPost, CommandPostNet, Net
from summitry.plan.communications import Declaration, Liaison
from summitry.plan.posts import Post
from summitry.plan.risks import Contingency
from summitry.plan.terms import Field, Severity
from summitry.policy.reach import HEARS

_MANCHESTER = Text(
    "Manchester Arena Inquiry, volume 2: the declaration of an armed attack was not passed to the "
    "other services, and was not looked at again."
)
MINUTE = timedelta(minutes=1)


def _hearing_units(view: View) -> Mapping[str, frozenset[str]]:
    """Return the units that hear each net: by a post, a command post or a liaison officer."""
    heard_at: dict[str, list[str]] = {}
    for row in view.rows(CommandPostNet).values():
        if row.hearing in HEARS:
            heard_at.setdefault(row.command_post_id, []).append(row.net_id)
    pairs: set[tuple[str | None, str | None]] = {
        (post.net_id, post.holder_unit_id) for post in view.rows(Post).values()
    }
    pairs |= {(post.net_id, post.owner_unit_id) for post in view.rows(Post).values()}
    for key, command_post in view.rows(CommandPost).items():
        pairs |= {(net_id, command_post.owner_unit_id) for net_id in heard_at.get(key, ())}
    for liaison in view.rows(Liaison).values():
        pairs |= {(n, liaison.unit_id) for n in heard_at.get(liaison.command_post_id, ())}
    found: dict[str, set[str]] = {}
    for net_id, unit_id in pairs:
        if net_id is not None and unit_id is not None:
            found.setdefault(net_id, set()).add(unit_id)
    return {net_id: frozenset(units) for net_id, units in found.items()}


@rule(
    "C-29",
    title=Text("Declaration that does not reach every agency"),
    why=Text(
        "Manchester 2017: the police declared an armed attack and the other services were not "
        "told; each went on working by a plan of its own."
    ),
    cases={
        "nobody": Text("Nobody has to acknowledge declaration {declaration}."),
        "left-out": Text(
            "Unit {unit} acts in contingency {contingency} and need not acknowledge declaration "
            "{declaration}."
        ),
        "no-net": Text("Nobody has said on which net declaration {declaration} is broadcast."),
        "deaf": Text(
            "Unit {unit} must acknowledge declaration {declaration} and does not hear net {net}, "
            "on which it is broadcast."
        ),
        "no-minutes": Text(
            "Nobody has said within how many minutes declaration {declaration} must be "
            "acknowledged."
        ),
        "slow": Text(
            "Declaration {declaration} may go without acknowledgement for {minutes} min; "
            "allowed: {limit}."
        ),
        "silent": Text(
            "Declaration {declaration} was made on {at}, and unit {unit} has not acknowledged it "
            "within {minutes} min."
        ),
    },
    remedy=Text(
        "Broadcast it on a net that every agency hears, and call each agency that has not "
        "acknowledged it."
    ),
    source=_MANCHESTER,
    field=Field.COUNTER_TERRORISM,
    severity=Severity.HIGH,
    phase=Phase.D30,
    scope=Scope.UNIT,
    reads=(
        "command_post_nets",
        "command_posts",
        "contingencies",
        "declarations",
        "liaisons",
        "nets",
        "posts",
        "units",
    ),
    limits=("declaration_acknowledged_minutes_max",),
)
def unheard_declarations(view: View) -> Iterator[Gap]:
    """Yield what keeps a declaration from reaching an agency, and on the day who is silent."""
    made = _made(view)
    limit = view.limits.declaration_acknowledged_minutes_max
    for row in view.rows(Declaration).values():
        if not row.agency_unit_ids:
            yield _declaration_gap(row, "nobody")
        if row.net_id is None:
            yield _declaration_gap(row, "no-net")
        minutes = row.acknowledge_minutes_max
        if minutes is None:
            yield _declaration_gap(row, "no-minutes")
        elif minutes > limit:
            yield _declaration_gap(row, "slow", minutes=minutes, limit=limit)
        yield from _left_out(view, row)
        yield from _deaf(view, row)
        if row.declaration_id in made:
            yield from _silent(view, row, made[row.declaration_id])


def _made(view: View) -> Mapping[str, Declared]:
    """Return what was last declared of each declaration."""
    ordered = sorted(view.live.declared, key=lambda each: each.at)
    return {each.declaration_id: each for each in ordered}


def _left_out(view: View, row: Declaration) -> Iterator[Gap]:
    contingency = view.rows(Contingency).get(row.contingency_id or "")
    acting = () if contingency is None else contingency.agency_unit_ids
    for unit_id in acting:
        if unit_id not in {*row.agency_unit_ids, row.owner_unit_id}:
            yield _declaration_gap(row, "left-out", unit_id=unit_id)


def _deaf(view: View, row: Declaration) -> Iterator[Gap]:
    """Yield the agencies that do not hear the net; one that is dead is heard by nobody."""
    if row.net_id is None or row.net_id not in view.rows(Net):
        return
    dead = row.net_id in view.live.dead_nets
    hearing = frozenset() if dead else view.derive(_hearing_units).get(row.net_id, frozenset())
    of = view.derive(unit_lines)
    for unit_id in row.agency_unit_ids:
        if unit_id in of and not of[unit_id] & hearing:
            yield _declaration_gap(row, "deaf", unit_id=unit_id)


def _silent(view: View, row: Declaration, made: Declared) -> Iterator[Gap]:
    minutes = row.acknowledge_minutes_max
    if minutes is None:
        minutes = view.limits.declaration_acknowledged_minutes_max
    if made.ended is not None or (view.at - made.at) / MINUTE < minutes:
        return
    for unit_id in row.agency_unit_ids:
        if unit_id not in {*made.acknowledged_unit_ids, row.owner_unit_id}:
            yield _declaration_gap(row, "silent", unit_id=unit_id, minutes=minutes, at=made.at)


def _declaration_gap(
    row: Declaration,
    case: str,
    *,
    unit_id: str = "",
    minutes: float | None = None,
    limit: float | None = None,
    at: datetime | None = None,
) -> Gap:
    return Gap(
        table="declarations",
        key=row.declaration_id,
        case=case,
        discriminator=f"{case}:{unit_id}" if unit_id else case,
        severity=Severity.CRITICAL if case == "silent" else None,
        facts={
            "declaration": row.declaration_id,
            "contingency": row.contingency_id,
            "unit": unit_id,
            "net": row.net_id,
            "minutes": minutes,
            "limit": limit,
            "at": at,
        },
        joins=(("units", unit_id),) if unit_id else (),
    )


@rule(
    "C-30",
    title=Text("Declaration without a time to look again"),
    why=Text(
        "Manchester 2017: what had been declared was not looked at again. A declaration goes on "
        "holding people back when its cause is gone."
    ),
    cases={
        "none": Text(
            "Nobody has said after how many minutes declaration {declaration} is looked at."
        ),
        "long": Text(
            "Declaration {declaration} is looked at again only after {minutes} min; allowed: "
            "{limit}."
        ),
        "overdue": Text(
            "Declaration {declaration} is open; it was last looked at on {at} and should have been "
            "looked at again within {minutes} min."
        ),
    },
    remedy=Text("Set a timer, look at the declaration when it ends, and confirm it or end it."),
    source=_MANCHESTER,
    field=Field.COUNTER_TERRORISM,
    severity=Severity.MEDIUM,
    phase=Phase.D30,
    scope=Scope.UNIT,
    reads=("declarations",),
    limits=("declaration_reviewed_minutes_max",),
)
def unreviewed(view: View) -> Iterator[Gap]:
    """Yield the declarations without a review in time, and on the day those that wait for one."""
    made = _made(view)
    limit = view.limits.declaration_reviewed_minutes_max
    for row in view.rows(Declaration).values():
        minutes = row.review_minutes_max
        if minutes is None:
            yield _review_gap(row, "none")
        elif minutes > limit:
            yield _review_gap(row, "long", minutes=minutes, limit=limit)
        live = made.get(row.declaration_id)
        if live is not None and live.ended is None:
            last = live.at if live.reviewed is None else max(live.at, live.reviewed)
            allowed = limit if minutes is None else minutes
            if (view.at - last) / MINUTE > allowed:
                yield _review_gap(row, "overdue", minutes=allowed, at=last)


def _review_gap(
    row: Declaration,
    case: str,
    *,
    minutes: float | None = None,
    limit: float | None = None,
    at: datetime | None = None,
) -> Gap:
    return Gap(
        table="declarations",
        key=row.declaration_id,
        column=None if case == "overdue" else "review_minutes_max",
        case=case,
        discriminator=case,
        severity=Severity.HIGH if case == "overdue" else None,
        facts={
            "declaration": row.declaration_id,
            "minutes": minutes,
            "limit": limit,
            "at": at,
        },
    )
