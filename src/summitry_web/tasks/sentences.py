"""Refusals of this app as sentences."""

from summitry.kit.errors import Text, counted

SENTENCES: dict[str, Text] = {
    "task.speaker_unknown": Text(
        "The plan does not say that {person} belongs to {units}, so this word would not count. "
        "Enter the person in the table of persons, or ask who keeps it."
    ),
    "task.percent": Text("“{got}” is no share. Give a whole number from 0 to 100."),
    "task.reason_missing": Text("A task is returned with a reason. Write why."),
    "task.remark_long": counted(
        "The remark has {got} character; at most {expected}. Shorten it.",
        "The remark has {got} characters; at most {expected}. Shorten it.",
        by="got",
    ),
    "task.no_time": Text("The matrix would end before it begins. Choose a later end."),
    "task.day": Text("“{got}” is no day. Write it as year-month-day."),
}
