"""ICS 213: one entry as a message, with its replies."""

import pytest

from summitry.kit.errors import SummitryError
from summitry.operations.papers.ics_message import general_message
from tests.plans.reported import morning, reading, shown

ORDER = [
    "# 1. Incident Name",
    "Trial signing | ",
    "# 2. To (Name and Position)",
    "P-gate1, U-2 | #15",
    "# 3. From (Name and Position)",
    "person N-U-1, U-1 | #15",
    "# 4. Subject",
    "Order given | #15",
    "# 5. Date",
    "Sat, 25 Oct 2025 | #15",
    "# 6. Time",
    "09:15 | #15",
    "# 7. Message",
    "Clear the kitchen | #15",
    "# 8. Approved by",
    "# 9. Reply",
    "P-gate1: I clear it | #16",
    "# 10. Replied by",
    "person N-U-1, U-1, at 09:16 | #16",
]
RADIO = [
    "# 1. Incident Name",
    "Trial signing | ",
    "# 2. To (Name and Position)",
    "MAIN | #26",
    "# 3. From (Name and Position)",
    "EAST | #26",
    "# 4. Subject",
    "Radio message | #26",
    "# 5. Date",
    "Sat, 25 Oct 2025 | #26",
    "# 6. Time",
    "09:26 | #26",
    "# 7. Message",
    "Send water | #26",
    "# 8. Approved by",
    "# 9. Reply",
    "# 10. Replied by",
]


def message(entry_id):
    event = next(each for each in morning() if each.entry_id == entry_id)
    return shown(general_message(reading(), event))


def test_an_order_is_a_message_and_its_read_back_the_reply():
    assert message("CP-1-15") == ORDER


def test_a_radio_message_goes_from_call_sign_to_call_sign():
    assert message("CP-1-26") == RADIO


def test_a_report_is_a_message_to_the_command_post_and_a_note_too():
    report, note = message("CP-1-12"), message("CP-1-11")

    assert [each[each.index("# 2. To (Name and Position)") + 1] for each in (report, note)] == [
        "Main (CP-1) | #12",
        "Main (CP-1) | #11",
    ]


@pytest.mark.parametrize(
    ("entry_id", "code"), [("CP-1-30", "paper.no_entry"), ("CP-1-20", "paper.other_kind")]
)
def test_what_is_no_message_within_the_marking_is_refused(entry_id, code):
    with pytest.raises(SummitryError, match=code):
        message(entry_id)
