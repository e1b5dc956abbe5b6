"""Which tests of the node take too long for each run."""

import os

# The bundle's test downloads every package: it is part of `make test-full`.
collect_ignore = [] if os.environ.get("SUMMITRY_FULL") == "1" else ["test_bundle.py"]
