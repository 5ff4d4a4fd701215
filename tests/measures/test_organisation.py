"""Who counts for which unit: as it was on the day, and as it is now."""

from __future__ import annotations

from dataclasses import replace

import duckdb
import pytest

from husay.org.placement import LINEAGE_NOW
from husay.org.spans import MOST_LEVELS
from tests.measures import bayan as rows
from tests.measures.making import NO_HOLIDAYS, Made, make

pytestmark = pytest.mark.xdist_group("measures-bayan")


def test_units_then(bayan: Made) -> None:
    assert bayan.cells("revenue", "unit") == {
        "team-a": "2030.0002",  # ana's but the line for team-b; ben's from March on
        "team-b": "870.00",  # ben to 14 February, carl (the later of his two), S11 and S12
        "team-c": "100.00",  # ben on 15 February
        "web": "50.00",
        None: "119.4445",  # dina has no unit, eve is support, the adjustment is nobody's
    }


def test_units_now(bayan: Made) -> None:
    assert bayan.cells("revenue", "unit", structure="now") == {
        "team-a": "2670.0002", "team-b": "330.00", "web": "50.00", None: "119.4445",
    }  # fmt: skip


def test_a_reorganisation_in_the_middle_of_a_month(bayan: Made) -> None:
    assert bayan.cells("revenue", "division", "month", where="seller = 'ana'") == {
        ("north", "2024-01"): "1500.00",
        ("north", "2024-03"): "100.0001",  # -200 and 300.0001, up to the 15th
        ("south", "2024-03"): "456.6667",  # from the 16th; S12 names team-b, which is south too
    }
    now = bayan.cells("revenue", "division", "month", where="seller = 'ana'", structure="now")
    assert now == {("south", "2024-01"): "1500.00", ("south", "2024-03"): "556.6668"}


def test_divisions_sum_to_the_whole_either_way(bayan: Made) -> None:
    assert bayan.cells("revenue", "division") == {
        "north": "1700.0001", "south": "1300.0001", "web": "50.00", None: "119.4445",
    }  # fmt: skip
    now = bayan.cells("revenue", "division", structure="now")
    assert now == {"south": "3000.0002", "web": "50.00", None: "119.4445"}


def test_a_closed_unit_keeps_its_last_place(bayan: Made) -> None:
    # Nobody is in team-c now, but what was sold there was sold in the north.
    found = bayan.cells("revenue", "division", where="unit = 'team-c'")
    assert found == {"north": "100.00"}
    assert bayan.value("revenue", where="within('team-c')", structure="now") == "0.00"


def test_within_a_unit_follows_the_tree_of_the_day(bayan: Made) -> None:
    by_division = bayan.cells("revenue", "division")
    for structure in ("then", "now"):
        by_division = bayan.cells("revenue", "division", structure=structure)
        for division in ("north", "south", "web"):
            inside = bayan.value("revenue", where=f"within('{division}')", structure=structure)
            assert inside == by_division.get(division, "0.00"), (division, structure)
    assert bayan.value("revenue", where="within('bayan')") == "3050.0002"
    assert bayan.value("revenue", where="NOT within('bayan')") == "119.4445"
    assert bayan.value("revenue", where="within('team-a')") == "2030.0002"


@pytest.mark.parametrize("measure", ["revenue", "orders", "deals_won", "pipeline", "visits"])
def test_within_works_for_every_relation(bayan: Made, measure: str) -> None:
    for structure in ("then", "now"):
        inside = bayan.ask(measure, where="within('south')", structure=structure).rows[0][measure]
        by = bayan.ask(measure, by=("division",), structure=structure).rows
        assert inside == sum(int(str(r[measure])) for r in by if r["division"] == "south")


def test_an_unknown_unit_is_not_silently_empty(bayan: Made) -> None:
    answer = bayan.ask("revenue", where="within('team-d') OR within('north')")
    (problem,) = answer.problems
    assert (problem.code, problem.value) == ("unknown-unit", "team-d")
    assert problem.says()["nearest"].startswith("team-")


def test_lines_with_a_unit_of_their_own(bayan: Made) -> None:
    assert bayan.cells("revenue", "seller", where="unit = 'team-b'", period="2024-03") == {
        "None": "70.00", "ana": "60.00",
    }  # fmt: skip


def test_nobody_is_a_row_of_its_own(bayan: Made) -> None:
    found = bayan.cells("revenue", "seller")
    assert found["None"] == "70.00"
    assert found[None] == "49.4445"
    assert bayan.value("revenue", where="seller IS NULL") == "49.4445"
    assert bayan.value("revenue", where="seller = 'None'") == "70.00"
    customers = bayan.cells("revenue", "customer")
    assert customers["None"] == "70.00"
    assert customers[None] == "49.4445"
    groups = bayan.cells("revenue", "customer_group")
    assert groups == {"retail": "2840.0002", "wholesale": "160.00", None: "169.4445"}


def test_what_is_planned_is_not_yet_so(tmp_path) -> None:
    """The book was made at the end of 2024; the next reorganisation is of 2025."""
    tables = {
        **rows.TABLES,
        "units": rows.TABLES["units"] + "team-a,2025-01-01,north,team,\n",
        "assignments": rows.TABLES["assignments"] + "dina,team-b,2025-06-01,seller,\n",
    }
    made = make(tmp_path, tables, replace(NO_HOLIDAYS, stages=rows.STAGES))
    now = made.cells("revenue", "division", structure="now")
    assert now == {"south": "3000.0002", "web": "50.00", None: "119.4445"}


def test_kinds_of_units_that_clash_with_other_words(tmp_path) -> None:
    tables = {
        "sale_lines": "sale,line,date,seller,amount\n1,1,2024-01-02,ana,10\n2,1,2024-01-03,ben,5\n",
        "units": """
unit,parent,kind
top,,Group
east,top,Territory
west,top,territory
east-1,east,unit
east-1-a,east-1,unit
""",
        "assignments": "person,unit\nana,east-1-a\nben,west\n",
    }
    made = make(tmp_path, tables)
    assert made.snapshot.shape.levels == ("group", "territory_unit", "business_unit")
    assert made.cells("revenue", "group") == {"top": "15.00"}
    assert made.cells("revenue", "territory_unit") == {"east": "10.00", "west": "5.00"}
    # Of two units of one kind the nearer one has it.
    assert made.cells("revenue", "business_unit") == {"east-1-a": "10.00", None: "5.00"}
    assert made.cells("revenue", "unit", where="within('east')") == {"east-1-a": "10.00"}


def test_units_without_a_tree(tmp_path) -> None:
    lines = "sale,line,date,unit,amount\n1,1,2024-01-02,shop,10\n2,1,2024-01-03,,5\n"
    made = make(tmp_path, {"sale_lines": lines})
    assert made.cells("revenue", "unit") == {"shop": "10.00", None: "5.00"}
    assert made.value("revenue", where="within('shop')") == "10.00"
    assert made.value("revenue", where="NOT within('shop')") == "5.00"


def test_an_owner_has_the_credit_from_the_day_he_is_owner(tmp_path) -> None:
    tables = {
        "sale_lines": """
sale,line,date,seller,customer,territory,amount
1,1,2024-01-10,,c1,,100
2,1,2024-01-11,,c1,,10
3,1,2024-01-11,zoe,c1,,1
4,1,2024-01-11,,c2,t2,7
5,1,2024-01-11,,c3,,3
""",
        "customers": "customer,territory\nc1,t1\nc2,t1\nc3,t1\n",
        "ownerships": """
scope,item,valid_from,person,valid_to
customer,c1,,ana,2024-01-10
customer,c1,2024-01-11,ben,
territory,t1,,tom,
territory,t2,,tina,
""",
    }
    made = make(tmp_path, tables)
    assert made.cells("revenue", "seller") == {
        "ana": "100.00", "ben": "10.00", "zoe": "1.00", "tina": "7.00", "tom": "3.00",
    }  # fmt: skip


MOVED = {
    "sale_lines": """
sale,line,date,seller,amount
1,1,2024-01-10,ana,100
2,1,2024-01-10,ben,7
3,1,2024-05-01,ben,1
4,1,2024-01-10,cy,20
""",
    "units": """
unit,valid_from,parent,kind,valid_to
top,,,company,
A,,top,region,
B,,top,region,
north,,A,division,2024-03-15
north,2024-03-16,B,division,
t1,,north,team,2024-02-29
t2,,north,team,
old,,A,division,2024-01-31
t0,,old,team,2024-01-31
""",
    "assignments": "person,unit\nana,t1\nben,t2\ncy,t0\n",
}


def test_a_unit_that_moved_takes_its_closed_teams_with_it(tmp_path) -> None:
    """t1 closed in February, in north; north went from A to B in March. So north is whole in B.
    t0 and its division closed together, in A, which is where they are still."""
    made = make(tmp_path, MOVED)
    assert made.cells("revenue", "region", "division", structure="now") == {
        ("B", "north"): "108.00", ("A", "old"): "20.00",
    }  # fmt: skip
    assert made.cells("revenue", "team", structure="now", where="within('B')") == {
        "t1": "100.00", "t2": "8.00",
    }  # fmt: skip
    assert made.value("revenue", where="within('A')", structure="now") == "20.00"
    assert made.cells("revenue", "region") == {"A": "127.00", "B": "1.00"}


def test_units_that_were_above_each_other_in_turn_end_nowhere() -> None:
    """a closed below b; later b came below a. No import lets it in, no query may hang on it."""
    connection = duckdb.connect()
    connection.execute("""
CREATE TABLE unit_spans AS SELECT * FROM (VALUES
  ('a', 'b', 'team', DATE '0001-01-01', DATE '2024-02-29'),
  ('b', NULL, 'region', DATE '0001-01-01', DATE '2024-03-31'),
  ('b', 'a', 'region', DATE '2024-04-01', DATE '9999-12-31')) AS u(unit, parent, kind, first, last)
""")
    sql = LINEAGE_NOW.replace("{now}", "2024-12-31")
    found = connection.execute(f"SELECT unit, ancestor, depth FROM ({sql}) ORDER BY ALL").fetchall()
    assert found == [("a", "a", 0), ("a", "b", 1), ("b", "a", 1), ("b", "b", 0)]


def test_at_the_most_levels_every_figure_reaches_the_top(tmp_path) -> None:
    """u1 holds u2 holds … u50, where ana sells 100; ben sells 7 in u1 itself."""
    chain = "".join(f"u{n},u{n - 1},team\n" for n in range(2, MOST_LEVELS + 1))
    tables = {
        "sale_lines": "sale,line,date,seller,amount\n1,1,2024-01-10,ana,100\n2,1,2024-01-10,ben,7",
        "units": f"unit,parent,kind\nu1,,region\n{chain}",
        "assignments": f"person,unit\nana,u{MOST_LEVELS}\nben,u1\n",
    }
    made = make(tmp_path, tables)
    for structure in ("then", "now"):
        for unit, value in (("u1", "107.00"), ("u2", "100.00"), (f"u{MOST_LEVELS}", "100.00")):
            assert made.value("revenue", where=f"within('{unit}')", structure=structure) == value
        assert made.cells("revenue", "region", structure=structure) == {"u1": "107.00"}


def test_a_closed_team_may_lie_deeper_than_any_days_tree() -> None:
    """x closed on level 50, below y; y went below level 49 of another branch, where it is on
    level 50: now x is on level 51, and its top is u1 still. Loops elsewhere hold nobody up."""
    connection = duckdb.connect()
    connection.execute(f"""
CREATE TABLE unit_spans AS
SELECT 'u' || n AS unit, CASE WHEN n > 1 THEN 'u' || (n - 1) END AS parent, 'team' AS kind,
  DATE '0001-01-01' AS first, DATE '9999-12-31' AS last FROM range(1, {MOST_LEVELS}) AS r(n)
UNION ALL VALUES ('y', 'u{MOST_LEVELS - 1}', 'team', DATE '2024-03-01', DATE '9999-12-31'),
  ('x', 'y', 'team', DATE '0001-01-01', DATE '2024-02-29'),
  ('p', 'q', 'team', DATE '0001-01-01', DATE '2024-02-29'),
  ('q', 'p', 'team', DATE '2024-03-01', DATE '9999-12-31'),
  ('r', 'q', 'team', DATE '2024-03-01', DATE '9999-12-31')""")
    sql = LINEAGE_NOW.replace("{now}", "2024-12-31")
    upward = "SELECT ancestor, depth FROM ({}) WHERE unit = '{}' ORDER BY depth DESC".format
    assert connection.execute(upward(sql, "x")).fetchone() == ("u1", MOST_LEVELS)
    found = connection.execute(upward(sql, "r")).fetchall()
    assert found == [("p", 2), ("q", 1), ("r", 0)]


def test_two_units_from_the_same_day_are_warned_of(tmp_path) -> None:
    """All of ana's 100 counts for a, for no better reason than its name; ben's later unit wins."""
    tables = {
        "sale_lines": "sale,line,date,seller,amount\n1,1,2024-01-10,ana,100\n",
        "units": "unit,parent,kind\ntop,,company\na,top,division\nb,top,division\n",
        "assignments": """
person,unit,valid_from,role
ana,a,,seller
ana,b,,manager
ben,a,2024-01-01,seller
ben,b,2024-01-02,seller
eve,a,,seller
eve,b,,support
""",
    }
    made = make(tmp_path, tables)
    for words in ({"by": ("division",)}, {"by": ("unit",)}, {"where": "within('a')"}):
        (problem,) = made.ask("revenue", **words).problems
        assert (problem.code, problem.value, problem.count) == ("assigned-twice", "ana", 1)
    assert made.ask("revenue", by=("seller",)).problems == ()
