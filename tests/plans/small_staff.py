"""Who holds the posts of the small plan, with relief and overlap."""

from datetime import date, timedelta

from summitry.plan.mandate import EventLimit
from summitry.plan.organisation import Person, PersonQualification
from summitry.plan.posts import Post, PostRequirement, Sector, Shift
from summitry.plan.table import Row
from tests.plans.small_moments import at


class Staff:
    """Persons, posts and the shifts that hold them, with relief and overlap."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self._count = 0

    def person(self, unit: str, **held: object) -> str:
        self._count += 1
        name = f"N-{self._count:03d}"
        self.rows.append(Person(person_id=name, unit_id=unit, languages=("en", "vi")))
        for kind, expires in held.items():
            self.rows.append(
                PersonQualification(person_id=name, qualification_id=kind, expires=expires)
            )
        return name

    def post(self, name: str, start: float, end: float, **more: object) -> Post:
        cells = {"net_id": "N1", "owner_unit_id": "U-1", "holder_unit_id": "U-1"} | more
        row = Post(post_id=name, name=name, site_id="hall", start=at(start), end=at(end), **cells)
        self.rows.append(row)
        return row

    def relay(self, post: Post, hours: float, heads: int, **held: object) -> None:
        """Hold the post with new people every so many hours, each overlapping by half an hour."""
        start = post.start
        while start < post.end:
            end = min(start + timedelta(hours=hours + 0.5), post.end)
            for slot in range(1, heads + 1):
                unit = str(post.holder_unit_id)
                self.rows.append(
                    Shift(
                        post_id=post.post_id,
                        start=start,
                        slot=slot,
                        end=end,
                        person_id=self.person(unit, **held),
                        unit_id=unit,
                    )
                )
            start += timedelta(hours=hours)


def staff() -> list[Row]:
    team = Staff()
    for number in (1, 2):
        place = {"x_m": -38.0, "y_m": 10.0} if number == 1 else {}
        gate = team.post(f"P-gate{number}", -3, 2, headcount_min=2, gate_id=f"G-{number}", **place)
        team.relay(gate, 1.5, 2, search=date(2025, 12, 31))
        team.rows.append(
            PostRequirement(post_id=gate.post_id, requirement="search", qualification_id="search")
        )
    roof = team.post("P-roof", -4, 4, position_id="PO-roof", net_id="N2", holder_unit_id="U-2")
    team.relay(roof, 4, 1)
    aid = team.post("P-aid", -3, 11, headcount_min=2, field="medical", holder_unit_id="U-3")
    team.relay(aid, 6, 2, medic=date(2025, 10, 25), search=date(2026, 1, 1))
    team.rows += [
        PostRequirement(post_id="P-aid", requirement="medic", qualification_id="medic"),
        PostRequirement(post_id="P-aid", requirement="speaks", language="en"),
    ]
    for number in range(3):
        post = team.post(f"P-steps{number}", -2, 1, headcount_min=1, lead_post_id="P-roof")
        team.relay(post, 3, 1)
        team.rows.append(
            Sector(
                sector_id=f"SE-{number}",
                exposure_id="EX-1",
                post_id=post.post_id,
                bearing_from_deg=(300 + 120 * number) % 360,
                bearing_to_deg=(65 + 120 * number) % 360,
                start=at(-2),
                end=at(1),
            )
        )
    team.rows += _two_duties(team)
    return team.rows


def _two_duties(team: Staff) -> list[Row]:
    """Return one person with two posts at two sites, the way between, and a rest afterwards."""
    name = team.person("U-1")
    first = team.post("P-salon", -2, 2)
    second = Post(
        post_id="P-hotel",
        name="P-hotel",
        site_id="hotel",
        start=at(2.5),
        end=at(6),
        net_id="N1",
        owner_unit_id="U-1",
        holder_unit_id="U-1",
    )
    third = team.post("P-night", 18, 20)
    own = (("P-salon", -2, 2), ("P-hotel", 2.5, 6), ("P-night", 18, 20))
    assert (first.post_id, third.post_id) == ("P-salon", "P-night")
    limit = EventLimit(limit_id="rest_hours_min", value=0.25, source="the host")
    return [
        second,
        limit,
        *(
            Shift(post_id=p, start=at(a), end=at(b), person_id=name, unit_id="U-1")
            for p, a, b in own
        ),
    ]
