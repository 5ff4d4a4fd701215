"""A question: which measures, by what, over which days, compared with what."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from husay.basics.period import Grain, Window

Compare = Literal["previous", "last-year", "goal"]
Structure = Literal["then", "now"]


@dataclass(frozen=True)
class Question:
    """What is asked of the book.

    `window` is inclusive; `as_of` is the last day that counts (None: the last day with a fact),
    so that a part of a period is compared with the same part of another. `where` is an
    expression over dimensions. `top` and `bottom` keep the rows with most or least of the first
    measure. `currency` converts amounts into it; without it, currencies stand apart.
    """

    measures: tuple[str, ...]
    window: Window
    by: tuple[str, ...] = ()
    grain: Grain | None = None
    compare: Compare | None = None
    where: str | None = None
    structure: Structure = "then"
    top: int | None = None
    bottom: int | None = None
    as_of: date | None = None
    currency: str | None = None


@dataclass(frozen=True)
class Shape:
    """What a snapshot can answer: what exists in it, beyond the words everyone knows.

    `tables` are the book tables with rows, `levels` the dimensions that the units' kinds make
    (division, team, ...), `currencies` those of the sale lines, `first` and `last` the first and
    last day of sales (None without any), `stages` a deal's stages in order. `deal_currencies` are
    those of the deals; `last_deal` and `last_activity` the last days on which anything happened
    to a deal or was done.
    """

    tables: frozenset[str]
    levels: tuple[str, ...] = ()
    currencies: tuple[str, ...] = ()
    currency: str = "PHP"
    first: date | None = None
    last: date | None = None
    stages: tuple[str, ...] = ()
    many_sources: bool = False
    plain_months: bool = True
    deal_currencies: tuple[str, ...] = ()
    last_deal: date | None = None
    last_activity: date | None = None
    present: frozenset[str] = field(default_factory=frozenset)
    """Columns of the sale lines that have a value somewhere."""
