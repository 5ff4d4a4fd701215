"""Pay runs and statements in words: what a run is, what to look at, what a statement says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext, gettext_lazy, ngettext, pgettext_lazy
from django.utils.translation import gettext as _

from husay.pay.runs.by_hand import BY_HAND
from husay.words import dates
from husay.words.format import count, money_exact
from husay.words.pay_titles import term_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from husay.basics.period import Window
    from husay.pay.document.plan import Plan
    from husay.pay.runs.checklist import Finding
    from husay.pay.runs.statement import Cause, Statement
    from husay.pay.runs.states import State, Step
    from husay.store.pay.seen import RunSeen
    from husay.store.pay.statements import StatementSeen
    from husay.store.records.models import PayRun
    from husay.words.term import Text

STATES: Mapping[State, Text] = {
    "draft": pgettext_lazy("pay run", "draft"),
    "calculated": pgettext_lazy("pay run", "calculated"),
    "reviewed": pgettext_lazy("pay run", "reviewed"),
    "approved": pgettext_lazy("pay run", "approved"),
    "released": pgettext_lazy("pay run", "released"),
    "paid": pgettext_lazy("pay run", "paid"),
}

STEPS: Mapping[Step, Text] = {
    "calculate": gettext_lazy("Work out again"),
    "review": gettext_lazy("Reviewed: looks right"),
    "approve": gettext_lazy("Approve"),
    "release": gettext_lazy("Release to sellers"),
    "pay": gettext_lazy("Mark as paid"),
    "send-back": gettext_lazy("Send back"),
}

DONE: Mapping[str, Text] = {
    "calculate": gettext_lazy("worked out"),
    "review": gettext_lazy("reviewed"),
    "approve": gettext_lazy("approved"),
    "release": gettext_lazy("released"),
    "pay": gettext_lazy("marked as paid"),
    "send-back": gettext_lazy("sent back"),
}
"""What somebody did, in the list of a run's steps."""

OWN_WORK: Text = gettext_lazy("Somebody else approves what you worked out yourself.")
"""Why whoever worked a run out is not asked to approve it."""

SECTIONS: Mapping[str, Text] = {
    "earned": gettext_lazy("Earned"),
    "adjusted": gettext_lazy("Adjusted"),
}

CAUSES: Mapping[str, Text] = {
    "line": gettext_lazy("sale line"),
    "payment": gettext_lazy("payment"),
    "goal": gettext_lazy("goal"),
    "reporting": gettext_lazy("who reports to whom"),
    "parameter": gettext_lazy("own figure of the plan"),
    "member": gettext_lazy("who has the plan"),
    "score": gettext_lazy("score"),
    "rate": gettext_lazy("exchange rate"),
    "advance": gettext_lazy("advance"),
    "opening": gettext_lazy("opening balance"),
    "hold": gettext_lazy("hold"),
    "calendar": gettext_lazy("calendar"),
    "by-hand": gettext_lazy("added by hand"),
    "rules": gettext_lazy("worked out otherwise"),
}

_CHANGED: Mapping[str, Text] = {
    "new": gettext_lazy("came later: %(what)s"),
    "changed": gettext_lazy("was changed: %(what)s"),
    "gone": gettext_lazy("was taken back: %(what)s"),
}

_HELD: Mapping[str, Text] = {
    "new": gettext_lazy("sale %(what)s was put on hold"),
    "gone": gettext_lazy("the hold on sale %(what)s was lifted"),
}


def cause_text(cause: Cause) -> str:
    """What changed about a closed period: 'came later: goal ana revenue (snapshot 4)'."""
    what = f"{CAUSES[cause.kind]} {cause.item}".strip()
    if cause.change == "rules" or cause.kind == BY_HAND:
        return what
    if cause.kind == "hold":
        return str(_HELD[cause.change]) % {"what": cause.item}
    said = str(_CHANGED[cause.change]) % {"what": what}
    if cause.arrived:
        said = gettext("%(said)s (snapshot %(number)s)") % {
            "said": said, "number": cause.arrived}  # fmt: skip
    return said


def period_text(period: Window) -> str:
    """The days of a period."""
    return dates.span(period.start, period.end)


def days_text(days: Window) -> str:
    """Some days, or from which day on."""
    if days.end == date.max:
        return _("from %(day)s on") % {"day": dates.day(days.start)}
    return dates.span(days.start, days.end)


def statement_sentence(seen: StatementSeen, name: str = "") -> str:
    """What a statement says first. `name`: whose it is; '' speaks to them."""
    one, currency = seen.statement, seen.currency
    values = {
        "name": name, "paid": money_exact(abs(one.paid), currency),
        "period": period_text(one.period),
    }  # fmt: skip
    if one.problems and not one.lines:
        said = _("For %(period)s nothing can be worked out yet.")
    elif seen.hold is not None:
        said = _("%(paid)s of %(name)s for %(period)s is on hold.") if name else _(
            "%(paid)s of yours for %(period)s is on hold."
        )  # fmt: skip
    elif one.paid < 0:
        said = _("%(name)s owes %(paid)s for %(period)s.") if name else _(
            "You owe %(paid)s for %(period)s."
        )  # fmt: skip
    elif seen.due:
        said = _("%(paid)s of %(name)s for %(period)s is not paid out yet.") if name else _(
            "%(paid)s of yours for %(period)s is not paid out yet."
        )  # fmt: skip
    else:
        said = _("%(name)s is paid %(paid)s for %(period)s.") if name else _(
            "You are paid %(paid)s for %(period)s."
        )  # fmt: skip
    if one.problems and one.lines:
        said = f"{said} {_('Something of it cannot be worked out yet.')}"
    return said % values


PartKind = Literal["earned", "adjusted", "drawn", "recovered", "paid", "owed"]


@dataclass(frozen=True)
class Part:
    """A part of what a statement is made of; `amount` in ten-thousandths, `text` in words."""

    kind: PartKind
    label: str
    amount: int
    text: str


def statement_parts(one: Statement, currency: str, *, held: bool = False) -> tuple[Part, ...]:
    """What a statement is made of, as it adds up: earned, adjusted, what a draw added, what it took
    back, and what is paid, or (`held`) will be; then what is still owed of draws."""

    def part(kind: PartKind, label: str, amount: int) -> Part:
        return Part(kind, label, amount, money_exact(amount, currency))

    settled = one.settled
    parts = [part("earned", _("Earned"), one.earned), part("adjusted", _("Adjusted"), one.adjusted)]
    if settled.drawn or (settled.owed and not settled.recovered):
        parts.append(part("drawn", _("Drawn"), settled.drawn))
    if settled.recovered:
        parts.append(part("recovered", _("Taken back of draws"), -settled.recovered))
    parts.append(part("paid", _("To be paid") if held else _("Paid"), one.paid))
    if settled.owed:
        parts.append(part("owed", _("Still owed of draws"), settled.owed))
    return tuple(parts)


def runs_sentence(found: Sequence[PayRun]) -> str:
    """What a list of pay runs says first: which of them waits for somebody, the newest of them."""
    if not found:
        return _("No period was worked out yet.")
    waiting = [run for run in found if run.state not in ("paid", "released")]
    if not waiting:
        said = ngettext(
            "The %(n)s pay run is released.", "All %(n)s pay runs are released.", len(found)
        )
        return said % {"n": count(len(found))}
    said = ngettext(
        "%(n)s pay run is not released: %(plan)s for %(period)s is %(state)s.",
        "%(n)s pay runs are not released; of them %(plan)s for %(period)s is %(state)s.",
        len(waiting),
    )
    newest = waiting[0]
    return said % {
        "n": count(len(waiting)),
        "plan": newest.plan.name,
        "period": dates.span(newest.starts, newest.ends),
        "state": STATES[newest.state],  # type: ignore[index]
    }


def run_sentence(seen: RunSeen) -> str:
    """What a run says first."""
    period = dates.span(seen.run.starts, seen.run.ends)
    if seen.run.state == "draft":
        return _("%(plan)s for %(period)s is not worked out.") % {
            "plan": seen.run.plan.name, "period": period}  # fmt: skip
    said = ngettext(
        "%(plan)s pays %(paid)s to %(n)s person for %(period)s; the run is %(state)s.",
        "%(plan)s pays %(paid)s to %(n)s people for %(period)s; the run is %(state)s.",
        len(seen.rows),
    )
    told = said % {
        "plan": seen.run.plan.name, "paid": money_exact(seen.paid, seen.currency),
        "n": count(len(seen.rows)), "period": period,
        "state": STATES[seen.run.state],  # type: ignore[index]
    }  # fmt: skip
    held = seen.due.union(seen.holds)
    if not held:
        return told
    amount = sum(row.paid for row in seen.rows if row.person in held)
    more = _("%(amount)s of it is on hold, or not paid out yet.")
    return f"{told} {more % {'amount': money_exact(amount, seen.currency)}}"


CHECKS: Mapping[str, Text] = {
    "errors": gettext_lazy("Statements that cannot be worked out"),
    "missing-goals": gettext_lazy("Missing goals"),
    "unmatched": gettext_lazy("Sale lines that nobody is credited with"),
    "without-plan": gettext_lazy("Sellers without a plan"),
    "not-accepted": gettext_lazy("Have not accepted the plan"),
    "at-cap": gettext_lazy("Statements at a cap"),
    "negative": gettext_lazy("Statements below zero"),
    "adjusted": gettext_lazy("Statements with adjustments"),
    "budgets": gettext_lazy("Budgets that are nearly used"),
    "final": gettext_lazy("Final settlements of leavers"),
    "held": gettext_lazy("Statements on hold"),
    "held-sales": gettext_lazy("Sales on hold"),
    "total": gettext_lazy("Total against the period before"),
    "movers": gettext_lazy("Largest movers"),
}

_SHOWN = 8


def check_mark(check: Finding) -> str:
    """Whether a point is fine (`good`), to be looked at (`unsure`), or in the way (`bad`)."""
    if check.code in ("total", "movers"):
        return ""
    if not check.count:
        return "good"
    return "bad" if check.blocks else "unsure"


def check_text(check: Finding, plan: Plan, named: Callable[[str], str] = str) -> str:
    """What a point of the checklist found."""
    currency = plan.currency
    if check.code == "total":
        return _total_text(check, currency)
    if check.code == "movers":
        told = [
            _("%(name)s: from %(before)s to %(now)s") % {
                "name": named(one.person), "before": money_exact(one.before, currency),
                "now": money_exact(one.after, currency)}
            for one in check.moved
        ]  # fmt: skip
        if check.before is None:
            return _("The period right before is not worked out.")
        return "; ".join(told) or _("none")
    if not check.count:
        return _("none")
    if check.code == "budgets":
        return ", ".join(term_title(plan, term) for term in check.terms)
    if check.code == "unmatched":
        said = ngettext("%(n)s line, %(amount)s", "%(n)s lines, %(amount)s", check.count)
        return said % {"n": count(check.count), "amount": money_exact(check.amount, currency)}
    people = ", ".join(named(person) for person in check.people[:_SHOWN])
    more = check.count - min(_SHOWN, len(check.people))
    if more > 0:
        people = _("%(people)s and %(n)s more") % {"people": people, "n": count(more)}
    return people


def _total_text(check: Finding, currency: str) -> str:
    now = money_exact(check.amount, currency)
    if check.before is None:
        return _("%(now)s; the period right before is not worked out.") % {"now": now}
    change = check.amount - check.before
    mark = "+" if change > 0 else ""
    return _("%(now)s, %(before)s before: %(change)s") % {
        "now": now, "before": money_exact(check.before, currency),
        "change": mark + money_exact(change, currency),
    }  # fmt: skip
