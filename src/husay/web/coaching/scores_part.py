"""Scores over time as a page shows them: a small trend for each area, and what they say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from husay.coaching.areas import AREAS
from husay.coaching.scores import Choke, agreement, by_area, choke_point, lately
from husay.coaching.visit import SCORES, Visit
from husay.words import dates
from husay.words.coaching import AREAS as AREA_WORDS
from husay.words.coaching import agreement_text, choke_text, mean_text
from husay.words.format import count

_WIDTH, _HEIGHT, _EDGE = 120, 36, 5
_SHOWN = 8


@dataclass(frozen=True)
class AreaLine:
    """One area: its mean, in how many visits, and its run; `held` where somebody is held up."""

    name: str
    mean: str
    visits: str
    run: SafeString
    told: str
    held: bool


def scores_part(visits: Iterable[Visit], today: date) -> dict[str, object]:
    """For `_scores.html`: the visits of late."""
    seen = lately(visits, today)
    areas = by_area(seen)
    found = choke_point(areas)
    held = found.area if isinstance(found, Choke) else None
    return {
        "areas": [
            AreaLine(
                str(AREA_WORDS[area]), mean_text(areas[area].mean), _visits(areas[area].visits),
                _run([value for _, value in areas[area].points][-_SHOWN:]),
                ", ".join(
                    f"{dates.day(day)}: {mean_text(value)}"
                    for day, value in areas[area].points[-_SHOWN:]
                ),
                area == held,
            )
            for area in AREAS
            if area in areas
        ],
        "choke": choke_text(found) if areas else "",
        "agreement": agreement_text(agreement(seen)) if len({v.by for v in seen}) > 1 else "",
    }  # fmt: skip


def _visits(n: int) -> str:
    return ngettext("%(n)s visit", "%(n)s visits", n) % {"n": count(n)}


def _run(values: list[Fraction]) -> SafeString:
    """Dots from 1 to 4 with a line through them, each step of the scale a faint rule."""
    width, height = _WIDTH - 2 * _EDGE, _HEIGHT - 2 * _EDGE
    last = max(len(values) - 1, 1)
    # A lone dot stands at the right: that is where today is.
    shift = 1 if len(values) == 1 else 0
    places = [
        (_EDGE + round(width * Fraction(i + shift, last)), _y(value, height))
        for i, value in enumerate(values)
    ]
    rules = format_html_join(
        "",
        '<path class="step" d="M0 {}H{}"/>',
        ((_y(Fraction(score), height), _WIDTH) for score in SCORES),
    )
    line = " ".join(f"{x},{y}" for x, y in places)
    dots = format_html_join("", '<circle cx="{}" cy="{}" r="3"/>', places)
    return format_html(
        '<svg class="score-run" width="{}" height="{}" viewBox="0 0 {} {}" aria-hidden="true" '
        'focusable="false">{}<polyline points="{}"/>{}</svg>',
        _WIDTH, _HEIGHT, _WIDTH, _HEIGHT, rules, line, dots,
    )  # fmt: skip


def _y(value: Fraction, height: int) -> int:
    return _EDGE + round(height * (4 - value) / 3)
