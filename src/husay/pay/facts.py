"""The facts that pay is worked out from: plain values, whole numbers, no names of people.

Amounts and quantities are whole ten-thousandths (of the line's own currency, or of a piece), shares
are whole ten-thousandths of one. Whoever gathers facts gives, for one person, every line that the
person or anybody below them was credited with since the start of the earliest window that is still
open or that a return reaches back to; what was before is in `Opening`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from husay.basics.amount import SCALE
from husay.basics.calendar import BusinessCalendar
from husay.basics.period import Window, YearRule

LineKey = tuple[str, int]
"""A sale and one of its lines."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CreditedLine:
    """One line of a sale, as it is credited to one person in one role.

    `day` is the sale's own day, `invoiced` the day of its invoice (None: not yet). `quantity`,
    `amount`, `list_amount` and `cost` are the whole line's; None is missing. `tax` counts only
    toward what the customer owes. `cost_currency` is the cost's own ('' for the line's).

    `shares` are the shares of all who are credited with this line in this role, in order of
    person, and `place` is this person's among them. They sum to one, unless `overlay`.
    `returns` is the line that this one takes back; `takes_from` the sale that it takes something of
    back where it does not say which line; `cancels` the return that this one cancels, where it is
    of the line that that one was of. `attributes` are what the book knows beside:
    product, product_line, customer, channel, and the fields that a plan adds, as texts.
    """

    sale: str
    line: int
    person: str
    day: date
    amount: int
    currency: str
    quantity: int | None = None
    list_amount: int | None = None
    cost: int | None = None
    cost_currency: str = ""
    tax: int = 0
    invoiced: date | None = None
    role: str = "direct"
    shares: tuple[int, ...] = (SCALE,)
    place: int = 0
    overlay: bool = False
    kind: str = "sale"
    returns: LineKey | None = None
    takes_from: str = ""
    cancels: LineKey | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> LineKey:
        """Which line it is."""
        return self.sale, self.line

    @property
    def share(self) -> int:
        """This person's share."""
        return self.shares[self.place]


@dataclass(frozen=True, kw_only=True, slots=True)
class Payment:
    """Money received for a sale (negative where a cheque bounced, which names what it `reverses`).

    What a customer owes for a sale is the sum of its lines with their tax, returns of these lines
    up to the day taken off; `due` is for a sale of which not every line is among the facts.
    """

    payment: str
    sale: str
    day: date
    amount: int
    reverses: str | None = None
    due: int | None = None


@dataclass(frozen=True, slots=True)
class GoalFact:
    """A person's goal for a measure over a window, in ten-thousandths."""

    person: str
    measure: str
    window: Window
    value: int


@dataclass(frozen=True, slots=True)
class Reporting:
    """To whom a person reports, while."""

    person: str
    manager: str
    window: Window


@dataclass(frozen=True, slots=True)
class ParameterFact:
    """What a parameter of the plan is for a person, while; in whole units."""

    person: str
    parameter: str
    window: Window
    value: Fraction


@dataclass(frozen=True, kw_only=True, slots=True)
class ScoreFact:
    """What was entered by hand for a measure of a person (or '' for everybody) over a window.

    A rate is a fraction of one (90 % is 9/10), anything else whole units. What is not `approved`
    does not count yet.
    """

    person: str
    measure: str
    window: Window
    value: Fraction
    evidence: str = ""
    approved: bool = True


@dataclass(frozen=True, slots=True)
class ExchangeRate:
    """What one unit of a currency is worth in another, from a day on."""

    from_currency: str
    to_currency: str
    day: date
    rate: Fraction


@dataclass(frozen=True, slots=True)
class Advance:
    """An advance that a person took, in ten-thousandths of the plan's currency."""

    person: str
    day: date
    amount: int


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody to whom the plan is assigned, while; `hired` is when their service began."""

    person: str
    window: Window
    hired: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class EarnedBefore:
    """What a line before the facts earned by a term: so much, for so much that was measured."""

    term: str
    sale: str
    line: int
    day: date
    amount: int
    value: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Opening:
    """Where a person stands at the start of a pay period, of what was before the facts.

    `attained`: by measure and the first day of the window that is open, what was measured so far
    (ten-thousandths). `owed`: of draws. `carried`: by cap, what it carried over. `paid_to_date`:
    by cap, what has been earned under it in the plan so far. `earned`: what lines before the facts
    earned, so that they can be taken back.
    """

    day: date
    attained: Mapping[tuple[str, date], int] = field(default_factory=dict)
    owed: int = 0
    carried: Mapping[str, int] = field(default_factory=dict)
    paid_to_date: Mapping[str, int] = field(default_factory=dict)
    earned: tuple[EarnedBefore, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Facts:
    """All that `interpret` reads for one person, under one plan.

    `lines` hold the person's credited lines and, where the plan has overrides, team measures,
    pools or budgets, those of the others. `members` are those to whom the plan is assigned; a
    person without a row is there all the time. `opening` is the person's own, `openings` are those
    of the others with whom the plan shares anything: what counted before somebody's opening is in
    it, and counts for nobody else otherwise; its lines and payments may be here all the same, since
    what comes after them goes on from there. `holds` are sales of which nothing counts for now
    (`husay.pay.withheld`).
    """

    person: str
    lines: tuple[CreditedLine, ...] = ()
    payments: tuple[Payment, ...] = ()
    goals: tuple[GoalFact, ...] = ()
    reporting: tuple[Reporting, ...] = ()
    parameters: tuple[ParameterFact, ...] = ()
    scores: tuple[ScoreFact, ...] = ()
    rates: tuple[ExchangeRate, ...] = ()
    advances: tuple[Advance, ...] = ()
    members: tuple[Member, ...] = ()
    opening: Opening | None = None
    openings: Mapping[str, Opening] = field(default_factory=dict)
    holds: tuple[str, ...] = ()
    calendar: BusinessCalendar = field(
        default_factory=lambda: BusinessCalendar(YearRule(), frozenset(range(5)), frozenset())
    )

    def opening_of(self, person: str) -> Opening | None:
        """Where somebody stands at the start; None where nothing was before the facts."""
        return self.opening if person == self.person else self.openings.get(person)

    def seen_by(self, person: str) -> Facts:
        """The same facts, asked of somebody else: their own opening is theirs."""
        others = dict(self.openings)
        if self.opening is not None:
            others[self.person] = self.opening
        own = others.pop(person, None)
        return replace(self, person=person, opening=own, openings=others)
