"""Fewer statements say the same: views and tables of one reader are said within what reads them."""

from __future__ import annotations

import duckdb

from husay.pay.compile.context import Step
from husay.pay.compile.gathered import again, gathered

STEPS = (
    Step("calendar", "SELECT 1 AS day, 10 AS w UNION ALL SELECT 2, 20"),
    Step("windows", "SELECT DISTINCT w FROM calendar", kept=False),
    Step("goals_of", "SELECT w, w * 3 AS goal FROM windows"),
    Step("sold", "SELECT person, day, amount FROM lines WHERE amount <> 0", kept=False),
    Step("events", "SELECT s.*, c.w FROM sold AS s JOIN calendar AS c ON c.day = s.day"),
    Step("sums", "SELECT person, w, CAST(SUM(amount) AS BIGINT) AS amount FROM events "
                 "GROUP BY ALL"),
    Step("twice", "SELECT a.person, a.w, a.amount + b.amount AS amount FROM sums AS a "
                  "JOIN sums AS b ON a.person = b.person AND a.w = b.w"),
    Step("up", "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 3) "
               "SELECT t.*, n.i FROM twice AS t CROSS JOIN n"),
    Step("earned", "SELECT u.person, u.w, u.i, u.amount, g.goal FROM up AS u JOIN goals_of AS g "
                   "ON g.w = u.w"),
    Step("posted", "SELECT * FROM earned WHERE i < 3", kept=False),
)  # fmt: skip
ASKED = ("SELECT * FROM posted ORDER BY ALL", "SELECT * FROM events ORDER BY ALL", "")
LINES = "CREATE TABLE lines AS SELECT * FROM (VALUES ('a', 1, 5), ('a', 2, 7), ('b', 1, 0), "


def test_what_is_gathered_answers_what_the_steps_one_by_one_answer() -> None:
    tables, asked = gathered(STEPS, ASKED)
    with duckdb.connect() as one, duckdb.connect() as other:
        for connection in (one, other):
            connection.execute(f"{LINES} ('b', 2, -4)) AS v(person, day, amount)")
        for step in STEPS:
            kind = "TABLE" if step.kept else "VIEW"
            one.execute(f"CREATE {kind} {step.name} AS {step.sql}")
        for step in tables:
            other.execute(step.statement)
        for before, after in zip(ASKED[:2], asked[:2], strict=True):
            rows = one.execute(before).fetchall()
            assert rows == other.execute(after).fetchall()
            assert rows
        # By hand: a has 5 in window 10 and 7 in 20, b -4 in 20; each twice, in rows 1 and 2.
        assert other.execute(asked[0]).fetchall() == [
            ("a", 10, 1, 10, 30), ("a", 10, 2, 10, 30), ("a", 20, 1, 14, 60), ("a", 20, 2, 14, 60),
            ("b", 20, 1, -8, 60), ("b", 20, 2, -8, 60),
        ]  # fmt: skip


def test_only_what_is_asked_of_or_read_twice_stays_a_table() -> None:
    tables, asked = gathered(STEPS, ASKED)
    # `sums` has one reader that names it twice, `twice` and `up` have one each.
    assert [step.name for step in tables] == ["calendar", "goals_of", "events", "earned"]
    assert all(step.kept for step in tables)
    assert asked[2] == ""


def test_what_no_line_changes_is_worked_out_once_for_all_ranges_of_people() -> None:
    # Only `earned` reads `goals_of`, but it is run again for each range.
    assert again(STEPS) == {"lines", "people", "sold", "events", "sums", "twice", "up", "earned",
                            "posted"}  # fmt: skip
    tables, _ = gathered(STEPS, ASKED)
    assert "goals_of" in {step.name for step in tables} - again(tables)


def test_a_table_that_two_statements_read_is_in_neither() -> None:
    steps = (
        Step("base", "SELECT person FROM lines"),
        Step("one", "SELECT * FROM base"),
        Step("two", "SELECT * FROM base JOIN one USING (person)"),
    )
    tables, _ = gathered(steps, ("SELECT * FROM two", "SELECT * FROM one"))
    assert [step.name for step in tables] == ["base", "one", "two"]
    # With nothing asked of it, `one` is `two`'s alone, and so, with it, is `base`.
    tables, _ = gathered(steps, ("SELECT * FROM two",))
    assert [step.name for step in tables] == ["two"]
    assert tables[0].sql.startswith("WITH base AS MATERIALIZED (")
