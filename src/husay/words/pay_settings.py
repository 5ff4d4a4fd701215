"""Settings of a pay plan in sentences: each choice made, and each left as it is."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.basics.amount import ratio_text
from husay.pay.document.plan import Plan
from husay.pay.document.settings import Returns, Settings
from husay.words.format import count
from husay.words.pay_expression import percent_text


def period_words() -> dict[str, str]:
    """How often, by the kind of period."""
    return {
        "week": _("every week"), "half_month": _("twice a month"), "month": _("every month"),
        "quarter": _("every quarter"), "half": _("every half year"), "year": _("every year"),
    }  # fmt: skip


def trigger_text(plan: Plan) -> str:
    """When a line counts."""
    return {
        "booked": _("A line counts when it is sold."),
        "invoiced": _("A line counts when it is invoiced."),
        "paid": _("A line counts for the part of its sale that has been paid for."),
    }[plan.trigger]


def leaving_text(plan: Plan) -> Iterator[str]:
    """What counts of the sales of those who left, where a line counts later than it is sold."""
    days = plan.settings.after_leaving
    if plan.trigger == "booked":
        return
    if days is None:
        yield _(
            "What was sold while somebody had the plan counts whenever it is invoiced or paid for, "
            "also after they left."
        )
    elif days == 0:
        yield _(
            "What is invoiced or paid for after somebody’s last day in the plan does not count."
        )
    else:
        said = ngettext(
            "What is invoiced or paid for more than %(n)s day after somebody’s last day in the "
            "plan does not count.",
            "What is invoiced or paid for more than %(n)s days after somebody’s last day in the "
            "plan does not count.",
            days,
        )
        yield said % {"n": count(days)}


def window_text(window: str, period: str) -> str:
    """Over which days something is looked at."""
    if window == "goal":
        return _("It is looked at over the days of the goal.")
    kind = period if window == "period" else window
    return {
        "week": _("It is looked at over a week."),
        "half_month": _("It is looked at over half a month."),
        "month": _("It is looked at over a month."),
        "quarter": _("It is looked at over a quarter."),
        "half": _("It is looked at over half a year."),
        "year": _("It is looked at over a year."),
    }[kind]


def returns_text(returns: Returns) -> Iterator[str]:
    """What is taken back."""
    yield {
        "net": _(
            "What comes back while its window is open is taken off at its own date; "
            "later, exactly what it earned."
        ),
        "original_rate": _("What comes back is taken back exactly as it earned."),
        "recompute": _("What comes back has its own window worked out again."),
        "percentage": _("Of what comes back, %(share)s of what it earned is taken back.")
        % {"share": percent_text(returns.percentage or Fraction(0))},
        "pro_rata": _("What comes back is taken back for the time that was not served."),
    }[returns.mode]
    yield from _served(returns)
    if returns.moves_attainment:
        yield _("It lowers attainment, too.")
    if returns.days is not None:
        said = ngettext(
            "After %(n)s day nothing is taken back.",
            "After %(n)s days nothing is taken back.",
            returns.days,
        )
        yield said % {"n": count(returns.days)}
    if returns.instalments > 1:
        yield _("It is taken back in %(n)s equal parts.") % {"n": returns.instalments}
    if returns.when_leaving == "forgiven":
        yield _("Who leaves is forgiven what would be taken back after their last pay.")
    elif returns.instalments > 1:
        yield _("Who leaves has what is left of it taken with their last pay.")


def _served(returns: Returns) -> Iterator[str]:
    """How long is to be served, where the rest of it is taken back."""
    if returns.months is not None:
        said = ngettext(
            "%(n)s month is to be served; only whole months count.",
            "%(n)s months are to be served; only whole months count.",
            returns.months,
        )
        yield said % {"n": count(returns.months)}
    if returns.served_days is not None:
        said = ngettext(
            "%(n)s day is to be served.", "%(n)s days are to be served.", returns.served_days
        )
        yield said % {"n": count(returns.served_days)}


def settings_text(settings: Settings) -> Iterator[str]:
    """How amounts are rounded, shared, converted and prorated."""
    yield _rounding(settings)
    if settings.split == "of_credit":
        yield _("Who shares a sale is credited with a part of it.")
    else:
        yield _("Who shares a sale is credited with all of it, and paid a part.")
    if settings.edge == "lower":
        yield _("A value exactly on an edge is not beyond it yet, unless a term says otherwise.")
    yield from _currencies(settings)
    yield _part_periods(settings)
    if settings.prorates:
        yield _("A part of a period has a part of: %(what)s.") % {
            "what": ", ".join(_prorated()[what] for what in settings.prorates)
        }


def _prorated() -> dict[str, str]:
    """What may be prorated, within a sentence."""
    return {
        "goal": _("the goal"), "target": _("the target"), "floor": _("the least that is paid"),
        "draw": _("the draw"), "cap": _("the most that is paid"),
    }  # fmt: skip


def _rounding(settings: Settings) -> str:
    once = settings.rounds == "period"
    return {
        ("half_up", False): _("Every line is rounded to the smallest coin, half up."),
        ("half_even", False): _("Every line is rounded to the smallest coin, half to even."),
        ("toward_zero", False): _("Every line is cut off at the smallest coin."),
        ("half_up", True): _("Pay is rounded to the smallest coin once a pay period, half up."),
        ("half_even", True): _(
            "Pay is rounded to the smallest coin once a pay period, half to even."
        ),
        ("toward_zero", True): _("Pay is cut off at the smallest coin once a pay period."),
    }[settings.rounding, once]


def _currencies(settings: Settings) -> Iterator[str]:
    if settings.currency_rate == "sale_date":
        yield _("Other currencies are converted by the rate of the sale’s day.")
    elif settings.currency_rate == "month_average":
        yield _("Other currencies are converted by the mean rate of the sale’s month.")
    else:
        fixed = ", ".join(f"{code} {ratio_text(rate, 6)}" for code, rate in settings.fixed_rates)
        yield _("Other currencies are converted by fixed rates: %(rates)s.") % {"rates": fixed}


def _part_periods(settings: Settings) -> str:
    return {
        "calendar_days": _("Who is there for a part of a period is counted by calendar days."),
        "calendar_days_after_first": _(
            "Who is there for a part of a period is counted by calendar days, without the first."
        ),
        "working_days": _("Who is there for a part of a period is counted by working days."),
        "whole_months": _("Who is there for a part of a period is counted by whole months."),
        "none": _("Who is there for a part of a period is counted as if for all of it."),
    }[settings.part_periods]
