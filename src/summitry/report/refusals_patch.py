"""Refusals of patches, as sentences."""

from summitry.kit.errors import Text

SENTENCES: dict[str, Text] = {
    "patch.unreadable": Text("The file is no patch that can be read: {problem}."),
    "patch.version": Text(
        "The file is not a patch of this version, but “{got}”. Make the proposal anew."
    ),
    "patch.too_many": Text("The patch has {got} edits; at most {expected} can be read."),
    "patch.unknown_table": Text("Edit {number} names a table “{got}” that a plan does not have."),
    "patch.row": Text("Edit {number} does not fit the table {table}: {problem}."),
    "patch.other_row": Text("Edit {number} holds another row than “{got}”, which it names."),
    "patch.stale": Text(
        "The patch was made on plan {base}, and this is plan {current}. Make the proposal anew on "
        "the plan as it is now."
    ),
}
