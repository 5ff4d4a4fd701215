"""A small company with everything that makes a figure hard to follow to its rows.

Shared credit, lines without a seller whose account or territory has an owner (or none), returns,
adjustments, missing costs, a seller who changes team, a team that changes division, a seller
whom no unit claims, two sources that use the same sale numbers. The same every time.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from husay.book.source import Source, read_source
from husay.org.company import read_company

if TYPE_CHECKING:
    from husay.store.company import Company
    from husay.store.warehouse.importer import ImportResult

AT = datetime(2024, 6, 1, tzinfo=UTC)
FIRST, DAYS = date(2024, 1, 3), 115
Row = Mapping[str, object]
Line = dict[str, object]
Tables = Mapping[str, Iterable[Row]]

_NAMES = {"s1": "Amihan Reyes", "s2": "Bayani Cruz", "s3": "Corazon Diaz", "s4": "Dalisay Go",
          "s5": "Emong Lim", "m1": "Ligaya Santos"}  # fmt: skip
PEOPLE = tuple(_NAMES.values())


def source_of(name: str, tables: Iterable[str], **settings: object) -> Source:
    """A source that takes files with the book's own columns as they are."""
    selects = {table: f"SELECT * FROM {table}_given" for table in tables}
    source, problems = read_source({"name": name, "currency": "PHP", **settings}, selects)
    assert source is not None, problems
    return source


def write_files(folder: Path, tables: Tables) -> None:
    """One CSV file for each table."""
    folder.mkdir(parents=True, exist_ok=True)
    for table, rows in tables.items():
        rows = list(rows)
        names = list(dict.fromkeys(name for row in rows for name in row))
        with (folder / f"{table}_given.csv").open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, names)
            writer.writeheader()
            writer.writerows(rows)


def bring_in(
    company: Company, folder: Path, tables: Tables, name: str = "shop", **settings: object
) -> ImportResult:
    """Import tables given as rows; anything but a success is an error of the test."""
    write_files(folder, tables)
    result = company.import_source(
        source_of(name, tables, **settings), folder, "tester", AT, everything=True
    )
    assert not result.refused, result.problems
    return result


def new_company(folder: Path) -> Company:
    """A company with an empty book."""
    from husay.store.opening import create_company

    settings, problems = read_company({"name": "Small", "stages": ["lead", "offer", "deal"]})
    assert not problems
    return create_company(folder, settings, AT)


def serve(folder: Path) -> Company:
    """The company in a folder, with this process connected to its records."""
    from husay.store.opening import open_company

    return open_company(folder)


def copied(company: Path, folder: Path) -> Path:
    """A copy of a company's folder, without its cache."""
    # The SQLite file may have its latest pages in the log beside it: close before copying.
    from django.db import connections

    connections.close_all()
    shutil.copytree(company, folder, ignore=shutil.ignore_patterns("cache"))
    return folder


def small_company(folder: Path, lines: int = 260) -> Company:
    """The small company, imported from two sources."""
    company = new_company(folder / "company")
    bring_in(company, folder / "shop", everything(lines))
    bring_in(company, folder / "web", {"sale_lines": sale_lines(40, seed=2)}, name="web")
    return company


def everything(lines: int) -> dict[str, list[Line]]:
    """All the tables of the first source."""
    sold = sale_lines(lines, seed=1)
    return {
        "sale_lines": sold, "credits": credits(sold), "products": products(),
        "customers": customers(), "territories": [
            {"territory": "t1", "territory_group": "g1"},
            {"territory": "t2", "territory_group": "g1"},
        ],
        "units": units(), "people": [{"person": person} for person in _NAMES],
        "assignments": assignments(), "ownerships": ownerships(), "deals": deals(),
        "deal_stages": deal_stages(), "activities": activities(), "names": names(),
    }  # fmt: skip


def sale_lines(count: int, seed: int) -> list[Line]:
    """Sale lines: some are returns, some adjustments, some name no seller or no product."""
    chance = Random(seed)
    rows: list[Line] = []
    for i in range(count):
        kind = chance.choices(("sale", "return", "adjustment"), (85, 10, 5))[0]
        amount = chance.randrange(1, 2_000_000)
        sign = 1 if kind == "sale" else -1
        rows.append({
            "sale": f"o{i // 2}", "line": i % 2 + 1, "date": day(chance),
            "seller": chance.choice(("s1", "s2", "s3", "s4", "s5", None)),
            "product": chance.choice(("p1", "p2", "p3", None)),
            "customer": chance.choice(("c1", "c2", "c3", "c4", None)),
            "territory": chance.choice(("t1", "t2", None, None)),
            "channel": chance.choice(("shop", "web")),
            "quantity": sign * chance.randrange(1, 9), "amount": decimal(sign * amount),
            "list_amount": chance.choice((None, decimal(sign * (amount + 5_000)))),
            "cost": chance.choice((None, decimal(sign * amount * 2 // 3))),
            "kind": kind,
        })  # fmt: skip
    return rows


def day(chance: Random) -> str:
    """A day of the company's life."""
    return (FIRST + timedelta(days=chance.randrange(DAYS))).isoformat()


def decimal(amount: int) -> str:
    """Ten-thousandths as a decimal text."""
    return f"{'-' if amount < 0 else ''}{abs(amount) // 10_000}.{abs(amount) % 10_000:04d}"


def credits(sold: Sequence[Row]) -> list[Line]:
    """Every fifth line is shared by two or three, in parts that do not divide evenly."""
    return [
        {"sale": row["sale"], "line": row["line"], "person": person, "role": role, "share": share}
        for i, row in enumerate(sold)
        if i % 5 == 0
        for person, role, share in (("s1", "direct", 1), ("s2", "direct", 2), ("m1", "overlay", 1))
    ]


def products() -> list[Line]:
    """Three products in two lines; one of them in no group."""
    return [
        {"product": "p1", "product_line": "soap", "product_group": "care"},
        {"product": "p2", "product_line": "soap", "product_group": "care"},
        {"product": "p3", "product_line": "rice", "product_group": None},
    ]


def customers() -> list[Line]:
    """Four customers; the last has no group and no territory."""
    groups = {"c1": ("big", "t1"), "c2": ("small", "t2"), "c3": ("small", "t1"), "c4": (None, None)}
    return [
        {"customer": c, "customer_group": group, "territory": territory}
        for c, (group, territory) in groups.items()
    ]


def units() -> list[Line]:
    """Two divisions; team2 goes over from north to south in March."""

    def unit(name: str, parent: str | None, kind: str, first: str, last: str | None = None) -> Line:
        return {"unit": name, "parent": parent, "kind": kind, "valid_from": first, "valid_to": last}

    return [
        unit("all", None, "company", "2020-01-01"),
        unit("north", "all", "division", "2020-01-01"),
        unit("south", "all", "division", "2020-01-01"),
        unit("team1", "north", "team", "2020-01-01"),
        unit("team2", "north", "team", "2020-01-01", "2024-02-29"),
        unit("team2", "south", "team", "2024-03-01"),
    ]


def assignments() -> list[Line]:
    """s3 goes from team1 to team2 in mid-February; s5 is in no unit."""

    def assigned(who: str, unit: str, first: str, last: str | None = None) -> Line:
        return {"person": who, "unit": unit, "valid_from": first, "valid_to": last}

    return [
        assigned("s1", "team1", "2020-01-01"),
        assigned("s2", "team2", "2020-01-01"),
        assigned("s3", "team1", "2020-01-01", "2024-02-14"),
        assigned("s3", "team2", "2024-02-15"),
        assigned("s4", "south", "2024-02-01"),
    ]


def ownerships() -> list[Line]:
    """c1 changes hands; t2 has an owner for a while; the others have none."""

    def owned(scope: str, item: str, who: str, first: str, last: str | None = None) -> Line:
        return {"scope": scope, "item": item, "person": who, "valid_from": first, "valid_to": last}

    return [
        owned("customer", "c1", "s1", "2020-01-01", "2024-02-20"),
        owned("customer", "c1", "s4", "2024-02-21"),
        owned("territory", "t2", "s2", "2024-01-20", "2024-03-31"),
    ]


def deals() -> list[Line]:
    """Deals of every fate; some of no seller."""
    chance = Random(3)
    rows: list[Line] = []
    for i in range(60):
        created = FIRST + timedelta(days=chance.randrange(80))
        status = chance.choice(("open", "won", "lost"))
        closed = None if status == "open" else created + timedelta(days=chance.randrange(30))
        rows.append({
            "deal": f"d{i}", "created": created, "closed": closed, "status": status,
            "amount": decimal(chance.randrange(9_000_000)),
            "seller": chance.choice(("s1", "s2", "s3", "s5", None)),
            "customer": chance.choice(("c1", "c2", None)), "product": chance.choice(("p1", None)),
            "stage": chance.choice(("lead", "offer", "deal")),
        })  # fmt: skip
    return rows


def deal_stages() -> list[Line]:
    """The stages that deals went through."""
    return [
        {"deal": row["deal"], "stage": stage, "entered": row["created"]}
        for i, row in enumerate(deals())
        for stage in ("lead", "offer", "deal")[: i % 4]
    ]


def activities() -> list[Line]:
    """Calls and visits."""
    chance, sellers = Random(4), ("s1", "s2", "s3", "s5")
    return [
        {"activity": f"a{i}", "date": day(chance), "seller": chance.choice(sellers),
         "customer": chance.choice(("c1", "c2", None)), "type": chance.choice(("call", "visit"))}
        for i in range(80)
    ]  # fmt: skip


def names() -> list[Line]:
    """The words for identifiers, which must stay out of the book."""
    people: list[Line] = [{"kind": "person", "item": k, "name": v} for k, v in _NAMES.items()]
    return [*people, {"kind": "unit", "item": "north", "name": "Hilaga"}]
