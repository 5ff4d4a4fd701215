"""A month as a report: what waits, one a row, and what each step says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from husay.words.document import Report, plain_spaces, problem_data
from husay.words.month import (
    TITLES,
    WHOM,
    Names,
    month_sentence,
    step_sentence,
    waits_text,
    whys,
)
from husay.words.sheet import Sheet, SheetColumn

if TYPE_CHECKING:
    from husay.basics.period import Window
    from husay.loop import Told


def month_report(
    month: Window,
    told: Sequence[Told],
    names: Names,
    currency: str,
    *,
    everybody: bool = False,
) -> Report:
    """What waits in a month; `more` has the month and its steps, each with its sentence and what
    went wrong in it."""
    return Report(
        sheet=_sheet(told, names, whys(told, currency)),
        sentence=month_sentence(month, told, everybody=everybody),
        problems=tuple(problem for step in told for problem in step.problems),
        more={
            "from": month.start.isoformat(), "to": month.end.isoformat(),
            "steps": [
                {
                    "step": one.step, "title": str(TITLES[one.step]),
                    "sentence": plain_spaces(step_sentence(one, month, names)),
                    "problems": [problem_data(problem) for problem in one.problems],
                }
                for one in told
            ],
        },
    )  # fmt: skip


def _sheet(told: Sequence[Told], names: Names, why: Names) -> Sheet:
    columns = (
        SheetColumn(name="step", label=_("Step"), named="step_name"),
        SheetColumn(name="step_name", label=_("Step"), shown=False),
        SheetColumn(name="what", label=_("Kind"), shown=False),
        SheetColumn(name="text", label=_("What waits")),
        SheetColumn(name="whom", label=_("For whom"), named="whom_name"),
        SheetColumn(name="whom_name", label=_("For whom"), shown=False),
        SheetColumn(name="mine", label=_("Yours"), kind="count", shown=False),
        SheetColumn(name="count", label=_("How many"), kind="count", shown=False),
        SheetColumn(name="number", label=_("Number"), kind="count", shown=False),
        SheetColumn(name="act", label=_("Next"), shown=False),
        SheetColumn(name="due", label=pgettext("due", "By"), kind="day", weight=2),
    )
    rows = [
        {
            "step": one.step, "step_name": str(TITLES[one.step]), "what": one.what,
            "text": plain_spaces(waits_text(one, names, why)),
            "whom": one.whom, "whom_name": str(WHOM[one.whom]),
            "mine": int(one.mine), "count": one.count, "number": one.number,
            "act": one.act or None, "due": one.due,
        }
        for step in told
        for one in step.waits
    ]  # fmt: skip
    return Sheet(columns, rows)
