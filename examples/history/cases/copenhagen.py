"""Copenhagen, December 2009: three badges for a place, one desk, and a line that nobody kept."""

from cases.frame import HOUR, at, units
from summitry.plan.access import Count
from summitry.plan.accreditation import Desk
from summitry.plan.mandate import Event
from summitry.plan.places import Site, Zone
from summitry.plan.table import Row
from summitry.plan.terms import (
    Category,
    Jurisdiction,
    Level,
    Ring,
    SiteKind,
    Stage,
    UnitKind,
)


def rows() -> list[Row]:
    """Return the plan on the Monday of the second week, before the heads of State came."""
    event = Event(
        event_id="copenhagen-2009",
        name="Climate conference in Copenhagen (rebuilt; outlines and hours invented)",
        level=Level.HEAD_OF_STATE,
        opens=at("2009-12-16T09:00+01:00"),
        closes=at("2009-12-18T20:00+01:00"),
        timezone="Europe/Copenhagen",
        lead_unit_id="HOST",
        now=at("2009-12-14T20:00+01:00"),
    )
    counted = {Stage.REGISTERED: 45_215, Stage.APPROVED: 45_215, Stage.ISSUED: 3_500}
    return [
        event,
        *units(HOST=UnitKind.MINISTRY, POLICE=UnitKind.POLICE, SECRETARIAT=UnitKind.INTERNATIONAL),
        Site(site_id="CENTRE", name="Conference centre", kind=SiteKind.VENUE, owner_unit_id="HOST"),
        Zone(
            zone_id="INSIDE",
            site_id="CENTRE",
            name="Conference area (outline invented)",
            ring=Ring.MIDDLE,
            jurisdiction=Jurisdiction.UNITED_NATIONS,
            capacity_max=15_000,
            owner_unit_ids=("SECRETARIAT",),
            outline=((0, 0), (300, 0), (300, 300), (0, 300)),
        ),
        Zone(
            zone_id="OUTSIDE",
            site_id="CENTRE",
            name="Forecourt (outline invented)",
            owner_unit_ids=("POLICE",),
            outline=((0, 300), (300, 300), (300, 400), (0, 400)),
        ),
        *(
            Count(
                count_id=stage.value.upper(),
                category=Category.OBSERVER,
                zone_id="INSIDE",
                stage=stage,
                persons=persons,
                as_of=event.now - 2 * HOUR,
                source="Published",
            )
            for stage, persons in counted.items()
        ),
        Desk(
            desk_id="DESK",
            name="Accreditation desk (hours and counters invented)",
            site_id="CENTRE",
            start=at("2009-12-15T08:00+01:00"),
            end=at("2009-12-15T18:00+01:00"),
            counters=10,
            persons_per_hour=35,
            owner_unit_id="SECRETARIAT",
        ),
    ]
