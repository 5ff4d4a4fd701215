"""Runs a source's SELECTs over its data folder, as an import does but with nothing of its own.

Each file of the data folder is a view of texts named by its stem, '' is NULL, and nothing but
that folder can be read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from tests.sources.expected.raw import CHECKOUT, data_folder

SOURCES = ("adventureworks", "northwind", "chinook", "online_retail")


def together(name: str) -> pytest.MarkDecorator:
    """The mark of tests that share a source's run, so that one worker runs it once."""
    return pytest.mark.xdist_group(f"source-{name}")


each_source = pytest.mark.parametrize(
    "name", [pytest.param(name, marks=together(name)) for name in SOURCES]
)


def source_folder(name: str) -> Path:
    """The folder of an example source."""
    return CHECKOUT / "examples" / "sources" / name


def settings(name: str) -> dict[str, Any]:
    """What its `source.yaml` says."""
    text = (source_folder(name) / "source.yaml").read_text(encoding="utf-8")
    said: dict[str, Any] = yaml.safe_load(text)
    return said


def selects(name: str) -> dict[str, str]:
    """Its SELECTs by table."""
    files = sorted(source_folder(name).glob("*.sql"))
    return {file.stem: file.read_text(encoding="utf-8") for file in files}


@dataclass(frozen=True)
class Ran:
    """What a source's SELECTs gave: a table each, and the types of their columns."""

    connection: duckdb.DuckDBPyConnection
    types: Mapping[str, Mapping[str, str]]

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a query over the given tables."""
        return self.connection.cursor().execute(sql).fetchall()

    def one(self, sql: str) -> Any:
        """The single value of a query."""
        return self.rows(sql)[0][0]

    def pairs(self, sql: str) -> dict[str, Any]:
        """A query's first column to its second; a key that is not there is ''."""
        return {key or "": value for key, value in self.rows(sql)}


@cache
def run(name: str) -> Ran:
    """Runs every SELECT of a source once."""
    connection = duckdb.connect()
    data = data_folder(name)
    connection.execute("SET allowed_directories = [?]", [str(data)])
    connection.execute("SET enable_external_access = false")
    connection.execute("CREATE SCHEMA given")
    for file in sorted(data.glob("*.csv*")):
        stem = file.name.split(".")[0]
        connection.execute(
            f"CREATE VIEW {stem} AS SELECT * FROM "
            f"read_csv('{file}', header = true, all_varchar = true, nullstr = '')"
        )
    types: dict[str, dict[str, str]] = {}
    for table, sql in selects(name).items():
        connection.execute(f"CREATE TABLE given.{table} AS {sql}")
        described = connection.execute(f"DESCRIBE given.{table}").fetchall()
        types[table] = {row[0]: row[1] for row in described}
    return Ran(connection, types)
