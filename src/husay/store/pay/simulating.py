"""Simulation: a draft plan over past facts, beside the plan in force, for the people of a plan.

The plans are taken as if they were in force on just these days, whatever days they name; what
people's own parameters are today counts all the time; each is there while the organisation had
them. So it says what the draft would have paid for what was sold, not what was paid.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from husay.basics.amount import SCALE, round_half_away
from husay.basics.period import Window
from husay.basics.problem import mistake
from husay.book.sql import literal
from husay.pay.attainment import Yardstick, attained_over, yardstick_of
from husay.pay.document.plan import Plan
from husay.pay.facts import GoalFact, Member
from husay.pay.interpret.convert import Converter
from husay.pay.interpret.presence import months_served
from husay.pay.runs.assigned import Held
from husay.pay.simulated import FACTORS, PersonPay, Seller, Simulated
from husay.store.pay.engines import PersonRead, readings
from husay.store.pay.facts import PayFacts
from husay.store.pay.hierarchy import people_in, units_of
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
    parameters, over which days. Of a `unit` ('': none), whoever is in it, whether they have the
    plan or not."""

    draft: Plan
    against: Plan | None
    said: Said
    days: Window
    unit: str = ""


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
    facts = [_facts(plan, snapshot, said, asked.days.end) for plan in plans]
    yardstick = _yardstick(facts[0], people, asked.days)
    steps, done, found = len(FACTORS) * len(plans) + 1, 0, list[list[tuple[PersonRead, ...]]]()
    progress(done, steps)
    for own, measured in zip(facts, (yardstick, None), strict=False):
        read = list[tuple[PersonRead, ...]]()
        for reading in readings(own, people, asked.days, FACTORS, measured):
            read.append(reading)
            progress(done := done + 1, steps)
        found.append(read)
    sellers = _sellers(snapshot, facts[0], asked.days, yardstick, found[0][0])
    progress(steps, steps)
    draft, *against = (tuple(_paid(reading) for reading in read) for read in found)
    return Simulated(
        days=asked.days, currency=asked.draft.currency, sellers=sellers, draft=draft,
        against=against[0] if against else (),
        measure="" if yardstick is None else yardstick.measure.name, unit=asked.unit,
    )  # fmt: skip


def _paid(reading: Sequence[PersonRead]) -> tuple[PersonPay, ...]:
    return tuple(one.pay for one in reading)


def _yardstick(facts: PayFacts, people: Collection[str], days: Window) -> Yardstick | None:
    """What the attainment of some people is of."""
    goals = {
        goal.measure for goal in facts.shared(days.start).goals
        if goal.person in people and goal.window.overlap(days)
    }  # fmt: skip
    return yardstick_of(facts.plan, goals)


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
    for one in _held(snapshot, asked):
        first, last = spans.get(one.person, (asked.days.start, asked.days.end))
        first = max(asked.days.start, first, hired.get(one.person, asked.days.start))
        last = min(asked.days.end, last)
        if first <= last:
            own = {name: value for name, value in one.parameters.items() if name in known}
            yield Held(one.person, Window(first, last), own)


def _held(snapshot: Snapshot, asked: Asked) -> Iterator[Held]:
    """Whose pay is simulated: the plan's people; or, of a unit, who is in it on the last day or was
    last, with parameters of their own where the plan gives them some."""
    if not asked.unit:
        yield from asked.said.held
        return
    known = {one.person: one for one in asked.said.held}
    for person in sorted(people_in(snapshot, asked.unit, asked.days.end)):
        yield known.get(person, Held(person, asked.days, {}))


def _names(plan: Plan) -> list[str]:
    return [one.name for one in plan.parameters]


def _sellers(
    snapshot: Snapshot,
    facts: PayFacts,
    days: Window,
    yardstick: Yardstick | None,
    reading: Sequence[PersonRead],
) -> tuple[Seller, ...]:
    """What each sold, by pay period, in the plan's currency; how far they came, unit, service."""
    people = [one.pay.person for one in reading]
    units, hired = units_of(snapshot, days.end), hired_days(snapshot)
    sold, goals = _sold(facts, people, days), _goals(facts, days, yardstick, reading)
    found = []
    for person in people:
        came_to, goal = goals.get(person) or (0, None)
        found.append(
            Seller(
                person=person, unit=units.get(person, ""),
                months=months_served(hired[person], days.start) if person in hired else None,
                sold=sum(one for one, _, _ in sold[person].values()),
                sold_by_period=tuple((day, one) for day, (one, _, _) in sold[person].items()),
                costed=sum(one for _, one, _ in sold[person].values()),
                cost=sum(one for _, _, one in sold[person].values()),
                came_to=came_to, goal=goal,
            )
        )  # fmt: skip
    return tuple(found)


def _goals(
    facts: PayFacts, days: Window, yardstick: Yardstick | None, reading: Sequence[PersonRead]
) -> dict[str, tuple[int, int] | None]:
    """What the measure came to for each person, and their goal; None where they have none."""
    if yardstick is None:
        return {}
    shared = facts.shared(days.start)
    goals, members = defaultdict[str, list[GoalFact]](list), defaultdict[str, list[Member]](list)
    for goal in shared.goals:
        goals[goal.person].append(goal)
    for member in shared.members:
        members[member.person].append(member)
    found = {}
    for one in reading:
        person = one.pay.person
        own = replace(
            shared, person=person, goals=tuple(goals[person]), members=tuple(members[person])
        )
        found[person] = attained_over(facts.plan, yardstick, own, one.came_to, days)
    return found


def _sold(
    facts: PayFacts, people: Sequence[str], days: Window
) -> Mapping[str, dict[date, tuple[int, int, int]]]:
    """What each sold, what of it has a cost, and that cost, by pay period; other currencies by the
    plan's rates. A line for which there is no rate is in none: its seller cannot be paid."""
    plan, shared = facts.plan, facts.shared(days.start)
    converter = Converter(plan, shared, lambda _problem: None)
    with tables_of(facts, people, days) as connection:
        asked = _SOLD.format(period=plan.period, days=days, currency=literal(plan.currency))
        rows: list[Any] = connection.execute(asked).fetchall()
    sums = defaultdict[tuple[str, date], list[Fraction]](lambda: [Fraction(0)] * 3)
    for person, starts, currency, day, *values in rows:
        rate = Fraction(1) if currency == plan.currency else converter.rate(currency, day)
        known = sums[person, starts]
        sums[person, starts] = [
            one + (rate or 0) * Fraction(value, SCALE)
            for one, value in zip(known, values, strict=True)
        ]
    found = defaultdict[str, dict[date, tuple[int, int, int]]](dict)
    for (person, starts), (sold, costed, cost) in sums.items():
        found[person][starts] = (
            round_half_away(sold), round_half_away(costed), round_half_away(cost)
        )  # fmt: skip
    return found


_SOLD = """
SELECT n.name, d.{period}_start, l.currency,
  CASE WHEN l.currency <> {currency} THEN COALESCE(o.day, l.day) END,
  SUM(CAST(l.amount AS HUGEINT) * l.shares[l.nth]),
  SUM(CASE WHEN l.cost IS NOT NULL THEN CAST(l.amount AS HUGEINT) * l.shares[l.nth] ELSE 0 END),
  SUM(CAST(COALESCE(l.cost, 0) AS HUGEINT) * l.shares[l.nth])
FROM lines AS l JOIN days AS d ON d.day = l.day JOIN numbered AS n ON n.person = l.person
LEFT JOIN (SELECT sale, line, MIN(day) AS day FROM lines WHERE currency <> {currency} GROUP BY ALL)
  AS o ON o.sale = l.returns_sale AND o.line = l.returns_line
WHERE l.role = 'direct' AND l.day BETWEEN DATE '{days.start}' AND DATE '{days.end}'
GROUP BY ALL ORDER BY 1, 2, 3, 4""".strip()
"""What each sold in each currency; of another than the plan's also by the day whose rate holds:
that of the sale, or of what a return takes back."""
