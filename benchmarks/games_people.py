"""Made-up participants and identities of an event of the Games' size, with known duplicates."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from summitry.kit.ids import DelegationId, OutletId, ParticipantId, UnitId
from summitry.kit.streams import Stream, stream
from summitry.plan.access import Outlet, Participant
from summitry.plan.identity import Identity
from summitry.plan.programme import Delegation
from summitry.plan.table import Row
from summitry.plan.terms import Category, Kind

NATIONS = 206
OUTLETS = 3_000
GIVEN_NAMES = 150
FAMILY_NAMES = 400
"""Names of one nation; made of syllables, so that no list of real people is needed."""

FIRST_BIRTH = date(1950, 1, 1)
BIRTH_DAYS = 56 * 365
PRESS_EVERY = 14
STAFF_EVERY = 3
DUPLICATES = 20
LIAISON = UnitId("LEAD")
SYLLABLES = {
    "latin": "an be co da el fi gu ha in jo ka le mi na or pa ri so ta us va wi yo ze",
    "cyrillic": "ан бе во да ел жи ги ко ли ма не по ра си то ус фе хи ше яр",  # noqa: RUF001  # the letters of this script are meant
    "arabic": "با تو جي حا خو دي را سو شي صا طو عي فا قو كي لا مو ني ها",  # noqa: RUF001  # the letters of this script are meant
    "devanagari": "का खी गु चे जो टा डी तु दे नो पा बी मु ये रो ला वी शु से हो",
    "cjk": "安 白 成 大 恩 方 光 海 建 康 力 明 宁 平 清 瑞 山 泰 文 祥 雅 志",
}
SCRIPTS = ("latin",) * 7 + ("cyrillic", "arabic", "cjk")
DEVANAGARI_EVERY = 23


class People(NamedTuple):
    """Plan rows, identities in order of record, and the records that are one person twice."""

    rows: list[Row]
    identities: tuple[Identity, ...]
    duplicates: list[tuple[str, str]]


def people(count: int, seed: int) -> People:
    """Return so many participants with identities, and a few of them applied for twice."""
    chance = stream(seed, "games", "people")
    nations = [_nation(stream(seed, "games", "nation", str(each)), each) for each in range(NATIONS)]
    rows: list[Row] = [
        Delegation(
            delegation_id=DelegationId(f"D-{each:03}"),
            name=f"Delegation {each} (invented)",
            kind=Kind.STATE,
            liaison_unit_id=LIAISON,
        )
        for each in range(NATIONS)
    ]
    rows += [Outlet(outlet_id=OutletId(f"O-{n:04}"), name=f"Outlet {n}") for n in range(OUTLETS)]
    rows += [_participant(number) for number in range(count)]
    identities = list(_identities(count, nations, chance))
    twice = chance.choice(count, size=min(DUPLICATES, count // 100), replace=False).tolist()
    again = [_again(identities[place]) for place in twice]
    pairs = [
        (identities[p].record_id, more.record_id) for p, more in zip(twice, again, strict=True)
    ]
    return People(rows, (*identities, *again), sorted(pairs))


def _nation(chance: Stream, number: int) -> tuple[list[str], list[str]]:
    script = "devanagari" if number % DEVANAGARI_EVERY == 0 else SCRIPTS[number % len(SCRIPTS)]
    lengths = (1, 2) if script == "cjk" else (2, 3)
    return _words(chance, script, GIVEN_NAMES, lengths), _words(
        chance, script, FAMILY_NAMES, (1, 1) if script == "cjk" else (2, 4)
    )


def _words(chance: Stream, script: str, count: int, lengths: tuple[int, int]) -> list[str]:
    syllables = SYLLABLES[script].split()
    sizes = chance.integers(lengths[0], lengths[1] + 1, size=count)
    return [
        "".join(syllables[place] for place in chance.integers(0, len(syllables), size=size))
        for size in sizes.tolist()
    ]


def _participant(number: int) -> Participant:
    press = number % PRESS_EVERY == 0
    staff = number % STAFF_EVERY == 0
    category = Category.STAFF if staff else Category.DELEGATE
    return Participant(
        participant_id=ParticipantId(f"A-{number:06}"),
        category=Category.PRESS if press else category,
        delegation_id=None if press or staff else DelegationId(f"D-{number % NATIONS:03}"),
        outlet_id=OutletId(f"O-{number % OUTLETS:04}") if press else None,
        badge=f"B{number:06}",
    )


def _identities(
    count: int, nations: list[tuple[list[str], list[str]]], chance: Stream
) -> Iterator[Identity]:
    given = chance.integers(0, GIVEN_NAMES, size=count).tolist()
    family = chance.integers(0, FAMILY_NAMES, size=count).tolist()
    born = chance.integers(0, BIRTH_DAYS, size=count).tolist()
    papers = chance.permutation(10 * count).tolist()
    for number in range(count):
        first_names, last_names = nations[number % NATIONS]
        yield Identity(
            record_id=f"R-{number:06}",
            name=f"{first_names[given[number]]} {last_names[family[number]]}",
            subject_id=f"A-{number:06}",
            badge=f"B{number:06}",
            birth_date=FIRST_BIRTH + timedelta(days=born[number]),
            document=f"X{number % 97:02}{papers[number]:08}",
            nationality=f"N{number % NATIONS:03}",
        )


def _again(row: Identity) -> Identity:
    """Return a second application of the same person: family name first, other papers."""
    number = row.record_id.removeprefix("R-")
    first, _, last = row.name.partition(" ")
    return Identity(
        record_id=f"S-{number}",
        name=f"{last} {first}",
        badge=f"C{number}",
        birth_date=row.birth_date,
        document=f"Z99{number}7",
        nationality=row.nationality,
    )
