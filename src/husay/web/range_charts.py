"""Charts whose bars float: the steps from one figure to another, and intervals with their middles.

Beside `husay.web.charts`, and made of the same parts: a floating bar is an unseen one with the seen
one stacked on it, both on one side of zero; where it lies on both sides it is two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from husay.web.axis import nice_axis
from husay.web.charts import (
    HOLD,
    NARROW,
    Chart,
    Option,
    figures_axis,
    frame,
    names_label,
    words_axis,
)
from husay.web.table import Cell, Column, Table
from husay.words.format import Style

_COLOURS = {
    "good": "var(--husay-good)", "bad": "var(--husay-bad)", "": "var(--husay-accent)",
    "plain": "var(--husay-muted)", "range": "var(--husay-shadow)",
}  # fmt: skip
_ROW, _EDGE, _CLOSE_ROW = 36, 8, 24
_MANY = 16
_CLEAR = "rgba(0,0,0,0)"


@dataclass(frozen=True)
class Step:
    """One step, in ten-thousandths; the last of a run may be the `total` of those before it."""

    name: str
    amount: int
    total: bool = False
    note: str = ""


@dataclass(frozen=True)
class Interval:
    """One row: from `low` to `high` around `middle`, in ten-thousandths."""

    name: str
    low: int
    middle: int
    high: int
    tone: Literal["", "good", "bad", "plain"] = "plain"
    url: str = ""
    note: str = ""


def steps_chart(
    key: str, title: str, summary: str, head: str, steps: Sequence[Step], style: Style
) -> Chart:
    """What leads from one figure to another: each step begins where the one before it ended."""
    told = style.telling([step.amount for step in steps])
    ranges, at = list[tuple[int, int, str]](), 0
    for step in steps:
        start, end = (0, step.amount) if step.total else (at, at + step.amount)
        tone = "" if step.total else "good" if step.amount >= 0 else "bad"
        ranges.append((min(start, end), max(start, end), tone))
        at = end
    figures = [told.text(step.amount, signed=True) for step in steps]
    option = _floating([step.name for step in steps], figures, ranges, 16)
    payload = {
        "height": _ROW * len(steps) + _EDGE,
        "option": option,
        "tips": [
            {"title": step.name, "rows": [["actual", step.note, figure]]}
            for step, figure in zip(steps, figures, strict=True)
        ],
    }
    columns = (Column(head), Column(title, "number"))
    rows = tuple((Cell(text=s.name, note=s.note), Cell(text=style.exact(s.amount))) for s in steps)
    return Chart(key, title, summary, payload, Table(title, columns, rows))


def intervals_chart(
    key: str, title: str, summary: str, head: str, rows: Sequence[Interval], style: Style,
    names: tuple[str, str, str],
) -> Chart:  # fmt: skip
    """Dots with whiskers in the order given, and a line at zero; `names` are those of the lower
    end, the middle and the upper end."""
    figures = [style.text(row.middle, signed=True) for row in rows]
    ranges = [(row.low, row.high, "range") for row in rows]
    option = _floating([row.name for row in rows], figures, ranges, 3)
    option["series"].append({
        "type": "line",
        "name": names[1],
        "data": [
            {"value": row.middle, "itemStyle": {"color": _COLOURS[row.tone]}} for row in rows
        ],
        "symbol": "circle",
        "symbolSize": 9,
        "showAllSymbol": True,
        "lineStyle": {"opacity": 0},
        "z": 4,
        **HOLD,
    })  # fmt: skip
    ends = [
        [style.text(value, signed=True) for value in (row.low, row.middle, row.high)]
        for row in rows
    ]
    payload = {
        "height": (_ROW if len(rows) <= _MANY else _CLOSE_ROW) * len(rows) + _EDGE,
        "option": option,
        "tips": [
            {"title": row.name,
             "rows": [["actual", name, text] for name, text in zip(names, texts, strict=True)]}
            for row, texts in zip(rows, ends, strict=True)
        ],
        "links": [row.url for row in rows],
    }  # fmt: skip
    columns = (Column(head), *(Column(name, "number") for name in names))
    lines = tuple(
        (Cell(text=row.name, url=row.url, note=row.note), *(Cell(text=text) for text in texts))
        for row, texts in zip(rows, ends, strict=True)
    )
    return Chart(key, title, summary, payload, Table(title, columns, lines))


def _floating(
    names: Sequence[str], figures: Sequence[str], ranges: Sequence[tuple[int, int, str]], wide: int
) -> Option:
    """Rows of floating bars, names at the left and figures at the right, with a line at zero."""
    axis = nice_axis([end for low, high, _tone in ranges for end in (low, high)], zero=True)
    unseen = [low if low > 0 else high if high < 0 else 0 for low, high, _tone in ranges]
    sides = (
        [max(0, high) - max(0, low) for low, high, _tone in ranges],
        [min(0, low) - min(0, high) for low, high, _tone in ranges],
    )
    bar: Option = {"type": "bar", "stack": "floating", "barWidth": wide, **HOLD}
    series = [bar | {"name": "", "data": unseen, "itemStyle": {"color": _CLEAR}}]
    for side in sides:
        data = [
            {"value": value, "itemStyle": {"color": _COLOURS[tone]}}
            for value, (_low, _high, tone) in zip(side, ranges, strict=True)
        ]
        series.append(bar | {"name": "", "data": data})
    series[0]["markLine"] = {
        "silent": True, "symbol": "none", "label": {"show": False}, "data": [{"xAxis": 0}],
        "lineStyle": {"color": "var(--husay-ink)", "type": "solid", "width": 1},
    }  # fmt: skip
    return frame() | {
        "grid": {"left": 0, "right": 0, "top": 4, "bottom": 4},
        "xAxis": {"type": "value", "show": False, "min": axis.low, "max": axis.high},
        "yAxis": [words_axis(names) | _names(names, 168), figures_axis(figures)],
        "series": series,
        "media": [{"query": NARROW, "option": {"yAxis": [_names(names, 112), {}]}}],
    }


def _names(names: Sequence[str], width: int) -> Option:
    """The names at the left; where rows stand close, a long one is cut: the table has it whole."""
    label = names_label(width)
    if len(names) > _MANY:
        label["axisLabel"] |= {"overflow": "truncate"}
    return label
