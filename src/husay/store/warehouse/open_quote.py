"""A quotation mark that is never closed swallows the rest of a file.

DuckDB, reading in one thread, leaves such a rest out without a word. So whether a file ends within
quotation marks is found out here, by going through it; of a large file only where the number of the
marks, or what follows the last one, lets one think so.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import IO

from husay.basics.problem import Mistake, Problem
from husay.store.warehouse.plain_text import PlainText

_END = "\x1e"
"""A line of our own behind the last one: it must come out as a row of its own."""

_SHOWN = 200

_LARGE_BYTES = 32 << 20


def expect_closed(text: PlainText, delimiter: str, escape: str, name: str) -> None:
    """Raises Mistake, with the line, where a quotation mark is open to the end of the file."""
    closed = text.after in ("", "\r", "\n", " ", delimiter) and text.quotes % 2 == 0
    large = text.path.stat().st_size > _LARGE_BYTES and escape == '"'
    if not text.quotes or (closed and large):
        return
    with text.opened() as handle:
        line, shown = _open_at(handle, delimiter, escape)
    if line:
        raise Mistake(
            Problem(code="broken-line", file=name, row=line, value=shown[:_SHOWN].rstrip())
        )


def _open_at(handle: IO[bytes], delimiter: str, escape: str) -> tuple[int, str]:
    """The number of the line in which a cell is opened for good, and how the cell begins; or 0."""
    doubled = escape == '"'
    reader = csv.reader(
        _and_end(io.TextIOWrapper(handle, encoding="utf-8-sig", newline="")),
        delimiter=delimiter, doublequote=doubled, escapechar=None if doubled else escape,
        skipinitialspace=True,
    )  # fmt: skip
    line, begun, last = 0, 1, list[str]()
    try:
        for row in reader:
            begun, line, last = line + 1, reader.line_num, row
    except csv.Error:  # a cell beyond all measure: nothing closes it
        return line + 1, ""
    return (0, "") if last == [_END] else (begun, delimiter.join(last).removesuffix(_END))


def _and_end(lines: io.TextIOWrapper) -> Iterator[str]:
    last = "\n"
    for line in lines:
        last = line
        yield line
    if not last.endswith(("\n", "\r")):
        yield "\n"
    yield _END
    lines.detach()
