"""What if, as a sheet: what each term pays without the deals and with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from husay.basics.amount import amount_text, ratio_text
from husay.words import dates
from husay.words.document import Report
from husay.words.format import money_exact
from husay.words.pay_titles import measure_title
from husay.words.pay_what_if import (
    attained_text,
    caveats,
    later_text,
    line_name,
    what_if_sentence,
    worth_text,
)
from husay.words.sheet import Sheet, SheetColumn

if TYPE_CHECKING:
    from husay.pay.what_if import AttainedMoved
    from husay.store.pay.open_deals import OpenDeal
    from husay.store.pay.what_if import PlanWhatIf, WhatIfSeen

_MOST_NAMED = 30


def what_if_report(seen: WhatIfSeen, name: str = "") -> Report:
    """By term; beside it in JSON the lines that move, attainment, what is next, and the deals.
    `name`: whose pay it is; '' speaks to them."""
    plans = [one for one in seen.plans if not one.found.problems]
    rows = [
        {"plan": one.row.name, "term": term.term, "before": term.before, "after": term.after,
         "change": term.after - term.before, "later": term.later_after - term.later_before,
         "currency": one.plan.currency}
        for one in plans for term in one.found.terms
    ]  # fmt: skip
    problems = tuple(dict.fromkeys(p for one in seen.plans for p in one.found.problems))
    currencies = {one.plan.currency for one in seen.plans}
    return Report(
        sheet=Sheet(_columns(), rows), sentence=what_if_sentence(seen, name), problems=problems,
        snapshot=seen.snapshot, currency=currencies.pop() if len(currencies) == 1 else "",
        notes=tuple(_notes(seen, plans)),
        more={
            "person": seen.person, "as_of": seen.as_of.isoformat(),
            "plans": [_plan(seen, one) for one in plans],
            "chosen": [
                {"deal": one.name, "amount": amount_text(one.amount), "day": one.day.isoformat(),
                 "currency": one.currency}
                for one in seen.chosen
            ],
            "deals": [_deal(one) for one in seen.deals],
        },
    )  # fmt: skip


def _columns() -> tuple[SheetColumn, ...]:
    def money(name: str, label: str, weight: int = 1) -> SheetColumn:
        return SheetColumn(name=name, label=label, kind="money", weight=weight)

    return (
        SheetColumn(name="plan", label=pgettext("pay", "Plan"), weight=3),
        SheetColumn(name="term", label=_("Term")),
        money("before", _("Without the deals")), money("after", _("With the deals")),
        money("change", _("Change")), money("later", _("Later"), 2),
        SheetColumn(name="currency", label=_("Currency"), shown=False),
    )  # fmt: skip


def _notes(seen: WhatIfSeen, plans: list[PlanWhatIf]) -> list[str]:
    """What a table for people says below it."""
    found = [text for one in plans for text in (later_text(one), worth_text(one)) if text]
    for one in plans:
        found += [
            f"{measure_title(one.plan, moved.after.measure)}: {moved_text(one, moved)}"
            for moved in one.found.attained
        ]
    if not seen.chosen:
        found += [
            _("Open deal %(deal)s: %(amount)s, expected %(day)s") % {
                "deal": one.deal, "amount": money_exact(one.amount, one.currency),
                "day": dates.day(one.expected) if one.expected else _("on no day")}
            for one in seen.deals[:_MOST_NAMED]
        ]  # fmt: skip
    return [*found, *caveats(seen)]


def moved_text(one: PlanWhatIf, moved: AttainedMoved) -> str:
    """How far a measure comes, without and with the deals."""
    before, after = (attained_text(one.plan, x) for x in (moved.before, moved.after))
    if before == after:
        return after
    return _("%(after)s, and %(before)s without") % {"before": before, "after": after}


def _plan(seen: WhatIfSeen, one: PlanWhatIf) -> dict[str, Any]:
    """One plan for programs: amounts as exact decimal texts."""
    found = one.found
    return {
        "plan": one.row.name, "version": one.version.number, "currency": one.plan.currency,
        "from": one.window.start.isoformat(), "to": one.window.end.isoformat(),
        "paid_before": amount_text(found.paid_before),
        "paid_after": amount_text(found.paid_after), "later": amount_text(found.later),
        "attained": [
            {"measure": x.after.measure, "from": x.after.window.start.isoformat(),
             "to": x.after.window.end.isoformat(), "before": amount_text(x.before.value),
             "after": amount_text(x.after.value),
             "goal": None if x.after.goal is None else amount_text(x.after.goal)}
            for x in found.attained
        ],
        "lines": [
            {"term": x.line.term, "of": line_name(seen, x.line), "day": x.line.day.isoformat(),
             "before": amount_text(x.before), "after": amount_text(x.after),
             "provisional": x.line.provisional}
            for x in found.lines
        ],
        "worth": _worth(one),
    }  # fmt: skip


def _worth(one: PlanWhatIf) -> dict[str, Any] | None:
    if one.worth is None:
        return None
    step = one.worth.step
    return {
        "next_10000": amount_text(one.worth.now),
        "step": None if step is None else {
            "term": step.term, "measure": step.measure, "at": ratio_text(step.at),
            "inside": step.inside, "lacks": amount_text(step.lacks),
            "reaching_it": _text(one.worth.reaching), "next_10000_there": _text(one.worth.there)},
    }  # fmt: skip


def _text(amount: int | None) -> str | None:
    return None if amount is None else amount_text(amount)


def _deal(one: OpenDeal) -> dict[str, Any]:
    return {
        "deal": one.deal, "seller": one.person, "amount": amount_text(one.amount),
        "currency": one.currency, "stage": one.stage or None,
        "expected": one.expected.isoformat() if one.expected else None,
        "product": one.product or None, "customer": one.customer or None,
    }  # fmt: skip
