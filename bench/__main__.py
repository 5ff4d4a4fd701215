"""`make bench`: measure, and write docs/benchmarks.md."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from bench import import_bench, messages_bench, pages, pay_bench, pay_late, queries
from bench.machine import Row, machine

DOCS = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
ROOT = Path(__file__).resolve().parent.parent / ".bench"


def _table(rows: list[Row], *heads: str) -> str:
    lines = ["| " + " | ".join(("What", "Lines", "By", *heads)) + " |"]
    lines.append("|---|--:|---|" + "--:|" * len(heads))
    lines += [f"| {r.what} | {r.lines:,} | {r.who} | {' | '.join(r.figures)} |" for r in rows]
    return "\n".join(lines)


def main() -> None:
    """Measure at the sizes asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--lines", type=int, nargs="+", default=[1_000_000, 10_000_000])
    chosen = parser.parse_args()
    ROOT.mkdir(exist_ok=True)
    imported, asked, seen = list[Row](), list[Row](), list[Row]()
    paid, late, told = list[Row](), list[Row](), list[Row]()
    for lines in chosen.lines:
        imported += import_bench.measure(ROOT, lines)
        asked += queries.measure(ROOT, lines)
        seen += pages.measure(ROOT, lines)
        paid += pay_bench.measure(ROOT, lines)
        late += pay_late.measure(ROOT, lines)
        told += messages_bench.measure(ROOT, lines)
    day = datetime.now(tz=UTC).date()
    text = f"""# Benchmarks

Measured on {day} with `make bench` on: {machine()}. Ratios travel further than milliseconds.

## Import

{_table(imported, "seconds", "million lines a second")}

## Questions (milliseconds, nothing remembered between them)

{_table(asked, "median", "p95")}

## Pages (milliseconds of server time; size of the page itself, compressed)

{_table(seen, "median, warm", "p95, warm", "first visit", "KB")}

## Pay ({pay_bench.SAID})

{_table(paid, *pay_bench.HEADS)}

## A late return ({pay_late.SAID})

{_table(late, *pay_late.HEADS)}

## Messages ({messages_bench.SAID})

{_table(told, *messages_bench.HEADS)}
"""
    DOCS.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
