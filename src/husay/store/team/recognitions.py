"""What was recognised, as somebody has it: that it happened for all, figures within the scope."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.basics.amount import SCALE
from husay.basics.period import Window
from husay.measures.question import Whole
from husay.store.records.models import TeamRecognition
from husay.team.recognition import KINDS, Recognised

if TYPE_CHECKING:
    from husay.store.company import Company


def recognised_of_late(company: Company, since: date) -> tuple[Recognised, ...]:
    """What was recognised of days from `since` on until today and holds, the newest first; of a
    day what all did together before what one did. Nothing else is an order among people.

    Wants `Right.TAKE_PART`. Figures of a person stand only with who may see theirs: who sees
    figures and has that person's rows.
    """
    company.viewer.check(Right.TAKE_PART)
    rows = TeamRecognition.objects.filter(withdrawn=None, day__gte=since, day__lte=company.today)
    found = [recognised(row) for row in rows]
    company = company.of_one_moment()
    kept = [one if _sees_figures(company, one) else _without_figures(one) for one in found]
    return tuple(sorted(kept, key=_order))


def recognised(row: TeamRecognition) -> Recognised:
    """A kept row as what it says, with its figures: for the store's own use."""
    window = None
    if row.starts is not None and row.ends is not None:
        window = Window(row.starts, row.ends)
    return Recognised(
        number=row.pk, kind=row.kind, scope=row.scope, item=row.item, day=row.day,  # type: ignore[arg-type]
        measure=row.measure, window=window, grain=row.grain, times=row.times, basis=row.basis,
        share=Fraction(row.share, SCALE) if row.share else None, figure=row.figure,
        before=row.before,
    )  # fmt: skip


def _sees_figures(company: Company, one: Recognised) -> bool:
    if one.figure is None:
        return True
    if not company.viewer.may(Right.SEE_FIGURES):
        return False
    return company.scope.has(Whole(one.scope, one.item))


def _without_figures(one: Recognised) -> Recognised:
    return Recognised(
        number=one.number, kind=one.kind, scope=one.scope, item=one.item, day=one.day,
        measure=one.measure, window=one.window, grain=one.grain, share=one.share, times=one.times,
        basis=one.basis,
    )  # fmt: skip


def _order(one: Recognised) -> tuple[int, int, str, int]:
    return -one.day.toordinal(), KINDS.index(one.kind), one.item, one.number
