"""What many people earned, by the plan as SQL: the second reading of the same document.

It answers what `interpret` answers, to the last unit, but for reasons and attainment, which are
told for one person when somebody asks. A plan or facts that SQL does not cover, and the people
about whom anything is wrong, are left to `interpret`.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import duckdb

from husay.basics.period import Window
from husay.book.sql import literal
from husay.pay.compile.bounds import bounds_of
from husay.pay.compile.compile import Compiled, Measured, compiled
from husay.pay.document.plan import Plan
from husay.pay.document.settings import Period, WindowKind
from husay.pay.document.term import Cap
from husay.pay.earned import UNTOLD, Earned, EarningLine, Settled, in_order
from husay.pay.interpret.windows import window_of
from husay.pay.simulated import PersonPay, terms_in_order
from husay.store.pay.tables import add_others, lines_of, many
from husay.store.pay.waiting import waiting_sql

if TYPE_CHECKING:
    from husay.store.pay.facts import PayFacts

_log = logging.getLogger(__name__)

_COLUMNS = (
    "payee", "term", "kind", "sale", "line", "payment", "day", "amount", "w", "ow", "provisional",
)  # fmt: skip
_SETTLED = ("payee", "starts", "earned", "drawn", "recovered", "forgiven", "owed")


def earned_by_sql(
    facts: PayFacts, people: Sequence[str], period: Window, few: int
) -> dict[str, Earned] | None:
    """What each of some people earned in a period; None where it is not covered, or where there
    are so few lines that reading them one by one is as soon done.

    People about whom anything is wrong are left out.
    """
    if carries(facts.plan):
        return None
    with lines_of(facts) as connection:
        if many(connection) <= few:
            return None
        add_others(connection, facts, people, period)
        found = worked_out(facts, connection, period)
        return None if found is None else _answers(found, people)


def worked_out(
    facts: PayFacts,
    connection: duckdb.DuckDBPyConnection,
    days: Window,
    measured: Measured | None = None,
) -> Reading | None:
    """The plan of facts as SQL over their tables in a database, its steps taken there; None where
    SQL does not cover the plan, or these facts. `measured` is asked what it came to, too.

    That no number grows too wide is proved when the plan is compiled; should the proof have a hole,
    payday does not wait until it is mended: then, too, SQL answers about nobody.
    """
    plan = facts.plan
    bounds = bounds_of(plan, lambda sql: connection.execute(sql).fetchall())
    found = compiled(plan, bounds, days, measured)
    if not isinstance(found, Compiled):
        return None
    try:
        for step in found.steps:
            connection.execute(step.statement)
    except (duckdb.ConversionException, duckdb.OutOfRangeException):
        _log.exception("%s is read line by line: a number of it was too wide", plan.name)
        return None
    return Reading(facts, connection, found, days)


class Reading:
    """What the steps of a compiled plan came to over some days: line by line (`lines`), or as
    sums (`paid`), and of whom it says nothing (`wrong`)."""

    def __init__(
        self,
        facts: PayFacts,
        connection: duckdb.DuckDBPyConnection,
        found: Compiled,
        period: Window,
    ) -> None:
        self.facts, self.connection, self.found, self.period = facts, connection, found, period
        self.plan: Plan = facts.plan
        self._kinds: dict[str, WindowKind] = {
            term.name: getattr(term, "window", "period") for term in self.plan.terms
        }
        self._windows: dict[tuple[Period, date], Window] = {}
        rows = connection.execute("SELECT name FROM numbered ORDER BY person").fetchall()
        self._names: list[str] = [name for (name,) in rows]

    def window(self, term: str, start: date) -> Window:
        """The window of a term that begins on a day; of what is no term's, the pay period."""
        kind = self._kinds.get(term, "period")
        # Windows that go by goals are not covered.
        period = self.plan.period if kind == "period" or kind == "goal" else kind
        if (period, start) not in self._windows:
            self._windows[period, start] = window_of(start, period, self.facts.calendar)
        return self._windows[period, start]

    def wrong(self) -> set[str]:
        """Of whom SQL does not answer: about whom anything is wrong, and, where the plan reads
        teams, who leads them."""
        told = self.connection.execute(f"SELECT DISTINCT person FROM ({self.found.problems})")
        found = {self._names[person] for (person,) in told.fetchall()}
        found |= self._by_hand() | self._of_two_sources()
        return self.facts.with_those_above(found)

    def _by_hand(self) -> set[str]:
        """Of whom an opening balance or a sale on hold is known: SQL reads neither."""
        said = self.facts.said
        if not said.holds:
            return set(said.openings)
        rows = self.connection.execute(
            f"WITH held AS ({waiting_sql(said.holds, 'book.sale_lines')}),\n"
            "waiting AS (SELECT l.* FROM lines AS l SEMI JOIN held USING (sale, line))\n"
            "SELECT person FROM waiting UNION\n"
            "SELECT person FROM lines WHERE sale IN (SELECT returns_sale FROM waiting)"
        ).fetchall()
        return {*said.openings, *(self._names[person] for (person,) in rows)}

    def _of_two_sources(self) -> set[str]:
        """Who has a sale of which several sources have lines."""
        listed = ", ".join(literal(sale) for sale in self.facts.twice)
        if not listed:
            return set()
        rows = self.connection.execute(
            f"SELECT DISTINCT person FROM lines\n"
            f"WHERE sale IN ({listed}) OR returns_sale IN ({listed})"
        ).fetchall()
        return {self._names[person] for (person,) in rows}

    def lines(self) -> Iterator[tuple[str, EarningLine]]:
        """Every line by whom it pays."""
        cursor = self.connection.execute(
            f"SELECT {', '.join(_COLUMNS)} FROM ({self.found.lines}) ORDER BY payee"
        )
        while rows := cursor.fetchmany(10_000):
            for row in rows:
                line = self._line(row)
                yield line.person, line

    def _line(self, row: Any) -> EarningLine:
        payee, term, kind, sale, line, payment, day, amount, w, ow, provisional = row
        return EarningLine(
            person=self._names[payee], term=term, kind=kind, day=day, amount=amount,
            window=self.window(term, w), origin=self.window(term, ow), sale=sale or None,
            line=line if sale else None, payment=payment or None, provisional=provisional,
            reason=UNTOLD,
        )  # fmt: skip

    def settled(self) -> dict[str, tuple[Settled, ...]]:
        """What was settled at the ends of pay periods, by person."""
        found: dict[str, tuple[Settled, ...]] = {}
        rows: list[Any] = self.connection.execute(
            f"SELECT {', '.join(_SETTLED)} FROM ({self.found.settled}) ORDER BY payee, starts"
        ).fetchall()
        for payee, starts, earned, drawn, recovered, forgiven, owed in rows:
            window = window_of(starts, self.plan.period, self.facts.calendar)
            one = Settled(
                window=window, earned=earned, drawn=drawn, recovered=recovered,
                forgiven=forgiven, owed=owed,
            )  # fmt: skip
            name = self._names[payee]
            found[name] = (*found.get(name, ()), one)
        return found

    def paid(self, people: Iterable[str]) -> dict[str, PersonPay]:
        """What some people are paid by pay period and earned by term, without the lines."""
        periods: dict[str, list[tuple[date, int]]] = defaultdict(list)
        rows: list[Any] = self.connection.execute(
            "SELECT payee, starts, CAST(earned + drawn - recovered AS BIGINT)\n"
            f"FROM ({self.found.settled}) ORDER BY payee, starts"
        ).fetchall()
        for payee, starts, paid in rows:
            periods[self._names[payee]].append((starts, paid))
        terms: dict[str, dict[str, int]] = defaultdict(dict)
        rows = self.connection.execute(
            f"SELECT payee, term, CAST(SUM(amount) AS BIGINT) FROM ({self.found.lines})\n"
            "WHERE NOT provisional GROUP BY ALL"
        ).fetchall()
        for payee, term, amount in rows:
            terms[self._names[payee]][term] = amount
        return {
            person: PersonPay(
                person=person, periods=tuple(periods[person]),
                terms=terms_in_order(self.plan, terms[person]),
            )
            for person in people
        }  # fmt: skip

    def came_to(self, kind: Period) -> dict[str, dict[Window, int]]:
        """What the measure that was asked for came to, by person and window of its kind."""
        assert self.found.came_to, "a measure was asked for"
        found: dict[str, dict[Window, int]] = defaultdict(dict)
        for payee, starts, value in self.connection.execute(self.found.came_to).fetchall():
            found[self._names[payee]][window_of(starts, kind, self.facts.calendar)] = value
        return found


def _answers(reading: Reading, people: Sequence[str]) -> dict[str, Earned]:
    wrong, settled = reading.wrong(), reading.settled()
    terms = [term.name for term in reading.plan.terms]
    lines: dict[str, list[EarningLine]] = {}
    for payee, line in reading.lines():
        lines.setdefault(payee, []).append(line)
    return {
        person: Earned(
            person=person, window=reading.period,
            lines=in_order(lines.pop(person, ()), terms), settled=settled.get(person, ()),
        )
        for person in people if person not in wrong
    }  # fmt: skip


def carries(plan: Plan) -> bool:
    """Whether a cap carries its excess on: how much it carries is told by `interpret` alone, to
    who asks for it."""
    return any(isinstance(term, Cap) and term.excess == "carried" for term in plan.terms)
