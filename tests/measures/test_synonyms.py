"""Words of other systems lead to the words of this one."""

import pytest

from husay.measures.dimension import FAMILIES
from husay.measures.measure import MEASURES
from husay.measures.synonyms import OTHER_WORDS, meant


@pytest.mark.parametrize(
    ("word", "known", "expected"),
    [
        ("sales", tuple(MEASURES), "revenue"),
        ("Net Sales", tuple(MEASURES), "revenue"),
        ("revnue", tuple(MEASURES), "revenue"),
        ("brand", ("product", "product_line"), "product_line"),
        ("brand", ("product_group", "product_line"), "product_group"),
        ("branch", ("unit", "seller"), "unit"),
        ("xyzzy", ("unit", "seller"), ""),
    ],
)
def test_what_was_meant(word: str, known: tuple[str, ...], expected: str) -> None:
    assert meant(word, known) == expected


def test_each_leads_to_a_word_that_there_is() -> None:
    words = {*MEASURES, *(d for family in FAMILIES.values() for d in family), "branch"}
    assert {other for others in OTHER_WORDS.values() for other in others} <= words
