"""Many people's pay over many lines: by the compiled plan where it covers the plan, else by the
interpreter. Both answer the same, to the last unit.

Where facts are wrong for anybody, those people are read by the interpreter, which tells what is
wrong as a run would; of a plan that reads others' sales, everybody is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import duckdb

from husay.basics.period import Window
from husay.pay.document.plan import Plan
from husay.pay.earned import Earned
from husay.pay.interpret.interpret import interpret
from husay.pay.scaled import scaled
from husay.pay.simulated import PersonPay
from husay.store.pay.by_sql import worked_out
from husay.store.pay.facts import PayFacts
from husay.store.pay.tables import tables_of, take_year


def readings(
    facts: PayFacts, people: Collection[str], days: Window, factors: Sequence[Fraction]
) -> Iterator[tuple[PersonPay, ...]]:
    """What each person is paid over some days, by person, with all lines times each factor."""
    with tables_of(facts, people, days) as connection:
        for factor in factors:
            take_year(connection, facts.plan, factor)
            found, wrong = _by_sql(connection, facts.plan, people, days)
            wrong = frozenset(facts.with_those_above(wrong))
            yield tuple(
                _by_interpreter(facts, person, days, factor) if person in wrong else found[person]
                for person in sorted(people)
            )


def _by_interpreter(facts: PayFacts, person: str, days: Window, factor: Fraction) -> PersonPay:
    earned = interpret(facts.plan, scaled(facts.of(person), factor), days)
    return PersonPay(
        person=person, problems=earned.problems,
        periods=tuple((one.window.start, one.paid) for one in earned.settled),
        terms=_in_order(facts.plan, _terms(earned)),
    )  # fmt: skip


def _terms(earned: Earned) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for line in earned.lines:
        if not line.provisional:
            found[line.term] += line.amount
    return found


def _in_order(plan: Plan, found: dict[str, int]) -> tuple[tuple[str, int], ...]:
    """What terms earned, in the order of the document; what is no term's behind them."""
    names = [term.name for term in plan.terms]
    order = {name: number for number, name in enumerate(names)}
    return tuple(sorted(found.items(), key=lambda item: (order.get(item[0], len(names)), item[0])))


def _by_sql(
    connection: duckdb.DuckDBPyConnection, plan: Plan, people: Collection[str], days: Window
) -> tuple[dict[str, PersonPay], frozenset[str]]:
    """What the compiled plan says of each, and of whom it says nothing: everybody, where the plan
    is not covered."""
    made = worked_out(connection, plan, days)
    if made is None:
        return {}, frozenset(people)
    problems = connection.execute(f"SELECT DISTINCT person FROM ({made.problems})").fetchall()
    periods: dict[str, list[tuple[date, int]]] = defaultdict(list)
    rows: list[Any] = connection.execute(
        "SELECT payee, starts, CAST(earned + drawn - recovered AS BIGINT)\n"
        f"FROM ({made.settled}) ORDER BY payee, starts"
    ).fetchall()
    for person, starts, paid in rows:
        periods[person].append((starts, paid))
    terms: dict[str, dict[str, int]] = defaultdict(dict)
    rows = connection.execute(
        f"SELECT payee, term, CAST(SUM(amount) AS BIGINT) FROM ({made.lines})\n"
        "WHERE NOT provisional GROUP BY ALL"
    ).fetchall()
    for person, term, amount in rows:
        terms[person][term] = amount
    found = {
        person: PersonPay(
            person=person, periods=tuple(periods[person]), terms=_in_order(plan, terms[person])
        )
        for person in people
    }
    return found, frozenset(str(person) for (person,) in problems)
