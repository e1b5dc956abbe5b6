"""The offline bundle installs without a network, and what is installed is whole."""

import os
import subprocess
import tarfile

import pytest

from tests.web.node.made import told


@pytest.mark.slow
def test_bundle_installs_without_a_network(tmp_path):
    made = told("-m", "tools.bundle", str(tmp_path / "dist"))
    assert made.returncode == 0, made.stderr
    (bundle,) = (tmp_path / "dist").glob("*.tar")
    with tarfile.open(bundle) as archive:
        archive.extractall(tmp_path, filter="data")
    folder = tmp_path / bundle.name.removesuffix(".tar")
    # An index that does not exist: whoever asks it fails.
    cut_off = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PIP_CONFIG_FILE": os.devnull,
               "PIP_INDEX_URL": "http://127.0.0.1:9/"}  # fmt: skip

    installed = subprocess.run(
        ("/bin/sh", str(folder / "install.sh"), str(tmp_path / "site")),
        env=cut_off, capture_output=True, text=True, check=False,
    )  # fmt: skip
    program, home = str(tmp_path / "site" / "bin" / "summitry"), str(tmp_path / "home")
    served = subprocess.run(
        (program, "serve", "--home", home, "--port", "8490", "--once"),
        env=cut_off, capture_output=True, text=True, check=False,
    )  # fmt: skip
    tested = subprocess.run(
        (program, "selftest", "--home", home),
        env=cut_off, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert installed.returncode == 0, installed.stderr
    assert served.returncode == 0, served.stderr
    assert (tested.returncode, tested.stdout.splitlines()[-1]) == (0, "Ready."), tested.stdout
