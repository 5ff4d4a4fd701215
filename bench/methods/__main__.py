"""`make bench-methods`: measure the statistics, and put the tables into docs/methods.md."""

from __future__ import annotations

from pathlib import Path

from bench.methods import bar_bench, demo_bench, pace_bench, quota_bench
from bench.methods.table import put

DOCS = Path(__file__).resolve().parents[2] / "docs" / "methods.md"


def main() -> None:
    """Measure everything (about half a minute)."""
    for part in (pace_bench, demo_bench, quota_bench, bar_bench):
        tables = part.tables()
        put(DOCS, tables)
        for table in tables:
            print(f"\n{table.name}\n\n{table.markdown()}")


if __name__ == "__main__":
    main()
