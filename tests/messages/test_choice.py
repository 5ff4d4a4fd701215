"""What people choose."""

from __future__ import annotations

from husay.messages.choice import Choice, Choices, choice_mistakes
from husay.messages.kind import KINDS, UNCHOSEN


def test_who_has_chosen_nothing_gets_everything_by_email() -> None:
    choices = Choices()
    assert {kind: choices.choice(kind).when for kind in KINDS} == dict(UNCHOSEN)
    assert {choices.choice(kind).channels for kind in KINDS} == {("email",)}


def test_all_that_is_wrong_is_told() -> None:
    wrong = Choices(
        {"goal": Choice("soon", ("email", "9")), "pay": Choice("now")},  # type: ignore[arg-type, dict-item]
        hour=24, weekday=7,
    )  # fmt: skip
    codes = [problem.code for problem in choice_mistakes(wrong, ("email", "8"))]
    assert codes == [
        "message-when", "message-channel", "message-kind", "message-hour", "message-weekday",
    ]  # fmt: skip
    assert choice_mistakes(Choices({"goal": Choice("now", ("8",))}), ("email", "8")) == ()
