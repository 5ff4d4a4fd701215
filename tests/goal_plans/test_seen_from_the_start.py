"""A plan is seen from before its first day: what has come since makes neither goals nor odds."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from husay.basics.period import Window
from tests.goal_plans.small import ASSIGNMENTS, AT, ONE, UNITS, small
from tests.measures.making import Made

if TYPE_CHECKING:
    from pathlib import Path

THIS = Window(date(2024, 1, 1), date(2024, 12, 31))


def sold(*years: int) -> str:
    """Ana 400 and Ben 200 a month; in 2024 Ana 900 and Ben nothing."""
    rows = ["sale, line, date, seller, amount"]
    for year in years:
        for month in range(1, 13):
            amounts = {"ana": 900} if year == 2024 else {"ana": 400 + month, "ben": 200 - month}
            rows += [
                f"{who}{year}{month}, 1, {year}-{month:02d}-{28 if month < 12 else 31}, {who}, {n}"
                for who, n in amounts.items()
            ]
    return "\n".join(rows)


def told(folder: Path, *years: int) -> object:
    from husay.goals.cascade import cascade
    from husay.store.goal_plans import change, create, prospect, seasons, weights

    made: Made = small(folder, ASSIGNMENTS, UNITS, sale_lines=sold(*years))
    plan = create(made.company, "p", "revenue", THIS, at=AT, total=9_000 * ONE, step=ONE)
    dealt = change(made.company, plan.row.number, 1, "dealt", "", AT, cascade)
    assert any(node.value for node in dealt.plan.nodes if node.item == "ben")
    return (
        dealt.plan, prospect(made.company, dealt), weights(made.company, dealt.plan),
        seasons(made.company, dealt.plan),
    )  # fmt: skip


def test_the_same_goals_have_the_same_odds_in_january_and_in_december(tmp_path: Path) -> None:
    before = told(tmp_path / "a", 2021, 2022, 2023)
    after = told(tmp_path / "b", 2021, 2022, 2023, 2024)
    assert before == after
