"""Settling how each fed column is read, and asking where its values leave it open.

Columns of one file are written alike: what one date column shows decides for the others.
"""

from __future__ import annotations

import collections.abc as abc
from collections import Counter
from dataclasses import replace
from fractions import Fraction

from husay.book.mapping.evidence import Column
from husay.book.mapping.fields import field_of
from husay.book.mapping.model import (
    DateReading,
    Decimal,
    Feed,
    Mapping,
    MappingQuestion,
    Share,
)
from husay.book.mapping.reading import amount_of, is_month, is_undecided
from husay.book.mapping.words import words_of

_FEW = 5
"""How many examples a question shows."""

_TELLING = 50
"""Smaller amounts tell no tax rate: a cent is too much of them."""

Columns = abc.Mapping[str, Column]
Answers = abc.Mapping[str, str]


def settle(mapping: Mapping, columns: Columns, answers: Answers) -> Mapping:
    """The mapping with the reading of each column, and the questions that remain."""
    mapping = _settle_names(mapping, columns)
    for step in (_settle_decimals, _settle_dates, _settle_shares, _settle_tax, _settle_cost):
        mapping = step(mapping, columns, answers)
    return mapping


def _with(mapping: Mapping, feeds: abc.Iterable[Feed], *questions: MappingQuestion) -> Mapping:
    return replace(mapping, feeds=tuple(feeds), questions=(*mapping.questions, *questions))


def _kind(mapping: Mapping, feed: Feed) -> str:
    field = field_of(mapping.table, feed.field)
    return field.kind if field else ""


def _settle_names(mapping: Mapping, columns: Columns) -> Mapping:
    """What may be people's names is hidden: only codes enter the book as they are."""
    feeds = []
    for feed in mapping.feeds:
        field = field_of(mapping.table, feed.field)
        private = field is not None and field.private and not field.is_name
        hidden = private and not columns[feed.given].looks_like_codes
        feeds.append(replace(feed, hidden=hidden))
    return replace(mapping, feeds=tuple(feeds))


def _settle_decimals(mapping: Mapping, columns: Columns, answers: Answers) -> Mapping:
    amounts = [f for f in mapping.feeds if _kind(mapping, f) == "amount"]
    texts = [f for f in amounts if not columns[f.given].native]
    values = {f.given: columns[f.given].values for f in texts if columns[f.given].type != "number"}
    said = answers.get("decimal")
    decimal = _decimal(mapping.signs, [v for vs in values.values() for v in vs])
    question: list[MappingQuestion] = []
    if said in (".", ","):
        decimal = "," if said == "," else "."
    elif decimal is None:
        open_ = {
            h: [v for v in vs if is_undecided(v, (*mapping.signs, "%"))] for h, vs in values.items()
        }
        examples = [v for vs in open_.values() for v in vs]
        comma = sum("," in v for v in examples)
        question = [
            MappingQuestion(
                "decimal", tuple(h for h, vs in open_.items() if vs),
                tuple(dict.fromkeys(examples))[:_FEW], (".", ","),
                "." if 2 * comma >= len(examples) else "",
            )
        ]  # fmt: skip
    feeds = []
    for feed in mapping.feeds:
        if feed in amounts:
            column = columns[feed.given]
            reading: Decimal | None = "." if column.type == "number" else decimal
            feed = replace(feed, decimal="native" if column.native else reading)
        feeds.append(feed)
    return _with(mapping, feeds, *question)


def _decimal(signs: tuple[str, ...], values: abc.Iterable[str]) -> Decimal | None:
    """The decimal sign that all amounts of a file are written with, or None where it is open."""
    reads: Counter[Decimal] = Counter()
    undecided = False
    around = (*signs, "%")
    for value in values:
        point, comma = amount_of(value, ".", around), amount_of(value, ",", around)
        if (point is None) != (comma is None):
            reads["." if comma is None else ","] += 1
        undecided = undecided or is_undecided(value, around)
    if reads:
        return reads.most_common(1)[0][0]
    return None if undecided else "."


def _settle_dates(mapping: Mapping, columns: Columns, answers: Answers) -> Mapping:
    days = [f for f in mapping.feeds if _kind(mapping, f) == "day" or _is_day(mapping, f, columns)]
    order = answers.get("dates") or _order(columns[f.given] for f in days)
    feeds, open_ = [], list[Feed]()
    for feed in mapping.feeds:
        if feed in days:
            reading = _date_reading(columns[feed.given], order, "dates" in answers)
            if reading is None and columns[feed.given].dates:
                open_.append(feed)
            feed = replace(feed, dates=reading)
        feeds.append(feed)
    if not open_:
        return _with(mapping, feeds)
    examples = dict.fromkeys(v for f in open_ for v in columns[f.given].values)
    question = MappingQuestion(
        "dates", tuple(f.given for f in open_), tuple(examples)[:_FEW], ("dmy", "mdy")
    )
    return _with(mapping, feeds, question)


def _is_day(mapping: Mapping, feed: Feed, columns: Columns) -> bool:
    """Whether a column of months holds whole dates instead."""
    column = columns[feed.given]
    return (
        _kind(mapping, feed) == "month"
        and column.fits_dates >= 90
        and not all(map(is_month, column.values))
    )


def _order(columns: abc.Iterable[Column]) -> str:
    """'dmy' or 'mdy' where some column's values tell, else ''."""
    day = month = 0
    for column in columns:
        both = column.dates["dmy"], column.dates["mdy"]
        day += max(0, both[0] - both[1])
        month += max(0, both[1] - both[0])
    return "" if day == month else "dmy" if day > month else "mdy"


def _date_reading(column: Column, order: str, said: bool) -> DateReading | None:
    """How a column's dates are written; None where only the user can say."""
    if column.native:
        return "native" if column.type.startswith(("DATE", "TIMESTAMP")) else "compact"
    if column.type == "date" or not column.values:
        return "iso"
    best = max(column.dates.values(), default=0)
    sure: tuple[DateReading, ...] = ("iso", "named", "compact", "serial")
    for reading in sure:
        if best and column.dates[reading] == best:
            return reading
    own = column.dates["dmy"] - column.dates["mdy"]
    if own and not said:
        return "dmy" if own > 0 else "mdy"
    if not best:
        return None
    return "dmy" if order == "dmy" else "mdy" if order == "mdy" else None


def _settle_shares(mapping: Mapping, columns: Columns, answers: Answers) -> Mapping:
    """How a discount and a precision are given: a precision is never an amount."""
    feeds = [
        replace(f, share=_share(f, columns[f.given])) if f.field in _SHARES else f
        for f in mapping.feeds
    ]
    return _with(mapping, feeds)


_SHARES = ("discount", "precision")


def _share(feed: Feed, column: Column) -> Share:
    numbers = _numbers(column.values, feed, ("%",))
    if numbers and all(0 <= n <= 1 for n in numbers) and any(n % 1 for n in numbers):
        return "fraction"
    said = {"percent", "rate"} & words_of(feed.given) or any("%" in v for v in column.values)
    return "percent" if said or feed.field == "precision" else ""


def _numbers(
    values: abc.Iterable[str | None], feed: Feed | None, signs: abc.Iterable[str] = ()
) -> list[Fraction]:
    decimal: Decimal = "," if feed is not None and feed.decimal == "," else "."
    texts = (amount_of(v, decimal, signs) for v in values if v is not None)
    return [Fraction(t.rstrip(".")) for t in texts if t]


def _settle_tax(mapping: Mapping, columns: Columns, answers: Answers) -> Mapping:
    """Whether amounts include the tax beside them: told by the rate that they would make."""
    tax, amount = mapping.feed("tax"), mapping.feed("amount")
    amount = amount or mapping.feed("unit_price")
    if tax is None or amount is None or mapping.table != "sale_lines":
        return mapping
    said = answers.get("tax", "")
    if said not in ("included", "apart") and {"net", "subtotal"} & words_of(amount.given):
        said = "apart"
    elif said not in ("included", "apart") and amount.field == "amount":
        said = _tax_told(mapping, columns, tax, amount)
    if said:
        return replace(mapping, tax=said)
    question = MappingQuestion(
        "tax", (amount.given, tax.given), columns[amount.given].values[:_FEW],
        ("included", "apart"),
    )  # fmt: skip
    return _with(mapping, mapping.feeds, question)


def _tax_told(mapping: Mapping, columns: Columns, tax: Feed, amount: Feed) -> str:
    """A whole percentage one way and not the other tells which way it is."""
    apart, within = Counter[int](), Counter[int]()
    count = 0
    rows = zip(columns[tax.given].cells, columns[amount.given].cells, strict=True)
    for cells in rows:
        pair = [_numbers([cell], tax, mapping.signs) for cell in cells]
        if not all(pair) or pair[0][0] <= 0 or pair[1][0] < _TELLING:
            continue
        (part,), (whole,) = pair
        count += 1
        apart[_whole_percent(part, whole)] += 1
        within[_whole_percent(part, whole - part)] += 1
    best = [max((n for rate, n in seen.items() if rate), default=0) for seen in (apart, within)]
    if count == 0 or max(best) * 10 < count * 8 or best[0] == best[1]:
        return ""
    return "apart" if best[0] > best[1] else "included"


def _whole_percent(part: Fraction, whole: Fraction) -> int:
    """The whole percentage that a tax is of an amount to the cent, or 0."""
    if whole <= 0:
        return 0
    rate = round(part * 100 / whole)
    exact = abs(whole * rate / 100 - part) <= Fraction(1, 100)
    return rate if exact else 0


def _settle_cost(mapping: Mapping, columns: Columns, answers: Answers) -> Mapping:
    """Whether a cost beside a quantity is each piece's or the line's."""
    cost, quantity = mapping.feed("cost"), mapping.feed("quantity")
    if cost is None or quantity is None:
        return mapping
    if {"total", "line", "sale", "amount"} & words_of(cost.given):
        return replace(mapping, cost="line")
    if answers.get("cost") in ("each", "line"):
        return replace(mapping, cost=answers["cost"])
    pieces = _numbers(columns[quantity.given].values, quantity)
    if all(n in (0, 1, -1) for n in pieces):
        return replace(mapping, cost="line")
    examples = columns[cost.given].values[:_FEW]
    question = MappingQuestion("cost", (cost.given,), examples, ("each", "line"))
    return _with(mapping, mapping.feeds, question)
