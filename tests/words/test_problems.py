"""Every code has words: clear, whole, with a remedy, naming only what its problem has."""

import re
from dataclasses import replace

import pytest

from husay.basics.problem import Problem
from husay.words.codes.wording import Wording
from husay.words.problems import WORDINGS, describe, place
from tests.house.project import SOURCE
from tests.words.codes_in_code import codes

CODES = codes()
ALWAYS = {"code", "table", "file", "column", "value", "count", "row"}
NAMED = re.compile(r"%\((\w+)\)s")


@pytest.fixture(autouse=True)
def _english(english: None) -> None:
    """The sentences below are the English ones."""


def test_the_code_base_gives_codes() -> None:
    assert len(CODES) > 100
    assert {"required", "sql-syntax", "period-unreadable", "not-a-currency"} <= CODES.keys()


def test_every_code_has_words() -> None:
    assert {code: sorted(CODES[code]) for code in CODES.keys() - WORDINGS.keys()} == {}


def test_no_words_are_left_of_codes_that_are_gone() -> None:
    given = "\n".join(
        path.read_text(encoding="utf-8")
        for path in SOURCE.rglob("*.py")
        if path.relative_to(SOURCE).parts[:2] != ("words", "codes")
    )
    assert {code for code in WORDINGS if f'"{code}"' not in given} == set()


def test_words_name_only_what_some_problem_has() -> None:
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for path in SOURCE.rglob("*.py")
        if path.relative_to(SOURCE).parts[:2] != ("words", "codes")
    )
    named = {name for wording in WORDINGS.values() for name in named_in(wording)} - ALWAYS
    assert {n for n in named if not re.search(rf'"{n}"|\b{n}_?=', code)} == set()


def test_words_are_whole_sentences() -> None:
    for code, wording in WORDINGS.items():
        values = tuple((name, "12") for name in named_in(wording) - ALWAYS)
        told = describe(
            Problem(code=code, table="t", file="f", column="c", value="V", row=3, values=values)
        )
        for text in (told.what, told.remedy):
            assert text, code
            assert "%(" not in text, text
            assert "  " not in text, text
            assert text.endswith((".", "?", ": V", ": 12")), text
            assert not text[0].islower() or text.startswith(("source.yaml", "company.yaml")), text


def named_in(wording: Wording) -> set[str]:
    return set(NAMED.findall(f"{wording.what} {wording.remedy} {wording.otherwise}"))


def test_a_likely_word_is_offered_where_there_is_one() -> None:
    near = Problem(code="unknown-measure", value="revenu", values=(("nearest", "revenue"),))
    far = Problem(code="unknown-measure", value="xyz", values=(("nearest", ""),))
    assert describe(near).remedy == "Did you mean “revenue”?"
    assert describe(far).remedy == "“husay measures” lists them all."


def test_rows_that_are_not_listed_are_counted() -> None:
    found = [Problem(code="not-an-amount", value="abc", count=n) for n in (1, 2, 1_301)]
    assert [describe(problem).what for problem in found] == [
        "“abc” is not an amount.",
        "“abc” is not an amount. 1 more row is like this.",
        "“abc” is not an amount. 1,300 more rows are like this.",
    ]


def test_the_place_is_as_much_as_is_known() -> None:
    whole = Problem(code="required", file="sales.csv", table="sale_lines", row=1_204, column="date")
    assert place(whole) == "sales.csv · row 1,204 · date"
    assert place(Problem(code="required", table="sale_lines")) == "sale_lines"
    assert place(Problem(code="no-measure")) == ""


def test_a_value_may_hold_what_looks_like_a_placeholder() -> None:
    told = describe(Problem(code="not-a-date", value="100%(value)s"))
    assert told.what == "“100%(value)s” is not a date."


def test_a_code_without_words_is_told_by_its_name() -> None:
    assert "never-heard-of" in describe(Problem(code="never-heard-of")).what


def test_amounts_of_goals_are_read_with_thousands_and_currency() -> None:
    """On every face: 2,196,600 pesos are missing of 2.2 million."""
    values = (("parts", "3400.00"), ("parent", "2200000.00"), ("by", "2196600.00"))
    money = Problem(code="goals-short", value="S", values=(*values, ("currency", "PHP")))
    assert describe(money).what == (
        "The goals below “S” sum to ₱3,400.00: ₱2,196,600.00 less than ₱2,200,000.00."
    )
    assert "3,400: 2,196,600 less than 2,200,000." in describe(replace(money, values=values)).what
    rule = Problem(code="goal-weights-missing", value="S", values=(("by", "history"),))
    assert "equal goals" in describe(rule).what
