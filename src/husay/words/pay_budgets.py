"""Budgets of terms in words: what is left, and until when it lasts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from husay.basics.amount import amount_text
from husay.words import dates
from husay.words.document import Report
from husay.words.format import count, money_exact, share
from husay.words.pay_titles import term_title
from husay.words.sheet import Sheet, SheetColumn

if TYPE_CHECKING:
    from husay.pay.budgets import BudgetUse
    from husay.pay.document.plan import Plan
    from husay.store.pay.budgets import BudgetSeen


def budgets_sentence(found: Sequence[BudgetSeen]) -> str:
    """What a list of budgets says first."""
    if not found:
        return _("No term of a plan in force has a budget.")
    nearly = sum(one.use.is_nearly_used for one in found)
    if not nearly:
        said = ngettext(
            "%(n)s budget: nine tenths of it are not used yet.",
            "%(n)s budgets: of none are nine tenths used.",
            len(found),
        )
        return said % {"n": count(len(found))}
    said = ngettext(
        "Nine tenths or more of %(n)s budget of %(all)s are used.",
        "Nine tenths or more of %(n)s budgets of %(all)s are used.",
        nearly,
    )
    return said % {"n": count(nearly), "all": count(len(found))}


def left_text(use: BudgetUse, plan: Plan) -> str:
    """What is left of a plan's budget, for a seller: no word of who used it."""
    term, currency = term_title(plan, use.term), plan.currency
    if use.left <= 0:
        return _("The budget of “%(term)s” is used up: it earns nothing more.") % {"term": term}
    said = _(
        "Of the budget of “%(term)s”, %(left)s of %(budget)s are left, as worked out to %(day)s."
    )
    return said % {
        "term": term, "left": money_exact(use.left, currency),
        "budget": money_exact(use.budget, currency), "day": dates.day(use.as_of),
    }  # fmt: skip


def pace_text(use: BudgetUse) -> str:
    """Until when it lasts at the pace of the last four weeks."""
    if use.left <= 0:
        return _("used up")
    if use.runs_out is None:
        return _("too little is known to say until when it lasts")
    day = {"day": dates.day(use.runs_out)}
    if use.lasts:
        return _("lasts until the term ends, at the pace of the last 28 days")
    return _("used up on %(day)s, at the pace of the last 28 days") % day


def ends_text(use: BudgetUse) -> str:
    """When the term ends."""
    if use.ends is None:
        return _("no last day")
    left = use.days_left or 0
    said = ngettext("%(day)s, %(n)s day left", "%(day)s, %(n)s days left", left)
    return said % {"day": dates.day(use.ends), "n": count(left)}


def used_text(use: BudgetUse) -> str:
    """The share that is used."""
    return share(use.used * 10_000 // use.budget if use.budget else None)


def budgets_report(found: Sequence[BudgetSeen], names: Mapping[str, str], snapshot: int) -> Report:
    """Budgets, one a row; beside them in JSON who used them."""
    rows = [
        {"plan": one.row.name, "term": one.use.term, "budget": one.use.budget,
         "used": one.use.used, "closed": one.use.closed, "left": one.use.left,
         "ends": one.use.ends, "runs_out": one.use.runs_out, "currency": one.currency}
        for one in found
    ]  # fmt: skip

    def money(name: str, label: str, weight: int = 1) -> SheetColumn:
        return SheetColumn(name=name, label=label, kind="money", weight=weight)

    columns = (
        SheetColumn(name="plan", label=pgettext("pay", "Plan"), weight=2),
        SheetColumn(name="term", label=_("Term")),
        money("budget", _("Budget")), money("used", _("Used")),
        money("closed", _("Of it in closed periods"), 3), money("left", pgettext("budget", "Left")),
        SheetColumn(name="ends", label=_("Last day"), kind="day", weight=2),
        SheetColumn(name="runs_out", label=_("Used up on"), kind="day"),
        SheetColumn(name="currency", label=_("Currency"), shown=False),
    )  # fmt: skip
    notes = [f"{term_title(one.plan, one.use.term)}: {pace_text(one.use)}" for one in found]
    notes += [
        f"{term_title(one.plan, one.use.term)}: {names.get(person, person)} "
        f"{money_exact(amount, one.currency)}"
        for one in found
        for person, amount in one.use.people
    ]
    used_by = [
        {
            "plan": one.row.name,
            "term": one.use.term,
            "person": person,
            "amount": amount_text(amount),
        }
        for one in found
        for person, amount in one.use.people
    ]  # fmt: skip
    currencies = {one.currency for one in found}
    return Report(
        sheet=Sheet(columns, rows), sentence=budgets_sentence(found), snapshot=snapshot,
        currency=currencies.pop() if len(currencies) == 1 else "", notes=tuple(notes),
        more={"used_by": used_by},
    )  # fmt: skip
