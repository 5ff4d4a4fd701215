"""A mistake as data: where it is, what it is, and what would mend it.

The inner floors report problems as codes with values; the faces turn them into sentences in
the reader's language (`husay.words`). Nothing stops at the first mistake.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One kind of mistake at one place.

    `code` names the mistake; `values` are the words its sentence needs, as (name, value) pairs;
    `count` is how many rows have it where a list was cut short. In a document of text, `line` and
    `at` are the line and the column where it stands, counted from 1.
    """

    code: str
    severity: Severity = "error"
    table: str | None = None
    file: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None
    values: tuple[tuple[str, str], ...] = ()
    count: int = 1
    line: int | None = None
    at: int | None = None

    def says(self) -> dict[str, str]:
        """The values by name."""
        return dict(self.values)


class Mistake(Exception):
    """Raised where nothing can go on: carries every problem found."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(p.code for p in problems))
        self.problems = problems


def mistake(code: str, **values: object) -> Mistake:
    """A Mistake with one problem of `code` and the values that its sentence needs."""
    return Mistake(Problem(code=code, values=tuple((k, str(v)) for k, v in values.items())))
