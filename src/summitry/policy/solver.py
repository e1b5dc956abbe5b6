"""The one door to HiGHS: a solver that never says a word and works on one core."""

import highspy


class Solver(highspy.Highs):
    """A solver whose output is its answer alone.

    It greets when its callbacks are switched on, as it is made, and would do so on the output of
    the process, past Python: it must be told to be silent before that.
    """

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # the library tells no types
        # Not by the number of threads: the solver refuses another one than at its first run.
        self.setOptionValue("parallel", "off")

    def enableCallbacks(self) -> None:  # noqa: N802  # the library's name
        """Switch the callbacks on, in silence."""
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]  # the library tells no types
