"""Who comes to which gate when, and how many it can pass, for every rule that asks about queues."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from summitry.check.view import View
from summitry.kit.time import HOUR_SECONDS, Interval, seconds_of, uncovered
from summitry.plan.access import Gate
from summitry.policy.queues import Flow


def arrivals_by_gate(view: View) -> Mapping[str, Sequence[Flow]]:
    """Return the flows that come to each gate."""
    columns = view.columns("arrivals")
    flows: defaultdict[str, list[Flow]] = defaultdict(list)
    words = columns.words.get("gate_id", ())
    parts = (columns[name].tolist() for name in ("gate_id", "start", "end", "persons"))
    for place, start, end, persons in zip(*parts, strict=True):
        flows[words[place]].append(Flow(start, end, persons))
    return flows


def open_times(view: View, gate: Gate) -> Iterator[Interval]:
    """Yield when the gate is open: its hours without the times at which it is known to be shut."""
    shut = [interval for gate_id, interval in view.live.shut_gates if gate_id == gate.gate_id]
    return uncovered(Interval(gate.opens, gate.closes), shut)


def service(view: View, gate: Gate) -> list[Flow]:
    """Return how many could pass in each stretch in which the gate is open and not shut."""
    per_hour = gate.lanes * gate.lane_persons_per_hour
    return [
        Flow(
            seconds_of(stretch.start),
            seconds_of(stretch.end),
            per_hour * stretch.seconds / HOUR_SECONDS,
        )
        for stretch in open_times(view, gate)
        if stretch.seconds > 0
    ]
