"""What the goal workshop says, in small."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("currency", "value", "text"),
    [("PHP", 123_450_000, "₱12,345"), ("PHP", 123_455_000, "₱12,345.50"),
     ("KWD", 123_450_000, "KWD\u00a012,345"), ("KWD", 123_450_010, "KWD\u00a012,345.001"),
     ("JPY", 123_450_000, "¥12,345"), ("PHP", 10_000_000, "₱1,000")],
)  # fmt: skip
def test_an_amount_in_full_has_coins_only_where_there_are_some(
    currency: str, value: int, text: str
) -> None:
    from husay.words.format import Style
    from husay.words.workshop import exact_text

    assert exact_text(value, Style("money", currency)) == text


@pytest.mark.parametrize(
    ("action", "changed", "said"),
    [("deal|history|N", 0, "Done: no goal changed."),
     ("deal|history|N", 1, "Done: 1 goal changed."),
     ("free||N", 1_200, "Done: 1,200 goals changed."),
     ("sum|N", 1, "The goal is what those below it carry together."),
     ("unassign|N", 0, "The rest is left unassigned.")],
)  # fmt: skip
def test_a_button_says_what_it_did_in_the_right_number(
    action: str, changed: int, said: str
) -> None:
    from husay.words.workshop import done_text

    assert done_text(action, changed) == said


def test_nothing_kept_is_said_in_words() -> None:
    from husay.words.workshop import followed_text

    assert followed_text(0, 0) == "Nothing changed: the goals are so already."
    assert followed_text(1, 0) == "1 goal is kept."
    assert followed_text(3, 12) == "3 goals are kept; 12 others follow."
