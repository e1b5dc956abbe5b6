"""Mandate, bodies, plans, tasks, clauses, resources, risks and contingencies."""

from datetime import date

from cities.moments import Book, at
from cities.organisation import UNITS, VISITING, commander
from cities.places import SCREENED, SITES, ZONES

LEADS = {
    "protectees": "GUARD",
    "venues": "POLALD",
    "airports-and-roads": "AIRPOL",
    "reception-and-escort": "GUARD",
    "traffic": "ROADS",
    "fire": "FIRE",
    "medical": "HEALTH",
    "counter-terrorism": "SEARCH",
    "cyberspace": "CYBER",
    "accreditation": "ACCRED",
    "press": "PRESS",
    "protocol": "PROTO",
    "programme": "LEAD",
    "command": "LEAD",
    "liaison": "PROTO",
    "image": "PRESS",
}
OF_UNIT = {
    "LEAD": "command",
    "GUARD": "protectees",
    "POLALD": "venues",
    "POLBIR": "venues",
    "POLCOR": "venues",
    "HILLPOL": "venues",
    "ROADS": "traffic",
    "RAIL": "airports-and-roads",
    "AIRPOL": "airports-and-roads",
    "AIRWATCH": "counter-terrorism",
    "SEARCH": "counter-terrorism",
    "FIRE": "fire",
    "HEALTH": "medical",
    "PROTO": "protocol",
    "PRESS": "press",
    "CYBER": "cyberspace",
    "ACCRED": "accreditation",
    "HOUSE": "venues",
    "LINGUA": "programme",
}
MORE_PLANS = {
    "PL-ESCORT": ("reception-and-escort", "GUARD"),
    "PL-LIAISON": ("liaison", "PROTO"),
    "PL-IMAGE": ("image", "PRESS"),
}
CLAUSES = {
    "RQ-ACCESS": ("Step-free ways to every room", "law", "POLALD", "PL-POLALD"),
    "RQ-CARE": ("First aid wherever leaders meet", "guidance", "HEALTH", "PL-HEALTH"),
    "RQ-PRESS": (
        "Outlets are let in without regard to what they write",
        "law",
        "ACCRED",
        "PL-ACCRED",
    ),
    "RQ-NOTICE": ("Closures are published a week before", "law", "ROADS", "PL-ROADS"),
}
RISKS = {
    "RK-SIGHT": ("Sight of the exposed places", 3, 5, "protectees", "GUARD", "reduce"),
    "RK-TRAIN": ("Train stopped on the open line", 3, 4, "airports-and-roads", "RAIL", "reduce"),
    "RK-CROWD": ("Crowd at the station", 3, 3, "venues", "POLALD", "reduce"),
    "RK-FIRE": ("Fire in the opera", 2, 5, "fire", "FIRE", "reduce"),
    "RK-NET": ("Failure of the access system", 3, 3, "cyberspace", "CYBER", "reduce"),
    "RK-STORM": ("Storm over the castle", 2, 3, "venues", "POLCOR", "accept"),
}
CONTROLS = {
    "K-TRAIN": ("RK-TRAIN", "Second engine under steam and a bus column in readiness", "RAIL"),
    "K-CROWD": ("RK-CROWD", "Barriers on the forecourt", "POLALD"),
    "K-FIRE": ("RK-FIRE", "Curtain tried, wardens on each floor", "FIRE"),
    "K-NET": ("RK-NET", "Printed lists at every gate", "CYBER"),
}
CONTINGENCIES = {
    "CY-EVACUATE": ("Evacuation", "fire", "FIRE", ("FIRE", "GUARD", "HEALTH", "POLALD"), 1),
    "CY-TRAIN": ("Train stopped", "airports-and-roads", "RAIL", ("GUARD", "RAIL", "ROADS"), 1),
    "CY-ATTACK": (
        "Attack",
        "counter-terrorism",
        "GUARD",
        ("GUARD", "HEALTH", "POLALD", "SEARCH"),
        1,
    ),
    "CY-SYSTEM": ("System lost", "cyberspace", "CYBER", ("ACCRED", "CYBER"), 1),
    "CY-CROWD": ("Twice as many people", "venues", "POLALD", ("HEALTH", "POLALD"), 2),
}


def add_bodies(book: Book) -> None:
    """Add the mandate, the bodies that decide, a meeting with its decision, leads of fields."""
    book.add(
        "mandates",
        mandate_id="MA-1",
        title="Host the summit in three cities",
        authority_body_id="BO-CABINET",
        owner_unit_id="LEAD",
        due=at("2030-01-20T12:00"),
    )
    for key, name, kind, parent, field, unit in (
        ("BO-CABINET", "Cabinet", "authority", None, None, "LEAD"),
        ("BO-STEER", "Steering committee", "steering-committee", "BO-CABINET", None, "LEAD"),
        ("BO-SAFETY", "Safety", "subcommittee", "BO-STEER", "venues", "GUARD"),
        ("BO-WAYS", "Roads and rails", "subcommittee", "BO-STEER", "traffic", "ROADS"),
    ):
        book.add(
            "bodies",
            body_id=key,
            name=f"{name} (invented)",
            kind=kind,
            parent_body_id=parent,
            mandate_id=None if parent is None else "MA-1",
            field=field,
            lead_unit_id=unit,
        )
        other = "GUARD" if unit == "LEAD" else "LEAD"
        for place, role in ((unit, "chair"), (other, "deputy-chair")):
            book.add("body_members", body_id=key, person_id=commander(place), role=role)
    book.add(
        "meetings",
        meeting_id="ME-1",
        body_id="BO-STEER",
        start=at("06T09:00"),
        end=at("06T11:00"),
        room_id="R-BRIEFING",
        agenda="Train or motorcade",
        minutes="All leaders travel by one train, with a second behind it.",
    )
    book.add(
        "decisions",
        decision_id="DC-TRAIN",
        title="One train for all",
        body_id="BO-STEER",
        meeting_id="ME-1",
        options=["Helicopters", "One train", "Twenty motorcades"],
        chosen="One train",
        known="Sixty kilometres; twenty motorcades close the road for five hours",
        reasons="One closure of fifty minutes in place of a closed road all afternoon",
        decided=at("06T10:30"),
        review=at("30T20:00"),
        owner_unit_id="RAIL",
        objective_id="O-ONTIME",
    )
    for field, unit in LEADS.items():
        book.add("field_leads", field=field, unit_id=unit)


def add_plans(book: Book) -> None:
    """Add the master plan, a plan of each unit, and its tasks."""
    book.add("plans", plan_id="PL-MASTER", title="Master plan", field="command", unit_id="LEAD")
    units = {f"PL-{unit}": (field, unit) for unit, field in OF_UNIT.items()}
    for key, (field, unit) in (units | MORE_PLANS).items():
        book.add(
            "plans",
            plan_id=key,
            title=f"{UNITS[unit][0]}: {field}",
            field=field,
            unit_id=unit,
            parent_plan_id="PL-MASTER",
            document=f"synthetic-{key.lower()}",
        )
        partner = "GUARD" if unit == "LEAD" else "LEAD"
        book.add(
            "tasks",
            task_id=f"TK-{key[3:]}",
            title=f"Make ready: {field}",
            plan_id=key,
            lead_unit_ids=[unit],
            cooperating_unit_ids=[partner],
            due=at("26T12:00"),
            objective_id="O-SAFE",
            duration_days=3,
        )
        book.add(
            "task_parts", task_id=f"TK-{key[3:]}", unit_id=partner, part="Looks it over and signs"
        )


def add_clauses(book: Book) -> None:
    """Add clauses with measure and evidence."""
    for key, (title, source, unit, plan) in CLAUSES.items():
        book.add(
            "requirements",
            requirement_id=key,
            clause=title,
            title=title,
            source=source,
            field=OF_UNIT[unit],
            reference="Invented",
            owner_unit_ids=[unit],
            due=at("26T12:00"),
        )
        measure = f"MS-{key[3:]}"
        book.add(
            "measures",
            measure_id=measure,
            title=title,
            requirement_ids=[key],
            plan_id=plan,
            owner_unit_id=unit,
            due=at("26T12:00"),
        )
        book.add(
            "evidence",
            evidence_id=f"EV-{key[3:]}",
            measure_id=measure,
            title="Report on the spot",
            reference=f"File {key}",
        )


def add_resources(book: Book) -> None:
    """Add what was needed, promised and asked for, and what units keep for every day."""
    book.add(
        "resource_needs",
        need_id="NE-RING",
        title="People for the ring",
        count=36,
        due=at("15T12:00"),
        field="venues",
        site_id="HOUSE-A",
        owner_unit_id="POLALD",
    )
    book.add(
        "commitments",
        commitment_id="CM-RING",
        need_id="NE-RING",
        unit_id=VISITING,
        count=36,
        promised=at("10T12:00"),
    )
    book.add(
        "resource_requests",
        request_id="RE-RADIOS",
        title="Radios for the hill police",
        unit_id=VISITING,
        asked_unit_id="POLALD",
        answer="granted",
        due=at("20T12:00"),
    )
    for unit in ("POLALD", "POLBIR", "POLCOR", "FIRE", "HEALTH"):
        for day in (28, 29, 30):
            book.add(
                "base_duties",
                unit_id=unit,
                day=date(2031, 3, day),
                headcount_min=60,
                strength=600,
            )
    _add_reserves(book)


def _add_reserves(book: Book) -> None:
    """Add beds and meals for the visiting police, and people kept uncommitted."""
    book.add(
        "welfare",
        welfare_id="WE-HILL",
        unit_id=VISITING,
        start=at("27T18:00"),
        end=at("30T12:00"),
        beds=45,
        meals=140,
        rides=45,
        site_id="BASE-A",
        contact_person_id=commander("POLALD"),
        host_unit_id="POLALD",
    )
    for kind, site in (
        ("reaction", "HOUSE-A"),
        ("reaction", "OPERA-B"),
        ("reaction", "CASTLE-C"),
        ("reaction", "HOTEL-1"),
        ("medical", "BASE-A"),
        ("fire", "BASE-A"),
        ("policing", "BASE-A"),
        ("bomb-search", "BASE-A"),
        ("transport", "BASE-A"),
    ):
        book.add(
            "reserves",
            reserve_id=f"RS-{kind}-{site}",
            name=f"Reserve, {kind} (invented)",
            kind=kind,
            headcount=12,
            start=at("28T06:00"),
            end=at("30T20:00"),
            ready_minutes=4,
            unit_id={"medical": "HEALTH", "fire": "FIRE", "bomb-search": "SEARCH"}.get(
                kind, "GUARD"
            ),
            site_id=site,
        )


def add_risks(book: Book) -> None:
    """Add risks with controls, contingencies with a card for each unit, and where they meet."""
    for key, (title, likelihood, consequence, field, unit, treatment) in RISKS.items():
        book.add(
            "risks",
            risk_id=key,
            title=title,
            likelihood=likelihood,
            consequence=consequence,
            field=field,
            owner_unit_ids=[unit],
            treatment=treatment,
        )
    screens = {
        control: ("RK-SIGHT", f"Screen in front of {name}", "HOUSE")
        for name, *_, control in SCREENED.values()
    }
    for key, (risk, title, unit) in (CONTROLS | screens).items():
        book.add(
            "controls",
            control_id=key,
            risk_id=risk,
            title=f"{title} (invented)",
            owner_unit_ids=[unit],
            due=at("26T18:00"),
        )
    for site in sorted({zone[0] for zone in ZONES.values()}):
        for kind in ("rvp", "fcp"):
            x, y = SITES[site][3]
            book.add(
                "rendezvous",
                rendezvous_id=f"{kind.upper()}-{site}",
                name=f"{'Meeting point' if kind == 'rvp' else 'Forward post'}, {SITES[site][0]}",
                kind=kind,
                site_id=site,
                x_m=x + (250 if kind == "rvp" else 120),
                y_m=y - 180,
            )
    for key, (title, field, unit, agencies, scale) in CONTINGENCIES.items():
        book.add(
            "contingencies",
            contingency_id=key,
            title=title,
            field=field,
            site_id="HOUSE-A",
            trigger=f"{title} is reported by a post or seen on a camera",
            scale=scale,
            owner_unit_ids=[unit],
            agency_unit_ids=agencies,
        )
        for agency in agencies:
            book.add(
                "contingency_cards",
                contingency_id=key,
                unit_id=agency,
                rvp_id="RVP-HOUSE-A",
                fcp_id="FCP-HOUSE-A",
            )
