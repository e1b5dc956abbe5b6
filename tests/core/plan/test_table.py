from typing import Annotated

import pytest

from summitry.kit.canonical import canonical
from summitry.kit.errors import Text
from summitry.plan.attestation import Attestation
from summitry.plan.mandate import Event
from summitry.plan.places import Obstacle, Site
from summitry.plan.table import (
    Column,
    ColumnKind,
    Label,
    Row,
    key_text,
    table,
    table_of,
    target_of,
)
from summitry.plan.tables import MODULES, SIDE_TABLES, TABLES
from summitry.plan.terms import Field, Marking, Severity, highest
from tests.core.plan.test_tables_rows import T0, VALID


def test_tables_stand_in_reading_order() -> None:
    homes = [declared.row_type.__module__ for declared in TABLES.values()]

    assert homes == sorted(homes, key=[module.__name__ for module in MODULES].index)
    assert set(SIDE_TABLES) == {"attestations", "rulings", "people"}


def test_key_comes_first_and_marking_last() -> None:
    for declared in TABLES.values():
        names = [column.name for column in declared.columns]
        assert tuple(names[: len(declared.key)]) == declared.key
        assert ("marking" in names) is not declared.bulk
        if not declared.bulk:
            assert names[-1] == "marking"


def test_column_is_derived_from_the_row_type() -> None:
    column = TABLES["posts"].column("net_id")

    assert column == Column(
        name="net_id",
        kind=ColumnKind.ID,
        label="Net",
        required=False,
        optional=True,
        default=None,
        id_type="NetId",
    )
    assert target_of(column) == "nets"
    assert target_of(TABLES["posts"].column("name")) is None
    assert SIDE_TABLES["people"].column("birth_date").kind is ColumnKind.DAY


def test_every_reference_has_a_home_and_every_owner_is_a_column() -> None:
    for declared in (*TABLES.values(), *SIDE_TABLES.values()):
        for column in declared.columns:
            if column.id_type is not None:
                assert target_of(column) in TABLES
        if declared.owner is not None:
            assert declared.column(declared.owner).id_type == "UnitId"


def test_row_knows_its_table_and_key() -> None:
    shift = VALID["shift"][0](**VALID["shift"][1])

    assert table_of(shift) is TABLES["shifts"]
    assert TABLES["shifts"].key_of(shift) == "P|2025-10-25T02:00Z|1"
    assert TABLES["posts"].key_of(VALID["post"][0](**VALID["post"][1])) == "P"
    assert key_text(T0) == "2025-10-25T02:00Z"
    assert table_of(VALID["attestation"][0](**VALID["attestation"][1])).row_type is Attestation


def test_row_has_its_own_marking_or_the_table_s() -> None:
    sites = TABLES["sites"]

    assert sites.marking_of(Site(site_id="S", name="S")) is Marking.AMBER
    assert sites.marking_of(Site(site_id="S", name="S", marking=Marking.RED)) is Marking.RED


def test_markings_and_severities_are_ordered() -> None:
    assert [mark.height for mark in Marking] == [0, 1, 2, 3, 4]
    assert highest([Marking.GREEN, Marking.RED, Marking.AMBER]) is Marking.RED
    assert highest([]) is Marking.CLEAR
    assert [severity.depth for severity in Severity] == [0, 1, 2, 3]


def test_column_without_a_label_is_our_mistake() -> None:
    with pytest.raises(AssertionError, match=r"Bare\.bare_id has no label"):

        @table("bare", key=("bare_id",), label=Text("Bare"), field=Field.COMMAND)
        class Bare(Row, frozen=True, kw_only=True):
            bare_id: str

    assert "bare" not in TABLES


def test_table_whose_key_is_plain_text_is_no_home_of_ids() -> None:
    @table("worded", key=("word",), label=Text("Words"), field=Field.COMMAND, side=True)
    class Worded(Row, frozen=True, kw_only=True):
        word: Annotated[str, Label("Word")]

    declared = SIDE_TABLES.pop("worded")

    assert declared.row_type is Worded
    assert declared.column is not None


def test_equal_rows_have_equal_bytes() -> None:
    written = Obstacle(
        obstacle_id="O", name="O", top_m=3.0, footprint=((0.0, 0.0), (1.0, 0.0), (1.0, 1.0))
    )
    read = Obstacle(
        obstacle_id="O",
        name="O",
        top_m=3,
        base_m=float("-0.0"),
        footprint=((-0.0, 0), (1, 0), (1, 1)),
    )
    cells = VALID["event"][1]

    assert read == written
    assert canonical(read) == canonical(written)
    assert canonical(Event(**cells, timezone=str(b"UTC", "ascii"))) == canonical(Event(**cells))
    assert canonical(Event(**cells, timezone="Asia/Tokyo")) != canonical(Event(**cells))


@pytest.mark.parametrize("number", [0.1, 1e300, -2.5])
def test_numbers_stay_what_they_are(number: float) -> None:
    site = Site(site_id="S", name="S", x_m=number)

    assert site.x_m == number
    assert Site(site_id="S", name="S").x_m is None
