"""Refusals as sentences: what is wrong, where, and what to do, in the reader's language.

A sentence may use the refusal's facts as placeholders. What it does not use is told below it, fact
by fact, so that a code without a sentence of its own still says everything it knows.
"""

from collections.abc import Iterator, Mapping
from string import Formatter

from summitry.kit.errors import SummitryError, Text
from summitry.report.language import Language

UNKNOWN = Text("This was refused, and there is no sentence for it yet: {code}.")

SENTENCES: dict[str, Text] = {
    # the command line
    "language.unknown": Text(
        "There is no report in the language “{got}”. Choose one of these: {expected}."
    ),
    "command.unknown": Text(
        "There is no command “{got}”. Run “summitry --help” for the list of commands."
    ),
    "command.broken": Text(
        "The command “{got}” could not be loaded: {problem}. Install the package again."
    ),
    "moment.malformed": Text(
        "“{got}” is not a moment. Write it as 2025-10-25T09:00+07:00, as 2025-10-25T09:00 for the "
        "venue's own time, or as D-2 or H-12 before the opening."
    ),
    "filter.unknown_unit": Text(
        "The plan has no unit “{got}”. Use the id of a unit from the table “units”."
    ),
    "choice.unknown": Text("There is no choice “{got}”. Choose one of these: {expected}."),
    "serve.port": Text("{got} is not a port. Use a number from 0 to 65535."),
    "serve.address": Text(
        "The report cannot be served at {got}: {problem}. Choose another port with --port."
    ),
    "serve.answer": Text("The page could not be fetched: the server answered with {got}."),
    "rule.unknown": Text("There is no rule “{got}”. Run “summitry explain --list” for all rules."),
    "output.needs_file": Text(
        "A workbook cannot be written to the terminal. Name a file with --out FILE."
    ),
    "output.unwritable": Text(
        "“{path}” could not be written: {problem}. Choose a folder that exists and that you may "
        "write to."
    ),
    # values of cells
    "id.malformed": Text(
        "“{got}” cannot be an id. Use a letter or digit first, then letters, digits or "
        "_ . : / + -, at most 64 characters."
    ),
    "set.unsorted": Text(
        "The set in the column “{column}” holds a value twice or is out of order. Name each value "
        "once, in alphabetical order."
    ),
    "number.not_finite": Text("“{got}” is not a number that can be used. Write a finite number."),
    "number.out_of_range": Text(
        "The column “{column}” holds {got}. Write a number from {low} to {high}."
    ),
    "moment.not_utc": Text(
        "The moment {got} in the column “{column}” is not in UTC. Convert it before it is handed "
        "over."
    ),
    "moment.not_whole_seconds": Text(
        "The moment {got} in the column “{column}” has parts of a second. Round it to whole "
        "seconds."
    ),
    "interval.empty": Text(
        "This ends at {end}, not after its start at {start}. Correct one of the two moments."
    ),
    "interval.reversed": Text(
        "This ends at {end}, before its start at {start}. Correct one of the two moments."
    ),
    # rows
    "row.duplicate_key": Text(
        "Two rows of the table “{table}” have the key “{key}”. Remove one, or give it another key."
    ),
    "bulk.duplicate_key": Text(
        "Two rows of the table “{table}” have the key “{key}”. Remove one, or give it another key."
    ),
    "attestation.same_person": Text(
        "The second person of an attestation is the first, “{got}”. Name somebody else."
    ),
    "link.to_itself": Text(
        "The link leads from the command post “{got}” to itself. Name the other command post."
    ),
    "obstacle.height": Text(
        "The obstacle's top is at {got} m, not above its base at {low} m. Correct one of the two."
    ),
    "outline.malformed": Text(
        "The outline in the column “{column}” has {got} corners that do not make an area. Give at "
        "least three different corners, and do not repeat the first at the end."
    ),
    "post.headcount_min": Text(
        "The post “{post}” asks for {got} people. A post needs at least one; remove the post if "
        "nobody is needed."
    ),
    "post.requirements": Text(
        "Post {post} has {got} different requirements, more than the {most} that can be checked "
        "at once. Split the post."
    ),
    "requirement.one_of": Text(
        "The requirement “{got}” must name either a qualification or a language, not both and not "
        "neither."
    ),
    # the plan
    "event.timezone": Text(
        "“{got}” is not a time zone. Use a name from the IANA database, such as Asia/Ho_Chi_Minh."
    ),
    "plan.one_event": Text(
        "A plan has exactly one event, but this one has {got}. Keep one in event.toml."
    ),
    "change.stale": Text(
        "The change was made on revision {base}, but the plan is at revision {current}. Merge it "
        "with the current plan first."
    ),
    "limit.unknown": Text(
        "There is no limit “{got}”. The limits that can be set stand in the reference of rules."
    ),
    "limit.negative": Text("A limit cannot be negative, but this one is {got}."),
}
"""The sentence for each code of a `SummitryError`."""

LABELS: dict[str, Text] = {
    "file": Text("File: {value}"),
    "path": Text("Path: {value}"),
    "sheet": Text("Sheet: {value}"),
    "table": Text("Table: {value}"),
    "row": Text("Row: {value}"),
    "line": Text("Line: {value}"),
    "key": Text("Key: {value}"),
    "column": Text("Column: {value}"),
    "got": Text("Found: {value}"),
    "expected": Text("Expected: {value}"),
    "near": Text("Did you mean: {value}"),
    "problem": Text("Problem: {value}"),
}
"""How a fact is told that the sentence does not use; others go by their own name."""


def sentences(error: SummitryError, language: Language) -> tuple[str, ...]:
    """Return the refusal as lines: one for each problem, with where it is and what was expected.

    A refusal whose fact ``problems`` holds refusals is told as those refusals.
    """
    problems = error.facts.get("problems")
    if isinstance(problems, tuple) and problems:
        nested = [each for each in problems if isinstance(each, SummitryError)]
        return tuple(line for each in nested for line in sentences(each, language))
    template = SENTENCES.get(error.code, UNKNOWN)
    told = {name: _value(value, language) for name, value in error.facts.items()}
    told.setdefault("code", language.isolated(error.code))
    sentence = language.gettext(template).format_map(_Shown(told))
    rest = tuple(_rest(template, told, language))
    return (" · ".join((sentence, *rest)),)


class _Shown(dict[str, str]):
    """Shows a placeholder that has no fact by its name, so that a sentence never breaks."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def _rest(template: str, told: Mapping[str, str], language: Language) -> Iterator[str]:
    used = {name for _, name, _, _ in Formatter().parse(template)} | {"code"}
    places = {name: number for number, name in enumerate(LABELS)}
    for name in sorted(told.keys() - used, key=lambda name: (places.get(name, len(places)), name)):
        if told[name] in {"", "—"}:
            continue
        label = LABELS.get(name)
        if label is None:
            yield f"{name}: {told[name]}"
        else:
            yield language.gettext(label).format(value=told[name])


def _value(value: object, language: Language) -> str:
    if value is None:
        return "—"
    if isinstance(value, tuple | list | set | frozenset):
        return ", ".join(_value(each, language) for each in value)
    return language.isolated(str(value))
