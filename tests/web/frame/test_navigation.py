"""The ways through an event."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import path

from summitry.kit.errors import Text
from summitry_web.frame import navigation
from summitry_web.frame.navigation import (
    Stage,
    StageShown,
    Way,
    add_entry,
    add_own,
    own_shown,
    stages_shown,
)


def nothing(_request: HttpRequest, event: str = "") -> HttpResponse:
    return HttpResponse(event)


urlpatterns = [
    path("e/<slug:event>/", nothing, name="overview"),
    path("e/<slug:event>/posts/", nothing, name="posts"),
    path("e/<slug:event>/posts/new/", nothing, name="new-post"),
    path("e/<slug:event>/lessons/", nothing, name="lessons"),
    path("me/", nothing, name="me"),
]


@pytest.fixture(autouse=True)
def _entries() -> Iterator[None]:
    before = list(navigation._ENTRIES), list(navigation._OWN)
    navigation._ENTRIES.clear()
    navigation._OWN.clear()
    with override_settings(ROOT_URLCONF=__name__):
        yield
    navigation._ENTRIES[:], navigation._OWN[:] = before


class Here:
    event = SimpleNamespace(slug="summit")

    def __init__(self, *verbs: str) -> None:
        self.verbs = verbs

    def may(self, verb: str) -> bool:
        return verb in self.verbs


def three() -> None:
    add_entry("follow-up", Text("Lessons"), "lessons", "triage")
    add_entry(Stage.PREPARE, Text("Overview"), "overview", "read")
    add_entry(Stage.DEPLOY, Text("Posts"), "posts", "read")
    add_entry(Stage.DEPLOY, Text("Posts"), "posts", "read")


def test_stages_come_in_the_order_of_an_events_life_with_what_is_granted() -> None:
    three()

    shown = stages_shown(Here("read"), "/e/summit/posts/?q=a")

    assert shown == (
        StageShown(
            label=Text("Prepare"), ways=(Way(label=Text("Overview"), address="/e/summit/"),)
        ),
        StageShown(
            label=Text("Deploy"),
            ways=(Way(label=Text("Posts"), address="/e/summit/posts/", current="page"),),
        ),
    )
    assert [stage.is_current for stage in shown] == [False, True]


def test_a_thing_belongs_to_the_nearest_page_above_it() -> None:
    three()

    shown = stages_shown(Here("read", "triage"), "/e/summit/posts/P-1/")

    assert [way.current for stage in shown for way in stage.ways] == ["", "true", ""]


def test_outside_an_event_there_are_no_ways() -> None:
    three()

    assert stages_shown(None, "/") == ()


def test_ones_own_pages_are_in_the_menu() -> None:
    add_own(Text("Your account"), "me")
    add_own(Text("Your account"), "me")

    assert own_shown("/me/?x") == (Way(label=Text("Your account"), address="/me/", current="page"),)
    assert own_shown("/") == (Way(label=Text("Your account"), address="/me/"),)
