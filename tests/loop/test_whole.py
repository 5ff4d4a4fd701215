"""The whole demo company tells of next goals: by `husay loop`, on the page Month and on the page
that shows how they are raised; and nobody who sells or leads is told of a goal that is not theirs.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from husay.access.role import Role
from tests.cli.running import run
from tests.loop.playing import loop, opened
from tests.loop.raised_by_hand import (
    PLAN,
    PRODUCT_LINES,
    goals_in,
    goals_of_files,
    raised_as_worked_out,
)

if TYPE_CHECKING:
    from pathlib import Path

    from husay.store.company import Company

pytestmark = pytest.mark.xdist_group("loop-whole")

DECIDED = date(2026, 11, 19)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo company with all that it has."""
    made: Path = tmp_path_factory.mktemp("whole") / "demo"
    done = run("demo", "--dir", str(made), "--lines", "20000", "--no-serve")
    assert done.code == 0, done.everything
    return made


def seen_by(company: Company, role: Role) -> Company:
    """The company as one of the demo's users has it, on the day after its last."""
    from husay.store.records.demo_users import demo_user
    from husay.store.records.users import viewer_of

    user = demo_user(role)
    assert user is not None
    return replace(company, viewer=viewer_of(user), today=DECIDED)


def test_every_bar_is_what_the_book_says_and_the_loop_tells_how_many_ask_for_more(
    folder: Path,
) -> None:
    from husay.store.goal_plans import bars

    company = opened(folder)
    raised = raised_as_worked_out(company, bars(company, 1, decided=DECIDED), "04", "09")
    assert 0 < len(raised) < PRODUCT_LINES
    told = next(one for one in loop(folder)["steps"] if one["step"] == "raise")
    assert told["sentence"] == (
        f"“{PLAN}”: 8 next goals can be asked from 1 Apr 2027 on. "
        f"{len(raised)} of them ask for more."
    )


def test_the_months_page_leads_an_executive_to_them(folder: Path) -> None:
    from tests.web.bringing import served
    from tests.web.test_raising import plain

    company = seen_by(opened(folder), Role.EXECUTIVE)
    with served(company) as client:
        page = client.get("/month?month=2026-11").content.decode()
        assert f"“{PLAN}”: 8 next goals can be asked from 1 Apr 2027 on." in plain(page)
        (link,) = re.findall(r'href="([^"]*)"[^>]*>8 next goals of', page)
        assert link == "/goals/raise?plan=1"
        raise_page = plain(client.get(link).content.decode())
    assert re.search(r"[1-8] of 8 bars (is|are) raised for Q2", raise_page)


def test_the_goals_of_the_files_are_what_they_say(folder: Path) -> None:
    company = opened(folder)
    assert goals_of_files(company) == goals_in(folder / "sources" / "demo" / "data")


@pytest.mark.parametrize("role", [Role.SELLER, Role.MANAGER])
def test_nobody_who_sells_or_leads_has_a_part_in_it(folder: Path, role: Role) -> None:
    from husay.store.goal_plans import coming, plans, waiting

    company = seen_by(opened(folder), role)
    assert [*plans(company), *waiting(company), *coming(company)] == []
