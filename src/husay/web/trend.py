"""A measure over time, as it is to be drawn: figures and words, no drawing (husay.web.charts)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from husay.web.table import Cell, Column, Table
from husay.words.format import Style


@dataclass(frozen=True)
class Line:
    """One value per point, in ten-thousandths; None where nothing is known."""

    name: str
    values: tuple[int | None, ...]


@dataclass(frozen=True)
class Band:
    """Between `lower` and `upper` we expect it to lie; None where it is not uncertain."""

    name: str
    lower: tuple[int | None, ...]
    upper: tuple[int | None, ...]


@dataclass(frozen=True)
class Mark:
    """A point that something is said of."""

    name: str
    at: int


@dataclass(frozen=True, kw_only=True)
class Trend:
    """A measure over time: goal as a line, last year as a shadow, uncertainty as a band.

    `key` is unique on the page; `summary` says in words what there is to see. `points` are
    short, for the axis; `names` are their full names, for the tooltip and the table. `zero`:
    whether the axis must show zero (amounts do; a ratio need not). `signed`: figures are
    differences, and those above zero carry a plus. `marks` are drawn across the lines.
    """

    key: str
    title: str
    summary: str
    points: tuple[str, ...]
    names: tuple[str, ...]
    actual: Line
    style: Style
    goal: Line | None = None
    last_year: Line | None = None
    likely: Line | None = None
    band: Band | None = None
    zero: bool = True
    signed: bool = False
    marks: tuple[Mark, ...] = ()

    def __post_init__(self) -> None:
        lengths = {len(self.points), len(self.names)}
        lengths |= {len(line.values) for _kind, line in self.lines()}
        if self.band:
            lengths |= {len(self.band.lower), len(self.band.upper)}
        assert len(lengths) == 1, "every line has a value, or None, at every point"

    def lines(self) -> list[tuple[str, Line]]:
        """The lines that there are, by kind, the most important first."""
        kinds = (
            ("actual", self.actual),
            ("likely", self.likely),
            ("goal", self.goal),
            ("last-year", self.last_year),
        )
        return [(kind, line) for kind, line in kinds if line is not None]

    def values(self) -> list[int]:
        """All that must fit on the axis."""
        drawn = [line.values for _kind, line in self.lines()]
        if self.band:
            drawn += [self.band.lower, self.band.upper]
        return [value for values in drawn for value in values if value is not None]

    def tips(self, style: Style) -> list[dict[str, object]]:
        """What the tooltip says at each point."""
        return [
            {
                "title": name,
                "rows": [
                    [kind, line.name, style.text(line.values[index], signed=self.signed)]
                    for kind, line in self.lines()
                    if line.values[index] is not None
                ],
            }
            for index, name in enumerate(self.names)
        ]

    def table(self) -> Table:
        """The same figures in full, to be read."""
        lines = [line for _kind, line in self.lines()]
        if self.band:
            lines.append(Line(gettext("%s, at least") % self.band.name, self.band.lower))
            lines.append(Line(gettext("%s, at most") % self.band.name, self.band.upper))
        columns = (Column(gettext("When")), *(Column(line.name, "number") for line in lines))
        rows = tuple(
            (Cell(text=name), *(Cell(text=self.style.exact(line.values[i])) for line in lines))
            for i, name in enumerate(self.names)
        )
        return Table(self.title, columns, rows)
