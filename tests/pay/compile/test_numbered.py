"""People by number: in the order of names, and everybody whom facts name."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import duckdb
from hypothesis import given
from hypothesis import strategies as st

from husay.basics.period import Window
from husay.pay.compile.numbered import NOBODY, Numbered, named_in
from husay.pay.facts import (
    Advance,
    Facts,
    GoalFact,
    Member,
    Opening,
    ParameterFact,
    Reporting,
    ScoreFact,
)

DAYS = Window(date(2026, 1, 1), date(2026, 3, 31))


def test_numbers_are_given_in_the_order_of_names_and_nobody_is_0() -> None:
    people = Numbered(["bo", "Ana", "", "ana", "bo", "É", "E\u0301", "😀"])
    assert people.names == ("", "Ana", "E\u0301", "ana", "bo", "É", "😀")
    assert [people.of(name) for name in ("", "Ana", "bo")] == [NOBODY, 1, 4]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=4)))
def test_a_database_sorts_names_as_their_numbers(names: list[str]) -> None:
    people = Numbered(names)
    with duckdb.connect() as connection:
        rows = connection.execute(
            "SELECT name FROM (SELECT UNNEST(?) AS name) AS x ORDER BY name", [list(people.names)]
        ).fetchall()
    assert [name for (name,) in rows] == list(people.names)


def test_everybody_whom_facts_name_is_found() -> None:
    facts = Facts(
        person="a", goals=(GoalFact("b", "revenue", DAYS, 1),),
        reporting=(Reporting("c", "d", DAYS),),
        parameters=(ParameterFact("e", "own", DAYS, Fraction(1)),),
        scores=(ScoreFact(person="f", measure="nps", window=DAYS, value=Fraction(1)),),
        advances=(Advance("g", DAYS.start, 1),), members=(Member("h", DAYS),),
        openings={"i": Opening(day=DAYS.start)},
    )  # fmt: skip
    assert named_in(facts) == set("abcdefghi")
