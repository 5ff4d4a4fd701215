"""Writes the demo company as a source folder, with the answer key of what was planted in it."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from pathlib import Path
from shutil import rmtree

from husay.demo.answer_key import AnswerKey
from husay.demo.checking import book_of
from husay.demo.engine import Connection, engine
from husay.demo.goals import goals
from husay.demo.ground import lay
from husay.demo.potentials import PRECISION_PERCENT, potentials
from husay.demo.sales import STEPS, Progress, write_large
from husay.demo.scale import Scale
from husay.demo.small_tables import write_csv, write_small
from husay.demo.timeline import UNTIL, Timeline
from husay.demo.troubles import answer_key
from husay.demo.world import World, world

KEY_FILE = "answer_key.json"
GOAL_COLUMNS = ("scope", "item", "measure", "starts", "ends", "value", "currency")
POTENTIAL_COLUMNS = (*GOAL_COLUMNS, "precision", "origin")


def write_demo(
    folder: Path,
    lines: int = 100_000,
    until: date = UNTIL,
    seed: int = 1,
    *,
    threads: int | None = None,
    progress: Progress = lambda code, at, of: None,
) -> AnswerKey:
    """Write the demo company to `folder` and answer with its key.

    `lines` is about the number of sale lines (5 thousand to 200 million; ValueError otherwise),
    `until` the last day of the three and a half years. The same arguments give the same files to
    the byte, whatever `threads` is. `progress` is called before each step. What an earlier call
    left in `folder` is replaced.
    """
    made = world(Scale(lines), Timeline(until), seed)
    data = folder / "data"
    if data.exists():
        rmtree(data)
    data.mkdir(parents=True)
    steps = len(STEPS) + 1
    with engine(threads) as con:
        lay(con, made)
        write_large(con, data, lambda code, at, _: progress(code, at, steps))
        write_small(made, data)
        _write_plans(con, made, data)
    _write_source(folder)
    progress("answer_key", steps - 1, steps)
    with book_of(folder, threads) as con:
        key = answer_key(con, made)
    key.write(folder / KEY_FILE)
    return key


def _write_source(folder: Path) -> None:
    """The settings and SELECTs, as they lie in this package."""
    for item in (files("husay.demo") / "source").iterdir():
        (folder / item.name).write_text(item.read_text(encoding="utf-8"), encoding="utf-8")


def _write_plans(con: Connection, made: World, data: Path) -> None:
    """Goals and potentials are made of what each year brought, so they come last."""
    by_year = con.execute(
        "SELECT year(date), CAST(sum(amount) AS BIGINT) FROM invoice_lines GROUP BY ALL ORDER BY 1"
    ).fetchall()
    by_line = con.execute(
        "SELECT p.line_id, CAST(sum(l.amount) AS BIGINT) FROM invoice_lines l "
        "JOIN products p ON p.id = l.product WHERE l.date < ? GROUP BY ALL ORDER BY 1",
        [made.timeline.start.replace(year=made.timeline.start.year + 1)],
    ).fetchall()
    rows = (
        (g.scope, g.item, g.measure, g.starts, g.ends, f"{g.value}.00", g.currency)
        for g in goals(made, dict(by_year), dict(by_line))
    )
    write_csv(data / "goals.csv", GOAL_COLUMNS, rows)
    precision = f"0.{PRECISION_PERCENT:02}"
    surveyed = (
        ("customer", p.account, "revenue", p.starts, p.ends, f"{p.value}.00", "PHP", precision,
         p.origin)
        for p in potentials(made, dict(by_year))
    )  # fmt: skip
    write_csv(data / "potentials.csv", POTENTIAL_COLUMNS, surveyed)
