"""Red lines: who may hold or stop what, and which grave report has not reached a detail."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from summitry.check.places import item_sites
from summitry.check.registry import Scope, rule
from summitry.check.view import View, grouped
from summitry.kit.errors import Text
from summitry.kit.time import Interval
from summitry.outcome.finding import Gap, Phase
from summitry.outcome.live import Report
from summitry.plan.organisation import Person
from summitry.plan.places import Exposure, Room
from summitry.plan.posts import Detail
from summitry.plan.programme import Item, Principal
from summitry.plan.readiness import RedLine
from summitry.plan.terms import Field, ItemKind, Power, Severity

_BUTLER = Text(
    "Butler, 13 July 2024: eight people knew of a man with a range finder, the detail did not, and "
    "the principal went on stage (Senate interim report; Independent Review Panel)."
)
MINUTE = timedelta(minutes=1)
BEFORE_ALL = frozenset({ItemKind.WELCOME, ItemKind.OPENING, ItemKind.SIGNING})
"""Items at which principals stand before all, whatever exposed places the plan knows."""

GRAVE = frozenset({Severity.CRITICAL, Severity.HIGH})


def _before_all(view: View) -> Mapping[str, tuple[str, ...]]:
    """Return the items at which protected principals stand in the open, with those principals."""
    exposures = grouped(view.rows(Exposure).values(), "zone_id")
    principals, rooms = view.rows(Principal), view.rows(Room)
    found: dict[str, tuple[str, ...]] = {}
    for key, item in view.rows(Item).items():
        guarded = tuple(
            each for each in item.principal_ids if each in principals and principals[each].protected
        )
        room = rooms.get(item.room_id)
        places = [] if room is None else exposures.get(room.zone_id or "", [])
        seen = any(
            Interval(item.start, item.end).overlaps(Interval(place.start, place.end))
            for place in places
        )
        if guarded and (seen or item.kind in BEFORE_ALL):
            found[key] = guarded
    return found


@rule(
    "C-17",
    title=Text("Nobody holds the stage"),
    why=Text(
        "Butler 2024: by 17:52 eight people knew of a man with a range finder; the detail was not "
        "told, nobody had the word at which the principal waits, and the principal went on stage."
    ),
    cases={
        "no-line": Text(
            "Item {item} puts protected principals before all, and no red line says when it is "
            "held or broken off."
        ),
        "no-criterion": Text("Red line {red_line} has no criterion."),
        "no-holder": Text("Nobody is named who may stop the programme at red line {red_line}."),
        "no-power": Text(
            "{person} is to stop the programme at red line {red_line} and has no power to."
        ),
        "no-net": Text(
            "Nobody has said on which net the holder of red line {red_line} is reached."
        ),
        "dead-net": Text(
            "The holder of red line {red_line} is reached on net {net}, which is dead."
        ),
        "unheard": Text(
            "Hold item {item}: report {report}, made on {at}, is open, and details {details} have "
            "not acknowledged it within {minutes} min."
        ),
    },
    remedy=Text(
        "Hold the item until every detail has heard the report. Beforehand: a red line with a "
        "criterion, a holder with the power to stop the programme, and the net to reach them."
    ),
    source=_BUTLER,
    field=Field.PROTECTEES,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.SITE,
    reads=(
        "details",
        "exposures",
        "persons",
        "principals",
        "programme",
        "red_lines",
        "rooms",
    ),
    limits=("report_acknowledged_minutes_max",),
)
def unheld(view: View) -> Iterator[Gap]:
    """Yield the exposed items without a red line that works, and the reports not acknowledged.

    A red line without an item holds for all.
    """
    exposed = view.derive(_before_all)
    for_all = [line for line in view.rows(RedLine).values() if line.item_id is None]
    by_item = grouped(view.rows(RedLine).values(), "item_id")
    for key in exposed:
        if key not in by_item and not for_all:
            yield Gap(table="programme", key=key, case="no-line", facts={"item": key})
    for line in [*for_all, *(line for key in exposed for line in by_item.get(key, ()))]:
        case = _line_flaw(view, line)
        if case:
            yield _line_gap(line, case)
    for report in view.live.reports:
        if report.severity in GRAVE and not report.closed:
            yield from _unacknowledged(view, report)


def _line_flaw(view: View, line: RedLine) -> str:
    """Return the first thing that keeps the red line from being held, or nothing."""
    holder = view.rows(Person).get(line.holder_id or "")
    flaws = {
        "no-criterion": not line.criterion.strip(),
        "no-holder": line.holder_id is None,
        "no-power": holder is not None and Power.STOP_PROGRAMME not in holder.powers,
        "no-net": line.net_id is None,
        "dead-net": line.net_id in view.live.dead_nets,
    }
    return next((case for case, is_flawed in flaws.items() if is_flawed), "")


def _line_gap(line: RedLine, case: str) -> Gap:
    return Gap(
        table="red_lines",
        key=line.red_line_id,
        case=case,
        facts={"red_line": line.red_line_id, "person": line.holder_id, "net": line.net_id},
        joins=() if line.item_id is None else (("programme", line.item_id),),
    )


def _unacknowledged(view: View, report: Report) -> Iterator[Gap]:
    """Yield the next item to be held where a detail of its principals has not heard the report."""
    minutes = view.limits.report_acknowledged_minutes_max
    if (view.at - report.at) / MINUTE < minutes:
        return
    items = [view.rows(Item)[key] for key in view.derive(_before_all)]
    sites = view.derive(item_sites)
    ahead = [
        item
        for item in items
        if item.end > view.at
        and (report.site_id is None or sites.get(item.item_id) in {report.site_id, None})
    ]
    if not ahead:
        return
    item = min(ahead, key=lambda each: (each.start, each.item_id))
    guarded = view.derive(_before_all)[item.item_id]
    deaf = tuple(
        key
        for key, detail in view.rows(Detail).items()
        if detail.principal_id in guarded and key not in report.acknowledged_detail_ids
    )
    if deaf:
        yield Gap(
            table="programme",
            key=item.item_id,
            case="unheard",
            discriminator=report.report_id,
            severity=Severity.CRITICAL,
            start=item.start,
            end=item.end,
            facts={
                "item": item.item_id,
                "report": report.report_id,
                "at": report.at,
                "details": deaf,
                "minutes": minutes,
            },
            joins=tuple(("details", key) for key in deaf),
        )
