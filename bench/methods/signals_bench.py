"""Signals on fresh demo companies: are planted troubles listed, named as the answer key has them?

Each company of a million lines is generated, imported and swept at the end of its last day: half a
minute a company.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bench.table import Table

if TYPE_CHECKING:
    from husay.demo import AnswerKey
    from husay.tracking.signals.found import Signal

SEEDS, LINES = 20, 1_000_000
FIRST_SEED = 101
AT = datetime(2026, 11, 18, tzinfo=UTC)
CODES = {
    "unit-line-falls": "a fifth less of one line in one unit, sixteen weeks",
    "price-slides": "a line's price slides by 8 % over nine months",
    "late-returns": "sales of two months ago come back in a week",
    "deals-stall": "three of four deals that reach negotiation in a unit stay there, sixteen weeks",
}


@dataclass(frozen=True)
class Seen:
    """One trouble of one company: whether it is listed, under its own name at the top, and how
    many days after it began it was first told."""

    code: str
    listed: bool
    named: bool
    days: int | None


def swept(seed: int, lines: int, folder: Path) -> tuple[AnswerKey, tuple[Signal, ...]]:
    """A demo company, generated, imported and so swept: the answer key, and what is open."""
    from husay.demo import write_demo
    from husay.org.company import read_company
    from husay.store.opening import create_company
    from husay.store.sources import load_source

    source = folder / "source"
    key = write_demo(source, lines, seed=seed)
    settings, _problems = read_company({"name": "Demo", "country": "PH", "currency": "PHP"})
    company = create_company(folder / "company", settings, AT)
    company.import_source(load_source(source), source / "data", "bench", AT, everything=True)
    from husay.store.records.models import SignalEpisode
    from husay.store.signals.document import kept_of
    from husay.store.signals.sweeping import sweep_newest

    sweep_newest(company, AT)
    return key, tuple(kept_of(row).signal for row in SignalEpisode.objects.filter(closed=None))


def judged(key: AnswerKey, found: Sequence[Signal]) -> Iterator[Seen]:
    """Every trouble that early warning should see."""
    for code in CODES:
        trouble = key.trouble(code)
        about = [s for s in found if s.pushed and s.bad and is_of(s, trouble.code, key)]
        listed = bool(about)
        named = any(named_as(signal, code, key) for signal in about)
        told = [(signal.opened - trouble.dates["from"]).days for signal in about]
        yield Seen(code, listed, named, min((day for day in told if day >= 0), default=None))


def is_of(signal: Signal, code: str, key: AnswerKey) -> bool:
    """Whether a signal is about a trouble's place."""
    series, ids = signal.series, key.trouble(code).ids
    if code == "price-slides":
        line = series.item if series.scope == "product_line" else series.part
        return series.measure == "discount" and line == ids["product_line"]
    if code == "deals-stall":
        return series.measure in ("deals_won", "deals_overdue") and series.item == ids["unit"]
    known = ("revenue", "orders", *(("returns",) if code == "late-returns" else ()))
    if series.measure not in known or series.item != ids["unit"]:
        return False
    return code != "unit-line-falls" or series.part == ids["product_line"]


def named_as(signal: Signal, code: str, key: AnswerKey) -> bool:
    """Whether it stands for itself, and says what the key says."""
    if code == "late-returns":
        groups = signal.where.get("product_group", ())
        return bool(groups) and groups[0][0] == key.trouble(code).ids["product_group"]
    if code == "price-slides":
        return signal.series.scope == "product_line" and signal.within is None
    return signal.within is None


def others(key: AnswerKey, found: Sequence[Signal]) -> tuple[int, int]:
    """How many stand at the top of the list, and how many of them are about no planted change: no
    trouble's place, and nobody who came, went, moved, or is of a team where somebody did."""
    changed = {
        str(place)
        for trouble in key.troubles
        if trouble.code in ("joiner", "leaver", "team-change", "unit-moved", "cannot-close")
        for place in trouble.ids.values()
    }
    teams = {name for name in changed if name.rpartition("-")[2].isdecimal()}
    changed |= {name.rpartition("-")[0] for name in teams}
    heads = [s for s in found if s.pushed and s.bad and s.within is None]
    came_back = key.trouble("late-returns").dates["from"] - timedelta(days=3)
    unknown = [
        s
        for s in heads
        if not any(is_of(s, code, key) for code in CODES)
        and s.series.item not in changed
        and not (s.series.measure == "returns" and s.since >= came_back)
    ]
    return len(heads), len(unknown)


def tables(seeds: int = SEEDS, lines: int = LINES) -> list[Table]:
    """The table of docs/methods.md."""
    seen, heads, unknown = list[Seen](), list[int](), list[int]()
    for seed in range(FIRST_SEED, FIRST_SEED + seeds):
        with TemporaryDirectory() as folder:
            key, found = swept(seed, lines, Path(folder))
        rows = list(judged(key, found))
        seen += rows
        top, strange = others(key, found)
        heads.append(top)
        unknown.append(strange)
        print(seed, top, strange, rows, flush=True)
    body = [_row(code, [one for one in seen if one.code == code]) for code in CODES]
    share = sum(unknown) / max(1, sum(heads))
    body.append(("about nothing planted", f"{share:.0%} of {sum(heads) / seeds:.1f}", "–", "–"))
    head = ("Planted", "listed", "told as what the key names", "median days to the first alarm")
    return [Table("demo_signals", head, tuple(body))]


def _row(code: str, seen: Iterable[Seen]) -> tuple[str, str, str, str]:
    rows = list(seen)
    days = [one.days for one in rows if one.days is not None]
    return (
        CODES[code], f"{sum(one.listed for one in rows)} of {len(rows)}",
        f"{sum(one.named for one in rows)} of {len(rows)}",
        f"{median(days):.0f}" if days else "–",
    )  # fmt: skip
