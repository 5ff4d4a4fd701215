"""A table of figures as Markdown, and the pages that such tables stand in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Table:
    """A named table: its heads, and its rows as they are printed; the first column is words."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def markdown(self) -> str:
        """The table as it stands on a page."""
        lines = [_line(self.heads), "|---|" + "--:|" * (len(self.heads) - 1)]
        return "\n".join([*lines, *map(_line, self.rows)])


def put(page: Path, tables: Sequence[Table]) -> None:
    """Write tables between their marks, `<!-- table: NAME -->` and `<!-- end -->`, on a page whose
    other text stays as it is."""
    text = page.read_text(encoding="utf-8")
    for table in tables:
        mark = re.compile(rf"<!-- table: {table.name} -->\n.*?<!-- end -->", re.DOTALL)
        filled = f"<!-- table: {table.name} -->\n\n{table.markdown()}\n\n<!-- end -->"
        text, found = mark.subn(filled.replace("\\", "\\\\"), text)
        assert found == 1, f"{page.name} has no place, or several, for the table {table.name}"
    page.write_text(text, encoding="utf-8")


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
