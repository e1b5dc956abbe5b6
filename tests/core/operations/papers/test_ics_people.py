"""ICS 211 and ICS 214: who came, and what one person entered."""

import pytest

from summitry.kit.errors import SummitryError
from summitry.operations.bodies import Note
from summitry.operations.papers.ics_people import ACTIVITIES_MAX, activity_log, check_in_list
from summitry.plan.terms import Marking
from tests.plans.entered import entered
from tests.plans.reported import minute, morning, reading, shown

CHECK_IN = [
    "# 1. Incident Name",
    "Trial signing | ",
    "# 2. Incident Number",
    "# 3. Check-In Location",
    "# 4. Start Date/Time",
    "09:23 | #23",
    "# 5-16. Check-In Information",
    "N-004 | U-1 |  | 09:23 |  | 1 |  | U-1 |  |  | P-gate1 | Search leader (search) |  | #23",
    "# 17. Prepared by",
]
LOG = [
    "# 1. Incident Name",
    "Trial signing | ",
    "# 2. Operational Period",
    "From 09:10 to 10:00 | ",
    "# 3. Name",
    "person N-U-1, U-1 | ",
    "# 4. ICS Position",
    "Main (CP-1) | ",
    "# 5. Home Agency (and Unit)",
    "U-1 | ",
    "# 6. Resources Assigned",
    "# 7. Activity Log",
    "09:11 | Note: Shift begins | #11",
    "09:13 | Incident: Fire in the kitchen | #13",
    "09:14 | Report attached, to CP-1#12. | #14",
    "09:15 | Order given, to CP-1#13: Clear the kitchen | #15",
    "09:16 | Read-back, to CP-1#15: I clear it | #16",
    "09:17 | Incident updated, to CP-1#13: Flames are out | #17",
    "09:18 | Incident updated, to CP-1#2. | #18",
    "09:19 | N-005 is not there from 09:18 to 12:00. | #19",
    "09:20 | Decision: Go on with the signing? | #20",
    "09:21 | Declaration. | #21",
    "09:23 | N-004 came to P-gate1. | #23",
    "09:05 | Opening (I-open) began. | #24",
    "09:25 | Signing (I-sign) is late by 15 min. | #25",
    "09:26 | Radio message, to CP-1#13: Send water | #26",
    "09:28 | Order updated, to CP-1#15. | #28",
    "09:29 | Gate 2 (G-2) is closed from 09:29 on. | #29",
    "# 8. Prepared by",
]


def test_a_check_in_list_holds_who_came_and_invents_nothing():
    assert shown(check_in_list(reading())) == CHECK_IN


def test_a_log_holds_what_one_person_entered_notes_too():
    assert shown(activity_log(reading(), morning(), "N-U-1")) == LOG


def test_a_log_leaves_out_what_is_above_its_marking():
    red = shown(activity_log(reading(most=Marking.RED), morning(), "N-U-1"))

    assert [line for line in red if line not in LOG] == ["09:30 | Incident: A canary sings | #30"]


def test_a_log_without_end_is_refused():
    notes = [
        entered(number, Note(text="Again"), entered=minute(20), observed=minute(20))
        for number in range(100, ACTIVITIES_MAX + 101)
    ]

    with pytest.raises(SummitryError, match=r"paper\.lines_max"):
        activity_log(reading(), notes, "N-U-1")
