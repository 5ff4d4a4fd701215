"""Draws and writes the large tables: invoices, credit memos, deals, activities."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from husay.demo.engine import Connection, copy, script

Progress = Callable[[str, int, int], None]
"""Called before each step with its code, its place from 0, and the number of steps."""

FROM_LINES = ("credit_memos", "price_adjustments", "credit_splits")
FROM_DEALS = ("deals", "deal_stages", "activities")
STEPS = ("invoice_lines", *FROM_LINES, *FROM_DEALS)


def write_large(con: Connection, data: Path, progress: Progress) -> None:
    """Write `data`/*.parquet, one file a step."""
    con.execute(script("invoices"))
    _write("invoice_lines", con, data, progress)
    con.execute("DROP TABLE invoices")
    con.read_parquet(str(data / "invoice_lines.parquet")).create_view("invoice_lines")
    con.execute(script("touched_lines"))
    for name in FROM_LINES:
        _write(name, con, data, progress)
    con.execute(script("deal_paths"))
    for name in FROM_DEALS:
        _write(name, con, data, progress)


def _write(name: str, con: Connection, data: Path, progress: Progress) -> None:
    progress(name, STEPS.index(name), len(STEPS))
    copy(con, name, data / f"{name}.parquet")
