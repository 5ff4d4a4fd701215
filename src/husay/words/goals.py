"""Published goals as a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from husay.goals.aim import in_units
from husay.goals.goal import Goal
from husay.measures.measure import MEASURES
from husay.words.sheet import Sheet, SheetColumn, plain

if TYPE_CHECKING:
    from husay.words.naming import Named

_KINDS = {
    "unit": "unit", "seller": "person", "product_line": "product_line", "product": "product",
    "customer_group": "customer_group", "territory": "territory",
}  # fmt: skip


def goals_sheet(goals: Iterable[Goal], company: Named) -> Sheet:
    """Goals with the names of whose they are. Values are texts: each in what its measure counts."""
    listed = tuple(goals)
    names = _names(listed, company)
    rows = [
        {
            "scope": goal.scope,
            "item": goal.item,
            "item_name": names.get((goal.scope, goal.item)),
            "measure": goal.measure,
            "from": goal.window.start,
            "to": goal.window.end,
            "value": _value(goal),
            "currency": goal.currency,
        }
        for goal in listed
    ]
    columns = (
        SheetColumn(name="scope", label=gettext("Scope")),
        SheetColumn(name="item", label=gettext("Whose")),
        SheetColumn(name="item_name", label=gettext("Name")),
        SheetColumn(name="measure", label=gettext("Measure")),
        SheetColumn(name="from", label=gettext("First day"), kind="day"),
        SheetColumn(name="to", label=gettext("Last day"), kind="day"),
        SheetColumn(name="value", label=gettext("Goal")),
        SheetColumn(name="currency", label=gettext("Currency")),
    )
    return Sheet(columns, rows)


def _names(goals: Iterable[Goal], company: Named) -> Mapping[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    by_scope: dict[str, set[str]] = {}
    for goal in goals:
        by_scope.setdefault(goal.scope, set()).add(goal.item)
    for scope, items in by_scope.items():
        if scope in _KINDS:
            known = company.names(_KINDS[scope], sorted(items))
            found |= {(scope, item): name for item, name in known.items()}
    return found


def _value(goal: Goal) -> str | int | None:
    measure = MEASURES[goal.measure]
    return plain(
        in_units(measure, goal.value), "ratio" if measure.unit == "count" else measure.unit
    )
