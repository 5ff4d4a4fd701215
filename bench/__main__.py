"""`make bench`: measure, and put the tables into docs/benchmarks.md; what is read in them stays."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bench import import_bench, messages_bench, pages, pay_bench, pay_late, queries
from bench.machine import Row, machine
from bench.table import Table, put

DOCS = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
ROOT = Path(__file__).resolve().parent.parent / ".bench"

Part = tuple[str, Callable[[Path, int], list[Row]], tuple[str, ...]]
"""A table: its name, what measures it at a size, and the heads of its figures."""

PARTS: tuple[Part, ...] = (
    ("import", import_bench.measure, ("seconds", "million lines a second")),
    ("questions", queries.measure, ("median", "p95")),
    ("pages", pages.measure, ("median, warm", "p95, warm", "first visit", "KB")),
    ("pay", pay_bench.measure, pay_bench.HEADS),
    ("late", pay_late.measure, pay_late.HEADS),
    ("messages", messages_bench.measure, messages_bench.HEADS),
)


def _table(name: str, rows: list[Row], heads: tuple[str, ...]) -> Table:
    told = tuple((row.what, f"{row.lines:,}", row.who, *row.figures) for row in rows)
    return Table(name, ("What", "Lines", "By", *heads), told)


def main() -> None:
    """Measure at the sizes asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--lines", type=int, nargs="+", default=[1_000_000, 10_000_000])
    names = [name for name, _, _ in PARTS]
    parser.add_argument("--part", choices=names, nargs="+", default=names)
    chosen = parser.parse_args()
    ROOT.mkdir(exist_ok=True)
    rows: dict[str, list[Row]] = {name: [] for name in chosen.part}
    for lines in chosen.lines:
        for name, measure, _ in PARTS:
            if name in rows:
                rows[name] += measure(ROOT, lines)
    day = datetime.now(tz=UTC).date().isoformat()
    for name, _, heads in PARTS:
        if name in rows:
            where = Table(f"{name} measured", ("Measured", "On"), ((day, machine()),))
            put(DOCS, [where, _table(name, rows[name], heads)])


if __name__ == "__main__":
    main()
