"""A sales floor of which figures can tell who cannot close, and whose sales fall.

Six sell in the north, which Mia leads, three in the south, which Sam leads, from July 2022 to the
end of June 2024, and on to October in `later`. Each has twenty new deals a month; seven of ten come
to a meeting, and of these half are won: of Ben's one in six, of Ana's three in four. Everybody
sells a few things each weekday; Ben sells half as much from 15 April 2024 on.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from tests.signals.market import weekdays
from tests.upkeep.small import Line, bring_in, new_company

if TYPE_CHECKING:
    from husay.store.company import Company

FIRST, LAST, FALLS = date(2022, 7, 4), date(2024, 6, 30), date(2024, 4, 15)
LATER = date(2024, 10, 31)
NORTH = ("ana", "ben", "cel", "dan", "eve", "fay")
SOUTH = ("gil", "hal", "ivy")
SELLERS = (*NORTH, *SOUTH)
NAMES = {"ana": "Ana Cruz", "ben": "Ben Diaz", "cel": "Cel Reyes", "mia": "Mia Santos"}
DEALS = 20
WINS = {"ana": 0.75, "ben": 1 / 6}
ALWAYS = "2020-01-01"


def months(first: date, last: date) -> Iterator[date]:
    """The first days of the months."""
    day = first.replace(day=1)
    while day <= last:
        yield day
        day = (day + timedelta(days=32)).replace(day=1)


def deals(last: date) -> Iterator[Line]:
    """Each with the days on which it came to a meeting and was closed, by the last day."""
    chance = Random(3)
    for month in months(FIRST, LATER):
        for seller in SELLERS:
            for n in range(DEALS):
                created = month + timedelta(days=chance.randrange(28))
                met, won = chance.random() < 0.7, chance.random() < WINS.get(seller, 0.5)
                amount = 1000 * (5 + chance.randrange(5))
                if created > last:
                    continue
                closed = created + timedelta(days=20)
                status = "won" if met and won else "lost"
                yield {
                    "deal": f"{seller}-{month}-{n}", "created": created, "seller": seller,
                    "closed": closed if closed <= last else None, "amount": amount,
                    "status": status if closed <= last else "open",
                    "met": created + timedelta(days=7) if met else None,
                }  # fmt: skip


def sale_lines(last: date) -> Iterator[Line]:
    """Two to four sales a seller and weekday, of 70 to 130 pesos each."""
    chance = Random(5)
    for day in weekdays(FIRST, last):
        for seller in SELLERS:
            for n in range(chance.randrange(2, 5)):
                amount = chance.randrange(70, 131)
                if seller == "ben" and day >= FALLS and n % 2:
                    continue
                yield {
                    "sale": f"{seller}-{day}-{n}", "line": 1, "date": day, "seller": seller,
                    "product": "soap", "customer": f"of-{seller}", "amount": amount,
                    "list_amount": amount,
                }  # fmt: skip


def moving(last: date) -> dict[str, list[Line]]:
    """What comes with each import: sales and deals up to a day."""
    known = list(deals(last))
    visits = [
        {"activity": f"v-{one['deal']}", "date": one["met"], "seller": one["seller"],
         "deal": one["deal"], "type": "visit"}
        for one in known
        if isinstance(one["met"], date) and one["met"] <= last
    ]  # fmt: skip
    return {
        "sale_lines": list(sale_lines(last)), "activities": visits,
        "deals": [{k: v for k, v in one.items() if k != "met"} for one in known],
    }  # fmt: skip


def floor(folder: Path) -> Company:
    """The company by the end of June, imported and swept."""
    company = new_company(folder / "company")
    units = [("all", None, "company"), ("north", "all", "division"), ("south", "all", "division")]
    places = [(who, "north" if who in NORTH else "south", "seller") for who in SELLERS]
    places += [("mia", "north", "manager"), ("sam", "south", "manager")]
    bring_in(company, folder / "data", {
        **moving(LAST),
        "products": [{"product": "soap", "product_line": "soap"}],
        "customers": [{"customer": f"of-{who}", "customer_group": "shops"} for who in SELLERS],
        "units": [{"unit": unit, "parent": parent, "kind": kind, "valid_from": ALWAYS}
                  for unit, parent, kind in units],
        "assignments": [{"person": who, "unit": unit, "role": role, "valid_from": ALWAYS}
                        for who, unit, role in places],
        "people": [{"person": who} for who, _unit, _role in places],
        "names": [{"kind": "person", "item": who, "name": name} for who, name in NAMES.items()],
    })  # fmt: skip
    _swept(company, LAST)
    return company


def later(company: Company, folder: Path) -> None:
    """Four months have passed: the same book by the end of October, swept."""
    bring_in(company, folder / "later", moving(LATER))
    _swept(company, LATER)


def _swept(company: Company, day: date) -> None:
    from husay.store.signals.sweeping import sweep_newest

    sweep_newest(company, datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
