"""The tables' logs: what an old version was made of must be known for as long as a pin wants."""

from __future__ import annotations

import os
import time
from pathlib import Path

from deltalake import DeltaTable, Field, Schema
from deltalake.schema import PrimitiveType

from husay.store.warehouse.delta import BookTable

DAYS = 86_400


def test_a_log_forgets_no_version_however_old(tmp_path: Path) -> None:
    """Delta's own habit: with each checkpoint, forget what is older than thirty days."""
    table = BookTable(tmp_path / "table", (("amount", "BIGINT"),))
    schema = Schema([Field("amount", PrimitiveType("long"))])
    often = {"delta.checkpointInterval": "10"}
    DeltaTable.create(str(table.folder), schema=schema, configuration=often)
    for number in range(12):
        (table.folder / f"{number}.parquet").write_bytes(b"x" * 10)
        table.commit(table.files(number), {f"{number}.parquet": 1})
        if number == 7:
            long_ago = time.time() - 60 * DAYS
            for entry in (table.folder / "_delta_log").iterdir():
                os.utime(entry, (long_ago, long_ago))
    assert list((table.folder / "_delta_log").glob("*.checkpoint.parquet"))
    assert [file.path for file in table.files(3)] == ["2.parquet"]


def test_a_new_table_says_so_itself_to_whoever_writes(tmp_path: Path) -> None:
    table = BookTable(tmp_path / "table", (("amount", "BIGINT"),))
    table.commit((), {})
    configuration = DeltaTable(table.folder).metadata().configuration
    assert configuration == {"delta.enableExpiredLogCleanup": "false"}


def test_settling_takes_back_what_differs_and_only_that(tmp_path: Path) -> None:
    table = BookTable(tmp_path / "table", (("amount", "BIGINT"),))
    table.folder.mkdir()
    for name in ("a.parquet", "b.parquet"):
        (table.folder / name).write_bytes(b"x")
    published = table.commit((), {"a.parquet": 1})
    table.commit((), {"b.parquet": 1})
    table.settle(published)
    newest = DeltaTable(table.folder).version()
    assert [file.path for file in table.files(newest)] == ["a.parquet"]
    table.settle(published)
    assert DeltaTable(table.folder).version() == newest
    assert [file.path for file in table.clean([published])] == ["b.parquet"]
    assert table.clean([published]) == ()


def test_of_a_table_that_nobody_published_everything_goes(tmp_path: Path) -> None:
    table = BookTable(tmp_path / "table", (("amount", "BIGINT"),))
    assert table.clean([]) == ()
    table.folder.mkdir()
    (table.folder / "a.parquet").write_bytes(b"x")
    table.commit((), {"a.parquet": 1})
    table.settle(None)
    assert [file.path for file in table.clean([])] == ["a.parquet"]
