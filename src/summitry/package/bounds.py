"""Limits on everything a reader takes in; a package beyond one of them is refused by its name."""

FILES_MAX = 200
PACKAGE_BYTES_MAX = 160 * 2**20
"""All files of a folder together. The largest plan thought of has 80 MiB: half a million shifts
and as many persons, accreditations and identities."""

CSV_BYTES_MAX = 64 * 2**20
CSV_ROWS_MAX = 1_000_000
CSV_CHUNK_ROWS = 20_000
"""Rows that are held as rows at one time; a cell that repeats is held once in its column."""

TOML_BYTES_MAX = 256 * 2**10
GEOJSON_BYTES_MAX = 4 * 2**20
BLOCKS_MAX = 5_000
"""A bulk table's pairs of unit and day."""

COLUMNS_MAX = 64
CELL_LENGTH_MAX = 32_767
"""What a cell of a workbook can hold; the same for CSV, so that each becomes the other."""

SET_SIZE_MAX = 1_000
SET_PARTS_MAX = 500_000
ESCAPES_MAX = 100_000
OUTLINE_POINTS_MAX = 5_000
POINTS_MAX = 100_000
LIVE_BYTES_MAX = 4 * 2**20
INTEGER_DIGITS_MAX = 15
"""A workbook holds whole numbers exactly up to here."""

WORKBOOK_BYTES_MAX = 8 * 2**20
SHEET_ROWS_MAX = 100_000
"""A workbook is for people: what has more rows is kept as a folder."""

WORKBOOK_MEMBERS_MAX = 1_000
WORKBOOK_UNPACKED_BYTES_MAX = 48 * 2**20
WORKBOOK_RATIO_MAX = 200
WORKBOOK_CELLS_MAX = 1_000_000
WORKBOOK_TAGS_MAX = 2_500_000
WORKBOOK_TEXT_MAX = 64 * 2**20
SHEETS_MAX = 200
"""More than there are tables, so that each table of a plan can have its sheet."""

NESTING_MAX = 64
PROBLEMS_MAX = 500
NEAR_MAX = 3
NEAR_LOOKUPS_MAX = 100
NEAR_CANDIDATES_MAX = 500
"""Beyond these a problem is told without what is near: looking for it takes milliseconds."""

NEAR_LENGTH_MAX = 64
GOT_LENGTH_MAX = 80
