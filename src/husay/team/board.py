"""The rally board: what we are winning together, what moved this week, who helped whom.

It is for everybody, and hangs on walls. So it has shares of goals, days and numbers of orders and
deals; no amount of money, nobody's pay and nobody's shortfall. Units stand in the order of the
organisation, and nothing in the order of who does better. People are named only for what is good,
and a board can be had without them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from husay.measures.question import Whole
from husay.team.climb import Climb
from husay.team.climbs import Week
from husay.team.helped import Helped
from husay.team.recognition import KINDS, Recognised
from husay.tracking.milestones import NEWS_DAYS, Step
from husay.tracking.outlook import MEASURE

OF_PEOPLE = 35
"""Days for which it is told what was recognised, who helped whom, and thanks."""

MOST_HELPED = 8
MOST_RECOGNISED = 16
MOST_THANKS = 8
MOST_RISES = 6

OF_GOALS = ("milestone", "team-goal")
"""What is recognised of goals is told by the steps of the goals themselves."""


@dataclass(frozen=True)
class Rise:
    """A unit that sells surely more than was to be expected, since about a day."""

    unit: str
    since: date


@dataclass(frozen=True)
class Thanked:
    """What one colleague thanked another for, in their own words; both by their identifiers."""

    by: str
    to: str
    text: str
    day: date


@dataclass(frozen=True)
class Help:
    """Who helped whom in which stage, and when they did last."""

    helper: str
    helped: str
    stage: str
    day: date


@dataclass(frozen=True)
class Board:
    """The board at the end of a day. `climbs` are the company's, then each division's with its
    teams' after it."""

    as_of: date
    snapshot: int
    climbs: tuple[Climb, ...]
    week: Week
    rises: tuple[Rise, ...] = ()
    recognised: tuple[Recognised, ...] = ()
    more: int = 0
    """How much more was recognised than is told here."""
    helped: tuple[Help, ...] = ()
    thanks: tuple[Thanked, ...] = ()

    @property
    def company(self) -> tuple[Climb, ...]:
        """The company's goals, the one to rally around first."""
        return tuple(climb for climb in self.climbs if climb.level == "company")

    @property
    def groups(self) -> tuple[tuple[str, Climb | None, tuple[Climb, ...]], ...]:
        """Each division that has something to tell, with its own climb (None: it has none that is
        told) and those of its teams."""
        tops = dict.fromkeys(c.within or c.whole.item for c in self.climbs if c.level != "company")
        units = {c.whole.item: c for c in self.climbs if c.level == "division"}
        return tuple(
            (top, units.get(top), tuple(c for c in self.climbs if c.within == top)) for top in tops
        )

    @property
    def divisions(self) -> tuple[Whole, ...]:
        """The divisions with a climb."""
        return tuple(climb.whole for climb in self.climbs if climb.level == "division")

    @property
    def reached(self) -> tuple[tuple[Climb, Step], ...]:
        """The steps that were reached of late and hold: the last days' first, of a day the highest
        first; of each goal the highest alone."""
        since = self.as_of - timedelta(days=NEWS_DAYS - 1)
        found = [(climb, new[-1]) for climb in self.climbs if (new := climb.new(since))]
        return tuple(sorted(found, key=lambda one: (one[1].reached, one[1].share), reverse=True))

    @property
    def people(self) -> frozenset[str]:
        """Everybody who is named."""
        named = {r.item for r in self.recognised if r.scope == "seller"}
        named |= {one for h in self.helped for one in (h.helper, h.helped)}
        return frozenset(named | {one for t in self.thanks for one in (t.by, t.to)})

    def without_people(self) -> Board:
        """The same for where strangers pass: nobody is named. What was thanked for goes with who
        wrote it, since words may name anybody."""
        kept = tuple(one for one in self.recognised if one.scope != "seller")
        return replace(self, recognised=kept, more=0, helped=(), thanks=())


def since_of(until: date) -> date:
    """From which day on people are told of, on a board of a day: so long that the best months of
    the last whole month are still there at the end of the next."""
    return until - timedelta(days=OF_PEOPLE - 1)


def told_help(given: Iterable[Helped], until: date) -> tuple[Help, ...]:
    """Help as it is told: whom each helped in what, the latest first."""
    last: dict[tuple[str, str, str], date] = {}
    for one in given:
        if one.day <= until:
            key = (one.helper, one.helped, one.stage)
            last[key] = max(one.day, last.get(key, one.day))
    found = [Help(*key, day) for key, day in last.items()]
    found.sort(key=lambda one: (-one.day.toordinal(), one.helper, one.helped, one.stage))
    return tuple(found[:MOST_HELPED])


def told_recognition(
    found: Iterable[Recognised], until: date
) -> tuple[tuple[Recognised, ...], int]:
    """What is recognised of people and teams, without figures, and how much more there is: the
    latest first, of a day by kind and then by name, since nothing there is better than another.

    Steps of goals are told apart; of what somebody did best in the same days revenue is enough.
    """
    by: dict[tuple[object, ...], Recognised] = {}
    for one in found:
        key = (one.kind, one.scope, one.item, one.window, one.times)
        if one.kind in OF_GOALS or one.day > until or (key in by and by[key].measure == MEASURE):
            continue
        by[key] = replace(one, figure=None, before=None)
    kept = sorted(
        by.values(), key=lambda one: (-one.day.toordinal(), KINDS.index(one.kind), one.item)
    )
    return tuple(kept[:MOST_RECOGNISED]), max(0, len(kept) - MOST_RECOGNISED)


def told_rises(rises: Sequence[Rise], told: frozenset[str]) -> tuple[Rise, ...]:
    """The units that rise of which something may be told, each once, the latest first."""
    first: dict[str, date] = {}
    for one in rises:
        if one.unit in told:
            first[one.unit] = max(one.since, first.get(one.unit, one.since))
    found = sorted(first.items(), key=lambda one: (-one[1].toordinal(), one[0]))
    return tuple(Rise(unit, since) for unit, since in found[:MOST_RISES])
