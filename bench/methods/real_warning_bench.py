"""The early warning on real series: monthly ones that five people each looked through for changes
(TCPD), and a year of a shop's orders. What is not at hand is left out, with the reason."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.table import Table
from husay.stats.detector import Watch, watch

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
BUSINESS = ("businv", "construction", "jfk_passengers", "lga_passengers", "shanghai_license")
LEAST_ANNOTATORS = 2
NEAR_MONTHS = 3


def tables() -> list[Table]:
    """Annotated changes beside what is told; and what is said of a year."""
    return [_annotated(), _shop()]


def _annotated() -> Table:
    heads = (
        "Series", "months", "changes that two or more saw", "told within a year after (months)",
        "alarms, amber / red", "alarms a two-year",
    )  # fmt: skip
    folder = DATA / "tcpd"
    if not folder.is_dir():
        return Table("annotated", heads, (_absent("TCPD", len(heads)),))
    return Table("annotated", heads, tuple(_series(folder, name) for name in BUSINESS))


def _absent(name: str, width: int) -> tuple[str, ...]:
    return (f"{name} is not at hand: nothing measured", *["–"] * (width - 1))


def _series(folder: Path, name: str) -> tuple[str, ...]:
    rows = [row for row in _rows(folder / "series.csv") if row["dataset"] == name]
    months = np.array([row["time"][:7] for row in rows], dtype="datetime64[M]")
    values = np.array([float(row["value"]) for row in rows])
    found = watch(values, months.astype("datetime64[D]"), counted=False)
    seen = Counter(
        int(row["change_point_index"])
        for row in _rows(folder / "annotations.csv")
        if row["dataset"] == name and row["change_point_index"]
    )
    agreed = sorted(at for at, count in seen.items() if count >= LEAST_ANNOTATORS)
    watched = int(np.flatnonzero(~np.isnan(found.baseline.expected[0]))[0])
    told = [str(months[at]) + _delay(found, months, at, watched) for at in agreed]
    levels = Counter(alarm.level for alarm in found.alarms)
    amber = len(found.episodes)
    years = (len(months) - watched) / 12
    delays = "; ".join(told) or "–"
    return (
        name, str(len(months)), str(len(agreed)), delays,
        f"{amber} / {levels['red']}", f"{2 * amber / years:.2f}",
    )  # fmt: skip


def _delay(found: Watch, months: NDArray[np.datetime64], at: int, watched: int) -> str:
    if at < watched:
        return " (learned then)"
    places = [int((np.datetime64(a.day, "M") - months[0]).astype(int)) for a in found.alarms]
    after = [place - at for place in places if -1 <= place - at <= 12]
    return f" (+{max(0, min(after))})" if after else " (–)"


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _shop() -> Table:
    """Orders and sales a day of a year and nine days: too little to tell a season from a fall."""
    heads = ("A shop's year (UCI online retail)", "days", "from", "watched from", "alarms")
    path = DATA / "online_retail" / "online_retail.csv.gz"
    if not path.is_file():
        return Table("shop", heads, (_absent("Online retail", len(heads)),))
    orders: dict[date, set[str]] = {}
    sales: Counter[date] = Counter()
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            day = date.fromisoformat(row["invoice_date"][:10])
            orders.setdefault(day, set()).add(row["invoice_no"])
            sales[day] += round(1e4 * float(row["unit_price"]) * int(row["quantity"]))
    days = np.arange(np.datetime64(min(orders)), np.datetime64(max(orders)))
    counts = [len(orders.get(day, ())) for day in days.tolist()]
    money = [sales[day] for day in days.tolist()]
    rows = []
    for name, values, counted in (("invoices", counts, True), ("sales", money, False)):
        found = watch(values, days, counted=counted)
        since = "learning" if found.learning else "watched"
        rows.append((name, str(len(days)), str(days[0]), since, str(len(found.alarms))))
    return Table("shop", heads, tuple(rows))
