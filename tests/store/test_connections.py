"""Connections to a snapshot's own database."""

import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from husay.store.warehouse.duck import create_database, open_snapshot

Usage = namedtuple("Usage", "total used free")


def test_a_database_opens_again_while_the_disk_fills(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DuckDB refuses one file with two settings, and what may be spilled follows the free disk."""
    file = tmp_path / "snapshot.duckdb"
    with create_database(file) as made:
        made.execute("CREATE TABLE one AS SELECT 42 AS answer")
    first = open_snapshot(file)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(8 << 30, 7 << 30, 1 << 30))
    second = open_snapshot(file)
    for opened in (first, second):
        assert opened.execute("SELECT answer FROM one").fetchall() == [(42,)]
        opened.close()
