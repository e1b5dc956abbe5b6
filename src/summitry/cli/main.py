"""`summitry COMMAND`: find the command, run it, and turn a refusal into a sentence."""

import argparse
import os
import re
import sys
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from importlib.metadata import EntryPoint, entry_points
from typing import NoReturn, Protocol, cast

from summitry import __version__
from summitry.kit.errors import SummitryError, Text
from summitry.report.language import COMPILE_COMMAND, NAMES, SOURCE, Language, code_of, language
from summitry.report.refusals import sentences

ENTRY_POINTS = "summitry.commands"

BAD_INPUT = 2
INTERRUPTED = 130
BROKEN_PIPE = 141
"""What a shell reports for a program that the signals SIGINT and SIGPIPE have ended."""

LANGUAGE_VARIABLE = "SUMMITRY_LANG"
SYSTEM_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")

ABOUT = Text(
    "Summitry checks the merged plan of an international event and names what is left uncovered."
)
LANG_HELP = Text("language of the output: {languages}; else from {variable} or the system")

SUMMARIES: dict[str, Text] = {
    "check": Text("check a plan and name what is left uncovered"),
    "draw": Text("draw a picture of the plan as SVG"),
    "explain": Text("explain a rule: why it matters, its source, its limits, what mends it"),
    "describe": Text("describe a plan: its tables, their columns, and how many rows they hold"),
    "accept": Text("accept one finding, with person, reason and expiry"),
    "suppress": Text("suppress a rule on one row or for one unit"),
    "quarantine": Text("put a rule that is wrong for this event in quarantine"),
    "template": Text("make a template of a finished plan, with moments told from the opening on"),
    "adopt": Text("make the next plan from a template"),
    "usual": Text("add the usual clauses and minimum measures that a plan does not have yet"),
    "roster": Text("put people on the posts of a plan, and say how far from the best it may be"),
    "move": Text("propose who travels when and by which route, with a bound"),
    "roads": Text("propose routes between two sites over the streets of a map"),
    "shuttles": Text("propose which vehicle fetches which delegates when"),
    "replan": Text("mend a published roster: cover first, the least change next"),
    "apply": Text("put a patch into a plan, all of it or nothing"),
    "import": Text("bring a planner's workbook into a plan through a mapping"),
    "export": Text("write a plan as a folder or as a workbook"),
    "merge": Text("join the plans of several units and show where they collide"),
    "compare": Text("name every cell in which two plans differ"),
    "print": Text("print notices, post cards, briefs, lists and forms, each with a version code"),
    "verify": Text("say whether a printed paper is current, or a journal whole"),
    "day": Text("say what the entries of a day uncover, what is owed, and the least repairs"),
    "paper": Text("make a situation report, a handover or an ICS form from the entries of a day"),
    "pack": Text("make evidence of the entries of a day, or one page of evidence with its reader"),
    "show": Text("show the report of a plan as a local page"),
    "serve": Text("run the site, where many write one plan, on this machine"),
    "selftest": Text("say whether this machine and its site are ready, or what is not"),
    "backup": Text("copy a site into one file, encrypted where a passphrase is given"),
    "restore": Text("make a site anew from its backup"),
    "upgrade": Text("bring a site to this version; its backup comes back where that fails"),
    "tls": Text("show or renew the certificates of a site on a local network"),
    "events": Text("list, make, bring in, hand out or delete the events of a site"),
    "demo": Text("show the ten-minute story of the example in the terminal"),
}
"""One line for each command, told without importing it; a plug-in's own is in its `--help`."""


class Command(Protocol):
    """What an entry point of the group names: a module, or an object, with these two."""

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Add the command's arguments."""

    def run(self, arguments: argparse.Namespace) -> int:
        """Do the work and return the exit status."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 good, 1 critical findings, 2 bad input."""
    given = sys.argv[1:] if argv is None else list(argv)
    try:
        status = _run(given)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has gone, as `head` does: say nothing, and let the interpreter's own flush
        # at exit write to nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except KeyboardInterrupt:
        sys.stderr.write("\n")
        return INTERRUPTED
    return status


def _run(given: Sequence[str]) -> int:
    reader = language(SOURCE)
    try:
        reader = language(_language_code(given))
        _warn_where_not_compiled(reader)
        return _dispatch(given, reader)
    except SummitryError as refusal:
        for line in sentences(refusal, reader):
            sys.stderr.write(f"summitry: {line}\n")
        return BAD_INPUT


def _language_code(given: Sequence[str]) -> str:
    """Return the language that the option, else the environment, asks for.

    An option or our own variable must name a language there is; the system's variables are only
    a hint.
    """
    finder = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    finder.add_argument("--lang", default=None)
    try:
        wish = finder.parse_known_args(list(given))[0].lang
    except argparse.ArgumentError:
        wish = None
    wish = wish or os.environ.get(LANGUAGE_VARIABLE)
    if wish:
        code = code_of(wish)
        if code is None:
            raise SummitryError("language.unknown", got=wish, expected=tuple(sorted(NAMES)))
        return code
    hints = (code_of(os.environ.get(name, "")) for name in SYSTEM_VARIABLES)
    known = (code for code in hints if code is not None and language(code).compiled)
    return next(known, SOURCE)


def _warn_where_not_compiled(reader: Language) -> None:
    if reader.compiled:
        return
    sys.stderr.write(
        f"summitry: the catalogue of {reader.name} ({reader.code}) is not compiled or not there "
        f"yet, so this is in English. Compile the catalogues with: {COMPILE_COMMAND}\n"
    )


ARGPARSE_TITLES: dict[str, Text] = {
    "options": Text("options"),
    "positional arguments": Text("arguments"),
}
USAGE = Text("Usage:")
NOT_READ = Text("The arguments cannot be read: {problem}")
ARGPARSE_ERRORS: tuple[tuple[str, Text], ...] = (
    (
        r"the following arguments are required: (?P<names>.+)",
        Text("These arguments are missing: {names}."),
    ),
    (r"unrecognized arguments: (?P<names>.+)", Text("These arguments are not known: {names}.")),
    (
        r"argument (?P<name>.+?): invalid choice: (?P<got>.+) \(choose from (?P<choices>.+)\)",
        Text("The argument {name} cannot be {got}. Choose one of these: {choices}."),
    ),
    (
        r"argument (?P<name>.+?): expected (?:one|at least one) argument",
        Text("The argument {name} needs a value."),
    ),
    (
        r"argument (?P<name>.+?): expected (?P<count>\d+) arguments",
        Text("The argument {name} needs as many values as this: {count}."),
    ),
    (
        r"argument (?P<name>.+?): invalid \w+ value: (?P<got>.+)",
        Text("The argument {name} cannot be {got}."),
    ),
    (
        r"argument (?P<name>.+?): not allowed with argument (?P<other>.+)",
        Text("The arguments {name} and {other} do not go together."),
    ),
    (
        r"one of the arguments (?P<names>.+) is required",
        Text("One of these arguments is needed: {names}."),
    ),
    (
        r"argument (?P<name>.+?): ignored explicit argument (?P<got>.+)",
        Text("The argument {name} takes no value, so {got} means nothing there."),
    ),
)
"""What the standard library's parser says in English only, and our sentence for it."""


class Paragraphs(argparse.HelpFormatter):
    """Sets the paragraphs of an epilog apart, where the library would run them together."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        fill = super()._fill_text
        return "\n\n".join(fill(part, width, indent) for part in text.split("\n\n"))


class Parser(argparse.ArgumentParser):
    """A parser whose own words are in the reader's language."""

    reader: Language = language(SOURCE)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments and leave with status 2."""
        self.print_usage(sys.stderr)
        self.exit(BAD_INPUT, f"{self.prog}: {_told(message, self.reader)}\n")

    def format_usage(self) -> str:
        """Return the usage, its first word in the reader's language."""
        return self._with_usage(super().format_usage())

    def format_help(self) -> str:
        """Return the help with every sentence that has a translation translated."""
        _translate(self, self.reader)
        return self._with_usage(super().format_help())

    def _with_usage(self, text: str) -> str:
        plain = "usage:"
        if not text.startswith(plain):
            return text
        return self.reader.gettext(USAGE) + text.removeprefix(plain)


def _told(message: str, reader: Language) -> str:
    """Return what is wrong as our own sentence, else the parser's words inside one."""
    for pattern, sentence in ARGPARSE_ERRORS:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found is not None:
            facts = {name: reader.isolated(value) for name, value in found.groupdict().items()}
            return reader.gettext(sentence).format(**facts)
    return reader.gettext(NOT_READ).format(problem=reader.isolated(message))


def _translate(parser: argparse.ArgumentParser, reader: Language) -> None:
    parser.description = reader.gettext(parser.description or "")
    parser.epilog = reader.gettext(parser.epilog or "")
    for group in parser._action_groups:  # noqa: SLF001  # argparse has no public way to its words
        group.title = reader.gettext(ARGPARSE_TITLES.get(group.title or "", group.title or ""))
        for action in group._group_actions:  # noqa: SLF001  # argparse, as above
            if action.help and action.help is not argparse.SUPPRESS:
                action.help = reader.gettext(action.help)


def _dispatch(given: Sequence[str], reader: Language) -> int:
    found = {entry.name: entry for entry in entry_points(group=ENTRY_POINTS)}
    parser = _parser("summitry", reader)
    # The list of commands keeps its lines.
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.description = ABOUT
    parser.epilog = _listed(found, reader)
    parser.add_argument(
        "--version", action="version", version=__version__, help=Text("show the version and leave")
    )
    parser.add_argument("command", nargs="?", help=argparse.SUPPRESS)
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    parser.usage = "summitry [--lang LANG] [--version] [--help] COMMAND ..."
    chosen = parser.parse_args(list(given))
    if chosen.command is None:
        parser.print_help()
        return 0
    command = _loaded(chosen.command, found)
    own = _parser(f"summitry {chosen.command}", reader)
    own.description = SUMMARIES.get(chosen.command, "")
    command.configure(own)
    arguments = own.parse_args(chosen.arguments)
    arguments.lang = reader.code
    return command.run(arguments)


def _parser(prog: str, reader: Language) -> Parser:
    parser = Parser(
        prog=prog,
        allow_abbrev=False,
        add_help=False,
        formatter_class=Paragraphs,
    )
    parser.reader = reader
    parser.add_argument("-h", "--help", action="help", help=Text("show this help and leave"))
    told = reader.gettext(LANG_HELP).format(
        languages=", ".join(sorted(NAMES)), variable=LANGUAGE_VARIABLE
    )
    parser.add_argument("--lang", metavar="LANG", help=told)
    return parser


def _listed(found: Mapping[str, EntryPoint], reader: Language) -> str:
    """Return every command with its line: the built-in ones in order of use, then plug-ins."""
    names = [name for name in SUMMARIES if name in found]
    names += sorted(found.keys() - SUMMARIES.keys())
    width = max(map(len, names), default=0)
    lines = [f"  {name:<{width}}  {reader.gettext(SUMMARIES.get(name, ''))}" for name in names]
    return "\n".join((reader.gettext(Text("Commands:")), *lines))


def _loaded(name: str, found: Mapping[str, EntryPoint]) -> Command:
    """Return the command, imported only now.

    Raises
    ------
    SummitryError
        ``command.unknown`` with the nearest name, or ``command.broken``.
    """
    if name not in found:
        near = get_close_matches(name, found, n=1)
        raise SummitryError("command.unknown", got=name, near=tuple(near))
    try:
        return cast("Command", found[name].load())
    except (ImportError, AttributeError) as problem:
        raise SummitryError("command.broken", got=name, problem=str(problem)) from problem


if __name__ == "__main__":
    sys.exit(main())
