"""Items side by side, as they are to be drawn: figures and words (husay.web.charts draws)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from husay.web.table import Cell, Column, Table
from husay.words.format import Style


@dataclass(frozen=True)
class RankItem:
    """One bar, in ten-thousandths. `tone` marks what is behind; `url` is where a click leads."""

    name: str
    value: int | None
    goal: int | None = None
    last_year: int | None = None
    tone: Literal["", "bad"] = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """Bars in the order given: goal as a tick, last year as a shadow, where they are named.

    `head` names the items ('Product line'); `key` is unique on the page.
    """

    key: str
    title: str
    summary: str
    head: str
    items: tuple[RankItem, ...]
    style: Style
    value_name: str
    goal_name: str = ""
    last_year_name: str = ""

    def values(self) -> list[int | None]:
        """All that must fit on the axis."""
        return [value for item in self.items for _k, _n, value in self.parts(item)]

    def parts(self, item: RankItem) -> list[tuple[str, str, int | None]]:
        """One item's figures: kind, name, value."""
        kinds = (
            ("actual", self.value_name, item.value),
            ("goal", self.goal_name, item.goal),
            ("last-year", self.last_year_name, item.last_year),
        )
        return [(kind, name, value) for kind, name, value in kinds if name]

    def legend(self) -> tuple[tuple[str, str], ...]:
        """What stands beside the bars, as (kind, name)."""
        beside = (("goal", self.goal_name), ("last-year", self.last_year_name))
        return tuple((kind, name) for kind, name in beside if name)

    def tips(self, style: Style) -> list[dict[str, object]]:
        """What the tooltip says at each item."""
        return [
            {
                "title": item.name,
                "rows": [
                    [kind, name, style.text(value)]
                    for kind, name, value in self.parts(item)
                    if value is not None
                ],
            }
            for item in self.items
        ]

    def table(self) -> Table:
        """The same figures in full, to be read."""
        names = [name for name in (self.value_name, self.goal_name, self.last_year_name) if name]
        columns = (Column(self.head), *(Column(name, "number") for name in names))
        rows = tuple(
            (
                Cell(text=item.name, url=item.url),
                *(Cell(text=self.style.exact(value)) for _k, _n, value in self.parts(item)),
            )
            for item in self.items
        )
        return Table(self.title, columns, rows)
