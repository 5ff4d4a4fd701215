"""The demo company plays a year by `husay loop`, month by month: deterministically, the same in
the end as brought in all at once, and with its answer key as the book's."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from tests.loop.key_of_book import key_of_book
from tests.loop.playing import MONTHS, begin, hashes, next_files, opened, play, rows_of
from tests.loop.raised_by_hand import (
    PLAN,
    PRODUCT_LINES,
    goals_in,
    goals_of_files,
    raised_as_worked_out,
)

if TYPE_CHECKING:
    from pathlib import Path

    from husay.demo.answer_key import AnswerKey
    from husay.store.company import Company

pytestmark = pytest.mark.xdist_group("loop-year")

LINES = 20_000
SELLERS = "Field sales"
TABLES = ("sale_lines", "credits", "deals", "deal_stages", "activities", "goals", "potentials",
          "people", "assignments", "units", "customers", "products")  # fmt: skip


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A company that has played the year, and what the loop said of each month. Between two months
    compensation looks at the sellers' draft, approves and releases it; that of who leads them stays
    a draft."""
    folder = tmp_path_factory.mktemp("year") / "demo"
    begin(folder, LINES)
    said = {}
    for month in MONTHS:
        said[month] = play(folder, month)
        _released(folder)
    return folder, said


def _released(folder: Path) -> None:
    from husay.access.role import Role
    from husay.store.pay.steps import take_step
    from husay.store.records.demo_users import demo_user
    from husay.store.records.models import PayRun
    from husay.store.records.users import viewer_of

    company = opened(folder)
    user = demo_user(Role.COMPENSATION)
    assert user is not None
    checker = replace(company, viewer=viewer_of(user))
    for run in PayRun.objects.filter(state="calculated", plan__name=SELLERS):
        for step in ("review", "approve", "release"):
            take_step(checker, run.pk, step, run.digest, run.steps.latest("pk").at)


def _key(folder: Path) -> AnswerKey:
    from husay.demo.answer_key import AnswerKey
    from husay.demo.write import KEY_FILE

    return AnswerKey.read(folder / "sources" / "demo" / KEY_FILE)


def test_each_month_goes_through_all_its_steps(year: tuple[Path, dict[str, Any]]) -> None:
    _folder, said = year
    for month, told in said.items():
        assert told["from"] == f"{month}-01"
        assert [one["step"] for one in told["steps"]] == [
            "bring-in", "set", "track", "catch", "coach", "pay", "raise"
        ]  # fmt: skip
        assert told["problems"] == []


def test_each_month_that_is_over_is_paid_once_and_the_last_one_is_not(
    year: tuple[Path, dict[str, Any]],
) -> None:
    from husay.store.records.models import PayRun

    opened(year[0])
    over = [f"{month}-01" for month in MONTHS[:-1]]
    for plan, state in ((SELLERS, "released"), ("Team override", "calculated")):
        runs = PayRun.objects.filter(plan__name=plan).order_by("starts")
        assert [run.starts.isoformat() for run in runs] == over
        assert {run.state for run in runs} == {state}
        assert {run.revision for run in runs} == {1}


def test_what_was_entered_late_is_an_adjustment_of_a_closed_month(
    year: tuple[Path, dict[str, Any]],
) -> None:
    """One invoice in twenty is entered two days late: a month's last ones after it is closed."""
    from husay.store.records.models import PayStatement

    opened(year[0])
    found = PayStatement.objects.filter(run__plan__name=SELLERS).exclude(adjusted=0)
    assert found.exists()


def test_next_goals_are_told_of_from_the_month_on_in_which_two_quarters_are_over(
    year: tuple[Path, dict[str, Any]],
) -> None:
    """The first two of 2026 by the end of June, the second and third by the end of September."""
    said = {month: _sentence(told, "raise") for month, told in year[1].items()}
    too_early = "No published plan of goals has come far enough to ask for more."
    assert {said[month] for month in MONTHS[:6]} == {too_early}
    for months, begins in ((MONTHS[6:9], "1 Jan 2027"), (MONTHS[9:], "1 Apr 2027")):
        for month in months:
            whole = f"“{PLAN}”: 8 next goals can be asked from {begins} on. "
            assert re.fullmatch(re.escape(whole) + r"[1-8] of them ask for more\.", said[month])
    for month, told in year[1].items():
        waits = [(row["whom"], row["count"]) for row in told["rows"] if row["step"] == "raise"]
        assert waits == ([("executive", 8)] if month >= "2026-06" else [])


def test_each_next_goal_is_what_the_book_says(year: tuple[Path, dict[str, Any]]) -> None:
    from husay.store.goal_plans import bars, number_of

    company = opened(year[0])
    found = bars(company, number_of(company, PLAN), decided=date(2026, 11, 19))
    raised = raised_as_worked_out(company, found, "04", "09")
    assert f" {len(raised)} of them ask for more." in _sentence(year[1]["2026-11"], "raise")
    assert 0 < len(raised) < PRODUCT_LINES


def _sentence(told: Any, step: str) -> str:
    return str(next(one["sentence"] for one in told["steps"] if one["step"] == step))


def test_the_plan_stays_published_and_the_files_goals_are_what_they_say(
    year: tuple[Path, dict[str, Any]],
) -> None:
    """Twelve imports of the file's goals have come after it."""
    from husay.store.goal_plans import plans

    company = opened(year[0])
    assert [(row.name, row.state) for row in plans(company)] == [(PLAN, "published")]
    assert goals_of_files(company) == goals_in(year[0] / "sources" / "demo" / "data")
    counted = company.snapshot().run(
        "SELECT source, measure, COUNT(*) FROM goals WHERE source <> 'demo' GROUP BY ALL"
    )
    # The company and eight product lines, twelve months each.
    assert [tuple(row) for row in counted] == [("goal-plan-1", "margin", 9 * 12)]


def test_the_files_are_the_whole_ones_in_the_end(year: tuple[Path, dict[str, Any]]) -> None:
    source = year[0] / "sources" / "demo"
    assert hashes(source / "data") == hashes(source / "whole")


def test_the_book_is_that_of_all_files_at_once(
    year: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    from datetime import UTC, datetime

    from husay.store.opening import create_company
    from husay.store.sources import load_source

    folder = year[0]
    company = opened(folder)
    played = {table: rows_of(company, table, "demo") for table in TABLES}
    assert all(len(rows_of(company, t)) == len(played[t]) for t in TABLES if t != "goals")
    settings = company.home.read_settings()
    at = datetime(2026, 11, 19, tzinfo=UTC)
    other = create_company(tmp_path / "at-once", settings, at)
    source = folder / "sources" / "demo"
    result = other.import_source(load_source(source), source / "whole", "test", at)
    assert not result.refused
    for table in TABLES:
        assert rows_of(other, table) == played[table], table


def _asked(company: Company, measure: str, **where: str) -> Decimal:
    from husay.basics.amount import SCALE
    from husay.basics.period import Window
    from husay.measures.question import Question

    shape = company.snapshot().shape
    assert shape.first is not None
    assert shape.last is not None
    question = Question((measure,), Window(shape.first, shape.last), **where)  # type: ignore[arg-type]
    (row,) = company.ask(question).rows
    value = Decimal(int(str(row[measure])))
    return value / SCALE if measure in ("revenue", "cost", "quantity") else value


def test_the_answer_key_holds_in_the_end(year: tuple[Path, dict[str, Any]]) -> None:
    """Totals by plain SQL over the files, against the book that twelve imports have made."""
    key, company = _key(year[0]), opened(year[0])
    for figure in ("revenue", "quantity", "orders"):
        assert _asked(company, figure) == Decimal(key.totals[figure]), figure
    counted = company.snapshot().run("SELECT kind, COUNT(*) FROM sale_lines GROUP BY kind")
    assert {str(k): str(n) for k, n in counted} == {
        kind: key.totals[f"lines_{kind}"] for kind in ("sale", "return", "adjustment")
    }
    states = company.snapshot().run("SELECT status, COUNT(*) FROM deals GROUP BY status")
    assert {f"deals_{s}": str(n) for s, n in states} == {
        name: n for name, n in key.totals.items() if name.startswith("deals_")
    }


def test_all_that_was_planted_is_in_the_book_as_the_key_has_it(
    year: tuple[Path, dict[str, Any]],
) -> None:
    """How much fell, slid, came back late and stands still, what the unit brought before it went
    over, what the star and those who changed teams brought, and all totals: asked of the book.
    Who came, went and moved, and when, is asked of it in the next test."""
    key = _key(year[0])
    found = key_of_book(opened(year[0]), key)
    assert found.rows == key.rows
    assert found.totals == key.totals
    assert len(key.troubles) == 18
    assert len(key.totals) == 45
    assert found.troubles == key.troubles


def test_who_came_went_and_moved_is_in_the_books_organisation(
    year: tuple[Path, dict[str, Any]],
) -> None:
    key, run = _key(year[0]), opened(year[0]).snapshot().run
    people = {str(who): days for who, *days in run('SELECT person, hired, "left" FROM people')}
    teams: dict[str, list[tuple[str, object]]] = {}
    rows = run("SELECT person, unit, valid_from FROM assignments ORDER BY person, valid_from")
    for who, unit, since in rows:
        teams.setdefault(str(who), []).append((str(unit), since))
    seen = set[str]()
    for trouble in key.troubles:
        ids, dates = trouble.ids, trouble.dates
        who = str(ids.get("seller", ""))
        if trouble.code == "joiner":
            assert people[who][0] == dates["from"]
            assert teams[who][0] == (ids["team"], dates["from"])
        elif trouble.code == "leaver":
            assert people[who][1] == dates["last_day"]
        elif trouble.code == "team-change":
            assert [unit for unit, _ in teams[who]] == [ids["from"], ids["to"]]
            assert teams[who][1][1] == dates["from"]
        elif trouble.code == "unit-moved":
            asked = f"SELECT parent, valid_from FROM units WHERE unit = '{ids['unit']}' ORDER BY 2"
            parents = run(asked)
            assert [parent for parent, _ in parents] == [ids["from"], ids["to"]]
            assert parents[1][1] == dates["from"]
        seen.add(trouble.code)
    assert {"joiner", "leaver", "team-change", "unit-moved"} <= seen


def test_played_again_it_is_the_same(year: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    """The same files of the book, each known by the hash of what is in it, the same pay to the last
    unit, and the same words. What was written stays, so the first month's files are the year's."""
    from husay.store.records.models import PayRun

    def kept(folder: Path) -> list[object]:
        opened(folder)
        pay = PayRun.objects.filter(starts="2025-12-01").order_by("plan__name")
        return list(pay.values_list("plan__name", "digest"))

    first = kept(year[0])
    again = tmp_path / "again"
    begin(again, LINES)
    assert play(again, MONTHS[0])["steps"] == year[1][MONTHS[0]]["steps"]
    assert len(first) == 2
    assert kept(again) == first
    assert contents(again) <= contents(year[0])


def contents(folder: Path) -> set[tuple[str, str]]:
    """Every file of facts in the book: its place, and the hash of what is in it. Rollups are made
    of them, in no order of their rows."""
    book = folder / "book"
    return {
        (path.parent.relative_to(book).as_posix(), path.name.split(".")[1])
        for path in book.rglob("*.parquet")
        if not path.relative_to(book).parts[0].startswith("rollup")
    }


def test_an_earlier_month_brings_no_files(year: tuple[Path, dict[str, Any]]) -> None:
    from husay.store.records.models import ImportRun

    opened(year[0])
    before = ImportRun.objects.count()
    next_files(year[0], "2026-03")
    assert ImportRun.objects.count() == before
