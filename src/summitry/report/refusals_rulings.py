"""Refusals of rulings on findings, of lessons and of templates, as sentences."""

from summitry.kit.errors import Text

RULINGS_LESSONS_TEMPLATES: dict[str, Text] = {
    # rulings on findings
    "ruling.same_person": Text(
        "The second person of a ruling is the first, “{got}”. Name somebody else."
    ),
    "ruling.finding": Text(
        "An acceptance names the identity of its finding, and no other ruling does, but this has "
        "“{got}”."
    ),
    "ruling.target": Text(
        "An acceptance or a suppression names one row or one unit, and a quarantine neither."
    ),
    "ruling.no_finding": Text(
        "The plan has no finding “{got}” at this moment. Look its identity up in the report as "
        "JSON or as a workbook."
    ),
    "ruling.already": Text("“{got}” is ruled on already, by {by} with the ruling {ruling}."),
    "ruling.no_row": Text("The plan has no row “{got}”. Write it as TABLE/KEY."),
    "ruling.pattern": Text(
        "Critical findings of rule {rule} can only be accepted one by one. Nothing was changed."
    ),
    "ruling.stranger": Text("{by} is not a person of the plan. Nothing was changed."),
    "ruling.power": Text(
        "{by} has no power to rule on findings of rule {rule} of severity {severity}. Nothing was "
        "changed; let somebody rule who has it."
    ),
    "ruling.reason": Text("The ruling gives no reason. Nothing was changed; say why."),
    "ruling.expiry": Text("The ruling has no expiry. Nothing was changed; say until when."),
    "ruling.second": Text(
        "Findings of rule {rule} of severity {severity} take a second person with the power for "
        "it. Nothing was changed; name one with --second."
    ),
    "ruling.expired": Text(
        "The ruling would have expired before it was made. Nothing was changed; name a later "
        "moment."
    ),
    # lessons
    "lesson.table": Text("A lesson cannot look at a table “{got}”."),
    "lesson.column": Text("The table that the lesson looks at has no column “{got}”."),
    "lesson.operator": Text("The column cannot be compared as “{got}”."),
    "lesson.value": Text("The column cannot be compared with “{got}”."),
    "lesson.one_demand": Text(
        "A lesson demands one thing: a column that compares, an attestation, or a number of rows."
    ),
    "lesson.sentence": Text(
        "The sentence is empty, or holds braces around something else than what is filled in."
    ),
    # moments told from the opening on
    "relative.moment": Text("“{got}” is no moment told from the opening on."),
    "relative.day": Text("“{got}” is no day told from the opening on."),
    # templates
    "template.not_a_plan": Text(
        "This is a template, not a plan. Make a plan of it first with “summitry adopt”."
    ),
    "template.not_a_template": Text(
        "This is no template. Make one of a finished plan with “summitry template”."
    ),
    "path.taken": Text(
        "At “{path}” something stands already. Nothing was changed; name another place."
    ),
    "template.folder": Text("A template is a folder. Name one, not the workbook “{path}”."),
    "template.mark": Text("The mark “template” holds {got}. Write template = true."),
}
"""The sentence for each code of these refusals."""
