"""Accruals: what was earned in each month, whenever it is paid.

A line belongs to the month of its own day, that of the sale or of the window's end: the cost is
borne where it was earned. Adjustments of closed periods and draws belong to the last month of the
period of their run, in which they were found. What runs that are not released have is told apart,
and so is what windows that have not ended may still bring: that is a level and no movement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Kind = Literal["earned", "adjusted", "provisional"]


@dataclass(frozen=True, kw_only=True)
class RunAccrued:
    """A run as accruals see it: its lines' sums by kind and day, what draws added or took, and what
    its release paid on which day. Amounts are ten-thousandths."""

    plan: str
    currency: str
    ends: date
    closed: bool
    lines: tuple[tuple[Kind, date, int], ...] = ()
    drawn: int = 0
    paid: tuple[tuple[date, int], ...] = ()


@dataclass(kw_only=True)
class MonthAccrued:
    """One month of one plan. `balance` is what was earned up to its end and is not paid yet;
    `open` what runs have that are not released, `provisional` what windows that have not ended
    showed by then."""

    plan: str
    currency: str
    month: int
    earned: int = 0
    adjusted: int = 0
    drawn: int = 0
    paid: int = 0
    balance: int = 0
    open: int = 0
    provisional: int = 0

    @property
    def accrued(self) -> int:
        """What the month bears."""
        return self.earned + self.adjusted + self.drawn


@dataclass
class _Book:
    """The months of all plans while they are summed."""

    months: dict[tuple[str, str, int], MonthAccrued] = field(default_factory=dict)

    def of(self, run: RunAccrued, month: int) -> MonthAccrued:
        key = run.plan, run.currency, month
        if key not in self.months:
            self.months[key] = MonthAccrued(plan=key[0], currency=key[1], month=month)
        return self.months[key]


def accruals(
    runs: Iterable[RunAccrued], month_of: Callable[[date], int]
) -> tuple[MonthAccrued, ...]:
    """Every month of every plan from its first to its last one, by plan, currency and month."""
    book, shown = _Book(), dict[tuple[str, str, int], date]()
    for run in runs:
        _take(book, run, month_of)
        last = book.of(run, month_of(run.ends))
        key = (run.plan, run.currency, last.month)
        if run.ends >= shown.get(key, run.ends):
            shown[key] = run.ends
            last.provisional = sum(amount for kind, _, amount in run.lines if kind == "provisional")
    return _with_balances(book)


def _take(book: _Book, run: RunAccrued, month_of: Callable[[date], int]) -> None:
    last = book.of(run, month_of(run.ends))
    for kind, day, amount in run.lines:
        if kind == "provisional":
            continue
        month = book.of(run, month_of(day)) if kind == "earned" else last
        if not run.closed:
            month.open += amount
        elif kind == "earned":
            month.earned += amount
        else:
            month.adjusted += amount
    if run.closed:
        last.drawn += run.drawn
    else:
        last.open += run.drawn
    for day, amount in run.paid:
        book.of(run, month_of(day)).paid += amount


def _with_balances(book: _Book) -> tuple[MonthAccrued, ...]:
    """Months without anything between others are there too, and each has its balance."""
    found = list[MonthAccrued]()
    for plan, currency in sorted({key[:2] for key in book.months}):
        numbers = [key[2] for key in book.months if key[:2] == (plan, currency)]
        balance = 0
        for number in range(min(numbers), max(numbers) + 1):
            empty = MonthAccrued(plan=plan, currency=currency, month=number)
            month = book.months.get((plan, currency, number), empty)
            balance += month.accrued - month.paid
            month.balance = balance
            found.append(month)
    return tuple(found)


def within(
    months: Sequence[MonthAccrued], first: int | None, last: int | None
) -> tuple[MonthAccrued, ...]:
    """The months from one to another."""
    return tuple(
        one
        for one in months
        if (first is None or one.month >= first) and (last is None or one.month <= last)
    )
