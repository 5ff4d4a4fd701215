"""Terms: what earns, what changes what was earned, and what is paid of it.

Terms add up unless one says `instead_of`. Three sorts, taken in this order:

* **earning** (`Rate`, `RatesBy`, `Each`, `Tiers`, `Curve`, `Override`) by line, and (`Bonus`,
  `Scorecard`, `Pool`, `Contest`) once a window;
* **changing** (`Gate`, `Multiplier`, `Cap`, `Floor`), in the order of the document: each acts on
  what the terms in `on` earned, as those before it left it;
* **settling** (`Draw`), once a pay period; `Ramp` changes goals and targets beforehand.

Numbers are whole units as exact fractions; what may differ by person is a `Figure`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from husay.pay.document.expression import Expression
from husay.pay.document.figure import Figure
from husay.pay.document.node import Place
from husay.pay.document.settings import Edge, WindowKind
from husay.pay.document.title import NO_TITLE, Title

Reads = Literal["period_to_date", "transaction", "order"]
Inside = Literal["money", "quantity", "count", "rate", "percent_of_goal"]
TierPays = Literal["marginal", "whole", "interpolated", "step"]
Among = Literal["plan", "team"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """What every term has: its name and place, what sellers read, and when it holds (both days
    included)."""

    name: str
    place: Place
    title: Title = NO_TITLE
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Earning(Term):
    """A term that earns: of a measure, of the lines for which `where` holds.

    For the lines that it takes, the terms in `instead_of` earn nothing. `adds_to` names terms that
    claim the same money, and says that both are meant. What is earned of a measure that is entered
    by hand is earned once a window.
    """

    of: str
    where: Expression | None = None
    instead_of: tuple[str, ...] = ()
    adds_to: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Rate(Earning):
    """A flat rate on a measure in money; the rate of the line's trigger date.

    `budget` is for everybody together: what is beyond it earns nothing.
    """

    rate: Figure
    budget: Figure | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rate, or an amount for each piece, for the lines for which `where` holds."""

    where: Expression | None
    rate: Figure | None
    each: Figure | None
    place: Place


@dataclass(frozen=True, kw_only=True, slots=True)
class RatesBy(Earning):
    """A rate by attribute: the first rule that holds for a line; a line without one earns 0, or is
    left to the terms in `instead_of`."""

    rules: tuple[Rule, ...]
    budget: Figure | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Each(Earning):
    """An amount for each piece or each deal: `each` times a measure in quantity or count."""

    each: Figure
    budget: Figure | None = None


@dataclass(frozen=True, slots=True)
class Tier:
    """One tier, from `start` (in the terms' `inside`) to the next one's.

    Exactly one of: `rate`; `times`, of the terms' own rate; `each`, an amount a piece; `amount`,
    for reaching it (`step`), or there (`interpolated`).
    """

    start: Fraction
    place: Place
    rate: Figure | None = None
    times: Fraction | None = None
    each: Figure | None = None
    amount: Figure | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Tiers(Earning):
    """Tiers: `of` is what they read, `pays_on` what they pay on (the same unless said).

    `base_rate` is what `times` are times of. `accelerates_from`: rates from here on are
    accelerators, which a gate may withhold.
    """

    tiers: tuple[Tier, ...]
    pays_on: str | None = None
    reads: Reads = "period_to_date"
    window: WindowKind = "period"
    inside: Inside = "money"
    pays: TierPays = "marginal"
    edge: Edge = "upper"
    base_rate: Figure | None = None
    accelerates_from: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """At attainment `at`, `pays` of the target (both as fractions of 1)."""

    at: Fraction
    pays: Fraction
    place: Place


@dataclass(frozen=True, kw_only=True, slots=True)
class Curve(Earning):
    """A payout curve: a target, times what straight lines between points say of attainment.

    Below the first point it pays 0. Beyond the last it stays (`stays`) or goes on as between the
    last two (`continues`). Two points at the same `at` are a jump; `edge` says to which side.
    """

    target: Figure
    points: tuple[Point, ...]
    inside: Inside = "percent_of_goal"
    beyond: Literal["stays", "continues"] = "stays"
    window: WindowKind = "period"
    edge: Edge = "upper"
    accelerates_from: Fraction | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Override(Earning):
    """A rate on the sales of those below, by level: `rates[0]` for direct reports, and so on.

    The last rate is for all further levels where `deeper`; otherwise they earn nothing.
    """

    rates: tuple[Figure, ...]
    deeper: bool = False


@dataclass(frozen=True, slots=True)
class Threshold:
    """A measure held against a value: in per cent of its goal, or in its own unit."""

    of: str
    least: Fraction
    inside: Inside
    place: Place


@dataclass(frozen=True, kw_only=True, slots=True)
class Bonus(Earning):
    """An amount at a threshold; known when the window ends."""

    threshold: Threshold
    amount: Figure
    window: WindowKind = "period"


@dataclass(frozen=True, slots=True)
class Objective:
    """One part of a scorecard: a measure's attainment (or what was entered) times a weight.

    `most` is the highest score that counts; None: whatever it is.
    """

    of: str
    weight: Fraction
    place: Place
    most: Fraction | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Scorecard(Term):
    """A target, times the weighted scores of its objectives; known when the window ends."""

    target: Figure
    objectives: tuple[Objective, ...]
    window: WindowKind = "period"


@dataclass(frozen=True, kw_only=True, slots=True)
class Pool(Term):
    """A team's bonus: `amount`, or `rate` of the sum of `of` over its members, times `times_of`.

    Of that sum only what is beyond `above` feeds the pool, and under `at_least` there is none; both
    may be in per cent of the members' goals together. `times_of` is the attainment of a measure,
    summed over the members and their goals. A pool that would be below zero is nothing. Shared
    `equal`, by `contribution` (of the measure `by`), or by a `rule`: each person's `weight`.
    """

    of: str | None
    amount: Figure | None
    rate: Figure | None
    above: Threshold | None = None
    at_least: Threshold | None = None
    times_of: str | None = None
    share: Literal["equal", "contribution", "rule"] = "equal"
    by: str | None = None
    weight: Figure | None = None
    among: Among = "plan"
    window: WindowKind = "period"


@dataclass(frozen=True, kw_only=True, slots=True)
class Contest(Term):
    """Prizes by place in a measure. Who has less than `least` has no place.

    Those who tie `share` the prizes of the places they take, or `each` have the best of them.
    """

    of: str
    prizes: tuple[Figure, ...]
    least: Fraction | None = None
    ties: Literal["share", "each"] = "share"
    among: Among = "plan"
    window: WindowKind = "period"


@dataclass(frozen=True, kw_only=True, slots=True)
class Gate(Term):
    """Withholds what the terms in `on` earned in a window unless every requirement is met.

    `pay`: all of it. `accelerator`: what they earned beyond what they would have at the rate just
    below `accelerates_from` (tiers), or beyond what is paid there (curves).
    """

    on: tuple[str, ...]
    requires: tuple[Threshold, ...]
    withholds: Literal["pay", "accelerator"] = "pay"
    window: WindowKind = "period"


@dataclass(frozen=True, kw_only=True, slots=True)
class Multiplier(Term):
    """Multiplies what the terms in `on` earned in a window.

    By what is entered for (or attained of) `of` itself, or by `rows` of it: (from, times), read as
    steps, or by straight lines between them where `interpolated`.
    """

    on: tuple[str, ...]
    of: str
    rows: tuple[tuple[Fraction, Fraction], ...] = ()
    inside: Inside = "percent_of_goal"
    interpolated: bool = False
    edge: Edge = "upper"
    window: WindowKind = "period"


@dataclass(frozen=True, kw_only=True, slots=True)
class Cap(Term):
    """At most `most` of what the terms in `on` earn: per transaction, pay period or whole plan."""

    on: tuple[str, ...]
    most: Figure
    per: Literal["period", "transaction", "plan"] = "period"
    excess: Literal["lost", "carried"] = "lost"


@dataclass(frozen=True, kw_only=True, slots=True)
class Floor(Term):
    """At least `least` of what the terms in `on` earn in a pay period."""

    on: tuple[str, ...]
    least: Figure


@dataclass(frozen=True, kw_only=True, slots=True)
class Draw(Term):
    """Pay ahead of earnings, settled each pay period.

    `non_recoverable`: pay is never under the draw, and nothing is owed. `recoverable`: what the
    draw adds is owed, and recovered from what later periods earn; with `keeps_draw` recovery never
    takes pay under the draw. `advance`: paid on top in the periods in which it is taken, and owed.

    Recovery begins `recover_after` periods after what is owed first was, takes at most
    `recover_most` of what is earned, and after `recover_ends` nothing more is taken. The draw
    itself is paid in periods that begin within the term's days.
    """

    amount: Figure | None
    style: Literal["non_recoverable", "recoverable", "advance"] = "non_recoverable"
    keeps_draw: bool = True
    recover_after: int = 0
    recover_most: Fraction = Fraction(1)
    recover_ends: date | None = None
    when_leaving: Literal["owed", "deducted", "forgiven"] = "owed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Ramp(Term):
    """What is asked of a new starter: by month of service, a share of the goal, the target or both.

    `steps` are the shares of the first months; from then on it is all. A window takes the
    average of its days.
    """

    steps: tuple[Fraction, ...]
    of: tuple[Literal["goal", "target"], ...] = ("goal",)


Taken = (Rate, RatesBy, Each, Tiers, Curve, Override)
"""Earning by line: what is earned of a line is a difference of what is earned so far."""

Windowed = (Bonus, Scorecard, Pool, Contest)
"""Earning once a window."""

Changing = (Gate, Multiplier, Cap, Floor)


def held_to_goals(term: Term) -> Iterator[str]:
    """The measures whose attainment a term reads."""
    if isinstance(term, Tiers | Curve | Multiplier) and term.inside == "percent_of_goal":
        yield term.of
    if isinstance(term, Scorecard):
        yield from (one.of for one in term.objectives)
    if isinstance(term, Pool) and term.times_of is not None:
        yield term.times_of
    held = list[Threshold | None]()
    if isinstance(term, Bonus):
        held.append(term.threshold)
    if isinstance(term, Gate):
        held += term.requires
    if isinstance(term, Pool):
        held += (term.above, term.at_least)
    yield from (one.of for one in held if one is not None and one.inside == "percent_of_goal")
