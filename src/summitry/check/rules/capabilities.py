"""Capabilities: hours, verification, operators; and the drones that they must not take for foes."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from summitry.check.attendance import at_hand
from summitry.check.registry import Scope, rule
from summitry.check.standing import by_anyone_known, by_unit
from summitry.check.view import View, grouped
from summitry.kit.errors import Text
from summitry.kit.time import Interval, day_of, end_of_day, moment_of, uncovered
from summitry.outcome.finding import Gap, Phase, Subject
from summitry.plan.attestation import AttestationKind
from summitry.plan.aviation import Drone
from summitry.plan.organisation import Person, PersonQualification
from summitry.plan.places import Site
from summitry.plan.posts import Post
from summitry.plan.readiness import Capability, SiteWindow
from summitry.plan.table import KEY_JOINT, table_of
from summitry.plan.terms import Field, Severity

_BUTLER = Text(
    "Butler, 13 July 2024: the counter-drone system did not work until 16:33, after the suspect's "
    "flight at about 15:51; its operator had about an hour of informal training (Senate interim "
    "report; Independent Review Panel)."
)


def _groups(view: View) -> Sequence[Sequence[Capability]]:
    """Return the capabilities by site, field and name, the rows of each in order of time."""
    found: dict[tuple[str, Field, str], list[Capability]] = {}
    for row in view.rows(Capability).values():
        kind = (row.site_id, row.field, row.name.strip().casefold())
        found.setdefault(kind, []).append(row)
    return [sorted(rows, key=lambda row: (row.start, row.capability_id)) for rows in found.values()]


def _failures(view: View) -> Mapping[str, list[Interval]]:
    """Return when each capability is known to have failed."""
    found: dict[str, list[Interval]] = {}
    for capability_id, interval in view.live.failed_capabilities:
        found.setdefault(capability_id, []).append(interval)
    return found


@rule(
    "C-15",
    title=Text("Capability not working while the site is open"),
    why=Text(
        "Butler 2024: the system against drones came into work after the drone had flown. "
        "Equipment that is planned, and not seen working, protects nobody."
    ),
    cases={
        "hours": Text(
            "Capability {capability} does not work at site {site} from {start} to {end}, while the "
            "site is open."
        ),
        "no-window": Text(
            "Nobody has said when site {site} is open, so nobody knows whether the hours of "
            "capability {capability} are enough."
        ),
        "unverified": Text("Nobody has seen capability {capability} working at site {site}."),
    },
    remedy=Text(
        "Let the capability work for all of the site's hours, see it working, and enter that as "
        "“verified”; or hold the opening until it works."
    ),
    source=_BUTLER,
    field=Field.COUNTER_TERRORISM,
    severity=Severity.HIGH,
    phase=Phase.D2,
    scope=Scope.SITE,
    reads=("capabilities", "persons", "site_windows", "sites"),
    attests=(AttestationKind.VERIFIED,),
)
def not_working(view: View) -> Iterator[Gap]:
    """Yield the hours of sites that a capability there leaves out, and what nobody has verified.

    Rows of one site, field and name are one capability; what it leaves out is told at the first.
    """
    windows = grouped(view.rows(SiteWindow).values(), "site_id")
    failures = view.derive(_failures)
    for rows in view.derive(_groups):
        first, open_at = rows[0], windows.get(rows[0].site_id, [])
        cover = [spell for row in rows for spell in _works(row, failures)]
        for window in open_at:
            joined = ("site_windows", table_of(window).key_of(window))
            for stretch in uncovered(Interval(window.start, window.end), cover):
                yield _in(view, first, "hours", stretch, joined)
        if not open_at and first.site_id in view.rows(Site):
            yield _gap(first, "no-window", unknown=True)
        for row in rows:
            seen = row.end <= view.at or by_anyone_known(view, row, AttestationKind.VERIFIED)
            if not seen:
                yield _gap(row, "unverified")


def _works(row: Capability, failures: Mapping[str, list[Interval]]) -> Iterator[Interval]:
    return uncovered(Interval(row.start, row.end), failures.get(row.capability_id, ()))


def _in(view: View, row: Capability, case: str, stretch: Interval, joined: Subject) -> Gap:
    """Return the gap of a stretch, told apart by its day."""
    day = day_of(stretch.start, view.zone).isoformat()
    return _gap(row, case, day=day, stretch=stretch, joins=(joined,))


def _gap(
    row: Capability,
    case: str,
    *,
    day: str = "",
    stretch: Interval | None = None,
    joins: tuple[Subject, ...] = (),
    unknown: bool = False,
) -> Gap:
    return Gap(
        table="capabilities",
        key=row.capability_id,
        case=case,
        discriminator=f"{case}:{day}" if day else case,
        start=None if stretch is None else stretch.start,
        end=None if stretch is None else stretch.end,
        facts={
            "capability": row.capability_id,
            "site": row.site_id,
            "post": row.post_id,
            "qualification": row.qualification_id,
        },
        joins=joins,
        field=row.field,
        unknown=unknown,
    )


@rule(
    "C-16",
    title=Text("Capability without a qualified operator"),
    why=Text(
        "Butler 2024: the operator of the counter-drone system had about an hour of informal "
        "training, and telephoned a help line."
    ),
    cases={
        "operator": Text(
            "From {start} to {end} nobody who holds {qualification} is on post {post}, which "
            "operates capability {capability}."
        ),
        "no-post": Text("Nobody has said which post operates capability {capability}."),
        "no-qualification": Text(
            "Nobody has said what the operator of capability {capability} must be qualified for."
        ),
    },
    remedy=Text(
        "Put somebody with the qualification on the post for the hours of the capability, or train "
        "and test whoever is there."
    ),
    source=_BUTLER,
    field=Field.COUNTER_TERRORISM,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.POST,
    reads=("capabilities", "person_qualifications", "persons", "posts", "shifts"),
)
def without_operator(view: View) -> Iterator[Gap]:
    """Yield when nobody who may operate a capability is on its post, shift by shift."""
    on_post = view.derive(_operators_shifts)
    for row in view.rows(Capability).values():
        if row.post_id is None:
            yield _gap(row, "no-post", unknown=True)
        elif row.qualification_id is None:
            yield _gap(row, "no-qualification", unknown=True)
        elif row.post_id in view.rows(Post):
            cover = [
                spell
                for person_id, shift in on_post.get(row.post_id, ())
                for spell in _qualified(view, person_id, row.qualification_id, shift)
            ]
            for stretch in uncovered(Interval(row.start, row.end), cover):
                yield _in(view, row, "operator", stretch, ("posts", row.post_id))


def _operators_shifts(view: View) -> Mapping[str, list[tuple[str, Interval]]]:
    """Return the shifts on each post that operates a capability: who, and when."""
    shifts = view.columns("shifts")
    wanted = {row.post_id for row in view.rows(Capability).values()}
    posts, persons = shifts.words.get("post_id", ()), shifts.words.get("person_id", ())
    places = [place for place, post_id in enumerate(posts) if post_id in wanted]
    found: dict[str, list[tuple[str, Interval]]] = {}
    for line in np.flatnonzero(np.isin(shifts["post_id"], places)).tolist():
        shift = (
            persons[int(shifts["person_id"][line])],
            Interval(moment_of(shifts["start"][line]), moment_of(shifts["end"][line])),
        )
        found.setdefault(posts[int(shifts["post_id"][line])], []).append(shift)
    return found


def _qualified(
    view: View, person_id: str, qualification_id: str, shift: Interval
) -> Iterator[Interval]:
    """Yield when the person is on the shift, there, and holds the qualification."""
    held = view.rows(PersonQualification).get(f"{person_id}{KEY_JOINT}{qualification_id}")
    if held is None or person_id not in view.rows(Person):
        return
    end = shift.end
    if held.expires is not None:
        end = min(end, end_of_day(held.expires, view.zone))
    if end > shift.start:
        yield from at_hand(view, person_id, Interval(shift.start, end))


@rule(
    "C-128",
    title=Text("Own drone unknown to those who watch the air"),
    why=Text(
        "Whoever watches for drones cannot tell the host's own from a stranger's: either it is "
        "brought down, or the stranger's is taken for it."
    ),
    cases={
        "": Text(
            "Unit {unit} watches the air over site {site} (capability {capability}) and has not "
            "acknowledged drone flight {drone}."
        ),
    },
    remedy=Text("Tell the flight to the unit that watches the air, and have it acknowledged."),
    source=Text("Coordination of own flights with counter-drone posts; not verified."),
    field=Field.COUNTER_TERRORISM,
    severity=Severity.HIGH,
    phase=Phase.D2,
    scope=Scope.SITE,
    reads=("capabilities", "drones", "persons"),
    attests=(AttestationKind.ACKNOWLEDGED,),
)
def unknown_drones(view: View) -> Iterator[Gap]:
    """Yield each flight of the host with each unit that watches the air there and was not told."""
    watching = grouped((c for c in view.rows(Capability).values() if c.watches_air), "site_id")
    for drone in view.rows(Drone).values():
        flight = Interval(drone.start, drone.end)
        watch: dict[str, str] = {}
        for row in watching.get(drone.site_id, ()):
            if row.owner_unit_id is not None and flight.overlaps(Interval(row.start, row.end)):
                watch.setdefault(row.owner_unit_id, row.capability_id)
        for unit_id, capability_id in watch.items():
            if unit_id == drone.unit_id or by_unit(
                view, drone, AttestationKind.ACKNOWLEDGED, unit_id
            ):
                continue
            yield Gap(
                table="drones",
                key=drone.drone_id,
                discriminator=unit_id,
                start=drone.start,
                end=drone.end,
                facts={
                    "unit": unit_id,
                    "site": drone.site_id,
                    "capability": capability_id,
                    "drone": drone.drone_id,
                },
                joins=(("capabilities", capability_id), ("units", unit_id)),
            )
