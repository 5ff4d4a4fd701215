"""`husay goals`: what is typed, what comes out, and as whom."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from husay.access.role import Role
from husay.access.viewer import operator
from tests.cli.running import Ran, run
from tests.goal_plans.small import AT
from tests.measures.making import Made


@pytest.fixture
def home(made: Made) -> str:
    return str(made.folder)


def goals(home: str, *words: str, acting: str = "") -> Ran:
    who = ("--as", acting) if acting else ()
    return run("--home", home, *who, "goals", *words)


def by_key(ran: Ran) -> dict[str, str]:
    return {row["goal_of"]: row["goal"] for row in ran.json["rows"]}


def a_plan(home: str) -> None:
    assert goals(home, "new", "2025", "--period", "2025", "--total", "15k", "--step", "1").code == 0
    assert goals(home, "cascade", "2025").code == 0


def test_from_a_new_plan_to_goals_in_the_book(home: str) -> None:
    made = goals(home, "new", "2025", "--period", "2025", "--total", "15k", "--step", "1")
    assert made.code == 0
    assert "₱15,000.00 less than ₱15,000.00" in made.output
    dealt = goals(home, "cascade", "2025", "--format", "json")
    assert by_key(dealt)["N1/ana"] == "5000.00"
    assert dealt.json["problems"] == []
    done = goals(home, "publish", "2025", "--reason", "as agreed")
    assert done.output.startswith("“2025” is in the book as snapshot 2: 120 new rows.")
    (row, *_) = goals(home, "plans", "--format", "json").json["rows"]
    assert (row["state"], row["total"], row["published"]) == ("published", "15000.00", 2)
    listed = goals(home, "list", "--scope", "seller", "--item", "ana", "--period", "2025-Q1",
                   "--format", "csv").csv  # fmt: skip
    assert [row["from"] for row in listed] == ["2025-01-01", "2025-02-01", "2025-03-01"]
    some = goals(home, "list", "--limit", "5", "--format", "table")
    assert "There are 120 goals; --limit 0 lists all." in some.output


def test_a_process_of_its_own_finds_the_records(home: str) -> None:
    """Nothing of the records may be imported before the company is opened."""
    for words in (
        ["new", "p", "--period", "2025", "--total", "1k"], ["cascade", "p", "--by", "equal"],
        ["plans", "p"], ["propose", "p"], ["undo", "p"], ["offer", "p"],
    ):  # fmt: skip
        command = [sys.executable, "-m", "husay", "--home", home, "goals", *words]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


def test_dealt_by_another_rule_below_one_goal(home: str) -> None:
    a_plan(home)
    done = goals(home, "cascade", "2025", "--by", "equal", "--at", "North One", "--format", "json")
    found = by_key(done)
    assert (found["N1/ana"], found["N1/ben"], found["S/dan"]) == ("3750.00", "3750.00", "1250.00")
    wrong = goals(home, "cascade", "2025", "--by", "luck")
    assert (wrong.code, "potential, history, equal" in wrong.messages) == (2, True)
    assert goals(home, "cascade", "2025", "--at", "West").code == 1


def test_a_table_is_read_into_a_plan_by_names_and_keys(home: str, tmp_path: Path) -> None:
    a_plan(home)
    table = tmp_path / "table.csv"
    table.write_text('Whose,2025\nNorth,"12,000.00"\nN2/cel,4000\n', encoding="utf-8")
    done = goals(home, "import", str(table), "--plan", "2025", "--format", "json")
    found = by_key(done)
    assert (found["N"], found["S"], found["N2/cel"]) == ("12000.00", "3000.00", "4000.00")
    # N2 is dealt 4,000 of North's 12,000, which Cel has.
    assert found["N2"] == "4000.00"
    assert done.json["problems"] == []


def test_every_mistake_of_a_table_is_told_with_row_and_column(home: str, tmp_path: Path) -> None:
    a_plan(home)
    table = tmp_path / "table.csv"
    table.write_text("Whose,2025\nNorht,1\nS/dan,1O0\nS/eve,#REF!\n", encoding="utf-8")
    done = goals(home, "import", str(table), "--plan", "2025")
    assert done.code == 1
    for said in ("row 2", "Did you mean “North”?", "row 3 · 2025-01-01/2025-12-31", "row 4"):
        assert said in done.messages
    assert by_key(goals(home, "plans", "2025", "--format", "json"))["S/dan"] == "1250.00"
    assert goals(home, "import", "nowhere.csv", "--plan", "2025").code == 2


def test_proposed_goals_stand_beside_last_year_with_their_checks(home: str) -> None:
    a_plan(home)
    done = goals(home, "propose", "2025")
    assert "The fair rule rests on history alone" in done.output
    said = done.output.replace("\u00a0", " ")
    assert "How many are expected to reach their goal: 8 %, not as it should be" in said
    assert "Should be: 60 % to 70 %." in said
    data = goals(home, "propose", "2025", "--format", "json").json
    assert {row["goal_of"] for row in data["rows"]} == {
        "N1/ana", "N1/ben", "N2/cel", "S/dan", "S/eve",
    }  # fmt: skip
    assert [check["check"] for check in data["checks"]] == [
        "share-reaching", "attainment-by-potential", "surplus-asked-again", "extremes",
    ]  # fmt: skip
    taken = goals(home, "propose", "2025", "--take", "--reason", "fair", "--format", "json")
    sums = by_key(taken)
    assert sums["company"] == "15000.00"
    assert sums["N1/ana"] == next(
        row["proposed"] for row in data["rows"] if row["goal_of"] == "N1/ana"
    )


def test_nothing_is_published_without_a_reason_or_twice(home: str) -> None:
    a_plan(home)
    assert goals(home, "publish", "2025").code == 1
    assert goals(home, "publish", "2025", "--reason", "go").code == 0
    again = goals(home, "publish", "2025", "--reason", "go")
    assert "Nothing is new in “2025”" in again.output


def test_a_plan_that_is_not_there_is_told(home: str) -> None:
    done = goals(home, "plans", "2031")
    assert (done.code, "no goal plan “2031”" in done.messages) == (2, True)


def test_commands_as_users_are_narrowed_or_refused(home: str) -> None:
    from husay.store.records.users import give, new_user

    a_plan(home)
    for email, person, role in (
        ("ana@example.com", "ana", Role.SELLER), ("mia@example.com", "mia", Role.MANAGER),
    ):  # fmt: skip
        user = new_user(email, person=person, at=AT)
        user.joined = AT
        user.save()
        give(user, role, operator("test"), AT, "", place="cli")
    assert goals(home, "plans", "--format", "json", acting="ana@example.com").json["rows"] == []
    assert goals(home, "offer", "2025").code == 0
    seen = by_key(goals(home, "plans", "2025", "--format", "json", acting="ana@example.com"))
    assert seen == {"company": "15000.00", "N1/ana": "5000.00"}
    assert goals(home, "publish", "2025", "--reason", "go").code == 0
    listed = goals(home, "list", "--limit", "0", "--format", "csv", acting="mia@example.com").csv
    assert {row["item"] for row in listed} == {"N", "N1", "N2", "ana", "ben", "cel"}
    refused = goals(home, "cascade", "2025", acting="mia@example.com")
    assert refused.code == 1
    assert "set goals" in refused.messages


def test_raising_too_early_is_told(home: str) -> None:
    a_plan(home)
    goals(home, "publish", "2025", "--reason", "go")
    done = goals(home, "raise", "2025", "--date", "2025-01-15")
    assert (done.code, "are not over yet" in done.messages) == (1, True)
    assert goals(home, "raise", "2025", "--grain", "week").code == 2
    assert goals(home, "raise", "2025", "--date", "soon").code == 2


def test_in_filipino_the_sheet_is_the_same(home: str) -> None:
    a_plan(home)
    done = run("--home", home, "--lang", "fil", "goals", "plans", "2025", "--format", "json")
    assert by_key(done)["N1/ana"] == "5000.00"
