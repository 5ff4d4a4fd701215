"""What changed between a statement and the one before, and why, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from husay.pay.runs.by_hand import BY_HAND
from husay.pay.runs.since import ADJUSTED
from husay.words.format import count, money_exact, part_text
from husay.words.pay_kept import parameter_text
from husay.words.pay_reasons import measured_text
from husay.words.pay_runs import cause_text, period_text
from husay.words.pay_titles import measure_title, parameter_title, term_title

if TYPE_CHECKING:
    from husay.pay.document.plan import Plan
    from husay.pay.earned import Attained
    from husay.pay.runs.since import Moved, Since
    from husay.pay.runs.statement import Cause
    from husay.words.term import Text

_TOTALS: Mapping[str, Text] = {
    "earned": gettext_lazy("Earned"),
    "adjusted": gettext_lazy("Adjusted"),
    "drawn": gettext_lazy("Drawn"),
    "paid": gettext_lazy("Paid"),
}


@dataclass(frozen=True)
class Change:
    """Something then and now, and by how much it moved; amounts in ten-thousandths beside."""

    label: str
    before: str
    after: str
    change: str = ""
    amounts: tuple[int, int] | None = None


@dataclass(frozen=True)
class ToldSince:
    """What changed: a sentence, totals, what each term brought, and why."""

    sentence: str
    totals: tuple[Change, ...]
    terms: tuple[Change, ...]
    why: tuple[str, ...]


def told_since(found: Since | None, plan: Plan, by_hand: Mapping[str, str]) -> ToldSince | None:
    """What changed since the statement before, in the reader's language; None where there is none.

    `by_hand`: why amounts were added by hand, by their numbers.
    """
    if found is None:
        return None
    totals = tuple(
        _amounts(str(_TOTALS[one.name]), one, plan.currency)
        for one in found.totals
        if one.before or one.after
    )
    terms = tuple(
        _amounts(
            _("Adjusted") if one.name == ADJUSTED else term_title(plan, one.name),
            one,
            plan.currency,
        )
        for one in found.terms
    )
    return ToldSince(_sentence(found, plan.currency), totals, terms, _why(found, plan, by_hand))


def caused(cause: Cause, by_hand: Mapping[str, str]) -> str:
    """What led to an adjustment; of an amount by hand, why it was added."""
    said = cause_text(cause)
    why = by_hand.get(cause.item, "") if cause.kind == BY_HAND else ""
    return f"{said}: {why}" if why else said


def _sentence(found: Since, currency: str) -> str:
    paid = next(one for one in found.totals if one.name == "paid")
    values = {
        "amount": money_exact(abs(paid.change), currency), "period": period_text(found.period)
    }  # fmt: skip
    if paid.change > 0:
        return _("That is %(amount)s more than for %(period)s.") % values
    if paid.change < 0:
        return _("That is %(amount)s less than for %(period)s.") % values
    return _("That is as much as for %(period)s.") % values


def _amounts(label: str, one: Moved, currency: str) -> Change:
    mark = "+" if one.change > 0 else ""
    return Change(
        label, money_exact(one.before, currency), money_exact(one.after, currency),
        mark + money_exact(one.change, currency), (one.before, one.after),
    )  # fmt: skip


def _why(found: Since, plan: Plan, by_hand: Mapping[str, str]) -> tuple[str, ...]:
    """What led to it: what was measured, the plan, one's own figures, and late facts."""
    said = []
    for one in found.reached:
        said.append(
            _("%(what)s: %(before)s then, %(now)s now.") % {
                "what": measure_title(plan, one.measure), "before": reached_text(plan, one.before),
                "now": reached_text(plan, one.after)}
        )  # fmt: skip
    if found.versions is not None:
        before, after = (count(number) for number in found.versions)
        said.append(
            _("The plan: version %(before)s then, version %(now)s now.")
            % {"before": before, "now": after}
        )
    units = {one.name: str(one.unit) for one in plan.parameters}
    for own in found.own:
        unit = units.get(own.name, "number")
        said.append(
            _("Own figure “%(name)s”: %(before)s then, %(now)s now.") % {
                "name": parameter_title(plan, own.name),
                "before": _own(own.before, unit), "now": _own(own.after, unit)}
        )  # fmt: skip
    for cause, amount in found.causes:
        said.append(
            _("%(amount)s of it: %(cause)s.")
            % {"amount": money_exact(amount, plan.currency), "cause": caused(cause, by_hand)}
        )
    return tuple(said)


def _own(value: Fraction | None, unit: str) -> str:
    return _("as the plan says") if value is None else parameter_text(value, unit)


def reached_text(plan: Plan, one: Attained | None) -> str:
    """How far a measure came: '₱300.00 of ₱400.00: 75 %'."""
    if one is None:
        return _("not measured")
    value = measured_text(plan, one.measure, one.value)
    if one.goal is None or one.goal <= 0:
        return value
    return _("%(value)s of %(goal)s: %(share)s") % {
        "value": value, "goal": measured_text(plan, one.measure, one.goal),
        "share": part_text(one.share),
    }  # fmt: skip
