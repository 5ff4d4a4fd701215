"""A company of three sellers and two lines, of which one line falls by half in one unit.

Sales of every weekday from 2023 on, to one account a seller; Cardo's cola in Visayas sells half of
what it did from 13 April 2026 on. Visayas has one team, so the division stands for both.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from tests.upkeep.small import Line, bring_in, new_company

if TYPE_CHECKING:
    from husay.store.company import Company

FIRST, LAST, FALLS = date(2023, 1, 2), date(2026, 6, 30), date(2026, 4, 13)
PLACES = {"ana": ("l1", "luzon"), "ben": ("l2", "luzon"), "cardo": ("v1", "visayas")}
LINES = ("cola", "soap")
ALWAYS = "2020-01-01"


def weekdays(first: date, last: date) -> Iterator[date]:
    """Mondays to Fridays."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return (day for day in days if day.weekday() < 5)


def sale_lines(first: date, last: date, seed: int = 1) -> Iterator[Line]:
    """Three to seven sales a seller, line and weekday, of 70 to 130 pesos each."""
    chance = Random(seed)
    for day in weekdays(first, last):
        for seller in PLACES:
            for line in LINES:
                falls = seller == "cardo" and line == "cola" and day >= FALLS
                for n in range(chance.randrange(3, 8)):
                    amount = chance.randrange(70, 131)
                    if falls and n % 2:
                        continue
                    yield {
                        "sale": f"{seller}-{line}-{day}-{n}", "line": 1, "date": day,
                        "seller": seller, "product": line, "customer": f"of-{seller}",
                        "amount": amount, "list_amount": amount * 5 // 4,
                    }  # fmt: skip


def market(folder: Path) -> Company:
    """The company, imported and swept."""
    company = new_company(folder / "company")
    units = [("all", None, "company"),
             ("luzon", "all", "division"), ("visayas", "all", "division"),
             ("l1", "luzon", "team"), ("l2", "luzon", "team"),
             ("v1", "visayas", "team")]  # fmt: skip
    places = [(who, team, "seller") for who, (team, _) in PLACES.items()]
    places += [("lina", "luzon", "manager"), ("vic", "visayas", "manager")]
    bring_in(company, folder / "data", {
        "sale_lines": sale_lines(FIRST, LAST),
        "products": [{"product": line, "product_line": line} for line in LINES],
        "customers": [{"customer": f"of-{who}", "customer_group": "shops"} for who in PLACES],
        "units": [{"unit": unit, "parent": parent, "kind": kind, "valid_from": ALWAYS}
                  for unit, parent, kind in units],
        "assignments": [{"person": who, "unit": unit, "role": role, "valid_from": ALWAYS}
                        for who, unit, role in places],
        "people": [{"person": who} for who, _unit, _role in places],
    })  # fmt: skip
    from husay.store.signals.sweeping import sweep_newest

    sweep_newest(company, datetime(2026, 7, 1, tzinfo=UTC))
    return company
