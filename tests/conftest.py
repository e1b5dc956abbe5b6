"""How much random examples are worth: the same ones in `make test`, many new in `test-full`."""

from hypothesis import settings

# The same examples on every machine, however slow: a flaky test is a bug of the first order.
settings.register_profile("steady", deadline=None, derandomize=True, max_examples=50)
settings.register_profile("full", deadline=None, max_examples=2_000, print_blob=True)
settings.load_profile("steady")
