"""The first Ctrl-C is a wish, the second ends the program, and afterwards all is as before."""

import signal

import pytest

from summitry.cli.interruption import interruption


def test_the_first_is_noted_and_the_second_ends_the_program():
    before = signal.getsignal(signal.SIGINT)

    with interruption() as pressed:
        assert not pressed
        signal.raise_signal(signal.SIGINT)
        assert pressed == [signal.SIGINT]
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)

    assert signal.getsignal(signal.SIGINT) is before
