"""The shapes of the calls that compare people, units and prices."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from husay.api.shapes import Answered, Dated, Paged, Text


class AskedRanking(Dated):
    """Who is ranked, by what, over which whole months (else the last twelve)."""

    of: Text = Field("", description="“company”, “unit:…” or “seller:…”; else your own.")
    measure: Literal["revenue", "orders", "win_rate", "new_customers"] = Field(
        "revenue", description="By what."
    )
    by: Literal["seller", "unit"] = Field("seller", description="People, or units.")


class AskedGap(Paged):
    """Whose gap, against what."""

    of: Text = Field("", description="“seller:…”, “unit:…” or “product_line:…”; else your own.")
    against: Literal["team", "best", "own"] = Field(
        "team", description="What is usual, the best quarter, or one's own best three months."
    )
    snapshot: Text | None = Field(None, description="A snapshot's number or pin; else the newest.")


class AskedPrice(Dated):
    """Whose prices, by what, over which whole months (else the last three)."""

    of: Text = Field("", description="“company”, “unit:…” or “seller:…”; else your own.")
    by: Text | None = Field(None, description="product_line, product, product_group, ...")
    level: Text | None = Field(
        None, description="What one thing is: product, product_line; else the plainest."
    )


class AskedObstacles(Paged):
    """Whose obstacles."""

    of: Text = Field("", description="“company”, “unit:…” or “seller:…”; else your own.")
    snapshot: Text | None = Field(None, description="A snapshot's number or pin; else the newest.")


class AskedPriceActions(Paged):
    """Which decisions on prices."""

    number: int | None = Field(None, ge=1, le=2**31, description="One by its number; else all.")


class Compared(Answered):
    """A page of an answer with what there is to know of it. Amounts are exact decimal texts."""

    details: list[str]
    facts: dict[str, Any]
