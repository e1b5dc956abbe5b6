"""Every kind of picture: drawn from any plan, in every language, marked, its choices known."""

from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest

from summitry.kit.errors import SummitryError
from summitry.plan.mandate import Objective
from summitry.plan.organisation import Unit
from summitry.plan.places import Site, Zone
from summitry.plan.plans import Task
from summitry.plan.tables import TABLES
from summitry.plan.terms import Marking
from summitry.report.assessment import Assessment, MomentFrom
from summitry.report.formats import Formats
from summitry.report.language import NAMES, language
from summitry.report.pictures.gallery import (
    KINDS,
    document,
    marking_of,
    page_marking,
    page_pictures,
)
from summitry.report.pictures.sheet import Source
from summitry.report.refusals import sentences
from tests.plans.small import small as small_plan

DAY = datetime(2030, 5, 3, tzinfo=UTC)
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def small():
    plan, attestations = small_plan()
    return Assessment(
        snapshot=plan,
        attestations=attestations,
        findings=(),
        rules=(),
        at=plan.event.now,
        moment_from=MomentFrom.PLAN,
        plan_hash=plan.root().hex(),
    )


def source(assessment, code="en"):
    formats = Formats(language(code), assessment.event.zone)
    return Source(assessment=assessment, formats=formats, findings=assessment.findings)


@pytest.mark.parametrize("code", NAMES)
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_a_whole_document_in_each_language(small, kind, code):
    root = ET.fromstring(document(kind, source(small, code)))  # noqa: S314  # our own drawing

    ids = [each.get("id") for each in root.iter() if each.get("id")]
    assert root.get("role") == "img"
    assert len(ids) == len(set(ids))
    assert {each.tag.removeprefix(SVG) for each in root.iter()} & {"script", "image", "a"} == set()
    assert {each.get("style") for each in root.iter()} == {None}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_an_empty_plan_says_that_there_is_nothing(make, kind):
    root = ET.fromstring(document(kind, make([])))  # noqa: S314  # our own drawing

    # Marking, title, subject, and at least one remark.
    assert len(list(root.iter(f"{SVG}text"))) >= 4


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_each_kind_reads_tables_that_there_are(kind):
    assert set(kind.reads) <= set(TABLES)
    assert set(kind.needs) <= set(TABLES)
    assert not any(TABLES[name].bulk for name in kind.reads)


def test_document_bears_the_narrowest_mark_of_what_it_shows(make):
    kept = make([Zone(zone_id="Z", site_id="S", name="Zone", marking=Marking.RED)])

    assert marking_of(KINDS["zones"], kept.assessment) is Marking.RED
    assert marking_of(KINDS["matrix"], kept.assessment) is Marking.GREEN
    assert "TLP:RED" in document("zones", kept)


def test_document_names_event_moment_and_plan(make):
    drawn = make([])

    told = document("matrix", drawn)

    assert "Trial summit" in told
    assert drawn.assessment.plan_hash[:16] in told


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_choice_that_changes_nothing_is_refused(make, kind):
    rows = [Unit(unit_id="U", name="Unit"), Site(site_id="S", name="Site")]
    wishes = {
        "from": {"start": DAY},
        "to": {"end": DAY},
        "unit": {"unit": "U"},
        "site": {"site": "S"},
    }

    refused = set()
    for name, wish in wishes.items():
        try:
            document(kind.name, make(rows, at=datetime(2030, 5, 1, tzinfo=UTC), **wish))
        except SummitryError as refusal:
            if refusal.code == "draw.unused_choice":
                refused.add(name)

    assert refused == set(wishes) - set(kind.choices)


def test_picture_without_choices_says_so(make):
    with pytest.raises(SummitryError) as caught:
        document("reach", make([], start=DAY))

    (told,) = sentences(caught.value, language("en"))
    assert told.endswith("This picture knows these choices: none.")


@pytest.mark.parametrize(
    ("kind", "wish", "code"),
    [
        ("matrix", {"unit": "GONE"}, "filter.unknown_unit"),
        ("zones", {"site": "GONE"}, "draw.unknown_site"),
    ],
)
def test_unit_or_site_that_the_plan_has_not_is_refused(make, kind, wish, code):
    with pytest.raises(SummitryError) as caught:
        document(kind, make([], **wish))

    assert caught.value.code == code


def test_page_shows_the_pictures_whose_tables_have_rows(make):
    def shown(rows):
        drawn = make(rows)
        pictures = page_pictures(drawn.assessment, drawn.formats, ())
        return [picture.kind for picture in pictures]

    objective = Objective(objective_id="O", name="Safety")
    task = Task(task_id="T", title="Lock doors", plan_id="P")
    assert shown([]) == []
    assert shown([objective]) == ["objectives"]
    assert shown([objective, task]) == ["objectives", "matrix"]


def test_page_bears_the_mark_of_the_pictures_that_it_shows(make):
    task = Task(task_id="T", title="Lock doors", plan_id="P", marking=Marking.RED)
    zone = Zone(zone_id="Z", site_id="S", name="Zone", marking=Marking.RED)

    assert page_marking(make([task]).assessment) is Marking.RED
    assert page_marking(make([zone]).assessment) is Marking.CLEAR
