"""Guessing a mapping from a file's headers and a sample of its values.

Headers say what a column is, values say whether that can be and how it is written. Where neither
can, the mapping asks: a date order is never guessed.
"""

from __future__ import annotations

import collections.abc as abc
from dataclasses import dataclass, replace

from husay.book.mapping.evidence import Column, columns_of_sample
from husay.book.mapping.fields import FIELDS, Field, field_of
from husay.book.mapping.model import Feed, Mapping
from husay.book.mapping.own_names import own_name, table_of_own_names
from husay.book.mapping.reading import signs_in
from husay.book.mapping.settling import settle
from husay.book.mapping.words import HEAVY, heard_as, words_of

_ENOUGH = 55
"""How sure, in percent, a header must make us before its column is used."""

_MARKED_BY: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = (
    ("goals", (("value",),)),
    ("deals", (("deal", "stage"), ("deal", "status"), ("stage", "created"), ("status", "created"))),
    ("activities", (("activity",), ("type", "date"))),
    ("assignments", (("person", "unit"),)),
    ("people", (("person", "hired"),)),
    ("units", (("unit", "parent"),)),
    ("payments", (("payment", "amount"),)),
    ("potentials", (("value",),)),
)
_MARKING_WORDS = {
    "goals": {"goal"},
    "deals": {"deal", "stage", "lead", "expected"},
    "activities": {"activity", "visit", "call"},
    "assignments": {"manager", "reportsto", "role", "position", "employee", "person", "valid"},
    "people": {"hired"},
    "units": {"parent", "unit", "businessunit"},
    "payments": {"payment", "check"},
    "potentials": {"potential"},
}
_FILE_WORDS = {"goals": "goal", "deals": "deal", "activities": "activity", "payments": "payment",
               "potentials": "potential",
               "customers": "customer", "products": "product", "units": "unit",
               "people": "employee", "assignments": "team"}  # fmt: skip


@dataclass(frozen=True)
class Said:
    """What the user has said: the table, what chosen columns feed ('' for nothing), answers to
    questions by code."""

    table: str | None = None
    chosen: abc.Mapping[str, str] | None = None
    answers: abc.Mapping[str, str] | None = None


def guess(
    headers: abc.Sequence[str],
    sample_rows: abc.Sequence[abc.Sequence[str | None]],
    types: abc.Mapping[str, str] | None = None,
    *,
    called: str = "",
    more: abc.Mapping[str, abc.Sequence[str]] | None = None,
    said: Said = Said(),
) -> Mapping:
    """The mapping that a file's headers and sample rows suggest.

    `types` are the columns' types where the file has any: DuckDB's names for Parquet, 'number'
    and 'date' for Excel. `called` is the file's name, a hint at its table. `more` are further
    values of columns about which the sample left a question. Texts only: None is an empty cell.
    """
    columns = columns_of_sample(headers, sample_rows, types or {}, more or {})
    table = said.table if said.table in FIELDS else _table(columns, called)
    feeds = _assigned(table, columns, said.chosen or {})
    mapping = Mapping(
        table=table,
        feeds=tuple(_in_field_order(table, feeds)),
        headers=tuple(headers),
        signs=_signs(table, feeds, columns),
    )
    return settle(mapping, columns, said.answers or {})


def _table(columns: abc.Mapping[str, Column], called: str) -> str:
    """Sale lines, unless the headers (or the file's name) tell of something else."""
    if own := table_of_own_names(columns):
        return own
    name = words_of(called.split(".")[0])
    feeds = _names_alone("sale_lines", _assigned("sale_lines", columns, {}))
    fields = {f.field for f in feeds}
    if "date" in fields and len(fields & {"sale", "line", "quantity", "unit_price"}) > 1:
        return "sale_lines"
    for table, groups in _MARKED_BY:
        feeds = _names_alone(table, _assigned(table, columns, {}))
        theirs = {f.field for f in feeds}
        words = frozenset[str]().union(*(words_of(f.given) for f in feeds))
        marked = _MARKING_WORDS[table] & words or _FILE_WORDS[table] in name
        if marked and any(set(group) <= theirs for group in groups):
            return table
    if "date" in fields and ("amount" in fields or {"unit_price", "quantity"} <= fields):
        return "sale_lines"
    for table, key in (("products", "product"), ("customers", "customer")):
        if (key in fields and _FILE_WORDS[table] in name) or _only(table, fields):
            return table
    return "sale_lines"


def _only(table: str, fields: set[str]) -> bool:
    """Whether the columns tell of customers (or products) and of nothing else."""
    theirs = {f.name for f in FIELDS[table]} | {"unit_price", "unit_list_price"}
    return bool(fields) and fields <= theirs and table.removesuffix("s") in fields


def _assigned(
    table: str, columns: abc.Mapping[str, Column], chosen: abc.Mapping[str, str]
) -> list[Feed]:
    """Each field with the column that means it best, the surest first."""
    feeds = _assigned_by(table, columns, chosen, own=True)
    lacks_amount = not {f.field for f in feeds} & {"amount", "unit_price"}
    if table in ("sale_lines", "payments") and lacks_amount:
        return _assigned_by(table, columns, chosen, own=False)  # a lone "sale" may be what it made
    return feeds


def _assigned_by(
    table: str, columns: abc.Mapping[str, Column], chosen: abc.Mapping[str, str], own: bool
) -> list[Feed]:
    feeds = [
        Feed(field, header, confidence=100, reason="chosen")
        for header, field in chosen.items()
        if field and header in columns and field_of(table, field)
    ]
    candidates = [
        (sure, -place, field.name, header, reason)
        for place, (header, column) in enumerate(columns.items())
        if header not in chosen
        for field in FIELDS[table]
        for sure, reason in (_sure(field, column, own),)
        if sure >= _ENOUGH
    ]
    for sure, _, field, header, reason in sorted(candidates, reverse=True):
        if not any(f.field == field or f.given == header for f in feeds):
            feeds.append(Feed(field, header, confidence=min(sure, 99), reason=reason))
    fed = {f.given for f in feeds} | set(chosen)
    return _by_values(table, feeds, {h: c for h, c in columns.items() if h not in fed})


def _sure(field: Field, column: Column, own: bool) -> tuple[int, str]:
    """How sure a column's header and values make us that it feeds a field; `own` heeds the book's
    own names."""
    sure = heard_as(words_of(column.header), field.heard)
    sure = max(sure, own_name(field, column)) if own else sure
    if sure <= 0 or not column.values:
        return sure, "header"
    fits = column.fits(field)
    if fits < 50:
        return 0, "values"
    if field.name == "line" and len(set(column.values)) == 1 < len(column.values) > 20:
        return sure - 30, "both"
    if field.is_name:
        sure += 3 if column.looks_like_names else -8
    elif field.names and column.looks_like_names:
        sure -= 3
    return sure + (3 if fits >= 90 and field.kind != "text" else 0), "both"


def _by_values(table: str, feeds: list[Feed], free: abc.Mapping[str, Column]) -> list[Feed]:
    """A date or an amount that no header tells of, where just one column can be it."""
    if table != "sale_lines":
        return feeds
    fed = {f.field for f in feeds}
    dates = [h for h, c in free.items() if c.fits_dates >= 90 and not c.fits_amounts >= 90]
    if "date" not in fed and len(dates) == 1:
        feeds.append(Feed("date", dates[0], confidence=60, reason="values"))
    amounts = [h for h, c in free.items() if c.looks_like_money and not HEAVY & words_of(h)]
    if not fed & {"amount", "unit_price"} and len(amounts) == 1:
        feeds.append(Feed("amount", amounts[0], confidence=50, reason="values"))
    return feeds


def _in_field_order(table: str, feeds: abc.Sequence[Feed]) -> list[Feed]:
    order = [f.name for f in FIELDS[table]]
    return sorted(_names_alone(table, feeds), key=lambda f: order.index(f.field))


def _names_alone(table: str, feeds: abc.Sequence[Feed]) -> list[Feed]:
    """Where names are given and no codes, the name is what tells them apart."""
    fed = {f.field for f in feeds}
    alone = []
    for feed in feeds:
        code = feed.field.removesuffix("_name")
        field = field_of(table, feed.field)
        lonely = field is not None and field.is_name and code not in fed
        alone.append(replace(feed, field=code) if lonely else feed)
    if table == "sale_lines" and "unit_price" in fed and not fed & {"amount", "quantity"}:
        return [replace(f, field="amount") if f.field == "unit_price" else f for f in alone]
    return alone


def _signs(
    table: str, feeds: abc.Sequence[Feed], columns: abc.Mapping[str, Column]
) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for feed in feeds:
        field = field_of(table, feed.field)
        if field is not None and field.kind == "amount":
            found |= dict.fromkeys(signs_in(columns[feed.given].values))
    return tuple(found)
