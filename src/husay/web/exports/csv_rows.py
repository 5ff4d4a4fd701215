"""CSV, a piece at a time: a long list leaves while it is still being read."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence

from husay.basics.amount import amount_text
from husay.words.csv_text import safe_cell
from husay.words.sheet import Kind, Row, SheetColumn, plain

BYTE_ORDER_MARK = "\ufeff"
"""By it spreadsheets know that the text is UTF-8."""


def csv_pieces(
    columns: Sequence[SheetColumn], batches: Iterable[Sequence[Row]], last: str = ""
) -> Iterator[bytes]:
    """The file in pieces: its heading, then each batch of rows, and `last` what is to be said."""
    yield (BYTE_ORDER_MARK + _lines([[safe_cell(c.name) for c in columns]])).encode()
    for batch in batches:
        # Column by column: how a value is written is decided once for all of them.
        written = [_written(c.kind, [row.get(c.name) for row in batch]) for c in columns]
        yield _lines(zip(*written, strict=True)).encode()
    if last:
        yield _lines([[safe_cell(last)]]).encode()


def _lines(rows: Iterable[Iterable[object]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _written(kind: Kind, values: Sequence[object]) -> list[object]:
    """A column's values as CSV has them; figures cannot be formulas and need no looking at."""
    text = _TEXT_OF.get(kind)
    if text is not None:
        return ["" if value is None else text(value) for value in values]
    return [safe_cell(plain(value, kind)) for value in values]


def _money(value: object) -> str:
    return amount_text(value)  # type: ignore[arg-type]


def _text(value: object) -> object:
    return safe_cell(str(value))


_TEXT_OF: dict[Kind, Callable[[object], object]] = {
    "money": _money,
    "count": str,
    "day": str,
    "text": _text,
}
