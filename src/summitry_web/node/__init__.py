"""One node: its folder, its processes, its certificates, its backups, and whether it is ready."""

import sys

from summitry_web.frame.database import use_fixed_sqlite

# Here, because what stands in this package must find the fixed SQLite when it imports one.
use_fixed_sqlite(sys.modules)
