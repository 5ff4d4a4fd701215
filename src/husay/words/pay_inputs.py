"""Inputs of pay and holds, in words and as sheets: what was entered, and whether it counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from husay.basics.period import Window
from husay.pay.inputs.score import read_score_data, score_text
from husay.words import dates
from husay.words.document import Report
from husay.words.format import count, money_exact
from husay.words.pay_reasons import measured_text
from husay.words.sheet import Sheet, SheetColumn

if TYPE_CHECKING:
    from husay.pay.document.plan import Plan
    from husay.pay.runs.final import Final
    from husay.store.pay.statements import StatementSeen
    from husay.store.records.models import PayHold, PayInput
    from husay.words.term import Text

Names = Mapping[str, str]

HOLD_KINDS: Mapping[str, Text] = {
    "sale": gettext_lazy("sale"),
    "seller": gettext_lazy("seller"),
    "statement": gettext_lazy("statement"),
}

HELD: Mapping[str, Text] = {
    "sale": gettext_lazy("sale %(what)s"),
    "seller": gettext_lazy("all pay of %(what)s"),
    "statement": gettext_lazy("statement of %(what)s"),
}


def score_of(plan: Plan, one: PayInput) -> str:
    """A score as somebody would write it."""
    measure = next((m for m in plan.measures if m.name == one.measure), None)
    value = read_score_data(one.value)
    return str(value) if measure is None else score_text(measure, value)


def days_of(one: PayInput) -> str:
    """The days that an input is about."""
    return dates.span(one.starts, one.ends)


def state_of(one: PayInput) -> str:
    """Whether a second person said yes."""
    return _("approved") if hasattr(one, "approval") else _("waits for approval")


def opening_parts(plan: Plan, data: Mapping[str, Any]) -> list[str]:
    """What an opening balance says, figure by figure."""
    currency = plan.currency
    parts = [
        _("%(name)s since %(day)s: %(value)s") % {
            "name": name, "day": dates.day(date.fromisoformat(since)),
            "value": measured_text(plan, name, value)}
        for name, since, value in data["attained"]
    ]  # fmt: skip
    if data["owed"]:
        parts.append(
            _("owed of draws: %(amount)s") % {"amount": money_exact(data["owed"], currency)}
        )
    for name, amount in data["carried"].items():
        said = {"name": name, "amount": money_exact(amount, currency)}
        parts.append(_("%(name)s carries over %(amount)s") % said)
    for name, amount in data["paid"].items():
        said = {"name": name, "amount": money_exact(amount, currency)}
        parts.append(_("earned under %(name)s so far: %(amount)s") % said)
    if data["earned"]:
        lines = len(data["earned"])
        said_lines = ngettext("%(n)s line of before", "%(n)s lines of before", lines)
        parts.append(said_lines % {"n": count(lines)})
    return parts


def inputs_report(
    found: Sequence[PayInput], names: Names, plans: Mapping[int, Plan], said: str
) -> Report:
    """Inputs of a kind, one a row. `plans` by the number of their row."""
    rows = [_row(one, names, plans[one.plan_id]) for one in found]
    columns = (
        SheetColumn(name="number", label=_("Number"), kind="count"),
        SheetColumn(name="plan", label=pgettext("pay", "Plan"), weight=2),
        SheetColumn(name="person", label=_("Person"), named="name"),
        SheetColumn(name="name", label=_("Name"), shown=False),
        SheetColumn(name="measure", label=_("Measure"), weight=2),
        SheetColumn(name="from", label=_("First day"), kind="day"),
        SheetColumn(name="to", label=_("Last day"), kind="day", weight=2),
        SheetColumn(name="value", label=_("Value")),
        SheetColumn(name="evidence", label=_("Evidence"), weight=3),
        SheetColumn(name="approved", label=_("Approved")),
    )
    return Report(sheet=Sheet(columns, rows), sentence=said)


def _row(one: PayInput, names: Names, plan: Plan) -> dict[str, Any]:
    return {
        "number": one.pk, "plan": one.plan.name, "person": one.person or "*",
        "name": names.get(one.person) if one.person else _("everybody"),
        "measure": one.measure or None, "from": one.starts, "to": one.ends,
        "value": value_of(plan, one), "evidence": one.evidence or None,
        "approved": _("yes") if hasattr(one, "approval") else None,
    }  # fmt: skip


def value_of(plan: Plan, one: PayInput) -> str:
    """What an input says."""
    if one.kind == "score":
        return score_of(plan, one)
    if one.kind == "advance":
        return money_exact(one.value["amount"], plan.currency)
    return "; ".join(opening_parts(plan, one.value))


def entered_sentence(found: Sequence[PayInput]) -> str:
    """How many were entered, and how many wait."""
    if not found:
        return _("Nothing was entered yet.")
    waiting = sum(1 for one in found if not hasattr(one, "approval"))
    said = ngettext("%(n)s entry", "%(n)s entries", len(found)) % {"n": count(len(found))}
    if not waiting:
        return _("%(said)s, none of them waits for approval.") % {"said": said}
    wait = ngettext("%(n)s waits for approval", "%(n)s wait for approval", waiting)
    return _("%(said)s, %(wait)s.") % {"said": said, "wait": wait % {"n": count(waiting)}}


def holds_sentence(found: Sequence[PayHold]) -> str:
    """How much is on hold now."""
    standing = sum(1 for one in found if not hasattr(one, "lifted"))
    if not standing:
        return _("Nothing is on hold.")
    said = ngettext("%(n)s hold stands.", "%(n)s holds stand.", standing)
    return said % {"n": count(standing)}


def holds_report(found: Sequence[PayHold], names: Names) -> Report:
    """Holds, one a row: on what, why, and what lifted each."""
    rows = [
        {"number": one.pk, "kind": one.kind, "kind_name": str(HOLD_KINDS[one.kind]),
         "item": one.item, "name": None if one.kind == "sale" else names.get(one.item),
         "run": one.run_id, "reason": one.reason, "since": timezone.localdate(one.at),
         "lifted": timezone.localdate(one.lifted.at) if hasattr(one, "lifted") else None,
         "lifted_because": one.lifted.reason if hasattr(one, "lifted") else None}
        for one in found
    ]  # fmt: skip
    columns = (
        SheetColumn(name="number", label=_("Number"), kind="count"),
        SheetColumn(name="kind", label=_("What"), named="kind_name"),
        SheetColumn(name="kind_name", label=_("What"), shown=False),
        SheetColumn(name="item", label=_("Of"), named="name"),
        SheetColumn(name="name", label=_("Name"), shown=False),
        SheetColumn(name="run", label=_("Run"), kind="count", weight=2),
        SheetColumn(name="reason", label=_("Why")),
        SheetColumn(name="since", label=_("Since"), kind="day"),
        SheetColumn(name="lifted", label=_("Lifted"), kind="day"),
        SheetColumn(name="lifted_because", label=_("Why lifted"), weight=3),
    )
    return Report(sheet=Sheet(columns, rows), sentence=holds_sentence(found))


def final_text(final: Final, currency: str, name: str = "") -> str:
    """What is said of a leaver's last statement. `name`: whose it is; '' speaks to them."""
    who = {"name": name, "day": dates.day(final.left)}
    said = [
        (_("This is the final settlement of %(name)s: their plan ended on %(day)s.") if name
         else _("This is your final settlement: your plan ended on %(day)s.")) % who
    ]  # fmt: skip
    if final.owed:
        said.append(
            _("%(amount)s of draws is still owed.") % {"amount": money_exact(final.owed, currency)}
        )
    if final.forgiven:
        amount = {"amount": money_exact(final.forgiven, currency)}
        said.append(_("%(amount)s that was owed of draws is written off.") % amount)
    if final.to_come is not None and final.until is not None:
        said.append(
            _("As it stands, %(amount)s is still to come by %(day)s, for the days of which one was "
              "there.") % {
                "amount": money_exact(final.to_come, currency), "day": dates.day(final.until)}
        )  # fmt: skip
    elif not final.owed:
        said.append(_("Nothing is owed, and nothing is still to come."))
    return " ".join(said)


def statement_notices(seen: StatementSeen, name: str = "") -> list[str]:
    """What is said of a statement beside its first sentence."""
    said = []
    if seen.hold is not None:
        said.append(_("It is on hold: %(why)s") % {"why": seen.hold.reason})
    elif seen.due:
        said.append(_("It was on hold, and is paid out next."))
    if seen.final is not None:
        said.append(final_text(seen.final, seen.currency, name))
    return said


def window_text(window: Window) -> str:
    """The days of a window."""
    return dates.span(window.start, window.end)
