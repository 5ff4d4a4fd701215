"""A query built up in layers: each names new columns over the one below it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from husay.pay.compile.whole import NARROW, Whole, cast


@dataclass(frozen=True, slots=True)
class Layers:
    """A query; `with_` puts columns on top of it that may name all below."""

    sql: str

    def with_(self, columns: Mapping[str, str], where: str = "") -> Layers:
        """The same rows with further columns."""
        said = "".join(f", {sql} AS {name}" for name, sql in columns.items())
        kept = f" WHERE {where}" if where else ""
        return Layers(f"SELECT *{said} FROM ({self.sql}) AS x{kept}")

    def where(self, condition: str) -> Layers:
        """The rows for which a condition holds."""
        return Layers(f"SELECT * FROM ({self.sql}) AS x WHERE {condition}")

    def only(self, columns: Mapping[str, str]) -> Layers:
        """These columns and no others."""
        return Layers(f"SELECT {selected(columns)} FROM ({self.sql}) AS x")


def selected(columns: Mapping[str, str]) -> str:
    """Columns as a query selects them."""
    return ", ".join(f"{sql} AS {name}" for name, sql in columns.items())


def added_up(number: Whole, rows: int, over: str) -> Whole:
    """The sum of a number over at most so many rows: of a window, or of a group where `over` is
    ''. Sums are HUGEINTs to DuckDB; one that fits a BIGINT is cast to it."""
    low, high = min(0, number.low * rows), max(0, number.high * rows)
    window = f" OVER ({over})" if over else ""
    summed = f"SUM({number.sql}){window}"
    narrow = max(-low, high) <= NARROW
    return Whole(f"CAST(COALESCE({summed}, 0) AS {'BIGINT' if narrow else 'HUGEINT'})", low, high)


def named(number: Whole, name: str) -> Whole:
    """The same number as a column of a layer."""
    return Whole(name, number.low, number.high)


def columns_of(numbers: Mapping[str, Whole]) -> dict[str, str]:
    """Numbers as the columns of a layer, each of its type."""
    return {name: cast(number) for name, number in numbers.items()}
