"""Rich, as the commands use it (imported only when something is shown)."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import NoReturn

from rich import box
from rich.console import Console
from rich.table import Table

_NO_TERMINAL_WIDTH = 100_000
"""Where nobody reads it on a screen nothing is wrapped or cut."""


class Paper(Console):
    """A console whose reader may leave: that is for the program to deal with."""

    def on_broken_pipe(self) -> NoReturn:
        """Let the program end quietly."""
        raise BrokenPipeError


def paper(*, stderr: bool) -> Paper:
    """Standard output or standard error. Coloured and wrapped only where it is a terminal."""
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else _NO_TERMINAL_WIDTH
    return Paper(stderr=stderr, highlight=False, markup=False, emoji=False, width=width)


def plain_table(headings: Iterable[str], figures: Iterable[bool]) -> Table:
    """An empty table in the house's style: figures to the right, no lines but one."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for heading, is_figure in zip(headings, figures, strict=True):
        table.add_column(
            heading,
            justify="right" if is_figure else "left",
            no_wrap=is_figure,
            overflow="fold",
            vertical="top",
        )
    return table
