"""The solver says nothing on the output of the process, and one answers after the other."""

import subprocess
import sys

TWO = """
from summitry.policy.solver import Solver
for bound in (2.0, 3.0):
    solver = Solver()
    column = solver.addVariable(0.0, bound, -1.0)
    solver.run()
    print(solver.getInfo().objective_function_value)
"""


def test_its_answers_are_the_only_output() -> None:
    command = [sys.executable, "-c", TWO]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  # our own words

    assert (done.stdout.split(), done.stderr) == (["-2.0", "-3.0"], "")
