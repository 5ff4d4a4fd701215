"""Facts of many people under one plan, read from a snapshot in a few queries.

Who leads a unit and has no goal of their own has the unit's, while they lead it. Rows of which the
plan reads nothing are not read: payments where it does not pay on them, other people's lines where
nothing of them counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import Window
from husay.basics.problem import Problem
from husay.pay.document.plan import Plan
from husay.pay.document.term import Contest, Each, Override, Pool, Rate, RatesBy
from husay.pay.earned import Earned, untold
from husay.pay.earned import in_order as lines_in_order
from husay.pay.facts import (
    CreditedLine,
    Facts,
    GoalFact,
    LineKey,
    Member,
    Payment,
    Reporting,
)
from husay.pay.interpret.interpret import interpret
from husay.pay.runs.assigned import Held, members, parameters
from husay.pay.runs.changes import Item, in_order
from husay.store.pay.by_sql import earned_by_sql
from husay.store.pay.hierarchy import below, reporting_of
from husay.store.pay.rows import (
    GOALS,
    CreditedRow,
    credited_rows,
    hired_days,
    payment_rows,
    rate_rows,
)
from husay.store.pay.said import Said
from husay.store.warehouse.reading import Snapshot

_NEVER = Window(date(1900, 1, 1), date(1900, 1, 1))

FEW = 20_000
"""Up to so many lines are read one by one: SQL is not sooner done."""

CHECKED = 5
"""At least so many people whose pay SQL worked out are read one by one, too."""


@dataclass
class PayFacts:
    """What a snapshot, and the assignments heard by then, say of the people of a plan, up to a day.

    `arrived` says with which snapshot each fact came; `said` are the inputs by hand and the holds.
    """

    plan: Plan
    snapshot: Snapshot
    held: tuple[Held, ...]
    people: frozenset[str]
    until: date
    arrived: dict[Item, int] = field(default_factory=dict)
    said: Said = field(default_factory=Said)

    def of(self, person: str) -> Facts:
        """The facts of one person, in an order that nobody's files matter to."""
        lines = tuple(self._lines(person))
        sales = {line.sale for line in lines}
        near = {line.person for line in lines} | {person}
        if self.reads_all:
            near |= self.asked  # who sold nothing has a goal and a weight in a pool all the same
        read = Facts(
            person=person,
            lines=lines,
            payments=tuple(p for sale in sales for p in self._payments.get(sale, ())),
            goals=tuple(g for p in sorted(near) for g in self._goals.get(p, ())),
            reporting=self._above if self.reads_team else (),
            parameters=tuple(p for p in self._parameters if p.person in near),
            rates=self._rates,
            members=tuple(m for m in self._members if self.reads_all or m.person in near),
            calendar=self.calendar,
        )
        asked = None if self.reads_all else frozenset(near)
        return in_order(self.said.added_to(read, asked))

    def shared(self, first: date) -> Facts:
        """The facts of all people together but for their lines and payments, for facts that begin
        on a day; it is nobody's in particular."""
        near = sorted(self.asked)
        return Facts(
            person="",
            goals=tuple(g for person in near for g in self._goals.get(person, ())),
            reporting=self._above if self.reads_team else (),
            parameters=self._parameters, rates=self._rates, members=self._members,
            scores=tuple(score for scores in self.said.scores.values() for score in scores),
            advances=tuple(a for taken in self.said.advances.values() for a in taken),
            calendar=self.snapshot.settings.calendar(first.year - 3, self.until.year + 3),
        )  # fmt: skip

    def with_those_above(self, people: Iterable[str]) -> set[str]:
        """Some people, and whoever is paid by what theirs comes to."""
        found = set(people)
        if found and self.reads_all:
            return set(self.people) | found
        if found and self.reads_team:
            found |= {one for one in self.people if below(self._above, one) & found}
        return found

    def who_lead(self, unit: str) -> set[str]:
        """Whoever leads a unit, at any time."""
        return {person for person, _ in self._leads.get(unit, ())}

    @cached_property
    def reads_team(self) -> bool:
        """Whether anything of the plan reads what others below a person sold."""
        measured = any(measure.whose == "team" for measure in self.plan.measures)
        among = (getattr(term, "among", "plan") != "plan" for term in self.plan.terms)
        return measured or any(among) or any(isinstance(t, Override) for t in self.plan.terms)

    @cached_property
    def reads_all(self) -> bool:
        """Whether anything of the plan is shared by all who have it."""
        spent = any(
            isinstance(t, Rate | RatesBy | Each) and t.budget is not None for t in self.plan.terms
        )
        return spent or any(isinstance(t, Pool | Contest) for t in self.plan.terms)

    def _lines(self, person: str) -> Iterator[CreditedLine]:
        """The lines that count for a person, those that these take back, whoever sold them, and
        those of the same sales where money is owed."""
        if self.reads_all:
            yield from self._all
            return
        wanted = {person}
        if self.reads_team:
            wanted |= below(self._above, person)
        chosen = [line for one in sorted(wanted) for line in self._by_person.get(one, ())]
        if self.plan.trigger == "paid":
            sales = sorted({line.sale for line in chosen})
            chosen = [line for sale in sales for line in self._by_sale[sale]]
        keys = sorted({line.returns for line in chosen if line.returns is not None})
        sold = [line for key in keys for line in self._by_key.get(key, ())]
        yield from {(one.key, one.person, one.role): one for one in (*chosen, *sold)}.values()

    @cached_property
    def _all(self) -> tuple[CreditedLine, ...]:
        """The lines of all whose lines are asked for, without those that these take back."""
        return tuple(one for one in self._everybodys if one.person in self.asked)

    @cached_property
    def _everybodys(self) -> tuple[CreditedLine, ...]:
        return tuple(line for lines in self._by_person.values() for line in lines)

    @cached_property
    def asked(self) -> frozenset[str]:
        """All whose lines are read: the people, and those whose lines count for them."""
        people = set(self.people)
        if self.reads_all:
            people |= {one.person for one in self.held}
        if self.reads_team:
            people = people.union(*(below(self._above, p) for p in people))
        return frozenset(people)

    @cached_property
    def twice(self) -> Mapping[str, str]:
        """The sales of which several sources have lines, each with these sources: which of them a
        return, a payment or a hold means is not known."""
        if not self.snapshot.shape.many_sources:
            return {}
        rows: Iterable[Any] = self.snapshot.run(
            "SELECT sale, string_agg(DISTINCT source, ', ' ORDER BY source) FROM sale_lines\n"
            "GROUP BY sale HAVING COUNT(DISTINCT source) > 1"
        )
        return dict(rows)

    def told_apart(self, found: Earned) -> Earned:
        """What somebody earned, with a problem for each sale of theirs that is `twice`."""
        if not self.twice:
            return found
        sales = {sale for one in self._lines(found.person) for sale in (one.sale, *_named(one))}
        wrong = tuple(
            Problem(code="pay-sale-twice", value=sale, values=(("sources", self.twice[sale]),))
            for sale in sorted(sales & self.twice.keys())
        )
        return replace(found, problems=(*found.problems, *wrong))

    @cached_property
    def _by_person(self) -> Mapping[str, list[CreditedLine]]:
        found: dict[str, list[CreditedLine]] = defaultdict(list)
        for row in self._rows:
            for place, person in enumerate(row.persons):
                found[person].append(row.of(place))
                key = (row.line.sale, row.line.line, person, row.line.role)
                self.arrived["line", key] = row.arrived
        return found

    @cached_property
    def _by_key(self) -> Mapping[LineKey, list[CreditedLine]]:
        found: dict[LineKey, list[CreditedLine]] = defaultdict(list)
        for line in self._everybodys:
            found[line.key].append(line)
        return found

    @cached_property
    def _by_sale(self) -> Mapping[str, list[CreditedLine]]:
        """Lines by their sale, returns also by the sale of what they take back."""
        found: dict[str, list[CreditedLine]] = defaultdict(list)
        for line in self._everybodys:
            for sale in {line.sale, *(line.returns or ())[:1]}:
                found[sale].append(line)
        return found

    @cached_property
    def _rows(self) -> list[CreditedRow]:
        paid = self.plan.trigger == "paid"
        return credited_rows(self.snapshot, self.asked, self.until, self.since, whole_sales=paid)

    @property
    def since(self) -> date | None:
        """The first day whose lines are read; None: from the first one on."""
        return None if self.plan.trigger == "paid" else self.plan.starts

    @cached_property
    def _payments(self) -> Mapping[str, list[Payment]]:
        found: dict[str, list[Payment]] = defaultdict(list)
        if self.plan.trigger == "paid":
            sales = {row.line.sale for row in self._rows}
            for payment, came in payment_rows(self.snapshot, sales, self.until):
                found[payment.sale].append(payment)
                self.arrived["payment", (payment.payment,)] = came
        return found

    @cached_property
    def _above(self) -> tuple[Reporting, ...]:
        return reporting_of(self.snapshot)

    @cached_property
    def _goals(self) -> Mapping[str, list[GoalFact]]:
        """Goals by person: their own, else those of the units that they lead then."""
        found: dict[str, list[GoalFact]] = defaultdict(list)
        own = set[tuple[str, str, date]]()
        for person, goal, came in self._goals_of("seller"):
            self._take(found, person, goal, came)
            own.add((person, goal.measure, goal.window.start))
        leads = self._leads
        for unit, goal, came in self._goals_of("unit"):
            for person, days in leads.get(unit, ()):
                there = days.contains(goal.window.start)
                if there and (person, goal.measure, goal.window.start) not in own:
                    one = GoalFact(person, goal.measure, goal.window, goal.value)
                    self._take(found, person, one, came)
        return found

    def _take(
        self, found: dict[str, list[GoalFact]], person: str, goal: GoalFact, came: int
    ) -> None:
        found[person].append(goal)
        key = (person, goal.measure, goal.window.start, goal.window.end)
        self.arrived["goal", key] = came

    def _goals_of(self, scope: str) -> Iterator[tuple[str, GoalFact, int]]:
        """Goals of a scope, in the plan's currency or in none."""
        rows: Iterable[Any] = self.snapshot.run(GOALS.format(scope=scope))
        for item, measure, starts, ends, value, currency, came in rows:
            if currency in (None, "", self.plan.currency):
                yield item, GoalFact(item, measure, Window(starts, ends), value), came

    @cached_property
    def _leads(self) -> Mapping[str, list[tuple[str, Window]]]:
        """Who leads each unit, while; of several the one by the first identifier."""
        rows: Iterable[Any] = self.snapshot.run(
            "SELECT unit, person, valid_from, COALESCE(valid_to, DATE '9999-12-31')\n"
            "FROM assignments WHERE role = 'manager' ORDER BY ALL"
        )
        found: dict[str, list[tuple[str, Window]]] = defaultdict(list)
        for unit, person, first, last in rows:
            found[unit].append((person, Window(first, last)))
        return found

    @cached_property
    def _rates(self) -> tuple[Any, ...]:
        found = rate_rows(self.snapshot, self.plan.currency)
        for rate, came in found:
            self.arrived["rate", (rate.from_currency, rate.to_currency, rate.day)] = came
        return tuple(rate for rate, _ in found)

    @cached_property
    def _members(self) -> tuple[Member, ...]:
        """Whose plan it is, while. Who counts for somebody's team and never has the plan has it on
        no day that matters: without a row they would have it all the time."""
        having = members(self.held, hired_days(self.snapshot))
        others = self.asked - {one.person for one in self.held}
        return (*having, *(Member(person, _NEVER) for person in sorted(others)))

    @cached_property
    def _parameters(self) -> tuple[Any, ...]:
        return parameters(self.held)

    @cached_property
    def calendar(self) -> BusinessCalendar:
        """The company's calendar over all that is read."""
        first: Any = self.snapshot.run("SELECT min(date) FROM sale_lines")[0][0]
        year = min(self.until, first or self.until).year
        return self.snapshot.settings.calendar(year - 1, self.until.year + 2)


def earn(facts: PayFacts, plan: Plan, people: Iterable[str], period: Window) -> Iterator[Earned]:
    """What people earned by a plan in a period: the one place where runs work out pay.

    Of many lines, SQL works out what it covers. Some of that is read by `interpret` too: that both
    readings agree is a law, and where they do not, nothing is worked out.
    """
    asked = sorted(people)
    known = earned_by_sql(facts, asked, period, FEW) or {}
    checked = checked_of(known)
    left = [person for person in asked if person not in known or person in checked]
    one_by_one = replace(facts, people=frozenset(left)) if known else facts
    read = {one.person: one for one in read_one_by_one(one_by_one, plan, left, period)}
    for person in asked:
        found = known.pop(person, None)
        if found is None:
            yield read[person]
        else:
            same = person not in checked or found == untold(read[person])
            assert same, f"two readings of {person}'s pay"
            yield read.get(person, found)


def checked_of(known: Collection[str]) -> frozenset[str]:
    """Whom of those whose pay SQL worked out `interpret` reads, too."""
    return frozenset(sorted(known)[:: max(1, len(known) // CHECKED)])


def read_one_by_one(
    facts: PayFacts, plan: Plan, people: Iterable[str], period: Window
) -> Iterator[Earned]:
    """What people earned, as `interpret` reads it: with the reasons."""
    terms = [term.name for term in plan.terms]
    for person in people:
        found = interpret(plan, facts.of(person), period)
        yield facts.told_apart(replace(found, lines=lines_in_order(found.lines, terms)))


def _named(line: CreditedLine) -> tuple[str, ...]:
    """The sale that a line takes something back of."""
    return line.returns[:1] if line.returns else ()
