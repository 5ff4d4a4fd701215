"""Questions about pay on the command line, and a statement as a file."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from husay.access.role import Role
from tests.cli.running import run
from tests.goal_plans.small import small
from tests.measures.making import Made
from tests.store_pay.paying import planned, released
from tests.web.signing import user_with


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """January is released: lines 1 (Ana), 2 (Ben) and 3 (Cel)."""
    found = small(tmp_path)
    released(found.company, planned(found.company))
    for name, role, person in (
        ("ana", Role.SELLER, "ana"), ("ben", Role.SELLER, "ben"), ("pay", Role.COMPENSATION, ""),
    ):  # fmt: skip
        user_with(role, email=f"{name}@example.com", person=person)
    return found


def pay(made: Made, who: str, *words: str) -> Any:
    """What a command as somebody writes as JSON."""
    done = run(
        "--home", str(made.folder), "--as", f"{who}@example.com", "pay", *words, "--format", "json"
    )
    assert done.code == 0, done.everything
    return json.loads(done.output)


def test_a_question_by_commands(made: Made) -> None:
    asked = pay(made, "ana", "question", "1:1", "Is it not 8 %?", "--about", "rate")
    assert (asked["question"]["line"], asked["question"]["state"]) == ("1:1", "open")
    assert pay(made, "ben", "questions")["rows"] == []
    taken = pay(made, "pay", "look-into", "1", "--due", "2099-01-05")
    assert (taken["question"]["state"], taken["question"]["due"]) == ("looked-into", "2099-01-05")
    pay(made, "ana", "say", "1", "By my contract.")
    pay(made, "pay", "answer", "1", "By the plan.", "--outcome", "explained")
    pay(made, "ana", "reopen", "1", "It is not.")
    pay(made, "pay", "answer", "1", "It is.", "--outcome", "declined", "--found", "other")
    assert pay(made, "ana", "settle", "1")["sentence"] == "This question is settled."
    told = pay(made, "ana", "conversation", "1")
    assert [row["act"] for row in told["rows"]] == [
        "ask", "take", "say", "answer", "reopen", "answer", "settle",
    ]  # fmt: skip
    assert (told["question"]["outcome"], told["question"]["found"]) == (
        "declined",
        "Something else",
    )
    listed = pay(made, "pay", "questions")
    assert (listed["by_cause"], listed["by_outcome"]) == ({"other": 1}, {"declined": 1})
    whole = pay(made, "pay", "question", "1", "Cel rang.", "--person", "cel")
    assert (whole["question"]["line"], whole["question"]["person"]) == ("1", "cel")


@pytest.mark.parametrize("line", ["1:2", "1:", "x", "1:1:1", "1:99", "-1:1"])
def test_a_line_that_is_nobodys_or_not_theirs_is_refused(made: Made, line: str) -> None:
    done = run(
        "--home", str(made.folder), "--as", "ana@example.com", "pay", "question", "--", line, "Why?"
    )
    assert done.code != 0
    assert "There is no line" in done.messages


def test_a_statement_is_written_into_a_file(made: Made, tmp_path: Path) -> None:
    for form, begins in (("pdf", b"%PDF-"), ("xlsx", b"PK")):
        target = tmp_path / f"statement.{form}"
        words = ("pay", "statement", "1", "ana", "--format", form, "--output", str(target))
        as_whom = ("--home", str(made.folder), "--as")
        assert run(*as_whom, "ben@example.com", *words).code != 0
        assert not target.exists()
        assert run(*as_whom, "ana@example.com", *words).code == 0
        assert target.read_bytes().startswith(begins)


def test_all_statements_are_written_into_one_file(made: Made, tmp_path: Path) -> None:
    target = tmp_path / "all.zip"
    words = ("pay", "statement-files", "1", "--format", "xlsx", "--output", str(target))
    as_whom = ("--home", str(made.folder), "--as")
    assert run(*as_whom, "ana@example.com", *words).code != 0
    assert list(tmp_path.glob("*all.zip*")) == []
    assert run(*as_whom, "pay@example.com", *words).code == 0
    with zipfile.ZipFile(target) as found:
        assert [name[6:] for name in found.namelist()] == [
            f"statement-1-2024-01-31-{name}.xlsx" for name in ("ana-cruz", "ben-diaz", "cel")
        ]
