"""The pace of the year on the demo company, by product line and by territory."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory

import duckdb
import numpy as np

from bench.methods.companies import Array
from bench.methods.pace_bench import KNOWN, brier, judged
from bench.table import Table
from husay.demo import write_demo

LINES = 200_000
UNTIL = date(2026, 11, 30)
MONTHS = 36
"""The last whole years: two earlier ones, and the one that is told and judged."""

_SERIES = """
SELECT {by} AS item, date_diff('month', DATE '2023-12-01', date) AS month,
    CAST(sum(amount) AS DOUBLE) AS amount
FROM (SELECT date, product, territory, amount FROM '{data}/invoice_lines.parquet'
      UNION ALL SELECT date, product, territory, amount FROM '{data}/credit_memos.parquet')
JOIN '{data}/products.csv' USING (product)
WHERE date >= DATE '2023-12-01' AND item IS NOT NULL GROUP BY ALL
"""


def tables() -> list[Table]:
    """Two years of history, the third told; a single company, so the figures are rough."""
    with TemporaryDirectory() as folder:
        write_demo(Path(folder), LINES, UNTIL)
        groups = {by: series(Path(folder) / "data", by) for by in ("product_line", "territory")}
    rows = []
    for by, sales in groups.items():
        for known in KNOWN:
            found = list(judged(sales, 2, known, None))
            rows.append((
                by.replace("_", " "), str(len(sales)), str(known),
                f"{brier([(j.chance, j.hit) for j in found]):.3f}",
                f"{brier([(j.by_last_year, j.hit) for j in found]):.3f}",
                f"{brier([(j.by_straight_line, j.hit) for j in found]):.3f}",
                f"{fmean(j.covered for j in found):.0%}",
            ))  # fmt: skip
    heads = (
        "By", "series", "Months known", "Brier", "last year's share", "straight line",
        "80 % interval covers",
    )  # fmt: skip
    return [Table("demo", heads, tuple(rows))]


def series(data: Path, by: str) -> Array:
    """Monthly revenue of every item that has sold in each of the 36 months."""
    found: dict[str, list[float]] = {}
    with duckdb.connect() as con:
        rows = con.execute(_SERIES.format(by=by, data=data)).fetchall()
    for item, month, amount in rows:
        found.setdefault(item, [0.0] * MONTHS)[month] = amount
    return np.array([found[item] for item in sorted(found) if min(found[item]) > 0])
