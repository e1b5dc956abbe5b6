"""A plan made of the rows that a test gives, as pictures are drawn from it."""

import re
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest

from summitry.plan.attestation import Attestations
from summitry.plan.mandate import Event
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import Level
from summitry.report.assessment import Assessment, MomentFrom
from summitry.report.formats import Formats
from summitry.report.language import language
from summitry.report.pictures.sheet import Source, Wish

NOW = datetime(2030, 5, 1, 9, tzinfo=UTC)
SVG = "{http://www.w3.org/2000/svg}"


def day(number, hour=0):
    return datetime(2030, 5, number, hour, tzinfo=UTC)


def source_of(rows, code="en", *, entries=(), findings=(), at=NOW, **wish):
    event = Event(
        event_id="E",
        name="Trial summit",
        level=Level.HEAD_OF_STATE,
        opens=day(10),
        closes=day(11),
    )
    snapshot = Snapshot.of([event, *rows])
    assessment = Assessment(
        snapshot=snapshot,
        attestations=Attestations(entries),
        findings=tuple(findings),
        rules=(),
        at=at,
        moment_from=MomentFrom.GIVEN,
        plan_hash=snapshot.root().hex(),
    )
    return Source(
        assessment=assessment,
        formats=Formats(language(code), event.zone),
        findings=tuple(findings),
        wish=Wish(**wish),
    )


class Drawn:
    """A picture as a reader of its elements finds it."""

    def __init__(self, picture):
        self.picture = picture
        self.root = ET.fromstring(  # noqa: S314  # our own drawing
            f'<svg xmlns="http://www.w3.org/2000/svg">{picture.body}</svg>'
        )

    def texts(self):
        """Return every text in whole, a shortened one as its title says it."""
        return [
            title.text if (title := each.find(f"{SVG}title")) is not None else each.text
            for each in self.root.iter(f"{SVG}text")
        ]

    def of(self, look):
        """Return the elements that have this class."""
        return [each for each in self.root.iter() if look in each.get("class", "").split()]

    def titles(self, look):
        return [each.findtext(f"{SVG}title") for each in self.of(look)]

    def hatched(self):
        fill = f"url(#{self.picture.kind}-hatch)"
        return [each for each in self.root.iter() if each.get("fill") == fill]

    def numbers(self):
        """Return every number of every place, to see that all lie on the drawing."""
        names = ("x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "points")
        for element in self.root.iter():
            if element.tag.removeprefix(SVG) in {"pattern", "line"}:
                continue
            for name in names:
                found = re.findall(r"-?[\d.]+", element.get(name, ""))
                yield from map(float, found)


@pytest.fixture
def make():
    return source_of


@pytest.fixture
def seen():
    return Drawn
