"""Rich, as the commands use it (imported only when something is shown).

All that is shown goes through a `Paper`, and all tables are a `PlainTable`: so data can send no
escape sequence to anybody's terminal.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any, NoReturn

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from husay.cli.harmless import harmless, in_a_line

_NO_TERMINAL_WIDTH = 100_000
"""Where nobody reads it on a screen nothing is wrapped or cut."""


class Paper(Console):
    """A console whose reader may leave: that is for the program to deal with."""

    def on_broken_pipe(self) -> NoReturn:
        """Let the program end quietly."""
        raise BrokenPipeError

    def print(self, *objects: Any, **options: Any) -> None:
        """Print, with the control characters of all texts replaced."""
        super().print(*(_harmless(shown) for shown in objects), **options)


def _harmless(shown: Any) -> Any:
    if isinstance(shown, str):
        return harmless(shown)
    if isinstance(shown, Text):
        shown.plain = harmless(shown.plain)  # of the same length: its colours stay in place
    return shown


class PlainTable(Table):
    """A table of texts."""

    def add_texts(self, texts: Iterable[str]) -> None:
        """Add a row, every text in one line and harmless."""
        self.add_row(*(Text(in_a_line(text)) for text in texts))


def paper(*, stderr: bool) -> Paper:
    """Standard output or standard error. Coloured and wrapped only where it is a terminal."""
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else _NO_TERMINAL_WIDTH
    return Paper(stderr=stderr, highlight=False, markup=False, emoji=False, width=width)


def plain_table(
    headings: Iterable[str], figures: Iterable[bool], widths: Iterable[int | None] | None = None
) -> PlainTable:
    """An empty table in the house's style: figures to the right, no lines but one.

    Where it may not fit, say how wide each column is (husay.cli.fitting): left alone, Rich cuts.
    """
    table = PlainTable(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    named = list(zip(headings, figures, strict=True))
    for (heading, is_figure), width in zip(named, widths or [None] * len(named), strict=True):
        table.add_column(
            Text(in_a_line(heading)),
            justify="right" if is_figure else "left",
            no_wrap=is_figure and width is None,
            overflow="fold",
            vertical="top",
            width=width,
        )
    return table
