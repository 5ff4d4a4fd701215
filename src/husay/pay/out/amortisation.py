"""Amortisation of capitalised commissions (ASC 340-40 with ASC 606, IFRS 15 §91–94, §99).

What a commission costs is an asset from the month in which it was earned, and is borne in equal
parts by the months of its benefit (straight line), in whole coins by largest remainder: the parts
sum to what was capitalised. What is taken back later reverses the same part of what is not borne
yet; what of it was borne already comes off the expense of that month (`recovered`). Costs of a
benefit that is short enough, and costs for which no rule says that they obtain a contract, are
expensed in their own month, so that every month's costs add up to what was earned.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from husay.basics.amount import round_half_away
from husay.basics.share import deal_in_steps
from husay.pay.out.accounting_document import Capitalised, rule_for

Contract = tuple[str, str, int]
"""Who earned it, of which sale, and which of its lines; of a window without a sale its first day
as a text, and 0."""


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What lines of one term and one contract sum to in a month (a running number)."""

    plan: str
    currency: str
    term: str
    contract: Contract
    day: date
    month: int
    amount: int
    sold: bool = True
    """Whether a plan's term earned it: an amount by hand is never capitalised."""


@dataclass(kw_only=True)
class MonthAmortised:
    """One month of one plan, in ten-thousandths. The balance is what is not borne yet at its end:
    the one before + capitalised - amortised - reversed."""

    plan: str
    currency: str
    month: int
    capitalised: int = 0
    amortised: int = 0
    reversed: int = 0
    recovered: int = 0
    expensed: int = 0
    balance: int = 0


@dataclass
class _Asset:
    """What of one contract is capitalised: what months still bear of it, and what is kept of its
    cost."""

    bears: dict[int, int] = field(default_factory=dict)
    kept: int = 0

    def add(self, amount: int, first: int, rule: Capitalised, coin: int) -> None:
        """Capitalise a cost."""
        self.kept += amount
        parts = deal_in_steps(amount, [1] * rule.benefit, coin)
        for number, part in enumerate(parts, start=first):
            self.bears[number] = self.bears.get(number, 0) + part

    def take(self, amount: int, month: int, coin: int) -> int:
        """Take back a part of the cost; answers what of it is reversed, as months before have borne
        the rest."""
        ahead = sorted(number for number in self.bears if number >= month)
        rest = sum(self.bears[number] for number in ahead)
        if amount >= self.kept:
            gone = rest
        else:
            steps = round_half_away(Fraction(rest * amount, self.kept * coin))
            gone = min(rest, amount, steps * coin)
        self.kept = max(0, self.kept - amount)
        if rest:
            left = deal_in_steps(rest - gone, [self.bears[number] for number in ahead], coin)
            self.bears.update(zip(ahead, left, strict=True))
        return gone


def amortisation(
    costs: Sequence[Cost], rules: Sequence[Capitalised], coins: dict[str, int]
) -> tuple[MonthAmortised, ...]:
    """Every month of every plan from its first cost to the last month that bears any, by plan,
    currency and month. `coins` are the smallest coins of the currencies."""
    months = dict[tuple[str, str, int], MonthAmortised]()

    def of(one: Cost, month: int) -> MonthAmortised:
        key = (one.plan, one.currency, month)
        return months.setdefault(
            key, MonthAmortised(plan=one.plan, currency=one.currency, month=month)
        )

    for rule, events in _by_asset(costs, rules):
        if rule is None or rule.at_once:
            for one in events:
                of(one, one.month).expensed += one.amount
            continue
        asset, coin = _Asset(), coins[events[0].currency]
        for first, amount in _by_month(events):
            month = of(events[0], first)
            if amount > 0:
                month.capitalised += amount
                asset.add(amount, first + rule.delay, rule, coin)
            elif amount < 0:
                gone = asset.take(-amount, first, coin)
                month.reversed += gone
                month.recovered += -amount - gone
        for number, part in asset.bears.items():
            of(events[0], number).amortised += part
    return _with_balances(months)


def _by_asset(
    costs: Iterable[Cost], rules: Sequence[Capitalised]
) -> Iterable[tuple[Capitalised | None, list[Cost]]]:
    """The costs of each contract that one rule takes: the rule of the contract's first day, so that
    what is taken back comes off what it takes back."""
    begun = dict[tuple[str, Contract], date]()
    for one in costs:
        key = (one.plan, one.contract)
        begun[key] = min(one.day, begun.get(key, one.day))
    found = dict[tuple[str, str, Contract, int], tuple[Capitalised | None, list[Cost]]]()
    for one in costs:
        day = begun[one.plan, one.contract]
        rule = rule_for(rules, one.plan, one.term, day) if one.sold else None
        place = -1 if rule is None else rule.place.line
        key_of = (one.plan, one.currency, one.contract, place)
        found.setdefault(key_of, (rule, []))[1].append(one)
    return found.values()


def _by_month(costs: Iterable[Cost]) -> list[tuple[int, int]]:
    """What a contract costs in each month: what a cap takes off a commission was never a cost."""
    sums = dict[int, int]()
    for one in costs:
        sums[one.month] = sums.get(one.month, 0) + one.amount
    return sorted(sums.items())


def _with_balances(
    months: dict[tuple[str, str, int], MonthAmortised],
) -> tuple[MonthAmortised, ...]:
    found = list[MonthAmortised]()
    for plan, currency in sorted({key[:2] for key in months}):
        numbers = [key[2] for key in months if key[:2] == (plan, currency)]
        balance = 0
        for number in range(min(numbers), max(numbers) + 1):
            empty = MonthAmortised(plan=plan, currency=currency, month=number)
            month = months.get((plan, currency, number), empty)
            balance += month.capitalised - month.amortised - month.reversed
            month.balance = balance
            found.append(month)
    return tuple(found)
