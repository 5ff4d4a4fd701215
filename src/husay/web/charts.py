"""Charts: every option that the drawing library (ECharts) is given is made here, and only here.

A chart's figures and words come as small frozen dataclasses (`Trend`, `Ranking`) and leave as a
`Chart`: a payload for static/husay/charts.js, which only hands it on, and a table with the same
figures for those who read rather than look. The words of ticks and tooltips are made on this
side too, so that a figure is written one way on the whole page. Colours are names of the
stylesheet's variables: a chart turns dark with the page by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from textwrap import wrap
from typing import Any

from husay.basics.amount import SCALE
from husay.web.axis import Axis, nice_axis
from husay.web.ranking import Ranking
from husay.web.table import Table
from husay.web.trend import Band, Line, Mark, Trend
from husay.words.format import Style

Option = dict[str, Any]
"""A piece of an ECharts option: plain JSON."""

_INK, _MUTED, _RULE = "var(--husay-ink)", "var(--husay-muted)", "var(--husay-rule)"
_ACCENT, _SHADOW, _BAD = "var(--husay-accent)", "var(--husay-shadow)", "var(--husay-bad)"
_BAND = "var(--husay-band)"
_TREND_HEIGHT, _TOP, _AXIS_HEIGHT, _LABEL_HEIGHT = 300, 16, 30, 16
_LABEL_LETTERS, _LABEL_LINE = 16, 14
_RANK_ROW, _RANK_EDGE = 36, 8
_LETTER, _LABEL_LEAST, _LABEL_MOST, _LABEL_MOST_NARROW = 7, 44, 130, 116
NARROW = {"maxWidth": 520}
HOLD: Option = {"emphasis": {"disabled": True}, "silent": True}

_LINES: dict[str, tuple[Option, Option]] = {
    "actual": ({"color": _ACCENT, "width": 3}, {"color": _ACCENT, "fontWeight": "bold"}),
    "likely": ({"color": _ACCENT, "width": 1.5, "type": [2, 3]}, {"color": _ACCENT}),
    "goal": ({"color": _INK, "width": 1.5}, {"color": _INK, "fontWeight": "bold"}),
    "last-year": ({"color": _SHADOW, "width": 2.5}, {"color": _MUTED}),
}


@dataclass(frozen=True)
class Chart:
    """A chart for `_chart.html`: `summary` in words, `legend` of what has no label in place."""

    key: str
    title: str
    summary: str
    payload: Option
    table: Table
    legend: tuple[tuple[str, str], ...] = ()


def trend_chart(trend: Trend) -> Chart:
    """A measure over time."""
    style = trend.style.fitted(trend.values())
    drawn = _drawn(trend)
    axis = nice_axis(drawn.values(), zero=trend.zero)
    width, narrow = (_label_width(drawn, style, most) for most in (_LABEL_MOST, _LABEL_MOST_NARROW))
    option = frame() | {
        "grid": {"left": 4, "right": width, "top": _TOP, "bottom": _AXIS_HEIGHT},
        "xAxis": _points_axis(trend.points),
        "yAxis": _values_axis(axis),
        "series": _trend_series(drawn, style, axis),
        "media": [{"query": NARROW, "option": {"grid": {"right": narrow}}}],
    }
    payload = {
        "height": _TREND_HEIGHT,
        "option": option,
        "ticks": _ticks(axis, style, signed=trend.signed),
        "tips": trend.tips(style),
    }
    return Chart(trend.key, trend.title, trend.summary, payload, trend.table())


def _drawn(trend: Trend) -> Trend:
    """What of a trend makes a line: beside the figures themselves, what has two points or more.

    A lone point has no line to carry its name; the tooltip and the table tell it.
    """
    return replace(
        trend,
        goal=_line_or_nothing(trend.goal),
        last_year=_line_or_nothing(trend.last_year),
        likely=_line_or_nothing(trend.likely),
    )


def _line_or_nothing(line: Line | None) -> Line | None:
    return line if line is not None and len(_known(line.values)) > 1 else None


def _known(values: Sequence[int | None]) -> list[int]:
    """Where there are values."""
    return [index for index, value in enumerate(values) if value is not None]


def ranking_chart(ranking: Ranking) -> Chart:
    """Items side by side."""
    style = ranking.style.telling(item.value for item in ranking.items)
    axis = nice_axis(ranking.values(), zero=True)
    option = frame() | {
        "grid": {"left": 0, "right": 0, "top": 4, "bottom": 4},
        "xAxis": {"type": "value", "show": False, "min": axis.low, "max": axis.high},
        "yAxis": [
            words_axis([item.name for item in ranking.items]) | names_label(168),
            figures_axis([style.text(item.value) for item in ranking.items]),
        ],
        "series": _ranking_series(ranking),
        "media": [{"query": NARROW, "option": {"yAxis": [names_label(112), {}]}}],
    }
    payload = {
        "height": _RANK_ROW * len(ranking.items) + _RANK_EDGE,
        "option": option,
        "tips": ranking.tips(style),
        "links": [item.url for item in ranking.items],
    }
    table, legend = ranking.table(), ranking.legend()
    return Chart(ranking.key, ranking.title, ranking.summary, payload, table, legend)


def frame() -> Option:
    """What all charts share. The page's font and the reader's wish for calm come from charts.js."""
    return {
        "animationDuration": 350,
        "animationDurationUpdate": 200,
        "textStyle": {"color": _MUTED, "fontSize": 12},
        "tooltip": {
            "trigger": "axis",
            "confine": True,
            "className": "chart-tip",
            "axisPointer": {"type": "line", "lineStyle": {"color": _SHADOW, "type": "solid"}},
            "transitionDuration": 0,
        },
    }


def _points_axis(points: Sequence[str]) -> Option:
    return {
        "type": "category",
        "data": list(points),
        "boundaryGap": False,
        "axisTick": {"show": False},
        "axisLine": {"show": True, "onZero": False, "lineStyle": {"color": _RULE}},
        "axisLabel": {"color": _MUTED, "hideOverlap": True, "margin": 12},
    }


def _values_axis(axis: Axis) -> Option:
    return {
        "type": "value",
        "min": axis.low,
        "max": axis.high,
        "interval": axis.step,
        "axisLabel": {"color": _MUTED},
        "splitLine": {"lineStyle": {"color": _RULE}},
    }


def words_axis(words: Sequence[str]) -> Option:
    """An axis of words, read downwards, without lines."""
    return {
        "type": "category",
        "data": list(words),
        "inverse": True,
        "axisTick": {"show": False},
        "axisLine": {"show": False},
    }


def names_label(width: int) -> Option:
    """The names stand flush left, a long one on two lines."""
    label = {"width": width, "margin": width + 8, "align": "left", "overflow": "break"}
    return {"axisLabel": label | {"color": _INK, "fontSize": 13, "lineHeight": 16}}


def figures_axis(figures: Sequence[str]) -> Option:
    """The figures stand in a column of their own at the right, aligned, not at the bars' ends."""
    label = {"color": _INK, "fontSize": 13, "align": "right", "margin": 76}
    return words_axis(figures) | {"position": "right", "axisLabel": label}


def _ticks(axis: Axis, style: Style, *, signed: bool) -> dict[str, str]:
    """The words of the axis, by value, with no more decimals than tell them apart."""
    whole = SCALE // 100 if style.kind == "share" else SCALE
    places = axis.places(whole * (style.unit.size if style.unit else 1))
    plain = replace(style, places=places)
    return {str(tick): plain.text(tick, signed=signed) for tick in axis.ticks} | {"0": "0"}


def _label_width(trend: Trend, style: Style, most: int) -> int:
    """Room right of the plot for the names at the lines' ends, a long one on several lines."""
    ends = [line.name for _kind, line in trend.lines() if line.values[-1] is not None]
    names = [part for name in ends for part in _label_lines(name)]
    latest = style.text(trend.actual.values[-1], signed=trend.signed)
    longest = max((len(name) for name in (*names, latest)), default=0)
    return max(_LABEL_LEAST, min(most, longest * _LETTER + 16))


def _label_lines(name: str) -> list[str]:
    """A name as it stands at a line's end."""
    return wrap(name, _LABEL_LETTERS, break_long_words=False) or [name]


def _trend_series(trend: Trend, style: Style, axis: Axis) -> list[Option]:
    """The most important is drawn last, on top."""
    offsets = _label_offsets([line for _kind, line in trend.lines()], axis)
    made = _band_series(trend.band) if trend.band else []
    for kind, line in reversed(trend.lines()):
        made.append(_line_series(kind, line, offsets.get(line.name)))
    if trend.marks:
        made[-1] |= _marked(trend.marks)
    if known := _known(trend.actual.values):
        text = style.text(trend.actual.values[known[-1]], signed=trend.signed)
        at_edge = known[-1] == len(trend.points) - 1
        beside = "right" if at_edge else _beside_latest(trend.actual.values, known, axis)
        if at_edge and len(known) > 1:
            made[-1]["endLabel"]["formatter"] = text
            text = ""
        else:  # a line of one point has no end that the library could label
            made[-1]["endLabel"]["show"] = False
        made.append(_latest_series(trend.actual, known[-1], text, beside))
    return made


def _marked(marks: Sequence[Mark]) -> Option:
    """Dashed lines across the plot, each with its name above."""
    words = {"color": _MUTED, "fontSize": 11, "position": "end", "distance": 3}
    lines = [{"xAxis": mark.at, "label": {"formatter": mark.name, **words}} for mark in marks]
    stroke = {"color": _BAD, "type": "dashed", "width": 1.5}
    return {
        "markLine": {
            "silent": True, "symbol": "none", "animation": False, "data": lines,
            "lineStyle": stroke,
        },
    }  # fmt: skip


def _line_series(kind: str, line: Line, label_offset: int | None) -> Option:
    """A line with its name at its end, where it ends at the right edge."""
    stroke, words = _LINES[kind]
    name = "\n".join(_label_lines(line.name))
    label: Option = {
        "show": label_offset is not None, "formatter": name, "distance": 8,
        "lineHeight": _LABEL_LINE, **words,
    }  # fmt: skip
    if label_offset:
        label["offset"] = [0, label_offset]
    return {
        "type": "line",
        "name": line.name,
        "data": list(line.values),
        "showSymbol": False,
        "symbol": "circle",
        "symbolSize": 6,
        "lineStyle": {"cap": "round", "join": "round", **stroke},
        "itemStyle": {"color": stroke["color"]},
        "endLabel": label,
        # A label that travels along a line lies nowhere before the line's first point.
        **({"animation": False} if line.values and line.values[0] is None else {}),
        **HOLD,
    }


def _beside_latest(values: Sequence[int | None], known: Sequence[int], axis: Axis) -> str:
    """Where the latest figure covers nothing of its own line: where that does not come from."""
    last, before = values[known[-1]], values[known[-2]] if len(known) > 1 else None
    assert last is not None
    span, plot = axis.high - axis.low, _TREND_HEIGHT - _TOP - _AXIS_HEIGHT
    if before is None or last >= before:
        above = (axis.high - last) * plot + _TOP * span
        if 2 * above > 3 * _LABEL_HEIGHT * span:
            return "top"
        return "right" if 3 * known[-1] < len(values) else "left"  # early there is no room left
    room = (last - axis.low) * plot
    return "bottom" if room > 2 * _LABEL_HEIGHT * span else "right"


def _latest_series(line: Line, last: int, text: str, beside: str) -> Option:
    """A dot on the latest figure, with the figure beside it where there is room."""
    words = {"color": _ACCENT, "fontWeight": "bold", "formatter": text}
    return {
        "type": "line",
        "name": line.name,
        "data": [*(None,) * last, line.values[last]],
        "symbol": "circle",
        "symbolSize": 9,
        "showAllSymbol": True,
        "itemStyle": {"color": _ACCENT},
        "label": {"show": bool(text), "position": beside, "distance": 8, **words},
        **HOLD,
    }


def _band_series(band: Band) -> list[Option]:
    """Two stacked lines without strokes; the space between them is filled."""
    gaps = [
        None if low is None or high is None else high - low
        for low, high in zip(band.lower, band.upper, strict=True)
    ]
    bare: Option = {
        "type": "line",
        "stack": "band",
        "stackStrategy": "all",
        "symbol": "none",
        "lineStyle": {"opacity": 0},
        **HOLD,
    }
    filled = {"areaStyle": {"color": _BAND, "opacity": 1}}
    return [
        bare | {"name": f"{band.name} ", "data": list(band.lower)},
        bare | {"name": band.name, "data": gaps} | filled,
    ]


def _label_offsets(lines: Sequence[Line], axis: Axis) -> dict[str, int]:
    """How far to move each end label down (pixels) so that none covers another.

    Lines that end before the right edge carry no label there and are left out.
    """
    height = _TREND_HEIGHT - _TOP - _AXIS_HEIGHT
    wanted = sorted(
        ((axis.high - last) * height // (axis.high - axis.low), line.name)
        for line in lines
        if (last := line.values[-1]) is not None
    )
    sizes = [_LABEL_HEIGHT + _LABEL_LINE * (len(_label_lines(n)) - 1) for _y, n in wanted]
    apart = [(above + below) // 2 for above, below in pairwise(sizes)]
    placed: list[int] = []
    for index, (y, _name) in enumerate(wanted):
        placed.append(max(y, placed[-1] + apart[index - 1]) if placed else y)
    # What was pushed below the plot moves up again, and pushes those above it.
    floor = height
    for index in range(len(placed) - 1, -1, -1):
        placed[index] = min(placed[index], floor)
        floor = placed[index] - (apart[index - 1] if index else 0)
    return {name: at - y for (y, name), at in zip(wanted, placed, strict=True)}


def _ranking_series(ranking: Ranking) -> list[Option]:
    values = [
        {"value": item.value, "itemStyle": {"color": _BAD}} if item.tone else item.value
        for item in ranking.items
    ]
    series = []
    if ranking.last_year_name:
        shadows = [item.last_year for item in ranking.items]
        # On the second axis the shadow lies behind the bar, instead of beside it.
        shadow = _bars(ranking.last_year_name, shadows, _SHADOW, 18)
        series.append(shadow | {"yAxisIndex": 1, "z": 1})
    series.append(_bars(ranking.value_name, values, _ACCENT, 10))
    if ranking.goal_name:
        series.append(_goal_ticks(ranking.goal_name, [item.goal for item in ranking.items]))
    return series


def _bars(name: str, values: Sequence[Any], colour: str, thickness: int) -> Option:
    return {
        "type": "bar",
        "name": name,
        "data": list(values),
        "barWidth": thickness,
        "itemStyle": {"color": colour, "borderRadius": 2},
        "cursor": "pointer",
        "emphasis": {"disabled": True},
    }


def _goal_ticks(name: str, goals: Sequence[int | None]) -> Option:
    """A line chart without its line: only the ticks are seen."""
    return {
        "type": "line",
        "name": name,
        "data": list(goals),
        "symbol": "rect",
        "symbolSize": [2, 24],
        "showAllSymbol": True,
        "lineStyle": {"opacity": 0},
        "itemStyle": {"color": _INK},
        "z": 4,
        **HOLD,
    }
