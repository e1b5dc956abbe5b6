"""One edit each to the plan of the three cities, and the one finding that it must give."""

from typing import NamedTuple


class Drop(NamedTuple):
    """The row is taken out."""


class Unsay(NamedTuple):
    """Words of the kind on the row are taken out."""

    kind: str


class Defect(NamedTuple):
    """An edit, and what its finding is about: code, table and key."""

    code: str
    table: str
    key: str
    edit: Drop | Unsay | dict[str, object]
    about: tuple[str, str]


DEFECTS = (
    Defect("C-169", "airspace", "AS-CASTLE-C", Unsay("issued"), ("airspace", "AS-CASTLE-C")),
    Defect("C-41", "breaches", "BR-1", Unsay("issued"), ("breaches", "BR-1")),
    Defect("C-15", "capabilities", "CA-AIR-A", Unsay("verified"), ("capabilities", "CA-AIR-A")),
    Defect("C-167", "clearances", "CR-A-frequencies", Unsay("cleared"), ("frequencies", "FQ-A")),
    Defect("C-43", "command_posts", "CP-ALD", Unsay("acknowledged"), ("command_posts", "CP-ALD")),
    Defect(
        "C-28",
        "contingency_cards",
        "CY-ATTACK|GUARD",
        Unsay("acknowledged"),
        ("contingencies", "CY-ATTACK"),
    ),
    Defect("C-09", "controls", "K-CROWD", Unsay("verified"), ("controls", "K-CROWD")),
    Defect(
        "C-205",
        "courtesies",
        "CO-CLOSING-A-flag",
        Unsay("verified"),
        ("courtesies", "CO-CLOSING-A-flag"),
    ),
    Defect("C-103", "decisions", "DC-TRAIN", Unsay("approved"), ("decisions", "DC-TRAIN")),
    Defect("C-128", "drones", "DN-1", Unsay("acknowledged"), ("drones", "DN-1")),
    Defect("C-108", "evidence", "EV-ACCESS", Unsay("verified"), ("measures", "MS-ACCESS")),
    Defect("C-201", "feeds", "FE-CLOSING-1", Unsay("verified"), ("feeds", "FE-CLOSING-1")),
    Defect(
        "C-146",
        "fire_inspections",
        "IF-CASTLE-C-alarms",
        Unsay("verified"),
        ("fire_inspections", "IF-CASTLE-C-alarms"),
    ),
    Defect(
        "C-31",
        "list_copies",
        "LI-ACCESS|1|G-CASTLE",
        Unsay("recalled"),
        ("list_copies", "LI-ACCESS|1|G-CASTLE"),
    ),
    Defect("C-100", "mandates", "MA-1", Unsay("approved"), ("mandates", "MA-1")),
    Defect("C-207", "outreach", "OT-CITIES", Unsay("verified"), ("outreach", "OT-CITIES")),
    Defect("C-22", "plans", "PL-ACCRED", Unsay("approved"), ("plans", "PL-ACCRED")),
    Defect("C-183", "pools", "PO-1", Unsay("issued"), ("pools", "PO-1")),
    Defect("C-02", "positions", "V-HOUSE-41", Unsay("accepted"), ("positions", "V-HOUSE-41")),
    Defect("C-08", "posts", "HK-01", Unsay("accepted"), ("posts", "HK-01")),
    Defect("C-32", "revocations", "RV-2", Unsay("approved"), ("revocations", "RV-2")),
    Defect("C-10", "risks", "RK-STORM", Unsay("accepted"), ("risks", "RK-STORM")),
    Defect("C-58", "seals", "SL-PORCH", Unsay("sealed"), ("sterile_areas", "A-PORCH")),
    Defect("C-80", "sitreps", "SR-26-18", Unsay("acknowledged"), ("sitreps", "SR-26-18")),
    Defect("C-01", "mandates", "MA-1", {"owner_unit_id": None}, ("mandates", "MA-1")),
    Defect("C-105", "success_indicators", "SI-AGREE", Drop(), ("objectives", "O-AGREE")),
    Defect("C-106", "deputies", "c-accred|d-accred", Drop(), ("units", "ACCRED")),
    Defect("C-52", "person_qualifications", "o-0507|Q-ARMED", Drop(), ("posts", "AP-C-01")),
    Defect(
        "C-48",
        "base_duties",
        "POLALD|2031-03-29",
        {"strength": 150},
        ("base_duties", "POLALD|2031-03-29"),
    ),
    Defect(
        "C-129",
        "reserves",
        "RS-reaction-CASTLE-C",
        Drop(),
        ("site_windows", "CASTLE-C|2031-03-30T08:00Z"),
    ),
    Defect(
        "C-120", "command_posts", "CP-HOUSE", {"commander_id": None}, ("command_posts", "CP-HOUSE")
    ),
    Defect("C-12", "command_post_nets", "CP-HOUSE|N-HOUSE", Drop(), ("nets", "N-HOUSE")),
    Defect("C-13", "liaisons", "LO-ALD-CYBER-1", Drop(), ("command_posts", "CP-ALD")),
    Defect(
        "C-29",
        "declarations",
        "DC-EVACUATE",
        {"agency_unit_ids": ("FIRE", "GUARD", "HEALTH")},
        ("declarations", "DC-EVACUATE"),
    ),
    Defect(
        "C-27",
        "site_windows",
        "OPERA-B|2031-03-29T16:30Z",
        {"persons_max": 1260},
        ("sites", "OPERA-B"),
    ),
    Defect("C-121", "threat_indicators", "TI-1", {"watched": ""}, ("threat_indicators", "TI-1")),
    Defect("C-17", "red_lines", "RL-OPENING", Drop(), ("programme", "I-OPENING")),
    Defect("C-123", "assets", "AS-POWER", {"playbook_id": None}, ("assets", "AS-POWER")),
    Defect("C-60", "zones", "Z-OPERA", {"capacity_max": 2700}, ("evacuations", "EV-OPERA")),
    Defect("C-35", "zones", "Z-OPERA", {"capacity_max": None}, ("zones", "Z-OPERA")),
    Defect(
        "C-03",
        "exposures",
        "E-OPERA",
        {"end": "2031-03-29T20:20:00+00:00"},
        ("exposures", "E-OPERA"),
    ),
    Defect(
        "C-25",
        "openings",
        "O-KITCHEN",
        {"end": "2031-03-29T20:00:00+00:00"},
        ("openings", "O-KITCHEN"),
    ),
    Defect("C-149", "safe_places", "SP-CASTLE", {"post_id": None}, ("safe_places", "SP-CASTLE")),
    Defect("C-74", "programme", "I-MEETING", {"precedence": None}, ("programme", "I-MEETING")),
    Defect(
        "C-73",
        "booth_duties",
        "BO-KNIGHTS-de|i-knights-de-1|2031-03-30T09:20Z",
        Drop(),
        ("booths", "BO-KNIGHTS-de"),
    ),
    Defect("C-208", "speakers", "I-MEETING|19", {"minutes": 13.5}, ("programme", "I-MEETING")),
    Defect("C-203", "liaison_officers", "DE-A|lo-a", Drop(), ("delegations", "DE-A")),
    Defect("C-202", "bilaterals", "BI-AB", Drop(), ("programme", "I-BILAT-AB")),
    Defect("C-05", "gates", "G-HOUSE", {"lane_persons_per_hour": 80.0}, ("gates", "G-HOUSE")),
    Defect(
        "C-62",
        "access_rights",
        "PA-0601|Z-OPERA",
        {"reason": ""},
        ("access_rights", "PA-0601|Z-OPERA"),
    ),
    Defect(
        "C-06", "gate_readers", "G-CASTLE|BT-DELEGATE", Drop(), ("zone_rights", "delegate|Z-CASTLE")
    ),
    Defect(
        "C-181",
        "press_positions",
        "PP-RISER",
        {"called": "2031-03-29T09:00:00+00:00"},
        ("press_positions", "PP-RISER"),
    ),
    Defect("C-186", "partners", "PN-RIVER", {"cleared": "TLP:GREEN"}, ("exchanges", "EC-2")),
    Defect(
        "C-188",
        "information_requests",
        "IR-2",
        {"on_person": True},
        ("information_requests", "IR-2"),
    ),
    Defect("C-70", "movements", "MV-29-I", {"principal_ids": ()}, ("principals", "PR-I")),
    Defect("C-162", "motorcade_vehicles", "MV-28-A|1", Drop(), ("movements", "MV-28-A")),
    Defect("C-68", "route_supports", "R-AIR-H1|1", Drop(), ("routes", "R-AIR-H1")),
    Defect("C-165", "stands", "ST-C06", {"wing_span_m_max": 16.25}, ("flights", "FO-F")),
    Defect(
        "C-166", "flights", "FO-A", {"scheduled": "2031-03-30T08:50:00+00:00"}, ("flights", "FO-A")
    ),
    Defect(
        "C-142",
        "medical_arrangements",
        "PR-K|H-A",
        {"card_held_by": ""},
        ("medical_arrangements", "PR-K|H-A"),
    ),
    Defect("C-145", "food_controls", "FC-LUNCH-food", Drop(), ("programme", "I-LUNCH")),
    Defect(
        "C-67", "closures", "CL-R-C-01", {"end": "2031-03-30T08:27:00+00:00"}, ("legs", "MV-30-2|1")
    ),
    Defect("C-71", "published_windows", "PW-R-C-30", Drop(), ("closures", "CL-R-C-01")),
    Defect(
        "C-163",
        "motorcade_vehicles",
        "MV-28-A|2",
        {"driver_id": "dr-b-1"},
        ("motorcade_vehicles", "MV-28-A|2"),
    ),
    Defect("C-151", "delegations", "DE-A", {"hotel_site_id": "AIR-A"}, ("sites", "AIR-A")),
)
