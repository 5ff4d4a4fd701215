"""How far a team is on the way to a bonus that its members share: a share of what it asks for, and
no amount.

Of a pool it is what the members have together (`at_least`, else `above`, else the measure that the
pool is multiplied by), held against what is asked of them together in the window that a day lies
in. A pool that asks for nothing grows with each sale: there is no way to go, so nothing is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from husay.basics.period import Window
from husay.pay.document.plan import Plan
from husay.pay.document.term import Pool, Threshold
from husay.pay.document.title import Title
from husay.pay.facts import Facts
from husay.pay.interpret.by_window import ByWindow, window_kind
from husay.pay.interpret.entries import EntryReader
from husay.pay.interpret.measured import Rows
from husay.pay.interpret.totals import Totals
from husay.pay.interpret.work import Work


@dataclass(frozen=True)
class SharedGoal:
    """A pool's goal: `share` is how far its `members` are together, of what it asks for; they are
    in order of person. `name` and `title` are the term's."""

    name: str
    title: Title
    window: Window
    members: tuple[str, ...]
    share: Fraction


def asked_of(term: Pool) -> Threshold | None:
    """What a pool asks of its members together; None where it asks for nothing."""
    if term.at_least is not None:
        return term.at_least
    if term.above is not None:
        return term.above
    if term.times_of is not None:
        return Threshold(term.times_of, Fraction(1), "percent_of_goal", term.place)
    return None


def shared_on(plan: Plan, day: date) -> int:
    """How many pools that ask for something a plan has on a day: so many goals each shares who
    shares all, and whoever is in all of those has the very same."""
    asks = (t for t in plan.terms if isinstance(t, Pool) and asked_of(t) is not None)
    return sum(_holds(term, day) for term in asks)


def with_shared_goal(plan: Plan) -> bool:
    """Whether a plan has a pool that asks for something."""
    return any(isinstance(t, Pool) and asked_of(t) is not None for t in plan.terms)


def shared_goals(plan: Plan, facts: Facts, day: date) -> tuple[SharedGoal, ...]:
    """The goals that a person shares by a plan at the end of a day, in the order of the document.

    `facts` are of one person, with the lines of all who share. A pool of which somebody's goal is
    missing is left out: nobody can say what is asked of all; so is one within teams, for whoever
    is in none.
    """
    work = Work(plan, facts, day, day)
    totals = Totals(EntryReader(work, Rows(work)))
    reading = ByWindow(totals)
    found = []
    for term in plan.terms:
        at = asked_of(term) if isinstance(term, Pool) else None
        if not isinstance(term, Pool) or at is None or not _holds(term, day):
            continue
        window = work.window(window_kind(term), day, at.of)
        if reading.without_team(term, facts.person, window):
            continue
        people = reading.members(term.among, facts.person, window)
        value = reading.together(at, people, term.window, window, day)
        if value is not None and at.least > 0:
            share = max(Fraction(0), Fraction(value) / at.least)
            share = max(Fraction(0), Fraction(value, at.least))
            found.append(SharedGoal(term.name, term.title, window, people, share))
    return tuple(found)


def _holds(term: Pool, day: date) -> bool:
    return (term.starts or date.min) <= day <= (term.ends or date.max)
