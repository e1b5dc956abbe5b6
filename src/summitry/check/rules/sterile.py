"""Sterile areas: swept, then sealed and kept until they are used."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from summitry.check.held import held_by_any
from summitry.check.registry import Scope, rule
from summitry.check.standing import by_anyone_known
from summitry.check.view import View, grouped
from summitry.kit.errors import Text
from summitry.kit.time import Interval, common, minutes_in, uncovered
from summitry.outcome.finding import Gap, Phase
from summitry.plan.attestation import AttestationKind
from summitry.plan.perimeter import Seal, SterileArea, Sweep
from summitry.plan.places import Room, Zone
from summitry.plan.posts import Post
from summitry.plan.terms import Field, Severity


class _Break(Struct, frozen=True):
    """Where a chain from sweep to use breaks."""

    case: str
    stretches: tuple[Interval, ...] = ()
    seal_id: str | None = None


@rule(
    "C-58",
    title=Text("Sterile area open between sweep and use"),
    why=Text(
        "A room that was searched is only as clean as the door behind the search team: whoever "
        "enters between sweep and use undoes it, and nobody knows."
    ),
    cases={
        "no-sweep": Text("Area {area} is used from {start}, and no sweep of it is planned."),
        "late-sweep": Text(
            "Area {area} is used from {start}, and no sweep of it ends before; the first ends at "
            "{swept}."
        ),
        "unsealed": Text(
            "Area {area} is swept at {swept} and open for {minutes} min before its use: nobody "
            "seals it between {start} and {end}."
        ),
        "unkept": Text(
            "The seal of area {area} is not kept for {minutes} min between {start} and {end}: "
            "its post is not held then or stands at another site, or it has none."
        ),
        "not-swept": Text(
            "Sweep {sweep} of area {area} was to end at {swept}, and nobody in the plan has said "
            "that it was done."
        ),
        "not-sealed": Text(
            "Seal {seal} of area {area} was to begin by now, and nobody in the plan has said that "
            "it is in place."
        ),
    },
    remedy=Text(
        "Sweep before use, seal from the end of the sweep until the use, put a post on the seal "
        "and have both recorded; sweep again where the area was open."
    ),
    source=Text(
        "Search doctrine of protective services: sweep, seal, keep until use; common practice, not "
        "verified."
    ),
    field=Field.COUNTER_TERRORISM,
    severity=Severity.CRITICAL,
    phase=Phase.D7,
    scope=Scope.SITE,
    reads=(
        "person_qualifications",
        "persons",
        "post_requirements",
        "posts",
        "rooms",
        "seals",
        "shifts",
        "sterile_areas",
        "sweeps",
        "zones",
    ),
    attests=(AttestationKind.ACCEPTED, AttestationKind.SEALED, AttestationKind.SWEPT),
)
def sterile_areas(view: View) -> Iterator[Gap]:
    """Yield the sterile areas of which no sweep leads to the use by an unbroken seal."""
    sweeps = grouped(view.rows(Sweep).values(), "area_id")
    seals = grouped(view.rows(Seal).values(), "area_id")
    for area in view.rows(SterileArea).values():
        own = sorted(sweeps.get(area.area_id, ()), key=lambda row: (row.end, row.sweep_id))
        before = [sweep for sweep in own if sweep.end <= area.start]
        if not before:
            yield _gap(area, own[0] if own else None, _Break("late-sweep" if own else "no-sweep"))
            continue
        breaks = [_break(view, area, each, seals.get(area.area_id, ())) for each in before]
        if breaks[-1] is not None and None not in breaks:
            yield _gap(area, before[-1], breaks[-1])


def _break(view: View, area: SterileArea, sweep: Sweep, seals: Sequence[Seal]) -> _Break | None:
    """Return the first thing that breaks the chain from the sweep to the use."""
    wait = Interval(sweep.end, area.start)
    spans = {seal.seal_id: Interval(seal.start, seal.end) for seal in seals}
    open_for = tuple(uncovered(wait, spans.values()))
    if open_for:
        return _Break("unsealed", open_for)
    kept = [
        span for seal in seals for span in common(_keeping(view, area, seal), spans[seal.seal_id])
    ]
    unkept = tuple(uncovered(wait, kept))
    if unkept:
        return _Break("unkept", unkept)
    return _unsaid(view, sweep, [seal for seal in seals if spans[seal.seal_id].overlaps(wait)])


def _keeping(view: View, area: SterileArea, seal: Seal) -> tuple[Interval, ...]:
    """Return when the post of the seal is held; never where it stands at another site."""
    post = view.rows(Post).get(seal.post_id or "")
    place = view.rows(Zone).get(area.zone_id or "") or view.rows(Room).get(area.room_id or "")
    if post is None or (place is not None and place.site_id != post.site_id):
        return ()
    return held_by_any(view, [post.post_id])


def _unsaid(view: View, sweep: Sweep, seals: Sequence[Seal]) -> _Break | None:
    """Return the first word that is due by now and that nobody in the plan has said."""
    if sweep.end <= view.at and not by_anyone_known(view, sweep, AttestationKind.SWEPT):
        return _Break("not-swept")
    for seal in seals:
        if seal.start <= view.at and not by_anyone_known(view, seal, AttestationKind.SEALED):
            return _Break("not-sealed", seal_id=seal.seal_id)
    return None


def _gap(area: SterileArea, sweep: Sweep | None, broken: _Break) -> Gap:
    stretches = broken.stretches or (Interval(area.start, area.end),)
    joins = [] if sweep is None else [("sweeps", str(sweep.sweep_id))]
    joins += [] if broken.seal_id is None else [("seals", broken.seal_id)]
    words = broken.case in {"not-swept", "not-sealed"}
    return Gap(
        table="sterile_areas",
        key=area.area_id,
        case=broken.case,
        start=stretches[0].start,
        end=stretches[-1].end,
        severity=Severity.HIGH if words else None,
        facts={
            "area": area.area_id,
            "sweep": None if sweep is None else sweep.sweep_id,
            "swept": None if sweep is None else sweep.end,
            "seal": broken.seal_id,
            "minutes": minutes_in(stretches),
        },
        joins=tuple(joins),
    )
