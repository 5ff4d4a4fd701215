"""Terms of a pay plan in sentences that a seller can sign."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import zip_longest
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.basics.amount import ratio_text
from husay.pay.document.plan import Plan
from husay.pay.document.term import (
    Bonus,
    Cap,
    Contest,
    Curve,
    Draw,
    Each,
    Earning,
    Floor,
    Gate,
    Multiplier,
    Override,
    Pool,
    Ramp,
    Rate,
    RatesBy,
    Rule,
    Scorecard,
    Term,
    Threshold,
    Tier,
    Tiers,
)
from husay.words.dates import day
from husay.words.format import count
from husay.words.pay_edges import accelerates_from, curve_edge, rows_edge, tiers_edge
from husay.words.pay_expression import figure_text, money_text, percent_text, told_text
from husay.words.pay_settings import window_text
from husay.words.pay_titles import within


class TermWords:
    """Says terms of one plan, with a seller's own figures where they are known."""

    def __init__(self, plan: Plan, own: Mapping[str, Fraction] | None) -> None:
        self.plan, self.own = plan, own
        self._measures = {measure.name: within(measure) for measure in plan.measures}
        self._terms = {term.name: within(term) for term in plan.terms}

    def sentences(self, term: Term) -> Iterator[str]:
        """A term, sentence by sentence."""
        yield from _SAID[type(term)](self, term)
        if isinstance(term, Earning):
            yield from self._limits(term)
        if term.starts:
            yield _("It holds from %(day)s on.") % {"day": day(term.starts)}
        if term.ends:
            yield _("It holds until %(day)s.") % {"day": day(term.ends)}

    def _limits(self, term: Earning) -> Iterator[str]:
        if term.where is not None:
            yield _("Only for lines where %(condition)s.") % {"condition": told_text(term.where)}
        if term.instead_of:
            yield self._instead(term) % {"terms": self._named(term.instead_of)}
        budget = getattr(term, "budget", None)
        if budget is not None:
            yield _("For everybody together it pays at most %(amount)s.") % {
                "amount": self._figure(budget)
            }

    def _instead(self, term: Earning) -> str:
        if isinstance(term, RatesBy) and all(rule.where is not None for rule in term.rules):
            return _("For the lines that one of its rules fits it stands instead of %(terms)s.")
        return _("For these lines it stands instead of %(terms)s.")

    def _accelerates(self, term: Tiers | Curve) -> Iterator[str]:
        start = accelerates_from(term, self.plan)
        if start is not None:
            yield _("Accelerators begin at %(value)s.") % {"value": self._value(start, term.inside)}

    def _figure(self, figure: Any) -> str:
        return figure_text(figure, self.plan, self.own)

    def _measure(self, name: str | None) -> str:
        return self._measures.get(name or "", name or "")

    def _named(self, terms: Iterable[str]) -> str:
        return ", ".join(self._terms.get(name, name) for name in terms)

    def _value(self, value: Fraction, inside: str) -> str:
        """An edge or a threshold, in what it is in."""
        if inside == "percent_of_goal":
            return _("%(share)s of the goal") % {"share": percent_text(value)}
        if inside == "rate":
            return percent_text(value)
        if inside == "money":
            return money_text(value, self.plan.currency)
        return ratio_text(value, 4)

    def _rate(self, term: Rate) -> Iterator[str]:
        yield _("It pays %(rate)s of %(measure)s.") % {
            "rate": self._figure(term.rate), "measure": self._measure(term.of),
        }  # fmt: skip

    def _each(self, term: Each) -> Iterator[str]:
        yield _("It pays %(amount)s for each one of %(measure)s.") % {
            "amount": self._figure(term.each), "measure": self._measure(term.of),
        }  # fmt: skip

    def _rates(self, term: RatesBy) -> Iterator[str]:
        yield _("It pays on %(measure)s by the first rule that fits a line:") % {
            "measure": self._measure(term.of)
        }
        yield from (self._rule(rule) for rule in term.rules)

    def _rule(self, rule: Rule) -> str:
        paid = rule.rate if rule.rate is not None else rule.each
        pays = self._figure(paid) if paid is not None else ""
        if rule.where is None:
            return _("– otherwise: %(pays)s") % {"pays": pays}
        said = _("– where %(condition)s: %(pays)s")
        return said % {"condition": told_text(rule.where), "pays": pays}

    def _tiers(self, term: Tiers) -> Iterator[str]:
        said = {"measure": self._measure(term.of)}
        if term.pays_on and self.plan.measure(term.of).entered:
            yield _("It pays on all of %(paid_on)s, by what is entered for %(measure)s:") % {
                **said, "paid_on": self._measure(term.pays_on),
            }  # fmt: skip
        else:
            yield _ways()[term.pays] % said
        if term.pays_on and not self.plan.measure(term.of).entered:
            yield _("What is paid on is %(measure)s.") % {"measure": self._measure(term.pays_on)}
        for tier, following in zip_longest(term.tiers, term.tiers[1:]):
            yield self._tier(tier, following, term)
        yield from tiers_edge(term)
        yield from self._accelerates(term)
        if term.reads == "transaction":
            yield _("Each line is looked at by itself.")
        elif term.reads == "order":
            yield _("Each order is looked at by itself.")
        else:
            yield window_text(term.window, self.plan.period)

    def _tier(self, tier: Tier, following: Tier | None, term: Tiers) -> str:
        values = {"start": self._value(tier.start, term.inside), "pays": self._pays(tier, term)}
        if following is None:
            return _("– from %(start)s on: %(pays)s") % values
        values["end"] = self._value(following.start, term.inside)
        return _("– from %(start)s to %(end)s: %(pays)s") % values

    def _pays(self, tier: Tier, term: Tiers) -> str:
        if tier.times is not None:
            base = self._figure(term.base_rate)
            if tier.times == 1:
                return base
            said = _("%(times)s times %(rate)s")
            return said % {"times": ratio_text(tier.times, 6), "rate": base}
        paid = tier.rate or tier.each or tier.amount
        return self._figure(paid)

    def _curve(self, term: Curve) -> Iterator[str]:
        yield _("It pays a part of %(target)s, by straight lines between these points:") % {
            "target": self._figure(term.target)
        }
        for point in term.points:
            yield _("– at %(at)s (%(measure)s): %(pays)s") % {
                "at": self._value(point.at, term.inside), "measure": self._measure(term.of),
                "pays": percent_text(point.pays),
            }  # fmt: skip
        yield _("Below the first point it pays nothing.")
        yield from curve_edge(term)
        if term.beyond == "continues":
            yield _("Beyond the last point the last line goes on.")
        else:
            yield _("Beyond the last point it pays no more.")
        yield from self._accelerates(term)
        yield window_text(term.window, self.plan.period)

    def _override(self, term: Override) -> Iterator[str]:
        said = _("It pays on what those below sell (%(measure)s), as they stood on the sale’s day:")
        yield said % {"measure": self._measure(term.of)}
        for number, rate in enumerate(term.rates, start=1):
            yield _("– level %(level)s: %(rate)s") % {"level": number, "rate": self._figure(rate)}
        if term.deeper:
            yield _("The last rate is for everybody further down, too.")

    def _bonus(self, term: Bonus) -> Iterator[str]:
        yield _("It pays %(amount)s when %(measure)s reaches %(value)s.") % {
            "amount": self._figure(term.amount), "measure": self._measure(term.of),
            "value": self._value(term.threshold.least, term.threshold.inside),
        }  # fmt: skip
        yield window_text(term.window, self.plan.period)

    def _scorecard(self, term: Scorecard) -> Iterator[str]:
        yield _("It pays %(target)s times the score, which is made of:") % {
            "target": self._figure(term.target)
        }
        for one in term.objectives:
            said = {"measure": self._measure(one.of), "weight": percent_text(one.weight)}
            if one.most is None:
                yield _("– %(measure)s, weight %(weight)s") % said
            else:
                said["most"] = percent_text(one.most)
                yield _("– %(measure)s, weight %(weight)s, at most %(most)s of it counts") % said
        yield window_text(term.window, self.plan.period)

    def _pool(self, term: Pool) -> Iterator[str]:
        if term.amount is not None:
            yield _("%(amount)s is shared.") % {"amount": self._figure(term.amount)}
        else:
            yield self._fed(term)
        if term.at_least is not None:
            said = {"measure": self._measure(term.of), "value": self._joint(term.at_least)}
            yield _(
                "There is none unless all members together reach %(value)s in %(measure)s."
            ) % said  # fmt: skip
        if term.times_of:
            yield _("It is multiplied with what they reached of %(measure)s.") % {
                "measure": self._measure(term.times_of)
            }
        yield self._shared(term)
        yield _among(term.among)
        yield window_text(term.window, self.plan.period)

    def _fed(self, term: Pool) -> str:
        said = {"rate": self._figure(term.rate), "measure": self._measure(term.of)}
        if term.above is None:
            return _("%(rate)s of what all members together have of %(measure)s is shared.") % said
        said["value"] = self._joint(term.above)
        return _(
            "%(rate)s of what all members together have of %(measure)s above %(value)s is shared."
        ) % said  # fmt: skip

    def _joint(self, one: Threshold) -> str:
        """What members are asked for together."""
        if one.inside == "percent_of_goal":
            return _("%(share)s of their goals") % {"share": percent_text(one.least)}
        return self._value(one.least, one.inside)

    def _shared(self, term: Pool) -> str:
        if term.share == "equal":
            return _("Everybody has the same part.")
        if term.share == "rule":
            return _("Everybody has a part by their weight.")
        return _("Everybody has a part by what they have of %(measure)s.") % {
            "measure": self._measure(term.by)
        }

    def _contest(self, term: Contest) -> Iterator[str]:
        prizes = ", ".join(self._figure(prize) for prize in term.prizes)
        yield _("Prizes by place in %(measure)s: %(prizes)s.") % {
            "measure": self._measure(term.of), "prizes": prizes,
        }  # fmt: skip
        if term.least is not None:
            yield _("Who has less than %(value)s has no place.") % {
                "value": self._value(term.least, self.plan.measure(term.of).unit)
            }
        if term.ties == "share":
            yield _("Those who tie share the prizes of the places they take.")
        else:
            yield _("Those who tie each have the best prize of the places they take.")
        yield _among(term.among)
        yield window_text(term.window, self.plan.period)

    def _gate(self, term: Gate) -> Iterator[str]:
        on = self._named(term.on) or _("everything that is earned")
        if term.withholds == "pay":
            yield _("Without the following nothing is paid of %(terms)s:") % {"terms": on}
        else:
            yield _("Without the following no accelerator is paid of %(terms)s:") % {"terms": on}
        yield from (self._requirement(one) for one in term.requires)
        yield window_text(term.window, self.plan.period)

    def _requirement(self, one: Threshold) -> str:
        said = _("– %(measure)s of at least %(value)s")
        return said % {
            "measure": self._measure(one.of),
            "value": self._value(one.least, one.inside),
        }

    def _multiplier(self, term: Multiplier) -> Iterator[str]:
        on = self._named(term.on) or _("everything that is earned")
        yield _("It multiplies %(terms)s by %(measure)s:") % {
            "terms": on,
            "measure": self._measure(term.of),
        }
        for start, times in term.rows:
            yield _("– from %(start)s on: times %(times)s") % {
                "start": self._value(start, term.inside), "times": ratio_text(times, 6),
            }  # fmt: skip
        if not term.rows:
            yield _("– times what was reached of it")
        else:
            if term.interpolated:
                yield _("Between these points the line is straight.")
            yield from rows_edge(term)
        yield window_text(term.window, self.plan.period)

    def _cap(self, term: Cap) -> Iterator[str]:
        on = self._named(term.on) or _("everything that is earned")
        values = {"terms": on, "amount": self._figure(term.most)}
        if term.per == "transaction":
            yield _("Of %(terms)s at most %(amount)s is paid for each line.") % values
        elif term.per == "plan":
            yield _("Of %(terms)s at most %(amount)s is paid in all of the plan.") % values
        else:
            yield _("Of %(terms)s at most %(amount)s is paid in each pay period.") % values
        if term.excess == "carried":
            yield _("What is beyond it is carried into the next pay period.")
        else:
            yield _("What is beyond it is lost.")

    def _floor(self, term: Floor) -> Iterator[str]:
        on = self._named(term.on) or _("everything that is earned")
        yield _("Of %(terms)s at least %(amount)s is paid in each pay period.") % {
            "terms": on, "amount": self._figure(term.least),
        }  # fmt: skip

    def _draw(self, term: Draw) -> Iterator[str]:
        if term.style == "advance" or term.amount is None:
            yield _("What somebody takes in advance is paid on top, and owed.")
        else:
            amount = {"amount": self._figure(term.amount)}
            yield _("Each pay period pays at least a draw of %(amount)s.") % amount
            if term.style == "non_recoverable":
                yield _("What the draw adds is not taken back.")
                return
            yield _("What the draw adds is owed, and taken back from later earnings.")
            if term.keeps_draw:
                yield _("Taking back never brings pay under the draw.")
        if term.recover_after:
            said = ngettext(
                "Taking back begins %(n)s pay period later.",
                "Taking back begins %(n)s pay periods later.",
                term.recover_after,
            )
            yield said % {"n": count(term.recover_after)}
        if term.recover_most != 1:
            yield _("It takes at most %(share)s of what is earned.") % {
                "share": percent_text(term.recover_most)
            }
        if term.recover_ends:
            yield _("After %(day)s nothing more is taken back.") % {"day": day(term.recover_ends)}
        yield _leaving(term)

    def _ramp(self, term: Ramp) -> Iterator[str]:
        steps = ", ".join(percent_text(step) for step in term.steps)
        if term.of == ("goal",):
            said = _("In the first months of service a part of the goal is asked: %(steps)s.")
        elif term.of == ("target",):
            said = _("In the first months of service a part of the target is paid: %(steps)s.")
        else:
            said = _("In the first months of service goal and target are a part: %(steps)s.")
        yield said % {"steps": steps}


def _ways() -> dict[str, str]:
    return {
        "marginal": _("It pays each part of %(measure)s at the rate of its own tier:"),
        "whole": _("It pays all of %(measure)s, back to the first, at the rate reached:"),
        "interpolated": _("It pays by %(measure)s, on straight lines between these points:"),
        "step": _("It pays an amount for the tier that %(measure)s reaches:"),
    }


def _among(among: str) -> str:
    if among == "plan":
        return _("It is among all who have this plan.")
    return _(
        "It is among those who report to the same manager; who reports to nobody has no part of it."
    )


def _leaving(term: Draw) -> str:
    if term.when_leaving == "deducted":
        return _("Who leaves has what they owe deducted from the last pay.")
    if term.when_leaving == "forgiven":
        return _("Who leaves is forgiven what they owe.")
    return _("Who leaves still owes it.")


_SAID: Mapping[type[Term], Callable[[TermWords, Any], Iterator[str]]] = {
    Rate: TermWords._rate, Each: TermWords._each, RatesBy: TermWords._rates,
    Tiers: TermWords._tiers, Curve: TermWords._curve, Override: TermWords._override,
    Bonus: TermWords._bonus, Scorecard: TermWords._scorecard, Pool: TermWords._pool,
    Contest: TermWords._contest, Gate: TermWords._gate, Multiplier: TermWords._multiplier,
    Cap: TermWords._cap, Floor: TermWords._floor, Draw: TermWords._draw, Ramp: TermWords._ramp,
}  # fmt: skip
