"""`make bench-methods`: measure the statistics, and put the tables into docs/methods.md."""

from __future__ import annotations

from pathlib import Path

from bench.methods import (
    bar_bench,
    company_bench,
    deals_bench,
    demo_bench,
    effect_bench,
    family_bench,
    gap_bench,
    list_bench,
    pace_bench,
    quota_bench,
    rank_bench,
    real_warning_bench,
    signals_bench,
    single_bench,
    warning_bench,
    year_bench,
)
from bench.table import put

DOCS = Path(__file__).resolve().parents[2] / "docs" / "methods.md"
PARTS = (
    pace_bench,
    deals_bench,
    demo_bench,
    company_bench,
    quota_bench,
    bar_bench,
    warning_bench,
    list_bench,
    family_bench,
    real_warning_bench,
    rank_bench,
    gap_bench,
    effect_bench,
    single_bench,
    signals_bench,
    year_bench,
)


def main() -> None:
    """Measure everything (about forty minutes)."""
    for part in PARTS:
        tables = part.tables()
        put(DOCS, tables)
        for table in tables:
            print(f"\n{table.name}\n\n{table.markdown()}")


if __name__ == "__main__":
    main()
