"""The glossary says what the code says, and has a Filipino word for everything."""

import re
from collections.abc import Mapping

import pytest
from django.utils import translation
from django.utils.translation import gettext

from husay.measures.dimension import FAMILIES, GOAL_WINDOW, GRAINS
from husay.measures.measure import MEASURES
from husay.words.columns import COLUMN_TERMS, TABLE_TERMS
from husay.words.dimensions import DIMENSION_TERMS, GRAIN_TERMS, LEVEL_TERMS
from husay.words.measures import MEASURE_TERMS
from husay.words.term import Term
from husay.words.terms import ADDITIVITY_TERMS, UNIT_TERMS
from tests.house.project import ROOT

SAID_OTHERWISE = ("pin",)  # on a button it is what one does

TABLES = {
    "Dimensions": DIMENSION_TERMS,
    "Lengths of time": GRAIN_TERMS,
    "Kinds of unit": LEVEL_TERMS,
    "What measures count in": UNIT_TERMS,
    "How they add up": ADDITIVITY_TERMS,
    "Tables of the book": TABLE_TERMS,
    "Columns of the book": COLUMN_TERMS,
}


def section(title: str) -> list[list[str]]:
    """The rows of a section's table, without its head."""
    text = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    part = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert part is not None, f"GLOSSARY.md has no section {title!r}"
    lines = [line for line in part.group(1).splitlines() if line.startswith("|")]
    return [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in lines[2:]]


@pytest.fixture(autouse=True)
def _english(english: None) -> None:
    """The glossary's labels and definitions are the English ones."""


def test_every_measure_is_in_it_with_unit_additivity_and_definition() -> None:
    expected = [
        [
            name,
            str(MEASURE_TERMS[name].label),
            str(UNIT_TERMS[measure.unit].label),
            str(ADDITIVITY_TERMS[measure.additivity].label),
            str(MEASURE_TERMS[name].definition),
        ]
        for name, measure in MEASURES.items()
    ]
    assert [[row[0], row[1], *row[3:]] for row in section("Measures")] == expected


@pytest.mark.parametrize("title", TABLES)
def test_the_other_tables_say_what_the_code_says(title: str) -> None:
    terms: Mapping[str, Term] = TABLES[title]  # type: ignore[assignment]
    expected = [[name, str(term.label), str(term.definition)] for name, term in terms.items()]
    assert [[row[0], row[1], row[3]] for row in section(title)] == expected


@pytest.mark.parametrize("title", ["Ideas", "Measures", *TABLES])
def test_everything_has_a_filipino_word(title: str) -> None:
    column = 1 if title == "Ideas" else 2
    assert [row[0] for row in section(title) if not row[column]] == []


def test_the_filipino_words_are_those_of_the_pages() -> None:
    said = {row[0]: row[1] for row in section("Ideas") if row[0] not in SAID_OTHERWISE}
    for title in ("Measures", *TABLES):
        said |= {row[1]: row[2] for row in section(title)}
    with translation.override("fil"):
        pages = {english: gettext(english) for english in said}
    told = {english: word for english, word in pages.items() if word != english}
    assert told == {english: said[english] for english in told}


def test_one_word_has_one_meaning() -> None:
    ideas = section("Ideas")
    for column in (0, 1):
        words = [row[column] for row in ideas]
        assert len(words) == len(set(words))


def test_every_measure_dimension_and_grain_of_the_registry_has_words() -> None:
    assert MEASURE_TERMS.keys() == MEASURES.keys()
    known = {name for family in FAMILIES.values() for name in family} | {GOAL_WINDOW}
    assert DIMENSION_TERMS.keys() == known
    assert set(GRAIN_TERMS) == set(GRAINS)
