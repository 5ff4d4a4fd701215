"""The demo's files as they stood at the end of a day, cut from the whole ones.

A file knows nothing of the days to come: no sale, return or step of a deal, nobody who is yet to be
hired, no goals of a year that nobody has planned. Some invoices are entered two days after their
date, as in any office, so that a month's last ones come with the next month's files. Cut at the
history's last day, the files are the whole ones, byte for byte.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from husay.demo.answer_key import AnswerKey
from husay.demo.engine import Connection, copy_select, engine, script, set_variables
from husay.demo.small_tables import price_list, write_csv

LARGE = (
    "invoice_lines", "credit_memos", "price_adjustments", "credit_splits", "deals", "deal_stages",
    "activities",
)  # fmt: skip
SMALL = (
    "customers", "territories", "units", "people", "assignments", "ownerships", "names", "goals",
    "potentials",
)  # fmt: skip


def write_as_of(whole: Path, data: Path, key: AnswerKey, day: date) -> None:
    """Write to `data`, which must not exist, what the files of `whole` had at the end of a day.

    `key` is the answer key of the whole ones. ValueError for a day before they begin.
    """
    if day < key.starts:
        raise ValueError(f"the demo begins on {key.starts}, not by {day}")
    if day >= key.until:
        shutil.copytree(whole, data)
        return
    data.mkdir(parents=True)
    with engine(None) as con:
        set_variables(con, {"day": day})
        _see(con, whole)
        con.execute(script("as_of/known"))
        for name in LARGE:
            copy_select(con, script(f"as_of/{name}"), data / f"{name}.parquet")
        for name in SMALL:
            write_csv(data / f"{name}.csv", *_rows(con, name))
    listed = price_list(key.starts, day)
    write_csv(data / "products.csv", ("product", "product_line", "product_group", "list_price"),
              listed)  # fmt: skip


def _see(con: Connection, whole: Path) -> None:
    """Make a view of each whole file, called by its name."""
    for path in sorted(whole.iterdir()):
        if path.suffix == ".csv":
            con.read_csv(str(path), all_varchar=True).create_view(path.stem)
        else:
            con.read_parquet(str(path)).create_view(path.stem)


def _rows(con: Connection, name: str) -> tuple[tuple[str, ...], Sequence[Sequence[object]]]:
    """The columns and rows of a small file, in the order of the whole one."""
    found = con.execute(script(f"as_of/{name}"))
    return tuple(column[0] for column in found.description or ()), found.fetchall()
