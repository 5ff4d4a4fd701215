"""Why a line of pay is what it is: the tree of reasons as sentences, with all figures exact.

A reason is a code and values; what a value is (money, a rate, what a measure counts) follows from
its name and the measure that the line's term reads.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from husay.basics.amount import SCALE, ratio_text, round_half_away
from husay.words import dates
from husay.words.format import NBSP, Style, count, currency_sign, money_exact
from husay.words.pay_titles import titled

if TYPE_CHECKING:
    from husay.pay.document.plan import Plan
    from husay.pay.earned import EarningLine, Reason, Value
    from husay.words.term import Text

REASONS: Mapping[str, Text] = {
    "line": _("%(value)s of it counts: %(before)s before it, %(after)s with it."),
    "paid-on": _("It pays on %(paid_on)s."),
    "goal": _("The goal is %(goal)s."),
    "share": _("Your share is %(share)s."),
    "amount": _("That is %(exact)s exactly, and %(amount)s rounded so that lines add up."),
    "tier-from": _("%(value)s at %(rate)s, in the tier from %(start)s: %(exact)s."),
    "reached": _("With %(after)s the tier that pays %(pays)s is reached."),
    "tier": _("%(value)s at %(rate)s: %(exact)s."),
    "rate": _("The rate is %(rate)s."),
    "override-rate": _("The rate is %(rate)s, for level %(level)s below."),
    "no-rule": _("No rate of the plan fits this line."),
    "again": _(
        "%(start)s to %(end)s is worked out again: it had earned %(was)s, and earns %(now)s now."
    ),
    "again-sale": _("%(sale)s is worked out again: it had earned %(was)s, and earns %(now)s now."),
    "curve": _("At %(attained)s of the goal, %(pays)s of the target is paid."),
    "target": _("The target is %(target)s."),
    "below-first": _("Nothing is paid below %(start)s."),
    "reversed": _(
        "Takes back %(part)s of what was sold on %(since)s: it had earned %(earned)s, and "
        "%(of_it)s of that goes back."
    ),
    "return-late": _("What was sold on %(since)s comes back too late to take anything."),
    "return-forgiven": _("It comes back after the last pay of who has left, and is forgiven."),
    "budget": _("The budget is %(budget)s, of which %(used)s was used: %(amount)s is kept."),
    "entered": _("What was entered: %(value)s."),
    "bonus": _("%(value)s against the %(at)s that is asked for: %(amount)s."),
    "objective": _("%(measure)s: %(score)s, of which %(counted)s counts, weighs %(weight)s."),
    "scorecard": _("A score of %(score)s of a target of %(target)s."),
    "pool": _("The pool is %(size)s, for %(members)s people."),
    "pool-part": _("Your part of it is %(amount)s."),
    "pool-short": _("Together it is %(value)s, and the pool asks for %(at)s: there is none."),
    "no-team": _("It is shared within teams; who reports to nobody has no part of it."),
    "contest": _("Place %(place)s with %(value)s: %(amount)s."),
    "contest-unplaced": _("%(value)s wins no place."),
    "requirement": _("%(measure)s: %(value)s, and at least %(least)s is asked for."),
    "gate-open": _("All that is asked for is reached: nothing is withheld."),
    "gate-shut": _("Not all that is asked for is reached."),
    "multiplier": _("At %(value)s of %(measure)s, pay is taken %(times)s times."),
    "cap": _("No more than %(most)s is paid; with this line it would be %(so_far)s."),
    "cap-again": _(
        "%(start)s to %(end)s is worked out again: it comes to %(so_far)s, which is %(after)s over "
        "the %(most)s that is paid at most; before, %(was)s was %(before)s over it."
    ),
    "cap-again-lines": _(
        "%(start)s to %(end)s is worked out again: its lines together are %(after)s over the most "
        "that is paid of each; before, it was %(before)s."
    ),
    "cap-again-line": _(
        "%(sale)s, line %(line)s: %(after)s over the most that is paid; before, it was %(before)s."
    ),
    "carried-in": _("What a cap carried over from the period before."),
    "carried-again": _(
        "%(start)s to %(end)s is worked out again: a cap carries so much less, or more, from it."
    ),
    "floor": _("At least %(least)s is paid; %(earned)s was earned."),
    "floor-again": _(
        "%(start)s to %(end)s is worked out again: at least %(least)s is paid for it; %(earned)s "
        "was earned."
    ),
    "rounding": _("%(exact)s is rounded to %(whole)s once a period."),
    "drawn": _("A draw added this, or took it back."),
    "by-hand": _("Two people agreed on it: number %(number)s of what was added by hand."),
    "adjusted": _("It was %(before)s when the period was closed, and is %(after)s now."),
}
"""What each reason says."""

_MONEY = frozenset(
    {"amount", "earned", "budget", "used", "target", "size", "most", "so_far", "whole"}
)
_AMOUNTS = frozenset(
    {
        "floor",
        "floor-again",
        "again",
        "again-sale",
        "cap-again",
        "cap-again-lines",
        "cap-again-line",
    }
)
"""Reasons of which every figure is an amount."""
_RATES = frozenset({"share", "attained", "weight"})
"""Shares that a plan states, or that are held against what it states, where a rounded one could
seem to reach what the exact one does not."""
_DIVIDED = frozenset({"part", "of_it", "pays", "score", "counted"})
"""Shares that come of dividing what was sold: their decimals go on and say nothing."""


@dataclass(frozen=True)
class Said:
    """A sentence, and what it rests on."""

    text: str
    because: tuple[Said, ...] = ()


@dataclass(frozen=True)
class Telling:
    """How the values of a line are written: in which currency, what its term reads and, if that is
    another measure, pays on (their units), and what measures are called, by name."""

    currency: str
    unit: str = "money"
    paid_on: str = ""
    measures: Mapping[str, str] = field(default_factory=dict)

    def said(self, reason: Reason) -> Said:
        """A reason as sentences."""
        texts = [str(REASONS[code]) % self._values(reason) for code in _parts(reason)]
        return Said(" ".join(texts), tuple(self.said(part) for part in reason.because))

    def _values(self, reason: Reason) -> dict[str, str]:
        return {name: self._text(reason, name, value) for name, value in reason.values}

    def _text(self, reason: Reason, name: str, value: Value) -> str:
        if isinstance(value, date):
            return dates.day(value)
        if isinstance(value, str):
            return self.measures.get(value, value) if name == "measure" else value
        if name == "rate" or (name == "pays" and reason.code == "reached"):
            return self.rate(Fraction(value))
        if name in _DIVIDED:
            return about_percent(Fraction(value))
        if name in _RATES:
            return percent(Fraction(value))
        if name == "paid_on" and self.paid_on:
            return replace(self, unit=self.paid_on).measured(Fraction(value))
        if name in ("level", "members", "place", "tied", "number", "line"):
            return count(int(value))
        if name == "times":
            return ratio_text(Fraction(value))
        if name == "exact" or (name in ("before", "after") and reason.code == "adjusted"):
            return self._exact(Fraction(value))
        if name in _MONEY or reason.code in _AMOUNTS:
            return self._exact(Fraction(value))
        return self._measured(reason, Fraction(value))

    def rate(self, rate: Fraction) -> str:
        """A rate of an amount in per cent, of anything else as an amount for each."""
        return (
            percent(rate) if (self.paid_on or self.unit) == "money" else self._exact(rate * SCALE)
        )

    def _measured(self, reason: Reason, value: Fraction) -> str:
        """What a measure counts: as it was measured, or, of a threshold, in whole units."""
        known = dict(reason.values)
        if known.get("inside") == "percent_of_goal" or reason.code == "multiplier":
            return percent(value)
        return self.measured(value * SCALE if "inside" in known else value)

    def measured(self, value: Fraction) -> str:
        """What a measure counts, in ten-thousandths."""
        if self.unit == "money":
            return self._exact(value)
        whole = round_half_away(value)
        return (
            percent(Fraction(whole, SCALE)) if self.unit == "rate" else Style("number").exact(whole)
        )

    def _exact(self, value: Fraction) -> str:
        """An amount in ten-thousandths, with all its decimals."""
        if value.denominator == 1:
            return money_exact(int(value), self.currency)
        sign = "−" if value < 0 else ""
        text = ratio_text(abs(value) * Fraction(1, SCALE), 8)
        return f"{sign}{currency_sign(self.currency)}{text}"


def _parts(reason: Reason) -> tuple[str, ...]:
    """The sentences that a reason makes."""
    known = dict(reason.values)
    match reason.code:
        case "line":
            beside = tuple(name for name in ("goal", "share") if name in known)
            paid_on = ("paid-on",) if "paid_on" in known else ()
            rounded = ("amount",) if known["exact"] != known["amount"] else ()
            return ("line", *paid_on, *beside, *rounded)
        case "entered":
            return ("entered", "paid-on", "rate") if "paid_on" in known else ("entered",)
        case "tier":
            return ("tier-from",) if "start" in known else ("tier",)
        case "curve":
            return ("curve", "target") if "target" in known else ("curve",)
        case "pool":
            return ("pool", "pool-part") if "amount" in known else ("pool",)
        case "gate":
            return ("gate-open",) if known["open"] else ("gate-shut",)
        case code:
            return (code,)


def percent(value: Fraction) -> str:
    """'7.5 %', with all its decimals."""
    return f"{ratio_text(value * 100)}{NBSP}%"


def about_percent(value: Fraction) -> str:
    """'7.5 %', or '≈33.33 %' where two decimals do not say it exactly."""
    mark = "" if (value * 10_000).denominator == 1 else "≈"
    return f"{mark}{ratio_text(value * 100, 2)}{NBSP}%"


def telling_of(plan: Plan, term: str) -> Telling:
    """How the lines of a term are told."""
    known = next((one for one in plan.terms if one.name == term), None)
    name = getattr(known, "of", None)
    units = {measure.name: measure.unit for measure in plan.measures}
    unit = units.get(name, "money") if isinstance(name, str) else "money"
    named = {measure.name: titled(measure) for measure in plan.measures}
    paid_on = str(units.get(getattr(known, "pays_on", None) or "", ""))
    return Telling(plan.currency, str(unit), paid_on, named)


def explained(plan: Plan, line: EarningLine) -> Said:
    """A line's tree of reasons as sentences."""
    return telling_of(plan, line.term).said(line.reason)


def rates(plan: Plan, line: EarningLine) -> tuple[str, ...]:
    """The rates that a line rests on: one, or one for each part of a tier."""
    telling = telling_of(plan, line.term)
    return tuple(telling.rate(rate) for rate in _rates(line.reason))


def _rates(reason: Reason) -> Iterator[Fraction]:
    for part in reason.because:
        rate = dict(part.values).get("rate")
        if isinstance(rate, int | Fraction):
            yield Fraction(rate)
        yield from _rates(part)


def measured_text(plan: Plan, measure: str, value: int) -> str:
    """What a measure came to, in ten-thousandths, as it is measured."""
    known = next((one for one in plan.measures if one.name == measure), None)
    telling = Telling(plan.currency, str(known.unit) if known else "money")
    return telling.measured(Fraction(value))
