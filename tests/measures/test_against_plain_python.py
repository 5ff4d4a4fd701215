"""Credits, shares, owners, units and divisions, then and now: SQL against plain Python."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from husay.basics.amount import parse_amount
from tests.measures import oracle
from tests.measures.making import Made
from tests.measures.oracle import Credited
from tests.measures.test_everything_adds_up import ALL_DAYS

KEYS: dict[tuple[str, str], Callable[[Credited], str]] = {
    ("seller", "then"): lambda part: part.seller,
    ("unit", "then"): lambda part: part.unit,
    ("unit", "now"): oracle.unit_now,
    ("division", "then"): lambda part: oracle.division(part.unit, part.day),
    ("division", "now"): lambda part: oracle.division_now(oracle.unit_now(part)),
    ("product_line", "then"): lambda part: part.product_line,
}


@pytest.mark.parametrize(("dimension", "structure"), KEYS)
@pytest.mark.parametrize("grain", [None, "month"])
def test_revenue(busy: Made, dimension: str, structure: str, grain: str | None) -> None:
    if busy.snapshot.settings.year.pattern != "calendar":
        grain = None
    expected: dict[object, int] = {}
    for part in oracle.credited():
        item: object = KEYS[dimension, structure](part) or None
        key = (item, part.day.isoformat()[:7]) if grain else item
        expected[key] = expected.get(key, 0) + part.amount
    found = busy.cells("revenue", dimension, grain=grain, structure=structure, period=ALL_DAYS)
    assert {key: parse_amount(str(value)) for key, value in found.items()} == expected


def test_orders_and_customers_by_seller(busy: Made) -> None:
    sales = [part for part in oracle.credited() if part.kind == "sale"]
    for measure, of in (("orders", "sale"), ("customers", "customer")):
        expected: dict[str | None, set[str]] = {p.seller or None: set() for p in oracle.credited()}
        for part in sales:
            expected[part.seller or None] |= {getattr(part, of)} - {""}
        found = busy.cells(measure, "seller", period=ALL_DAYS)
        assert found == {seller: len(items) for seller, items in expected.items()}
