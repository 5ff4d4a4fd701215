"""Help that somebody said they had: the credit goes to whoever gave it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Helped:
    """On a day, the `helped` said that the `helper` had helped them in a stage of selling.

    Both are identifiers of people. Whoever was helped chose to name who did it, and knew that all
    see it; what was said in the meeting stays in the circle.
    """

    helper: str
    helped: str
    stage: str
    day: date


def once_a_day(given: Iterable[Helped]) -> tuple[Helped, ...]:
    """What counts of help that was named: of the same two on one day what was named first, be it of
    several meetings whose pages were written together."""
    found: dict[tuple[str, str, date], Helped] = {}
    for one in given:
        found.setdefault((one.helper, one.helped, one.day), one)
    return tuple(found.values())
