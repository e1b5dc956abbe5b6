"""What one watch officer leaves to the next."""

from summitry.operations.papers.handover import handover_paper
from tests.plans.reported import reading, shown

PAPER = [
    "As at: 10:00",
    "Hands over: person N-U-1",
    "Takes over: person N-U-2",
    "Next report due: 15:00",
    "# Open incidents",
    "New, high, at Hall (hall): “Fire in the kitchen”, observed 09:13; now contained. | #13 #12 #17",  # noqa: E501  # a line of the paper
    "Last word on “Fire in the kitchen”, at 09:17: Flames are out | #17",
    "# Open orders",
    "Ordered at 09:15: “Clear the kitchen”, to P-gate1 and U-2. | #15",
    "“Clear the kitchen” was not yet read back by U-2. | #15",
    "“Clear the kitchen” was begun at 09:28. | #15 #28",
    "# What is owed",
    "What is owed and overdue: 8. | #1 #15 #21 #27 #13 #20",
    "By 09:11: N-U-2 must take the desk over. | #1",
    "By 09:17: U-2 must read back “Clear the kitchen”. | #15",
    "By 09:26: U-1 and U-3 must acknowledge “Fire in the hall (DC-fire)”. | #21",
    "By 09:32: somebody must look at the report “A bag by the door”. | #27",
    "By 09:40: P-gate1 and U-2 must carry out “Clear the kitchen”. | #15",
    "By 09:47: somebody must say how “Fire in the kitchen” stands. | #13",
    "By 09:50: “Go on” must be looked at again. | #20",
    "By 09:51: “Fire in the hall (DC-fire)” must be looked at again. | #21",
    "# Decisions to be looked at again",
    "Decided at 09:20: Go on with the signing? “Go on”. Reasons: The hall is clear of smoke. | #20",
    "N-U-3 would have decided otherwise: Wait for the fire service. | #20",
    "The decision “Go on” is to be looked at again at 09:50. | #20",
    "# Absent, shut, out of order",
    "N-005 is not there from 09:18 to 12:00. | #19",
    "Gate 2 (G-2) is closed from 09:29 on. | #29",
    "# What to watch",
    "Said at the last handover: Rain after noon | #1",
    "Declared at 09:21: Fire in the hall (DC-fire). Acknowledged by U-2. | #21 #22",
    "Nobody has looked at the report “A bag by the door” yet. | #27",
    "Signing (I-sign) begins at 10:27. | ",
]


def test_a_handover_tells_what_is_open_owed_absent_and_to_come():
    paper = handover_paper(reading(), outgoing="N-U-1", incoming="N-U-2")

    assert shown(paper) == PAPER


def test_a_quiet_watch_leaves_places_for_names_and_blank_parts():
    paper = handover_paper(reading([]))

    assert shown(paper) == [
        "As at: 10:00",
        "Hands over: ",
        "Takes over: ",
        "Next report due: 15:00",
        "# Open incidents",
        "# Open orders",
        "# What is owed",
        "# Decisions to be looked at again",
        "# Absent, shut, out of order",
        "# What to watch",
        "Signing (I-sign) begins at 10:12. | ",
    ]
