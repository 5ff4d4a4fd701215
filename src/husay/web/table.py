"""A table on a page: aligned figures, a small graph where it helps, the same on every page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.utils.safestring import SafeString

from husay.words.figure import Evidence, Figure


@dataclass(frozen=True)
class Column:
    """A heading. Figures stand right-aligned; a `graph` column is not wrapped or sorted by eye.

    `rest` columns are left out on a phone; keep them to what the reader can do without there.
    With `url` the heading leads to the same table ordered by this column, and `order` says that
    it is; `evidence` is what a small button beside it opens. `of` says for ears whose it is,
    where several columns have one heading.
    """

    label: str
    kind: Literal["text", "number", "graph"] = "text"
    rest: bool = False
    url: str = ""
    order: Literal["", "ascending", "descending"] = ""
    evidence: Evidence | None = None
    of: str = ""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell: words (with `url`, a link), a figure, a graph (husay.web.graphs), or several.

    `depth` is how far words stand from the left, where a table is a tree: 0 to 4.
    """

    text: str = ""
    url: str = ""
    note: str = ""
    figure: Figure | None = None
    graph: SafeString | str = ""
    depth: int = 0


@dataclass(frozen=True)
class Table:
    """Rows of cells, as many in each as there are columns; a row's first cell is its heading.

    `caption` says what the table shows; it is read aloud, and seen where `captioned`. A `dense`
    one has many narrow columns; in a `wordy` one cells are sentences, and wrap.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] = ()
    captioned: bool = False
    dense: bool = False
    wordy: bool = False

    def __post_init__(self) -> None:
        lines = (*self.rows, self.total) if self.total else self.rows
        assert all(len(line) == len(self.columns) for line in lines), "a cell for each column"

    @property
    def lines(self) -> list[list[tuple[Column, Cell]]]:
        """The rows with each cell beside its column, for the template."""
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]

    @property
    def total_line(self) -> list[tuple[Column, Cell]]:
        """The last row likewise, or nothing."""
        return list(zip(self.columns, self.total, strict=True)) if self.total else []
