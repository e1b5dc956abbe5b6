"""Refusals of this app as sentences."""

from collections.abc import Mapping

from summitry.kit.errors import Text, counted
from summitry.report.refusals_operations import TABLE_LABELS

SENTENCES: dict[str, Text] = {
    "row.above_ceiling": Text(
        "This installation may hold nothing above {expected}, and the row is marked {got}. Keep "
        "it in the system that is approved for that marking."
    ),
    "recipients.not_red": Text(
        "Only a row marked {expected} names who may read it, and this one is marked {got}. Mark it "
        "so first."
    ),
    "recipients.too_many": counted(
        (
            "{got} person is too many for one row; at most {expected}. Mark it lower where so "
            "many have to read it."
        ),
        (
            "{got} people are too many for one row; at most {expected}. Mark it lower where so "
            "many have to read it."
        ),
        by="got",
    ),
    "event.unknown": Text("There is no event {got}. There are these: {expected}."),
    "event.copied": Text(
        "Exercises were copied from “{got}”: {expected}. Remove them first; one that is still "
        "being made too."
    ),
    "event.gone": Text("The event “{got}” is being deleted already."),
    "event.slug_taken": Text("There is an event “{got}” already. Choose another short name."),
    "event.slug": Text(
        "“{got}” cannot stand in an address. Use small letters, digits and hyphens, 60 at most."
    ),
    "save.too_many": counted(
        (
            "{got} row is too many for one save; at most {expected}. Save them in parts, or bring "
            "them in as a workbook."
        ),
        (
            "{got} rows are too many for one save; at most {expected}. Save them in parts, or "
            "bring them in as a workbook."
        ),
        by="got",
    ),
    "draft.too_many": Text(
        "You keep {expected} rows that are not valid yet, which is the most there may be. Finish "
        "or drop some of them first."
    ),
    "save.malformed": Text("What was sent is not a save of this table: {problem}."),
    "word.row_changed": Text(
        "The row {key} of {table} has changed since you saw it. Look at it again, and say it then."
    ),
    "proposal.clash": Text(
        "The row {key} of {table} has changed in the same cells since this was proposed: "
        "{columns}. Send the proposal back, or change the row yourself."
    ),
    "proposal.reason": Text("A proposal is sent back with a reason. Write why."),
    "workbook.unit": Text(
        "“{path}” was not taken from this plan. Take a workbook along first and fill that one; or, "
        "where this is a unit's own, name the unit when you bring it."
    ),
    "workbook.kind": Text(
        "This is neither an .xlsx workbook nor a .csv file. Save the table as one of these and "
        "bring that."
    ),
    "workbook.macros": Text(
        "The workbook holds macros. Save it as a workbook without macros (.xlsx) and bring that."
    ),
    "workbook.sandbox": Text(
        "The workbook could not be opened safely within {seconds_max} seconds, and was not kept. "
        "Save it again in a simpler form, or split it, and bring that."
    ),
    "workbook.no_file": Text("No workbook came with the form. Choose a file and send it again."),
    "import.mapping": Text(
        "It is not known yet how {path} is read. Say what its sheets and headings mean first."
    ),
    "exercise.live": Text("An exercise copy cannot change the live event."),
}

CODES: Mapping[tuple[str, str], Mapping[str, Text]] = {
    ("word.row_changed", "table"): TABLE_LABELS,
    ("proposal.clash", "table"): TABLE_LABELS,
}
