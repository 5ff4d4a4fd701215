"""A plan as read: everything resolved, and nothing of the text's form left but the places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from husay.pay.document.expression import Unit
from husay.pay.document.measure import Measure, Parameter
from husay.pay.document.settings import Period, Returns, Settings, Trigger
from husay.pay.document.term import Cap, Draw, Floor, Ramp, Taken, Term, Windowed, held_to_goals


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One version of a plan.

    It pays in `currency`, once a `period`, for lines when they are booked, invoiced or paid
    (`trigger`), to those credited in the roles in `credits`. It holds from `starts` to `ends`.
    `fields` are those that it adds to a line's own. Terms stand in the order of the document.
    """

    name: str
    currency: str
    period: Period = "month"
    trigger: Trigger = "booked"
    credits: tuple[str, ...] = ("direct",)
    starts: date | None = None
    ends: date | None = None
    fields: tuple[tuple[str, Unit], ...] = ()
    parameters: tuple[Parameter, ...] = ()
    measures: tuple[Measure, ...] = ()
    terms: tuple[Term, ...] = ()
    returns: Returns = field(default_factory=Returns)
    settings: Settings = field(default_factory=Settings)

    def measure(self, name: str) -> Measure:
        """The measure of a name (KeyError if there is none)."""
        for one in self.measures:
            if one.name == name:
                return one
        raise KeyError(name)

    def parameter(self, name: str) -> Parameter:
        """The parameter of a name (KeyError if there is none)."""
        for one in self.parameters:
            if one.name == name:
                return one
        raise KeyError(name)

    def acts_on(self, term: Term) -> frozenset[str]:
        """The earning terms that a changing term acts on: those it names, or all."""
        named: tuple[str, ...] = getattr(term, "on", ())
        every = (one.name for one in self.terms if isinstance(one, (*Taken, *Windowed)))
        return frozenset(named) or frozenset(every)

    def goes_by_goal(self, term: Term) -> bool:
        """Whether what a term comes to depends on a goal: what is entered as a rate has none."""
        measures = (self.measure(name) for name in held_to_goals(term))
        return any(not (one.entered and one.unit == "rate") for one in measures)

    def cut(self) -> Iterator[tuple[Cap, Cap | Floor]]:
        """Each cap with each later cap or floor that acts on some only of what it acts on."""
        limits = [term for term in self.terms if isinstance(term, Cap | Floor)]
        for first, second in combinations(limits, 2):
            on, some = self.acts_on(first), self.acts_on(second)
            if isinstance(first, Cap) and on & some and not on <= some:
                yield first, second

    @property
    def draw(self) -> Draw | None:
        """The draw, of which there is one at most."""
        return next((t for t in self.terms if isinstance(t, Draw)), None)

    @property
    def ramp(self) -> Ramp | None:
        """The ramp, of which there is one at most."""
        return next((t for t in self.terms if isinstance(t, Ramp)), None)
