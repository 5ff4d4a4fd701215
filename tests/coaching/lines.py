"""A company of five product lines, of which one is sold a fifth dearer from July 2025 on.

Each sells a hundred pieces a week at 90 % of list, a few more or less and for a peso or three more
or less, always the same. From July on tea is sold at list, and its pieces stay as many.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

from tests.measures.making import Made, make

LINES = ("tea", "rice", "salt", "soap", "milk")
FIRST, STARTS, LAST = date(2024, 1, 1), date(2025, 7, 1), date(2025, 10, 13)
LISTED = 200


@cache
def sales() -> tuple[tuple[date, str, int, int], ...]:
    """Day, line, quantity and amount in pesos of each sale."""
    chance, rows, day = Random(4), list[tuple[date, str, int, int]](), FIRST
    while day <= LAST:
        for line in LINES:
            quantity = 100 + chance.randrange(-3, 4)
            price = LISTED if line == "tea" and day >= STARTS else LISTED * 9 // 10
            rows.append((day, line, quantity, quantity * price + chance.randrange(-3, 4)))
        day += timedelta(weeks=1)
    return tuple(rows)


def lines(folder: Path) -> Made:
    """The company, through the real importer."""
    sold = "sale,line,date,seller,customer,product,quantity,amount,list_amount,kind\n" + "".join(
        f"S{n},1,{day},s1,c{n % 2},p-{line},{quantity},{amount},{quantity * LISTED},sale\n"
        for n, (day, line, quantity, amount) in enumerate(sales())
    )
    tables = {
        "sale_lines": sold,
        "products": "product,product_line\n" + "".join(f"p-{one},{one}\n" for one in LINES),
        "customers": "customer,customer_group\nc0,big\nc1,small\n",
        "units": "unit,parent,kind\nall,,company\nnorth,all,team\n",
        "assignments": "person,unit,role,valid_from\nmia,north,manager,2020-01-01\n"
        "s1,north,seller,2020-01-01\n",
        "names": "kind,item,name\nproduct_line,tea,Fine tea\n",
    }
    return make(folder, tables)
