"""Gates: whether those who come are inside in time."""

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from summitry.check.gate_flows import arrivals_by_gate, service
from summitry.check.places import posts_by_gate
from summitry.check.registry import Scope, rule
from summitry.check.view import View
from summitry.kit.errors import Fact, Text
from summitry.kit.time import (
    MINUTE_SECONDS,
    Interval,
    minutes_in,
    moment_of,
    seconds_of,
    uncovered,
    union,
)
from summitry.outcome.finding import Gap, Phase
from summitry.plan.access import Gate
from summitry.plan.programme import Item
from summitry.plan.terms import Field, Severity
from summitry.policy.queues import (
    PEOPLE_TOLERANCE,
    Flow,
    Line,
    Queue,
    arrived,
    lanes_needed,
    peak_per_hour,
    queue_of,
    served,
)


class _Crowd(Struct, frozen=True, kw_only=True):
    """A gate with its two lines and the queue between them."""

    gate: Gate
    arrivals: Line
    departures: Line
    queue: Queue


@rule(
    "C-05",
    title=Text("Queue at a gate"),
    why=Text(
        "Delegates who stand outside when the opening begins, and a crowd in a narrow place that "
        "nobody has secured: 15,000 people were planned for and 45,215 registered."
    ),
    cases={
        "outside": Text(
            "People still outside at gate {gate} when {item} starts at {at}: {outside}. Lanes: "
            "{lanes}, each passing {lane_per_hour} an hour, while {peak_per_hour} an hour come; "
            "lanes needed: {lanes_needed}."
        ),
        "stranded": Text(
            "People whom gate {gate} never lets in before it closes: {stranded}. Lanes: {lanes}, "
            "each passing {lane_per_hour} an hour, while {peak_per_hour} an hour come; lanes "
            "needed: {lanes_needed}."
        ),
        "wait": Text(
            "At gate {gate}, the longest wait is {wait_minutes} min, more than {limit_minutes};"
            " the queue grows to {queue} people at {at}. Lanes: {lanes}, each passing "
            "{lane_per_hour} an hour, while {peak_per_hour} an hour come; lanes needed: "
            "{lanes_needed}."
        ),
        "hours": Text(
            "{persons} people are expected at gate {gate} while it is not open ({opens} to "
            "{closes})."
        ),
        "no-post": Text(
            "People come to gate {gate} while no post of the plan stands there: {minutes} min."
        ),
        "no-curve": Text("Nobody has said how many people come to gate {gate}, and when."),
    },
    remedy=Text(
        "Add lanes, open earlier, spread the arrivals over time or over other gates; then check "
        "again with the newest number of people."
    ),
    source=Text(
        "Copenhagen climate conference 2009: 45,215 registered for 15,000 places, hours outside; "
        "Paris 2022 final: one search point as the bottleneck (UEFA independent review). Queue: "
        "first come, first served fluid, exact for arrivals that are even within each stretch."
    ),
    field=Field.ACCREDITATION,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.SITE,
    reads=("arrivals", "gates", "posts", "programme"),
    limits=("queue_minutes_max", "lane_utilisation_max"),
)
def queues(view: View) -> Iterator[Gap]:
    """Yield the gates where people wait too long, stay outside or find it shut."""
    by_gate = view.derive(arrivals_by_gate)
    for gate in view.rows(Gate).values():
        flows = by_gate.get(gate.gate_id)
        if flows is None:
            yield Gap(
                table="gates",
                key=gate.gate_id,
                case="no-curve",
                discriminator="no-curve",
                facts={"gate": gate.gate_id},
                unknown=True,
            )
            continue
        yield from _outside_hours(gate, flows)
        yield from _without_post(view, gate, flows)
        arrivals = arrived(flows)
        departures = served(arrivals, service(view, gate))
        queue = queue_of(arrivals, departures)
        crowd = _Crowd(gate=gate, arrivals=arrivals, departures=departures, queue=queue)
        yield from _too_long(view, crowd)


def _without_post(view: View, gate: Gate, flows: Sequence[Flow]) -> Iterator[Gap]:
    """Yield the time in which people come to the open gate and no post is planned there."""
    by_gate = view.derive(posts_by_gate)
    coming = union(
        Interval(max(gate.opens, moment_of(flow.start)), min(gate.closes, moment_of(flow.end)))
        for flow in flows
        if flow.persons > 0
        and seconds_of(gate.opens) < flow.end
        and flow.start < seconds_of(gate.closes)
    )
    held = [post.interval for post in by_gate.get(gate.gate_id, ())]
    empty = [stretch for span in coming for stretch in uncovered(span, held)]
    if by_gate and empty:
        yield Gap(
            table="gates",
            key=gate.gate_id,
            case="no-post",
            discriminator="no-post",
            start=empty[0].start,
            end=empty[-1].end,
            facts={
                "gate": gate.gate_id,
                "minutes": minutes_in(empty),
            },
        )


def _outside_hours(gate: Gate, flows: Sequence[Flow]) -> Iterator[Gap]:
    opens, closes = seconds_of(gate.opens), seconds_of(gate.closes)
    missed = sum(
        flow.per_second * (max(0, min(flow.end, opens) - flow.start))
        + flow.per_second * (max(0, flow.end - max(flow.start, closes)))
        for flow in flows
    )
    if missed <= PEOPLE_TOLERANCE:
        return
    yield Gap(
        table="gates",
        key=gate.gate_id,
        case="hours",
        discriminator="hours",
        start=moment_of(min(flow.start for flow in flows)),
        end=moment_of(max(flow.end for flow in flows)),
        facts={
            "gate": gate.gate_id,
            "persons": _whole(missed),
            "opens": gate.opens,
            "closes": gate.closes,
        },
    )


def _too_long(view: View, crowd: _Crowd) -> Iterator[Gap]:
    """Yield the gravest thing about the queue: outside at the start, never in, or a long wait."""
    item = view.rows(Item).get(crowd.gate.item_id or "")
    outside = 0.0 if item is None else _waiting_at(crowd, seconds_of(item.start))
    limit = view.limits.queue_minutes_max
    wait_minutes = crowd.queue.wait_seconds_max / MINUTE_SECONDS
    if item is not None and outside > PEOPLE_TOLERANCE:
        facts: dict[str, Fact | datetime] = {
            "outside": _whole(outside),
            "item": item.item_id,
            "at": item.start,
        }
        joins = (("programme", str(item.item_id)),)
        yield _gap(view, crowd, case="outside", more=facts, joins=joins)
    elif crowd.queue.stranded:
        yield _gap(view, crowd, case="stranded", more={"stranded": _whole(crowd.queue.stranded)})
    elif wait_minutes > limit:
        yield _gap(view, crowd, case="wait", more={"limit_minutes": limit})


def _waiting_at(crowd: _Crowd, second: int) -> float:
    return crowd.arrivals.at(second) - crowd.departures.at(second)


def _gap(
    view: View,
    crowd: _Crowd,
    *,
    case: str,
    more: Mapping[str, Fact | datetime],
    joins: tuple[tuple[str, str], ...] = (),
) -> Gap:
    gate, queue = crowd.gate, crowd.queue
    peak = peak_per_hour(crowd.arrivals)
    needed = lanes_needed(
        peak, gate.lane_persons_per_hour, utilisation_max=view.limits.lane_utilisation_max
    )
    return Gap(
        table="gates",
        key=gate.gate_id,
        case=case,
        severity=Severity.CRITICAL if case == "outside" else None,
        start=moment_of(math.floor(queue.wait_from)),
        end=moment_of(math.ceil(queue.wait_from + queue.wait_seconds_max)),
        facts={
            "gate": gate.gate_id,
            "lanes": gate.lanes,
            "lane_per_hour": gate.lane_persons_per_hour,
            "peak_per_hour": round(peak),
            "lanes_needed": needed,
            "wait_minutes": round(queue.wait_seconds_max / MINUTE_SECONDS, 1),
            "queue": _whole(queue.persons_max),
            "at": moment_of(round(queue.persons_max_at)),
            **more,
        },
        joins=joins,
    )


def _whole(persons: float) -> int:
    return math.ceil(persons - PEOPLE_TOLERANCE)
