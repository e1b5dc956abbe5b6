"""Radio, liaison, reports, exercises, red lines, triggers, and what all depends on."""

from collections.abc import Iterator
from datetime import timedelta

from cities.access import GATES
from cities.governance import CONTINGENCIES, RISKS
from cities.moments import Book, at, minutes
from cities.organisation import HOURS, LANGUAGE, NETS, UNITS, commander
from cities.places import ZONES
from cities.programme import ITEMS
from summitry.plan.command import CommandPost, CommandPostNet
from summitry.plan.communications import Declaration
from summitry.plan.posts import Post

SITREPS = ("26T18:00", "27T06:00", "29T18:00", "30T06:00", "30T18:00")
READERS = ("FIRE", "GUARD", "HEALTH", "POLALD", "POLBIR", "POLCOR", "ROADS")
CROWDS = {
    "HOUSE-A": ("29T08:00", "29T17:00", 900, "principals"),
    "PRESS-A": ("29T07:00", "30T17:00", 260, "delegates"),
    "OPERA-B": ("29T17:30", "29T22:30", 420, "principals"),
    "CASTLE-C": ("30T10:00", "30T17:00", 320, "principals"),
}
ASSETS = {
    "AS-GATES": ("Access system", "access-control", "HOUSE-A", "AS-LISTS", "CYBER"),
    "AS-LISTS": ("Printed lists", "other", "HOUSE-A", None, "ACCRED"),
    "AS-POWER": ("Supply of Summit House", "power", "HOUSE-A", "AS-DIESEL", "HOUSE"),
    "AS-DIESEL": ("Diesel set", "power", "HOUSE-A", None, "HOUSE"),
    "AS-RADIO": ("Radio masts", "radio", "CMD-A", "AS-TRUCK", "CYBER"),
    "AS-TRUCK": ("Mast on a truck", "radio", "BASE-A", None, "CYBER"),
    "AS-STORE": ("Store that only adds", "other", "CMD-B", None, "CYBER"),
}


def add_communications(book: Book) -> None:
    """Add radio plan and radios, duty desks, liaison, reports and declarations."""
    for number, net in enumerate(NETS):
        book.add(
            "channels",
            plan_id="PL-MASTER",
            channel=f"SU {number + 1:02}",
            net_id=net,
            function=NETS[net][0],
            receive_mhz=round(382 + 0.025 * number, 3),
            transmit_mhz=round(392 + 0.025 * number, 3),
        )
    for post in book.rows(Post):
        book.add(
            "radios",
            radio_id=f"RD-{post.post_id}",
            net_id=post.net_id,
            post_id=post.post_id,
            unit_id=post.holder_unit_id,
        )
    for number, unit in enumerate(UNITS, start=1):
        book.add(
            "contacts",
            contact_id=f"CT-{unit}",
            office=f"Duty desk, {UNITS[unit][0]}",
            unit_id=unit,
            phone=f"invented 555-{number:04}",
            hours="around the clock, 28 to 30 March",
        )
    for due in SITREPS:
        book.add(
            "sitreps",
            sitrep_id=f"SR-{due[:2]}-{due[3:5]}",
            command_post_id="CP-JOINT",
            due=at(due),
            recipient_unit_ids=READERS,
        )
    for key, (title, _, unit, agencies, _) in CONTINGENCIES.items():
        book.add(
            "declarations",
            declaration_id=f"DC-{key[3:]}",
            title=title,
            contingency_id=key,
            owner_unit_id=unit,
            agency_unit_ids=agencies,
            net_id="N-COMMAND",
            acknowledge_minutes_max=3,
            review_minutes_max=30,
        )
    for post, unit in _seats(book):
        _add_liaison(book, post, unit)


def _seats(book: Book) -> Iterator[tuple[str, str]]:
    """Yield each command post with each unit that has posts on its nets or must be heard there."""
    heard = {(row.command_post_id, row.net_id) for row in book.rows(CommandPostNet)}
    declared = {unit for row in book.rows(Declaration) for unit in row.agency_unit_ids}
    for row in book.rows(CommandPost):
        key = row.command_post_id
        units = {
            post.holder_unit_id
            for post in book.rows(Post)
            if post.site_id == row.site_id
            or post.owner_unit_id == row.owner_unit_id
            or (key, post.net_id) in heard
        }
        units |= declared if key == "CP-JOINT" else set()
        for unit in sorted(unit for unit in units if unit is not None):
            if unit != row.owner_unit_id:
                yield key, unit


def _add_liaison(book: Book, post: str, unit: str) -> None:
    """Add two officers of the unit who change every day."""
    officers = [f"l-{post[3:].lower()}-{unit.lower()}-{number}" for number in (1, 2)]
    for officer in officers:
        book.add("persons", person_id=officer, unit_id=unit, languages=[LANGUAGE, "en"])
    start, place = HOURS[0], 0
    while start < HOURS[1]:
        end = min(start + timedelta(days=1), HOURS[1])
        book.add(
            "liaisons",
            liaison_id=f"LO-{post[3:]}-{unit}-{place + 1}",
            command_post_id=post,
            unit_id=unit,
            person_id=officers[place % 2],
            start=start,
            end=end,
        )
        start, place = end, place + 1


def add_readiness(book: Book) -> None:
    """Add hours of sites, the watch of the air, red lines, exercises and triggers."""
    for site, (start, end, persons, use) in CROWDS.items():
        book.add(
            "site_windows",
            site_id=site,
            start=at(start),
            end=at(end),
            use=use,
            persons_max=persons,
        )
    for city, site in (("A", "HOUSE-A"), ("B", "OPERA-B"), ("C", "CASTLE-C")):
        book.add(
            "capabilities",
            capability_id=f"CA-AIR-{city}",
            name="Radar and watch of the air (invented)",
            site_id=site,
            start=at("28T08:00"),
            end=at("30T18:00"),
            post_id=f"WA-{city}-01",
            qualification_id="Q-AIR",
            owner_unit_id="AIRWATCH",
            watches_air=True,
        )
    for item in ITEMS:
        book.add(
            "red_lines",
            red_line_id=f"RL-{item[2:]}",
            title=f"Break off {item}",
            item_id=item,
            criterion="A shot, or a report of one; smoke in the room",
            holder_id=commander("GUARD"),
            net_id="N-DETAILS",
            owner_unit_id="GUARD",
        )
    for number, kind in enumerate(("table-top", "rehearsal"), start=1):
        day = at(f"{20 + number}T08:00")
        book.add(
            "exercises",
            exercise_id=f"EX-{number}",
            title=f"Summit {kind} (invented)",
            kind=kind,
            start=day,
            end=day + minutes(300),
            contingency_ids=sorted(CONTINGENCIES),
            risk_ids=sorted(RISKS),
            unit_ids=sorted(UNITS),
            person_ids=sorted(commander(unit) for unit in UNITS),
            owner_unit_id="LEAD",
        )
    _add_triggers(book)


def _add_triggers(book: Book) -> None:
    for gate, way in GATES.items():
        site = ZONES[way.zone][0]
        near = [key for key, other in GATES.items() if ZONES[other.zone][0] == site]
        book.add(
            "triggers",
            trigger_id=f"TG-{gate[2:]}",
            title=f"Queue at {gate}",
            measured="queue-minutes",
            threshold=8,
            action="Open the spare lane and slow the coaches",
            gate_id=gate,
            diversion_gate_ids=sorted(key for key in near if key != gate),
            owner_unit_id="ACCRED",
        )
    for zone, (_, _, _, capacity, unit, _) in ZONES.items():
        book.add(
            "triggers",
            trigger_id=f"TG-FULL-{zone[2:]}",
            title=f"{zone} nearly full",
            measured="zone-persons",
            threshold=int(capacity * 0.9),
            zone_id=zone,
            contingency_id="CY-CROWD",
            owner_unit_id=unit,
        )
    book.add(
        "threat_indicators",
        indicator_id="TI-1",
        title="Somebody measures distances near an exposed place",
        risk_id="RK-SIGHT",
        watched="By the posts on the roofs",
        trigger_id="TG-FULL-HOUSE",
        owner_unit_id="GUARD",
    )


def add_assets(book: Book) -> None:
    """Add what the event depends on, what takes over, and what is kept of it all."""
    for key, (name, kind, site, backup, unit) in ASSETS.items():
        book.add(
            "assets",
            asset_id=key,
            name=f"{name} (invented)",
            kind=kind,
            field="venues" if kind == "power" else "cyberspace",
            critical=backup is not None,
            site_id=site,
            backup_asset_id=backup,
            playbook_id="CY-SYSTEM",
            owner_unit_id=unit,
        )
    for gate in GATES:
        book.add(
            "asset_demands",
            asset_id="AS-GATES",
            subject_table="gates",
            subject_key=gate,
            fallback="Badges are read by eye against printed lists",
            fallback_post_ids=[f"GT-{gate[2:]}"],
        )
    book.add(
        "asset_demands",
        asset_id="AS-POWER",
        subject_table="assets",
        subject_key="AS-GATES",
        fallback="Batteries for two hours",
    )
    for key, kind, personal in (("RC-JOURNAL", "journal", False), ("RC-SCANS", "scans", True)):
        book.add(
            "records",
            record_id=key,
            name=kind.title(),
            kind=kind,
            personal=personal,
            keep_until=at("06-30T00:00"),
            copy_asset_id="AS-STORE",
            owner_unit_id="CYBER",
        )
    for key, audience, contents, unit in (
        ("XP-PRESS", "TLP:GREEN", ["programme.end", "programme.start", "programme.title"], "PRESS"),
        ("XP-PUBLIC", "TLP:CLEAR", ["published_windows"], "ROADS"),
    ):
        book.add(
            "exports",
            export_id=key,
            name=key[3:].title(),
            recipient="Everybody",
            audience=audience,
            contents=contents,
            owner_unit_id=unit,
        )
