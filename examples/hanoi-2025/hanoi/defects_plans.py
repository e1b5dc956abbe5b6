"""Defects in ownership, tasks, risks, contingencies, nets and references."""

from collections.abc import Iterator

from hanoi.book import Book, Word, at
from hanoi.organisation import commander, deputy
from hanoi.planted import Planted
from summitry.kit.ids import (
    CommandPostId,
    LinkId,
    NetId,
    PersonId,
    RendezvousId,
    SiteId,
    TaskId,
    UnitId,
)
from summitry.plan.attestation import AttestationKind
from summitry.plan.command import CommandPost, CommandPostNet, Link, Net
from summitry.plan.places import Zone
from summitry.plan.plans import Task, UnitPlan
from summitry.plan.posts import Post
from summitry.plan.programme import Delegation
from summitry.plan.risks import ContingencyCard, Risk
from summitry.plan.rulings import Ruling, RulingKind
from summitry.plan.terms import CommandLevel, Severity, Treatment


def without_owner(book: Book) -> Iterator[Planted]:
    """A plan and a risk belong to nobody, a task and a zone to two."""
    book.edit(UnitPlan, "PL-ROADS-2", unit_id=None)
    book.edit(Risk, "RK-GLASS", owner_unit_ids=())
    book.edit(Zone, "Z-SERVICE", owner_unit_ids=(UnitId("GUARD"), UnitId("HALLOPS")))
    book.edit(Task, "T-CYBER-1", lead_unit_ids=(UnitId("CYBER"), UnitId("SIGPOL")))
    yield Planted("C-01", "plans", "PL-ROADS-2")
    yield Planted("C-01", "risks", "RK-GLASS")
    yield Planted("C-01", "zones", "Z-SERVICE")
    yield Planted("C-01", "tasks", "T-CYBER-1")


def part_missing(book: Book) -> Iterator[Planted]:
    """A unit is told to cooperate, but has no part of its own."""
    for key in ("T-GUARD-1", "T-FIRE-2"):
        unit = book.get(Task, key).cooperating_unit_ids[0]
        book.drop("task_parts", f"{key}|{unit}")
        yield Planted("C-87", "tasks", key)


def dangling(book: Book) -> Iterator[Planted]:
    """Rows refer to what is not in the plan."""
    book.edit(Delegation, "D-017", hotel_site_id=SiteId("HOTEL-99"))
    book.edit(UnitPlan, "PL-MOBILE-2", site_id=SiteId("HALL-2"))
    book.edit(Task, "T-MFA-3", depends_on=(TaskId("T-MFA-9"),))
    yield Planted("C-86", "delegations", "D-017")
    yield Planted("C-86", "plans", "PL-MOBILE-2")
    yield Planted("C-86", "tasks", "T-MFA-3")


def not_verified(book: Book) -> Iterator[Planted]:
    """Controls are past their date and nobody has seen them; one high risk has no other."""
    verified = AttestationKind.VERIFIED
    book.unsay("controls", "K-HEART-1", verified)
    book.unsay("controls", "K-DRONE-1", verified)
    book.unsay("controls", "K-DRONE-2", verified)
    yield Planted("C-09", "controls", "K-HEART-1")
    yield Planted("C-09", "controls", "K-DRONE-1")
    yield Planted("C-81", "risks", "RK-DRONE")


def accepted_badly(book: Book) -> Iterator[Planted]:
    """Risks are accepted without end, without power, or by one person where two are needed."""
    for key in ("RK-STORM", "RK-TREES"):
        book.unsay("risks", key, AttestationKind.ACCEPTED)
    book.edit(Risk, "RK-CLOSURE", treatment=Treatment.ACCEPT)
    reason = "Traffic is light at that hour"
    for key, who, expires in (
        ("RK-STORM", commander("LEAD"), None),
        ("RK-TREES", "o-00017", at("27T00:00")),
        ("RK-CLOSURE", commander("GUARD"), at("27T00:00")),
    ):
        book.words.append(
            Word(
                table="risks",
                key=key,
                kind=AttestationKind.ACCEPTED,
                by=who,
                at=at("22T17:00"),
                reason=reason,
                expires=expires,
            )
        )
        yield Planted("C-10", "risks", key)


def cards_differ(book: Book) -> Iterator[Planted]:
    """One unit meets elsewhere; others have no card, did not acknowledge, or cannot lead."""
    acknowledged = AttestationKind.ACKNOWLEDGED
    book.unsay("contingency_cards", "KG-MASS|AMBUL", acknowledged)
    card = book.edit(ContingencyCard, "KG-MASS|AMBUL", rvp_id=RendezvousId("RVP-PRESS"))
    book.say(card, acknowledged, deputy("AMBUL"), at("22T19:00"))
    book.unsay("contingency_cards", "KG-FIRE|HALLOPS", acknowledged)
    book.drop("contingency_cards", "KG-FIRE|HALLOPS")
    book.unsay("contingency_cards", "KG-BOMB|DOGS", acknowledged)
    book.unsay("contingency_cards", "KG-POWER|POWER", acknowledged)
    card = book.edit(ContingencyCard, "KG-POWER|POWER", fcp_id=RendezvousId("RVP-HALL"))
    book.say(card, acknowledged, deputy("POWER"), at("22T19:10"))
    for key in ("KG-MASS", "KG-FIRE", "KG-BOMB", "KG-POWER"):
        yield Planted("C-28", "contingencies", key)


def not_heard(book: Book) -> Iterator[Planted]:
    """A post has no net; a net has no command post; another is two relays from the details."""
    book.edit(Post, "CM-04", net_id=None)
    for net, name in (("N-WARD", "Ward patrols"), ("N-LAKE", "Lake patrols")):
        book.put(Net(net_id=NetId(net), name=name, owner_unit_id=UnitId("DISTPOL"), purpose=name))
    ward = CommandPostId("CP-WARD")
    book.put(
        CommandPost(
            command_post_id=ward,
            name="Ward command post (invented)",
            level=CommandLevel.OPERATIONAL,
            owner_unit_id=UnitId("DISTPOL"),
        ),
        CommandPostNet(command_post_id=ward, net_id=NetId("N-LAKE")),
        Link(
            link_id=LinkId("LK-9"),
            from_command_post_id=ward,
            to_command_post_id=CommandPostId("CP-CITY"),
            owner_unit_id=UnitId("DISTPOL"),
        ),
    )
    book.edit(Post, "PM-10", net_id=NetId("N-WARD"))
    book.edit(Post, "PM-13", net_id=NetId("N-LAKE"))
    yield Planted("C-12", "posts", "CM-04")
    for net in ("N-WARD", "N-LAKE"):
        yield Planted("C-12", "nets", net)
        yield Planted("C-14", "nets", net)
        yield Planted("C-78", "nets", net)
    for rule in ("C-13", "C-83", "C-120"):
        yield Planted(rule, "command_posts", "CP-WARD")


def word_ends_early(book: Book) -> Iterator[Planted]:
    """A unit read its card, but its word ends on the evening before the opening."""
    key = "KG-DRONE|MOBILE"
    book.unsay("contingency_cards", key, AttestationKind.ACKNOWLEDGED)
    book.words.append(
        Word(
            table="contingency_cards",
            key=key,
            kind=AttestationKind.ACKNOWLEDGED,
            by=deputy("MOBILE"),
            at=at("22T19:20"),
            expires=at("24T20:00"),
        )
    )
    yield Planted("C-88", "contingency_cards", key)


def ruled_without_power(book: Book) -> Iterator[Planted]:
    """An officer has put a rule in quarantine, and has no power to do so."""
    book.rulings.append(
        Ruling(
            ruling_id="R-QUEUE",
            kind=RulingKind.QUARANTINE,
            code="C-05",
            severity=Severity.MEDIUM,
            by=PersonId("o-00017"),
            at=at("22T18:00"),
            reason="The queue was never that long",
            expires=at("27T00:00"),
        )
    )
    yield Planted("C-89", "rulings", "R-QUEUE")


DEFECTS = (
    without_owner,
    part_missing,
    dangling,
    not_verified,
    accepted_badly,
    cards_differ,
    word_ends_early,
    not_heard,
    ruled_without_power,
)
