"""`summitry`: commands, languages, refusals."""

import argparse

import pytest

from summitry.cli import main as program
from summitry.cli.main import BAD_INPUT, BROKEN_PIPE, INTERRUPTED, main
from summitry.kit.errors import Text
from summitry.report import language as spoken

VARIABLES = ("SUMMITRY_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch):
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


class Said:
    """A command that does what a test wants."""

    def __init__(self, act):
        self.act = act

    def configure(self, parser):
        parser.add_argument("--word", default="nothing")

    def run(self, arguments):
        return self.act(arguments)


@pytest.fixture
def command(monkeypatch):
    """Put a command called `check` in place of the real one."""

    def put(act):
        monkeypatch.setattr(program, "_loaded", lambda _name, _found: Said(act))

    return put


def raising(problem):
    def act(_arguments):
        raise problem

    return act


def test_help_lists_every_command_in_order_of_use(capsys):
    assert main([]) == 0

    listed = [
        line.split()[0] for line in capsys.readouterr().out.split("Commands:\n")[1].splitlines()
    ]
    assert listed == [
        "check",
        "draw",
        "explain",
        "describe",
        "accept",
        "suppress",
        "quarantine",
        "template",
        "adopt",
        "usual",
        "roster",
        "move",
        "roads",
        "shuttles",
        "replan",
        "apply",
        "import",
        "export",
        "merge",
        "compare",
        "print",
        "verify",
        "day",
        "paper",
        "pack",
        "show",
        "serve",
        "selftest",
        "backup",
        "restore",
        "upgrade",
        "tls",
        "events",
        "demo",
    ]


def test_status_of_the_command_is_the_programs(command):
    command(lambda _arguments: 1)

    assert main(["check", "--word", "x"]) == 1


def test_command_gets_its_arguments_and_the_language(command):
    seen = []
    command(lambda arguments: seen.append((arguments.word, arguments.lang)) or 0)

    main(["--lang", "vi", "check", "--word", "x"])
    main(["check", "--word", "y", "--lang", "ar"])
    main(["check"])

    assert seen == [("x", "vi"), ("y", "ar"), ("nothing", "en")]


def test_environment_chooses_the_language_where_no_option_does(command, monkeypatch):
    seen = []
    command(lambda arguments: seen.append(arguments.lang) or 0)

    monkeypatch.setenv("LANG", "vi_VN.UTF-8")
    main(["check"])
    monkeypatch.setenv("SUMMITRY_LANG", "ar")
    main(["check"])
    main(["check", "--lang", "en"])

    assert seen == ["vi", "ar", "en"]


def test_systems_language_without_a_catalogue_is_no_reason_to_complain(
    command, monkeypatch, capsys
):
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    command(lambda _arguments: 0)

    main(["check"])

    assert capsys.readouterr().err == ""


def test_language_asked_for_without_a_catalogue_falls_back_loudly(command, monkeypatch, capsys):
    command(lambda _arguments: 0)
    monkeypatch.setattr(spoken, "NAMES", {**spoken.NAMES, "de": "Deutsch"})

    assert main(["check", "--lang", "de"]) == 0

    assert "python -m summitry.cli.catalogues compile" in capsys.readouterr().err


def test_unknown_language_is_refused(capsys):
    assert main(["check", "--lang", "xx"]) == BAD_INPUT

    assert capsys.readouterr().err.startswith("summitry: There is no report in the language “xx”.")


def test_unknown_command_is_refused_with_the_nearest(capsys):
    assert main(["chek"]) == BAD_INPUT

    assert capsys.readouterr().err == (
        "summitry: There is no command “chek”. Run “summitry --help” for the list of commands. "
        "· Did you mean: check\n"
    )


def test_refusal_becomes_a_sentence_in_the_readers_language(command, capsys):
    command(raising(program.SummitryError("limit.negative", got=-1)))

    assert main(["check", "--lang", "vi"]) == BAD_INPUT

    assert capsys.readouterr().err == "summitry: Giới hạn không thể âm, nhưng giá trị này là -1.\n"


def test_interrupt_ends_quietly(command, capsys):
    command(raising(KeyboardInterrupt()))

    assert main(["check"]) == INTERRUPTED

    assert capsys.readouterr().err == "\n"


def test_reader_that_has_gone_is_no_error(command, capfd):
    command(raising(BrokenPipeError()))

    assert main(["check"]) == BROKEN_PIPE

    assert capfd.readouterr().err == ""


def test_wrong_arguments_leave_with_two(command, capsys):
    command(lambda _arguments: 0)

    with pytest.raises(SystemExit) as caught:
        main(["check", "--wrong"])

    assert caught.value.code == BAD_INPUT
    assert capsys.readouterr().err == (
        "Usage: summitry check [-h] [--lang LANG] [--word WORD]\n"
        "summitry check: These arguments are not known: --wrong.\n"
    )


class Strict:
    """A command with every kind of argument that the parser can find fault with."""

    def configure(self, parser):
        parser.add_argument("plan")
        parser.add_argument("--count", type=int)
        parser.add_argument("--pair", nargs=2)
        parser.epilog = Text("First.\n\nSecond.")
        either = parser.add_mutually_exclusive_group()
        either.add_argument("--brief", action="store_true")
        either.add_argument("--kind", choices=("map", "zones"))

    def run(self, _arguments):
        return 0


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ([], "These arguments are missing: plan."),
        (["p", "--kind", "x"], "The argument --kind cannot be 'x'. Choose one of these: "),
        (["p", "--kind"], "The argument --kind needs a value."),
        (["p", "--pair", "a"], "The argument --pair needs as many values as this: 2."),
        (["p", "--count", "x"], "The argument --count cannot be 'x'."),
        (["p", "--brief", "--kind", "map"], "The arguments --kind and --brief do not go together."),
        (["p", "--brief=x"], "The argument --brief takes no value, so 'x' means nothing there."),
    ],
)
def test_what_is_wrong_with_arguments_is_a_sentence(monkeypatch, capsys, given, told):
    monkeypatch.setattr(program, "_loaded", lambda _name, _found: Strict())

    with pytest.raises(SystemExit) as caught:
        main(["check", *given])

    assert caught.value.code == BAD_INPUT
    assert capsys.readouterr().err.splitlines()[-1].startswith(f"summitry check: {told}")


def test_paragraphs_below_the_options_stand_apart(monkeypatch, capsys):
    monkeypatch.setattr(program, "_loaded", lambda _name, _found: Strict())

    with pytest.raises(SystemExit):
        main(["check", "--help"])

    assert capsys.readouterr().out.endswith("\nFirst.\n\nSecond.\n")


def test_one_of_several_arguments_that_is_missing_is_a_sentence(capsys):
    with pytest.raises(SystemExit):
        main(["suppress", "p", "C-1", "--by", "a", "--reason", "r", "--expires", "D-1"])

    told = capsys.readouterr().err.splitlines()[-1]
    assert told == "summitry suppress: One of these arguments is needed: --row --unit."


def test_words_of_the_parser_that_have_no_sentence_are_told_inside_one():
    told = program._told("something new", program.language("en"))

    assert told == "The arguments cannot be read: something new"


def test_help_is_translated(command, capsys):
    command(lambda _arguments: 0)

    with pytest.raises(SystemExit) as caught:
        main(["--lang", "vi", "check", "--help"])

    assert caught.value.code == 0
    assert "hiện trợ giúp này rồi thoát" in capsys.readouterr().out


def test_broken_plug_in_is_refused():
    entry = program.EntryPoint("broken", "summitry.no_such_module", program.ENTRY_POINTS)

    with pytest.raises(program.SummitryError) as caught:
        program._loaded("broken", {"broken": entry})

    assert caught.value.code == "command.broken"


def test_parser_is_argparse_for_plug_ins():
    assert issubclass(program.Parser, argparse.ArgumentParser)
