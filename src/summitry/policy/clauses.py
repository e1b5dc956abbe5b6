"""The usual clauses of a host country agreement and of United Nations rules, to begin with.

Each says where it comes from. None of the sources has been checked here: a planner puts the words
of the agreement that was signed in place of these, and then marks the row as checked.
"""

from typing import NamedTuple

from summitry.kit.ids import RequirementId
from summitry.plan.compliance import Requirement, RequirementSource
from summitry.plan.terms import Field

_YEARBOOK = (
    "As described by host agreements in the United Nations Juridical Yearbook 1988 and 1992; not "
    "verified"
)
_COSTS = (
    "As described by General Assembly resolutions 40/243 and 47/202 A, paragraph 17, and by "
    "ST/AI/342; not verified"
)
_ANNEX = "As described by the hosting page of a United Nations convention; not verified"
_SPLIT = "As described by security overviews of COP15 and COP20; not verified"
_HANDBOOK = "As described by the United Nations Treaty Handbook; not verified"
_PRACTICE = "Common practice in host country agreements; not verified"

_HCA = RequirementSource.HOST_COUNTRY_AGREEMENT
_UN = RequirementSource.UNITED_NATIONS_RULES
_TREATY = RequirementSource.TREATY


class _Clause(NamedTuple):
    """A clause in a line: what is owed, by which kind of source, in which field."""

    clause: str
    title: str
    source: RequirementSource
    field: Field
    reference: str


_CLAUSES: dict[str, _Clause] = {
    "cost": _Clause(
        "Costs",
        "The host bears the actual additional cost of meeting away from headquarters",
        _UN,
        Field.COMMAND,
        _COSTS,
    ),
    "cost-headings": _Clause(
        "Costs",
        "The estimate covers staff travel, interpreters, daily allowance, freight, communications",
        _UN,
        Field.COMMAND,
        _COSTS,
    ),
    "premises": _Clause(
        "Premises",
        "Conference rooms, offices and working areas as listed in the annex",
        _HCA,
        Field.VENUES,
        _ANNEX,
    ),
    "equipment": _Clause(
        "Equipment",
        "Premises are equipped and maintained to the satisfaction of the United Nations",
        _HCA,
        Field.VENUES,
        _ANNEX,
    ),
    "interpretation": _Clause(
        "Equipment",
        "Simultaneous interpretation and sound recording in the languages of the meeting",
        _HCA,
        Field.PROGRAMME,
        _ANNEX,
    ),
    "press": _Clause(
        "Equipment", "Facilities for press, radio, television and film", _HCA, Field.PRESS, _ANNEX
    ),
    "liability-premises": _Clause(
        "Liability", "The host answers for claims from the premises", _HCA, Field.LIAISON, _YEARBOOK
    ),
    "liability-transport": _Clause(
        "Liability",
        "The host answers for claims from the transport that it provides",
        _HCA,
        Field.RECEPTION_AND_ESCORT,
        _YEARBOOK,
    ),
    "liability-staff": _Clause(
        "Liability",
        "The host answers for claims from local staff whom it employs",
        _HCA,
        Field.LIAISON,
        _YEARBOOK,
    ),
    "chair": _Clause(
        "Organisation",
        "The host names a senior official who chairs the organising committee",
        _HCA,
        Field.COMMAND,
        _YEARBOOK,
    ),
    "liaison": _Clause(
        "Organisation", "The host names liaison officers", _HCA, Field.LIAISON, _YEARBOOK
    ),
    "inside": _Clause(
        "Security",
        "The United Nations controls the conference area, the host everything outside it",
        _HCA,
        Field.VENUES,
        _SPLIT,
    ),
    "joint": _Clause(
        "Security",
        "A senior officer of each side keeps liaison, with a joint procedure at every boundary",
        _HCA,
        Field.VENUES,
        _SPLIT,
    ),
    "police": _Clause(
        "Security",
        "Police protection for the good order of the meeting",
        _HCA,
        Field.COUNTER_TERRORISM,
        _PRACTICE,
    ),
    "first-aid": _Clause(
        "Medical",
        "First aid in the premises at all hours of the meeting",
        _HCA,
        Field.MEDICAL,
        _PRACTICE,
    ),
    "hospital": _Clause(
        "Medical", "Immediate access and admission to hospital", _HCA, Field.MEDICAL, _PRACTICE
    ),
    "transport": _Clause(
        "Transport",
        "Transport between airport, hotels and premises",
        _HCA,
        Field.RECEPTION_AND_ESCORT,
        _PRACTICE,
    ),
    "accommodation": _Clause(
        "Accommodation",
        "Adequate accommodation near the premises at reasonable rates",
        _HCA,
        Field.RECEPTION_AND_ESCORT,
        _PRACTICE,
    ),
    "local-staff": _Clause(
        "Local personnel", "Local personnel in the numbers agreed", _HCA, Field.PROGRAMME, _PRACTICE
    ),
    "utilities": _Clause(
        "Utilities",
        "Power, water and telecommunications with a reserve",
        _HCA,
        Field.VENUES,
        _PRACTICE,
    ),
    "visas": _Clause(
        "Entry",
        "Visas for all participants without delay and free of charge",
        _HCA,
        Field.LIAISON,
        _PRACTICE,
    ),
    "entry": _Clause(
        "Entry",
        "All who are invited may enter; the host refers a doubt to the United Nations and refuses "
        "nobody alone",
        _HCA,
        Field.ACCREDITATION,
        _PRACTICE,
    ),
    "immunities": _Clause(
        "Privileges and immunities",
        "The Convention on the Privileges and Immunities of 1946 applies",
        _TREATY,
        Field.LIAISON,
        _PRACTICE,
    ),
    "flag": _Clause(
        "Flag and symbols",
        "Flag and emblem of the United Nations are shown and protected",
        _HCA,
        Field.PROTOCOL,
        _PRACTICE,
    ),
    "customs": _Clause(
        "Customs",
        "Equipment and supplies for the meeting enter and leave free of duty",
        _HCA,
        Field.AIRPORTS_AND_ROADS,
        _PRACTICE,
    ),
    "disputes": _Clause(
        "Disputes", "Disputes are settled as the agreement says", _HCA, Field.LIAISON, _PRACTICE
    ),
    "full-powers": _Clause(
        "Signature",
        "Whoever signs and is not head of State, head of Government or foreign minister has full "
        "powers, cleared by the depositary",
        _UN,
        Field.PROTOCOL,
        _HANDBOOK,
    ),
}
CLAUSES: tuple[Requirement, ...] = tuple(
    Requirement(requirement_id=RequirementId(f"usual-{key}"), **clause._asdict())
    for key, clause in _CLAUSES.items()
)
"""The clauses as rows; nobody owns them yet."""
