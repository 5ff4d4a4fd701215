"""What is recognised, of whom: it happened for all to see, its figures only for who sees them.

Kinds, each with what it takes:

    milestone   a share of a goal of the company or a unit was reached, and holds
    team-goal   a goal of a unit or the company was reached whole
    best        somebody's own best whole month or quarter (`husay.team.bests`)
    improved    among those who improved most against what was expected of them
                (`husay.stats.improved`); several are in no order
    helped      colleagues said so often that somebody had helped them
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from husay.basics.period import Window
from husay.team.helped import Helped, once_a_day

Kind = Literal["milestone", "team-goal", "best", "improved", "helped"]
KINDS: tuple[Kind, ...] = ("team-goal", "milestone", "improved", "best", "helped")
"""In the order in which those of one day are shown: what all did first."""
RecognisedScope = Literal["company", "unit", "seller"]

OF_LATE = 60
"""For so many days what was recognised is news."""
HELPED_TIMES = (1, 5, 10, 25, 50, 100)
"""After so many times that colleagues said it, each once a day, help is recognised again."""


@dataclass(frozen=True, kw_only=True)
class Recognised:
    """Something that was recognised of the company ('' as item), a unit or a person, on the `day`
    on which it was complete.

    `window` are the days that it is of, and `grain` the period that they are ("" for a free one);
    `share` is what part of a goal was reached, `times` how often help was named. `figure` is what
    it came to, `before` what was the best or the level before: amounts in ten-thousandths, of
    counts whole numbers in the same unit; None where the reader is not to see them. `basis` says
    what an improvement is against: "potential", or "same" (one's own year before).
    """

    number: int = 0
    kind: Kind
    scope: RecognisedScope
    item: str
    day: date
    measure: str = ""
    window: Window | None = None
    grain: str = ""
    share: Fraction | None = None
    times: int = 0
    basis: str = ""
    figure: int | None = None
    before: int | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """By this it is known again, whatever its figures are now."""
        days = (self.window.start, self.window.end) if self.window else (None, None)
        return self.kind, self.scope, self.item, self.measure, days, self.share, self.times


def of_help(given: Iterable[Helped]) -> tuple[Recognised, ...]:
    """What is recognised of those who helped: the day on which each number of times was full."""
    times: dict[str, int] = {}
    found = []
    for one in sorted(once_a_day(given), key=lambda one: (one.day, one.helper, one.helped)):
        times[one.helper] = n = times.get(one.helper, 0) + 1
        if n in HELPED_TIMES:
            found.append(
                Recognised(kind="helped", scope="seller", item=one.helper, day=one.day, times=n)
            )
    return tuple(found)
