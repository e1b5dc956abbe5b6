"""`python -m tools.bundle`: one file that installs Summitry where there is no network."""

import hashlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path

from summitry import __version__

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "hanoi-2025"
LICENCES = (ROOT / "LICENSE", *sorted((ROOT / "LICENSES").iterdir()))
BUILT = ROOT / "src" / "summitry_web" / "frame" / "built"
INLINED = ROOT / "src" / "summitry" / "report" / "built"
CATALOGUES = ROOT / "src" / "summitry" / "report" / "locale"
NAME = f"summitry-offline-{__version__}"

_IGNORED = shutil.ignore_patterns("__pycache__", "*.py")

INSTALL = """#!/bin/sh
# Installs Summitry from this folder alone: no network, no administrator.
set -eu
cd "$(dirname "$0")"
target=${1:-$HOME/summitry}
python=${PYTHON:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo 'Summitry needs Python 3.11 or later: PYTHON=/path/to/python3 sh install.sh' >&2; exit 1; }
if command -v sha256sum >/dev/null; then sha256sum --quiet --check SHA256SUMS
else shasum --algorithm 256 --check SHA256SUMS >/dev/null; fi
"$python" -m venv "$target"
"$target/bin/python" -m pip install --quiet --disable-pip-version-check \\
  --no-index --find-links wheels --require-hashes --requirement requirements.txt
mkdir -p "$target/share/summitry"
cp -R examples licences "$target/share/summitry/"
echo "Installed. Start the site with: $target/bin/summitry serve --home $target/home"
"""
README = """Summitry {version}, for a machine without a network

The wheels are for {platform}, Python {python}; take the same there, or make
another bundle on such a machine with "make bundle".

1. Compare the SHA-256 of the whole bundle with the one you were given.
2. sh install.sh [FOLDER]      makes FOLDER (else ~/summitry) and installs there
3. FOLDER/bin/summitry selftest --home FOLDER/home
4. FOLDER/bin/summitry events --home FOLDER/home demo      where the example helps
5. FOLDER/bin/summitry serve --home FOLDER/home

docs/operating.md in the repository says the rest: HTTPS on a local network,
backup, restore, upgrade.
"""


def main(given: Sequence[str]) -> int:
    """Write the bundle into the folder that is given, else ``dist``; return 0."""
    out = Path(given[0]) if given else ROOT / "dist"
    lacking = [str(each) for each in (BUILT, INLINED, CATALOGUES) if not each.is_dir()]
    if lacking:
        sys.stderr.write(f"bundle: not built yet: {', '.join(lacking)}; run “make setup” first\n")
        return 1
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out) as scratch:
        folder = Path(scratch) / NAME
        wheels = folder / "wheels"
        wheels.mkdir(parents=True)
        _pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", wheels, ROOT)
        own = next(wheels.iterdir())
        hashed = ROOT / "requirements.txt"
        _pip("download", "--require-hashes", "--only-binary=:all:", "--dest", wheels, "-r", hashed)
        _write(folder, own)
        path = out / f"{NAME}.tar"
        with tarfile.open(path, "w") as archive:
            archive.add(folder, NAME, filter=_plain)
    digest = _digest(path)
    path.with_suffix(".tar.sha256").write_text(f"{digest}  {path.name}\n", encoding="ascii")
    sys.stdout.write(f"{path}: {path.stat().st_size / 1e6:.0f} MB, SHA-256 {digest}\n")
    return 0


def _pip(*arguments: str | Path) -> None:
    subprocess.run(  # noqa: S603  # our own command line, no shell
        (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check",
         *map(str, arguments)), check=True,
    )  # fmt: skip


def _write(folder: Path, own: Path) -> None:
    asked = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    line = f"summitry=={__version__} --hash=sha256:{_digest(own)}\n"
    (folder / "requirements.txt").write_text(asked + line, encoding="utf-8")
    (folder / "install.sh").write_text(INSTALL, encoding="utf-8")
    shutil.copytree(EXAMPLE, folder / "examples" / EXAMPLE.name, ignore=_IGNORED)
    (folder / "licences").mkdir()
    for each in LICENCES:
        shutil.copy(each, folder / "licences")
    python = ".".join(map(str, sys.version_info[:2]))
    told = README.format(version=__version__, platform=sys.platform, python=python)
    (folder / "README.txt").write_text(told, encoding="utf-8")
    files = sorted(each for each in folder.rglob("*") if each.is_file())
    sums = (f"{_digest(each)}  {each.relative_to(folder).as_posix()}\n" for each in files)
    (folder / "SHA256SUMS").write_text("".join(list(sums)), encoding="utf-8")


def _plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Return the member without what differs from machine to machine."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mtime = 0
    member.mode = 0o755 if member.isdir() or re.search(r"\.sh$", member.name) else 0o644
    return member


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
