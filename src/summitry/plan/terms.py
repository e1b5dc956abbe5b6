"""The closed vocabularies of a plan; values are what stands in a workbook's cell."""

from enum import StrEnum


class Marking(StrEnum):
    """A Traffic Light Protocol 2.0 mark, from the widest audience to the narrowest."""

    CLEAR = "TLP:CLEAR"
    GREEN = "TLP:GREEN"
    AMBER = "TLP:AMBER"
    AMBER_STRICT = "TLP:AMBER+STRICT"
    RED = "TLP:RED"

    @property
    def height(self) -> int:
        """How narrow the audience is: 0 for CLEAR to 4 for RED."""
        return _HEIGHTS[self]


_HEIGHTS = {marking: height for height, marking in enumerate(Marking)}


def highest(markings: "list[Marking]") -> Marking:
    """Return the narrowest of the marks; CLEAR when there is none."""
    return max(markings, key=lambda marking: marking.height, default=Marking.CLEAR)


class Field(StrEnum):
    """The subject that a plan, a post or a finding belongs to."""

    PROTECTEES = "protectees"
    VENUES = "venues"
    AIRPORTS_AND_ROADS = "airports-and-roads"
    RECEPTION_AND_ESCORT = "reception-and-escort"
    TRAFFIC = "traffic"
    FIRE = "fire"
    MEDICAL = "medical"
    COUNTER_TERRORISM = "counter-terrorism"
    CYBERSPACE = "cyberspace"
    ACCREDITATION = "accreditation"
    PRESS = "press"
    PROTOCOL = "protocol"
    PROGRAMME = "programme"
    COMMAND = "command"
    LIAISON = "liaison"
    IMAGE = "image"


class Severity(StrEnum):
    """How much a finding matters; see the design for what makes one critical."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def depth(self) -> int:
        """The place in order of weight: 0 for critical to 3 for low."""
        return _DEPTHS[self]


_DEPTHS = {severity: depth for depth, severity in enumerate(Severity)}


class Level(StrEnum):
    """The protection level from which minimum measures follow."""

    HEAD_OF_STATE = "head-of-state"
    HEAD_OF_GOVERNMENT = "head-of-government"
    MINISTER = "minister"
    OTHER = "other"


class Rank(StrEnum):
    """The office held, in order of precedence (ILC note A/CN.4/L.129)."""

    HEAD_OF_STATE = "head-of-state"
    HEAD_OF_GOVERNMENT = "head-of-government"
    DEPUTY_HEAD_OF_GOVERNMENT = "deputy-head-of-government"
    FOREIGN_MINISTER = "foreign-minister"
    MINISTER = "minister"
    DEPUTY_MINISTER = "deputy-minister"
    AMBASSADOR = "ambassador"
    OTHER = "other"


class Kind(StrEnum):
    """What a delegation stands for."""

    STATE = "state"
    OBSERVER_STATE = "observer-state"
    REGIONAL_ORGANISATION = "regional-organisation"
    ORGANISATION = "organisation"
    INSTITUTE = "institute"


class UnitKind(StrEnum):
    """What a unit is."""

    POLICE = "police"
    ARMY = "army"
    GUARD = "guard"
    MINISTRY = "ministry"
    CITY = "city"
    MEDICAL = "medical"
    FIRE = "fire"
    PROTOCOL = "protocol"
    PRESS = "press"
    INTERNATIONAL = "international"
    CONTRACTOR = "contractor"
    OTHER = "other"


class SiteKind(StrEnum):
    """What a site is used for."""

    VENUE = "venue"
    HOTEL = "hotel"
    AIRPORT = "airport"
    HOSPITAL = "hospital"
    RESIDENCE = "residence"
    PRESS_CENTRE = "press-centre"
    COMMAND = "command"
    BASE = "base"
    OTHER = "other"


class Ring(StrEnum):
    """How far out a zone lies."""

    OUTER = "outer"
    MIDDLE = "middle"
    INNER = "inner"


class Jurisdiction(StrEnum):
    """Who controls a zone."""

    HOST = "host"
    UNITED_NATIONS = "united-nations"


class CommandLevel(StrEnum):
    """The level of a command post."""

    STRATEGIC = "strategic"
    TACTICAL = "tactical"
    OPERATIONAL = "operational"


class Hearing(StrEnum):
    """What a station does on a net."""

    LISTENS = "listens"
    TALKS = "talks"
    BOTH = "both"


class LinkKind(StrEnum):
    """How two command posts are joined."""

    LINE = "line"
    DATA = "data"
    LIAISON_OFFICER = "liaison-officer"


class Power(StrEnum):
    """What a person may decide with effect."""

    ACCEPT_RISK = "accept-risk"
    ACCEPT_HIGH_RISK = "accept-high-risk"
    ACCEPT_POST = "accept-post"
    APPROVE_MANDATE = "approve-mandate"
    APPROVE_PLAN = "approve-plan"
    CLEAR_PARTY = "clear-party"
    CLEAR_POWERS = "clear-powers"
    DECIDE_ACCESS = "decide-access"
    DECIDE_EXCHANGE = "decide-exchange"
    RECALL_LIST = "recall-list"
    STOP_PROGRAMME = "stop-programme"
    VERIFY_CONTROL = "verify-control"
    SET_ASIDE_RULE = "set-aside-rule"


class Treatment(StrEnum):
    """What is done about a risk (ISO 31000)."""

    REDUCE = "reduce"
    AVOID = "avoid"
    SHARE = "share"
    ACCEPT = "accept"


class RendezvousKind(StrEnum):
    """What a meeting point is for: rendezvous point or forward command post."""

    RVP = "rvp"
    FCP = "fcp"


class ItemKind(StrEnum):
    """What a programme item is."""

    ARRIVAL = "arrival"
    WELCOME = "welcome"
    OPENING = "opening"
    SIGNING = "signing"
    PLENARY = "plenary"
    BILATERAL = "bilateral"
    BANQUET = "banquet"
    SIDE_EVENT = "side-event"
    PRESS_CONFERENCE = "press-conference"
    REHEARSAL = "rehearsal"
    CLOSING = "closing"
    OTHER = "other"


class Category(StrEnum):
    """What a participant is accredited as."""

    DELEGATE = "delegate"
    OBSERVER = "observer"
    ORGANISATION = "organisation"
    PRESS = "press"
    STAFF = "staff"
    GUEST = "guest"


class Stage(StrEnum):
    """How far an accreditation count has come."""

    REGISTERED = "registered"
    APPROVED = "approved"
    ISSUED = "issued"


class ListKind(StrEnum):
    """What a controlled list says."""

    ACCESS = "access"
    REVOCATION = "revocation"
    GUEST = "guest"


class NotOnList(StrEnum):
    """What a gate does with somebody who is not on its list."""

    BLOCK_AND_LOG = "block-and-log"
    BLOCK = "block"
    LOG = "log"
    LET_IN = "let-in"


class PrecedenceRule(StrEnum):
    """By which rule speakers or seats are put in order."""

    RANK_THEN_ALPHABET = "rank-then-alphabet"
    ALPHABET = "alphabet"
    LOT = "lot"
    ORDER_OF_INSCRIPTION = "order-of-inscription"


class RouteKind(StrEnum):
    """Whether a route is the planned one or the one kept ready."""

    PRIMARY = "primary"
    ALTERNATE = "alternate"
