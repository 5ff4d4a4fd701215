"""What a statement says first."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from husay.basics.period import Window
from husay.words.pay_runs import statement_sentence

pytestmark = pytest.mark.usefixtures("english")

OCTOBER = Window(date(2026, 10, 1), date(2026, 10, 31))


def said(lines: int, problems: int) -> str:
    one = SimpleNamespace(
        paid=18_778_400, period=OCTOBER, lines=("line",) * lines, problems=("problem",) * problems
    )
    seen: Any = SimpleNamespace(statement=one, currency="PHP", hold=None, due=False)
    return statement_sentence(seen)


@pytest.mark.parametrize(
    ("lines", "problems", "sentence"),
    [
        (14, 0, "You are paid ₱1,877.84 for 1–31 Oct 2026."),
        (
            14, 1,
            "You are paid ₱1,877.84 for 1–31 Oct 2026. Something of it cannot be worked out yet.",
        ),
        (0, 1, "For 1–31 Oct 2026 nothing can be worked out yet."),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_beside_what_is_there(
    lines: int, problems: int, sentence: str
) -> None:
    assert said(lines, problems).replace("\xa0", " ") == sentence
