"""`python -m summitry.cli.catalogues`: collect sentences, bring catalogues up to date, compile.

For set-up and for people who translate; run it in the folder that holds ``catalogues/``.
"""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from summitry.report.language import DOMAIN

KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "Text": None,
    "Label": None,
    "t": None,
    "ngettext": (1, 2),
    "n": (1, 2),
    "counted": (1, 2),
}
"""What marks a sentence: the kernel's three markers, and the templates' `t` and `n`."""

LINE_WIDTH = 100
FOLDER = Path("catalogues")
SOURCES = Path("src")
MAPPING = Path("babel.cfg")
COMPILED = Path(__file__).parent.parent / "report" / "locale"


def main(argv: list[str] | None = None) -> int:
    """Do one of the three jobs on every catalogue and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m summitry.cli.catalogues", description=__doc__)
    parser.add_argument("job", choices=["extract", "update", "compile"])
    job = parser.parse_args(argv).job
    if not FOLDER.is_dir():
        sys.stderr.write(f"There is no folder “{FOLDER}” here; run this in the repository.\n")
        return 2
    if job == "compile":
        return compiled(catalogue_files())
    template = collected(SOURCES)
    if job == "extract":
        written(template, FOLDER / f"{DOMAIN}.pot")
    else:
        for path in catalogue_files():
            updated(path, template)
    return 0


def catalogue_files() -> list[Path]:
    """Return the catalogue of each language, in order of its code."""
    return sorted(FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def collected(sources: Path) -> Catalog:
    """Return every sentence of the sources, without translations."""
    with MAPPING.open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)  # type: ignore[no-untyped-call]  # Babel
    template = Catalog(project="Summitry", version="", charset="utf-8", fuzzy=False)
    found = extract_from_dir(sources, methods, options, keywords=KEYWORDS)
    for path, _line, message, comments, _context in sorted(found, key=lambda each: each[:2]):
        # Line numbers would change every catalogue with every edit; the file says enough.
        template.add(message, locations=[(path, 0)], auto_comments=comments)
    return template


def read(path: Path) -> Catalog:
    """Return the catalogue of the file."""
    with path.open("rb") as stream:
        return read_po(stream, locale=path.parent.parent.name, domain=DOMAIN)


def updated(path: Path, template: Catalog) -> None:
    """Bring one catalogue up to date; sentences that are gone leave it, new ones are empty."""
    catalogue = read(path)
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    written(catalogue, path)


def written(catalogue: Catalog, path: Path) -> None:
    """Write the catalogue, sorted, so that two edits rarely meet on one line."""
    with path.open("wb") as stream:
        write_po(
            stream,
            catalogue,
            width=LINE_WIDTH,
            sort_output=True,
            omit_header=False,
            include_lineno=False,
        )


def compiled(paths: Iterable[Path]) -> int:
    """Compile the catalogues to where the program looks for them; return the exit status."""
    for path in paths:
        target = COMPILED / path.parent.parent.name / "LC_MESSAGES" / f"{DOMAIN}.mo"
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as stream:
            write_mo(stream, read(path))
        sys.stdout.write(f"{path} → {target.relative_to(COMPILED)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
