"""Figures as people read them, in the reader's language.

Amounts, quantities and shares come as whole ten-thousandths (a share of 1.0310 is 10310, shown
as 103.1 %) and are rounded half away from zero, in whole numbers: no float is made on the way.
Minus is a true minus sign; a figure and its unit never part at the end of a line.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from husay.basics.amount import DECIMALS, SCALE, round_half_away
from husay.basics.currency import minor_places

NBSP = "\u00a0"
MINUS = "\u2212"
NOTHING = "\u2013"
"""Stands where there is no figure: nothing to compare with, nothing to divide by."""

_SYMBOLS = {
    "AUD": "A$", "BRL": "R$", "CAD": "C$", "CHF": "CHF", "CNY": "CN¥", "EUR": "€", "GBP": "£",
    "HKD": "HK$", "IDR": "Rp", "INR": "₹", "JPY": "¥", "KRW": "₩", "MXN": "MX$", "MYR": "RM",
    "NZD": "NZ$", "PHP": "₱", "SGD": "S$", "THB": "฿", "TWD": "NT$", "USD": "$", "VND": "₫",
}  # fmt: skip


@dataclass(frozen=True)
class Unit:
    """How large figures are shortened: 41.8 M counts in millions, with one decimal."""

    size: int
    letter: str
    places: int


COINS = Unit(1, "", 2)
ONES = Unit(1, "", 0)
THOUSANDS = Unit(1_000, "K", 1)
MILLIONS = Unit(1_000_000, "M", 1)
BILLIONS = Unit(1_000_000_000, "B", 1)


def unit_for(values: Iterable[int | None], currency: str = "") -> Unit:
    """The unit that suits the largest of these (ten-thousandths); money below 1,000 has coins.

    One column uses one unit, so that its figures can be compared at a glance and stand aligned.
    """
    largest = max((abs(v) for v in values if v is not None), default=0)
    for unit in (BILLIONS, MILLIONS):
        # What would round to 1,000.0 of the smaller unit is 1.0 of this one.
        if largest >= (unit.size - unit.size // 20_000) * SCALE:
            return unit
    if largest >= 10 * THOUSANDS.size * SCALE:
        return THOUSANDS
    coins = minor_places(currency) if currency and largest < 1_000 * SCALE else 0
    return replace(COINS, places=coins) if coins else ONES


_WIDEST = {0: 10_000_000, 1: 10_000}
"""From here on (by decimals) figures of a unit are wider than what stands beside bars."""


def telling_unit(values: Iterable[int | None], currency: str = "") -> Unit:
    """The unit that tells the smaller of these apart, too: with two digits that count, or more.

    As large as that allows, and no smaller than the largest can be read in.
    """
    known = [abs(v) for v in values if v]
    unit = unit_for(known, currency)
    for finer in (MILLIONS, THOUSANDS, ONES):
        if finer.size >= unit.size or not known:
            continue
        if min(known) >= unit.size * SCALE:
            break
        if max(known) >= _WIDEST[finer.places] * finer.size * SCALE:
            break
        # Two digits before the point are enough.
        unit = replace(finer, places=0) if min(known) >= 10 * finer.size * SCALE else finer
    return unit


def _rounded(value: int | Fraction, places: int) -> int:
    """`value` (in whole units) times 10^places, rounded half away from zero."""
    return round_half_away(Fraction(value) * 10**places)


def _digits(scaled: int, places: int) -> str:
    """A number that is already scaled by 10^places, unsigned, with its thousands marked."""
    whole, rest = divmod(abs(scaled), 10**places)
    return f"{whole:,}.{rest:0{places}d}" if places else f"{whole:,}"


def _sign(scaled: int, signed: bool) -> str:
    if scaled < 0:
        return MINUS
    return "+" if signed and scaled > 0 else ""


def currency_sign(currency: str) -> str:
    """'₱' for PHP; a code that has no sign of its own stands as itself, set off by a space."""
    symbol = _SYMBOLS.get(currency, currency)
    return f"{symbol}{NBSP}" if symbol.isalpha() and len(symbol) > 1 else symbol


@dataclass(frozen=True)
class Style:
    """How the figures of one measure are written. `unit` None: each picks its own."""

    kind: Literal["money", "number", "share"] = "number"
    currency: str = ""
    unit: Unit | None = None
    places: int | None = None

    def fitted(self, values: Iterable[int | None]) -> Style:
        """The same style with the unit that suits these values, for a column or an axis."""
        if self.kind == "share":
            return self
        return replace(self, unit=unit_for(values, self.currency))

    def telling(self, values: Iterable[int | None]) -> Style:
        """The same style with the unit that tells these apart, for figures beside bars."""
        if self.kind == "share":
            return self
        return replace(self, unit=telling_unit(values, self.currency))

    def text(self, value: int | None, *, signed: bool = False) -> str:
        """Short, to be read at a glance."""
        if self.kind == "money":
            return money(value, self.currency, self.unit, places=self.places, signed=signed)
        if self.kind == "share":
            return share(value, 1 if self.places is None else self.places, signed=signed)
        return number(value, self.unit, places=self.places, signed=signed)

    def exact(self, value: int | None) -> str:
        """In full, nothing rounded away."""
        if value is None:
            return NOTHING
        if self.kind == "share":
            return share(value, 2)
        least = minor_places(self.currency) if self.kind == "money" else 0
        sign = currency_sign(self.currency) if self.kind == "money" else ""
        return f"{_sign(value, False)}{sign}{_digits_exact(value, least)}"


def _digits_exact(value: int, least: int) -> str:
    whole, rest = divmod(abs(value), SCALE)
    decimals = f"{rest:0{DECIMALS}d}".rstrip("0").ljust(least, "0")
    return f"{whole:,}.{decimals}" if decimals else f"{whole:,}"


def money(
    amount: int | None,
    currency: str,
    unit: Unit | None = None,
    *,
    places: int | None = None,
    signed: bool = False,
) -> str:
    """'₱41.8 M'. `signed` puts a plus before what is above zero."""
    if amount is None:
        return NOTHING
    unit = unit or unit_for([amount], currency)
    return _short(amount, currency_sign(currency), unit, places, signed)


def money_exact(amount: int | None, currency: str) -> str:
    """'₱41,812,345.67': all decimals that there are, and no fewer than the currency has."""
    return Style("money", currency).exact(amount)


def number(
    value: int | None,
    unit: Unit | None = None,
    *,
    places: int | None = None,
    signed: bool = False,
) -> str:
    """'31,465', '1.2 M': a quantity in ten-thousandths."""
    if value is None:
        return NOTHING
    return _short(value, "", unit or unit_for([value]), places, signed)


def count(value: int) -> str:
    """'31,465': a plain whole number of things."""
    return f"{_sign(value, False)}{abs(value):,}"


def _short(value: int, before: str, unit: Unit, places: int | None, signed: bool) -> str:
    places = unit.places if places is None else places
    scaled = _rounded(Fraction(value, SCALE * unit.size), places)
    after = f"{NBSP}{unit.letter}" if unit.letter else ""
    return f"{_sign(scaled, signed)}{before}{_digits(scaled, places)}{after}"


def share(value: int | Fraction | None, places: int = 1, *, signed: bool = False) -> str:
    """'103.1 %'. An int is ten-thousandths of one; a Fraction is the share itself."""
    if value is None:
        return NOTHING
    exact = Fraction(value, SCALE) if isinstance(value, int) else value
    scaled = _rounded(exact * 100, places)
    return f"{_sign(scaled, signed)}{_digits(scaled, places)}{NBSP}%"


_MULTIPLE_FROM = 10
"""From here on a percentage says less than how many times it is."""


def part_text(part: Fraction | None) -> str:
    """'61.5 %' of a goal; from ten times on it is told as a multiple: '×15'."""
    if part is None or abs(part) < _MULTIPLE_FROM:
        return share(part)
    return multiple(part)


def change_text(change: Fraction | None) -> str:
    """'+7.5 %'; from ten times what it was on it is told as a multiple: '×15'."""
    if change is None or change + 1 < _MULTIPLE_FROM:
        return share(change, signed=True)
    return multiple(change + 1)


def multiple(times: Fraction) -> str:
    """'×15'."""
    return f"×{number(round_half_away(times * SCALE))}"


def is_multiple(change: Fraction) -> bool:
    """Whether a change is told as a multiple."""
    return change + 1 >= _MULTIPLE_FROM
