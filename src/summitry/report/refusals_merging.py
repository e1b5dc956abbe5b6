"""Refusals of merging plans and of bringing workbooks in, as sentences."""

from summitry.kit.errors import Text

SENTENCES: dict[str, Text] = {
    "merge.too_few": Text("A merge needs at least {expected} plans, but there is {got}."),
    "merge.same_name": Text("Two plans are called “{got}”. Give them different names."),
    "merge.prefer_unknown": Text("None of the plans is called “{got}”."),
    "merge.keys_differ": Text("The plans have {got} different keys, so they are not of one event."),
    "mapping.needed": Text(
        "The workbook has headings of its own, and there is no whole mapping for the unit “{got}”. "
        "Run this on a terminal to be asked, or write a draft with --suggest, correct it, and give "
        "it with --mapping; it is kept as {expected}."
    ),
    "mapping.sheet": Text(
        "The mapping says nothing of the sheet “{got}”. Add a [[sheets]] with sheet, table and "
        "header_row, or put its name into ignored."
    ),
    "mapping.heading": Text(
        "The mapping says nothing of the heading “{got}”. Add a line for it below "
        "[sheets.columns], or put it into the sheet's ignored."
    ),
    "mapping.malformed": Text("The mapping cannot be read: {got}."),
    "mapping.table": Text("The mapping names a table “{got}” that a plan does not have."),
    "mapping.column": Text("The mapping names a column “{got}” that the table does not have."),
    "mapping.twice": Text("“{column}” is both a column and a constant. Keep one."),
    "mapping.unit": Text("The mapping is for the unit “{got}”, not for “{expected}”."),
    "heading.missing": Text("The sheet has no heading “{got}” in the row of its headings."),
    "import.into": Text("Name the plan that this goes into with --into PLAN."),
    "import.unit": Text("Name the unit whose own workbook “{path}” is with --unit UNIT."),
    "import.no_event": Text(
        "There is no plan at “{path}” yet, and the workbook has no event. Make the plan first."
    ),
    "import.interrupted": Text("The questions were not answered. Nothing was changed."),
}
