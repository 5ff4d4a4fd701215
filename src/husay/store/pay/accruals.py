"""Accruals by month, over all runs."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Sum
from django.utils import timezone

from husay.access.role import Right
from husay.pay.out.accruals import MonthAccrued, RunAccrued, accruals, within
from husay.pay.out.months import month_number, months_asked
from husay.pay.runs.states import CLOSED
from husay.store.pay.line_sums import line_sums
from husay.store.pay.payable import payable
from husay.store.pay.plans import document_of
from husay.store.records.models import PayRun

if TYPE_CHECKING:
    from husay.store.company import Company

_KIND = "CASE WHEN provisional THEN 'provisional' ELSE section END"


def accrued(company: Company, first: date | None, last: date | None) -> tuple[MonthAccrued, ...]:
    """The months from one that a day lies in to another's (None: all that there are), by plan.

    Raises Mistake `pay-lines-missing`.
    """
    company.viewer.check(Right.SEE_PAY)
    year = company.home.read_settings().year
    runs = list(PayRun.objects.exclude(lines="").select_related("plan", "version"))
    sums = line_sums(company.home, runs, f"{_KIND}, day")
    drawn = dict(PayRun.objects.annotate(all=Sum("statements__drawn")).values_list("pk", "all"))
    paid: dict[int, dict[date, int]] = {}
    for entry in payable(runs):
        days = paid.setdefault(entry.run_id, {})
        day = timezone.localdate(entry.at)
        days[day] = days.get(day, 0) + entry.amount
    found = accruals(
        (
            RunAccrued(
                plan=run.plan.name, currency=document_of(run.version).currency, ends=run.ends,
                closed=run.state in CLOSED, lines=tuple(sums[run.pk]), drawn=drawn[run.pk] or 0,
                paid=tuple(paid.get(run.pk, {}).items()),
            )
            for run in runs
        ),
        lambda day: month_number(day, year),
    )  # fmt: skip
    low, high = months_asked(first, last, year)
    return within(found, low, high)
