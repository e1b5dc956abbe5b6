"""The radio plan: radios checked on their nets, nets that carry too much, labels that mislead."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from summitry.check.registry import Scope, rule
from summitry.check.standing import all_by_anyone_known
from summitry.check.view import View, grouped
from summitry.kit.errors import Fact, Text
from summitry.outcome.finding import Gap, Phase
from summitry.plan.attestation import AttestationKind
from summitry.plan.aviation import Frequency
from summitry.plan.command import CommandPostNet, DetailNet, Net
from summitry.plan.communications import Channel, Radio
from summitry.plan.posts import Post
from summitry.plan.table import table_of
from summitry.plan.terms import Field, Severity
from summitry.policy.levels import most_at_once

MHZ_TOLERANCE = 1e-6
KHZ = 0.001

Posts = Mapping[str, Sequence[Post]]


def _posts_by_net(view: View) -> Posts:
    """Return the posts that report on each net of the plan."""
    nets = view.rows(Net)
    by_net = grouped(view.rows(Post).values(), "net_id")
    return {net_id: posts for net_id, posts in by_net.items() if net_id in nets}


def _joins(posts: Iterable[Post]) -> tuple[tuple[str, str], ...]:
    return tuple(("posts", post.post_id) for post in posts)


@rule(
    "C-14",
    title=Text("Post without a checked radio"),
    why=Text(
        "Butler 2024: the radio set aside for the joint net was never collected, and an agent's "
        "radio failed and was swapped."
    ),
    cases={
        "no-radios": Text(
            "No radio in the plan is set to net {net}. Posts that must report on it: {posts}."
        ),
        "none": Text("Post {post} has no radio; it must report on net {net}."),
        "other-net": Text(
            "The radios of post {post} are set to {nets}; it must report on net {net}."
        ),
        "unchecked": Text("Nobody has checked a radio of post {post} on net {net}."),
    },
    remedy=Text("Hand out a radio set to the net, and enter the radio check as “verified”."),
    source=Text(
        "Butler, 13 July 2024: a local radio not collected, a radio that failed (Senate interim "
        "report; Independent Review Panel)."
    ),
    field=Field.COMMAND,
    severity=Severity.HIGH,
    phase=Phase.D2,
    scope=Scope.POST,
    reads=("nets", "persons", "posts", "radios"),
    attests=(AttestationKind.VERIFIED,),
)
def without_radio(view: View) -> Iterator[Gap]:
    """Yield the posts, still to be held, that have no checked radio on their net.

    A net for which no radio is planned at all is told once, whatever the number of its posts.
    """
    radios = view.rows(Radio)
    by_post = grouped(radios.values(), "post_id")
    equipped = {radio.net_id for radio in radios.values()}
    checked = all_by_anyone_known(view, radios, AttestationKind.VERIFIED)
    for net_id, every in view.derive(_posts_by_net).items():
        posts = [post for post in every if post.end > view.at]
        if posts and net_id not in equipped:
            yield Gap(
                table="nets",
                key=net_id,
                case="no-radios",
                facts={"net": net_id, "posts": len(posts)},
                joins=_joins(posts),
            )
            continue
        for post in posts:
            own = by_post.get(post.post_id, [])
            case = _radio_flaw(own, net_id, checked)
            if case:
                yield _post_gap(post, case, own)


def _radio_flaw(own: Sequence[Radio], net_id: str, checked: frozenset[str]) -> str:
    """Return what is wrong with a post's radios, nothing where one is checked on its net."""
    if not own:
        return "none"
    fitting = [radio for radio in own if radio.net_id == net_id]
    if not fitting:
        return "other-net"
    return "" if any(radio.radio_id in checked for radio in fitting) else "unchecked"


def _post_gap(post: Post, case: str, own: Sequence[Radio]) -> Gap:
    return Gap(
        table="posts",
        key=post.post_id,
        column="net_id",
        case=case,
        facts={
            "post": post.post_id,
            "net": post.net_id,
            "nets": tuple(sorted({radio.net_id for radio in own})),
        },
        joins=tuple(("radios", radio.radio_id) for radio in own),
        field=post.field,
    )


@rule(
    "C-47",
    title=Text("Radio net overloaded"),
    why=Text(
        "On a net that too many share nobody gets through when it matters, and whoever listens "
        "hears mostly what is not meant for them."
    ),
    cases={
        "stations": Text(
            "Net {net} carries {count} stations at once; more than {limit} block one another."
        ),
        "functions": Text(
            "Net {net} carries posts of {count} fields ({fields}); more than {limit} on one net "
            "drown one another."
        ),
    },
    remedy=Text("Split the net by function or area, and let the command posts hear the parts."),
    source=Text(
        "After-action review of a multi-agency operation in Gettysburg, 2020: separate talkgroups "
        "for each function; not verified."
    ),
    field=Field.COMMAND,
    severity=Severity.MEDIUM,
    phase=Phase.D7,
    scope=Scope.WHOLE,
    reads=("command_post_nets", "detail_nets", "nets", "posts"),
    limits=("net_functions_max", "net_stations_max"),
)
def overloaded(view: View) -> Iterator[Gap]:
    """Yield the nets on which too many stations speak at once, or too many fields."""
    by_net = view.derive(_posts_by_net)
    command = grouped(view.rows(CommandPostNet).values(), "net_id")
    details = grouped(view.rows(DetailNet).values(), "net_id")
    for net_id in view.rows(Net):
        posts = by_net.get(net_id, ())
        fields = tuple(sorted({post.field for post in posts}))
        busiest = most_at_once((post.interval, 1) for post in posts)
        fixed = len(command.get(net_id, ())) + len(details.get(net_id, ()))
        loads = {
            "stations": (busiest + fixed, view.limits.net_stations_max),
            "functions": (len(fields), view.limits.net_functions_max),
        }
        for case, (count, limit) in loads.items():
            if count > limit:
                facts: dict[str, Fact] = {
                    "net": net_id,
                    "count": count,
                    "fields": fields,
                    "limit": limit,
                }
                yield Gap(table="nets", key=net_id, case=case, discriminator=case, facts=facts)


@rule(
    "C-78",
    title=Text("Net not in the radio plan"),
    why=Text("A post is told to report on a net for which no radio can be set."),
    cases={
        "": Text("No line of the radio plan names net {net}. Posts that report on it: {posts}."),
    },
    remedy=Text("Enter the net's channel in the radio plan (ICS 205), or correct the posts' net."),
    source=Text("Radio plan, form ICS 205 of the Incident Command System."),
    field=Field.COMMAND,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.WHOLE,
    reads=("channels", "nets", "posts"),
)
def unplanned_nets(view: View) -> Iterator[Gap]:
    """Yield the nets that posts name and the radio plan does not."""
    planned = {channel.net_id for channel in view.rows(Channel).values()}
    for net_id, posts in view.derive(_posts_by_net).items():
        if net_id not in planned:
            yield Gap(
                table="nets",
                key=net_id,
                facts={"net": net_id, "posts": len(posts)},
                joins=_joins(posts),
            )


@rule(
    "C-79",
    title=Text("One channel label, two meanings"),
    why=Text(
        "Two officers turn their radios to the same label and do not hear each other, because each "
        "unit's plan put another frequency behind it."
    ),
    cases={
        "net": Text(
            "Channel {channel} is net {net} in plan {plan}, and net {other_net} in plan "
            "{other_plan}."
        ),
        "frequency": Text(
            "Channel {channel} of plan {plan} has another frequency, tone or mode than in plan "
            "{other_plan}."
        ),
    },
    remedy=Text("Agree on one radio plan, and give each label one net and one frequency."),
    source=Text("Radio plan, form ICS 205: one plan for all agencies; common practice."),
    field=Field.COMMAND,
    severity=Severity.HIGH,
    phase=Phase.D30,
    scope=Scope.UNIT,
    reads=("channels",),
)
def ambiguous_labels(view: View) -> Iterator[Gap]:
    """Yield each line of a radio plan that says otherwise than the first with its label."""
    first: dict[str, Channel] = {}
    for key, line in view.rows(Channel).items():
        other = first.setdefault(line.channel.strip().casefold(), line)
        case = _difference(line, other)
        if case:
            yield Gap(
                table="channels",
                key=key,
                case=case,
                facts={
                    "channel": line.channel,
                    "net": line.net_id,
                    "plan": line.plan_id,
                    "other_net": other.net_id,
                    "other_plan": other.plan_id,
                },
                joins=(
                    ("channels", table_of(other).key_of(other)),
                    ("plans", line.plan_id),
                    ("plans", other.plan_id),
                ),
            )


def _difference(line: Channel, other: Channel) -> str:
    if line.net_id != other.net_id:
        return "net"
    pairs = ((line.receive_mhz, other.receive_mhz), (line.transmit_mhz, other.transmit_mhz))
    apart = any(_far(one, two) for one, two in pairs)
    tones = {line.tone.strip(), other.tone.strip()} - {""}
    return "frequency" if apart or len(tones) > 1 or line.mode is not other.mode else ""


def _far(one: float | None, two: float | None) -> bool:
    """Say whether both are known and not the same."""
    return one is not None and two is not None and abs(one - two) > MHZ_TOLERANCE


class _Line(Struct, frozen=True, order=True):
    """A frequency of the host's radio plan, with the key of its line."""

    mhz: float
    key: str


@rule(
    "C-127",
    title=Text("Foreign frequency on a channel of the host"),
    why=Text(
        "A delegation's radios on a frequency of the host silence a net of the protection, and "
        "nobody knows why."
    ),
    cases={
        "": Text(
            "Frequency {frequency} of delegation {delegation} ({mhz} MHz) lies on channel "
            "{channel} of the host."
        ),
    },
    remedy=Text("Assign the delegation another frequency before it is cleared."),
    source=Text("Frequency coordination for foreign details; common practice, not verified."),
    field=Field.COMMAND,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.WHOLE,
    reads=("channels", "frequencies"),
    limits=("channel_width_khz",),
)
def frequency_conflicts(view: View) -> Iterator[Gap]:
    """Yield the foreign frequencies that lie on a channel of the host."""
    lines = sorted(
        _Line(mhz, key)
        for key, channel in view.rows(Channel).items()
        for mhz in (channel.receive_mhz, channel.transmit_mhz)
        if mhz is not None
    )
    spots = [line.mhz for line in lines]
    half = view.limits.channel_width_khz * KHZ / 2
    for row in view.rows(Frequency).values():
        reach = row.width_khz * KHZ / 2 + half - MHZ_TOLERANCE
        near = lines[bisect_left(spots, row.mhz - reach) : bisect_right(spots, row.mhz + reach)]
        for key in sorted({line.key for line in near}):
            yield Gap(
                table="frequencies",
                key=row.frequency_id,
                column="mhz",
                discriminator=key,
                facts={
                    "frequency": row.frequency_id,
                    "delegation": row.delegation_id,
                    "mhz": row.mhz,
                    "channel": key,
                },
                joins=(("channels", key),),
            )
