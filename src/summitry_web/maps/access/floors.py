"""Floor plans that the reader may see, and how each lies on the drawing."""

from datetime import datetime

from django.urls import reverse
from msgspec import Struct

from summitry_web.accounts.can import Actor, can
from summitry_web.accounts.pages import Here
from summitry_web.accounts.roles import Verb
from summitry_web.frame.refused import Denied
from summitry_web.maps.models import FloorPlan
from summitry_web.plans.access import rows_for, sees, things_of
from summitry_web.vault.access import Attachment, may_read, thing_of

Matrix = tuple[float, float, float, float, float, float]


class Floor(Struct, frozen=True, kw_only=True):
    """A floor plan as it is drawn."""

    number: int
    site: str
    name: str
    marking: str
    address: str
    width: int
    height: int
    opacity: float
    matrix: Matrix
    """From pixels to the drawing, whose northings are negative."""


def matrix_of(pixels: tuple[complex, complex], metres: tuple[complex, complex]) -> Matrix:
    """Return the turn, scale and shift that put two pixels on two places (x + y·i, y downwards)."""
    factor = (metres[1] - metres[0]) / (pixels[1] - pixels[0])
    shift = metres[0] - factor * pixels[0]
    return (factor.real, factor.imag, -factor.imag, factor.real, shift.real, shift.imag)


def may_read_picture(actor: Actor, attachment: Attachment, at: datetime) -> bool:
    """Say whether the actor may read the site that the picture is of, and the picture's marking."""
    site = attachment.subject_key.rpartition("/")[0]
    return bool(can(actor, Verb.READ, thing_of(attachment), at=at)) and sees(
        actor, attachment.event, "sites", site, at=at
    )


def floors_of(here: Here, site: str) -> tuple[Floor, ...]:
    """Return the floor plans of the site that the reader may see."""
    found = FloorPlan.objects.filter(event=here.event, site_id=site).select_related("attachment")
    return tuple(
        floor_shown(here, each)
        for each in found
        if may_read(here.actor, each.attachment, at=here.at)
    )


def may_add_floor(here: Here, site: str) -> bool:
    """Say whether the reader may put a picture under the site, as who may edit its row."""
    stored = rows_for(here.actor, here.event, "sites", at=here.at).filter(key=site).first()
    return stored is not None and here.may(Verb.EDIT, things_of([stored])[stored.pk])


def floor_for(here: Here, number: int) -> FloorPlan:
    """Return the floor plan; denied alike where there is none and where it is not the reader's."""
    found = FloorPlan.objects.filter(event=here.event, pk=number).first()
    if found is None or not may_read(here.actor, found.attachment, at=here.at):
        raise Denied("floor")
    return found


def floor_shown(here: Here, floor: FloorPlan) -> Floor:
    """Return the floor plan as it is drawn."""
    pixels = (
        complex(floor.pixel_x_1, floor.pixel_y_1), complex(floor.pixel_x_2, floor.pixel_y_2)
    )  # fmt: skip
    metres = (complex(floor.east_m_1, -floor.north_m_1), complex(floor.east_m_2, -floor.north_m_2))
    kept = floor.attachment
    return Floor(
        number=floor.pk,
        site=floor.site_id,
        name=kept.name,
        marking=kept.marking,
        address=reverse("vault:download", kwargs={"event": here.event.slug, "number": kept.pk}),
        width=floor.width,
        height=floor.height,
        opacity=floor.opacity,
        matrix=matrix_of(pixels, metres),
    )
