"""What a line probably is, in every language of the desk."""

import pytest

from summitry.operations.bodies import (
    Absence,
    Closure,
    Decision,
    Delay,
    Failure,
    FieldReport,
    Incident,
    Note,
    Order,
    Priority,
    RadioMessage,
    Thing,
)
from summitry.operations.guess import Places, guessed
from summitry.operations.lexicon import KINDS, PRIORITIES
from summitry.plan.posts import Post
from summitry.plan.snapshot import Snapshot
from tests.plans.small import small
from tests.plans.small_moments import at

PLAN, _ = small()
PLACES = Places(PLAN)


@pytest.mark.parametrize(
    ("line", "kind", "priority"),
    [
        ("smoke in the kitchen of the hotel", Incident, Priority.ROUTINE),
        ("Shots fired at the gate", Incident, Priority.IMMEDIATE),
        ("Officer absent at P-gate1", Absence, Priority.URGENT),
        ("Flight FG-1 delayed 40 min", Delay, Priority.ROUTINE),
        ("Order: shut gate 2", Order, Priority.ROUTINE),
        ("tea was served", Note, Priority.ROUTINE),
        ("Incendie au deuxième étage", Incident, Priority.IMMEDIATE),
        ("Vol FG-1 : retard de 40 min", Delay, Priority.ROUTINE),
        ("Calle bloqueada por un camión", Closure, Priority.ROUTINE),
        ("Решение: продолжать", Decision, Priority.ROUTINE),
        ("Пожар на крыше", Incident, Priority.IMMEDIATE),
        ("Jalan ditutup", Closure, Priority.ROUTINE),
        ("Cổng 2 báo cáo yên tĩnh", FieldReport, Priority.ROUTINE),
        ("Cháy ở nhà bếp", Incident, Priority.IMMEDIATE),
        ("东门起火", Incident, Priority.IMMEDIATE),
        ("航班延误四十分钟", Delay, Priority.ROUTINE),
        ("الطريق مسدود", Closure, Priority.ROUTINE),
        ("حريق في المطبخ", Incident, Priority.IMMEDIATE),
        ("Radio: all quiet", RadioMessage, Priority.ROUTINE),
        ("net down since five", Failure, Priority.ROUTINE),
    ],
)
def test_a_line_is_told_for_what_it_is(line, kind, priority):
    guess = guessed(line, PLACES)

    assert (guess.kind, guess.priority) == (kind, priority)


def test_the_word_that_decided_is_named():
    assert guessed("Smoke in the hall", PLACES).because == "smoke"
    assert guessed("tea was served", PLACES).because == ""


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("man down at p-GATE1 now", Thing("posts", "P-gate1")),
        ("p-gate12 is no post", None),
        ("flight fg-1 landed", Thing("flights", "FG-1")),
        ("nothing", None),
    ],
)
def test_a_place_is_found_by_its_id(line, place):
    assert guessed(line, PLACES).place == place


def test_a_place_is_found_by_its_name_in_any_script_the_longest_first():
    names = {"east": "东门", "east-inner": "东门内厅", "cafe": "Café \uff2eord"}
    plan = Snapshot.of(
        [
            Post(post_id=key, name=name, site_id="s", start=at(0), end=at(1))
            for key, name in names.items()
        ]
    )

    found = [
        guessed(line, Places(plan)).place
        for line in ("可疑物品在东门内厅发现", "在东门发现", "quiet at CAFÉ Nord")
    ]

    assert found == [Thing("posts", key) for key in ("east-inner", "east", "cafe")]


@pytest.mark.parametrize(
    ("line", "minutes"),
    [
        ("late 40 min", 40),
        ("trễ 15 phút", 15),
        ("延误40分钟", 40),
        ("at 14:05", None),
        ("+20'", 20),
    ],
)
def test_minutes_are_read_off(line, minutes):
    assert guessed(line, PLACES).minutes == minutes


def test_every_word_of_the_lexicon_finds_its_own_list():
    for kind, words in KINDS:
        for word in words:
            assert guessed(f"x {word} x", PLACES).kind in {each for each, _ in KINDS}, (kind, word)
    for priority, words in PRIORITIES:
        for word in words:
            assert guessed(f"x {word} x", PLACES).priority.depth <= priority.depth, word
