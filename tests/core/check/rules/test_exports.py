import pytest

from summitry.plan.access import Export
from summitry.plan.organisation import Unit
from summitry.plan.terms import Marking
from tests.plans.one_rule import found, told


def export(*contents, audience=Marking.GREEN):
    return Export(
        export_id="hotels",
        name="For hotels",
        recipient="Duty managers",
        audience=audience,
        contents=tuple(sorted(contents)),
    )


def unit(unit_id, marking=None):
    return Unit(unit_id=unit_id, name="Unit", marking=marking)


@pytest.mark.parametrize(
    ("audience", "severities"),
    [(Marking.GREEN, ["high"]), (Marking.AMBER, []), (Marking.RED, [])],
)
def test_an_export_goes_up_to_its_audience(audience, severities):
    findings = found("C-84", [unit("police"), export("units", audience=audience)])

    assert [finding.severity for finding in findings] == severities


def test_one_red_row_makes_it_critical():
    rows = [unit("guard", Marking.RED), unit("police"), export("units.name")]

    findings = found("C-84", rows)

    assert told(findings) == [("over", "exports", "hotels", "units.name", "critical")]
    assert findings[0].facts == {
        "export": "hotels",
        "entry": "units.name",
        "audience": "TLP:GREEN",
        "marked": "TLP:RED",
        "rows": 2,
    }
    assert findings[0].marking is Marking.RED
    assert findings[0].joins == (("units", "guard"),)


def test_rows_marked_below_their_table_may_go_out():
    rows = [unit("city", Marking.CLEAR), export("units", audience=Marking.CLEAR)]

    assert found("C-84", rows) == ()


@pytest.mark.parametrize(
    ("entry", "severity"), [("units", "high"), ("shifts", "high"), ("people", "critical")]
)
def test_empty_bulk_and_side_tables_bear_the_marking_of_their_declaration(entry, severity):
    findings = found("C-84", [export(entry)])

    assert told(findings) == [("over", "exports", "hotels", entry, severity)]


@pytest.mark.parametrize("entry", ["nowhere", "units.colour", "units.", "figures.value.x"])
def test_a_table_or_column_that_nobody_knows_is_found(entry):
    findings = found("C-84", [export("figures", entry)])

    assert told(findings) == [("unknown", "exports", "hotels", entry, "high")]


def test_each_entry_is_a_finding_of_its_own():
    findings = found("C-84", [export("gates", "zones")])

    assert [finding.discriminator for finding in findings] == ["gates", "zones"]
