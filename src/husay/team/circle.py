"""Pairs and small circles: who brings whom along in what, for how long, and what may become of it.

A pair is what the evidence is of (Sandvik, Saouma, Seegert, Stanton, "Workplace Knowledge Flows",
Quarterly Journal of Economics 135, 2020: pairs that met once a week for four weeks sold a sixth
more, and went on doing so); a circle of up to five is for where those who could show it are few.
Managers assign, for the weakest do not volunteer; whoever is asked may decline, and says why.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from husay.basics.problem import Problem

Part = Literal["asked", "joined", "declined"]
"""What somebody's part in a circle is; with the circle's end it ends."""
CircleState = Literal["asked", "running", "ended"]

FEWEST, MOST = 2, 5
WEEKS, MOST_WEEKS = 4, 12
WEEK = timedelta(days=7)
GRACE = timedelta(days=14)
AHEAD = timedelta(days=92)
"""So far ahead a first meeting may be."""
LONGEST = MOST_WEEKS * WEEK + GRACE
"""No pair or circle is open for longer."""
MOST_OPEN = 2
"""Somebody who learns in so many circles at once has no time left to sell."""
LONGEST_WHY = 500


@dataclass(frozen=True, kw_only=True)
class Circle:
    """Who shows a stage of selling to whom, from which day on, weekly for so many weeks."""

    stage: str
    shower: str
    learners: tuple[str, ...]
    starts: date
    weeks: int = WEEKS

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody in it, who shows it first."""
        return self.shower, *self.learners


@dataclass(frozen=True)
class Member:
    """Somebody in a circle: whether they are to show it, what their part is, and why they declined
    ('' unless they did)."""

    person: str
    shows: bool
    part: Part
    why: str = ""


def state_of(members: Iterable[Member], over: bool) -> CircleState:
    """What a circle is: it runs once who shows it has joined, and somebody with them, until it is
    `over`."""
    if over:
        return "ended"
    joined = [member.shows for member in members if member.part == "joined"]
    return "running" if any(joined) and not all(joined) else "asked"


def mistakes(circle: Circle, stages: Collection[str], today: date) -> tuple[Problem, ...]:
    """What is wrong with a circle: `circle-stage`, `circle-size`, `circle-twice`, `circle-weeks`,
    `circle-starts`."""
    return tuple(_mistakes(circle, stages, today))


def _mistakes(circle: Circle, stages: Collection[str], today: date) -> Iterable[Problem]:
    people = [person for person in circle.people if person]
    if circle.stage not in stages:
        yield Problem(code="circle-stage", value=circle.stage)
    if not FEWEST <= len(people) <= MOST or not circle.shower:
        between = (("fewest", str(FEWEST)), ("most", str(MOST)))
        yield Problem(code="circle-size", value=str(len(people)), values=between)
    if len(set(people)) < len(people):
        yield Problem(code="circle-twice")
    if not 1 <= circle.weeks <= MOST_WEEKS:
        most = (("most", str(MOST_WEEKS)),)
        yield Problem(code="circle-weeks", value=str(circle.weeks), values=most)
    if not today <= circle.starts <= today + AHEAD:
        last = (("last", (today + AHEAD).isoformat()),)
        yield Problem(code="circle-starts", value=circle.starts.isoformat(), values=last)


def answer_mistakes(joins: bool, why: str) -> tuple[Problem, ...]:
    """What is wrong with an answer: who declines says why (`circle-without-why`), in few words
    (`circle-why-too-long`)."""
    if not joins and not why.strip():
        return (Problem(code="circle-without-why"),)
    if len(why.strip()) > LONGEST_WHY:
        return (Problem(code="circle-why-too-long", values=(("most", str(LONGEST_WHY)),)),)
    return ()


def meeting_days(starts: date, weeks: int, works: Callable[[date], bool]) -> tuple[date, ...]:
    """The days of the weekly meetings: each on the weekday of the first, or on the next day on
    which people work, where there is one within the week."""
    found = []
    for n in range(weeks):
        first = starts + n * WEEK
        days = (first + timedelta(days=k) for k in range(7))
        found.append(next((day for day in days if works(day)), first))
    return tuple(found)


def last_day(starts: date, weeks: int) -> date:
    """The last day on which a circle is open by itself: two weeks after its last planned week, so
    that a meeting may be late and everybody can still write down what they keep."""
    return starts + weeks * WEEK + GRACE
