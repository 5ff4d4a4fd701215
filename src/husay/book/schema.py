"""The tables of the book: their columns, keys and meaning, in one place.

Everything that reads, checks, writes, maps or explains a table goes by this description.
Amounts and quantities are whole ten-thousandths (BIGINT); the book holds identifiers only,
names of people, customers and products live in the records.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

ColumnKind = Literal["text", "amount", "day", "whole", "rate"]

SQL_TYPES: dict[ColumnKind, str] = {
    "text": "VARCHAR",
    "amount": "BIGINT",
    "day": "DATE",
    "whole": "INTEGER",
    "rate": "VARCHAR",
}

EARLIEST = date(1900, 1, 1)
"""Where a validity has no stated beginning; also the earliest date that is believed."""

LATEST = date(2199, 12, 31)
"""The last date that is believed."""


@dataclass(frozen=True)
class Column:
    """One column: what it holds, whether a row can do without it, and its value if absent."""

    name: str
    kind: ColumnKind = "text"
    required: bool = False
    choices: tuple[str, ...] = ()
    default: str | None = None

    @property
    def sql_type(self) -> str:
        """The column's type in DuckDB."""
        return SQL_TYPES[self.kind]


@dataclass(frozen=True)
class Table:
    """A book table. `dated` names the date column by whose month the table is partitioned."""

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    dated: str | None = None
    fact: bool = False

    def column(self, name: str) -> Column:
        """The column of that name (KeyError if there is none)."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    @property
    def names(self) -> tuple[str, ...]:
        """Column names in order."""
        return tuple(c.name for c in self.columns)

    @property
    def identity(self) -> tuple[str, ...]:
        """What makes a row the same row: facts are told apart by their source as well."""
        return ("source", *self.key) if self.fact else self.key


def _text(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name) for name in names)


def _key(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, required=True) for name in names)


def _amounts(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, "amount") for name in names)


def _since(*extra: Column) -> tuple[Column, ...]:
    """The validity of a dated row: `valid_to` is its last day, none means it goes on."""
    first = Column("valid_from", "day", required=True, default=EARLIEST.isoformat())
    return (first, *extra, Column("valid_to", "day"))


_CURRENCY = Column("currency", required=True, default="{currency}")

SALE_LINES = Table(
    "sale_lines",
    key=("sale", "line"),
    dated="date",
    fact=True,
    columns=(
        *_key("sale"),
        Column("line", "whole", required=True),
        Column("date", "day", required=True),
        *_text("seller", "unit", "product", "customer", "channel", "territory"),
        Column("quantity", "amount"),
        Column("amount", "amount", required=True),
        *_amounts("tax", "list_amount", "cost"),
        _CURRENCY,
        Column("kind", choices=("sale", "return", "adjustment")),
        Column("returns_sale"),
        Column("returns_line", "whole"),
    ),
)

CREDITS = Table(
    "credits",
    key=("sale", "line", "person", "role"),
    fact=True,
    columns=(
        *_key("sale"),
        Column("line", "whole", required=True),
        *_key("person"),
        Column("role", required=True, choices=("direct", "overlay"), default="direct"),
        Column("share", "amount", required=True, default="1"),
    ),
)

DEALS = Table(
    "deals",
    key=("deal",),
    fact=True,
    columns=(
        *_key("deal"),
        Column("created", "day", required=True),
        Column("closed", "day"),
        Column("status", required=True, choices=("open", "won", "lost"), default="open"),
        Column("amount", "amount"),
        _CURRENCY,
        *_text("seller", "customer", "product", "stage", "lost_reason"),
        Column("expected_close", "day"),
    ),
)

DEAL_STAGES = Table(
    "deal_stages",
    key=("deal", "stage", "entered"),
    fact=True,
    columns=(*_key("deal", "stage"), Column("entered", "day", required=True)),
)

ACTIVITIES = Table(
    "activities",
    key=("activity",),
    dated="date",
    fact=True,
    columns=(
        *_key("activity"),
        Column("date", "day", required=True),
        *_key("seller"),
        *_text("customer", "deal"),
        Column("type", required=True, default="visit"),
    ),
)

PAYMENTS = Table(
    "payments",
    key=("payment",),
    dated="date",
    fact=True,
    columns=(
        *_key("payment"),
        Column("date", "day", required=True),
        *_text("customer", "sale"),
        Column("amount", "amount", required=True),
        _CURRENCY,
        *_text("reverses"),
    ),
)

PRODUCTS = Table(
    "products",
    key=("product",),
    columns=(
        *_key("product"),
        *_text("product_line", "product_group"),
        Column("list_price", "amount"),
    ),
)

CUSTOMERS = Table(
    "customers",
    key=("customer",),
    columns=(*_key("customer"), *_text("customer_group", "territory")),
)

TERRITORIES = Table(
    "territories",
    key=("territory",),
    columns=(*_key("territory"), *_text("territory_group")),
)

UNITS = Table(
    "units",
    key=("unit", "valid_from"),
    columns=(*_key("unit"), *_since(*_text("parent"), Column("kind", default="unit"))),
)

PEOPLE = Table(
    "people",
    key=("person",),
    columns=(*_key("person"), Column("hired", "day"), Column("left", "day")),
)

ASSIGNMENTS = Table(
    "assignments",
    key=("person", "unit", "valid_from"),
    columns=(
        *_key("person", "unit"),
        *_since(
            Column("role", choices=("seller", "manager", "support"), default="seller"),
            Column("manager"),
        ),
    ),
)

OWNERSHIPS = Table(
    "ownerships",
    key=("scope", "item", "valid_from"),
    columns=(
        Column("scope", required=True, choices=("customer", "territory"), default="customer"),
        *_key("item"),
        *_since(*_key("person")),
    ),
)

GOAL_SCOPES = (
    "company",
    "unit",
    "seller",
    "product_line",
    "product",
    "customer_group",
    "territory",
)

GOALS = Table(
    "goals",
    key=("scope", "item", "measure", "starts", "ends"),
    columns=(
        Column("scope", required=True, choices=GOAL_SCOPES, default="company"),
        Column("item", required=True, default=""),
        Column("measure", required=True, default="revenue"),
        Column("starts", "day", required=True),
        Column("ends", "day", required=True),
        Column("value", "amount", required=True),
        Column("currency", default="{currency}"),
    ),
)

POTENTIALS = Table(
    "potentials",
    key=("scope", "item", "measure", "starts", "ends"),
    columns=(
        Column(
            "scope",
            required=True,
            choices=("customer", "territory", "unit", "seller"),
            default="customer",
        ),
        *_key("item"),
        Column("measure", required=True, default="revenue"),
        Column("starts", "day", required=True),
        Column("ends", "day", required=True),
        Column("value", "amount", required=True),
        Column("currency", default="{currency}"),
        Column("precision", "rate"),
        Column("origin"),
    ),
)

RATES = Table(
    "rates",
    key=("from_currency", "to_currency", "date"),
    columns=(
        *_key("from_currency", "to_currency"),
        Column("date", "day", required=True),
        Column("rate", "rate", required=True),
    ),
)

CURRENCIES = ("currency", "from_currency", "to_currency")
"""Columns that hold a currency's three letters, whichever table they are in."""

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        SALE_LINES, CREDITS, DEALS, DEAL_STAGES, ACTIVITIES, PAYMENTS, PRODUCTS, CUSTOMERS,
        TERRITORIES, UNITS, PEOPLE, ASSIGNMENTS, OWNERSHIPS, GOALS, POTENTIALS, RATES,
    )
}  # fmt: skip

NAME_KINDS = (
    "person", "customer", "unit", "product", "product_line", "product_group",
    "territory", "territory_group", "customer_group", "channel",
)  # fmt: skip

NAMES = Table(
    "names",
    key=("kind", "item"),
    columns=(
        Column("kind", required=True, choices=NAME_KINDS),
        *_key("item"),
        Column("name", required=True),
    ),
)
"""What a source may also give: words for identifiers. They go to the records, not the book."""

GIVEN: dict[str, Table] = {**TABLES, NAMES.name: NAMES}
"""Every table that a source may give."""
