"""What the parts of the compiler share: the plan, what is known of the facts, the steps so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from husay.basics.currency import minor_unit
from husay.basics.period import Window
from husay.basics.problem import Problem
from husay.pay.compile.bounds import Bounds
from husay.pay.compile.rounds import rounded
from husay.pay.compile.whole import Ratio, Whole
from husay.pay.document.measure import Measure
from husay.pay.document.plan import Plan
from husay.pay.document.settings import WindowKind
from husay.pay.document.term import Earning, Term

MOST_DAYS = 40 * 366


class NotCovered(Exception):
    """Something that the compiler does not put into SQL, with the term (or setting) that asks."""

    def __init__(self, what: str, term: str = "") -> None:
        super().__init__(what, term)
        self.problem = Problem(
            code="pay-not-compiled",
            severity="warning",
            value=term or what,
            values=(("what", what),),
        )


@dataclass(frozen=True, slots=True)
class Step:
    """One step: a table (`kept`) or a view of this name, and the query that it is. Views are said
    in what reads them (`gathered`)."""

    name: str
    sql: str
    kept: bool = True

    @property
    def statement(self) -> str:
        """The statement that makes the table."""
        assert self.kept, "a view is said in what reads it"
        return f"CREATE OR REPLACE TEMP TABLE {self.name} AS {self.sql}"


@dataclass
class Context:
    """One plan that is compiled for some days: `asked` is what is answered."""

    plan: Plan
    bounds: Bounds
    asked: Window
    steps: dict[str, Step] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    """Queries that find what is wrong with facts: code, person, what, starts, ends."""

    amounts: dict[str, int] = field(default_factory=dict)
    """How far from zero a line of each term can be."""

    def step(self, name: str, sql: str, *, kept: bool = True) -> str:
        """Add a step, once; its name."""
        self.steps.setdefault(name, Step(name, sql, kept))
        return name

    def has(self, what: str) -> bool:
        """Whether something occurs among the facts."""
        return what in self.bounds.has

    @property
    def until(self) -> date:
        """The last day that is worked out."""
        return self.asked.end

    @cached_property
    def unit(self) -> int:
        """The step to which lines are rounded."""
        return minor_unit(self.plan.currency) if self.plan.settings.rounds == "line" else 1

    def rounded(self, value: Ratio) -> Whole:
        """An exact amount as a line's."""
        return rounded(value, self.plan.settings.rounding, self.unit)

    def kind(self, term: Term) -> WindowKind:
        """The kind of window over which a term reads, `period` by its own name."""
        kind: WindowKind = getattr(term, "window", "period")
        return self.plan.period if kind == "period" else kind

    def number(self, term: Term) -> int:
        """A term's place in the document."""
        return self.plan.terms.index(term)

    @cached_property
    def earning(self) -> tuple[Earning, ...]:
        """The terms that take lines."""
        return tuple(term for term in self.plan.terms if isinstance(term, Earning))

    @cached_property
    def measured(self) -> tuple[Measure, ...]:
        """The measures that lines have."""
        return tuple(measure for measure in self.plan.measures if not measure.entered)


def day_literal(day: date) -> str:
    """A day in SQL."""
    return f"DATE '{day.isoformat()}'"
