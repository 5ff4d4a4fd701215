"""Trying a file out before anything is committed, and keeping what came of it beside the file.

Trying a large file takes seconds, so it is done once for each way of reading it.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from husay.basics.problem import Problem
from husay.book.schema import GIVEN, Table
from husay.book.source import Source
from husay.store.home import Home
from husay.store.sources import Tried, dry_run, settings_of
from husay.web.bring_in.uploads import Upload

SHOWN_ROWS = 5
"""How many rows are kept to be shown as the book would hold them."""


@dataclass(frozen=True)
class Trial:
    """What an import would bring: rows by table, what is wrong, first rows, names for them."""

    counts: Mapping[str, int]
    problems: tuple[Problem, ...]
    rows: Mapping[str, tuple[dict[str, Any], ...]]
    names: Mapping[tuple[str, str], str]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What would keep everything from coming in."""
        return tuple(p for p in self.problems if p.severity == "error")

    @property
    def cautions(self) -> tuple[Problem, ...]:
        """What would come in, and is worth knowing."""
        return tuple(p for p in self.problems if p.severity != "error")


def known_trial(upload: Upload, source: Source) -> Trial | None:
    """What came of trying the file in just this way; None when nobody has."""
    try:
        kept = json.loads(upload.beside("trial.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return _read(kept) if kept.get("of") == _fingerprint(source) else None


def try_out(home: Home, upload: Upload, source: Source) -> Trial:
    """Read and check the file as an import would; what came of it is kept for the next asking."""
    tried = dry_run(home, source, upload.file)
    kept = {
        "of": _fingerprint(source),
        "counts": dict(tried.counts),
        "problems": [asdict(problem) for problem in tried.problems],
        "rows": {table: _plain(rows[:SHOWN_ROWS]) for table, rows in tried.rows.items()},
        "names": _needed(tried),
    }
    path = upload.beside("trial.json")
    aside = path.with_name(f"{path.name}.{uuid.uuid4().hex}")
    aside.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
    aside.replace(path)
    return _read(kept)


def _fingerprint(source: Source) -> str:
    said = {**settings_of(source), "selects": dict(source.selects)}
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()


def _plain(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [
        {k: v.isoformat() if isinstance(v, date) else v for k, v in row.items()} for row in rows
    ]


def _needed(tried: Tried) -> list[tuple[str, str, str]]:
    """The names of what stands in the rows that are kept; a file may hold a million others."""
    shown = {
        str(value)
        for rows in tried.rows.values()
        for row in rows[:SHOWN_ROWS]
        for value in row.values()
    }
    return [(kind, item, name) for (kind, item), name in tried.names.items() if item in shown]


def _read(kept: Mapping[str, Any]) -> Trial:
    return Trial(
        counts=kept["counts"],
        problems=problems_from(kept["problems"]),
        rows={t: tuple(_typed(GIVEN[t], row) for row in rows) for t, rows in kept["rows"].items()},
        names={(kind, item): name for kind, item, name in kept["names"]},
    )


def _typed(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    days = {c.name for c in table.columns if c.kind == "day"}
    return {k: date.fromisoformat(v) if k in days and v else v for k, v in row.items()}


def problems_from(kept: Iterable[Mapping[str, Any]]) -> tuple[Problem, ...]:
    """Problems as they were kept in JSON: pairs came back as lists."""
    return tuple(
        Problem(**{**p, "values": tuple((k, v) for k, v in p.get("values", ()))}) for p in kept
    )
