"""Plans and cases spoiled at random: they are read, or told what is wrong, never otherwise."""

from __future__ import annotations

import random
import re

import pytest

from husay.pay.cases.check import check_texts
from tests.pay.test_reference import _examples

TOKENS = (
    "{", "}", "[", "]", ":", ",", "-", "0", "5 %", "-1", "yes", "x", "\n", "  ", "revenue",
    "period", "~", '""', "'", "1e9", "9999-12-31", "0001-01-01", "null", "amount", "99999999999999",
)  # fmt: skip


def spoiled(text: str, chance: random.Random) -> str:
    """The text with one to three things lost, put in, replaced or swapped."""
    for _ in range(chance.randint(1, 3)):
        lines, words = text.split("\n"), list(re.finditer(r"[\w.%]+", text))
        way, place = chance.randrange(4), chance.randrange(len(lines))
        if way == 0:
            text = "\n".join(lines[:place] + lines[place + 1 :])
        elif way == 1:
            at = chance.randrange(len(text) + 1)
            text = text[:at] + chance.choice(TOKENS) + text[at + chance.randrange(4) :]
        elif way == 2 and words:
            word = chance.choice(words)
            text = text[: word.start()] + chance.choice(TOKENS) + text[word.end() :]
        else:
            other = chance.randrange(len(lines))
            lines[place], lines[other] = lines[other], lines[place]
            text = "\n".join(lines)
    return text


@pytest.mark.parametrize("seed", range(8))
def test_a_spoiled_folder_is_answered(seed: int) -> None:
    chance = random.Random(seed)
    examples = list(_examples().values())
    for _ in range(60):
        plan, cases = chance.choice(examples)
        if chance.random() < 0.6:
            checked = check_texts(spoiled(plan, chance), cases)
        else:
            checked = check_texts(plan, spoiled(cases, chance))
        assert checked.plan is not None or checked.problems
