"""Small multiples: one small graph for each item, side by side, drawn here as SVG.

As with the small graphs of tables no script draws them, their colours come from the stylesheet,
and they are hidden from screen readers: the figures that they draw are in the page's table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from husay.words.figure import Figure, Tone

WIDTH, HEIGHT, EDGE = 300, 96, 4
Points = Sequence[int | None]


@dataclass(frozen=True, kw_only=True)
class Multiple:
    """One item: its name and whole, how that changed, and its run over time.

    `values` and `before` (a shadow: the year before, or nothing) have a value, or None, for each
    period, in ten-thousandths. `unfinished`: the last period is not over.
    """

    name: str
    url: str
    figure: Figure
    change: Figure | None
    values: tuple[int | None, ...]
    before: tuple[int | None, ...] = ()
    tone: Tone = ""
    unfinished: bool = False

    @property
    def graph(self) -> SafeString:
        """The drawing."""
        return run_graph(self.values, self.before, self.tone, unfinished=self.unfinished)


@dataclass(frozen=True, kw_only=True)
class Multiples:
    """For `_multiples.html`: every graph has a scale of its own, from zero up to its largest."""

    title: str
    first: str
    last: str
    items: tuple[Multiple, ...]
    shadow: str = ""
    note: str = ""


def run_graph(
    values: Points, before: Points = (), tone: Tone = "", *, unfinished: bool = False
) -> SafeString:
    """A run of values as a line over its shadow; the way to an unfinished last one is dotted.

    It stretches to the width that it is given.
    """
    known = [v for v in (*values, *before) if v is not None] or [0]
    low, high = min(0, *known), max(0, *known)
    places = _places(values, low, high)
    whole = places[:-1] if unfinished else places
    rest = places[-2:] if unfinished and None not in places[-2:] else []
    strokes = _strokes(whole)
    last = strokes[-1][-1] if strokes else None
    return format_html(
        '<svg class="run{}" viewBox="0 0 {} {}" preserveAspectRatio="none" aria-hidden="true" '
        'focusable="false"><path class="zero" d="M0 {}H{}"/>{}{}{}{}</svg>',
        f" tone-{tone}" if tone else "",
        WIDTH,
        HEIGHT,
        _y(0, low, high),
        WIDTH,
        _paths("before", _strokes(_places(before, low, high))),
        _paths("so-far", _strokes(rest)),
        _paths("now", strokes),
        format_html('<path class="end" d="M{} {}h0"/>', *last) if last else "",
    )


Place = tuple[str, str]


def _places(values: Points, low: int, high: int) -> list[Place | None]:
    """Where each value lies in the drawing."""
    return [
        None if value is None else (_x(index, len(values)), _y(value, low, high))
        for index, value in enumerate(values)
    ]


def _strokes(places: Sequence[Place | None]) -> list[list[Place]]:
    """Unbroken stretches of places."""
    made: list[list[Place]] = [[]]
    for place in places:
        if place is None:
            made.append([])
        else:
            made[-1].append(place)
    return [stroke for stroke in made if stroke]


def _paths(name: str, strokes: list[list[Place]]) -> SafeString:
    """The stretches as lines; a lone place is a dot."""
    return format_html_join(
        "",
        '<path class="{}" d="M{}"/>',
        ((name, "L".join(f"{x} {y}" for x, y in (s if len(s) > 1 else s * 2))) for s in strokes),
    )


def _x(index: int, count: int) -> str:
    return _tenths(EDGE * 10 + index * (WIDTH - 2 * EDGE) * 10 // max(count - 1, 1))


def _y(value: int, low: int, high: int) -> str:
    room = (HEIGHT - 2 * EDGE) * 10
    return _tenths(EDGE * 10 + (high - value) * room // max(high - low, 1))


def _tenths(tenths: int) -> str:
    whole, rest = divmod(tenths, 10)
    return f"{whole}.{rest}" if rest else str(whole)
