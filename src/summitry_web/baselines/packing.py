"""A package as the bytes of one archive, and back: equal packages give equal bytes."""

import io
from collections.abc import Iterable
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from summitry.package.package import Package
from summitry.package.read import read_package
from summitry.package.write import files_of

STEADY = (1980, 1, 1, 0, 0, 0)
"""The moment of every file, so that the archive does not say when it was made."""


def packed(package: Package) -> bytes:
    """Return the package's files in one archive."""
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in sorted(files_of(package).items()):
            member = ZipInfo(name, STEADY)
            member.compress_type = ZIP_DEFLATED
            archive.writestr(member, content)
    return stream.getvalue()


class _Archive:
    """An archive that `packed` made, as a source of named streams."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive

    def names(self) -> Iterable[str]:
        return self._archive.namelist()

    def open(self, name: str) -> BinaryIO:
        return io.BytesIO(self._archive.read(name))


def unpacked(content: bytes, *, key: bytes) -> Package:
    """Return the package that the archive holds."""
    with ZipFile(io.BytesIO(content)) as archive:
        return read_package(_Archive(archive), key=key)
