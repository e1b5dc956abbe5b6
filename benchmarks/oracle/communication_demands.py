"""What command posts, nets and declarations demand, judged by brute force."""

from typing import Any

from benchmarks.oracle.spells import Spell, above, away, bare, bare_minutes, clipped, kin
from benchmarks.oracle.world import Atoms, Judgement, World, interval
from summitry.kit.time import seconds_of

HEAR = frozenset({"listens", "both"})
HZ = 1e-6
MINUTE = 60
FAR = 10**12


def atoms(**lacking: bool) -> Atoms:
    """Return one atom for each thing that is lacking."""
    return frozenset((name,) for name, is_lacking in lacking.items() if is_lacking)


def anybody(_: Any) -> bool:
    """Let the word of everybody in the plan count."""
    return True


def liaison(world: World, _: Any) -> Judgement:
    """C-13: each unit at work around a command post sits in it, or is its owner's."""
    found: Judgement = {
        ("liaisons", row.liaison_id): atoms(unnamed=row.person_id is None)
        for row in world.rows("liaisons")
    }
    for post in world.rows("command_posts"):
        lost: set[tuple[Any, ...]] = set()
        seated = _seated(world, post.command_post_id)
        own = _own(world, post)
        for unit, spells in _around(world, post).items():
            if any(kin(world, unit, each) for each in own):
                continue
            covers = [spell for sent, spell in seated if sent in above(world, unit)]
            for spell in spells:
                lost |= {(unit, minute) for minute in bare_minutes(spell, covers)}
        found["command_posts", post.command_post_id] = frozenset(lost)
    return found


def _own(world: World, post: Any) -> list[Any]:
    """Return the owner, and the owners of the posts that exchange a liaison officer with it."""
    own = [post.owner_unit_id]
    for link in world.rows("links"):
        ends = [link.from_command_post_id, link.to_command_post_id]
        if link.kind == "liaison-officer" and post.command_post_id in ends:
            ends.remove(post.command_post_id)
            other = world.get("command_posts", ends[0])
            own.append(None if other is None else other.owner_unit_id)
    return own


def _around(world: World, post: Any) -> dict[str, set[Spell]]:
    heard = {
        row.net_id
        for row in world.rows("command_post_nets")
        if row.command_post_id == post.command_post_id and row.hearing in HEAR
    }
    hours = (
        -FAR if post.start is None else seconds_of(post.start),
        FAR if post.end is None else seconds_of(post.end),
    )
    found: dict[str, set[Spell]] = {}
    for each in world.rows("posts"):
        unit = each.holder_unit_id or each.owner_unit_id
        beside = post.site_id is not None and each.site_id == post.site_id
        lent = post.owner_unit_id is not None and each.owner_unit_id == post.owner_unit_id
        if world.get("units", unit) is not None and (beside or lent or each.net_id in heard):
            found.setdefault(unit, set()).update(clipped(interval(each), hours))
    return found


def _seated(world: World, command_post: str) -> list[tuple[str, Spell]]:
    found: list[tuple[str, Spell]] = []
    for row in world.rows("liaisons"):
        if row.command_post_id != command_post:
            continue
        person = world.get("persons", row.person_id)
        gone = [] if person is None else away(person, interval(row))
        if person is None or kin(world, person.unit_id, row.unit_id):
            found += [(row.unit_id, spell) for spell in bare(interval(row), gone)]
    return found


def commanders(world: World, _: Any) -> Judgement:
    """C-120: a command post has a commander who is there, and an alternate elsewhere."""
    found: Judgement = {}
    event = world.event
    for post in world.rows("command_posts"):
        hours = (seconds_of(post.start or event.opens), seconds_of(post.end or event.closes))
        person = world.get("persons", post.commander_id)
        gone = [] if person is None else away(person, hours)
        other = world.get("command_posts", post.alternate_id)
        nowhere = post.alternate_id in {None, post.command_post_id}
        beside = not nowhere and other is not None and other.site_id is not None
        lost = atoms(
            commander=post.commander_id is None,
            alternate=nowhere and post.level in {"strategic", "tactical"},
            beside=beside and other.site_id == post.site_id,
        )
        there = {minute for spell in gone for minute in bare_minutes(spell, ())}
        found["command_posts", post.command_post_id] = lost | {("away", each) for each in there}
    return found


def sitreps(world: World, _: Any) -> Judgement:
    """C-80: a report that is due is issued, and each recipient acknowledges it in time."""
    found: Judgement = {}
    late = world.limit("sitrep_acknowledged_minutes_max") * MINUTE
    for row in world.rows("sitreps"):
        lost = set(atoms(nobody=not row.recipient_unit_ids))
        since = seconds_of(world.at) - seconds_of(row.due)
        if since >= 0 and not world.said_by(row, "issued", anybody):
            lost.add(("issued",))
        elif since >= max(0, late):
            for unit in row.recipient_unit_ids:
                said = [world.get("persons", w.by) for w in world.said(row, "acknowledged")]
                if unit not in {person.unit_id for person in said if person is not None}:
                    lost.add(("read", unit))
        found["sitreps", row.sitrep_id] = frozenset(lost)
    return found


def desks(world: World, _: Any) -> Judgement:
    """C-126: a duty desk has a telephone and hours."""
    return {
        ("contacts", row.contact_id): atoms(
            phone=row.phone.strip() == "",
            silent=row.phone.strip() == "" and row.net_id is None,
            hours=row.hours.strip() == "",
        )
        for row in world.rows("contacts")
    }


def radios(world: World, _: Any) -> Judgement:
    """C-14: a post still to be held has a checked radio on its net."""
    found: Judgement = {}
    for net in world.tables["nets"]:
        posts = [p for p in world.rows("posts") if p.net_id == net and p.end > world.at]
        if posts and not any(radio.net_id == net for radio in world.rows("radios")):
            found["nets", net] = frozenset({("radios", post.post_id) for post in posts})
            continue
        for post in posts:
            own = [radio for radio in world.rows("radios") if radio.post_id == post.post_id]
            fine = [r for r in own if r.net_id == net and world.said_by(r, "verified", anybody)]
            found["posts", post.post_id] = atoms(radio=not fine)
    return found


def loads(world: World, _: Any) -> Judgement:
    """C-47: a net carries few enough stations at once, of few enough fields."""
    found: Judgement = {}
    for net in world.tables["nets"]:
        posts = [post for post in world.rows("posts") if post.net_id == net]
        starts = {post.start for post in posts}
        busy = max((sum(p.start <= t < p.end for p in posts) for t in starts), default=0)
        for table in ("command_post_nets", "detail_nets"):
            busy += sum(row.net_id == net for row in world.rows(table))
        counts = {
            "net_stations_max": busy,
            "net_functions_max": len({post.field for post in posts}),
        }
        found["nets", net] = frozenset(
            (name, extra)
            for name, count in counts.items()
            for extra in range(1, count + 1)
            if extra > world.limit(name)
        )
    return found


def planned(world: World, _: Any) -> Judgement:
    """C-78: a net that posts name has a line in a radio plan."""
    lines = {row.net_id for row in world.rows("channels")}
    found: Judgement = {}
    for net in world.tables["nets"]:
        posts = {post.post_id for post in world.rows("posts") if post.net_id == net}
        found["nets", net] = frozenset() if net in lines else frozenset((p,) for p in posts)
    return found


def labels(world: World, _: Any) -> Judgement:
    """C-79: a label means in each plan what it means in the first."""
    found: Judgement = {}
    first: dict[str, Any] = {}
    for key, row in sorted(world.tables["channels"].items()):
        other = first.setdefault(row.channel.strip().casefold(), row)
        tones = [row.tone.strip(), other.tone.strip()]
        found["channels", key] = atoms(
            differs=row.net_id != other.net_id
            or row.mode != other.mode
            or _apart(row.receive_mhz, other.receive_mhz)
            or _apart(row.transmit_mhz, other.transmit_mhz)
            or (all(tones) and tones[0] != tones[1])
        )
    return found


def _apart(one: float | None, other: float | None) -> bool:
    return None not in (one, other) and abs((one or 0.0) - (other or 0.0)) > HZ


def frequencies(world: World, _: Any) -> Judgement:
    """C-127: a foreign frequency lies on no channel of the host."""
    found: Judgement = {}
    host = world.limit("channel_width_khz") / 1000
    for row in world.rows("frequencies"):
        reach = row.width_khz / 2000 + host / 2 - HZ
        found["frequencies", row.frequency_id] = frozenset(
            (key,)
            for key, line in world.tables["channels"].items()
            for mhz in (line.receive_mhz, line.transmit_mhz)
            if mhz is not None and abs(mhz - row.mhz) <= reach
        )
    return found


def declarations(world: World, _: Any) -> Judgement:
    """C-29: a declaration has a net that every agency that acts hears, and a time in minutes."""
    found: Judgement = {}
    for row in world.rows("declarations"):
        minutes = row.acknowledge_minutes_max
        lost = set(
            atoms(
                nobody=not row.agency_unit_ids,
                net=row.net_id is None,
                minutes=minutes is None,
                slow=(minutes or 0) > world.limit("declaration_acknowledged_minutes_max"),
            )
        )
        acts = world.get("contingencies", row.contingency_id)
        told = {*row.agency_unit_ids, row.owner_unit_id}
        for unit in () if acts is None else acts.agency_unit_ids:
            lost |= set() if unit in told else {("left out", unit)}
        if world.get("nets", row.net_id) is not None:
            lost |= {
                ("deaf", unit)
                for unit in row.agency_unit_ids
                if world.get("units", unit) is not None and not _hears(world, unit, row.net_id)
            }
        found["declarations", row.declaration_id] = frozenset(lost)
    return found


def _hears(world: World, unit: str, net: str) -> bool:
    """Say whether the unit, or one it is part of, has anything that hears the net."""
    line = above(world, unit)
    if any(
        post.net_id == net and {post.owner_unit_id, post.holder_unit_id} & set(line)
        for post in world.rows("posts")
    ):
        return True
    for row in world.rows("command_post_nets"):
        if row.net_id != net or row.hearing not in HEAR:
            continue
        post = world.get("command_posts", row.command_post_id)
        if post is not None and post.owner_unit_id in line:
            return True
        if any(
            each.command_post_id == row.command_post_id and each.unit_id in line
            for each in world.rows("liaisons")
        ):
            return True
    return False


def reviews(world: World, _: Any) -> Judgement:
    """C-30: a declaration is looked at again in time."""
    most = world.limit("declaration_reviewed_minutes_max")
    return {
        ("declarations", row.declaration_id): atoms(
            none=row.review_minutes_max is None, long=(row.review_minutes_max or 0) > most
        )
        for row in world.rows("declarations")
    }
