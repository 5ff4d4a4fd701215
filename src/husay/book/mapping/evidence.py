"""What a column's values say about it: dates, amounts, codes or names, and how they are written."""

from __future__ import annotations

import collections.abc as abc
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from husay.book.mapping.choices import CHOICES, LETTERS_APART
from husay.book.mapping.fields import Field
from husay.book.mapping.model import DateReading
from husay.book.mapping.reading import dates_of, decimals_of, is_month, signs_in
from husay.book.mapping.words import words_of

_CODE = re.compile(
    r"(?:[A-Z]{0,6}|[a-z]{1,2}|(?i:emp|rep|cust|cus|agent|seller|sales))[-_/.#]?\d[\dA-Z/_.-]*"
    r"|[A-Z0-9]*\d[A-Z0-9/_.-]*|[0-9a-f-]{16,}"
)
_YEAR = re.compile(r"(19|20)\d\d")
_LETTERS = re.compile(r"[A-Z]{1,8}")
_NAME = re.compile(r"[^\W\d_][^\d]*")


@dataclass(frozen=True)
class Column:
    """A column's header, its type where the file has any, and values from it.

    `cells` are those of the sample, row by row; `values` leave the empty ones out and may be more.
    """

    header: str
    type: str
    cells: tuple[str | None, ...] = field(repr=False)
    values: tuple[str, ...] = field(repr=False)

    @property
    def native(self) -> bool:
        """Whether the file itself says that these are numbers or dates (Parquet)."""
        return self.type not in ("", "VARCHAR", "number", "date")

    @cached_property
    def signs(self) -> tuple[str, ...]:
        """Currency signs among the values."""
        return signs_in(self.values)

    @cached_property
    def dates(self) -> Counter[DateReading]:
        """For each way of writing dates, how many values it can read."""
        return Counter(reading for value in self.values for reading in dates_of(value))

    @cached_property
    def fits_dates(self) -> int:
        """Percent of the values that are dates in some way; a plain number is not one."""
        if self.native:
            return 100 if self.type.startswith(("DATE", "TIMESTAMP")) else 0
        read = [dates_of(v) - {"serial", "compact"} for v in self.values]
        return self._percent(sum(map(bool, read)))

    @cached_property
    def fits_amounts(self) -> int:
        """Percent of the values that are amounts in some way."""
        if self.native:
            number = ("DECIMAL", "DOUBLE", "FLOAT", "REAL", "UINT", "USMALL", "UTINY", "UBIG")
            return 100 if self.type.startswith(number) or "INT" in self.type else 0
        signs = (*self.signs, "%")
        return self._percent(sum(bool(decimals_of(v, signs)) for v in self.values))

    @cached_property
    def looks_like_money(self) -> bool:
        """Whether these are amounts, some with decimals or a currency sign."""
        some = any(re.search(r"[.,]\d{2}\D*$", v) for v in self.values) or self.signs
        return self.fits_amounts >= 95 and bool(some)

    @cached_property
    def looks_like_names(self) -> bool:
        """Whether most values are words rather than codes."""
        return bool(self.values) and self._percent(sum(map(self._is_name, self.values))) >= 50

    @cached_property
    def looks_like_codes(self) -> bool:
        """Whether nearly all values are codes that tell nobody's name."""
        said = "code" in words_of(self.header)
        codes = sum(
            bool(_CODE.fullmatch(v.strip()) or (said and _LETTERS.fullmatch(v.strip())))
            for v in self.values
        )
        return not self.values or self._percent(codes) >= 90

    def fits(self, field: Field) -> int:
        """Percent of the values that could be in a field."""
        if field.kind == "day":
            return max(self.fits_dates, self._percent(len(self.values) - self.dates_missing))
        if field.kind == "amount":
            return self.fits_amounts
        if field.kind == "whole":
            return self._percent(sum(v.strip().isdigit() for v in self.values))
        if field.kind == "month":
            months = self._percent(sum(map(is_month, self.values)))
            return max(months, self.fits_dates)
        if field.kind == "year":
            return self._percent(sum(bool(_YEAR.fullmatch(v.strip())) for v in self.values))
        if field.name == "measure":
            # Any word says what a goal is for: one that is no measure is refused, not left out,
            # or a goal of calls would become one of revenue.
            return self._percent(sum(any(map(str.isalpha, v)) for v in self.values))
        if field.kind == "choice":
            return self._fits_choice(field)
        return 40 if self.fits_dates >= 90 else 100

    @property
    def dates_missing(self) -> int:
        """How many values are no dates, even as plain numbers."""
        return sum(not dates_of(v) for v in self.values)

    def _fits_choice(self, field: Field) -> int:
        patterns = [
            pattern
            for (_, name), choices in CHOICES.items() if name == field.name
            for _, pattern in choices
        ]  # fmt: skip
        # A word within others tells what a column is for; what a cell says, only the whole does.
        known = re.compile(rf"(^| )({'|'.join(patterns)})")
        texts = (re.sub(LETTERS_APART, " ", v.lower()) for v in self.values)
        return self._percent(sum(bool(known.search(text)) for text in texts))

    def _is_name(self, value: str) -> bool:
        return bool(_NAME.fullmatch(value.strip())) and not _LETTERS.fullmatch(value.strip())

    def _percent(self, count: int) -> int:
        return 100 * count // len(self.values) if self.values else 0


def columns_of_sample(
    headers: abc.Sequence[str],
    rows: abc.Sequence[abc.Sequence[str | None]],
    types: abc.Mapping[str, str],
    more: abc.Mapping[str, abc.Sequence[str]],
) -> dict[str, Column]:
    """Each column of a sample with its values."""
    found = {}
    for place, header in enumerate(headers):
        cells = tuple(row[place] if place < len(row) else None for row in rows)
        values = [v for v in cells if v is not None and v.strip()]
        values += [v for v in more.get(header, ()) if v.strip()]
        found[header] = Column(header, types.get(header, ""), cells, tuple(values))
    return found
