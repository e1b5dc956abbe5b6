"""Posts of all families, at gates and on roofs, and everybody who holds them."""

from datetime import date, datetime
from itertools import cycle

from making.book import Duty
from making.turns import Spell, between, turns, watches

from cities.access import GATES
from cities.families import ENGLISH, FAMILIES, Family
from cities.moments import ZONE, Book, at, minutes
from cities.organisation import LANGUAGE
from cities.places import EXPOSURES, HELD, ZONES
from summitry.kit.time import seconds_of

EXPIRES = date(2031, 12, 31)
WISHED_OFF, WISH_EVERY = date(2031, 3, 29), 10
"""One in ten of those on posts would rather be off on the second day."""
GATE_PEOPLE = 3
GATE_WANTS = ("Q-SCREEN", ENGLISH)
SECTORS = 6
SECTOR_DEG = 360 // SECTORS
OVERLAP_DEG = 4


class Roster:
    """Hires synthetic people one after another and puts them on posts."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._count = 0
        self._grades = cycle(("officer", "officer", "senior officer", "sergeant"))

    def post(self, key: str, family: Family, site: str, **more: object) -> None:
        """Add a post of the family at the site, with what its people must be able to do."""
        self._book.add(
            "posts",
            **{
                "post_id": key,
                "name": f"Post {key} (invented)",
                "site_id": site,
                "start": at(family.start),
                "end": at(family.end),
                "headcount_min": family.people,
                "field": family.field,
                "owner_unit_id": family.owner,
                "holder_unit_id": family.holder or family.owner,
                "net_id": family.net,
                "weight": family.weight,
                **more,
            },
        )
        for want in sorted(set(family.wants)):
            language = want == ENGLISH
            self._book.add(
                "post_requirements",
                post_id=key,
                requirement=want.removeprefix("Q-"),
                headcount_min=family.wants.count(want),
                qualification_id=None if language else want,
                language=ENGLISH if language else "",
            )

    def team(self, unit: str, people: int, wants: tuple[str, ...]) -> list[str]:
        """Return new people of the unit, the first of whom meet the wants one each."""
        return [self._hire(unit, want) for want in [*wants, *[""] * people][:people]]

    def _hire(self, unit: str, want: str) -> str:
        self._count += 1
        person = f"o-{self._count:04}"
        languages = {LANGUAGE, ENGLISH} if want == ENGLISH else {LANGUAGE}
        self._book.add(
            "persons",
            person_id=person,
            unit_id=unit,
            grade=next(self._grades),
            languages=sorted(languages),
        )
        if self._count % WISH_EVERY == 0:
            self._book.add("wishes", person_id=person, day=WISHED_OFF)
        if want.startswith("Q-"):
            self._book.add(
                "person_qualifications", person_id=person, qualification_id=want, expires=EXPIRES
            )
        return person

    def stand(self, key: str, unit: str, spell: Spell, team: list[str], slot: int = 1) -> None:
        """Put the team on the post for the spell."""
        for place, person in enumerate(team):
            duty = Duty(seconds_of(spell[1]), person, unit)
            self._book.stand(key, spell[0], slot + place, duty)

    def around_the_clock(self, key: str, family: Family, when: Spell) -> None:
        """Give each watch its own team, the same every day."""
        unit = family.holder or family.owner
        teams: dict[int, list[str]] = {}
        for watch, spell in watches(*when, ZONE):
            if watch not in teams:
                teams[watch] = self.team(unit, family.people, family.wants)
            self.stand(key, unit, spell, teams[watch])

    def at_gate(self, lanes: str, room: str, family: Family, when: Spell) -> None:
        """Give each watch three teams that take turns at the lanes and wait in between."""
        unit = family.owner
        by_watch: dict[int, list[Spell]] = {}
        for watch, spell in watches(*when, ZONE):
            by_watch.setdefault(watch, []).append(spell)
        for spells in by_watch.values():
            teams = [self.team(unit, family.people, family.wants) for _ in range(3)]
            for start, end in spells:
                stints = list(turns(start, end))
                for number, team in enumerate(teams):
                    own = stints[number::3]
                    for stint in own:
                        self.stand(lanes, unit, stint, team)
                    for wait in between(start, end, own):
                        self.stand(room, unit, wait, team, 1 + family.people * number)


def add_posts(book: Book) -> None:
    """Add every post with its people, and their shifts."""
    roster = Roster(book)
    for code, family in FAMILIES.items():
        for site in family.sites:
            tag = f"{code}-{site[-1]}" if len(family.sites) > 1 else code
            tag = f"{code}-{site[0]}{site[-1]}" if code == "MD" else tag
            for number in range(1, family.posts + 1):
                key = f"{tag}-{number:02}"
                roster.post(key, family, site)
                roster.around_the_clock(key, family, (at(family.start), at(family.end)))
    _add_roofs(roster)
    _add_sectors(book, roster)
    _add_gates(roster)


CITY_NETS = {"A": "N-HOUSE", "B": "N-BIRKWATER", "C": "N-CORRIN"}
CITY_DAYS = {
    "A": ("29T05:00", "29T18:00"),
    "B": ("29T15:00", "29T23:00"),
    "C": ("30T06:00", "30T18:00"),
}


def _watch(city: str, wants: tuple[str, ...]) -> Family:
    start, end = CITY_DAYS[city]
    return Family(
        sites=(),
        posts=1,
        people=2,
        field="protectees",
        owner="GUARD",
        net=CITY_NETS[city],
        wants=wants,
        start=start,
        end=end,
    )


def _add_roofs(roster: Roster) -> None:
    for position, (_, site, *_) in HELD.items():
        family, key = _watch(site[-1], ("Q-OBSERVE",)), f"OB-{position[2:]}"
        roster.post(key, family, site, position_id=position)
        roster.around_the_clock(key, family, (at(family.start), at(family.end)))


def _add_sectors(book: Book, roster: Roster) -> None:
    for exposure, (_, zone, start, end) in EXPOSURES.items():
        site = ZONES[zone][0]
        for number in range(SECTORS):
            family, key = _watch(site[-1], ("Q-CLOSE",)), f"SC-{exposure[2:]}-{number + 1}"
            when = (at(start) - minutes(60), at(end) + minutes(30))
            roster.post(key, family, site, start=when[0], end=when[1])
            roster.stand(key, "GUARD", when, roster.team("GUARD", 2, family.wants))
            book.add(
                "sectors",
                sector_id=f"SX-{exposure[2:]}-{number + 1}",
                exposure_id=exposure,
                post_id=key,
                bearing_from_deg=(SECTOR_DEG * number - OVERLAP_DEG) % 360,
                bearing_to_deg=SECTOR_DEG * (number + 1) % 360,
                start=at(start),
                end=at(end),
            )


def _add_gates(roster: Roster) -> None:
    for gate, way in GATES.items():
        family = Family(
            sites=(),
            posts=1,
            people=GATE_PEOPLE,
            field="accreditation",
            owner="ACCRED",
            net="N-GATES",
            wants=GATE_WANTS,
            start=way.opens,
            end=way.closes,
        )
        site, when = ZONES[way.zone][0], _hours(way.opens, way.closes)
        lanes, room = f"GT-{gate[2:]}", f"GR-{gate[2:]}"
        hours = {"start": when[0], "end": when[1]}
        # Whoever leads the gate waits with those who will relieve the others.
        roster.post(lanes, family, site, gate_id=gate, lead_post_id=room, **hours)
        waiting = Family(
            sites=(),
            posts=1,
            people=GATE_PEOPLE,
            field="accreditation",
            owner="ACCRED",
            net="N-GATES",
        )
        roster.post(room, waiting, site, **hours)
        roster.at_gate(lanes, room, family, when)


def _hours(opens: str, closes: str) -> tuple[datetime, datetime]:
    """Return the hours of a gate and three quarters of an hour before."""
    return at(opens) - minutes(45), at(closes)
