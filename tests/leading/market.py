"""A made-up market of nine sellers, whose every figure can be worked out again in plain Python.

Six sell in the north, which Mia leads, three in the south. Each has four customers of the same
potential and sells some soap and some rice to each of them twice a month, from January 2023 to the
middle of February 2025; Ana sells twice as much as the others, and Gil came in December 2024.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

from tests.measures.making import Made, make
from tests.tracking.weekdays import GOALS

NORTH = ("ana", "ben", "cel", "dan", "eve", "fay")
SOUTH = ("gil", "hal", "ivy")
SELLERS = (*NORTH, *SOUTH)
LAST = date(2025, 2, 14)
"""A Friday in the middle of a month: January is the last whole one."""
FIRST, WINDOW = date(2024, 2, 1), (date(2024, 2, 1), date(2025, 1, 31))
JOINED = date(2024, 12, 2)
LIST = {"soap": 100, "rice": 40}
STAGES = ("lead", "offer", "deal")


@dataclass(frozen=True)
class Sale:
    """One line. Amounts are in pesos."""

    number: int
    day: date
    seller: str
    customer: str
    product: str
    quantity: int
    amount: int
    listed: int


@cache
def sales() -> tuple[Sale, ...]:
    """All lines, the same every time. Soap gets cheaper from July 2024 on."""
    chance, rows = Random(7), list[Sale]()
    for day in _days():
        for seller in SELLERS:
            if seller == "gil" and day < JOINED:
                continue
            for n in range(4):
                for product, price in LIST.items():
                    usual = 20 if seller == "ana" else 10
                    quantity = usual + chance.randrange(5)
                    listed = quantity * price
                    months = max(0, (day.year - 2024) * 12 + day.month - 6)
                    part = 90 - (2 * months if product == "soap" else 0)
                    rows.append(
                        Sale(len(rows), day, seller, f"{seller}{n}", product, quantity,
                             listed * part // 100, listed)
                    )  # fmt: skip
    return tuple(rows)


def _days() -> Iterator[date]:
    """The 5th and the 20th of each month."""
    for month in range(26):
        for day in (5, 20):
            found = date(2023 + month // 12, month % 12 + 1, day)
            if found <= LAST:
                yield found
    yield LAST


@dataclass(frozen=True)
class Deal:
    """One deal, with the day on which it came to an offer, if it did."""

    number: int
    seller: str
    created: date
    offered: date | None
    closed: date | None
    status: str
    amount: int


@cache
def deals() -> tuple[Deal, ...]:
    """Five new deals a month of each seller; seven of ten come to an offer after ten days, and half
    of those are won after thirty; of Ben's one in six."""
    chance, rows = Random(11), list[Deal]()
    for month in range(26):
        for seller in SELLERS:
            for _ in range(5):
                start = date(2023 + month // 12, month % 12 + 1, 1 + chance.randrange(27))
                met, wins = chance.random() < 0.7, chance.random() < 0.5
                if seller == "ben":
                    wins = wins and chance.random() < 1 / 3
                closed = start + timedelta(days=30)
                if start > LAST:
                    continue
                status = "won" if met and wins else "lost"
                over = closed <= LAST
                rows.append(
                    Deal(len(rows), seller, start, start + timedelta(days=10) if met else None,
                         closed if over else None, status if over else "open",
                         1000 * (5 + chance.randrange(5)))
                )  # fmt: skip
    return tuple(rows)


def market(folder: Path, *, potentials: bool = True, with_deals: bool = True) -> Made:
    """The company of it all."""
    lines = "sale,line,date,seller,customer,product,quantity,amount,list_amount,kind\n" + "".join(
        f"S{s.number},1,{s.day},{s.seller},{s.customer},{s.product},{s.quantity},{s.amount},"
        f"{s.listed},sale\n"
        for s in sales()
    )
    customers = sorted({s.customer for s in sales()})
    tables = {
        "sale_lines": lines,
        "products": "product,product_line\nsoap,wash\nrice,food\n",
        "customers": "customer,customer_group\n"
        + "".join(f"{c},{'big' if c.endswith('0') else 'small'}\n" for c in customers),
        "units": "unit,parent,kind\nall,,company\nnorth,all,team\nsouth,all,team\n",
        "assignments": "person,unit,role,valid_from\nmia,north,manager,2020-01-01\n"
        + "".join(
            f"{p},{'north' if p in NORTH else 'south'},seller,"
            f"{JOINED if p == 'gil' else '2020-01-01'}\n"
            for p in SELLERS
        ),
        "ownerships": "scope,item,person,valid_from\n"
        + "".join(f"customer,{c},{c[:3]},2020-01-01\n" for c in customers),
    }
    if potentials:
        tables["potentials"] = "scope,item,measure,starts,ends,value,precision\n" + "".join(
            f"customer,{c},revenue,{year}-01-01,{year}-12-31,60000,0.05\n"
            for c in customers for year in (2023, 2024, 2025)
        )  # fmt: skip
    if with_deals:
        head = "deal,created,closed,status,amount,seller,product,lost_reason\n"
        tables["deals"] = head + "".join(
            f"D{d.number},{d.created},{d.closed or ''},{d.status},{d.amount},{d.seller},soap,"
            f"{'price' if d.status == 'lost' else ''}\n"
            for d in deals()
        )  # fmt: skip
        tables["deal_stages"] = "deal,stage,entered\n" + "".join(
            f"D{d.number},lead,{d.created}\n"
            + (f"D{d.number},offer,{d.offered}\n" if d.offered and d.offered <= LAST else "")
            for d in deals()
        )
        tables["activities"] = "activity,date,seller,deal,type\n" + "".join(
            f"A{d.number},{d.offered},{d.seller},D{d.number},visit\n"
            for d in deals() if d.offered and d.offered <= LAST
        )  # fmt: skip
    tables["goals"] = GOALS + "company,,revenue,2025-01-01,2025-12-31,9000000,\n"
    tables["names"] = "kind,item,name\nperson,ben,Ben Cruz\nunit,north,The North\n"
    return make(folder, tables)
