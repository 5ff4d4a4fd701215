"""`husay goals pace` and `husay milestones` say what the pages say."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.cli.running import run
from tests.tracking.test_outlook import FEBRUARY, TREE, YEARS
from tests.tracking.weekdays import company

if TYPE_CHECKING:
    from pathlib import Path


def test_the_commands_give_the_figures_of_the_pages(tmp_path: Path) -> None:
    goals = (
        f"seller,ana,revenue,{FEBRUARY},4000,\nunit,north,revenue,{FEBRUARY},4000,\n"
        "company,,revenue,2025-01-01,2025-12-31,26100,\n"
    )
    made = company(tmp_path, YEARS, goals, **TREE)
    home = ("--home", str(made.folder))
    found = json.loads(run(*home, "goals", "pace", "--seller", "ana", "--format", "json").output)
    (row,) = found["rows"]
    assert (row["goal"], row["so_far"], row["needed_a_day"]) == ("4000.00", "1100.00", "290.00")
    assert row["sold_a_day"] == "110.00"
    assert found["sentence"].startswith("ana: February 2025 asks for ₱4,000.")
    told = run(*home, "goals", "pace", "--unit", "north")
    assert told.code == 0, told.everything
    assert "It takes ₱290.00 on each of the 10 working days that are left." in told.everything
    nothing = run(*home, "goals", "pace", "--unit", "south")
    assert nothing.code == 0, nothing.everything
    steps = json.loads(run(*home, "milestones", "--format", "json").output)
    firsts = [r for r in steps["rows"] if r["window"] == "year"]
    assert [r["step"] for r in firsts] == ["0.25", "0.5", "0.75", "1"]
    assert run(*home, "goals", "pace", "--measure", "luck").code != 0
