"""What if, in words: what deals would bring, what the next sale is worth, and what it is not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.pay.supposed import Supposed, supposed_in
from husay.pay.worth import NEXT
from husay.words import dates
from husay.words.format import count, money_exact, part_text
from husay.words.pay_reasons import measured_text, percent
from husay.words.pay_runs import period_text
from husay.words.pay_titles import measure_title, term_title

if TYPE_CHECKING:
    from husay.pay.document.plan import Plan
    from husay.pay.earned import Attained, EarningLine
    from husay.pay.worth import Step
    from husay.store.pay.what_if import PlanWhatIf, WhatIfSeen


def what_if_sentence(seen: WhatIfSeen, name: str = "") -> str:
    """What it says first. `name`: whose pay it is; '' speaks to them."""
    if not seen.plans:
        return _("%(name)s has no pay plan.") % {"name": name} if name else _(
            "You have no pay plan."
        )  # fmt: skip
    if any(one.found.problems for one in seen.plans):
        return _("This cannot be worked out yet.")
    before, after = (_sums(seen.plans, key) for key in ("paid_before", "paid_after"))
    said = {"name": name, "paid": after, "period": _days(seen.plans)}
    if not seen.chosen:
        text = (
            _("%(name)s is paid %(paid)s for %(period)s by what is sold so far.")
            if name
            else _("You are paid %(paid)s for %(period)s by what is sold so far.")
        )
        return text % said
    return _with_deals(len(seen.chosen), name) % (said | {"before": before})


def _with_deals(many: int, name: str) -> str:
    """The sentence for so many deals, their number put in."""
    text = (
        ngettext(
            "With %(n)s deal %(name)s would be paid %(paid)s for %(period)s, and %(before)s "
            "without.",
            "With %(n)s deals %(name)s would be paid %(paid)s for %(period)s, and %(before)s "
            "without.",
            many,
        )
        if name
        else ngettext(
            "With %(n)s deal you would be paid %(paid)s for %(period)s, and %(before)s without.",
            "With %(n)s deals you would be paid %(paid)s for %(period)s, and %(before)s without.",
            many,
        )
    )
    return text.replace("%(n)s", count(many))


def _sums(plans: Sequence[PlanWhatIf], key: str) -> str:
    """The sum over plans, of each currency."""
    sums: dict[str, int] = {}
    for one in plans:
        currency = one.plan.currency
        sums[currency] = sums.get(currency, 0) + getattr(one.found, key)
    return " + ".join(money_exact(amount, currency) for currency, amount in sums.items())


def _days(plans: Sequence[PlanWhatIf]) -> str:
    """The days that all plans together answer for."""
    windows = [one.window for one in plans]
    return dates.span(min(w.start for w in windows), max(w.end for w in windows))


def later_text(one: PlanWhatIf) -> str:
    """What comes later, where something does; else ''."""
    if not one.found.later:
        return ""
    said = _("%(amount)s more would come when windows end that are still open then.")
    return said % {"amount": money_exact(one.found.later, one.plan.currency)}


def worth_text(one: PlanWhatIf) -> str:
    """What the next sale is worth and where the next step is; '' where that cannot be told."""
    if one.worth is None:
        return ""
    money = one.plan.currency
    said = _("The next %(next)s sold earn %(amount)s.") % {
        "next": _plain(NEXT, money), "amount": money_exact(one.worth.now, money)}  # fmt: skip
    step = one.worth.step
    if step is None:
        return said
    reached = _("%(lacks)s more bring “%(measure)s” to %(at)s (%(period)s), where “%(term)s” "
                "pays otherwise") % {
        "lacks": measured_text(one.plan, step.measure, step.lacks),
        "measure": measure_title(one.plan, step.measure),
        "at": at_text(one.plan, step), "period": period_text(step.window),
        "term": term_title(one.plan, step.term),
    }  # fmt: skip
    if one.worth.reaching is None or one.worth.there is None:
        return f"{said} {reached}."
    there = _("%(reached)s: that earns %(amount)s, and %(next)s beyond it earn %(there)s.") % {
        "reached": reached, "amount": money_exact(one.worth.reaching, money),
        "next": _plain(NEXT, money), "there": money_exact(one.worth.there, money),
    }  # fmt: skip
    return f"{said} {there}"


def at_text(plan: Plan, step: Step) -> str:
    """The value of a step: '80 % of the goal', '₱100,000'."""
    if step.inside == "percent_of_goal":
        return _("%(share)s of the goal") % {"share": percent(step.at)}
    return measured_text(plan, step.measure, int(step.at * 10_000))


def _plain(amount: int, currency: str) -> str:
    """A round amount without coins."""
    text = money_exact(amount, currency)
    return text.removesuffix(".00")


def caveats(seen: WhatIfSeen) -> list[str]:
    """What it is not."""
    said = [
        _(
            "This is no promise: a deal may be lost, what others sell is taken as it stands, and "
            "adjustments of closed periods are not in it."
        )
    ]
    if seen.chosen:
        said.append(
            _(
                "List price, cost and pieces of a deal are taken to be as in what was sold of its "
                "product line so far."
            )
        )
    if any(one.plan.trigger != "booked" for one in seen.plans):
        said.append(_("A deal is taken to be invoiced and paid in full on its day."))
    said.append(
        _("Of what the book knows up to %(day)s.") % {"day": dates.day(seen.as_of)}
    )  # fmt: skip
    return said


def supposed_name(one: Supposed) -> str:
    """What a supposed sale is called: its deal, or what was added by hand."""
    if not one.name.startswith("+"):
        return one.name
    line = one.attributes.get("product_line", "")
    said = _("Added %(number)s: %(line)s") if line else _("Added %(number)s")
    return said % {"number": one.name[1:], "line": line}


def line_name(seen: WhatIfSeen, line: EarningLine) -> str:
    """Of what a line is: a supposed sale, a sale, or the days of a window."""
    name = supposed_in(line.sale)
    for one in seen.chosen:
        if one.name == name:
            return supposed_name(one)
    if line.sale is not None:
        return _("%(sale)s, line %(line)s") % {"sale": line.sale, "line": line.line}
    return period_text(line.window)


def attained_text(plan: Plan, one: Attained) -> str:
    """How far a measure came: its value, and the share of its goal where there is one."""
    value = measured_text(plan, one.measure, one.value)
    if one.share is None or not one.goal or one.goal < 0:
        return value
    return _("%(value)s (%(share)s of the goal)") % {
        "value": value, "share": part_text(one.share)}  # fmt: skip
