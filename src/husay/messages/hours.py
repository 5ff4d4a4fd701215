"""Hours in which nobody is disturbed, and the moments at which digests come.

Hours are those of a place (`zone`); moments that are given and answered are aware. Where clocks are
turned, an hour that is skipped counts as the moment to which they are put forward, and of an hour
that comes twice the first one counts, unless that is over.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from husay.messages.kind import Form

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Quiet:
    """From an hour until another, over midnight where it ends before it starts; no time at all
    where both are the same."""

    start: time
    end: time

    def has(self, at: time) -> bool:
        """Whether a time of day is within it: from its start on, and before its end."""
        if self.start <= self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end


def after_quiet(at: datetime, quiet: Quiet | None, zone: tzinfo) -> datetime:
    """The first moment, from `at` on, at which somebody may be disturbed."""
    local = at.astimezone(zone)
    if quiet is None or not quiet.has(local.time()):
        return at
    over = quiet.start > quiet.end and local.time() >= quiet.start
    return _moment(local.date() + _DAY if over else local.date(), quiet.end, zone, at)


def next_digest(at: datetime, form: Form, hour: int, weekday: int, zone: tzinfo) -> datetime:
    """The next moment after `at` at which a digest comes: of the day, or of the week on
    `weekday`."""
    assert form != "now", "what is told at once waits for no digest"
    day = at.astimezone(zone).date()
    while True:
        moment = _moment(day, time(hour), zone, at)
        if moment > at and (form == "daily" or day.weekday() == weekday):
            return moment
        day += _DAY


def _moment(day: date, at: time, zone: tzinfo, after: datetime) -> datetime:
    """A time of a day as a moment; the second one of two where the first is over."""
    local = datetime.combine(day, at, zone)
    first = local.astimezone(UTC)
    return first if first > after else local.replace(fold=1).astimezone(UTC)
