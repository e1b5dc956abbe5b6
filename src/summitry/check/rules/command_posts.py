"""Command posts: who commands, who sits there for whom, where else they could go, who answers."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import timedelta

from msgspec import Struct

from summitry.check.agencies import unit_lines
from summitry.check.attendance import at_hand, away
from summitry.check.registry import Scope, rule
from summitry.check.standing import by_anyone_known, by_unit
from summitry.check.view import View, grouped
from summitry.kit.errors import Text
from summitry.kit.time import Interval, day_of, uncovered, union
from summitry.outcome.finding import Gap, Phase
from summitry.plan.attestation import AttestationKind
from summitry.plan.command import CommandPost, CommandPostNet, Link
from summitry.plan.communications import Contact, Liaison, Sitrep
from summitry.plan.organisation import Person, Unit
from summitry.plan.posts import Post
from summitry.plan.terms import CommandLevel, Field, LinkKind, Severity
from summitry.policy.agencies import are_one_agency
from summitry.policy.reach import HEARS

_BUTLER = Text(
    "Butler, 13 July 2024: two command posts about 300 yards apart, and nobody of the local "
    "police in the agency's (Senate interim report; Independent Review Panel)."
)
MINUTE = timedelta(minutes=1)
Spells = dict[str, list[Interval]]
NEEDS_ALTERNATE = frozenset({CommandLevel.STRATEGIC, CommandLevel.TACTICAL})


class _Active(Struct, frozen=True):
    """When each unit has posts, by net, by site, and by the unit that it holds them for."""

    by_net: Mapping[str, Spells]
    by_site: Mapping[str, Spells]
    by_owner: Mapping[str, Spells]


def _active(view: View) -> _Active:
    units = view.rows(Unit)
    by_net: dict[str, Spells] = {}
    by_site: dict[str, Spells] = {}
    by_owner: dict[str, Spells] = {}
    for post in view.rows(Post).values():
        unit_id = post.holder_unit_id or post.owner_unit_id
        if unit_id is None or unit_id not in units:
            continue
        by_site.setdefault(post.site_id, {}).setdefault(unit_id, []).append(post.interval)
        if post.net_id is not None:
            by_net.setdefault(post.net_id, {}).setdefault(unit_id, []).append(post.interval)
        if post.owner_unit_id is not None:
            by_owner.setdefault(post.owner_unit_id, {}).setdefault(unit_id, []).append(
                post.interval
            )
    return _Active(_joined(by_net), _joined(by_site), _joined(by_owner))


def _joined(places: Mapping[str, Spells]) -> Mapping[str, Spells]:
    """Return the same with touching spells made one: hundreds of posts keep the same hours."""
    return {
        place: {unit_id: list(union(spells)) for unit_id, spells in units.items()}
        for place, units in places.items()
    }


def _agencies_at(view: View, post: CommandPost, heard: AbstractSet[str]) -> Spells:
    """Return when each unit has posts that the command post hears, beside it, or for its owner."""
    active = view.derive(_active)
    found: Spells = {}
    places = [active.by_net.get(net_id, {}) for net_id in sorted(heard)]
    places.append(active.by_site.get(post.site_id or "", {}))
    places.append(active.by_owner.get(post.owner_unit_id or "", {}))
    for place in places:
        for unit_id, spells in place.items():
            found.setdefault(unit_id, []).extend(spells)
    return {
        unit_id: [each for each in (_within(post, spell) for spell in spells) if each is not None]
        for unit_id, spells in found.items()
    }


def _within(post: CommandPost, spell: Interval) -> Interval | None:
    """Return the part of the spell in which the command post works, None where there is none."""
    start = spell.start if post.start is None else max(post.start, spell.start)
    end = spell.end if post.end is None else min(post.end, spell.end)
    return Interval(start, end) if start < end else None


@rule(
    "C-13",
    title=Text("Command post without liaison"),
    why=Text(
        "Butler 2024: the local police had its own command post and nobody in the agency's; of "
        "what its officers saw, as reported, only five calls and three messages came through."
    ),
    cases={
        "none": Text(
            "Unit {unit} has posts on the nets of command post {command_post}, at its site or for "
            "its unit, and nobody of {unit} sits there from {start} to {end}."
        ),
        "hours": Text(
            "Unit {unit} has liaison at command post {command_post}, but not from {start} to "
            "{end}, while its posts are at work."
        ),
        "unnamed": Text(
            "Liaison {liaison} of unit {unit} at command post {command_post} has no person yet."
        ),
    },
    remedy=Text(
        "Have the unit send an officer to the command post for those hours, or join the command "
        "posts of both by a liaison officer."
    ),
    source=_BUTLER,
    field=Field.COMMAND,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.UNIT,
    reads=(
        "command_posts",
        "command_post_nets",
        "liaisons",
        "links",
        "persons",
        "posts",
        "units",
    ),
)
def without_liaison(view: View) -> Iterator[Gap]:
    """Yield each unit at work around a command post that has nobody in it."""
    nets = grouped(view.rows(CommandPostNet).values(), "command_post_id")
    sent = grouped(view.rows(Liaison).values(), "command_post_id")
    linked = view.derive(_linked)
    of = view.derive(unit_lines)
    for key, post in view.rows(CommandPost).items():
        heard = {row.net_id for row in nets.get(key, ()) if row.hearing in HEARS}
        own = [post.owner_unit_id, *linked.get(key, ())]
        for unit_id, wanted in _agencies_at(view, post, heard).items():
            if any(are_one_agency(of, unit_id, each) for each in own):
                continue
            there = [row for row in sent.get(key, ()) if row.unit_id in of[unit_id]]
            yield from _unsent(view, post, unit_id, wanted, there)
    for liaison in view.rows(Liaison).values():
        if liaison.person_id is None:
            yield Gap(
                table="liaisons",
                key=liaison.liaison_id,
                column="person_id",
                case="unnamed",
                facts={
                    "liaison": liaison.liaison_id,
                    "unit": liaison.unit_id,
                    "command_post": liaison.command_post_id,
                },
                unknown=True,
            )


def _linked(view: View) -> Mapping[str, list[str]]:
    """Return for each command post the owners of those it exchanges a liaison officer with."""
    posts = view.rows(CommandPost)
    found: dict[str, list[str]] = {}
    for link in view.rows(Link).values():
        ends = (link.from_command_post_id, link.to_command_post_id)
        for here, there in (ends, ends[::-1]):
            owner = posts[there].owner_unit_id if there in posts else None
            if link.kind is LinkKind.LIAISON_OFFICER and owner is not None:
                found.setdefault(here, []).append(owner)
    return found


def _unsent(
    view: View, post: CommandPost, unit_id: str, wanted: list[Interval], there: list[Liaison]
) -> Iterator[Gap]:
    cover = [spell for row in there for spell in _seated(view, row)]
    for whole in union(wanted):
        for stretch in uncovered(whole, cover):
            yield Gap(
                table="command_posts",
                key=post.command_post_id,
                case="hours" if there else "none",
                discriminator=f"{unit_id}:{day_of(stretch.start, view.zone).isoformat()}",
                start=stretch.start,
                end=stretch.end,
                facts={"command_post": post.command_post_id, "unit": unit_id},
                joins=(("units", unit_id), *(("liaisons", row.liaison_id) for row in there)),
            )


def _seated(view: View, liaison: Liaison) -> Iterator[Interval]:
    """Yield when the liaison is filled: a person away, or of another unit, fills nothing."""
    hours = Interval(liaison.start, liaison.end)
    person = view.rows(Person).get(liaison.person_id or "")
    if person is None:
        yield hours
        return
    if not are_one_agency(view.derive(unit_lines), person.unit_id, liaison.unit_id):
        return
    yield from at_hand(view, person.person_id, hours)


@rule(
    "C-120",
    title=Text("Command post without commander or alternate"),
    why=Text(
        "A command post that falls silent, or whose commander falls ill, takes the operation with "
        "it unless somebody and some other place were named beforehand."
    ),
    cases={
        "commander": Text("Nobody is named to command at command post {command_post}."),
        "away": Text(
            "The commander {person} of command post {command_post} is away from {start} to {end}."
        ),
        "alternate": Text("Command post {command_post} has no alternate."),
        "same-site": Text(
            "The alternate {alternate} of command post {command_post} is at the same site, {site}: "
            "what takes out one takes out both."
        ),
    },
    remedy=Text("Name a commander, and an alternate command post at another site."),
    source=Text(
        "Incident command practice: deputies and alternate command posts; common practice, not "
        "verified."
    ),
    field=Field.COMMAND,
    severity=Severity.MEDIUM,
    phase=Phase.D30,
    scope=Scope.SITE,
    reads=("command_posts", "persons"),
)
def without_alternate(view: View) -> Iterator[Gap]:
    """Yield the command posts that nobody commands, or that have nowhere to go."""
    for post in view.rows(CommandPost).values():
        if post.commander_id is None:
            yield _command_gap(post, "commander", "commander_id")
        else:
            yield from _commander_away(view, post)
        other = view.rows(CommandPost).get(post.alternate_id or "")
        if post.alternate_id in {None, post.command_post_id}:
            if post.level in NEEDS_ALTERNATE:
                yield _command_gap(post, "alternate", "alternate_id")
        elif other is not None and other.site_id is not None and other.site_id == post.site_id:
            yield _command_gap(post, "same-site", "alternate_id")


def _commander_away(view: View, post: CommandPost) -> Iterator[Gap]:
    """Yield when the commander is away while the post works; without hours, during the event."""
    start, end = post.start or view.event.opens, post.end or view.event.closes
    if start < end:
        for spell in away(view, post.commander_id or "", Interval(start, end)):
            yield _command_gap(post, "away", "commander_id", spell)


def _command_gap(post: CommandPost, case: str, column: str, spell: Interval | None = None) -> Gap:
    return Gap(
        table="command_posts",
        key=post.command_post_id,
        column=column,
        case=case,
        discriminator=column,
        start=None if spell is None else spell.start,
        end=None if spell is None else spell.end,
        facts={
            "command_post": post.command_post_id,
            "person": post.commander_id,
            "alternate": post.alternate_id,
            "site": post.site_id,
        },
        joins=(("command_posts", str(post.alternate_id)),) if case == "same-site" else (),
    )


@rule(
    "C-80",
    title=Text("Situation report not issued or not acknowledged"),
    why=Text("A report that nobody says they have read has informed nobody."),
    cases={
        "no-recipient": Text("Situation report {sitrep} goes to nobody."),
        "not-issued": Text("Situation report {sitrep} was due on {due} and has not been issued."),
        "not-acknowledged": Text(
            "Unit {unit} has not acknowledged situation report {sitrep}, due on {due}, within "
            "{minutes} min."
        ),
    },
    remedy=Text("Issue the report, and ask each recipient to acknowledge it."),
    source=Text("Practice of incident command: reports in a fixed rhythm; not verified."),
    field=Field.COMMAND,
    severity=Severity.MEDIUM,
    phase=Phase.D7,
    scope=Scope.UNIT,
    reads=("persons", "sitreps"),
    attests=(AttestationKind.ACKNOWLEDGED, AttestationKind.ISSUED),
    limits=("sitrep_acknowledged_minutes_max",),
)
def unread_reports(view: View) -> Iterator[Gap]:
    """Yield the situation reports that are overdue, or that a recipient has not acknowledged."""
    minutes = view.limits.sitrep_acknowledged_minutes_max
    for sitrep in view.rows(Sitrep).values():
        if not sitrep.recipient_unit_ids:
            yield _sitrep_gap(sitrep, "no-recipient")
        if view.at < sitrep.due:
            continue
        if not by_anyone_known(view, sitrep, AttestationKind.ISSUED):
            yield _sitrep_gap(sitrep, "not-issued")
        elif (view.at - sitrep.due) / MINUTE >= minutes:
            for unit_id in sitrep.recipient_unit_ids:
                if not by_unit(view, sitrep, AttestationKind.ACKNOWLEDGED, unit_id):
                    yield _sitrep_gap(sitrep, "not-acknowledged", unit_id, minutes)


def _sitrep_gap(sitrep: Sitrep, case: str, unit_id: str = "", minutes: float = 0.0) -> Gap:
    return Gap(
        table="sitreps",
        key=sitrep.sitrep_id,
        case=case,
        discriminator=unit_id or case,
        facts={
            "sitrep": sitrep.sitrep_id,
            "due": sitrep.due,
            "unit": unit_id,
            "minutes": minutes,
        },
        joins=(
            ("command_posts", str(sitrep.command_post_id)),
            *((("units", unit_id),) if unit_id else ()),
        ),
    )


@rule(
    "C-126",
    title=Text("Duty desk that cannot be called"),
    why=Text("Who needs the desk at night finds an office in the list, and no way to reach it."),
    cases={
        "silent": Text("Duty desk {desk} has neither a telephone nor a radio net."),
        "no-phone": Text("Duty desk {desk} is reached by radio only; it has no telephone."),
        "hours": Text("Nobody has said in which hours duty desk {desk} answers."),
    },
    remedy=Text("Enter the desk's telephone and its hours, and call it once to try."),
    source=Text("Communications list (ICS 205A); common practice, not verified."),
    field=Field.COMMAND,
    severity=Severity.MEDIUM,
    phase=Phase.D7,
    scope=Scope.UNIT,
    reads=("contacts",),
)
def silent_desks(view: View) -> Iterator[Gap]:
    """Yield the duty desks without a telephone, and those whose hours nobody has said."""
    for desk in view.rows(Contact).values():
        lacking = []
        if not desk.phone.strip():
            lacking.append(("silent" if desk.net_id is None else "no-phone", "phone"))
        if not desk.hours.strip():
            lacking.append(("hours", "hours"))
        for case, column in lacking:
            yield Gap(
                table="contacts",
                key=desk.contact_id,
                column=column,
                case=case,
                discriminator=column,
                facts={"desk": desk.contact_id},
                severity=Severity.MEDIUM if case == "silent" else Severity.LOW,
                unknown=case == "hours",
            )
