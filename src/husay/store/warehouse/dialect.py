"""How one text file of rows is written: decided once, by us, and told to DuckDB in full.

DuckDB can guess all this, and guesses more than is good: a `#` for the beginning of a comment, a
column of one cell where one row is short. So nothing is left to it. Whoever looks at a file,
guesses its columns or reads it goes by the same `Dialect`.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO

from husay.basics.problem import Mistake, Problem
from husay.book.mapping.split_amounts import has_split_amount
from husay.book.sql import literal
from husay.store.warehouse.duck import file_literal
from husay.store.warehouse.open_quote import expect_closed
from husay.store.warehouse.plain_text import PlainText, is_packed

TOP = 30
"""A header stands within so many rows of the top."""

_LONGEST = 100_000
"""So many characters of a line are looked at."""

_DELIMITERS = ",;\t|"
"""Where two of them fit alike, the later one: commas also stand in amounts and texts."""

_NO_CELL = "\x1e"
"""What no cell is: a surplus cell that DuckDB may read as NULL it leaves out without a word."""

_SAID = re.compile(r"sep=(.)\s*", re.IGNORECASE)
Row = tuple[str, ...]


@dataclass(frozen=True)
class Dialect:
    """A text file in UTF-8 and all that is needed to read its rows.

    `skip` rows stand above the header, blank ones among them; `headers` are the columns' names,
    each one once. `newline` is said where the cells hold others: of itself DuckDB takes what it
    meets first, and is right where a text has one kind only (`plain_text` sees to that). To say it
    always is no better: of some files that end their lines as Windows does it then reads no row.
    `parallel` is for files without quotation marks: two threads that begin in the middle of a file
    cannot know whether that is within a text of several lines, and read other rows.
    """

    path: Path
    headers: tuple[str, ...]
    skip: int = 0
    delimiter: str = ","
    escape: str = '"'
    newline: str = ""
    parallel: bool = False

    def sql(self) -> str:
        """What reads the rows below the header, for a FROM: all texts, an empty cell is NULL.

        Rows with too many (be they empty) or too few cells are listed in `reject_errors`; who
        stages them refuses the whole file then (`husay.store.warehouse.staged`).
        """
        if len(self.headers) == 1:  # no line of one column is cut; a blank one is a row
            return self._read_sql("")
        return f"(SELECT nullif(COLUMNS(*), '') FROM {self._read_sql(_NO_CELL)})"

    def _read_sql(self, null: str) -> str:
        columns = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in self.headers)
        packed = "gzip" if is_packed(self.path) else "none"
        newline = f"new_line = {literal(self.newline)}, " if self.newline else ""
        return (
            f"read_csv({file_literal(self.path)}, auto_detect = false, columns = {{{columns}}}, "
            f"delim = {literal(self.delimiter)}, quote = '\"', escape = {literal(self.escape)}, "
            f"comment = '', {newline}header = false, "
            f"skip = {self.skip + 1}, encoding = 'utf-8', compression = '{packed}', "
            f"nullstr = {literal(null)}, null_padding = false, strict_mode = true, "
            "hive_partitioning = false, store_rejects = true, "
            f"parallel = {str(self.parallel).lower()})"
        )


def dialect_of(text: PlainText, name: str, skip: int | None = None) -> Dialect:
    """How a text file is written; `skip` is how many rows stand above its header, where known.

    `name` is what its giver calls the file. Raises Mistake when nothing stands in it.
    """
    with text.opened() as handle:
        lines = _first_lines(handle)
    delimiter, escape = _signs(lines)
    expect_closed(text, delimiter, escape, name)
    rows = _rows(lines, delimiter, escape)
    filled = [(above, row) for above, row in enumerate(rows) if any(c.strip() for c in row)]
    above = rows_above(filled) if skip is None else skip
    if not filled or above >= len(rows):
        raise Mistake(Problem(code="empty-file", file=name))
    headers = _headers(rows[above], rows[above + 1 :])
    return Dialect(text.path, headers, above, delimiter, escape, parallel=not text.quotes)


def rows_above(rows: Iterable[tuple[int, Sequence[object]]]) -> int:
    """How many rows stand above the header: a report's title, its date, blank rows.

    `rows` are the first ones, each with the number of rows above it.
    """
    filled = [(above, sum(1 for cell in row if str(cell).strip())) for above, row in rows]
    widest = max((width for _, width in filled), default=0)
    return next((above for above, width in filled if 5 * width >= 3 * widest > 0), 0)


def unique_names(headers: Iterable[str]) -> tuple[str, ...]:
    """Columns' names: an empty one is called by its place, a second of a name gets a number."""
    found: dict[str, str] = {}
    for place, header in enumerate(headers):
        wanted = name = header.strip() or f"column{place}"
        number = 0
        while name.lower() in found:
            number += 1
            name = f"{wanted}_{number}"
        found[name.lower()] = name
    return tuple(found.values())


def _headers(header: Row, below: Sequence[Row]) -> tuple[str, ...]:
    """The columns' names, as many as most rows below have cells; as many as the header has where
    it is rather a comma within an amount that makes rows longer."""
    rows = [row for row in below if row]
    widths = Counter(map(len, rows))
    usual = max(
        widths, key=lambda width: (widths[width], width == len(header), width), default=len(header)
    )
    if usual > len(header) and (len(rows) == 1 or any(has_split_amount(header, r) for r in rows)):
        usual = len(header)
    named = len(header)
    while named > usual and not header[named - 1].strip():
        named -= 1
    return unique_names([*header[:named], *[""] * (usual - named)])


def _first_lines(handle: IO[bytes]) -> list[str]:
    text = io.TextIOWrapper(handle, encoding="utf-8-sig", newline="")
    lines = list(islice(iter(lambda: text.readline(_LONGEST), ""), 2 * TOP))
    text.detach()
    return lines


def _rows(lines: Iterable[str], delimiter: str, escape: str) -> list[Row]:
    """The rows of some lines, as far as they can be taken apart."""
    doubled = escape == '"'
    rows = list[Row]()
    try:
        for row in csv.reader(
            lines, delimiter=delimiter, doublequote=doubled, escapechar=None if doubled else escape
        ):
            rows.append(tuple(row))
    except csv.Error:
        pass  # a cell beyond all measure; what stands above it tells enough
    return rows


def _signs(lines: Sequence[str]) -> tuple[str, str]:
    """What stands between cells, and before a quotation mark within one."""
    if lines and (said := _SAID.fullmatch(lines[0])):
        return said[1], '"'
    delimiter = max(
        _DELIMITERS, key=lambda sign: (*_fit(_rows(lines, sign, '"')), _DELIMITERS.index(sign))
    )
    if any('\\"' in line for line in lines) and not _strictly(lines, delimiter, '"'):
        return delimiter, "\\" if _strictly(lines, delimiter, "\\") else '"'
    return delimiter, '"'


def _strictly(lines: Iterable[str], delimiter: str, escape: str) -> bool:
    """Whether lines can be taken apart without any leniency; the last cell may go on below."""
    doubled = escape == '"'
    reader = csv.reader(
        lines, delimiter=delimiter, doublequote=doubled,
        escapechar=None if doubled else escape, strict=True,
    )  # fmt: skip
    try:
        for _ in reader:
            pass
    except csv.Error as error:
        return str(error) == "unexpected end of data"
    return True


def _fit(rows: Iterable[Row]) -> tuple[int, int]:
    """How many rows have as many cells as most of those with several, and how many those are."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return (0, 0)
    width = max(widths, key=lambda w: (widths[w], w))
    return (widths[width], width)


def write_rows(path: Path, rows: Iterator[Sequence[str]]) -> Dialect | None:
    """Write rows of texts, all as wide as the first one, the header; None where not even that is.

    Every cell is quoted, so that nothing in it can be taken for a sign.
    """
    header = next(rows, None)
    if header is None:
        return None
    names = unique_names(header)
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(names)
        writer.writerows(rows)
    return Dialect(path, names, newline="\\n")
