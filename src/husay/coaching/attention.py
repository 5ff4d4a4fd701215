"""Whose turn it is: the two or three people who most need a manager's time this week, and why.

Only what is credible counts: a signal that is told and not one that may be, a gap that is named
with a probability above `SURE`, a goal that is forecast to be reached with less than `UNLIKELY`.
What needs no statistics always counts: actions that are overdue, a follow-up that is due, and
nobody having been along for `LONG` days. Nobody is listed without a reason.

Each reason has a weight (`WEIGHTS`), the same for everybody and stated here; people stand in the
order of their sums, then of the money at stake, then of how long nobody was along.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from husay.basics.period import Window
from husay.coaching.areas import Area, Stage

MOST = 3
"""More people than this in one week, and none of them gets the time."""

LONG = 60
"""Days without a joint visit or call after which one is long overdue."""

SURE, UNLIKELY = 8_000, 3_500
"""Chances in ten-thousandths: at which a gap is named, and below which a goal is at risk."""

Code = Literal["signal", "gap", "goal", "follow-up", "actions", "choke", "visit", "never-visited"]

WEIGHTS: Mapping[Code, int] = {
    "signal": 4,
    "gap": 3,
    "goal": 2,
    "follow-up": 2,
    "visit": 2,
    "never-visited": 2,
    "choke": 1,
    "actions": 1,
}


@dataclass(frozen=True)
class OpenSignal:
    """A signal about a person that is told, and the `money` at stake a month (ten-thousandths).
    `measure` is what fell (or `rises`: what is bad in rising did), and `days`
    those that speak of it, from its likeliest first day to the last that was looked at."""

    number: int
    money: int | None = None
    measure: str = "revenue"
    rises: bool = False
    days: Window | None = None


@dataclass(frozen=True)
class NamedGap:
    """The stage that explains most of a person's gap, with its probability (ten-thousandths) and
    what it is worth a month, over the `days` that were looked at."""

    stage: Stage
    chance: int
    money: int | None = None
    days: Window | None = None


@dataclass(frozen=True, kw_only=True)
class PersonFacts:
    """What is known of one person now.

    `goal_chance` is that of their goal (ten-thousandths; None: no forecast) and `goal_short` what
    is expected to be missing of it a month. `choke` is the area that managers see lowest.
    `since_visit` are days since the last joint visit or call (None: never), `plan` is the number of
    an open one. Who is not `here` (has left, or is yet to come) is not listed.
    """

    person: str
    signals: tuple[OpenSignal, ...] = ()
    gap: NamedGap | None = None
    goal_chance: int | None = None
    goal_short: int | None = None
    choke: Area | None = None
    since_visit: int | None = None
    overdue_actions: int = 0
    follow_up_due: bool = False
    plan: int | None = None
    here: bool = True


@dataclass(frozen=True)
class Reason:
    """Why somebody is listed: a code, a figure where there is one, and an area or stage; or the
    signal or gap itself, whose `figure` is the money at stake a month."""

    code: Code
    figure: int | None = None
    about: str = ""
    signal: OpenSignal | None = None
    gap: NamedGap | None = None


@dataclass(frozen=True)
class Attention:
    """Somebody who needs time, with the reasons, the weightiest first."""

    person: str
    reasons: tuple[Reason, ...]


def attention(facts: Iterable[PersonFacts], most: int = MOST) -> tuple[Attention, ...]:
    """The people who most need time, at most so many, who needs it most first."""
    found = [(one, reasons(one)) for one in facts if one.here]
    listed = [(one, why) for one, why in found if why]
    listed.sort(key=lambda pair: _order(*pair))
    return tuple(Attention(one.person, why) for one, why in listed[:most])


def reasons(facts: PersonFacts) -> tuple[Reason, ...]:
    """Why somebody needs time, the weightiest first; () where nothing credible says so."""
    found = [Reason("signal", s.money, str(s.number), signal=s) for s in facts.signals]
    gap = facts.gap
    if gap is not None and gap.chance > SURE:
        found.append(Reason("gap", gap.money, gap.stage, gap=gap))
    if facts.goal_chance is not None and facts.goal_chance < UNLIKELY:
        found.append(Reason("goal", facts.goal_chance))
    if facts.follow_up_due:
        found.append(Reason("follow-up"))
    if facts.since_visit is None:
        found.append(Reason("never-visited"))
    elif facts.since_visit >= LONG:
        found.append(Reason("visit", facts.since_visit))
    if facts.choke is not None and facts.plan is None:
        found.append(Reason("choke", None, facts.choke))
    if facts.overdue_actions:
        found.append(Reason("actions", facts.overdue_actions))
    return tuple(found)


def chosen_by(why: Iterable[Reason]) -> Window | None:
    """The days of the signals and the gap by which somebody was chosen, from the first to the last:
    they are no part of "before" when a plan's effect is measured. None where neither was why."""
    told = [one for reason in why for one in (reason.signal, reason.gap) if one is not None]
    days = [one.days for one in told if one.days is not None]
    if not days:
        return None
    return Window(min(one.start for one in days), max(one.end for one in days))


def _order(facts: PersonFacts, why: tuple[Reason, ...]) -> tuple[int, int, int, str]:
    weight = sum(WEIGHTS[code] for code in {reason.code for reason in why})
    since = LONG * LONG if facts.since_visit is None else facts.since_visit
    return -weight, -_money(facts), -since, facts.person


def _money(facts: PersonFacts) -> int:
    """The most that is at stake a month by any one reason: they are of the same sales, and do not
    add."""
    known = [signal.money for signal in facts.signals]
    if facts.gap is not None and facts.gap.chance > SURE:
        known.append(facts.gap.money)
    if facts.goal_chance is not None and facts.goal_chance < UNLIKELY:
        known.append(facts.goal_short)
    return max((abs(money) for money in known if money is not None), default=0)
