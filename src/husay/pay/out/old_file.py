"""The rows of an old spreadsheet's results: which column is what, and how its amounts are written.

Amounts are rounded, half away from zero, to the currency's coin: spreadsheets show two decimals and
keep the rest. How many were is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, get_args

from husay.basics.amount import SCALE, round_half_away
from husay.basics.problem import Problem
from husay.book.source import nearest
from husay.pay.out.parallel import Key, OldRow, Part

Field = Literal["person", "amount", "sale", "line", "term"]
FIELDS: tuple[Field, ...] = get_args(Field)
_PARTS: tuple[Part, ...] = get_args(Part)

HEADERS: Mapping[Field, tuple[str, ...]] = {
    "person": ("person", "seller", "employee", "employee no", "employee number", "employee id",
               "sales person", "salesperson", "sales rep", "rep", "payee", "agent", "staff", "name",
               "seller name", "empleyado", "ahente", "pangalan", "id"),
    "amount": ("amount", "commission", "pay", "payout", "paid", "total", "incentive", "earned",
               "komisyon", "halaga", "bayad", "kabuuan"),
    "sale": ("sale", "invoice", "invoice no", "invoice number", "order", "order no",
             "order number", "deal", "document", "benta", "resibo"),
    "line": ("line", "line no", "line number", "item no", "linya"),
    "term": ("term", "component", "plan component", "element", "uri"),
}  # fmt: skip
"""Headers in small letters that say what a column is, the surest first."""

_TOTALS = frozenset({"total", "totals", "grand total", "sum", "kabuuan", "kabuoan"})
_NUMBER = re.compile(r"\d[\d.,]*|[.,]\d+")
_CURRENCY = re.compile(r"([A-Z]{3}|[A-Z]{0,2}[₱$€£¥]|P|Php)?-?")
_COMMA = re.compile(r"(?<!\d)\d+,\d{1,2}$|\d\.\d{3},\d+$|\d,\d{4,}$")
_POINT = re.compile(r"\.\d{1,2}$|\d,\d{3}\.\d+$|\.\d{4,}$")


@dataclass(frozen=True)
class OldFile:
    """What an old file says: its rows, what they say beside the person, and how many amounts were
    rounded to the coin and how many rows of totals were left out."""

    rows: tuple[OldRow, ...]
    parts: frozenset[Part]
    rounded: int = 0
    totals: int = 0


def columns_of(
    headers: Sequence[str], said: Mapping[str, str]
) -> tuple[dict[Field, int], tuple[Problem, ...]]:
    """The place of each field's column: as was `said` (header by field), else by what it is called.

    Problems: `parallel-field` (no such field), `parallel-header` (no such column),
    `parallel-no-column` (person or amount is nowhere).
    """
    found, problems = dict[Field, int](), list[Problem]()
    plain = [_plain(header) for header in headers]
    for field, header in said.items():
        known = next((one for one in FIELDS if one == field), None)
        if known is None:
            problems.append(_near("parallel-field", field, FIELDS))
        elif _plain(header) not in plain:
            problems.append(_near("parallel-header", header, headers))
        else:
            found[known] = plain.index(_plain(header))
    for known in FIELDS:
        names = (name for name in HEADERS[known] if name in plain)
        first = next((n for n in names if plain.index(n) not in found.values()), None)
        if known not in said and first is not None:
            found[known] = plain.index(first)
    if not problems:
        problems += [
            Problem(code="parallel-no-column", value=one, values=(("known", ", ".join(headers)),))
            for one in ("person", "amount")
            if one not in found
        ]
    return found, tuple(problems)


def _plain(header: str) -> str:
    return " ".join(re.sub(r"[^\w]+|_", " ", header.lower()).split())


def _near(code: str, value: str, known: Sequence[str]) -> Problem:
    values = (("nearest", nearest(value, list(known))), ("known", ", ".join(known)))
    return Problem(code=code, value=value, values=values)


def read_old(
    rows: Iterable[Sequence[str | None]],
    columns: Mapping[Field, int],
    people: Mapping[str, tuple[str, ...]],
    coin: int,
    first: int,
) -> tuple[OldFile, tuple[Problem, ...]]:
    """What the rows of a file say; `people` are identifiers by what may be written for them, in
    small letters, and `first` is the number of the first row as a spreadsheet counts.

    Problems, all of them, each with its row: errors `parallel-amount` (no amount), `parallel-mixed`
    (decimals both ways), `parallel-no-person`, `parallel-two-people` (several are called so);
    warnings `parallel-unknown` (nobody is called so: it stands in the file alone).
    """
    reading = _Reading(columns, people, coin)
    listed = list(rows)
    reading.look(listed)
    for number, row in enumerate(listed, start=first):
        reading.take(number, row)
    parts = frozenset(one for one in _PARTS if one in columns)
    made = OldFile(tuple(reading.rows), parts, reading.rounded, reading.totals)
    return made, reading.told()


class _Reading:
    """Goes through the rows."""

    def __init__(
        self, columns: Mapping[Field, int], people: Mapping[str, tuple[str, ...]], coin: int
    ) -> None:
        self.columns, self.people, self.coin = columns, people, coin
        self.rows: list[OldRow] = []
        self.problems: list[Problem] = []
        self.unknown: list[tuple[int, str]] = []
        self.rounded = self.totals = 0
        self.decimal = "."

    def look(self, rows: Iterable[Sequence[str | None]]) -> None:
        """How decimals are written: no file has them both ways."""
        texts = [self._cell(row, "amount").strip("()- ") for row in rows]
        comma = next((text for text in texts if _COMMA.search(text)), None)
        point = next((text for text in texts if _POINT.search(text)), None)
        if comma is not None and point is not None:
            values = (("other", point),)
            self.problems.append(Problem(code="parallel-mixed", value=comma, values=values))
        self.decimal = "," if comma is not None else "."

    def take(self, number: int, row: Sequence[str | None]) -> None:
        """A row; one without anything is none."""
        if not any((cell or "").strip() for cell in row):
            return
        person, text = self._cell(row, "person"), self._cell(row, "amount")
        if person.lower() in _TOTALS or (not person and self._is_total(row)):
            self.totals += 1
            return
        amount = self._amount(number, text)
        whose = self._person(number, person)
        if amount is not None and whose is not None:
            cells = {one: self._cell(row, one) for one in _PARTS if one in self.columns}
            if "line" in cells:
                cells["line"] = cells["line"].removesuffix(".0")
            self.rows.append(OldRow(Key(whose, **cells), amount))

    def _is_total(self, row: Sequence[str | None]) -> bool:
        return any((cell or "").strip().lower().rstrip(":") in _TOTALS for cell in row)

    def _cell(self, row: Sequence[str | None], field: Field) -> str:
        place = self.columns.get(field)
        return (row[place] or "").strip() if place is not None and place < len(row) else ""

    def _person(self, number: int, text: str) -> str | None:
        if not text:
            self.problems.append(Problem(code="parallel-no-person", row=number))
            return None
        known = self.people.get(text.lower(), ())
        if len(known) > 1:
            values = (("people", ", ".join(known)),)
            self.problems.append(
                Problem(code="parallel-two-people", row=number, value=text, values=values)
            )
            return None
        if not known:
            self.unknown.append((number, text))
        return known[0] if known else text

    def told(self) -> tuple[Problem, ...]:
        """What was found, in order of rows; people whom nobody knows are told once."""
        if not self.unknown:
            return tuple(self.problems)
        number, text = self.unknown[0]
        unknown = Problem(
            code="parallel-unknown", severity="warning", row=number, value=text,
            count=len(self.unknown),
        )  # fmt: skip
        return tuple(sorted((*self.problems, unknown), key=lambda p: p.row or 0))

    def _amount(self, number: int, text: str) -> int | None:
        value = amount_of(text, self.decimal)
        if value is None:
            self.problems.append(Problem(code="parallel-amount", row=number, value=text))
            return None
        amount = round_half_away(value * Fraction(SCALE, self.coin)) * self.coin
        self.rounded += amount != value * SCALE
        return amount


def amount_of(text: str, decimal: str) -> Fraction | None:
    """An amount as a spreadsheet shows it: '₱1,234.50', '(12.00)', '-5', '5-', '1 234,50' by its
    decimal sign; None for what is none, an empty cell too."""
    plain = text.replace("\u00a0", "").replace("\u202f", "").replace(" ", "").replace("−", "-")
    below = plain.startswith("(") and plain.endswith(")")
    plain = plain.strip("()")
    found = _NUMBER.search(plain)
    if found is None:
        return None
    around = plain[: found.start()] + plain[found.end() :]
    if around.count("-") > 1 or not _CURRENCY.fullmatch(around.strip("+-")):
        return None
    thousands = "," if decimal == "." else "."
    digits = found.group()
    whole, _, part = digits.partition(decimal)
    if thousands in part or decimal in part:
        return None
    if thousands in whole and not re.fullmatch(
        rf"\d{{1,3}}({re.escape(thousands)}\d{{3}})+", whole
    ):
        return None
    value = Fraction(f"{whole.replace(thousands, '') or '0'}.{part or '0'}")
    return -value if below or "-" in around else value
