"""The demo company's year by `husay loop`, month by month: which month's loop told of what was
planted, as what, and whether it stands there at the end.

Each month is brought in, swept and paid by the commands that a user would type: a minute a
month.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bench.methods.signals_bench import CODES, is_of, named_as
from bench.table import Table

if TYPE_CHECKING:
    from husay.demo import AnswerKey
    from husay.store.company import Company
    from husay.tracking.signals.found import Signal

LINES = 300_000
BEFORE = "2025-11"
MONTHS = (
    "2025-12", "2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06", "2026-07",
    "2026-08", "2026-09", "2026-10", "2026-11",
)  # fmt: skip
CLOSING = "a seller who wins a third of what others win"
STAR = "a seller who sells two thirds more than others"


@dataclass(frozen=True)
class Told:
    """What a month's loop told of a trouble: whether it is open, and under its own name."""

    month: str
    first: date | None
    named: bool


def tables(lines: int = LINES) -> list[Table]:
    """The table of docs/methods.md."""
    with TemporaryDirectory() as folder:
        home = Path(folder) / "company"
        _husay("demo", "--dir", home, "--lines", lines, "--through", BEFORE, "--no-serve")
        told: dict[str, list[Told]] = {code: [] for code in CODES}
        for month in MONTHS:
            _husay("demo", "--dir", home, "--through", month, "--no-serve")
            _husay("--home", home, "loop", "--month", month)
            key, company = _opened(home)
            for code, one in _seen(key, company, month):
                told[code].append(one)
        rows = [_row(key, code, told[code]) for code in CODES]
        rows += list(_of_people(key, company))
    head = ("Planted", "told by the loop of", "days to its alarm", "at the end of the year")
    return [Table("demo_year", head, tuple(rows))]


def _husay(*words: object) -> None:
    subprocess.run([sys.executable, "-m", "husay", *map(str, words)], check=True, text=True,
                   stdout=subprocess.DEVNULL)  # fmt: skip


def _opened(home: Path) -> tuple[AnswerKey, Company]:
    from husay.demo import AnswerKey
    from husay.demo.write import KEY_FILE
    from husay.store.opening import open_company

    return AnswerKey.read(home / "sources" / "demo" / KEY_FILE), open_company(home)


def _seen(key: AnswerKey, company: Company, month: str) -> Iterator[tuple[str, Told]]:
    """What stands on the list after a month's loop, of each trouble that had begun."""
    from husay.store.records.models import SignalEpisode
    from husay.store.signals.document import kept_of

    assert company.head().number >= 0
    found = [kept_of(row).signal for row in SignalEpisode.objects.filter(closed=None)]
    for code in CODES:
        began = key.trouble(code).dates["from"]
        about = [s for s in found if s.pushed and s.bad and is_of(s, code, key)]
        told = [s for s in about if s.opened >= began]
        first = min((s.opened for s in told), default=None)
        yield code, Told(month, first, any(named_as(s, code, key) for s in told))
        print(month, code, first, [_words(s) for s in about], flush=True)


def _words(signal: Signal) -> str:
    series = signal.series
    said = f"{series.measure} {series.scope} {series.item} {series.part} since {signal.since}"
    return said if signal.within is None else f"{said}, beneath {signal.within[0]}"


def _row(key: AnswerKey, code: str, told: list[Told]) -> tuple[str, str, str, str]:
    heard = [one for one in told if one.first is not None]
    if not heard:
        return (CODES[code], "–", "–", "not told")
    first = next((one for one in heard if one.named), heard[0])
    assert first.first is not None, "what was told was opened"
    days = (first.first - key.trouble(code).dates["from"]).days
    last = told[-1]
    at_end = "listed, beneath another" if last.first else "no longer listed"
    if last.named:
        at_end = "listed, as what the key names"
    return (CODES[code], first.month, str(days), at_end)


def _of_people(key: AnswerKey, company: Company) -> Iterator[tuple[str, str, str, str]]:
    """Whom the gap and the ranking name at the end."""
    from husay.store.gaps import Subject, gap
    from husay.store.people_ranking import ranking
    from husay.tracking.gap import GapFound

    found = gap(company, Subject("seller", str(key.trouble("cannot-close").ids["seller"]))).found
    step = found.gap.named if isinstance(found, GapFound) else "–"
    yield CLOSING, "–", "–", f"the gap is named {step}"
    seen = ranking(company)
    leads = (
        seen is not None and seen.found.rows[0].item == key.trouble("top-performer").ids["seller"]
    )
    yield STAR, "–", "–", "ranked first" if leads else "not ranked first"


if __name__ == "__main__":
    for one in tables(int(sys.argv[1]) if len(sys.argv) > 1 else LINES):
        print(one.markdown())
