"""What people choose."""

from __future__ import annotations

from datetime import time

import pytest

from husay.basics.problem import Mistake
from husay.messages.choice import QUIET, Choice, Choices, choice_mistakes, quiet_with
from husay.messages.hours import Quiet
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


def test_of_quiet_hours_what_is_not_given_stays_and_half_of_them_is_a_mistake() -> None:
    ten, six, midnight = time(22), time(6), time(0)
    assert quiet_with(QUIET, None, None) == QUIET
    assert quiet_with(None, None, None) is None
    assert quiet_with(QUIET, ten, None) == Quiet(ten, time(7))
    assert quiet_with(QUIET, None, six) == Quiet(time(20), six)
    assert quiet_with(QUIET, None, midnight) == Quiet(time(20), midnight)
    assert quiet_with(None, ten, six) == Quiet(ten, six)
    assert quiet_with(None, midnight, midnight) == Quiet(midnight, midnight)
    for half in ((ten, None), (None, midnight)):
        with pytest.raises(Mistake, match="message-quiet"):
            quiet_with(None, *half)
