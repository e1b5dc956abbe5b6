"""Triggers: what starts an action, for each gate, and for each sign that is watched."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from summitry.check.gate_flows import arrivals_by_gate, open_times
from summitry.check.places import gate_sites
from summitry.check.registry import Scope, rule
from summitry.check.view import View, grouped
from summitry.kit.errors import Text
from summitry.kit.time import Interval, moment_of, uncovered
from summitry.outcome.finding import Gap, Phase
from summitry.plan.access import Gate
from summitry.plan.places import Zone
from summitry.plan.readiness import (
    Measured,
    ThreatIndicator,
    Trigger,
)
from summitry.plan.terms import Field, Severity

_PARIS = Text(
    "Champions League final in Paris, 28 May 2022: far too many came by one way, and a check on a "
    "narrow ramp became a bottleneck (review of the organiser)."
)
_SUBJECTS: Mapping[Measured, tuple[str, ...]] = {
    Measured.QUEUE_MINUTES: ("gate_id",),
    Measured.ZONE_PERSONS: ("zone_id",),
    Measured.PERSONS_PER_MINUTE: ("gate_id", "zone_id"),
    Measured.RADIO_SILENCE_MINUTES: ("net_id",),
}
"""What must be named so that the measure can be taken; one of the columns is enough."""


Spans = tuple[Interval, ...]


def _arrivals(view: View) -> Mapping[str, Spans]:
    """Return when people come to each gate that anybody comes to; nobody comes at night, say."""
    return {
        gate_id: spans
        for gate_id, flows in view.derive(arrivals_by_gate).items()
        if (spans := _joined((flow.start, flow.end) for flow in flows if flow.persons > 0))
    }


def _joined(spells: Iterable[tuple[int, int]]) -> Spans:
    """Return the spells, in seconds, as few that do not touch; a curve has hundreds that do."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spells):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(Interval(moment_of(start), moment_of(end)) for start, end in joined)


@rule(
    "C-24",
    title=Text("Gate without an agreed diversion"),
    why=Text(
        "Paris 2022: far too many were sent to one check on a narrow ramp; when to send people to "
        "another must be agreed before the queue grows."
    ),
    cases={
        "none": Text("Nothing is agreed for the case that the queue at gate {gate} grows."),
        "late": Text(
            "The queue at gate {gate} starts an action only from {threshold} min; the longest "
            "wait allowed is {limit}."
        ),
        "no-diversion": Text(
            "When the queue at gate {gate} grows, no other gate is agreed that is open from "
            "{start} to {end}, while people come."
        ),
    },
    remedy=Text(
        "Set a trigger on the queue of the gate, no later than the longest wait allowed, with a "
        "gate that is open then and takes the people."
    ),
    source=_PARIS,
    field=Field.ACCREDITATION,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.SITE,
    reads=("arrivals", "gates", "triggers", "zones"),
    limits=("queue_minutes_max",),
)
def without_diversion(view: View) -> Iterator[Gap]:
    """Yield the gates that people come to and whose queue starts no agreed diversion."""
    watched = grouped(
        (row for row in view.rows(Trigger).values() if row.measured is Measured.QUEUE_MINUTES),
        "gate_id",
    )
    limit = view.limits.queue_minutes_max
    for gate_id, times in sorted(view.derive(_arrivals).items()):
        if gate_id not in view.rows(Gate):
            continue
        triggers = watched.get(gate_id, [])
        timely = [row for row in triggers if row.threshold <= limit]
        diverting = [row for row in timely if _diverts(view, row, gate_id, times)]
        if diverting:
            continue
        case = "no-diversion" if timely else "late" if triggers else "none"
        yield Gap(
            table="gates",
            key=gate_id,
            case=case,
            start=times[0].start,
            end=times[-1].end,
            facts={
                "gate": gate_id,
                "threshold": min((row.threshold for row in triggers), default=None),
                "limit": limit,
            },
            joins=tuple(("triggers", row.trigger_id) for row in triggers),
        )


def _diverts(view: View, trigger: Trigger, gate_id: str, times: Spans) -> bool:
    """Say whether other gates of the trigger are open all the time in which people come.

    Where the site has no other gate that is, an action in words is all that can be agreed.
    """
    if _are_open(view, set(trigger.diversion_gate_ids) - {gate_id}, times):
        return True
    sites = view.derive(gate_sites)
    near = {other for other, site in sites.items() if site == sites.get(gate_id)}
    return trigger.action.strip() != "" and not _are_open(view, near - {gate_id}, times)


def _are_open(view: View, gate_ids: AbstractSet[str], times: Spans) -> bool:
    """Say whether one of the gates is open at every moment at which people come."""
    gates = view.rows(Gate)
    open_at = [spell for key in gate_ids & gates.keys() for spell in open_times(view, gates[key])]
    return not any(True for span in times for _ in uncovered(span, open_at))


@rule(
    "C-121",
    title=Text("Threat indicator that starts nothing"),
    why=Text("A sign that is seen and starts nothing warns nobody."),
    cases={
        "trigger": Text("Indicator {indicator} of risk {risk} starts nothing when it is seen."),
        "watched": Text("Nobody has said how indicator {indicator} of risk {risk} is watched."),
    },
    remedy=Text("Say how the indicator is watched, and which trigger it fires."),
    source=Text("Practice of warning by indicators; not verified."),
    field=Field.COUNTER_TERRORISM,
    severity=Severity.MEDIUM,
    phase=Phase.D30,
    scope=Scope.UNIT,
    reads=("threat_indicators",),
)
def idle_indicators(view: View) -> Iterator[Gap]:
    """Yield the indicators without a trigger, and those that nobody watches."""
    for row in view.rows(ThreatIndicator).values():
        lacking = []
        if row.trigger_id is None:
            lacking.append(("trigger", "trigger_id"))
        if not row.watched.strip():
            lacking.append(("watched", "watched"))
        for case, column in lacking:
            yield Gap(
                table="threat_indicators",
                key=row.indicator_id,
                column=column,
                case=case,
                discriminator=case,
                facts={"indicator": row.indicator_id, "risk": row.risk_id},
                joins=(("risks", row.risk_id),),
            )


@rule(
    "C-122",
    title=Text("Trigger that cannot fire"),
    why=Text(
        "A trigger is worth what it measures and starts: without a place there is no measure, "
        "without an action there is no effect."
    ),
    cases={
        "action": Text("Trigger {trigger} starts no action, no contingency and no diversion."),
        "subject": Text("Trigger {trigger} does not say where it is measured."),
        "always": Text("Trigger {trigger} fires at nothing: its threshold is 0."),
        "beyond": Text(
            "Trigger {trigger} fires from {threshold} people in zone {zone}, which holds only "
            "{capacity}."
        ),
    },
    remedy=Text("Say what is measured, where, from which value, and what is then done."),
    source=_PARIS,
    field=Field.COMMAND,
    severity=Severity.MEDIUM,
    phase=Phase.D7,
    scope=Scope.UNIT,
    reads=("triggers", "zones"),
)
def idle_triggers(view: View) -> Iterator[Gap]:
    """Yield what keeps a trigger from firing, or from having an effect."""
    for row in view.rows(Trigger).values():
        zone = view.rows(Zone).get(row.zone_id or "")
        capacity = None if zone is None else zone.capacity_max
        counts = row.measured is Measured.ZONE_PERSONS and capacity is not None
        named = _SUBJECTS.get(row.measured, ())
        flaws = {
            "action": not (row.action.strip() or row.contingency_id or row.diversion_gate_ids),
            "subject": bool(named) and all(getattr(row, name) is None for name in named),
            "always": row.threshold == 0,
            "beyond": counts and capacity is not None and row.threshold > capacity,
        }
        for case, is_flawed in flaws.items():
            if is_flawed:
                yield Gap(
                    table="triggers",
                    key=row.trigger_id,
                    case=case,
                    discriminator=case,
                    facts={
                        "trigger": row.trigger_id,
                        "threshold": row.threshold,
                        "zone": row.zone_id,
                        "capacity": capacity,
                    },
                )
