"""A sheet: named columns and rows, ready to be written in any format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from husay.basics.amount import amount_text, ratio_text
from husay.measures.measure import Unit

Kind = Unit | Literal["text", "day"]
Row = Mapping[str, object]

FIGURES = frozenset({"money", "quantity", "count", "ratio", "days"})


@dataclass(frozen=True, kw_only=True)
class SheetColumn:
    """One column. `kind` says what its values are (money and quantity in ten-thousandths).

    `signed` shares carry a plus; `parts` are counts of which there may be a part (a goal's, say);
    amounts that were `worked_out` (a mean, a goal's part for some
    days) are shown to the coin; a column that is not `shown` is left out of a table for people,
    `named` is the column whose words stand there instead of this one's identifiers, and `missing`
    what stands there for people where there is no value. Where a table is too wide, columns of
    most `weight` are left out first, and those of none never.
    """

    name: str
    label: str
    kind: Kind = "text"
    signed: bool = False
    parts: bool = False
    worked_out: bool = False
    shown: bool = True
    named: str = ""
    missing: str = ""
    weight: int = 1

    @property
    def is_figure(self) -> bool:
        """Whether it stands to the right."""
        return self.kind in FIGURES


@dataclass(frozen=True)
class Sheet:
    """Columns, rows of raw values by column name, and the total row where there is one."""

    columns: tuple[SheetColumn, ...]
    rows: Sequence[Row]
    total: Row | None = None

    def plain_rows(self) -> list[dict[str, str | int | None]]:
        """The rows as they stand in JSON and CSV: amounts and ratios as exact decimal texts."""
        return [{c.name: plain(row.get(c.name), c.kind) for c in self.columns} for row in self.rows]


def plain(value: object, kind: Kind) -> str | int | None:
    """One value as it stands in JSON and CSV."""
    if value is None:
        return None
    if kind == "money":
        return amount_text(int(str(value)))
    if kind == "quantity":
        return amount_text(int(str(value)), least_decimals=0)
    if isinstance(value, Fraction):
        return ratio_text(value)
    return int(str(value)) if kind == "count" else str(value)
