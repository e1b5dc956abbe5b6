"""ICS 209: the incident status summary."""

import pytest

from summitry.kit.errors import SummitryError
from summitry.operations.bodies import Incident, IncidentChanged, IncidentStatus
from summitry.operations.papers.ics_status import status_summary
from tests.plans.entered import entered
from tests.plans.reported import reading, shown

FORM = [
    "# 1. Incident Name",
    "Fire in the kitchen | #13",
    "# 2. Incident Number",
    "CP-1#13 | #13",
    "# 3. Report Version",
    "Update | #13 #17",
    "# 4. Incident Commander(s) & Agency or Organization",
    "person N-U-1, U-1 | ",
    "# 5. Incident Management Organization",
    "# 6. Incident Start Date/Time",
    "09:13 | #13",
    "# 7. Current Incident Size or Area Involved",
    "# 8. Percent (%) Contained or Completed",
    "# 9. Incident Definition",
    "# 10. Incident Complexity Level",
    "# 11. For Time Period",
    "From 09:10 to 10:00 | ",
    "# 12. Prepared By",
    "# 13. Date/Time Submitted",
    "# 14. Approved By",
    "# 15. Primary Location, Organization, or Agency Sent To",
    "# 16. State",
    "# 17. County/Parish/Borough",
    "# 18. City",
    "# 19. Unit or Other",
    "# 20. Incident Jurisdiction",
    "U-1 | ",
    "# 21. Incident Location Ownership (if different than jurisdiction)",
    "# 22. Longitude and Latitude",
    "# 23. US National Grid Reference",
    "# 24. Legal Description (township, section, range)",
    "# 25. Short Location or Area Description",
    "Hall (hall) | #13",
    "# 26. UTM Coordinates",
    "# 27. Note any electronic geospatial data included or attached",
    "# 28. Significant Events for the Time Period Reported",
    "Reported at 09:12: Smoke from the kitchen | #12",
    "At 09:17: contained. Flames are out | #17",
    "Ordered at 09:15: “Clear the kitchen”, to P-gate1 and U-2. | #15",
    "“Clear the kitchen” was not yet read back by U-2. | #15",
    "“Clear the kitchen” was begun at 09:28. | #15 #28",
    "# 29. Primary Materials or Hazards Involved",
    "# 30. Damage Assessment Information",
    "# 31. Public Status Summary",
    "# 32. Responder Status Summary",
    "# 33. Life, Safety, and Health Status/Threat Remarks",
    "# 34. Life, Safety, and Health Threat Management",
    "# 35. Weather Concerns",
    "# 36. Projected Incident Activity, Potential, Movement, Escalation, or Spread",
    "# 37. Strategic Objectives",
    "# 38. Current Incident Threat Summary and Risk Information",
    "# 39. Critical Resource Needs",
    "# 40. Strategic Discussion",
    "# 41. Planned Actions for Next Operational Period",
    "By 09:40: “Clear the kitchen”, by P-gate1 and U-2. | #15",
    "# 42. Projected Final Incident Size/Area",
    "# 43. Anticipated Incident Management Completion Date",
    "# 44. Projected Significant Resource Demobilization Start Date",
    "# 45. Estimated Incident Costs to Date",
    "# 46. Projected Final Incident Cost Estimate",
    "# 47. Remarks",
    "# 48. Agency or Organization",
    "U-2 | #15",
    "U-1 | #15",
    "# 49. Resources",
    "# 50. Additional Personnel not assigned to a resource",
    "# 51. Total Personnel",
    "# 52. Total Resources",
    "# 53. Additional Cooperating and Assisting Organizations Not Listed Above",
]


def test_the_form_tells_what_the_record_holds_and_leaves_the_rest_blank():
    assert shown(status_summary(reading(), "CP-1-13")) == FORM


def test_the_blocks_are_numbered_as_fema_numbers_them():
    paper = status_summary(reading(), "CP-1-13")

    assert [part.title.partition(".")[0] for part in paper.parts] == [
        str(number) for number in range(1, 54)
    ]


@pytest.mark.parametrize(
    ("changes", "version"),
    [
        ([], "Initial | #11"),
        ([IncidentStatus.CONTAINED], "Update | #11 #12"),
        ([IncidentStatus.CONTAINED, IncidentStatus.CLOSED], "Final | #11 #13"),
    ],
)
def test_the_version_follows_the_incident(changes, version):
    events = [
        entered(11, Incident(title="Fire")),
        *(
            entered(number, IncidentChanged(to="CP-1-11", status=status))
            for number, status in enumerate(changes, start=12)
        ),
    ]
    lines = shown(status_summary(reading(events), "CP-1-11"))

    assert lines[lines.index("# 3. Report Version") + 1] == version


@pytest.mark.parametrize(
    ("entry_id", "code"),
    [
        ("CP-1-99", "paper.no_entry"),
        ("CP-1-30", "paper.no_entry"),
        ("CP-1-15", "paper.other_kind"),
    ],
)
def test_what_is_no_incident_within_the_marking_is_refused(entry_id, code):
    with pytest.raises(SummitryError, match=code):
        status_summary(reading(), entry_id)
