"""Amounts in different currencies are never added, on the standing page neither."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from husay.basics.amount import SCALE
from tests.upkeep.small import bring_in, new_company

if TYPE_CHECKING:
    from husay.store.company import Company


def sold_in_two(folder: Path) -> "Company":
    company = new_company(folder / "company")
    lines = [
        {"sale": "a", "line": 1, "date": date(2025, 3, 3), "amount": "12785.50", "currency": "PHP"},
        {"sale": "b", "line": 1, "date": date(2025, 3, 4), "amount": "200", "currency": "USD"},
    ]
    bring_in(company, folder / "data", {"sale_lines": lines})
    return company


def test_only_the_companys_currency_is_counted_and_the_other_is_named(tmp_path: Path) -> None:
    standing = sold_in_two(tmp_path).standing()
    assert standing is not None
    assert (standing.currency, standing.left_out) == ("PHP", ("USD",))
    assert standing.month.value == standing.year.value == 127_855 * SCALE // 10
    assert standing.pace.actual[-1] == 127_855 * SCALE // 10
