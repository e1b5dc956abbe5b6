"""Floor plans are kept, set to scale and taken away; a plan on paper is noted as an export."""

from datetime import datetime
from io import BytesIO
from secrets import token_hex
from typing import BinaryIO

from django.db import transaction
from msgspec import Struct
from PIL import Image

from summitry.kit.errors import SummitryError
from summitry.plan.terms import Marking
from summitry_web.accounts.can import Actor, Thing, require
from summitry_web.accounts.roles import Verb
from summitry_web.events.models import Event
from summitry_web.journal.actions import record
from summitry_web.maps.models import FloorPlan
from summitry_web.plans.access import stored_row_for, things_of
from summitry_web.vault.actions import Safe, examine, forget, keep_examined
from summitry_web.vault.parse.kinds import Kind

PICTURES = frozenset({Kind.PNG, Kind.JPEG})
TABLE = "floor_plans"
OPACITY_MIN = 0.1


class Scale(Struct, frozen=True, kw_only=True):
    """Two pixels and the places in metres that they stand for, and how strongly it is drawn."""

    pixels: tuple[tuple[float, float], tuple[float, float]]
    metres: tuple[tuple[float, float], tuple[float, float]]
    opacity: float = 0.6


def examine_floor(event: Event, stream: BinaryIO, name: str, marking: Marking) -> Safe:
    """Return the picture as it may be kept: re-encoded; this takes a second.

    Raises
    ------
    SummitryError
        ``floor.kind`` for anything but PNG and JPEG, and what the vault refuses.
    """
    safe = examine(event, stream, name, marking=marking)
    if safe.kind not in PICTURES:
        raise SummitryError("floor.kind", name=safe.name)
    return safe


@transaction.atomic
def keep_floor(  # who, where, what, how large, when
    actor: Actor, event: Event, site: str, safe: Safe, *, frame: tuple[float, float, float],
    at: datetime,
) -> FloorPlan:  # fmt: skip
    """Keep the examined picture under the site and return it, as wide as the frame.

    Parameters
    ----------
    frame
        West, north and width of the drawing: where the picture lies until its scale is set.
    """
    thing = _thing(actor, event, site, at=at)
    with Image.open(BytesIO(safe.content)) as picture:
        width, height = picture.size
    west, north, span = frame
    made = FloorPlan(
        event=event, site_id=site, width=width, height=height,
        pixel_x_1=0, pixel_y_1=0, pixel_x_2=width, pixel_y_2=0,
        east_m_1=west, north_m_1=north, east_m_2=west + span, north_m_2=north,
        by_person_id=actor.person_id, at=at,
    )  # fmt: skip
    made.attachment = keep_examined(
        actor,
        event,
        safe,
        subject=(TABLE, f"{site}/{token_hex(6)}"),
        owners=thing.owners,
        at=at,
    )
    made.save()
    record("floor.kept", journal=event.slug, actor=actor.person_id, at=at, subject=f"sites/{site}")
    return made


@transaction.atomic
def place_floor(actor: Actor, floor: FloorPlan, scale: Scale, *, at: datetime) -> None:
    """Fix the picture at the two points.

    Raises
    ------
    SummitryError
        ``floor.same_points`` and ``floor.opacity``.
    """
    _thing(actor, floor.event, floor.site_id, at=at)
    if scale.pixels[0] == scale.pixels[1] or scale.metres[0] == scale.metres[1]:
        raise SummitryError("floor.same_points")
    if not OPACITY_MIN <= scale.opacity <= 1:
        raise SummitryError("floor.opacity", got=scale.opacity)
    (floor.pixel_x_1, floor.pixel_y_1), (floor.pixel_x_2, floor.pixel_y_2) = scale.pixels
    (floor.east_m_1, floor.north_m_1), (floor.east_m_2, floor.north_m_2) = scale.metres
    floor.opacity = scale.opacity
    floor.by_person_id, floor.at = actor.person_id, at
    floor.save()
    record(
        "floor.placed", journal=floor.event.slug, actor=actor.person_id, at=at,
        subject=f"sites/{floor.site_id}", facts={"floor": floor.pk},
    )  # fmt: skip


@transaction.atomic
def drop_floor(actor: Actor, floor: FloorPlan, *, at: datetime) -> None:
    """Take the picture away, its bytes too."""
    _thing(actor, floor.event, floor.site_id, at=at)
    kept, event, site = floor.attachment, floor.event, floor.site_id
    floor.delete()
    forget(event, kept.subject_table, kept.subject_key, actor=actor.person_id, at=at)
    record(
        "floor.dropped", journal=event.slug, actor=actor.person_id, at=at, subject=f"sites/{site}"
    )


@transaction.atomic
def note_print(actor: Actor, event: Event, site: str, *, at: datetime) -> None:
    """Write down that the actor took the site's plan away on paper."""
    require(actor, Verb.EXPORT, at=at)
    record(
        "map.printed", journal=event.slug, actor=actor.person_id, at=at, subject=f"sites/{site}",
        facts={"revision": event.revision},
    )  # fmt: skip


def _thing(actor: Actor, event: Event, site: str, *, at: datetime) -> Thing:
    """Return the site's row as rights see it, once the actor may edit it."""
    stored = stored_row_for(actor, event, "sites", site, at=at)
    thing = things_of([stored])[stored.pk]
    require(actor, Verb.EDIT, thing, at=at)
    return thing
