"""Dashboard questions: one client and four at once, beside plain DuckDB and Polars."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import duckdb
import polars as pl

from bench.companies import company_folder, source_folder
from bench.machine import Row, spread, timed
from husay.basics.period import Window
from husay.measures.question import Question

YEAR = Window(date(2026, 1, 1), date(2026, 12, 31))
MONTH = Window(date(2026, 11, 1), date(2026, 11, 30))
ALL = Window(date(2023, 1, 1), date(2026, 12, 31))

QUESTIONS = {
    "month by division, three years": Question(("revenue",), ALL, ("division",), grain="month"),
    "this year by division, against last year": Question(
        ("revenue", "margin"), YEAR, ("division",), compare="last-year"
    ),
    "this month by seller, against goal": Question(
        ("revenue",), MONTH, ("seller",), compare="goal"
    ),
    "this year by product line, price realisation": Question(
        ("revenue", "price_realisation"), YEAR, ("product_line",)
    ),
    "top ten products this year": Question(("revenue",), YEAR, ("product",), top=10),
    "this month day by day": Question(("revenue",), MONTH, grain="day"),
}
"""What the pages ask: all from rollups."""

FROM_LINES = {
    "orders and customers this year (from the lines)": Question(("orders", "customers"), YEAR),
    "top ten customers this year (from the lines)": Question(
        ("revenue",), YEAR, ("customer",), top=10
    ),
}

_ROUNDS = 20


def _asker(folder: Path) -> Callable[[Question], object]:
    """Ask as a page does, but with nothing remembered."""
    from husay.store.opening import open_company

    company = open_company(folder)
    reader = company.snapshot()

    def ask(question: Question) -> object:
        reader.forget()
        return company.ask(question)

    return ask


def measure(root: Path, lines: int) -> list[Row]:
    """Times of every question at a size."""
    folder = company_folder(root, lines)
    ask = _asker(folder)
    rows = []
    for name, question in {**QUESTIONS, **FROM_LINES}.items():
        ask(question)
        rows.append(Row(name, lines, "Husay", spread(timed(lambda q=question: ask(q), _ROUNDS))))  # type: ignore[misc]
    rows.append(Row("all from rollups, four clients at once", lines, "Husay", _four(folder)))
    return rows + _others(source_folder(root, lines) / "data", lines)


def _client(folder: Path, seconds: multiprocessing.Queue[list[float]]) -> None:
    ask = _asker(folder)
    for question in QUESTIONS.values():
        ask(question)
    taken: list[float] = []
    for _ in range(_ROUNDS):
        for question in QUESTIONS.values():
            taken += timed(lambda q=question: ask(q), 1)  # type: ignore[misc]
    seconds.put(taken)


def _four(folder: Path) -> tuple[str, str]:
    context = multiprocessing.get_context("spawn")
    queue = context.Queue()
    clients = [context.Process(target=_client, args=(folder, queue)) for _ in range(4)]
    for client in clients:
        client.start()
    taken = [second for _ in clients for second in queue.get()]
    for client in clients:
        client.join()
    return spread(taken)


def _others(data: Path, lines: int) -> list[Row]:
    """The month by seller over three years, on the raw lines: what a user would write."""
    file = data / "invoice_lines.parquet"
    connection = duckdb.connect(config={"threads": 2})
    sql = (
        "SELECT date_trunc('month', date) AS month, seller, sum(amount) "
        f"FROM read_parquet('{file}') GROUP BY ALL"
    )

    def by_polars() -> Sequence[object]:
        frame = pl.scan_parquet(file).group_by(pl.col("date").dt.truncate("1mo"), "seller")
        return frame.agg(pl.col("amount").sum()).collect().rows()

    what = "month by seller, three years, from raw Parquet"
    return [
        Row(
            what,
            lines,
            "plain DuckDB",
            spread(timed(lambda: connection.execute(sql).fetchall(), 5)),
        ),
        Row(what, lines, "Polars", spread(timed(by_polars, 5))),
    ]
