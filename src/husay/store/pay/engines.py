"""Many people's pay over many lines: by the compiled plan where it covers the plan, else by the
interpreter. Both answer the same, to the last unit; of what SQL worked out some people are read by
the interpreter, too, and where the two do not agree nothing is worked out.

Where facts are wrong for anybody, those people are read by the interpreter, which tells what is
wrong as a run would; of a plan that reads others' sales, everybody is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import duckdb

from husay.basics.period import Window
from husay.pay.attainment import Yardstick
from husay.pay.earned import Earned
from husay.pay.interpret.interpret import interpret
from husay.pay.scaled import scaled
from husay.pay.simulated import PersonPay, terms_in_order
from husay.store.pay.by_sql import worked_out
from husay.store.pay.facts import PayFacts, checked_of
from husay.store.pay.tables import tables_of, take_year


@dataclass(frozen=True, slots=True)
class PersonRead:
    """What a person is paid, and what a measure came to by window (where one was asked for)."""

    pay: PersonPay
    came_to: Mapping[Window, int]


def readings(
    facts: PayFacts,
    people: Collection[str],
    days: Window,
    factors: Sequence[Fraction],
    yardstick: Yardstick | None = None,
) -> Iterator[tuple[PersonRead, ...]]:
    """What each person is paid over some days, by person, with all lines times each factor; what
    the measure of a yardstick came to, too."""
    left, few = frozenset[str](), facts
    with tables_of(facts, people, days) as connection:
        for factor in factors:
            take_year(connection, facts.plan, factor)
            known = by_sql(connection, facts, people, days, yardstick)
            checked = checked_of(known)
            alone = (frozenset(people) - known.keys()) | checked
            if alone != left:
                left, few = alone, replace(facts, people=alone)
            read = {
                person: by_interpreter(few, person, days, factor, yardstick)
                for person in sorted(alone)
            }
            assert all(known[person] == read[person] for person in checked), "two readings of pay"
            yield tuple(read.get(person) or known[person] for person in sorted(people))


def by_interpreter(
    facts: PayFacts, person: str, days: Window, factor: Fraction, yardstick: Yardstick | None
) -> PersonRead:
    """One person, by the interpreter."""
    of = scaled(facts.of(person), factor)
    earned = interpret(facts.plan, of, days)
    pay = PersonPay(
        person=person, problems=earned.problems,
        periods=tuple((one.window.start, one.paid) for one in earned.settled),
        terms=terms_in_order(facts.plan, _terms(earned)),
    )  # fmt: skip
    if yardstick is None:
        return PersonRead(pay, {})
    windows = frozenset(yardstick.windows(days, of))
    came_to = {
        one.window: one.value
        for one in earned.attained
        if one.measure == yardstick.measure.name and one.window in windows and one.value
    }
    return PersonRead(pay, came_to)


def _terms(earned: Earned) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for line in earned.lines:
        if not line.provisional:
            found[line.term] += line.amount
    return found


def by_sql(
    connection: duckdb.DuckDBPyConnection,
    facts: PayFacts,
    people: Collection[str],
    days: Window,
    yardstick: Yardstick | None,
) -> dict[str, PersonRead]:
    """Those of whom the compiled plan says something; nobody, where it does not cover the plan."""
    kind = None if yardstick is None else yardstick.kind
    if kind == "goal":
        return {}
    measured = None if yardstick is None or kind is None else (yardstick.measure, kind)
    found = worked_out(facts, connection, days, measured)
    if found is None:
        return {}
    wrong = found.wrong()
    paid = found.paid(person for person in people if person not in wrong)
    if yardstick is None or kind is None:
        return {person: PersonRead(pay, {}) for person, pay in paid.items()}
    assert kind != "period", "a period is named by its own kind"
    came_to, windows = (
        found.came_to(kind),
        frozenset(yardstick.windows(days, facts.shared(days.start))),
    )
    return {
        person: PersonRead(pay, {
            window: value for window, value in came_to.get(person, {}).items()
            if window in windows and value
        })
        for person, pay in paid.items()
    }  # fmt: skip
