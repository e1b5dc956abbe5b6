"""Units, commanders, qualifications, command posts and nets; all of them invented."""

from cities.moments import Book, at

LANGUAGE = "de"
UNITS = {
    "LEAD": ("Summit office", "ministry"),
    "GUARD": ("State guard", "guard"),
    "POLALD": ("Police of Aldmere", "police"),
    "POLBIR": ("Police of Birkwater", "police"),
    "POLCOR": ("Police of Corrin", "police"),
    "HILLPOL": ("Police of the Hill Province", "police"),
    "ROADS": ("Road police", "police"),
    "RAIL": ("Railway police", "police"),
    "AIRPOL": ("Airport police", "police"),
    "AIRWATCH": ("Air force, watch of the air", "army"),
    "SEARCH": ("Search and disposal", "police"),
    "FIRE": ("Fire service", "fire"),
    "HEALTH": ("Health service", "medical"),
    "PROTO": ("Protocol of the foreign ministry", "protocol"),
    "PRESS": ("Press office", "press"),
    "CYBER": ("Network defence centre", "ministry"),
    "ACCRED": ("Accreditation office", "police"),
    "HOUSE": ("Keepers of the houses", "contractor"),
    "LINGUA": ("Interpreters' service", "contractor"),
}
VISITING = "HILLPOL"
QUALIFICATIONS = {
    "Q-ARMED": "Armed duty",
    "Q-SCREEN": "Search of persons",
    "Q-OBSERVE": "Observation from height",
    "Q-CLOSE": "Close protection",
    "Q-TRAFFIC": "Junction control",
    "Q-SEARCH": "Search and disposal",
    "Q-FIRE": "Fire and rescue",
    "Q-MEDIC": "Emergency medicine",
    "Q-CYBER": "Network defence",
    "Q-RADIO": "Radio operation",
    "Q-AIR": "Watch of the air",
    "Q-ENGINE": "Engine driver",
    "Q-ARMOURED": "Driver of armoured cars",
    "Q-COMMAND": "Command of an operation",
}
NETS = {
    "N-COMMAND": ("Command", "LEAD"),
    "N-DETAILS": ("Details of principals", "GUARD"),
    "N-HOUSE": ("Summit House", "GUARD"),
    "N-RING": ("Ring around Summit House", "POLALD"),
    "N-HOTELS": ("Hotels", "POLALD"),
    "N-GATES": ("Gates", "ACCRED"),
    "N-ROADS": ("Roads of Aldmere", "ROADS"),
    "N-RAIL": ("Stations and trains", "RAIL"),
    "N-AIR": ("Airports", "AIRPOL"),
    "N-RESCUE": ("Rescue", "FIRE"),
    "N-PRESS": ("Press and protocol", "PRESS"),
    "N-BIRKWATER": ("Birkwater", "POLBIR"),
    "N-CORRIN": ("Corrin", "POLCOR"),
}
COMMAND_POSTS = {
    "CP-JOINT": ("Joint command post", "strategic", "LEAD", "CMD-A", "CP-HOUSE"),
    "CP-HOUSE": ("Summit House", "tactical", "GUARD", "HOUSE-A", "CP-JOINT"),
    "CP-ALD": ("Aldmere", "tactical", "POLALD", "CMD-A", "CP-BIR"),
    "CP-BIR": ("Birkwater", "tactical", "POLBIR", "CMD-B", "CP-COR"),
    "CP-COR": ("Corrin", "tactical", "POLCOR", "CMD-C", "CP-BIR"),
    "CP-WAYS": ("Roads, rails and airports", "operational", "ROADS", "BASE-A", "CP-ALD"),
    "CP-RESCUE": ("Fire and medical", "operational", "FIRE", "BASE-A", "CP-JOINT"),
}
STATIONS = {
    "CP-JOINT": ("N-COMMAND", "N-PRESS"),
    "CP-HOUSE": ("N-HOUSE", "N-GATES"),
    "CP-ALD": ("N-RING", "N-HOTELS"),
    "CP-BIR": ("N-BIRKWATER",),
    "CP-COR": ("N-CORRIN",),
    "CP-WAYS": ("N-ROADS", "N-RAIL", "N-AIR"),
    "CP-RESCUE": ("N-RESCUE",),
}
POWERS = (
    "accept-high-risk",
    "accept-post",
    "accept-risk",
    "approve-mandate",
    "approve-plan",
    "clear-party",
    "decide-access",
    "decide-exchange",
    "recall-list",
    "stop-programme",
    "verify-control",
)
OWN_POWERS = ("accept-post", "accept-risk", "verify-control")
FULL_POWERS = frozenset({"LEAD", "GUARD", "PROTO", "ACCRED"})
HOURS = (at("28T06:00"), at("30T22:00"))


def commander(unit: str) -> str:
    """Return the id of the unit's commander."""
    return f"c-{unit.lower()}"


def deputy(unit: str) -> str:
    """Return the id of who stands in for the unit's commander."""
    return f"d-{unit.lower()}"


def add_units(book: Book) -> None:
    """Add qualifications, units, and the two of each unit who decide."""
    for key, name in QUALIFICATIONS.items():
        book.add("qualifications", qualification_id=key, name=name, for_command=key == "Q-COMMAND")
    for unit, (name, kind) in UNITS.items():
        book.add(
            "units",
            unit_id=unit,
            name=f"{name} (invented)",
            kind=kind,
            commander_id=commander(unit),
            visiting=unit == VISITING,
        )
        powers = POWERS if unit in FULL_POWERS else OWN_POWERS
        for person in (commander(unit), deputy(unit)):
            book.add(
                "persons",
                person_id=person,
                unit_id=unit,
                grade="commander",
                languages=[LANGUAGE, "en"],
                powers=list(powers),
            )
            book.add("person_qualifications", person_id=person, qualification_id="Q-COMMAND")
        for person, other in ((commander(unit), deputy(unit)), (deputy(unit), commander(unit))):
            book.add(
                "deputies", person_id=person, deputy_id=other, start=at("20T00:00"), end=HOURS[1]
            )


def add_command(book: Book) -> None:
    """Add nets, and command posts that all hear the net of the details."""
    for key, (name, unit) in NETS.items():
        book.add("nets", net_id=key, name=name, owner_unit_id=unit, purpose=name)
    for key, (name, level, unit, site, alternate) in COMMAND_POSTS.items():
        book.add(
            "command_posts",
            command_post_id=key,
            name=f"{name} (invented)",
            level=level,
            owner_unit_id=unit,
            site_id=site,
            commander_id=commander(unit),
            alternate_id=alternate,
            start=HOURS[0],
            end=HOURS[1],
        )
        for net in (*STATIONS[key], "N-DETAILS"):
            book.add("command_post_nets", command_post_id=key, net_id=net)
        if key != "CP-JOINT":
            book.add(
                "links",
                link_id=f"LK-{key[3:]}",
                from_command_post_id="CP-JOINT",
                to_command_post_id=key,
                owner_unit_id="LEAD",
            )
