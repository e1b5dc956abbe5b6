"""What capabilities, triggers, exercises, assets and reserves demand, judged by brute force."""

from typing import Any

from benchmarks.oracle.communication_demands import anybody, atoms
from benchmarks.oracle.spells import Spell, away, bare, bare_minutes, clipped
from benchmarks.oracle.world import Judgement, World, cut, interval, levels
from summitry.kit.time import end_of_day, seconds_of
from summitry.plan.table import table_of
from summitry.plan.tables import TABLES

WATCHES = {
    "venues",
    "accreditation",
    "counter-terrorism",
    "protectees",
    "airports-and-roads",
    "reception-and-escort",
}
ELSEWHERE = {"network", "radio", "web-site", "registration", "live-stream"}


def working(world: World, _: Any) -> Judgement:
    """C-15: a capability works whenever its site is open, and was seen working."""
    found: Judgement = {}
    for row in world.rows("capabilities"):
        same = [o for o in world.rows("capabilities") if _kind(o) == _kind(row)]
        seen = row.end <= world.at or world.said_by(row, "verified", anybody)
        lost = set(atoms(unverified=not seen))
        if min(same, key=lambda o: (o.start, o.capability_id)) is row:
            windows = [w for w in world.rows("site_windows") if w.site_id == row.site_id]
            there = world.get("sites", row.site_id) is not None
            lost |= atoms(windows=not windows and there)
            for window in windows:
                idle = bare_minutes(interval(window), [interval(o) for o in same])
                lost |= {("idle", minute) for minute in idle}
        found["capabilities", row.capability_id] = frozenset(lost)
    return found


def _kind(row: Any) -> tuple[Any, ...]:
    return row.site_id, row.field, row.name.strip().casefold()


def operators(world: World, _: Any) -> Judgement:
    """C-16: at every moment of a capability somebody qualified is on its post."""
    found: Judgement = {}
    for row in world.rows("capabilities"):
        post, wants = row.post_id, row.qualification_id
        lost = set(atoms(post=post is None, wants=post is not None and wants is None))
        if world.get("posts", post) is not None and wants is not None:
            covers = [
                spell
                for shift in world.of("shifts", "post_id", post)
                for spell in _qualified(world, shift, wants)
            ]
            lost |= {("operator", minute) for minute in bare_minutes(interval(row), covers)}
        found["capabilities", row.capability_id] = frozenset(lost)
    return found


def _qualified(world: World, shift: Any, wants: str) -> list[Spell]:
    person = world.get("persons", shift.person_id)
    held = world.get("person_qualifications", f"{shift.person_id}|{wants}")
    if person is None or held is None:
        return []
    start, end = interval(shift)
    if held.expires is not None:
        end = min(end, seconds_of(end_of_day(held.expires, world.event.zone)))
    return list(bare((start, end), away(person, (start, end)))) if start < end else []


def red_lines(world: World, _: Any) -> Judgement:
    """C-17: an item before all has a red line with a criterion, a holder with power, and a net."""
    found: Judgement = {}
    for item in world.rows("programme"):
        if not _before_all(world, item):
            continue
        own = [r for r in world.rows("red_lines") if r.item_id in {None, item.item_id}]
        found["programme", item.item_id] = atoms(line=not own)
        for row in own:
            found["red_lines", row.red_line_id] = _line_flaws(world, row)
    for row in world.rows("red_lines"):
        if row.item_id is None:
            found["red_lines", row.red_line_id] = _line_flaws(world, row)
    return found


def _line_flaws(world: World, row: Any) -> frozenset[tuple[Any, ...]]:
    holder = world.get("persons", row.holder_id)
    flaws = {
        "criterion": row.criterion.strip() == "",
        "holder": row.holder_id is None,
        "power": holder is not None and "stop-programme" not in holder.powers,
        "net": row.net_id is None,
    }
    # Only the first flaw is told; the others show once it is mended.
    first = [name for name, is_flawed in flaws.items() if is_flawed][:1]
    return frozenset((name,) for name in first)


def _before_all(world: World, item: Any) -> bool:
    people = [world.get("principals", each) for each in item.principal_ids]
    if not any(person is not None and person.protected for person in people):
        return False
    room = world.get("rooms", item.room_id)
    zone = None if room is None else room.zone_id
    return item.kind in {"welcome", "opening", "signing"} or any(
        place.zone_id == zone and place.start < item.end and item.start < place.end
        for place in world.rows("exposures")
    )


def ratios(world: World, _: Any) -> Judgement:
    """C-19: at the worst moment of a site's hours there are enough people on post."""
    found: Judgement = {}
    for key, row in world.tables["site_windows"].items():
        if world.get("sites", row.site_id) is None:
            continue
        if row.persons_max is None:
            found["site_windows", key] = atoms(number=True)
            continue
        near = "_principals" if row.use == "principals" else ""
        each = world.limit(f"persons_per_officer{near}_max")
        have = min(_on_post(world, row))
        need = row.persons_max if each == 0 else -int(-row.persons_max // each)
        short = levels(need - have) if row.persons_max > have * each else range(0)
        found["site_windows", key] = frozenset(("short", n) for n in short)
    return found


def _on_post(world: World, window: Any) -> list[int]:
    posts = [
        (interval(p), p.headcount_min)
        for p in world.rows("posts")
        if p.site_id == window.site_id and p.field in WATCHES
    ]
    pieces = cut((instant for spell, _ in posts for instant in spell), *interval(window))
    return [
        sum(heads for spell, heads in posts if spell[0] <= start and end <= spell[1])
        for start, end in pieces
    ]


def diversions(world: World, _: Any) -> Judgement:
    """C-24: the queue at each gate that people come to starts a diversion that is open."""
    found: Judgement = {}
    for key, gate in world.tables["gates"].items():
        coming = [row for row in world.of("arrivals", "gate_id", key) if row.persons > 0]
        if not coming:
            continue
        spans = [interval(row) for row in coming]
        near = {o.gate_id for o in world.rows("gates") if _site(world, o) == _site(world, gate)}
        fine = False
        for row in world.rows("triggers"):
            watches = row.gate_id == key and row.measured == "queue-minutes"
            if watches and row.threshold <= world.limit("queue_minutes_max"):
                words = row.action.strip() != "" and _shut(world, near - {key}, spans)
                other = {*row.diversion_gate_ids} - {key}
                fine = fine or words or not _shut(world, other, spans)
        found["gates", key] = atoms(diversion=not fine)
    return found


def _site(world: World, gate: Any) -> Any:
    zone = world.get("zones", gate.zone_id)
    return None if zone is None else zone.site_id


def _shut(world: World, gates: set[str], spans: list[Spell]) -> bool:
    """Say whether at some moment of the spans none of the gates is open."""
    known = [world.get("gates", key) for key in gates]
    hours = [(seconds_of(g.opens), seconds_of(g.closes)) for g in known if g is not None]
    return any(True for span in spans for _ in bare(span, hours))


def worst_cases(world: World, _: Any) -> Judgement:
    """C-27: a site with a crowd has a contingency on the scale of the worst case."""
    found: Judgement = {}
    for site in world.tables["sites"]:
        most = max(
            (w.persons_max or 0 for w in world.rows("site_windows") if w.site_id == site), default=0
        )
        planned = any(
            row.scale >= world.limit("worst_case_scale_min") and row.site_id in {None, site}
            for row in world.rows("contingencies")
        )
        crowd = most > 0 and most >= world.limit("crowd_persons_min")
        found["sites", site] = atoms(worst=crowd and not planned)
    return found


def _counts(world: World, exercise: Any) -> bool:
    held = world.at < exercise.end or world.said_by(exercise, "exercised", anybody)
    return held and exercise.end <= world.event.opens


def exercises(world: World, _: Any) -> Judgement:
    """C-45: a high risk that is not accepted is in an exercise that counts."""
    found: Judgement = {}
    for risk in world.rows("risks"):
        high = risk.score >= world.limit("high_risk_score_min") and risk.treatment != "accept"
        fine = any(
            risk.risk_id in row.risk_ids and _counts(world, row) for row in world.rows("exercises")
        )
        found["risks", risk.risk_id] = atoms(exercise=high and not fine)
    return found


def contingencies(world: World, _: Any) -> Judgement:
    """C-82: a contingency has what starts it, who runs it, and an exercise that counts."""
    found: Judgement = {}
    for key, row in world.tables["contingencies"].items():
        starts = any(trigger.contingency_id == key for trigger in world.rows("triggers"))
        found["contingencies", key] = atoms(
            trigger=row.trigger.strip() == "" and not starts,
            owner=not row.owner_unit_ids,
            exercise=not any(
                key in each.contingency_ids and _counts(world, each)
                for each in world.rows("exercises")
            ),
        )
    return found


def indicators(world: World, _: Any) -> Judgement:
    """C-121: an indicator is watched, and fires a trigger."""
    return {
        ("threat_indicators", row.indicator_id): atoms(
            trigger=row.trigger_id is None, watched=row.watched.strip() == ""
        )
        for row in world.rows("threat_indicators")
    }


def triggers(world: World, _: Any) -> Judgement:
    """C-122: a trigger is measured somewhere, from some value, and starts something."""
    found: Judgement = {}
    for row in world.rows("triggers"):
        zone = world.get("zones", row.zone_id)
        holds = None if zone is None else zone.capacity_max
        where = {
            "queue-minutes": [row.gate_id],
            "zone-persons": [row.zone_id],
            "persons-per-minute": [row.gate_id, row.zone_id],
            "radio-silence-minutes": [row.net_id],
        }.get(str(row.measured), ["anywhere"])
        starts = [row.action.strip(), row.contingency_id, *row.diversion_gate_ids]
        found["triggers", row.trigger_id] = atoms(
            action=not any(starts),
            subject=not any(where),
            always=row.threshold <= 0,
            beyond=row.measured == "zone-persons" and holds is not None and row.threshold > holds,
        )
    return found


def stand_ins(world: World, _: Any) -> Judgement:
    """C-83: a critical asset has a stand-in apart from it; no command post hangs on one link."""
    found: Judgement = {}
    for row in world.rows("assets"):
        backup = world.get("assets", row.backup_asset_id)
        flawed = row.backup_asset_id in {None, row.asset_id}
        if backup is not None and not flawed:
            beside = row.site_id is not None and row.site_id == backup.site_id
            flawed = (beside and row.kind in ELSEWHERE) or bool(
                _power(world, row.asset_id) & _power(world, backup.asset_id)
            )
        found["assets", row.asset_id] = atoms(stand_in=row.critical and flawed)
    for key in world.tables["command_posts"]:
        found["command_posts", key] = atoms(link=_hangs_on_one_link(world, key))
    return found


def _power(world: World, asset: str) -> set[str]:
    return {
        row.asset_id
        for row in world.rows("asset_demands")
        if (row.subject_table, row.subject_key) == ("assets", asset)
        and getattr(world.get("assets", row.asset_id), "kind", "") == "power"
    }


def _hangs_on_one_link(world: World, key: str) -> bool:
    there = world.tables["command_posts"]
    nets = {r.net_id for r in world.rows("command_post_nets") if r.command_post_id == key}
    for row in world.rows("command_post_nets"):
        if row.net_id in nets and row.command_post_id != key and row.command_post_id in there:
            return False
    ends = [{r.from_command_post_id, r.to_command_post_id} for r in world.rows("links")]
    return sum(key in pair and pair <= there.keys() for pair in ends) == 1


def tests(world: World, _: Any) -> Judgement:
    """C-123: an asset has a playbook, and was tried."""
    return {
        ("assets", row.asset_id): atoms(
            playbook=row.playbook_id is None, test=not world.said_by(row, "verified", anybody)
        )
        for row in world.rows("assets")
        if row.critical or row.field == "cyberspace"
    }


def fallbacks(world: World, _: Any) -> Judgement:
    """C-124: what hangs on an asset is in the plan, and something is said for its failure."""
    found: Judgement = {}
    for row in world.rows("asset_demands"):
        there = row.subject_table in TABLES and row.subject_key in world.tables[row.subject_table]
        found["asset_demands", table_of(row).key_of(row)] = atoms(
            row=not there, nothing=row.fallback.strip() == "" and not row.fallback_post_ids
        )
    return found


def drones(world: World, _: Any) -> Judgement:
    """C-128: who watches the air at a site has acknowledged each flight of the host there."""
    found: Judgement = {}
    for row in world.rows("drones"):
        lost = set()
        for watch in world.rows("capabilities"):
            unit = watch.owner_unit_id
            there = watch.watches_air and watch.site_id == row.site_id and unit is not None
            if not there or not clipped(interval(watch), interval(row)) or unit == row.unit_id:
                continue
            said = [world.get("persons", word.by) for word in world.said(row, "acknowledged")]
            if unit not in {person.unit_id for person in said if person is not None}:
                lost.add((unit,))
        found["drones", row.drone_id] = frozenset(lost)
    return found


def forces(world: World, _: Any) -> Judgement:
    """C-129: whenever principals are at a site a reaction force is near enough."""
    found: Judgement = {}
    for key, row in world.tables["site_windows"].items():
        if row.use != "principals" or world.get("sites", row.site_id) is None:
            continue
        near = []
        for force in world.rows("reserves"):
            way = _way(world, force.site_id, row.site_id)
            most = world.limit("reaction_minutes_max")
            if force.kind == "reaction" and way is not None and force.ready_minutes + way <= most:
                near.append(interval(force))
        found["site_windows", key] = frozenset((m,) for m in bare_minutes(interval(row), near))
    return found


def _way(world: World, here: str | None, there: str) -> float | None:
    if here is None or here == there:
        return None if here is None else 0.0
    for key in (f"{here}|{there}", f"{there}|{here}"):
        row = world.get("travel_times", key)
        if row is not None:
            return float(row.minutes)
    return None
