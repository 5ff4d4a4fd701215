"""Days that somebody typed, as far as they can be meant: a year with a digit too few or too many
would be kept for good, and counted in what is measured over all plans and decisions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from husay.basics.period import Window
from husay.basics.problem import Problem, mistake
from husay.book.schema import EARLIEST, LATEST

_CODE = "date-beyond-belief"


def beyond_belief(*days: date | Window | None) -> Iterable[Problem]:
    """A Problem `date-beyond-belief` for each day, or end of a window, that no book could have."""
    for given in days:
        ends = (given.start, given.end) if isinstance(given, Window) else (given,)
        for day in ends:
            if day is not None and not EARLIEST <= day <= LATEST:
                yield Problem(code=_CODE, value=day.isoformat())


def check_belief(day: date) -> None:
    """Raise Mistake `date-beyond-belief` for such a day."""
    if any(beyond_belief(day)):
        raise mistake(_CODE, value=day.isoformat())
