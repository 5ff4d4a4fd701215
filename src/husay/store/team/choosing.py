"""Which days made us choose who learns in a pair or circle, however it came about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from husay.basics.period import Window
from husay.store.coaching.known import known

if TYPE_CHECKING:
    from husay.store.company import Company
    from husay.team.circle import Circle


def days_of_choice(company: Company, circle: Circle) -> Window | None:
    """The days over which figures name the stage of a circle for somebody who is to learn in it,
    from the first to the last; None where they name it for nobody.

    Whoever is chosen for bad months does better after them by chance alone: those months are no
    part of "before" when the effect is measured, whether a proposal was taken or the viewer chose.
    """
    gaps = known(company.of_one_moment(), circle.learners).gaps
    days = [one.days for one in gaps.values() if one.stage == circle.stage and one.days is not None]
    if not days:
        return None
    return Window(min(one.start for one in days), max(one.end for one in days))
