"""A company of chance: two years of lines, shares, returns, moves, deals and visits, all of them
repeatable. Nothing about it is hand-made, so that nothing about it is what its tests expect."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cache
from random import Random

FIRST, DAYS, LINES = date(2022, 11, 20), 640, 900
SELLERS = ("ana", "ben", "carl", "dina", "elmo", None)
UNITS = ("a1", "a2", "b1", "b2")
STAGES = ("lead", "proposal", "closing")


@cache
def tables() -> dict[str, str]:
    """Its tables as comma-separated texts."""
    chance = Random(2024)
    return {
        "sale_lines": _text(
            "sale,line,date,seller,unit,product,customer,territory,channel,"
            "quantity,amount,list_amount,cost,kind",
            list(_lines(chance)),
        ),
        "credits": _text("sale,line,person,role,share", list(_credits(chance))),
        "products": _text("product,product_line,product_group", [
            (f"p{n}", f"l{n % 4}" if n else None, f"g{n % 2}" if n else None) for n in range(9)
        ]),
        "customers": _text("customer,customer_group,territory", [
            (f"c{n}", f"cg{n % 3}" if n % 5 else None, f"t{n % 4}" if n else None)
            for n in range(25)
        ]),
        "ownerships": _text("scope,item,valid_from,person,valid_to", [
            ("customer", "c3", "", "ana", "2023-06-10"),
            ("customer", "c3", "2023-06-11", "ben", ""),
            ("customer", "c4", "2023-01-15", "dina", ""),
            ("territory", "t2", "", "carl", "2024-01-01"),
        ]),
        "units": _text("unit,valid_from,parent,kind,valid_to", [
            ("top", "", "", "company", ""), ("a", "", "top", "division", ""),
            ("b", "", "top", "division", ""), ("a1", "", "a", "team", "2023-05-17"),
            ("a1", "2023-05-18", "b", "team", ""), ("a2", "", "a", "team", "2024-02-10"),
            ("b1", "", "b", "team", ""), ("b2", "2023-02-01", "b", "team", ""),
        ]),
        "assignments": _text("person,unit,valid_from,valid_to", [
            ("ana", "a1", "", ""), ("ben", "a2", "2023-01-01", "2023-08-09"),
            ("ben", "b1", "2023-08-20", ""), ("carl", "b1", "", "2023-12-31"),
            ("carl", "b2", "2023-10-05", ""), ("dina", "a2", "", "2024-02-10"),
            ("dina", "b", "2024-02-11", ""),
        ]),
        "deals": _text("deal,created,closed,status,amount,seller,customer,product", _deals(chance)),
        "deal_stages": _text("deal,stage,entered", list(_stages(chance))),
        "activities": _text("activity,date,seller,customer,type", [
            (n, _day(chance), chance.choice(SELLERS[:-1]), f"c{chance.randrange(25)}",
             chance.choice(("visit", "visit", "call"))) for n in range(250)
        ]),
    }  # fmt: skip


def _text(header: str, rows: Iterable[Sequence[object]]) -> str:
    return "\n".join(
        [header, *(",".join("" if cell is None else str(cell) for cell in row) for row in rows)]
    )


def _day(chance: Random) -> date:
    return FIRST + timedelta(days=chance.randrange(DAYS))


def _lines(chance: Random) -> Iterable[tuple[object, ...]]:
    for n in range(LINES):
        size = chance.randrange(1, 2_000_000)
        kind = chance.choices(("sale", "return", "adjustment"), (90, 7, 3))[0]
        sign = -1 if kind == "return" else chance.choice((1, -1)) if kind == "adjustment" else 1
        some = [chance.random() < part for part in (0.8, 0.7, 0.1, 0.9, 0.3)]
        yield (
            f"S{n // 3}" if kind == "sale" else f"X{n}", n % 3, _day(chance),
            chance.choice(SELLERS), chance.choice(UNITS) if some[2] else None,
            f"p{chance.randrange(9)}" if some[3] else None,
            f"c{chance.randrange(25)}" if some[3] else None,
            f"t{chance.randrange(4)}" if some[4] else None, chance.choice(("field", "web", None)),
            sign * chance.randrange(1, 50), _amount(sign * size),
            _amount(size + chance.randrange(-1000, 300_000)) if some[0] else None,
            _amount(sign * size * 2 // 3) if some[1] else None, kind,
        )  # fmt: skip


def _amount(ten_thousandths: int) -> str:
    sign, size = ("-", -ten_thousandths) if ten_thousandths < 0 else ("", ten_thousandths)
    return f"{sign}{size // 10_000}.{size % 10_000:04d}"


def _credits(chance: Random) -> Iterable[tuple[object, ...]]:
    for n in range(0, LINES, 11):
        for person in chance.sample(SELLERS[:-1], chance.randrange(1, 4)):
            yield f"S{n // 3}", n % 3, person, "direct", chance.randrange(1, 4)
        yield f"S{n // 3}", n % 3, "elmo", "overlay", 1


def _deals(chance: Random) -> list[tuple[object, ...]]:
    deals = list[tuple[object, ...]]()
    for n in range(150):
        created, status = _day(chance), chance.choice(("open", "won", "lost"))
        closed = created + timedelta(days=chance.randrange(90))
        known = status != "open"
        deals.append((
            f"D{n}", created, closed if known else None, status,
            _amount(chance.randrange(1, 9_000_000)) if chance.random() < 0.9 else None,
            chance.choice(SELLERS), f"c{chance.randrange(25)}", f"p{chance.randrange(9)}",
        ))  # fmt: skip
    return deals


def _stages(chance: Random) -> Iterable[tuple[object, ...]]:
    for n in range(0, 150, 2):
        day = _day(chance)
        for stage in STAGES[: chance.randrange(1, 4)]:
            yield f"D{n}", stage, day
            day += timedelta(days=chance.randrange(1, 20))
