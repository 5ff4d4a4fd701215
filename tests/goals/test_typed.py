"""Amounts as people type them: read exactly, and refused where two readings are possible."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from husay.basics.amount import amount_text
from husay.basics.problem import Problem
from husay.goals.typed import Sign, Typed, decimal_of
from tests.goals.trees import ONE


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1234", 1_234 * ONE), ("1,234.50", 12_345_000), ("1.234,50", 12_345_000),
        ("1 234,5", 12_345_000), ("1'234.5", 12_345_000), ("-5", -5 * ONE), ("(5.25)", -52_500),
        ("₱ 1,234,567", 1_234_567 * ONE), ("PHP 12.50", 125_000), ("12k", 12_000 * ONE),
        ("1.5k", 1_500 * ONE), ("1,5 M", 1_500_000 * ONE), ("0.0001", 1), ("12.3456K", 123_456_000),
        ("0", 0), ("  7 ", 7 * ONE), (".5", 5_000), ("1.2345678k", 12_345_678), ("", None),
        (" ", None), ("\u00a0", None), ("1,234,567", 1_234_567 * ONE),
    ],
)  # fmt: skip
def test_what_can_be_read_in_one_way(text: str, value: int | None) -> None:
    assert Typed(currency="PHP").amount(text) == value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1.234", "amount-two-ways"), ("1,234", "amount-two-ways"), ("1.234k", "amount-two-ways"),
        ("12k?", "amount-unreadable"), ("12m", "amount-unreadable"), ("k", "amount-unreadable"),
        ("abc", "amount-unreadable"), ("1.2.3", "amount-unreadable"), ("-", "amount-unreadable"),
        ("12%", "amount-unreadable"), ("1E+10", "amount-unreadable"), ("(5", "amount-unreadable"),
        ("1,23,456", "amount-unreadable"), ("12 000 kk", "amount-unreadable"),
        ("1" * 16, "amount-unreadable"), ("9" * 13 + "k", "amount-unreadable"),
        ("0.00001", "amount-too-fine"), ("1.23456", "amount-too-fine"),
        ("#REF!", "not-computed"), ("#########", "not-computed"),
        ("$ 12.50", None), ("USD 12.50", "amount-currency"), ("€12,50", "amount-currency"),
    ],
)  # fmt: skip
def test_what_cannot(text: str, code: str | None) -> None:
    found = Typed(currency="PHP").amount(text)
    assert (found.code if isinstance(found, Problem) else None) == code


def test_both_readings_are_told() -> None:
    found = Typed().amount("1.234")
    assert isinstance(found, Problem)
    assert found.says() == {"one": "1234", "other": "1.234"}


@pytest.mark.parametrize(("sign", "value"), [(".", 12_340), (",", 1_234 * ONE)])
def test_a_decimal_sign_decides(sign: Sign, value: int) -> None:
    assert Typed(decimal=sign).amount("1.234") == value


def test_a_share_may_be_in_per_cent() -> None:
    shares = Typed(decimal=".", share=True)
    assert [shares.amount(t) for t in ("35%", "0.35", "112.5 %", "5%", "0.01%", "-3%")] == [
        3_500, 3_500, 11_250, 500, 1, -300,
    ]  # fmt: skip
    found = shares.amount("0.001%")
    assert isinstance(found, Problem)
    assert found.code == "amount-too-fine"


@pytest.mark.parametrize(
    ("texts", "sign"),
    [
        (["1.234", "1.234,50"], ","), (["1,234", "1.5"], "."), (["1.234", "12"], None),
        (["1.5", "1,5"], None), (["1,234,567", "1.234"], "."), (["x", ""], None), (["1.5k"], "."),
    ],
)  # fmt: skip
def test_cells_agree_on_a_decimal_sign(texts: list[str], sign: Sign | None) -> None:
    assert decimal_of(texts) == sign


@given(st.integers(-(10**18), 10**18), st.sampled_from([".", ","]))
def test_whatever_is_written_is_read_again(value: int, sign: Sign) -> None:
    """As both worlds write it, with groups of three."""
    whole, _, decimals = amount_text(abs(value)).partition(".")
    other = "," if sign == "." else "."
    text = f"{int(whole):,}".replace(",", other) + sign + decimals
    assert Typed(decimal=sign).amount(("-" if value < 0 else "") + text) == value
