"""The pictures of "Where we stand": the month's pace, the windows of goals, the months."""

from __future__ import annotations

from django.utils.translation import gettext as _

from husay.tracking.standing import Standing
from husay.web.charts import Chart, trend_chart
from husay.web.pages.run import short_month
from husay.web.trend import Line, Trend
from husay.words import dates
from husay.words.format import Style, money, part_text
from husay.words.values import period_text


def lead_chart(standing: Standing) -> Chart | None:
    """The picture of the leading period; None where only the run of the months helps."""
    if standing.lead == "goal-window":
        return windows_chart(standing)
    return pace_chart(standing) if standing.lead == "month" else None


def pace_chart(standing: Standing) -> Chart:
    """How far ahead of or behind the pace the month is, working day by working day."""
    pace = standing.pace
    size = len(pace.days)
    against = pace.goal or pace.last_year
    based = against[:size] + (against[-1:] * (size - len(against)) if against else ())
    base = based or (0,) * size
    actual = [v - base[i] for i, v in enumerate(pace.actual)]
    last = None
    if pace.goal and pace.last_year:
        shadow = [v - base[i] for i, v in enumerate(pace.last_year)]
        last = Line(_("last year"), _filled(shadow, size))
    if against:
        basis = _("goal’s pace") if pace.goal else _("last year’s pace")
        title = _("This month, beside the goal’s pace")
        if not pace.goal:
            title = _("This month, beside the same days of last year")
    else:
        basis, title = "", _("This month, day by day")
    now = money(actual[-1] if actual else 0, standing.currency, signed=bool(against))
    return trend_chart(
        Trend(
            key="pace",
            title=title,
            summary=_("Now at %(amount)s.") % {"amount": now},
            points=tuple(dates.day_month(d) for d in pace.days),
            names=tuple(dates.day(d) for d in pace.days),
            actual=Line(_("this month"), _filled(actual, size)),
            goal=Line(basis, (0,) * size) if against else None,
            last_year=last,
            style=Style("money", standing.currency),
            signed=bool(against),
        )
    )


def windows_chart(standing: Standing) -> Chart | None:
    """The last windows of goals: what was reached beside the goal and the year before."""
    windows = standing.goal_windows
    if windows is None:
        return None
    stands = windows.stands
    spans = [dates.span(s.window.start, s.window.end) for s in stands]
    return trend_chart(
        Trend(
            key="windows",
            title=_("Goal windows"),
            summary=_("The last window reached %(part)s of its goal.")
            % {"part": part_text(windows.latest.attainment)},
            points=tuple(dates.month_short(s.window.start) for s in stands),
            names=tuple(spans),
            actual=Line(_("reached"), tuple(s.value for s in stands)),
            goal=Line(_("goal"), tuple(s.goal for s in stands)),
            last_year=Line(_("a year before"), tuple(s.last_year for s in stands)),
            style=Style("money", standing.currency),
        )
    )


def months_chart(standing: Standing) -> Chart:
    """The run of the months, or of the moving annual total."""
    trend = standing.trend
    known = [v for v in trend.values if v is not None]
    title = _("Moving annual total") if trend.rolling else _("Revenue by month")
    currency = standing.currency
    return trend_chart(
        Trend(
            key="months",
            title=title,
            summary=_("From %(first)s to %(last)s.")
            % {
                "first": money(known[0] if known else 0, currency),
                "last": money(known[-1] if known else 0, currency),
            },
            points=tuple(short_month(p, standing.year_rule) for p in trend.periods),
            names=tuple(period_text(p.key, standing.year_rule) for p in trend.periods),
            actual=Line(_("12 months") if trend.rolling else _("revenue"), trend.values),
            goal=Line(_("goal"), trend.goals) if any(trend.goals) else None,
            last_year=Line(_("last year"), trend.last_year) if any(trend.last_year) else None,
            style=Style("money", standing.currency),
        )
    )


def _filled(values: list[int], size: int) -> tuple[int | None, ...]:
    return (*values[:size], *(None,) * (size - len(values)))
