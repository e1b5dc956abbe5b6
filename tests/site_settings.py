"""The site's settings in tests: a folder of its own for each process, and a fast hasher.

The environment must be set before the settings are read, and pytest-django reads them before any
``conftest``: so it is done here.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

FOLDER = "SUMMITRY_TEST_FOLDER"

if FOLDER not in os.environ:
    # The first process makes it, and xdist's workers inherit the name.
    os.environ[FOLDER] = tempfile.mkdtemp(prefix="summitry-tests-")
    atexit.register(shutil.rmtree, os.environ[FOLDER], ignore_errors=True)
_home = Path(os.environ[FOLDER]) / os.environ.get("PYTEST_XDIST_WORKER", "main")
# whitenoise warns where the folder of collected files is not there.
(_home / "static").mkdir(parents=True, exist_ok=True)
os.environ["SUMMITRY_HOME"] = str(_home)

from summitry_web.frame.settings import *  # noqa: E402, F403  # read after what they depend on

# A slow hash is for attackers; nobody attacks the tests.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
