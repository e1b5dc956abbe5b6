"""What is public about the ceremony: dates, outline, figures, traffic order, signatories.

Every figure carries the source it was read in. Where sources conflict, both stand here.
"""

from datetime import UTC, datetime

from msgspec import Struct

from hanoi.book import HANOI, NOW, Book, at
from summitry.kit.ids import EventId, FigureId, LimitId, ObjectiveId, OrderId, UnitId
from summitry.plan.mandate import Event, EventLimit, Objective
from summitry.plan.publications import Figure, TrafficOrder
from summitry.plan.terms import Level

INVENTED = (
    "Real: dates, programme outline, published traffic order, published figures, the names of "
    "signing States and organisations. Invented: the venue (Lotus Lake Hall), its district "
    "(Sen Hồ), all times of day but those of the opening and the traffic order, all heights, "
    "sight lines, posts, hotels, routes, rosters, ranks and persons, and which State speaks, sits, "
    "meets and is understood how; all lengths are on a local metric grid that lies nowhere."
)

LIMITS = {
    "days_in_row_max": 6.0,
    "door_headway_minutes_min": 4.0,
    "span_of_control_max": 5.0,
    "week_hours_max": 45.0,
    "weekly_rest_hours_min": 35.0,
}


class Scale(Struct, frozen=True, kw_only=True):
    """The numbers on which a version of the plan stands."""

    remark: str
    hindsight: bool
    delegates: int
    observers: int
    organisations: int
    outlets: int
    reporters: int
    delegations: int
    signatories: int
    main_lanes: int
    main_arrivals: tuple[int, ...]


DRAFT = Scale(
    remark=(
        "The ceremony as it was known on 23 October 2025, with planted defects (planted.csv). "
        "About 1,800 delegates were expected and about 60 had registered to sign; which 60 is not "
        f"public and drawn by lot here. {INVENTED}"
    ),
    hindsight=False,
    delegates=1_800,
    observers=40,
    organisations=20,
    outlets=150,
    reporters=320,
    delegations=110,
    signatories=60,
    main_lanes=6,
    main_arrivals=(450, 450, 450, 450),
)
FINAL = Scale(
    remark=(
        "The same moment planned with hindsight: the figures are those published after the "
        f"event, as if they had been known on 23 October 2025. {INVENTED}"
    ),
    hindsight=True,
    delegates=2_400,
    observers=120,
    organisations=60,
    outlets=189,
    reporters=412,
    delegations=119,
    signatories=72,
    main_lanes=10,
    main_arrivals=(725, 725, 725, 725),
)

HOST = "Viet Nam"
SECOND_DAY = ("Mali", "Rwanda", "Saudi Arabia")
OBSERVER_STATE = "State of Palestine"
REGIONAL = "European Union"
SIGNATORIES = tuple(
    """Algeria;Angola;Australia;Austria;Azerbaijan;Belarus;Belgium;Brazil;Brunei Darussalam;
Burkina Faso;Cambodia;Chile;China;Costa Rica;Côte d'Ivoire;Cuba;Czechia;
Democratic People's Republic of Korea;Democratic Republic of the Congo;Djibouti;
Dominican Republic;Ecuador;Egypt;European Union;France;Ghana;Greece;Guinea-Bissau;Iran;Ireland;
Jamaica;Kazakhstan;Lao People's Democratic Republic;Libya;Luxembourg;Malaysia;Maldives;Mali;
Morocco;Mozambique;Namibia;Nauru;Nicaragua;Nigeria;Palau;Papua New Guinea;Peru;Philippines;Poland;
Portugal;Qatar;Russian Federation;Rwanda;Saudi Arabia;Slovakia;Slovenia;South Africa;Spain;
Sri Lanka;State of Palestine;Sweden;Tanzania;Thailand;Togo;Türkiye;Uganda;United Kingdom;
Uzbekistan;Venezuela;Viet Nam;Zimbabwe""".replace("\n", "").split(";")
)
"""The 71 that the sources read name; the 72nd is not named in them."""

_VNS = "Viet Nam News 1727345; en.baochinhphu.vn 111251015172846185"
_GUARD = "znews.vn post1597032; dantri.com.vn 20251024144631932"
_RESULTS = "Press conference on results, 26 October 2025, as reported; the page was not recorded"
_REPORTED = "As reported at the time; the page was not recorded"
_SEED = "nhandan.vn, Indonesian edition, post918370"
_AMBASSADOR = "An ambassador, some time later; neither page nor day was recorded"
_ONE = "One report only; the page was not recorded"
_TALLY = "United Nations tally of that evening, as reported; the page was not recorded"
_DEPOSITARY = (
    "treaties.un.org, chapter XVIII-16; verdragen.nl 013891; newshour.media 2025-10-29; "
    "ecofinagency.com 49864"
)

FIGURES = (
    ("delegations-oct14", "Delegations confirmed", "93", "2025-10-14", _VNS),
    ("delegates-oct14", "Delegates and press expected", "more than 1000", "2025-10-14", _VNS),
    ("side-events-oct14", "High-level side events planned", "8", "2025-10-14", _VNS),
    ("panels-oct14", "Seminars and panels planned", "38", "2025-10-14", _VNS),
    ("booths-oct14", "Exhibition booths planned", "more than 20", "2025-10-14", _VNS),
    ("foreign-oct23", "Foreign delegates expected", "about 1500", "2025-10-23", _GUARD),
    ("delegates-oct23", "Delegates expected", "about 1800", "2025-10-23", _GUARD),
    ("countries-oct23", "Countries taking part", "about 110", "2025-10-23", _REPORTED),
    ("signing-oct23", "Registered to sign", "about 60", "2025-10-23", _REPORTED),
    ("languages", "Languages interpreted", "6", "2025-10-23", _REPORTED),
)
LATER_FIGURES = (
    ("delegates-actual", "Delegates taking part", "more than 2500", "2025-10-26", _REPORTED),
    ("countries-over-110", "Countries taking part", "more than 110", "2025-10-26", _REPORTED),
    ("countries-110", "Countries taking part", "110", "2025-10-26", _REPORTED),
    (
        "countries-119",
        "Countries taking part",
        "119",
        "2025-10-26",
        _AMBASSADOR,
    ),
    ("organisations-seed", "Organisations taking part", "more than 100", "2025-10-26", _SEED),
    ("organisations-press", "Organisations taking part", "150", "2025-10-26", _RESULTS),
    ("institutes", "Research institutes taking part", "more than 50", "2025-10-26", _REPORTED),
    ("reporters", "Reporters accredited", "more than 400", "2025-10-26", _REPORTED),
    ("outlets-189", "Press agencies", "189", "2025-10-26", _REPORTED),
    (
        "outlets-180",
        "Press agencies",
        "180",
        "2025-10-26",
        _ONE,
    ),
    ("signed-ceremony", "Signatures in the plenary ceremony", "64", "2025-10-25", _RESULTS),
    ("signed-tally", "Signatures on the first day", "65", "2025-10-25", _TALLY),
    ("signed-26", "Signatures, morning of the second day", "69", "2025-10-26", _REPORTED),
    ("signed-72", "Signatures at Hanoi", "72", "2025-10-26", _DEPOSITARY),
    ("statements", "Statements in plenary", "71", "2025-10-26", _REPORTED),
)

_TRAFFIC = "Hanoi police notice, October 2025: vtcnews.vn ar972791; danviet.vn d1372707"
_EXEMPT = (
    "buses, refuse trucks, incident-response vehicles, protection vehicles with a badge, police, "
    "army, priority vehicles"
)
_BAN = (
    "trucks with a design gross mass of 1.5 t and more; passenger vehicles with 16 seats and more"
)
_ROADS = (
    "Kim Mã; Nguyễn Chí Thanh; Trần Duy Hưng; Phạm Hùng (Mễ Trì to Thăng Long Boulevard); Đỗ Đức "
    "Dục; Miếu Đầm; elevated Ring Road 3 (Hồ Tùng Mậu to Thanh Trì bridge, both ways); Thăng Long "
    "service road (Phạm Hùng to the PR70 flyover)"
)
_NORTH = "Thanh Trì bridge; Hanoi to Bắc Giang expressway; National Road 18"
_WEST = "Đỗ Mười; Ngọc Hồi; (more in the notice); National Road 6"
_WINDOWS = (("25", "25T06:00", "25T22:00"), ("26", "26T06:00", "26T16:00"))

OBJECTIVES = (
    ("OBJ-CONTENT", "Success in content", "Every registered signatory has signed"),
    ("OBJ-SECURITY", "Success in security, safety and protocol", "No post empty, no act void"),
    ("OBJ-IMAGE", "Success in the national image", "One counted source for every figure"),
)


def add_facts(book: Book, scale: Scale) -> None:
    """Add the event, its objectives, the published figures and the published traffic order."""
    book.put(
        Event(
            event_id=EventId("HANOI-2025"),
            name="Signing ceremony of the UN Convention against Cybercrime, Hanoi 2025",
            level=Level.HEAD_OF_STATE,
            opens=at("25T09:00"),
            closes=at("26T18:00"),
            timezone="Asia/Ho_Chi_Minh",
            lead_unit_id=UnitId("LEAD"),
            now=NOW,
            remark=scale.remark,
        ),
        *(
            EventLimit(limit_id=LimitId(key), value=value, source="Invented for the example")
            for key, value in LIMITS.items()
        ),
    )
    for key, name, indicator in OBJECTIVES:
        book.put(Objective(objective_id=ObjectiveId(key), name=name, indicator=indicator))
    for later, figures in ((False, FIGURES), (True, LATER_FIGURES)):
        for key, subject, value, day, source in figures if scale.hindsight or not later else ():
            as_of = datetime.fromisoformat(day).replace(tzinfo=HANOI).astimezone(UTC)
            book.put(
                Figure(
                    figure_id=FigureId(f"F-{key}"),
                    subject=subject,
                    value=value,
                    as_of=as_of,
                    source=source,
                    hindsight=later,
                )
            )
    _add_traffic(book)


def _add_traffic(book: Book) -> None:
    for day, start, end in _WINDOWS:
        for name, measure, roads, applies, exempt in (
            ("ban", "Banned", "As in the notice", _BAN, _EXEMPT),
            ("limit", "Restricted", _ROADS, "other vehicles", ""),
            ("detour-north", "Detour, east to north", _NORTH, "through traffic", ""),
            ("detour-west", "Detour, east to west", _WEST, "through traffic", ""),
        ):
            book.put(
                TrafficOrder(
                    order_id=OrderId(f"TO-{day}-{name}"),
                    measure=measure,
                    roads=roads,
                    start=at(start),
                    end=at(end),
                    applies_to=applies,
                    exempt=exempt,
                    source=_TRAFFIC,
                )
            )
