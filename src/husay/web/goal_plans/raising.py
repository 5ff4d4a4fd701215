"""Raising the bar: the next fair goals, each of their terms, and what a raise costs a seller."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from husay.access.role import Right
from husay.basics.amount import round_half_away
from husay.basics.period import Grain
from husay.basics.problem import Mistake
from husay.goals.next_bar import OF_SURPLUS, NextBar
from husay.store import goal_plans
from husay.store.company import Company
from husay.store.goal_plans import NextBars, Opened
from husay.web.choices import plain
from husay.web.company import company
from husay.web.empty import Empty, Way
from husay.web.views import shell_context
from husay.words.figure import Figure, Sentence
from husay.words.format import Style, share
from husay.words.goal_plans import node_names
from husay.words.next_bars import (
    VERDICTS,
    bar_heads,
    bars_sentence,
    cost_lines,
    formula_lines,
    without_a_bar,
)  # fmt: skip
from husay.words.problems import describe
from husay.words.workshop import chance_text, plan_style

_GRAINS: tuple[Grain, ...] = ("quarter", "month", "year")


@dataclass(frozen=True)
class BarLine:
    """One next bar, each of its terms a figure; `result` is what came in one of the two periods, on
    the mean; `raised` is told by shape and word."""

    name: str
    old: Figure
    result: Figure
    chance: str
    peers: str
    own: str
    new: Figure
    verdict: str
    raised: bool
    reckoned: str


@never_cache
@require_safe
def raising(request: HttpRequest) -> HttpResponse:
    """The next bars of a published plan."""
    home = company(request)
    rows = [row for row in goal_plans.plans(home) if row.published is not None]
    shown = shell_context(home.head())
    if not rows:
        return render(request, "husay/goal_plans/raise.html", shown | {"empty": _nothing(home)})
    number = request.GET.get("plan", "")
    row = next((r for r in rows if str(r.number) == number), rows[0])
    grain = next((g for g in _GRAINS if g == request.GET.get("grain")), _GRAINS[0])
    form = {
        "plans": plain([(str(r.number), r.name) for r in rows], str(row.number)),
        "grains": plain([(g, _grain_text(g)) for g in _GRAINS], grain),
    }
    opened = goal_plans.opened(home, row.number)
    try:
        found = goal_plans.bars(home, row.number, decided=home.today, grain=grain)
    except Mistake as wrong:
        said = {"sentence": Sentence((_("There is no next bar to tell yet."),)),
                "wrong": [describe(p) for p in wrong.problems]}  # fmt: skip
        return render(request, "husay/goal_plans/raise.html", shown | form | said)
    context = shown | form | _context(home, opened, found)
    return render(request, "husay/goal_plans/raise.html", context)


def _context(home: Company, opened: Opened, found: NextBars) -> dict[str, object]:
    names = node_names(opened.plan.nodes, home)
    style = plan_style(opened.plan.measure, opened.plan.currency)
    style = style.telling([value for bar in found.bars for value in _terms(bar)])
    ordered = sorted(found.bars, key=lambda b: (b.verdict != "raised", -b.chance, names[b.item]))
    year = home.snapshot().calendar.year
    return {
        "row": opened.row,
        "sentence": bars_sentence(found, year),
        "lines": [_line(bar, names[bar.item], style) for bar in ordered],
        "formula": formula_lines(found, year),
        "cost": cost_lines(found),
        "left_out": without_a_bar(found, names),
        "heads": bar_heads(found.periods[0].grain),
    }


def _terms(bar: NextBar) -> tuple[int, ...]:
    """A bar and what is added to it: a surplus that is small beside it is to be read, too."""
    return (bar.old, bar.for_peers, bar.for_own)


def _line(bar: NextBar, name: str, style: Style) -> BarLine:
    def figure(value: int) -> Figure:
        return Figure(text=style.text(value), exact=style.exact(value))

    raised, mean = bar.verdict == "raised", round_half_away(Fraction(bar.counted, 2))
    return BarLine(
        name, figure(bar.old), figure(mean), chance_text(bar.chance),
        style.text(bar.for_peers, signed=True) if raised else "–",
        style.text(bar.for_own, signed=True) if raised else "–",
        figure(bar.new), str(VERDICTS[bar.verdict]), raised,
        _reckoned(bar, style.text(mean), style),
    )  # fmt: skip


def _reckoned(bar: NextBar, mean: str, style: Style) -> str:
    """What stands in the columns that a phone has no room for."""
    said = {
        "came": mean, "odds": chance_text(bar.chance),
        "peers": style.text(bar.for_peers, signed=True),
        "own": style.text(bar.for_own, signed=True),
    }  # fmt: skip
    if bar.verdict != "raised":
        return _("%(came)s came in; odds %(odds)s") % said
    return _("%(came)s came in; odds %(odds)s; peers’ growth %(peers)s, own surplus %(own)s") % said


def _grain_text(grain: Grain) -> str:
    texts = {"month": _("two months"), "quarter": _("two quarters"), "year": _("two years")}
    return texts[grain]


def _nothing(home: Company) -> Empty:
    planner = home.viewer.may(Right.SET_GOALS)
    return Empty(
        title=_("No goals are published yet"),
        text=_("After a period with published goals the next bar stands here: what is asked next, "
               "why, and what a raise costs. %(part)s of what somebody brings beyond a goal is "
               "never asked for again.") % {"part": share(1 - OF_SURPLUS, 0)},
        action=Way(reverse("goals-plans"), _("To the plans")) if planner else None,
    )  # fmt: skip
