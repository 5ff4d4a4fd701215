"""A company small enough to work its goals out by hand.

Two divisions: North with the teams N1 (Ana, Ben) and N2 (Cel), South (Dan, Eve). Each sells the
same amount on the first weekday of every month of 2023 and 2024: Ana 400, Ben 200, Cel 300, Dan
100, Eve 200; 1,200 together, 14,400 a year. Mia leads North and Sam leads South.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from husay.access.role import Role
from husay.access.viewer import Viewer
from husay.basics.period import Window
from husay.goals.agreed import Act, Discussion, Seen
from tests.measures.making import Made, make

if TYPE_CHECKING:
    from husay.store.company import Company
    from husay.store.goal_plans import Opened

ONE = 10_000
AT = datetime(2024, 12, 31, 15, 0, tzinfo=UTC)
YEAR = Window(date(2025, 1, 1), date(2025, 12, 31))
A_MONTH = {"ana": 400, "ben": 200, "cel": 300, "dan": 100, "eve": 200}

UNITS = """
unit, valid_from, parent, kind
HQ,  2020-01-01,    , company
N,   2020-01-01, HQ, division
S,   2020-01-01, HQ, division
N1,  2020-01-01, N,  team
N2,  2020-01-01, N,  team
"""
ASSIGNMENTS = """
person, unit, valid_from, valid_to, role
ana, N1, 2020-01-01, , seller
ben, N1, 2020-01-01, , seller
cel, N2, 2020-01-01, , seller
dan, S,  2020-01-01, , seller
eve, S,  2020-01-01, , seller
mia, N,  2020-01-01, , manager
sam, S,  2020-01-01, , manager
"""
NAMES = """
kind, item, name
person, ana, Ana Cruz
person, ben, Ben Diaz
unit, N, North
unit, N1, North One
unit, S, South
"""


def lines(amounts: dict[str, int] = A_MONTH) -> str:
    """A line a month of each seller, on the first weekday."""
    rows = ["sale, line, date, seller, amount"]
    for year in (2023, 2024):
        for month in range(1, 13):
            day = date(year, month, 1)
            while day.weekday() > 4:
                day += timedelta(days=1)
            rows += [f"{who}-{day}, 1, {day}, {who}, {amount}" for who, amount in amounts.items()]
    return "\n".join(rows)


def small(folder: Path, assignments: str = ASSIGNMENTS, units: str = UNITS, **tables: str) -> Made:
    """The company, through the real importer."""
    given = {"sale_lines": lines(), "units": units, "assignments": assignments, "names": NAMES}
    return make(folder, given | tables)


def viewed(company: Company, role: Role, person: str | None = None) -> Company:
    """The company as somebody with a role has it, on the last day of 2024."""
    from dataclasses import replace

    who = Viewer(f"{role.value}@example.com", frozenset({role}), person)
    return replace(company, viewer=who, today=date(2024, 12, 31))


def planned(company: Company, name: str = "2025", total: int = 15_000) -> Opened:
    """A plan for 2025 of so much revenue, dealt by history in steps of 1.00."""
    from husay.goals.cascade import cascade
    from husay.store.goal_plans import change, create

    made = create(company, name, "revenue", YEAR, at=AT, total=total * ONE, step=ONE)
    return change(company, made.row.number, 1, "dealt", "", AT, cascade)


def values(opened: Opened) -> dict[str, int]:
    """The goals by key, in whole pesos."""
    assert all(node.value % ONE == 0 for node in opened.plan.nodes)
    return {node.key: node.value // ONE for node in opened.plan.nodes}


def act(
    company: Company,
    number: int,
    key: str,
    what: Act,
    words: str,
    value: int | None,
    at: datetime,
) -> Discussion:
    """Say or do something about a goal as it stands now, as somebody who just looked at it."""
    from husay.store import goal_plans

    now = goal_plans.entries(company, number, key)
    seen = Seen(now.value, now.counter)
    return goal_plans.act(company, number, key, seen, what, words, value, at)
