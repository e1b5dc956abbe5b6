"""Invented posts: what they require, who owns and who holds them, which arc they watch."""

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from hanoi.access import GATES, Way
from hanoi.book import Book, at, minutes
from hanoi.families import ENGLISH, FAMILIES, Family, Wants
from hanoi.organisation import SECOND_NETS, commander
from hanoi.places import EXPOSURES, HELD, HOTELS
from summitry.kit.ids import (
    ExposureId,
    GateId,
    NetId,
    PositionId,
    PostId,
    QualificationId,
    SectorId,
    SiteId,
    UnitId,
)
from summitry.plan.attestation import AttestationKind
from summitry.plan.places import Exposure
from summitry.plan.posts import Post, PostRequirement, Sector
from summitry.plan.terms import Field, Severity

_F = Field
_S = Severity


GATE_PEOPLE = 4
GATE_WANTS = ("Q-XRAY", "Q-SCREEN", ENGLISH)
SECTOR_COUNT = 8
SECTOR_DEG = 360 / SECTOR_COUNT
SECTOR_OVERLAP_DEG = 4.0
ACCEPTED_AT = at("20T08:00")


class Manned(Struct, frozen=True):
    """A post with what its people must be able to do."""

    post: Post
    wants: Wants


def posts() -> Iterator[Manned]:
    """Yield every post that is staffed around the clock, gates apart."""
    for key, family in FAMILIES.items():
        for site in family.sites:
            tag = f"-{site[-2:]}" if len(family.sites) > 1 else ""
            if site not in HOTELS and len(family.sites) > 1:
                tag = f"-{site[:3]}"
            for number in range(1, family.posts + 1):
                post_id = PostId(f"{key}{tag}-{number:02}")
                yield Manned(_post(family, post_id, site, number), family.wants)
    for position, (name, site, *_) in HELD.items():
        yield Manned(_watch(position, name, site), ("Q-OBSERVE", "Q-ARMED"))


def _post(family: Family, post_id: PostId, site: str, number: int) -> Post:
    holder = family.holders[number % len(family.holders)]
    return Post(
        post_id=post_id,
        name=f"{family.name} {number} (invented)",
        site_id=SiteId(site),
        start=at(family.start),
        end=at(family.end),
        headcount_min=family.people,
        field=family.field,
        owner_unit_id=UnitId(family.owner),
        holder_unit_id=UnitId(holder),
        net_id=NetId(_net(family, site, number)),
        weight=family.weight,
    )


def _net(family: Family, site: str, number: int) -> str:
    """Return the family's net, or for every second of many posts the second net."""
    place = number + (int(site[-2:]) if site in HOTELS else 0)
    return family.net if place % 2 else SECOND_NETS.get(family.net, family.net)


def _watch(position: str, name: str, site: str) -> Post:
    return Post(
        post_id=PostId(f"OB-{position[2:]}"),
        name=f"Observation, {name} (invented)",
        site_id=SiteId(site),
        start=at("24T06:00"),
        end=at("26T22:00"),
        headcount_min=2,
        field=_F.PROTECTEES,
        owner_unit_id=UnitId("GUARD"),
        holder_unit_id=UnitId("GUARD"),
        net_id=NetId("N-VENUE"),
        position_id=PositionId(position),
    )


def gate_posts() -> Iterator[tuple[Manned, Post]]:
    """Yield for each gate the post at its lanes, and the room in which its reserve waits."""
    for key, way in GATES.items():
        room = _at_gate(way, f"GR-{key[2:]}", "reserve")
        lanes = _at_gate(way, f"GT-{key[2:]}", "lanes", gate=GateId(key), lead=room.post_id)
        yield Manned(lanes, GATE_WANTS), room


def _at_gate(
    way: Way, post_id: str, part: str, *, gate: GateId | None = None, lead: PostId | None = None
) -> Post:
    return Post(
        post_id=PostId(post_id),
        name=f"{way.name}: {part}",
        site_id=SiteId(way.site),
        start=at("24T06:00"),
        end=at("26T22:00"),
        headcount_min=GATE_PEOPLE,
        field=_F.ACCREDITATION,
        owner_unit_id=UnitId("ADMPOL"),
        holder_unit_id=UnitId("ADMPOL"),
        net_id=NetId("N-GATES"),
        gate_id=gate,
        weight=_S.MEDIUM if gate is None else _S.CRITICAL,
        lead_post_id=lead,
    )


def sector_posts(book: Book) -> Iterator[tuple[Manned, Sector]]:
    """Yield for each exposed place eight posts that overlap a little, and their arcs."""
    for key, exposed in EXPOSURES.items():
        row = book.get(Exposure, key)
        site = "PALACE" if "PALACE" in key else "AIRFIELD" if "APRON" in key else "HALL"
        for number in range(1, SECTOR_COUNT + 1):
            post = Post(
                post_id=PostId(f"SC-{key[2:]}-{number}"),
                name=f"{exposed.name}: sector {number} (invented)",
                site_id=SiteId(site),
                start=row.start - minutes(60),
                end=row.end + minutes(30),
                headcount_min=2,
                field=_F.PROTECTEES,
                owner_unit_id=UnitId("GUARD"),
                holder_unit_id=UnitId("GUARD"),
                net_id=NetId("N-INNER"),
            )
            yield Manned(post, ("Q-CLOSE", "Q-ARMED")), _sector(post, row, number)


def _sector(post: Post, exposure: Exposure, number: int) -> Sector:
    return Sector(
        sector_id=SectorId(f"ST-{post.post_id[3:]}"),
        exposure_id=ExposureId(exposure.exposure_id),
        post_id=post.post_id,
        bearing_from_deg=(SECTOR_DEG * (number - 1) - SECTOR_OVERLAP_DEG) % 360,
        bearing_to_deg=(SECTOR_DEG * number) % 360,
        start=exposure.start,
        end=exposure.end,
    )


def add_post(book: Book, manned: Manned) -> None:
    """Add a post and its requirements; a holder that is not the owner has accepted it."""
    post = manned.post
    book.put(post)
    for want in sorted(set(manned.wants)):
        language = want == ENGLISH
        book.put(
            PostRequirement(
                post_id=post.post_id,
                requirement="EN" if language else want[2:],
                headcount_min=manned.wants.count(want),
                qualification_id=None if language else QualificationId(want),
                language=ENGLISH if language else "",
            )
        )
    if post.holder_unit_id is not None and post.holder_unit_id != post.owner_unit_id:
        book.say(post, AttestationKind.ACCEPTED, commander(post.holder_unit_id), _accepted(post))


def _accepted(post: Post) -> datetime:
    return ACCEPTED_AT + minutes(int(post.post_id[-2:].lstrip("-")))
