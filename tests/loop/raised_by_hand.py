"""The next bars of the demo company's plan, worked out anew: amounts by plain SQL over the book's
lines and goals, without anything that `husay.goals.next_bar` and the plan's store do. How likely
each line is above its bar is taken from them: `tests/goals/test_next_bar.py` is about that."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from husay.store.company import Company
    from husay.store.goal_plans import NextBars

PLAN = "Gross margin 2026"
PRODUCT_LINES = 8


@dataclass(frozen=True)
class Worked:
    """What was asked of a product line in two quarters, what came in them, and what of it counts,
    in that year and the one before; in ten-thousandths."""

    asked: int
    came: int
    counted: int
    counted_before: int


def worked(company: Company, first: str, last: str) -> dict[str, Worked]:
    """By product line, from the first month of two quarters of 2026, like 04, to the last."""
    asked = company.snapshot().run(
        "SELECT item, SUM(value) FROM goals WHERE scope = 'product_line' AND measure = 'margin'\n"
        f"AND strftime(starts, '%Y-%m') BETWEEN '2026-{first}' AND '2026-{last}' GROUP BY item"
    )
    now, before = (_months(company, f"{year}-{first}", f"{year}-{last}") for year in (2026, 2025))
    counts, counted = _that_counts(before), _that_counts(now)
    goals = {str(line): int(str(value)) for line, value in asked}
    return {
        line: Worked(goals[line], sum(now[line]), counted[line], counts[line]) for line in goals
    }


def _months(company: Company, first: str, last: str) -> dict[str, list[int]]:
    """Each line's margin in each of six months: what was sold at a known cost, less that."""
    rows = company.snapshot().run(
        "SELECT p.product_line, strftime(s.date, '%Y-%m') AS sold_in, SUM(s.amount - s.cost)\n"
        "FROM sale_lines AS s JOIN products AS p ON p.product = s.product\n"
        f"WHERE s.cost IS NOT NULL AND sold_in BETWEEN '{first}' AND '{last}'\n"
        "GROUP BY 1, 2 ORDER BY 2"
    )
    found: dict[str, list[int]] = {}
    for line, _month, margin in rows:
        found.setdefault(str(line), []).append(int(str(margin)))
    assert all(len(months) == 6 and min(months) > 0 for months in found.values())
    return found


def _that_counts(lines: dict[str, list[int]]) -> dict[str, int]:
    """What of six months counts: none for more, beside the line's own third smallest, than the
    best month of the other seven lines beside theirs: of 42 months the 99th percentile by rank is
    the largest."""
    usual = {line: sorted(months)[2] for line, months in lines.items()}
    best = {line: Fraction(max(months), usual[line]) for line, months in lines.items()}
    most = {
        line: int(usual[line] * max(times for other, times in best.items() if other != line))
        for line in lines
    }
    return {line: sum(min(one, most[line]) for one in months) for line, months in lines.items()}


def growth(lines: dict[str, Worked]) -> Fraction:
    """What peers grew in a year: the median."""
    return median(Fraction(one.counted, one.counted_before) for one in lines.values()) - 1


def next_bar(one: Worked, grown: Fraction) -> int:
    """Old + peers + own: the bar is the mean of the two quarters, own a tenth of what came beyond
    it in one of them, a tenth of the bar at most."""
    old = rounded(Fraction(one.asked, 2))
    own = min((Fraction(one.counted, 2) - old) / 10, Fraction(old, 10))
    return old + rounded(old * grown) + rounded(own)


def rounded(value: Fraction) -> int:
    """Half away from zero."""
    whole = int(abs(value) + Fraction(1, 2))
    return whole if value >= 0 else -whole


def raised_as_worked_out(company: Company, found: NextBars, first: str, last: str) -> set[str]:
    """Hold every bar against what is worked out, to the last unit; which lines are raised."""
    lines = worked(company, first, last)
    grown = growth(lines)
    assert len(lines) == len(found.bars) == PRODUCT_LINES
    assert found.growth == grown
    raised = set[str]()
    for bar in found.bars:
        line = bar.item.removeprefix("company/")
        one = lines[line]
        told = (bar.old, bar.result, bar.counted)
        assert told == (rounded(Fraction(one.asked, 2)), one.came, one.counted), line
        assert (bar.verdict == "raised") == (bar.chance >= 0.9 and one.counted > 2 * bar.old), line
        if bar.verdict == "raised":
            raised.add(line)
        assert bar.new == (next_bar(one, grown) if bar.verdict == "raised" else bar.old), line
    return raised


Goal = tuple[str, str, str, str, str, Decimal]


def goals_of_files(company: Company) -> list[Goal]:
    """The goals that the book has of the demo's file: whose, of what, for which days, how much."""
    rows = company.snapshot().run(
        "SELECT scope, COALESCE(item, ''), measure, starts, ends, value FROM goals\n"
        "WHERE source = 'demo'"
    )
    return sorted((*map(str, row[:5]), Decimal(int(str(row[5]))) / 10_000) for row in rows)  # type: ignore[misc]


def goals_in(data: Path) -> list[Goal]:
    """The same as the file has them."""
    with (data / "goals.csv").open(encoding="utf-8", newline="") as file:
        return sorted(
            (g["scope"], g["item"], g["measure"], g["starts"], g["ends"], Decimal(g["value"]))
            for g in csv.DictReader(file)
        )
