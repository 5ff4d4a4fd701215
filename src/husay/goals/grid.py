"""A grid of goals: rows are items, columns windows; a table of goals for it, read whole.

A table comes as a spreadsheet copies it (cells apart by tabs, rows by line ends, a cell with
either in quotes) or as CSV. Every cell is read and every mistake is told with its row and column;
with any mistake nothing changes. An empty cell leaves its goal as it is.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from io import StringIO

from husay.basics.period import Window, YearRule
from husay.basics.problem import Problem
from husay.book.source import nearest
from husay.goals.edit import Change
from husay.goals.typed import Typed, decimal_of
from husay.goals.window_text import window_of

Cell = tuple[str, Window]
"""An item's key, and the window of a column."""


@dataclass(frozen=True)
class Grid:
    """What a grid shows: the rows' keys with their names, in order, the columns' windows, and the
    goals that there are; `identifiers` are what rows may be called besides, by key."""

    rows: Mapping[str, str]
    columns: tuple[Window, ...]
    values: Mapping[Cell, int]
    identifiers: Mapping[str, str] = field(default_factory=dict)

    def called(self, text: str) -> list[str]:
        """The keys of the rows that a text names: the one with this key, else those with this
        identifier or name, whatever its blanks and capitals."""
        if text.strip() in self.rows:
            return [text.strip()]
        return self._by_name.get(plain_name(text), [])

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for key, name in self.rows.items():
            for said in {plain_name(name), plain_name(self.identifiers.get(key, name))}:
                found.setdefault(said, []).append(key)
        return found


@dataclass(frozen=True)
class Given:
    """What was read: the changes, in the rectangle's order; none with any problem."""

    changes: tuple[Change[Cell], ...]
    problems: tuple[Problem, ...]


def cells_of(text: str) -> tuple[tuple[str, ...], ...] | Problem:
    """The cells of a pasted or read rectangle, empty rows at its end left out.

    Tabs divide cells where there are any, else semicolons where the first row has more of them
    than commas, else commas. A single line without tabs is one cell's text: 1,234.50 is one cell.
    Problem: `grid-quote-open`.
    """
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if "\t" in text or "\n" not in text.strip("\n"):
        divider = "\t"
    else:
        first = text.split("\n", 1)[0]
        divider = ";" if first.count(";") > first.count(",") else ","
        divider = divider if divider in first else "\t"
    try:
        rows = [tuple(row) for row in csv.reader(StringIO(text), delimiter=divider, strict=True)]
    except csv.Error:
        return Problem(code="grid-quote-open")
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    return tuple(rows)


def table(text: str, grid: Grid, year: YearRule, typed: Typed) -> Given:
    """What a table with headers changes: windows in its first row, items in its first column.

    Items are named by key, identifier or name, windows as `goals.window_text` reads them; both must
    be the grid's. A row or a column of totals is a mistake, not an item: it is told as unknown.
    Problems: those of `cells_of` and of `Typed.amount`; `grid-empty`, `grid-item-unknown`,
    `grid-item-two`, `grid-item-again`, `grid-window-unknown`, `grid-window-again`,
    `grid-row-too-wide`. `row` counts the table's rows from 1, the header included.
    """
    cells = cells_of(text)
    if isinstance(cells, Problem):
        return Given((), (cells,))
    if len(cells) < 2:
        return Given((), (Problem(code="grid-empty"),))
    reader = _Headers(grid, year)
    windows = reader.windows(cells[0])
    placed = list[_Placed]()
    for number, row in enumerate(cells[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        item = reader.item(row[0], number)
        if len(row) > len(windows) + 1:
            said = (("has", str(len(row))), ("room", str(len(windows) + 1)))
            reader.problems.append(Problem(code="grid-row-too-wide", row=number, values=said))
        placed += [
            _Placed(cell, item, window, number)
            for cell, window in zip(row[1:], windows, strict=False)
        ]
    return _read(placed, grid, typed, reader.problems)


@dataclass(frozen=True)
class _Placed:
    """A cell's text, and where it belongs; None where that could not be told."""

    text: str
    item: str | None
    window: Window | None
    row: int


def _read(
    placed: Sequence[_Placed], grid: Grid, typed: Typed, before: Sequence[Problem] = ()
) -> Given:
    """The changes that cells make, or all that is wrong with them."""
    if typed.decimal is None:
        sign = decimal_of((cell.text for cell in placed), typed.currency)
        typed = replace(typed, decimal=sign)
    changes, problems = list[Change[Cell]](), list(before)
    for cell in placed:
        value = typed.amount(cell.text)
        if isinstance(value, Problem):
            column = window_name(cell.window) if cell.window else None
            problems.append(replace(value, row=cell.row, column=column))
        elif value is not None and cell.item is not None and cell.window is not None:
            key = (cell.item, cell.window)
            if grid.values.get(key) != value:
                changes.append(Change(key, grid.values.get(key), value))
    return Given(() if problems else tuple(changes), tuple(problems))


def window_name(window: Window) -> str:
    """A window as its first and last day."""
    return f"{window.start}/{window.end}"


class _Headers:
    """Reads the names of rows and columns, noting what is wrong with them."""

    def __init__(self, grid: Grid, year: YearRule) -> None:
        self.grid, self.year = grid, year
        self.problems: list[Problem] = []
        self.seen: set[str | Window] = set()

    def windows(self, header: Sequence[str]) -> list[Window | None]:
        """The windows of the columns, without the first, which names the items."""
        return [self._window(text, at) for at, text in enumerate(header[1:], start=2)]

    def _window(self, text: str, at: int) -> Window | None:
        window = window_of(text, self.year)
        if isinstance(window, Problem) or window not in self.grid.columns:
            known = tuple(map(window_name, self.grid.columns))
            said = (("at", str(at)), ("known", ", ".join(known[:3])))
            problem = Problem(code="grid-window-unknown", row=1, value=text, values=said)
            self.problems.append(problem)
            return None
        return window if self._first(window, "grid-window-again", text, 1) else None

    def item(self, text: str, row: int) -> str | None:
        """The key of the item that a row names."""
        keys = self.grid.called(text)
        if len(keys) == 1:
            return keys[0] if self._first(keys[0], "grid-item-again", text, row) else None
        if keys:
            said = (("keys", ", ".join(keys)),)
            self.problems.append(Problem(code="grid-item-two", row=row, value=text, values=said))
        else:
            said = (("nearest", nearest(text, list(self._names()))),)
            problem = Problem(code="grid-item-unknown", row=row, value=text, values=said)
            self.problems.append(problem)
        return None

    def _first(self, what: str | Window, code: str, text: str, row: int) -> bool:
        """Whether it is named for the first time."""
        if what in self.seen:
            self.problems.append(Problem(code=code, row=row, value=text))
            return False
        self.seen.add(what)
        return True

    def _names(self) -> Iterator[str]:
        yield from self.grid.rows
        yield from self.grid.rows.values()


def plain_name(name: str) -> str:
    """A name as it is compared: without regard to blanks and capitals."""
    return " ".join(name.split()).casefold()
