"""Accruals and amortisation in words: sentences and sheets, month by month."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from husay.basics.period import period_of
from husay.pay.out.months import month_window
from husay.words import dates
from husay.words.document import Report
from husay.words.format import money_exact
from husay.words.sheet import Sheet, SheetColumn

if TYPE_CHECKING:
    from husay.basics.period import YearRule
    from husay.pay.out.accruals import MonthAccrued
    from husay.pay.out.amortisation import MonthAmortised


def month_text(number: int, year: YearRule) -> str:
    """A month as people call it: 'November 2026', or its days where the year is cut in weeks."""
    window = month_window(number, year)
    if year.pattern == "calendar":
        return dates.month(window.start)
    return dates.span(window.start, window.end)


def _columns(*amounts: SheetColumn) -> tuple[SheetColumn, ...]:
    return (
        SheetColumn(name="month", label=_("Month")),
        SheetColumn(name="from", label=_("First day"), kind="day", shown=False),
        SheetColumn(name="to", label=_("Last day"), kind="day", shown=False),
        SheetColumn(name="plan", label=pgettext("pay", "Plan")),
        SheetColumn(name="currency", label=_("Currency"), weight=3),
        *amounts,
    )


def _money(name: str, label: str, weight: int = 1) -> SheetColumn:
    return SheetColumn(name=name, label=label, kind="money", weight=weight)


def _report(
    months: Sequence[MonthAccrued] | Sequence[MonthAmortised],
    year: YearRule,
    amounts: tuple[SheetColumn, ...],
    sentence: str,
    levels: tuple[str, ...],
) -> Report:
    """Months as a sheet. Of one currency there is a total; `levels` do not add up over months."""
    rows: list[dict[str, Any]] = []
    for one in months:
        window = month_window(one.month, year)
        row = {column.name: getattr(one, column.name) for column in amounts}
        key = period_of(window.start, "month", year).key
        rows.append(
            {"month": key, "from": window.start, "to": window.end, "plan": one.plan,
             "currency": one.currency, **row}
        )  # fmt: skip
    currency = _one(row["currency"] for row in rows)
    total = {
        column.name: sum(row[column.name] for row in rows)
        for column in amounts
        if column.name not in levels
    }
    return Report(
        sheet=Sheet(_columns(*amounts), rows, total if currency else None), sentence=sentence,
        currency=currency,
    )  # fmt: skip


def _one(currencies: Iterable[str]) -> str:
    """The one currency that there is, or ''."""
    found = set(currencies)
    return found.pop() if len(found) == 1 else ""


def accruals_report(months: Sequence[MonthAccrued], year: YearRule) -> Report:
    """Accruals, one plan's month a row."""
    amounts = (
        _money("earned", _("Earned")), _money("adjusted", _("Adjusted"), 2),
        _money("drawn", _("Drawn"), 2), _money("paid", _("Paid")),
        _money("balance", _("Owed at its end")), _money("open", _("Not released yet"), 2),
        _money("provisional", _("Provisional"), 3),
    )  # fmt: skip
    levels = ("balance", "provisional")
    return _report(months, year, amounts, accruals_sentence(months), levels)


def accruals_sentence(months: Sequence[MonthAccrued]) -> str:
    """What was earned, and what of it is still owed."""
    if not months:
        return _("Nothing was earned in these months.")
    said = []
    for currency in sorted({one.currency for one in months}):
        own = [one for one in months if one.currency == currency]
        last = {one.plan: one.balance for one in own}
        owed = sum(last.values())
        text = _("%(earned)s was earned, and %(owed)s of it is not paid yet.")
        if not owed:
            text = _("%(earned)s was earned, and all of it is paid.")
        earned = money_exact(sum(one.accrued for one in own), currency)
        said.append(text % {"earned": earned, "owed": money_exact(owed, currency)})
    return " ".join(said)


def amortisation_report(months: Sequence[MonthAmortised], year: YearRule) -> Report:
    """Amortisation, one plan's month a row."""
    amounts = (
        _money("capitalised", _("Capitalised")), _money("amortised", _("Amortised")),
        _money("reversed", _("Reversed"), 2), _money("balance", _("Balance")),
        _money("expensed", _("Expensed at once"), 2),
        _money("recovered", _("Came back"), 3),
    )  # fmt: skip
    return _report(months, year, amounts, amortisation_sentence(months), ("balance",))


def amortisation_sentence(months: Sequence[MonthAmortised]) -> str:
    """What is capitalised, and what of it these months bear."""
    if not any(one.capitalised or one.amortised for one in months):
        return _("Nothing is capitalised in these months.")
    said = []
    for currency in sorted({one.currency for one in months}):
        own = [one for one in months if one.currency == currency]
        last = {one.plan: one.balance for one in own}
        text = _("%(capitalised)s is capitalised, these months bear %(amortised)s, and %(left)s is "
                 "left at their end.") % {
            "capitalised": money_exact(sum(one.capitalised for one in own), currency),
            "amortised": money_exact(sum(one.amortised for one in own), currency),
            "left": money_exact(sum(last.values()), currency),
        }  # fmt: skip
        said.append(text)
    return " ".join(said)
