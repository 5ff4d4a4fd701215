"""Simulation: a draft plan over past facts, beside the plan in force, for the people of a plan.

The plans are taken as if they were in force on just these days, whatever days they name; what
people's own parameters are today counts all the time; each is there while the organisation had
them. So it says what the draft would have paid for what was sold, not what was paid.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from husay.basics.amount import SCALE, round_half_away
from husay.basics.period import Window
from husay.basics.problem import mistake
from husay.book.sql import literal
from husay.pay.document.plan import Plan
from husay.pay.facts import GoalFact
from husay.pay.goal_over import goal_name, goal_over
from husay.pay.interpret.presence import months_served
from husay.pay.runs.assigned import Held
from husay.pay.simulated import FACTORS, PersonPay, Seller, Simulated
from husay.store.pay.engines import readings
from husay.store.pay.facts import PayFacts
from husay.store.pay.hierarchy import units_of
from husay.store.pay.rows import hired_days
from husay.store.pay.said import Said
from husay.store.pay.tables import tables_of

if TYPE_CHECKING:
    from husay.store.warehouse.reading import Snapshot

Progress = Callable[[int, int], None]
"""Told how many of how many steps are done."""

MOST_DAYS = 3 * 366


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is simulated: the draft, the plan in force (None: there is none), whose pay with which
    parameters, over which days."""

    draft: Plan
    against: Plan | None
    said: Said
    days: Window


def simulate(snapshot: Snapshot, asked: Asked, progress: Progress) -> Simulated:
    """Work everything out. Raises Mistake `pay-simulation-nobody` (nobody of them was there on
    these days), `pay-simulation-long` (more than three years)."""
    if asked.days.days > MOST_DAYS:
        raise mistake("pay-simulation-long", start=asked.days.start, end=asked.days.end)
    said = replace(asked.said, held=tuple(_there(snapshot, asked)))
    people = sorted({one.person for one in said.held})
    if not people:
        raise mistake("pay-simulation-nobody", start=asked.days.start, end=asked.days.end)
    plans = [_over(plan, asked.days) for plan in (asked.draft, asked.against) if plan]
    steps, done, found = len(FACTORS) * len(plans) + 1, 0, list[list[tuple[PersonPay, ...]]]()
    progress(done, steps)
    for plan in plans:
        facts, own = _facts(plan, snapshot, said, asked.days.end), []
        for reading in readings(facts, people, asked.days, FACTORS):
            own.append(reading)
            progress(done := done + 1, steps)
        found.append(own)
    facts = _facts(plans[0], snapshot, said, asked.days.end)
    sellers = _sellers(snapshot, facts, people, asked.days)
    progress(steps, steps)
    return Simulated(
        days=asked.days, currency=asked.draft.currency, sellers=sellers, draft=tuple(found[0]),
        against=tuple(found[1]) if len(found) > 1 else (),
    )  # fmt: skip


def _over(plan: Plan, days: Window) -> Plan:
    """The plan as if it were in force on these days and no others."""
    return replace(plan, starts=days.start, ends=days.end)


def outside(plan: Plan, days: Window) -> tuple[str, ...]:
    """Terms whose own days have none of these: they earn nothing in a simulation of these."""
    return tuple(
        term.name
        for term in plan.terms
        if (term.starts and term.starts > days.end) or (term.ends and term.ends < days.start)
    )


def _facts(plan: Plan, snapshot: Snapshot, said: Said, until: date) -> PayFacts:
    people = frozenset(one.person for one in said.held)
    return PayFacts(plan, snapshot, said.held, people, until, said=said)


def _there(snapshot: Snapshot, asked: Asked) -> Iterator[Held]:
    """Each person on the days on which the organisation had them; who is in no unit is there all
    the time."""
    known = {name for plan in (asked.draft, asked.against) if plan for name in _names(plan)}
    rows: Sequence[Any] = snapshot.run(
        "SELECT person, MIN(first), MAX(last) FROM person_spans GROUP BY person"
    )
    spans = {person: (first, last) for person, first, last in rows}
    hired = hired_days(snapshot)
    for one in asked.said.held:
        first, last = spans.get(one.person, (asked.days.start, asked.days.end))
        first = max(asked.days.start, first, hired.get(one.person, asked.days.start))
        last = min(asked.days.end, last)
        if first <= last:
            own = {name: value for name, value in one.parameters.items() if name in known}
            yield Held(one.person, Window(first, last), own)


def _names(plan: Plan) -> list[str]:
    return [one.name for one in plan.parameters]


def _sellers(
    snapshot: Snapshot, facts: PayFacts, people: Sequence[str], days: Window
) -> tuple[Seller, ...]:
    """What each sold, by pay period, in the plan's currency; their goal, unit and service."""
    plan, shared = facts.plan, facts.shared(days.start)
    units, hired = units_of(snapshot, days.end), hired_days(snapshot)
    sold, costed, cost = (defaultdict[str, dict[date, int]](dict) for _ in range(3))
    with tables_of(facts, people, days) as connection:
        asked = _SOLD.format(period=plan.period, days=days, currency=literal(plan.currency))
        rows: list[Any] = connection.execute(asked).fetchall()
    for person, starts, *sums in rows:
        for into, value in zip((sold, costed, cost), sums, strict=True):
            into[person][starts] = round_half_away(Fraction(value, SCALE))
    goals = defaultdict[str, list[GoalFact]](list)
    for goal in shared.goals:
        goals[goal.person].append(goal)
    return tuple(
        Seller(
            person=person, unit=units.get(person, ""),
            months=months_served(hired[person], days.start) if person in hired else None,
            sold=sum(sold[person].values()), sold_by_period=tuple(sold[person].items()),
            costed=sum(costed[person].values()), cost=sum(cost[person].values()),
            goal=goal_over(goals[person], goal_name(plan), days),
        )
        for person in people
    )  # fmt: skip


_SOLD = """
SELECT l.person, d.{period}_start,
  SUM(CAST(l.amount AS HUGEINT) * l.shares[l.nth]),
  SUM(CASE WHEN l.cost IS NOT NULL THEN CAST(l.amount AS HUGEINT) * l.shares[l.nth] ELSE 0 END),
  SUM(CAST(COALESCE(l.cost, 0) AS HUGEINT) * l.shares[l.nth])
FROM lines AS l JOIN days AS d ON d.day = l.day
WHERE l.role = 'direct' AND l.currency = {currency}
  AND l.day BETWEEN DATE '{days.start}' AND DATE '{days.end}'
GROUP BY ALL ORDER BY 1, 2""".strip()
