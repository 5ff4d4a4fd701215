"""A line's amounts in the plan's currency: price, list price and cost alike.

By the latest rate on or before the sale's day, by the mean of the month's rates, or by the plan's
own. A return is converted as the sale that it takes back. Each amount is rounded half away from
zero to the ten-thousandth. A rate that is missing is a problem, never one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from husay.basics.problem import Problem
from husay.pay.document.plan import Plan
from husay.pay.facts import CreditedLine, Facts
from husay.pay.rounding import ten_thousandths

Tell = Callable[[Problem], None]


class Converter:
    """Rates of one plan's facts."""

    def __init__(self, plan: Plan, facts: Facts, tell: Tell) -> None:
        self.plan, self.tell = plan, tell
        self.fixed = dict(plan.settings.fixed_rates)
        self.rates: dict[str, list[tuple[date, Fraction]]] = {}
        for rate in sorted(facts.rates, key=lambda r: r.day):
            if rate.to_currency == plan.currency:
                self.rates.setdefault(rate.from_currency, []).append((rate.day, rate.rate))

    def amounts(self, line: CreditedLine, day: date) -> dict[str, int | None]:
        """`amount`, `list_amount` and `cost` of a line in the plan's currency, by a day's rate."""
        own, of_cost = line.currency, line.cost_currency or line.currency
        return {
            "amount": self._converted(line.amount, own, day, line),
            "list_amount": self._converted(line.list_amount, own, day, line),
            "cost": self._converted(line.cost, of_cost, day, line),
        }

    def _converted(
        self, value: int | None, currency: str, day: date, line: CreditedLine
    ) -> int | None:
        if value is None or currency == self.plan.currency:
            return value
        rate = self.rate(currency, day)
        if rate is None:
            values = (("sale", line.sale), ("line", str(line.line)), ("day", day.isoformat()),
                      ("currency", self.plan.currency))  # fmt: skip
            self.tell(Problem(code="pay-no-rate", value=currency, values=values))
            return 0
        return ten_thousandths(value * rate)

    def rate(self, currency: str, day: date) -> Fraction | None:
        """What one unit of a currency is worth in the plan's; None where no rate says it."""
        how = self.plan.settings.currency_rate
        if how == "fixed":
            return self.fixed.get(currency)
        known = self.rates.get(currency, [])
        if how == "month_average":
            of_month = [r for d, r in known if (d.year, d.month) == (day.year, day.month)]
            return sum(of_month, Fraction(0)) / Fraction(len(of_month)) if of_month else None
        return next((rate for since, rate in reversed(known) if since <= day), None)
