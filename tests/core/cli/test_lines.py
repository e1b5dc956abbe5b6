"""Lines that a command says."""

import sys

from summitry.cli.lines import say


def test_lines_go_to_standard_output_unless_a_stream_is_named(capsys):
    say(["one", "two"])
    say(["three"], sys.stderr)

    assert tuple(capsys.readouterr()) == ("one\ntwo\n", "three\n")
