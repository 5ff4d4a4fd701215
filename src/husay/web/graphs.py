"""Small graphs inside a line of text or a table row, drawn here as SVG: no script, no styles.

They take colours from husay.css by class and are hidden from screen readers: the figures they
draw stand beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from husay.basics.amount import SCALE, round_half_away
from husay.words.figure import Tone

_SPARK_WIDTH, _SPARK_HEIGHT, _SPARK_EDGE = 104, 28, 4
_BULLET_MOST = 15_000
"""A bullet's track is the goal; what is beyond it shortens it, up to half as much again."""


def _at(value: int, low: int, high: int, length: int) -> str:
    """Where `value` lies on a length of pixels, to a tenth of one."""
    tenths = round_half_away(Fraction((value - low) * length * 10, max(high - low, 1)))
    whole, rest = divmod(tenths, 10)
    return f"{whole}.{rest}" if rest else str(whole)


def spark(values: Sequence[int | None], tone: Tone = "") -> SafeString:
    """A trend as a small line with a dot on its last point; gaps where nothing is known."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return SafeString("")
    low, high = min(known), max(known)
    width, height = _SPARK_WIDTH - 2 * _SPARK_EDGE, _SPARK_HEIGHT - 2 * _SPARK_EDGE
    strokes: list[list[tuple[str, str]]] = [[]]
    for index, value in enumerate(values):
        if value is None:
            strokes.append([])
            continue
        x = _at(index, 0, len(values) - 1, width)
        y = _at(high - value, 0, high - low, height) if high > low else str(height // 2)
        strokes[-1].append((x, y))
    drawn = [stroke for stroke in strokes if stroke]
    lines = format_html_join(
        "", '<polyline points="{}"/>', ((" ".join(f"{x},{y}" for x, y in s),) for s in drawn)
    )
    last_x, last_y = drawn[-1][-1]
    return format_html(
        '<svg class="spark{}" width="{}" height="{}" aria-hidden="true" focusable="false">'
        '<g transform="translate({} {})">{}<circle cx="{}" cy="{}" r="2.5"/></g></svg>',
        f" tone-{tone}" if tone else "",
        _SPARK_WIDTH,
        _SPARK_HEIGHT,
        _SPARK_EDGE,
        _SPARK_EDGE,
        lines,
        last_x,
        last_y,
    )


def _part(share: int, end: int) -> str:
    """How far along a bullet that ends at a share of the goal another lies, as SVG wants it:
    '61.48%'."""
    hundredths = round_half_away(Fraction(min(max(share, 0), end) * 10_000, end))
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


def bullet(attainment: int | None, tone: Tone = "", pace: int | None = None) -> SafeString:
    """A bar of attainment (ten-thousandths of the goal) on a track that is the goal.

    The tick is the goal, or with `pace` where one should be by now. What is sold beyond the goal is
    drawn beyond the track's end. It is as wide as the stylesheet says.
    """
    if attainment is None:
        return SafeString("")
    end = max(SCALE, min(attainment, _BULLET_MOST))
    return format_html(
        '<svg class="bullet{}" aria-hidden="true" focusable="false">'
        '<rect class="track" y="5" width="{}" height="6" rx="3"/>'
        '<rect class="bar" y="5" width="{}" height="6" rx="3"/>'
        '<rect class="goal" x="{}" width="2" height="16" transform="translate(-1)"/></svg>',
        f" tone-{tone}" if tone else "",
        _part(SCALE, end),
        _part(attainment, end),
        _part(SCALE if pace is None else pace, end),
    )


def climb(so_far: int, steps: Sequence[Fraction]) -> SafeString:
    """A bar of how far a goal is climbed (ten-thousandths of it), with a notch at each of its
    steps. It is as wide and as high as the stylesheet says."""
    notches = format_html_join(
        "",
        '<rect class="notch" x="{}" width="2" height="100%" transform="translate(-1)"/>',
        ((_part(int(step * SCALE), SCALE),) for step in steps if step < 1),
    )
    return format_html(
        '<svg class="climb-bar" aria-hidden="true" focusable="false">'
        '<rect class="track" width="100%" height="100%"/>'
        '<rect class="bar" width="{}" height="100%"/>{}</svg>',
        _part(so_far, SCALE),
        notches,
    )
