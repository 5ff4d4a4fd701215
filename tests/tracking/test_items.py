"""Choices for a list: a few are named, many are not, and many customers cost no look at lines."""

from pathlib import Path

import pytest

from husay.tracking.items import few_items
from tests.measures.making import make

SALES = "sale,line,date,customer,product,amount\n" + "\n".join(
    f"S{n},1,2024-01-0{n},c{n},p{n},{n}" for n in (1, 2, 3)
)


NAMED = ("c3", "c2", "c1")


@pytest.mark.parametrize(("most", "found"), [(2, ()), (3, NAMED), (4, NAMED)])
def test_a_few_customers_are_named_largest_first(
    tmp_path: Path, most: int, found: tuple[str, ...]
) -> None:
    tables = {"sale_lines": SALES, "customers": "customer\nc1\nc2\nc3"}
    snapshot = make(tmp_path, tables).snapshot
    assert few_items(snapshot, "sales", "customer", most) == found


def test_without_a_list_of_customers_the_lines_tell(tmp_path: Path) -> None:
    snapshot = make(tmp_path, {"sale_lines": SALES}).snapshot
    assert few_items(snapshot, "sales", "customer", 3) == ("c3", "c2", "c1")
    assert few_items(snapshot, "sales", "customer", 2) == ()
