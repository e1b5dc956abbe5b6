"""The lessons that the page on lessons shows are read and run as they stand there."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from summitry.cli.files import save
from summitry.cli.main import main
from summitry.package.package import Package
from summitry.plan.access import Gate
from summitry.plan.mandate import Event
from summitry.plan.organisation import Unit
from summitry.plan.programme import Item
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import ItemKind, Level

PAGE = Path(__file__).parents[2] / "docs" / "templates-and-lessons.md"
OPENS = datetime(2030, 5, 10, 7, tzinfo=UTC)
HOUR = timedelta(hours=1)


def gate(gate_id: str, opens: datetime, item: str | None) -> Gate:
    return Gate(
        gate_id=gate_id,
        name=gate_id,
        zone_id="Z",
        lanes=1,
        lane_persons_per_hour=180,
        opens=opens,
        closes=OPENS + 8 * HOUR,
        item_id=item,
        owner_unit_id="police",
    )


def test_lessons_of_the_page_find_what_they_say(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    event = Event(
        event_id="E", name="E", level=Level.OTHER, opens=OPENS, closes=OPENS + 8 * HOUR, now=OPENS
    )
    opening = Item(
        item_id="open",
        title="Opening",
        kind=ItemKind.OPENING,
        room_id="R",
        start=OPENS,
        end=OPENS + HOUR,
    )
    gates = (
        gate("late", OPENS - 2 * HOUR + timedelta(minutes=1), "open"),
        gate("early", OPENS - 2 * HOUR, "open"),
        gate("other", OPENS, None),
    )
    rows = [event, opening, Unit(unit_id="police", name="Police"), *gates]
    plan = tmp_path / "plan"
    save(Package(snapshot=Snapshot.of(rows)), plan)
    lessons, checks = re.findall(r"```csv\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    (plan / "lessons.csv").write_text(lessons, encoding="utf-8")
    (plan / "lesson_checks.csv").write_text(checks, encoding="utf-8")

    main(["check", str(plan), "--format", "json"])
    found = json.loads(capfdbinary.readouterr().out)["findings"]

    assert [
        (each["code"], each["table"], each["key"], each["facts"])
        for each in found
        if each["code"].startswith("L-")
    ] == [
        ("L-late-gate", "gates", "late", {"key": "late"}),
        ("L-rehearsal", "lessons", "rehearsal", {"have": 0, "need": 1}),
    ]
