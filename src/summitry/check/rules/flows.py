"""C-04: more people on a station, street or ramp than it passes."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise

from msgspec import Struct

from summitry.check.registry import Scope, rule
from summitry.check.view import View, grouped
from summitry.kit.errors import Text
from summitry.kit.time import HOUR_SECONDS, MINUTE_SECONDS, moment_of, seconds_of
from summitry.outcome.finding import Gap, Phase
from summitry.plan.terms import Field, Severity
from summitry.plan.traffic import Flow, FlowLink, FlowPath


class Load(Struct, frozen=True, order=True):
    """A flow on a way, evenly, in whole seconds and people an hour, which must add up exactly."""

    start: int
    end: int
    flow_id: str
    persons_per_hour: Fraction


class Excess(Struct, frozen=True):
    """The worst moment of a way and the stretch from the first to the last second over it."""

    start: int
    end: int
    persons_per_hour: Fraction
    flows: tuple[str, ...]


def loads(view: View) -> Mapping[str, tuple[Load, ...]]:
    """Return what each way is loaded with: every flow, as long after its start as it takes."""
    by_path = grouped(view.rows(FlowPath).values(), "flow_path_id")
    found: dict[str, list[Load]] = {}
    for flow in view.rows(Flow).values():
        start, end = seconds_of(flow.start), seconds_of(flow.end)
        rate = Fraction(flow.persons * HOUR_SECONDS, end - start)
        for step in by_path.get(flow.flow_path_id, ()):
            later = round(step.minutes * MINUTE_SECONDS)
            load = Load(start + later, end + later, flow.flow_id, rate)
            found.setdefault(step.flow_link_id, []).append(load)
    return {link_id: tuple(sorted(each)) for link_id, each in found.items()}


def excess(own: tuple[Load, ...], persons_per_hour_max: float) -> Excess | None:
    """Return when and by how much the loads together exceed what the way passes, or None."""
    changes: dict[int, Fraction] = {}
    for load in own:
        changes[load.start] = changes.get(load.start, Fraction()) + load.persons_per_hour
        changes[load.end] = changes.get(load.end, Fraction()) - load.persons_per_hour
    over: list[tuple[Fraction, int, int]] = []
    rate = Fraction()
    for start, end in pairwise(sorted(changes)):
        rate += changes[start]
        if rate > persons_per_hour_max:
            over.append((rate, start, end))
    if not over:
        return None
    most, worst, _ = max(over, key=lambda each: (each[0], -each[1]))
    flows = tuple(sorted({load.flow_id for load in own if load.start <= worst < load.end}))
    return Excess(over[0][1], over[-1][2], most, flows)


@rule(
    "C-04",
    title=Text("More people on a way than it passes"),
    why=Text(
        "Paris 2022: far too many were sent through one station and from there to one search point "
        "on a narrow ramp; each plan was right by itself."
    ),
    cases={
        "over": Text(
            "{link} passes {capacity} people an hour; the flows together bring {rate}: {flows}."
        ),
        "no-way": Text("Flow {flow} of {persons} people is on path {path}, which has no ways."),
    },
    remedy=Text(
        "Spread the arrivals, open another way, send a flow over another path, or hold people "
        "back before the narrow place."
    ),
    source=Text(
        "Paris, Champions League final of 28 May 2022: report of the independent review for UEFA; "
        "too many routed via one station, a bottleneck at a search point."
    ),
    field=Field.VENUES,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.SITE,
    reads=("flow_links", "flow_paths", "flows"),
)
def overloaded_ways(view: View) -> Iterator[Gap]:
    """Yield each way whose flows together exceed what it passes, and each flow without a way."""
    loaded = view.derive(loads)
    for link_id, link in view.rows(FlowLink).items():
        worst = excess(loaded.get(link_id, ()), link.persons_per_hour_max)
        if worst is not None:
            yield Gap(
                table="flow_links",
                key=link_id,
                case="over",
                start=moment_of(worst.start),
                end=moment_of(worst.end),
                facts={
                    "link": link_id,
                    "capacity": link.persons_per_hour_max,
                    "rate": round(worst.persons_per_hour),
                    "flows": worst.flows,
                },
                joins=tuple(("flows", flow_id) for flow_id in worst.flows),
            )
    paths = {step.flow_path_id for step in view.rows(FlowPath).values()}
    for flow_id, flow in view.rows(Flow).items():
        if flow.flow_path_id not in paths:
            yield Gap(
                table="flows",
                key=flow_id,
                column="flow_path_id",
                case="no-way",
                facts={"flow": flow_id, "persons": flow.persons, "path": flow.flow_path_id},
                unknown=True,
            )
