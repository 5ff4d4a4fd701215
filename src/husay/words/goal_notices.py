"""What people are told of their goals, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from django.utils.translation import gettext as _

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import Window
from husay.measures.measure import MEASURES
from husay.words.outlook import odds_share, odds_words
from husay.words.values import goal_window_text, unit_style

if TYPE_CHECKING:
    from datetime import date


class Notice(Protocol):
    """What a notice says (`husay.store.records.models.GoalNotice`)."""

    reason: str
    kind: str
    measure: str
    starts: date
    ends: date
    goal: int
    so_far: int
    expected: int | None
    chance: int | None
    before: int | None
    currency: str


def notice_words(notice: Notice, calendar: BusinessCalendar, who: str = "") -> str:
    """A notice in a sentence; `who` names a unit whose goal it is, '' where it is one's own."""
    style = unit_style(MEASURES[notice.measure].unit, notice.currency)
    words = {
        "window": _window(notice, calendar),
        "goal": style.text(notice.goal),
        "value": style.text(notice.so_far),
    }
    if notice.chance is not None:
        words |= {"now": odds_share(notice.chance), "words": odds_words(notice.chance)}
    if notice.before is not None:
        words["before"] = odds_share(notice.before)
    said = _text(notice) % words
    return _("%(who)s: %(said)s") % {"who": who, "said": said} if who else said


def _text(notice: Notice) -> str:
    if notice.reason == "expected":
        if notice.chance is None:
            return _("%(goal)s is expected for %(window)s; %(value)s is in.")
        return _("%(goal)s is expected for %(window)s; %(value)s is in. Reaching it is %(words)s "
                 "(%(now)s).")  # fmt: skip
    if notice.before is None:
        return _("Reaching %(goal)s for %(window)s is now %(words)s (%(now)s); %(value)s is in.")
    return _("Reaching %(goal)s for %(window)s is now %(words)s: %(now)s, after %(before)s. "
             "%(value)s is in.")  # fmt: skip


def _window(notice: Notice, calendar: BusinessCalendar) -> str:
    return goal_window_text(Window(notice.starts, notice.ends), notice.kind, calendar)
