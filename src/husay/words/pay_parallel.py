"""A parallel run in words: how much of it is equal, and what differs by how much."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from husay.words.document import Report
from husay.words.format import count, money_exact
from husay.words.sheet import Sheet, SheetColumn

if TYPE_CHECKING:
    from husay.basics.problem import Problem
    from husay.pay.out.parallel import Beside, State
    from husay.store.pay.parallel import Parallel
    from husay.words.term import Text

COMPARED: Mapping[State, Text] = {
    "equal": gettext_lazy("equal"),
    "differs": gettext_lazy("differs"),
    "only-here": gettext_lazy("only in Husay"),
    "only-there": gettext_lazy("only in the old file"),
}


def parallel_sentence(found: Parallel) -> str:
    """'2 rows of 40 differ, by ₱12.50 in all; explained: 1 of 2.'"""
    if found.file is None:
        return _("No old file stands beside this run yet.")
    different = found.different
    if not different:
        said = ngettext("The %(n)s row is equal.", "All %(n)s rows are equal.", len(found.rows))
        return said % {"n": count(len(found.rows))}
    said = ngettext(
        "%(n)s row of %(rows)s differs, by %(amount)s in all; explained: %(explained)s of %(n)s.",
        "%(n)s rows of %(rows)s differ, by %(amount)s in all; explained: %(explained)s of %(n)s.",
        len(different),
    )
    return said % {
        "n": count(len(different)), "rows": count(len(found.rows)),
        "amount": money_exact(sum(abs(one.difference) for one in different), found.currency),
        "explained": count(found.explained),
    }  # fmt: skip


def parallel_report(
    found: Parallel, rows: Sequence[Beside], names: Mapping[str, str],
    problems: tuple[Problem, ...] = (),
) -> Report:  # fmt: skip
    """Some rows of a parallel run."""
    listed: list[dict[str, Any]] = [
        {"person": one.key.person, "name": names.get(one.key.person), "sale": one.key.sale or None,
         "line": one.key.line or None, "term": one.key.term or None, "here": one.here,
         "there": one.there, "difference": one.difference, "state": one.state,
         "state_name": str(COMPARED[one.state]), "reason": found.reason(one.key) or None}
        for one in rows
    ]  # fmt: skip
    parts = set(found.file.parts) if found.file else set()
    columns = [
        SheetColumn(name="person", label=_("Person"), named="name"),
        SheetColumn(name="name", label=_("Name"), shown=False),
        SheetColumn(name="sale", label=_("Sale"), shown="sale" in parts),
        SheetColumn(name="line", label=_("Line of it"), shown="line" in parts, weight=2),
        SheetColumn(name="term", label=_("Term"), shown="term" in parts, weight=2),
        SheetColumn(name="here", label=_("Husay"), kind="money"),
        SheetColumn(name="there", label=_("Old file"), kind="money"),
        SheetColumn(name="difference", label=_("Difference"), kind="money"),
        SheetColumn(name="state", label=_("Compared"), named="state_name", weight=3),
        SheetColumn(name="state_name", label=_("Compared"), shown=False),
        SheetColumn(name="reason", label=_("Why"), weight=2),
    ]
    more = {
        "run": found.run.pk, "rows_compared": len(found.rows), "different": len(found.different),
        "explained": found.explained,
    }  # fmt: skip
    return Report(
        sheet=Sheet(tuple(columns), listed), sentence=parallel_sentence(found),
        currency=found.currency, problems=problems, more=more,
    )  # fmt: skip
