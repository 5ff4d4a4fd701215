"""Amounts as people type them into a grid: 1,234.50 and 1.234,50, ₱ 1,234, 12k and 1.5M.

Strict where two readings are possible: `1.234` is refused unless the cells beside it, or the page,
say what the decimal sign is. Of whole goals nothing is lost and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from husay.basics.amount import DECIMALS, parse_amount
from husay.basics.problem import Problem
from husay.book.mapping.reading import SIGNS, amount_of, decimals_of, signs_in

Sign = Literal[".", ","]
BOTH: tuple[Sign, ...] = (".", ",")

_TIMES = {"k": 3, "K": 3, "M": 6}
"""Decimal places that a letter after the number stands for. A small m is no number to all."""

_SPREADSHEETS = ("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#####")


@dataclass(frozen=True)
class Typed:
    """How the cells of one grid are read: the decimal sign, the currency of the plan, and whether
    the measure is a share, which may be written in per cent."""

    decimal: Sign | None = None
    currency: str | None = None
    share: bool = False

    def amount(self, text: str) -> int | Problem | None:
        """What a cell says, in ten-thousandths; None where it is empty.

        Problems: `not-computed`, `amount-two-ways`, `amount-unreadable`, `amount-too-fine`,
        `amount-currency` (another currency's sign).
        """
        bare = text.strip().strip("\u00a0")
        if not bare:
            return None
        if bare.startswith(_SPREADSHEETS):
            return Problem(code="not-computed", value=text)
        places, bare = self._letter(bare)
        signs = signs_in([bare])
        if other := _other_currency(signs, self.currency):
            said = (("currency", self.currency or ""), ("other", other))
            return Problem(code="amount-currency", value=text, values=said)
        ways = {
            plain
            for sign in ((self.decimal,) if self.decimal else BOTH)
            if (plain := amount_of(bare, sign, signs)) is not None
        }
        if len(ways) > 1:
            one, other = sorted(ways, key=len)
            said = (("one", one), ("other", other))
            return Problem(code="amount-two-ways", value=text, values=said)
        return _number(text, ways.pop(), places) if ways else _unreadable(text)

    def _letter(self, bare: str) -> tuple[int, str]:
        """The decimal places that a last letter or a per cent sign moves, and the text without."""
        if self.share and bare.endswith("%"):
            return -2, bare[:-1].rstrip()
        if len(bare) > 1 and bare[-1] in _TIMES and (bare[-2].isdigit() or bare[-2] == " "):
            return _TIMES[bare[-1]], bare[:-1].rstrip()
        return 0, bare


def decimal_of(texts: Iterable[str], currency: str | None = None) -> Sign | None:
    """The decimal sign that cells agree on: of those that can be read in one way only.

    None where none says, or where they contradict each other.
    """
    reader, said = Typed(currency=currency), set[Sign]()
    for text in texts:
        bare = reader._letter(text.strip())[1]
        ways = decimals_of(bare, signs_in([bare]))
        if len(ways) == 1:
            said |= {sign for sign in BOTH if sign in ways}
    return said.pop() if len(said) == 1 else None


def _number(text: str, plain: str, places: int) -> int | Problem:
    """A plain number, its point moved, in ten-thousandths."""
    minus, whole, decimals = plain.startswith("-"), *_parts(plain.lstrip("-"))
    if places >= 0:
        decimals = decimals.ljust(places, "0")
        whole, decimals = whole + decimals[:places], decimals[places:]
    else:
        whole = whole.rjust(1 - places, "0")
        whole, decimals = whole[:places], whole[places:] + decimals
    if len(decimals.rstrip("0")) > DECIMALS:
        return Problem(code="amount-too-fine", value=text)
    try:
        return parse_amount(f"{'-' if minus else ''}{whole.lstrip('0') or '0'}.{decimals}")
    except ValueError:
        return _unreadable(text)


def _parts(plain: str) -> tuple[str, str]:
    whole, _, decimals = plain.partition(".")
    return whole, decimals


def _other_currency(signs: tuple[str, ...], currency: str | None) -> str | None:
    """A currency that a sign beside the amount names and that is not the plan's."""
    named = {SIGNS[sign] for sign in signs} - {"", currency}
    return ", ".join(sorted(named)) if currency is not None and named else None


def _unreadable(text: str) -> Problem:
    return Problem(code="amount-unreadable", value=text)
