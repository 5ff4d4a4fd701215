"""Kept pay plans as sheets: their versions, and to whom they are assigned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from husay.basics.amount import ratio_text
from husay.pay.runs.assigned import FOREVER
from husay.words.document import Report
from husay.words.format import count
from husay.words.pay_titles import parameter_title
from husay.words.sheet import Sheet, SheetColumn

if TYPE_CHECKING:
    from husay.pay.document.plan import Plan
    from husay.pay.runs.assigned import Held
    from husay.store.pay.plans_seen import PlanState
    from husay.store.records.models import PayPlanVersion


def plans_report(found: Sequence[PlanState]) -> Report:
    """Plans, one a row."""
    rows = [
        {"plan": one.row.pk, "name": one.row.name, "newest": one.newest.number,
         "usable": _("yes") if one.newest.usable else _("no"),
         "in_force": one.now.number if one.now else None, "digest": one.newest.digest}
        for one in found
    ]  # fmt: skip
    columns = (
        SheetColumn(name="plan", label=pgettext("pay", "Plan"), kind="count"),
        SheetColumn(name="name", label=_("Name")),
        SheetColumn(name="newest", label=_("Newest version"), kind="count"),
        SheetColumn(name="usable", label=_("Its cases come out")),
        SheetColumn(name="in_force", label=_("In force today"), kind="count"),
        SheetColumn(name="digest", label=_("Content hash"), shown=False),
    )
    said = ngettext("%(n)s pay plan.", "%(n)s pay plans.", len(found)) % {"n": count(len(found))}
    return Report(sheet=Sheet(columns, rows), sentence=said)


def assigned_report(
    name: str, version: PayPlanVersion, plan: Plan, found: Sequence[Held],
    names: Mapping[str, str],
) -> Report:  # fmt: skip
    """Who has a plan when, with the figures of their own."""
    rows = [
        {"person": one.person, "name": names.get(one.person), "from": one.days.start,
         "to": None if one.days.end == FOREVER else one.days.end,
         "own": parameters_text(plan, one.parameters) or None}
        for one in found
    ]  # fmt: skip
    columns = (
        SheetColumn(name="person", label=_("Person"), named="name"),
        SheetColumn(name="name", label=_("Name"), shown=False),
        SheetColumn(name="from", label=_("First day"), kind="day"),
        SheetColumn(name="to", label=_("Last day"), kind="day"),
        SheetColumn(name="own", label=_("Own figures")),
    )
    people = len({one.person for one in found})
    said = ngettext(
        "“%(plan)s”, version %(version)s, is assigned to %(n)s person.",
        "“%(plan)s”, version %(version)s, is assigned to %(n)s people.",
        people,
    ) % {"plan": name, "version": version.number, "n": count(people)}
    return Report(sheet=Sheet(columns, rows), sentence=said)


def parameters_text(plan: Plan, values: Mapping[str, Fraction]) -> str:
    """Figures of one's own, each behind what it is called: 'Own rate 7 %, Target 50000'."""
    units = {one.name: one.unit for one in plan.parameters}
    return ", ".join(
        f"{parameter_title(plan, name)} {parameter_text(value, str(units.get(name, 'number')))}"
        for name, value in sorted(values.items())
    )


def parameter_text(value: Fraction, unit: str) -> str:
    """A figure as somebody would write it."""
    return f"{ratio_text(value * 100)} %" if unit == "rate" else ratio_text(value)
