"""A source: how one system's files become book tables.

A source is a folder with `source.yaml` and one SQL `SELECT` per table that it gives. Reading it
answers with every mistake found; a source with mistakes imports nothing.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fractions import Fraction
from functools import lru_cache
from typing import Any

import sqlglot
from cronsim import CronSim, CronSimError
from sqlglot import exp
from sqlglot.errors import SqlglotError

from husay.basics.problem import Problem
from husay.book.schema import GIVEN
from husay.book.select import bare_select

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}")
_CURRENCY = re.compile(r"[A-Z]{3}")
_SETTINGS = (
    "name", "title", "currency", "amounts_include_tax", "tax_rate", "rounding", "whole",
    "schedule", "data", "company", "stages", "database", "file", "mapping",
)  # fmt: skip
_TEXTS = ("title", "schedule", "data", "database", "file")
ROUNDINGS = ("refuse", "half_away")


@dataclass(frozen=True)
class Source:
    """A source as read: its settings and its SELECT for each table, by table name.

    `tax_rate` is the share of a tax-inclusive amount's net that is tax (12 % VAT is 3/25);
    `file` is set for a plain file with a confirmed mapping (`mapping`, see husay.book.mapping):
    the file that the rows are in. `data` is where a scheduled import finds the files: a path,
    from the company's folder on if it is not a whole one.
    """

    name: str
    currency: str
    selects: Mapping[str, str]
    title: str = ""
    amounts_include_tax: bool = False
    tax_rate: Fraction | None = None
    rounding: str = "refuse"
    whole: tuple[str, ...] = ()
    schedule: str | None = None
    data: str | None = None
    company: Mapping[str, Any] = field(default_factory=dict)
    stages: tuple[str, ...] = ()
    database: str | None = None
    file: str | None = None
    mapping: Mapping[str, Any] = field(default_factory=dict)


def nearest(word: str, known: tuple[str, ...] | list[str], *, well: bool = False) -> str:
    """The known word that `word` was probably meant to be, or ''; `well`: where there are many
    short ones, of which another is soon a little alike (`window` is no `kind`)."""
    found = next(iter(difflib.get_close_matches(word, known, n=1, cutoff=0.6)), "")
    alike = difflib.SequenceMatcher(None, found, word).ratio()
    return found if not well or 10 * alike >= 7 else ""


def read_source(
    settings: object, selects: Mapping[str, str]
) -> tuple[Source | None, tuple[Problem, ...]]:
    """A source from its parsed `source.yaml` and its SQL files' texts by file stem.

    Answers with the source, or None, and all the mistakes found.
    """
    if not isinstance(settings, dict):
        return None, (_wrong("source-not-a-mapping", ""),)
    problems = [*_setting_problems(settings), *_select_problems(selects)]
    if any(p.severity == "error" for p in problems):
        return None, tuple(problems)
    rate = settings.get("tax_rate")
    source = Source(
        name=settings["name"],
        currency=settings["currency"],
        selects=dict(selects),
        title=settings.get("title") or settings["name"],
        amounts_include_tax=settings.get("amounts_include_tax") or False,
        tax_rate=None if rate is None else Fraction(str(rate)),
        rounding=settings.get("rounding", "refuse"),
        whole=tuple(settings.get("whole") or ()),
        schedule=settings.get("schedule"),
        data=settings.get("data"),
        company=settings.get("company") or {},
        stages=tuple(settings.get("stages") or ()),
        database=settings.get("database"),
        file=settings.get("file"),
        mapping=settings.get("mapping") or {},
    )
    return source, tuple(problems)


def _wrong(code: str, key: str, value: object = None, **values: str) -> Problem:
    shown = None if value is None else str(value)
    return Problem(
        code=code, file="source.yaml", column=key, value=shown, values=tuple(values.items())
    )


def _setting_problems(settings: dict[Any, Any]) -> list[Problem]:
    found = [
        _wrong("unknown-setting", str(key), nearest=nearest(str(key), _SETTINGS))
        for key in settings
        if key not in _SETTINGS
    ]
    name, currency = settings.get("name"), settings.get("currency")
    if not (isinstance(name, str) and _NAME.fullmatch(name)):
        found.append(_wrong("source-name", "name", name))
    if not (isinstance(currency, str) and _CURRENCY.fullmatch(currency)):
        found.append(_wrong("source-currency", "currency", currency))
    if settings.get("rounding", "refuse") not in ROUNDINGS:
        found.append(_wrong("source-rounding", "rounding", settings.get("rounding")))
    found += _kind_problems(settings)
    found += [
        _wrong("unknown-table", "whole", table, nearest=nearest(table, list(GIVEN)))
        for table in _texts(settings.get("whole")) or ()
        if table not in GIVEN
    ]
    return found + _tax_problems(settings) + _schedule_problems(settings)


def _kind_problems(settings: dict[Any, Any]) -> list[Problem]:
    """Settings that are not of their kind: YAML reads no as false, and "no" as a text."""
    kinds: tuple[tuple[str, Callable[[object], bool], tuple[str, ...]], ...] = (
        ("setting-yes-or-no", lambda v: isinstance(v, bool), ("amounts_include_tax",)),
        ("setting-list", lambda v: _texts(v) is not None, ("whole", "stages")),
        ("setting-mapping", lambda v: isinstance(v, dict), ("company", "mapping")),
        ("setting-text", lambda v: isinstance(v, str), _TEXTS),
    )
    return [
        _wrong(code, key, settings[key])
        for code, fits, keys in kinds
        for key in keys
        if settings.get(key) is not None and not fits(settings[key])
    ]


def _texts(value: object) -> list[str] | None:
    """A list of texts as it is; None for anything else."""
    fine = isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)
    return list(value) if fine else None  # type: ignore[call-overload]


def _schedule_problems(settings: dict[Any, Any]) -> list[Problem]:
    schedule = settings.get("schedule")
    if not isinstance(schedule, str):
        return []
    try:
        CronSim(schedule, datetime(2000, 1, 1, tzinfo=UTC))
    except CronSimError:
        return [_wrong("source-schedule", "schedule", schedule)]
    if not settings.get("data") and not settings.get("database"):
        return [_wrong("schedule-without-data", "data")]
    return []


def _tax_problems(settings: dict[Any, Any]) -> list[Problem]:
    rate = settings.get("tax_rate")
    if rate is None:
        return []
    if isinstance(rate, float):
        return [_wrong("tax-rate-float", "tax_rate", rate)]
    try:
        wrong = not 0 <= Fraction(str(rate)) < 1
    except (ValueError, ZeroDivisionError):
        wrong = True
    return [_wrong("tax-rate", "tax_rate", rate)] if wrong else []


def _select_problems(selects: Mapping[str, str]) -> list[Problem]:
    found = []
    if not selects:
        found.append(_wrong("source-without-selects", ""))
    for table, sql in selects.items():
        place = f"{table}.sql"
        if table not in GIVEN:
            near = nearest(table, list(GIVEN))
            found.append(
                Problem(code="unknown-table", file=place, value=table, values=(("nearest", near),))
            )
        found += [
            Problem(code=code, file=place, table=table, value=said)
            for code, said in _statement_mistakes(sql)
        ]
    return found


@lru_cache(maxsize=1024)
def _statement_mistakes(sql: str) -> tuple[tuple[str, str], ...]:
    """What keeps a text from being one plain SELECT. It is known of a text that was parsed once:
    the worker beside the server looks at all kept sources every second."""
    try:
        statements = [s for s in sqlglot.parse(bare_select(sql), read="duckdb") if s is not None]
    except SqlglotError as error:
        return (("sql-syntax", str(error).splitlines()[0]),)
    if len(statements) != 1:
        return (("one-select", str(len(statements))),)
    if not isinstance(statements[0], exp.Query):
        return (("one-select", statements[0].key.upper()),)
    return ()


def tables_named(sql: str) -> frozenset[str]:
    """The tables and views that a SELECT reads, lower case, its own CTEs left out."""
    tree = sqlglot.parse_one(bare_select(sql), read="duckdb")
    ctes = {cte.alias_or_name.lower() for cte in tree.find_all(exp.CTE)}
    return frozenset(t.name.lower() for t in tree.find_all(exp.Table)) - ctes
