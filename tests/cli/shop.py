"""A small shop as a source folder: few enough rows to add up by hand.

2025: Ana sells 100 x month on the 10th of each month (7,800), Ben 50 on each 20th (600).
2026: Ana 200 on the 10th of January to March (600) less a return of 20 on 16 March, Carla 75 on
each 15th (225), Ben 300.25 on 18 March, the last day with a sale. Together 1,105.25.
"""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

NAMES = {"s1": "Ana Cruz", "s2": "Ben Diaz", "s3": "Carla Go"}

SOURCE = """
name: shop
title: Tindahan
currency: PHP
company: {name: Tindahan, currency: PHP, country: PH, working_days: [0, 1, 2, 3, 4, 5]}
"""

SELECTS = {
    "sale_lines": """
        SELECT invoice AS sale, line, date, seller, product, customer,
          CAST(quantity AS DECIMAL(18, 4)) AS quantity, CAST(amount AS DECIMAL(18, 4)) AS amount,
          CAST(list_amount AS DECIMAL(18, 4)) AS list_amount
        FROM invoices""",
    "products": "SELECT product, product_line FROM products",
    "customers": "SELECT customer, customer_group FROM customers",
    "people": "SELECT person FROM people",
    "units": "SELECT unit, valid_from, parent, kind FROM units",
    "assignments": "SELECT person, unit, valid_from FROM teams",
    "goals": "SELECT scope, item, measure, starts, ends, value FROM goals",
    "deals": "SELECT deal, created, closed, status, amount, seller, customer FROM deals",
    "names": "SELECT kind, item, name FROM names",
}

Rows = Iterable[Sequence[object]]


def write_shop(folder: Path) -> Path:
    """Write the source with its data below it; answers the folder."""
    folder.mkdir(parents=True)
    (folder / "source.yaml").write_text(SOURCE, encoding="utf-8")
    for table, select in SELECTS.items():
        (folder / f"{table}.sql").write_text(select, encoding="utf-8")
    for name, (head, rows) in _files().items():
        write_csv(folder / "data" / f"{name}.csv", head.split(), rows)
    return folder


def write_csv(file: Path, head: Sequence[str], rows: Rows) -> None:
    """A CSV file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows([head, *rows])


def _files() -> dict[str, tuple[str, Rows]]:
    head = "invoice line date seller product customer quantity amount list_amount"
    return {
        "invoices": (head, _lines()),
        "products": ("product product_line", [("p1", "snacks"), ("p2", "drinks")]),
        "customers": ("customer customer_group", [("c1", "retail"), ("=2+3", "retail")]),
        "people": ("person", [(person,) for person in NAMES]),
        "units": (
            "unit valid_from parent kind",
            [
                ("tindahan", "2025-01-01", "", "company"),
                ("north", "2025-01-01", "tindahan", "team"),
                ("south", "2025-01-01", "tindahan", "team"),
            ],
        ),
        "teams": (
            "person unit valid_from",
            [
                ("s1", "north", "2025-01-01"),
                ("s2", "north", "2025-01-01"),
                ("s2", "south", "2026-01-01"),
                ("s3", "south", "2025-01-01"),
            ],
        ),
        "goals": (
            "scope item measure starts ends value",
            [
                ("company", "", "revenue", "2026-03-01", "2026-03-31", "1000"),
                ("seller", "s1", "revenue", "2026-01-01", "2026-03-31", "900"),
            ],
        ),
        "deals": (
            "deal created closed status amount seller customer",
            [
                ("d1", "2026-01-05", "2026-02-04", "won", "500", "s1", "c1"),
                ("d2", "2026-01-06", "2026-02-10", "lost", "400", "s2", "c1"),
                ("d3", "2026-03-02", "", "open", "900.5", "s3", "c1"),
            ],
        ),
        "names": (
            "kind item name",
            [
                *(("person", person, name) for person, name in NAMES.items()),
                ("customer", "c1", "Sari-Sari ni Aling Nena"),
                ("customer", "=2+3", "@Tindera"),
                ("unit", "north", "Hilaga"),
            ],
        ),
    }


def _lines() -> list[tuple[object, ...]]:
    lines: list[tuple[object, ...]] = []
    for month in range(1, 13):
        ana, ben = f"2025-{month:02d}-10", f"2025-{month:02d}-20"
        lines.append((f"A{month}", 1, ana, "s1", "p1", "c1", month, 100 * month, 125 * month))
        lines.append((f"B{month}", 1, ben, "s2", "p2", "=2+3", 1, 50, 50))
    for month in (1, 2, 3):
        lines.append((f"D{month}", 1, f"2026-{month:02d}-10", "s1", "p1", "c1", 2, 200, 250))
        lines.append((f"E{month}", 1, f"2026-{month:02d}-15", "s3", "p2", "c1", 1, 75, 75))
    lines.append(("D3R", 1, "2026-03-16", "s1", "p1", "c1", -1, "-20", ""))
    lines.append(("F1", 1, "2026-03-18", "s2", "p1", "=2+3", 3, "300.25", 375))
    return lines
