"""From a mapping to the SELECTs that the importer runs: text in, text out, nothing lost.

What cannot be read stays as it stands in the file, so that the checks list it with its own words
and its row. Amounts go through DECIMAL only. A file's rows are numbered as people count them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from husay.book.mapping.choices import CHOICES, LETTERS_APART
from husay.book.mapping.fields import Field, field_of
from husay.book.mapping.model import DateReading, Decimal, Feed, Mapping
from husay.book.mapping.reading import AROUND, DOCUMENT, MONTHS, size_pattern
from husay.book.mapping.total_lines import is_total_sql
from husay.book.sql import is_error_sql, literal, quoted, trimmed
from husay.book.staging import FILE_ROW

_CLOCKS = ("", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p")
_ORDERS: dict[DateReading, tuple[str, ...]] = {
    # Two-digit years first: %Y would take '26' for the year 26.
    "dmy": ("%d/%m/%y", "%d/%m/%Y"),
    "mdy": ("%m/%d/%y", "%m/%d/%Y"),
    "named": ("%d %b %y", "%d %b %Y", "%d %B %y", "%d %B %Y", "%b %d %y", "%b %d %Y", "%B %d %y",
              "%B %d %Y"),
}  # fmt: skip
CASE_BREAK = "\n      "
_MARKS = {"person": "p-", "customer": "c-"}


def text_sql(column: str) -> str:
    """A column's text without blanks around it."""
    return trimmed(column)


def mark_sql(column: str, kind: str, salt: str) -> str:
    """A mark that stands for a name: the same for the same name, and not the name.

    What Excel could not compute is no name, and stays for the checks to refuse.
    """
    text = f"nfc_normalize(trim({column}))"
    name = f"nullif(lower(regexp_replace({text}, '\\s+', ' ', 'g')), '')"
    mark = f"{literal(_MARKS[kind])} || left(md5({literal(salt)} || {name}), 12)"
    return f"CASE WHEN {is_error_sql(column)} THEN {column} ELSE {mark} END"


def amount_sql(column: str, decimal: Decimal, signs: Sequence[str] = ()) -> str:
    """An amount's plain text where it is written as expected, else what stands there."""
    bare, size = column, literal(size_pattern(decimal))
    for sign in signs:
        bare = f"replace({bare}, {literal(sign)}, '')"
    digits = f"regexp_replace({bare}, '[^0-9{decimal}]', '', 'g')"
    cases = []
    if decimal == ".":
        cases.append(f"WHEN TRY_CAST({column} AS DECIMAL(18, 4)) IS NOT NULL THEN {column}")
    else:
        digits = f"replace({digits}, ',', '.')"
    cases += [
        f"WHEN regexp_full_match(trim({bare}, {literal(AROUND)}), {size})",
        f"  AND contains({column}, '(') = contains({column}, ')')",
        f"  AND NOT regexp_full_match({column}, {literal(DOCUMENT)}, 's')",
        f"THEN if(regexp_matches({column}, '[-\u2212(]'), '-', '') || {digits}",
    ]
    if decimal == ",":
        # A reader of plain numbers would take 12.5 as it stands: said to be unlike the others, it
        # is a text that the checks refuse.
        unlike = literal(" ≠ 1.234,50")
        cases.append(
            f"WHEN TRY_CAST({column} AS DECIMAL(18, 4)) IS NOT NULL THEN {column} || {unlike}"
        )
    return f"CASE {CASE_BREAK.join(cases)}{CASE_BREAK}ELSE {column} END"


def date_sql(column: str, reading: DateReading) -> str:
    """A date as 2026-01-31 where it is written as expected, else what stands there."""
    if reading in ("native", "iso"):
        return column
    if reading == "serial":
        number = f"regexp_extract({column}, '^\\s*(\\d{{5}})(\\.\\d+)?\\s*$', 1)"
        day = f"DATE '1899-12-30' + TRY_CAST({number} AS INTEGER)"
        return f"coalesce(CAST({day} AS VARCHAR), {column})"
    if reading == "compact":
        return _parsed(column, column, ("%Y%m%d",))
    formats = tuple(f"{date}{clock}" for date in _ORDERS[reading] for clock in _CLOCKS)
    if reading == "named":
        spaced = f"regexp_replace(trim({column}), '[-/., ]+', ' ', 'g')"
        return _parsed(column, spaced, formats)
    return _parsed(column, f"translate({column}, '-.', '//')", formats)


def day_first_or_last_sql(column: str, reading: Literal["dmy", "mdy"]) -> str:
    """The date that a text of digits is in one order of day and month, else NULL."""
    formats = ", ".join(literal(f"{date}{clock}") for date in _ORDERS[reading] for clock in _CLOCKS)
    return f"CAST(try_strptime(translate({column}, '-.', '//'), [{formats}]) AS DATE)"


def _parsed(column: str, text: str, formats: Sequence[str]) -> str:
    listed = ", ".join(literal(f) for f in formats)
    day = f"CAST(try_strptime({text}, [{listed}]) AS DATE)"
    return f"coalesce(CAST({day} AS VARCHAR), {column})"


def choice_sql(column: str, table: str, field: str) -> str:
    """One of the book's choices where a word for it is known, else what stands there."""
    cases = []
    words = f"trim(regexp_replace(lower({column}), {literal(LETTERS_APART)}, ' ', 'g'))"
    for choice, pattern in CHOICES[table, field]:
        known = literal(pattern)
        cases.append(f"WHEN regexp_full_match({words}, {known}) THEN {literal(choice)}")
    return f"CASE {CASE_BREAK.join(cases)}{CASE_BREAK}ELSE {column} END"


def month_sql(column: str) -> str:
    """The first day of a month ('2026-01', 'Jan 2026', 'Enero 2026'), else what stands there."""
    name = f"list_position({_month_list()}, regexp_extract(lower({column}), '[a-z]+'))"
    year = f"regexp_extract({column}, '\\d{{4}}')"
    named = f"{year} || '-' || (({name} - 1) % 12 + 1) || '-01'"
    numbers = "['%Y-%m', '%Y/%m', '%m-%Y', '%m/%Y', '%b-%y', '%b %y']"
    day = f"coalesce(CAST(try_strptime({column}, {numbers}) AS DATE), TRY_CAST({named} AS DATE))"
    return f"coalesce(CAST({day} AS VARCHAR), {column})"


def month_of_day_sql(column: str, reading: DateReading) -> str:
    """The first day of the month that a date is in, else what stands there."""
    day = f"TRY_CAST({date_sql(column, reading)} AS DATE)"
    return f"coalesce(CAST(CAST(date_trunc('month', {day}) AS DATE) AS VARCHAR), {column})"


def month_of_year_sql(month: str, year: str) -> str:
    """The first day of a month in one column ('1', 'Jan', 'Enero') of the year in another."""
    from_name = f"(list_position({_month_list()}, lower(trim({month}))) - 1) % 12 + 1"
    number = f"coalesce(TRY_CAST({month} AS INTEGER), {from_name})"
    day = f"TRY_CAST({year} || '-' || {number} || '-01' AS DATE)"
    return f"coalesce(CAST({day} AS VARCHAR), concat_ws(' ', {month}, {year}))"


def _month_list() -> str:
    return "[" + ", ".join(literal(m) for m in MONTHS) + "]"


class Reader:
    """The SQL of each field that a mapping feeds."""

    def __init__(self, mapping: Mapping) -> None:
        self.mapping = mapping

    def column(self, feed: Feed) -> str:
        """A column as text, whatever the file made of it."""
        name = quoted(feed.given)
        native = "native" in (feed.dates, feed.decimal)
        return f"CAST({name} AS VARCHAR)" if native else name

    def sql(self, name: str) -> str:
        """What a fed field's SQL is."""
        feed = self.mapping.feed(name)
        field = field_of(self.mapping.table, name)
        assert feed is not None
        assert field is not None
        return self._read(feed, field)

    def _read(self, feed: Feed, field: Field) -> str:
        column = self.column(feed)
        if feed.hidden:
            return mark_sql(column, field.names, self.mapping.salt)
        if field.kind == "day":
            return date_sql(column, feed.dates or "iso")
        if field.kind == "amount":
            if feed.decimal == "native":
                return column
            signs = (*self.mapping.signs, "%") if feed.share else self.mapping.signs
            return amount_sql(column, feed.decimal or ".", signs)
        if field.kind == "choice":
            return choice_sql(column, self.mapping.table, field.name)
        if field.kind == "month":
            year = self.mapping.feed("year")
            if feed.dates:
                return month_of_day_sql(column, feed.dates)
            return month_of_year_sql(column, self.column(year)) if year else month_sql(column)
        return text_sql(column)

    def fed(self) -> list[str]:
        """The fields that are fed and stand in rows (names go elsewhere)."""
        fields = [field_of(self.mapping.table, f.field) for f in self.mapping.feeds]
        return [f.name for f in fields if f is not None and not f.is_name]


@dataclass(frozen=True)
class Parts:
    """The named parts that a mapping's SELECTs begin with, under names that the view leaves free.

    `numbered` is the file's rows with their numbers; `lines` has each fed field read, wholly
    empty rows and lines of totals left out.
    """

    mapping: Mapping
    view: str

    @property
    def numbered(self) -> str:
        """The name of the numbered rows."""
        return "numbered" if self.view != "numbered" else "numbered_rows"

    @property
    def lines(self) -> str:
        """The name of the rows as read."""
        return "lines" if self.view != "lines" else "lines_read"

    @property
    def total(self) -> str:
        """SQL that is true of a numbered row that is a line of totals."""
        return is_total_sql(self.mapping)

    def numbered_sql(self) -> str:
        """The numbered rows: the first one stands below what is above it and the header."""
        above = self.mapping.skip + 1
        number = f"row_number() OVER () + {above} AS {FILE_ROW}"
        return f"WITH {self.numbered} AS (\n  SELECT {number}, * FROM {quoted(self.view)}\n)"

    def lines_sql(self, reader: Reader) -> str:
        """The numbered rows and the rows as read."""
        columns = ",\n    ".join(f"{reader.sql(name)} AS {quoted(name)}" for name in reader.fed())
        texts = (f"CAST({quoted(header)} AS VARCHAR)" for header in self.mapping.given)
        filled = " OR ".join(f"trim({text}) <> ''" for text in texts)
        return (
            f"{self.numbered_sql()},\n{self.lines} AS (\n  SELECT\n    {FILE_ROW},\n    {columns}\n"
            f"  FROM {self.numbered}\n  WHERE ({filled})\n    AND NOT {self.total}\n)"
        )
