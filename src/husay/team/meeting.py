"""A meeting of a pair or circle: what it goes through, and what each writes down.

The format is that of the pairs who sold more for it (see `husay.team.circle`): each first writes
alone what went well and what was hard, then asks the other how they do it, and at the end writes
what they will try. That each writes before anybody speaks is what made the talk one about selling.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from husay.basics.problem import Problem

Topic = Literal["tried", "alone", "ask", "show", "try", "keep"]
LONGEST = 1_000
WORDS = ("went_well", "was_hard", "heard", "will_try")


@dataclass(frozen=True)
class Item:
    """A part of a meeting, and how many minutes it takes."""

    topic: Topic
    minutes: int


@dataclass(frozen=True, kw_only=True)
class Page:
    """What somebody writes at a meeting: before it what went well and what was hard, at its end
    what they heard from the others and will try; and who helped them most ('' nobody is named)."""

    went_well: str = ""
    was_hard: str = ""
    heard: str = ""
    will_try: str = ""
    helped_by: str = ""

    @property
    def blank(self) -> bool:
        """Whether nothing is written on it."""
        return not any(getattr(self, word).strip() for word in WORDS) and not self.helped_by


def agenda(number: int, meetings: int, people: int) -> tuple[Item, ...]:
    """The parts of the meeting of a number (from 1) of so many, of so many people.

    Each of a pair has ten minutes to ask, each of a circle seven, so that no meeting takes more
    than an hour. The first has nothing yet that was tried, and the last ends with what is kept
    instead of what is tried next.
    """
    last = number >= meetings
    return (
        *([Item("tried", 5)] if number > 1 else []),
        Item("alone", 5),
        Item("ask", (10 if people == 2 else 7) * people),
        Item("show", 10),
        Item("keep" if last else "try", 5),
    )


def mistakes(page: Page, author: str, people: Collection[str]) -> tuple[Problem, ...]:
    """What is wrong with what somebody wrote: `page-blank`, `page-too-long`, `page-helper`."""
    found = []
    if page.blank:
        found.append(Problem(code="page-blank"))
    for word in WORDS:
        if len(getattr(page, word)) > LONGEST:
            values = (("most", str(LONGEST)), ("field", word))
            found.append(
                Problem(code="page-too-long", value=getattr(page, word)[:30], values=values)
            )
    if page.helped_by and (page.helped_by == author or page.helped_by not in people):
        found.append(Problem(code="page-helper", value=page.helped_by))
    return tuple(found)
