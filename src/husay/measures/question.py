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


WholeScope = Literal["company", "unit", "seller"]


@dataclass(frozen=True)
class Whole:
    """What all rows together are: the company, or one unit with all below it, or one seller.

    `scope` and `item` are those of the goals that the whole is held against.
    """

    scope: WholeScope = "company"
    item: str = ""


@dataclass(frozen=True)
class Ahead:
    """Facts dated far ahead of all others and of the last import: how many, and the latest day."""

    family: str
    rows: int
    last: date


@dataclass(frozen=True)
class Shape:
    """What a snapshot can answer: what exists in it, beyond the words everyone knows.

    `tables` are the book tables with rows, `levels` the dimensions that the units' kinds make
    (division, team, ...), `currencies` those of the sale lines, `first` and `last` the first and
    last day of sales (None without any), `stages` a deal's stages in order. `deal_currencies` are
    those of the deals; `first_deal` and `last_deal`, `first_activity` and `last_activity` the days
    between which anything happened to a deal or was done.

    A last day is never one that lies far ahead of all others and of the last import: one line of
    2062 does not make this month whole. What lies beyond is in `ahead`. `contested` are people
    whom two assignments put into two units from the same day on.
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
    present_in: tuple[tuple[str, frozenset[str]], ...] = ()
    """The same of the deals and of the activities, by family."""
    first_deal: date | None = None
    first_activity: date | None = None
    ahead: tuple[Ahead, ...] = ()
    contested: tuple[str, ...] = ()
    measures: frozenset[str] | None = None
    """The measures that are open to whoever asks; None: all."""
    whole: Whole | None = Whole()
    """What all rows together are; None: no one thing, such as a unit and some people besides."""

    @property
    def last_of_all(self) -> date | None:
        """The last day of any sale, one that lies ahead included."""
        ahead = [a.last for a in self.ahead if a.family == "sales"]
        return ahead[0] if ahead else self.last

    def days_of(self, family: str) -> tuple[date | None, date | None]:
        """The first and the last day of a family's facts."""
        return {
            "sales": (self.first, self.last),
            "deals": (self.first_deal, self.last_deal),
            "activities": (self.first_activity, self.last_activity),
        }[family]
