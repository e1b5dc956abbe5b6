"""The example: the Convention against Cybercrime, its signatories, and what it asks of the host.

Numbers and titles of articles are from general knowledge and unverified, and so is which of them
ask for national law; check them against the annex of A/RES/79/243. Provisions and offices are
invented: no statement about the law of any State is made here.
"""

from datetime import UTC, date, datetime

from hanoi.book import Book, at
from hanoi.facts import OBSERVER_STATE, REGIONAL, SECOND_DAY, SIGNATORIES, Scale
from hanoi.programme import UNNAMED, delegation_id
from summitry.kit.ids import ActId, ContactPointId, ProvisionId, StateId, TreatyId, UnitId
from summitry.plan.terms import Kind
from summitry.plan.treaty import Act, ActKind, Article, ContactPoint, Provision, State, Treaty

TREATY = TreatyId("CAC")
_CODES = (
    "DZ AO AU AT AZ BY BE BR BN BF KH CL CN CR CI CU CZ KP CD DJ DO EC EG EU FR GH GR GW IR IE "
    "JM KZ LA LY LU MY MV ML MA MZ NA NR NI NG PW PG PE PH PL PT QA RU RW SA SK SI ZA ES LK PS "
    "SE TZ TH TG TR UG GB UZ VE VN ZW"
)
CODES = tuple(_CODES.split())
"""ISO codes of the named signatories, in the order of ``SIGNATORIES``; EU for the Union."""
UNNAMED_STATE = StateId("UNNAMED")

DEPOSITARY = "treaties.un.org, chapter XVIII-16; verdragen.nl 013891"
NAMED_LATER = "verdragen.nl 013891"
UNNAMED_SOURCE = (
    "Count of 72 as published; the State and its day are not named in the sources read, the day "
    "follows from the counts of 25 and 26 October"
)
CHAPTER = "# "
_ARTICLES = """# I General provisions
Statement of purpose
Use of terms
Scope of application
Offences established in accordance with other United Nations conventions and protocols
Protection of sovereignty
Respect for human rights
# II Criminalization
Illegal access
Illegal interception
Interference with electronic data
Interference with an ICT system
Misuse of devices
ICT system-related forgery
ICT system-related theft or fraud
Online child sexual abuse or child sexual exploitation material
Solicitation or grooming for the purpose of committing a sexual offence against a child
Non-consensual dissemination of intimate images
Laundering of proceeds of crime
Liability of legal persons
Participation and attempt
Statute of limitations
Prosecution, adjudication and sanctions
# III Jurisdiction
Jurisdiction
# IV Procedural measures and law enforcement
Scope of procedural measures
Conditions and safeguards
Expedited preservation of stored electronic data
Expedited preservation and partial disclosure of traffic data
Production order
Search and seizure of stored electronic data
Real-time collection of traffic data
Interception of content data
Freezing, seizure and confiscation of the proceeds of crime
Establishment of criminal record
Protection of witnesses
Assistance to and protection of victims
# V International cooperation
General principles
Protection of personal data
Extradition
Transfer of sentenced persons
Transfer of criminal proceedings
General principles and procedures of mutual legal assistance
24/7 network
Cooperation: expedited preservation of stored electronic data
Cooperation: expedited disclosure of preserved traffic data
Mutual legal assistance in accessing stored electronic data
Mutual legal assistance in real-time collection of traffic data
Mutual legal assistance in interception of content data
Law enforcement cooperation
Joint investigations
Mechanisms for recovery of property through confiscation cooperation
Cooperation for purposes of confiscation
Special cooperation
Return and disposal of confiscated proceeds or property
# VI Preventive measures
Preventive measures
# VII Technical assistance and information exchange
Technical assistance and capacity-building
Exchange of information
Implementation through economic development and technical assistance
# VIII Mechanism of implementation
Conference of the States Parties
Secretariat
# IX Final provisions
Implementation
Effects
Relation with protocols
Adoption of supplementary protocols
Settlement of disputes
Signature, ratification, acceptance, approval, accession
Entry into force
Amendment
Denunciation
Depositary and languages"""
ASKS_LAW = frozenset((*range(7, 23), *range(24, 35), 37, 40, 50))
MUTUAL_ASSISTANCE, NETWORK = 40, 41


def add_treaty(book: Book, scale: Scale) -> None:
    """Add the treaty, its articles, States and acts, and what the host is to do."""
    book.put(
        Treaty(
            treaty_id=TREATY,
            title="United Nations Convention against Cybercrime",
            opens=at("25T00:00"),
            closes=datetime(2027, 1, 1, 5, tzinfo=UTC),
            instruments_min=40,
            days_after=90,
            depositary="Secretary-General of the United Nations",
            source="A/RES/79/243, articles 64 and 65; C.N.196.2025 (treaties.un.org XVIII-16)",
            owner_unit_id=UnitId("UNOLA"),
        )
    )
    _add_articles(book)
    _add_states(book, scale)
    for office, article, unit, clock in (
        ("Desk of the 24/7 network (invented)", NETWORK, "CYBER", True),
        ("Central authority for legal assistance (invented)", MUTUAL_ASSISTANCE, "MFA", False),
    ):
        book.put(
            ContactPoint(
                contact_point_id=ContactPointId(f"CP-ART-{article}"),
                treaty_id=TREATY,
                article=article,
                office=office,
                around_the_clock=clock,
                notify_by=datetime(2026, 6, 30, 17, tzinfo=UTC),
                owner_unit_id=UnitId(unit),
            )
        )


def _add_articles(book: Book) -> None:
    chapter, number = "", 0
    for line in _ARTICLES.splitlines():
        if line.startswith(CHAPTER):
            chapter = line.removeprefix(CHAPTER)
            continue
        number += 1
        book.put(
            Article(
                treaty_id=TREATY,
                number=number,
                title=line,
                chapter=chapter,
                asks_law=number in ASKS_LAW,
                asks_contact=number in {MUTUAL_ASSISTANCE, NETWORK},
                around_the_clock=number == NETWORK,
            )
        )
    for number in sorted(ASKS_LAW):
        book.put(
            Provision(
                provision_id=ProvisionId(f"PV-{number:02}"),
                treaty_id=TREATY,
                article=number,
                action="Compare national law with the article (invented task)",
                due=datetime(2026, 3, 31, 17, tzinfo=UTC),
                owner_unit_id=UnitId("CYBER" if number % 2 else "MFA"),
            )
        )


def _add_states(book: Book, scale: Scale) -> None:
    """Add the States that signed; with hindsight also the acts that were recorded."""
    kinds = {OBSERVER_STATE: Kind.OBSERVER_STATE, REGIONAL: Kind.REGIONAL_ORGANISATION}
    for number, (code, name) in enumerate(zip(CODES, SIGNATORIES, strict=True), start=1):
        book.put(
            State(
                state_id=StateId(code),
                name=name,
                kind=kinds.get(name, Kind.STATE),
                delegation_id=delegation_id(number),
            )
        )
        if scale.hindsight:
            _signed(book, code, 26 if name in SECOND_DAY else 25, DEPOSITARY)
    if scale.hindsight:
        unnamed = delegation_id(len(SIGNATORIES) + 1)
        book.put(
            State(state_id=UNNAMED_STATE, name=UNNAMED, delegation_id=unnamed),
            State(state_id=StateId("MU"), name="Mauritius"),
        )
        _signed(book, UNNAMED_STATE, 25, UNNAMED_SOURCE)
        book.put(_act("MU", date(2025, 11, 19), NAMED_LATER))


def _signed(book: Book, code: str, day: int, source: str) -> None:
    book.put(_act(code, date(2025, 10, day), source))


def _act(code: str, day: date, source: str) -> Act:
    return Act(
        act_id=ActId(f"AC-{code}"),
        treaty_id=TREATY,
        state_id=StateId(code),
        kind=ActKind.SIGNATURE,
        day=day,
        source=source,
    )
