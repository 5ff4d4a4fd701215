"""How texts of amounts and dates are written: the patterns, for Python and DuckDB alike.

The same regular expressions judge a sample here and read the whole file in SQL, so that what was
shown is what happens.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from husay.book.mapping.model import DateReading, Decimal

SIGNS = {
    "₱": "PHP", "PHP": "PHP", "Php": "PHP", "php": "PHP", "P": "PHP",
    "$": "", "US$": "USD", "USD": "USD", "€": "EUR", "EUR": "EUR", "£": "GBP", "GBP": "GBP",
    "¥": "", "JPY": "JPY", "SGD": "SGD", "S$": "SGD", "HK$": "HKD", "HKD": "HKD", "A$": "AUD",
    "AUD": "AUD", "CNY": "CNY", "₩": "KRW", "KRW": "KRW", "₹": "INR", "INR": "INR", "RM": "MYR",
    "MYR": "MYR", "฿": "THB", "THB": "THB", "Rp": "IDR", "IDR": "IDR", "₫": "VND", "VND": "VND",
}  # fmt: skip
"""Currency signs that may stand beside an amount, and the currency of each ('' where several)."""

_MONTH_NAMES = """
jan feb mar apr may jun jul aug sep oct nov dec
january february march april may june july august september october november december
ene peb mar abr may hun hul ago set okt nob dis
enero pebrero marso abril mayo hunyo hulyo agosto setyembre oktubre nobyembre disyembre
"""
MONTHS = tuple(_MONTH_NAMES.split())
"""The months' names, twelve by twelve: English short and long, Filipino short and long."""

CLOCK = r"(?:[ T]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AaPp][Mm]| ?Z| ?[-+]\d{2}:?\d{2})?)?"
_ISO = re.compile(rf"\s*(\d{{4}})[-/](\d{{1,2}})[-/](\d{{1,2}}){CLOCK}\s*")
_COMPACT = re.compile(r"\s*((?:19|20)\d{2})(\d{2})(\d{2})\s*")
_PARTS = re.compile(rf"\s*(\d{{1,2}})[-/.](\d{{1,2}})[-/.](\d{{4}}|\d{{2}}){CLOCK}\s*")
_DAY_FIRST = re.compile(
    rf"\s*(\d{{1,2}})[-/. ]+([A-Za-z]{{3,9}})[-/., ]+(\d{{4}}|\d{{2}}){CLOCK}\s*"
)
_MONTH_FIRST = re.compile(
    rf"\s*([A-Za-z]{{3,9}})[-/. ]+(\d{{1,2}})[-/., ]+(\d{{4}}|\d{{2}}){CLOCK}\s*"
)
_SERIAL = re.compile(r"\s*([2-6]\d{4})(\.\d+)?\s*")


AROUND = " ()-\u2212+\u00a0\u202f"
"""What may stand before and after the digits of an amount, besides a currency sign."""


DOCUMENT = "\\s*[^-\u2212+()\\d.,'\\s]+\\s*[-\u2212]\\s*0\\d.*"
"""The regular expression of a document's number that begins like an amount: P-01 is not -1 peso."""


_DOCUMENT = re.compile(DOCUMENT, re.ASCII | re.DOTALL)


def size_pattern(decimal: Decimal) -> str:
    """The regular expression of an amount's digits, written with this decimal sign.

    Thousands are apart by the other sign, or by blanks or apostrophes.
    """
    other, dot = (".", ",") if decimal == "," else (",", ".")
    apart = "[ '\u2019\u00a0\u202f]"
    whole = rf"\d{{1,3}}([{other}]\d{{3}})+|\d{{1,3}}({apart}\d{{3}})+|\d+"
    return rf"({whole})([{dot}]\d*)?|[{dot}]\d+"


def amount_of(text: str, decimal: Decimal, signs: Iterable[str] = ()) -> str | None:
    """An amount's plain text ('-1234.50'), or None when it is not written in this way.

    A negative has a minus before or after it, or stands in parentheses. A sign, a minus and digits
    that begin with a nought (P-01) are a document's number. `amount_sql` in `sql.py` says the same
    to DuckDB.
    """
    if _DOCUMENT.fullmatch(text):
        return None
    bare = text
    for sign in signs:
        bare = bare.replace(sign, "")
    if not re.fullmatch(size_pattern(decimal), bare.strip(AROUND), re.ASCII):
        return None
    if ("(" in text) != (")" in text):
        return None
    minus = "-" if re.search("[-\u2212(]", text) else ""
    return minus + re.sub("[^0-9,]" if decimal == "," else "[^0-9.]", "", bare).replace(",", ".")


def signs_in(values: Iterable[str]) -> tuple[str, ...]:
    """The known currency signs that stand beside numbers, in order of appearance."""
    found: dict[str, None] = {}
    for value in values:
        rest = re.sub("[-\u2212+()\\d.,'\u2019%\\s]", "", value)
        if rest in SIGNS and any(map(str.isdigit, value)) and not _DOCUMENT.fullmatch(value):
            found[rest] = None
    return tuple(found)


def decimals_of(value: str, signs: Iterable[str]) -> frozenset[Decimal]:
    """The decimal signs under which a text is an amount."""
    both: tuple[Decimal, ...] = (".", ",")
    return frozenset(d for d in both if amount_of(value, d, signs) is not None)


def is_undecided(value: str, signs: Iterable[str]) -> bool:
    """Whether an amount means one thing with a decimal point and another with a comma."""
    readings = {amount_of(value, ".", signs), amount_of(value, ",", signs)}
    return None not in readings and len(readings) == 2


def dates_of(value: str) -> frozenset[DateReading]:
    """Every way in which a text is a date."""
    found: set[DateReading] = set()
    for reading, pattern in (("iso", _ISO), ("compact", _COMPACT)):
        if (m := pattern.fullmatch(value)) and _day(m[1], m[2], m[3]):
            found.add(reading)  # type: ignore[arg-type]
    if m := _PARTS.fullmatch(value):
        if _day(_year(m[3]), m[2], m[1]):
            found.add("dmy")
        if _day(_year(m[3]), m[1], m[2]):
            found.add("mdy")
    if (m := _DAY_FIRST.fullmatch(value)) and _day(_year(m[3]), _english(m[2]), m[1]):
        found.add("named")
    if (m := _MONTH_FIRST.fullmatch(value)) and _day(_year(m[3]), _english(m[1]), m[2]):
        found.add("named")
    if _SERIAL.fullmatch(value):
        found.add("serial")
    return frozenset(found)


_MONTH_TEXTS = (
    re.compile(r"\s*(?P<y>\d{4})[-/ ](?P<m>\d{1,2})\s*"),
    re.compile(r"\s*(?P<m>\d{1,2})[-/ ](?P<y>\d{4})\s*"),
    re.compile(r"\s*(?P<n>[A-Za-z]{3,10})[-/ ,]*(?P<y>\d{4}|\d{2})\s*"),
    re.compile(r"\s*(?P<y>\d{4})[-/ ,]*(?P<n>[A-Za-z]{3,10})\s*"),
)


def is_month(value: str) -> bool:
    """Whether a text is a month of a year ('2026-01', 'Enero 2026'), or a month alone."""
    for pattern in _MONTH_TEXTS:
        if match := pattern.fullmatch(value):
            parts = match.groupdict()
            if "n" in parts:
                return parts["n"].lower() in MONTHS
            return 1 <= int(parts["m"]) <= 12
    text = value.strip()
    return text.lower() in MONTHS if text.isalpha() else text.isdigit() and 1 <= int(text) <= 12


def _english(name: str) -> str:
    known = MONTHS[:24]
    return str(known.index(name.lower()) % 12 + 1) if name.lower() in known else "0"


def _year(text: str) -> str:
    if len(text) == 4:
        return text
    return str(int(text) + (2000 if int(text) < 69 else 1900))


def _day(year: str, month: str, day: str) -> bool:
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return 1900 <= int(year) < 2200
