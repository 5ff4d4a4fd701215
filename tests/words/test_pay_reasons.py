"""Every line of every plan beside the tests is told in sentences, with its figures in full."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from husay.pay.cases.check import check_texts
from husay.pay.earned import reason
from husay.pay.reasons import REASONS as GIVEN
from husay.words.pay_reasons import REASONS, Said, Telling, explained
from tests.pay.folders import folders, texts

PESOS = Telling("PHP")


def _texts(said: Said) -> list[str]:
    return [said.text, *(text for part in said.because for text in _texts(part))]


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
@pytest.mark.usefixtures("filipino")
def test_every_line_is_told(folder: object) -> None:
    plan_text, cases_text = texts(folder)  # type: ignore[arg-type]
    checked = check_texts(plan_text, cases_text)
    assert checked.plan is not None
    for result in checked.results:
        for earned in result.earned:
            for line in earned.lines:
                told = _texts(explained(checked.plan, line))
                assert all(told), line.reason
                assert not any("%(" in text or "Fraction" in text for text in told), told


def test_every_reason_has_words() -> None:
    made_of_several = {"gate": ("gate-open", "gate-shut")}
    for code in GIVEN:
        for part in made_of_several.get(code, (code,)):
            assert part in REASONS


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("values", "text"),
    [
        (
            {"value": 4_000_000, "before": 0, "after": 4_000_000, "exact": Fraction(133_200),
             "amount": 133_200},
            "₱400.00 of it counts: ₱0.00 before it, ₱400.00 with it.",
        ),
        (
            {"value": 10_000, "before": -1, "after": 9_999, "exact": Fraction(3_333, 10),
             "amount": 300},
            "₱1.00 of it counts: −₱0.0001 before it, ₱0.9999 with it. That is ₱0.03333 exactly, "
            "and ₱0.03 rounded so that lines add up.",
        ),
    ],
)  # fmt: skip
def test_a_line_tells_what_was_rounded_only_where_it_was(
    values: dict[str, int | Fraction], text: str
) -> None:
    """400 at 3.33 % is 13.32 exactly; a peso at a thirtieth or so is not."""
    assert PESOS.said(reason("line", **values)).text == text


@pytest.mark.usefixtures("english")
def test_rates_are_told_with_all_their_decimals() -> None:
    assert PESOS.said(reason("rate", rate=Fraction(333, 10_000))).text == "The rate is 3.33\u00a0%."
    by_piece = Telling("PHP", "quantity")
    assert by_piece.said(reason("rate", rate=Fraction(123, 10))).text == "The rate is ₱12.30."


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (Fraction(1, 2), "50\u00a0%"),
        (Fraction(5_001, 10_000), "50.01\u00a0%"),
        (Fraction(50_000_006, 100_000_000), "≈50\u00a0%"),
        (Fraction(1, 3), "≈33.33\u00a0%"),
        (Fraction(2, 3), "≈66.67\u00a0%"),
        (Fraction(-1, 3), "≈-33.33\u00a0%"),
        (Fraction(1), "100\u00a0%"),
    ],
)
@pytest.mark.usefixtures("english")
def test_what_is_divided_is_told_to_two_decimals(part: Fraction, text: str) -> None:
    """A return of 78,612.50 of 157,224.98 is half of it but for a centavo."""
    why = reason("reversed", part=part, since=date(2026, 9, 18), earned=31_445_900, of_it=1)
    assert PESOS.said(why).text == (
        f"Takes back {text} of what was sold on 18\u00a0Sep\u00a02026: it had earned ₱3,144.59, "
        "and 100\u00a0% of that goes back."
    )


@pytest.mark.usefixtures("english")
def test_what_is_held_against_a_step_is_not_rounded_to_it() -> None:
    why = reason("curve", attained=Fraction(999_999, 1_000_000), pays=Fraction(9, 10))
    assert PESOS.said(why).text == (
        "At 99.9999\u00a0% of the goal, 90\u00a0% of the target is paid."
    )


@pytest.mark.usefixtures("english")
def test_a_rate_by_what_was_entered_is_of_what_it_pays_on() -> None:
    by_rate, score = Telling("PHP", "rate", "money"), Fraction(4, 100)
    why = reason("entered", value=8_499, paid_on=10_000_000, rate=score, exact=400_000)
    assert by_rate.said(why).text.replace("\u00a0", " ") == (
        "What was entered: 84.99 %. It pays on ₱1,000.00. The rate is 4 %."
    )
    again = reason("again-sale", sale="O-1", was=1_050_000, now=500_000)
    assert PESOS.said(again).text == (
        "O-1 is worked out again: it had earned ₱105.00, and earns ₱50.00 now."
    )


@pytest.mark.usefixtures("english")
def test_a_cap_that_is_dealt_anew_tells_before_and_after() -> None:
    days = {"start": date(2026, 2, 1), "end": date(2026, 2, 28)}
    february = "1\u00a0Feb\u00a02026 to 28\u00a0Feb\u00a02026 is worked out again: "
    why = reason(
        "cap-again", **days, most=1_000_000, was=2_000_000, before=1_000_000, so_far=1_100_000,
        after=100_000,
    )  # fmt: skip
    assert PESOS.said(why).text == february + (
        "it comes to ₱110.00, which is ₱10.00 over the ₱100.00 that is paid at most; before, "
        "₱200.00 was ₱100.00 over it."
    )
    part = reason("cap-again-line", sale="B", line=2, before=250_000, after=0)
    told = PESOS.said(reason("cap-again-lines", part, **days, before=250_000, after=0))
    assert told.text == february + (
        "its lines together are ₱0.00 over the most that is paid of each; before, it was ₱25.00."
    )
    assert told.because[0].text == (
        "B, line 2: ₱0.00 over the most that is paid; before, it was ₱25.00."
    )
    said = PESOS.said(reason("again", **days, was=Fraction(3_333, 10), now=Fraction(0)))
    assert said.text == february + "it had earned ₱0.03333, and earns ₱0.00 now."
