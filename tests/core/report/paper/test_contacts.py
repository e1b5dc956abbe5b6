"""The contact sheet."""

from summitry.plan.organisation import Person
from summitry.report.paper.document import Kind
from tests.plans.papers import part, sheet_of, told


def test_sheet_tells_desks_command_posts_nets_lines_and_offices():
    shown = sheet_of(Kind.CONTACTS)

    assert part(shown, "Duty desks") == [
        ["Duty officer", "U-1", "+84 24 0000 0000", "", ""],
    ]
    assert part(shown, "Command posts") == [
        ["Main", "strategic", "U-1", "Hall", "Ring / Detail", ""],
        ["East", "tactical", "U-2", "Hotel", "Ring / East side", ""],
    ]
    assert part(shown, "Direct lines") == [["Main / East", "direct line", "U-1"]]
    assert [row[0] for row in part(shown, "Nets")] == ["Ring", "East side", "Detail"]
    assert [row[0] for row in part(shown, "Offices")] == ["U-1", "U-2", "U-3"]


def test_no_person_stands_on_it():
    shown = sheet_of(Kind.CONTACTS, [Person(person_id="N-secret", unit_id="U-1", grade="colonel")])

    assert "N-" not in told(shown)
    assert "colonel" not in told(shown)
