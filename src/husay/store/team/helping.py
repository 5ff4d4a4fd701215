"""Who helped whom, as whoever was helped said it: for all to see."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.store.records.models import TeamPage
from husay.team.helped import Helped

if TYPE_CHECKING:
    from husay.store.company import Company


def helped_of_late(company: Company, since: date) -> tuple[Helped, ...]:
    """The help that was named from a day on until today, the newest first.

    Wants `Right.TAKE_PART`. Who was helped chose to name it, where the page says that all see it.
    """
    company.viewer.check(Right.TAKE_PART)
    found = all_help(since, company.today)
    return tuple(sorted(found, key=lambda one: (one.day, one.helper, one.helped), reverse=True))


def all_help(since: date = date.min, until: date = date.max) -> tuple[Helped, ...]:
    """All help that was named between two days: for the store's own use."""
    pages = TeamPage.objects.exclude(helped_by="").filter(credited__gte=since, credited__lte=until)
    rows = pages.order_by("credited", "id").values_list(
        "helped_by", "person", "meeting__circle__stage", "credited"
    )
    return tuple(
        Helped(helper, helped, stage, day) for helper, helped, stage, day in rows if day is not None
    )
