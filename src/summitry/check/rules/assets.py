"""Assets: what stands in for each, what hangs on it, and what takes over when it fails."""

from collections.abc import Iterator, Mapping

from summitry.check.presence import presence
from summitry.check.registry import Scope, rule
from summitry.check.standing import by_anyone_known
from summitry.check.view import View, grouped
from summitry.kit.errors import Text
from summitry.outcome.finding import Gap, Phase
from summitry.plan.attestation import AttestationKind
from summitry.plan.command import CommandPost, CommandPostNet, Link
from summitry.plan.posts import Post
from summitry.plan.readiness import Asset, AssetDemand, AssetKind
from summitry.plan.table import table_of
from summitry.plan.tables import TABLES
from summitry.plan.terms import Field, Severity

ELSEWHERE = frozenset(
    {
        AssetKind.NETWORK,
        AssetKind.RADIO,
        AssetKind.WEB_SITE,
        AssetKind.REGISTRATION,
        AssetKind.LIVE_STREAM,
    }
)
"""Kinds whose stand-in can be at another site, and so must be."""


def _powered_by(view: View) -> Mapping[str, frozenset[str]]:
    """Return for each asset the assets of power that it hangs on."""
    assets = view.rows(Asset)
    found: dict[str, set[str]] = {}
    for row in view.rows(AssetDemand).values():
        source = assets.get(row.asset_id)
        on_power = source is not None and source.kind is AssetKind.POWER
        if on_power and row.subject_table == "assets":
            found.setdefault(row.subject_key, set()).add(row.asset_id)
    return {key: frozenset(sources) for key, sources in found.items()}


@rule(
    "C-83",
    title=Text("Single point of failure"),
    why=Text("One generator, one link, one booth: what cannot fail alone takes the event with it."),
    cases={
        "none": Text("Nothing stands in for {asset} when it fails."),
        "itself": Text("{asset} is to stand in for itself."),
        "failed": Text("{backup}, which stands in for {asset}, has failed."),
        "same-site": Text(
            "{asset} and {backup}, which stands in for it, are both at site {site}: what takes out "
            "one takes out both."
        ),
        "same-power": Text(
            "{asset} and {backup}, which stands in for it, hang on the same power: {power}."
        ),
        "one-link": Text(
            "Command post {command_post} is joined to the others by one way only: {link}."
        ),
    },
    remedy=Text("Provide a stand-in that does not fall together with what it stands in for."),
    source=Text("Engineering of installations without a single point of failure; common practice."),
    field=Field.CYBERSPACE,
    severity=Severity.HIGH,
    phase=Phase.D30,
    scope=Scope.SITE,
    reads=("asset_demands", "assets", "command_post_nets", "command_posts", "links"),
)
def single_points(view: View) -> Iterator[Gap]:
    """Yield the critical assets without a stand-in of their own, and posts on a single link."""
    for row in view.rows(Asset).values():
        case = _stand_in_flaw(view, row) if row.critical else ""
        if case:
            backup = row.backup_asset_id
            power = view.derive(_powered_by)
            shared = power.get(row.asset_id, frozenset()) & power.get(backup or "", frozenset())
            yield Gap(
                table="assets",
                key=row.asset_id,
                column="backup_asset_id",
                case=case,
                facts={
                    "asset": row.asset_id,
                    "backup": backup,
                    "site": row.site_id,
                    "power": tuple(sorted(shared)),
                },
                joins=() if backup is None else (("assets", backup),),
                field=row.field,
            )
    yield from _single_links(view)


def _stand_in_flaw(view: View, row: Asset) -> str:
    """Return what is wrong with the stand-in, nothing where one stands apart and works."""
    backup_id = row.backup_asset_id
    if backup_id is None:
        return "none"
    if backup_id == row.asset_id:
        return "itself"
    backup = view.rows(Asset).get(backup_id)
    if backup is None:
        return ""
    power = view.derive(_powered_by)
    flaws = {
        "failed": backup_id in view.live.failed_assets,
        "same-site": row.kind in ELSEWHERE
        and row.site_id is not None
        and row.site_id == backup.site_id,
        "same-power": bool(
            power.get(row.asset_id, frozenset()) & power.get(backup_id, frozenset())
        ),
    }
    return next((case for case, is_flawed in flaws.items() if is_flawed), "")


def _single_links(view: View) -> Iterator[Gap]:
    """Yield the command posts that one link joins to the others, and no net does."""
    posts = view.rows(CommandPost)
    by_net = grouped(view.rows(CommandPostNet).values(), "net_id")
    on_nets = {
        row.command_post_id
        for net_id, stations in by_net.items()
        if net_id not in view.live.dead_nets
        and len({each.command_post_id for each in stations} & posts.keys()) > 1
        for row in stations
    }
    ways: dict[str, list[str]] = {}
    for key, link in view.rows(Link).items():
        ends = {link.from_command_post_id, link.to_command_post_id}
        for end in ends if ends <= posts.keys() else ():
            ways.setdefault(end, []).append(key)
    for key in posts:
        if key not in on_nets and len(ways.get(key, ())) == 1:
            yield Gap(
                table="command_posts",
                key=key,
                case="one-link",
                facts={"command_post": key, "link": ways[key][0]},
                joins=(("links", ways[key][0]),),
                field=Field.COMMAND,
                severity=Severity.MEDIUM,
            )


@rule(
    "C-123",
    title=Text("Asset without a playbook or a test"),
    why=Text("What was never tried fails first when it is needed, and nobody knows what to do."),
    cases={
        "playbook": Text("Nobody has said which contingency holds when {asset} fails."),
        "untested": Text("Nobody has tried {asset}, and the change to what stands in for it."),
    },
    remedy=Text(
        "Name the contingency for its failure; try the change to the stand-in and enter that as "
        "“verified”."
    ),
    source=Text("Practice of incident response: playbooks and tests; not verified."),
    field=Field.CYBERSPACE,
    severity=Severity.MEDIUM,
    phase=Phase.D7,
    scope=Scope.UNIT,
    reads=("assets", "persons"),
    attests=(AttestationKind.VERIFIED,),
)
def untried_assets(view: View) -> Iterator[Gap]:
    """Yield the assets, critical or of cyberspace, without a playbook, and those nobody tried."""
    for row in view.rows(Asset).values():
        if not row.critical and row.field is not Field.CYBERSPACE:
            continue
        lacking: list[tuple[str, str | None]] = []
        if row.playbook_id is None:
            lacking.append(("playbook", "playbook_id"))
        if not by_anyone_known(view, row, AttestationKind.VERIFIED):
            lacking.append(("untested", None))
        for case, column in lacking:
            yield Gap(
                table="assets",
                key=row.asset_id,
                column=column,
                case=case,
                discriminator=case,
                facts={"asset": row.asset_id},
                field=row.field,
            )


@rule(
    "C-124",
    title=Text("Demand without a fallback"),
    why=Text(
        "A gate that reads no badge, a hall without light: an incident in the network becomes a "
        "queue and a crowd, and somebody must know what is then done by hand."
    ),
    cases={
        "nothing": Text(
            "{subject} of table {subject_table} hangs on {asset}, and nothing is said for the case "
            "that it fails."
        ),
        "no-row": Text(
            "It says that {subject} of table {subject_table} hangs on {asset}, and there is no "
            "such row."
        ),
        "nobody": Text(
            "{asset} has failed; {subject} of table {subject_table} hangs on it, and no post takes "
            "over."
        ),
        "unstaffed": Text(
            "{asset} has failed; {subject} of table {subject_table} hangs on it, and these posts "
            "that take over are not staffed now: {posts}."
        ),
    },
    remedy=Text(
        "Say what is done without the asset, and which posts take over. When it has failed: staff "
        "them at once, or bring the asset or its stand-in back."
    ),
    source=Text("Practice of business continuity; not verified."),
    field=Field.CYBERSPACE,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.SITE,
    reads=tuple(TABLES),
)
def without_fallback(view: View) -> Iterator[Gap]:
    """Yield what hangs on an asset with no fallback, or on a failed one and is not taken over."""
    for row in view.rows(AssetDemand).values():
        if not row.fallback.strip() and not row.fallback_post_ids:
            yield _demand_gap(row, "nothing")
        if not _is_there(view, row):
            yield _demand_gap(row, "no-row")
    yield from _not_taken_over(view)


def _is_there(view: View, row: AssetDemand) -> bool:
    known = row.subject_table in TABLES
    return known and view.row(row.subject_table, row.subject_key) is not None


def _demand_gap(row: AssetDemand, case: str, *, posts: tuple[str, ...] = ()) -> Gap:
    subject = (row.subject_table, row.subject_key)
    there = row.subject_table in TABLES
    return Gap(
        table="asset_demands",
        key=table_of(row).key_of(row),
        case=case,
        discriminator=case,
        severity=Severity.CRITICAL if case in {"nobody", "unstaffed"} else None,
        facts={
            "asset": row.asset_id,
            "subject_table": row.subject_table,
            "subject": row.subject_key,
            "posts": posts,
        },
        joins=(
            ("assets", row.asset_id),
            *((subject,) if there else ()),
            *(("posts", post_id) for post_id in posts),
        ),
    )


def _not_taken_over(view: View) -> Iterator[Gap]:
    """Yield what hangs on a failed asset, with no stand-in at work, and is not taken over now.

    The posts that take over must be staffed from the moment at which the asset fails.
    """
    failed = frozenset(view.live.failed_assets)
    if not failed:
        return
    assets = view.rows(Asset)
    for row in view.rows(AssetDemand).values():
        asset = assets.get(row.asset_id)
        stand_in = None if asset is None else assets.get(asset.backup_asset_id or "")
        stands_in = stand_in is not None and stand_in.asset_id not in failed
        if row.asset_id not in failed or stands_in:
            continue
        if not row.fallback_post_ids:
            yield _demand_gap(row, "nobody")
            continue
        empty = tuple(key for key in row.fallback_post_ids if not _staffed_now(view, key))
        if empty:
            yield _demand_gap(row, "unstaffed", posts=empty)


def _staffed_now(view: View, post_id: str) -> bool:
    if post_id not in view.rows(Post):
        return False
    held = view.derive(presence)[view.rows(Post)[post_id].post_id]
    return any(spell.start <= view.at < spell.end for spell in held)
