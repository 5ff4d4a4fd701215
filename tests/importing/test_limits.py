"""What an import may take: time, memory, disk; and what is told when there is no more."""

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest

from husay.basics.problem import Mistake
from tests.conftest import ROOT
from tests.importing.giving import bring, codes, rows, source_of

if TYPE_CHECKING:
    from husay.store.company import Company

ENDLESS = (
    "WITH RECURSIVE w AS (SELECT 1 AS x UNION ALL SELECT x FROM w) "
    "SELECT 'A' AS sale, 1 AS line, DATE '2026-01-01' AS date, x AS amount FROM w"
)
ONE = "SELECT 'A' AS sale, 1 AS line, DATE '2026-01-01' AS date, 1 AS amount"


def test_a_select_that_never_ends_is_stopped_and_the_book_is_free_again(
    empty: "Company", tmp_path: Path
) -> None:
    from django.test import override_settings

    with override_settings(HUSAY_SQL_HOURS=1 / 3600):
        result = bring(empty, tmp_path / "data", source_of(ENDLESS), {})
    assert codes(result) == [("error", "sql-took-too-long")]
    assert bring(empty, tmp_path / "data", source_of(ONE), {}).manifest == 1


RUN = """
import sys
from husay.store.warehouse.duck import run_given
import duckdb
print("ready", flush=True)
try:
    run_given(duckdb.connect(), sys.argv[1], 600)
except KeyboardInterrupt:
    sys.exit(130)
"""


def test_ctrl_c_stops_a_select() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, ENDLESS], stdout=subprocess.PIPE, env=environment
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 130
    process.stdout.close()


def test_errors_and_rows_of_a_select_come_through(tmp_path: Path) -> None:
    from husay.store.warehouse.duck import run_given, workshop

    connection = workshop(tmp_path, [])
    assert run_given(connection, "SELECT 1 UNION ALL SELECT 2 ORDER BY 1", 60) == [(1,), (2,)]
    with pytest.raises(duckdb.CatalogException):
        run_given(connection, "SELECT * FROM nowhere", 60)


def test_a_connection_takes_half_of_the_machine_and_of_the_free_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from husay.store.warehouse import duck

    whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    monkeypatch.setattr(duck, "_LIMIT_OF_A_CONTAINER", tmp_path / "memory.max")
    assert duck.memory_bytes() == whole // 2
    (tmp_path / "memory.max").write_text("max\n", encoding="ascii")
    assert duck.memory_bytes() == whole // 2
    (tmp_path / "memory.max").write_text(f"{2 << 30}\n", encoding="ascii")
    assert duck.memory_bytes() == 1 << 30
    (tmp_path / "memory.max").write_text("1000\n", encoding="ascii")
    assert duck.memory_bytes() == 512 << 20
    settings = dict(
        duck.workshop(tmp_path / "new", [])
        .execute(
            "SELECT name, value FROM duckdb_settings() WHERE name IN "
            "('temp_directory', 'autoinstall_known_extensions', 'lock_configuration')"
        )
        .fetchall()
    )
    assert settings["temp_directory"] == str(tmp_path / "new")
    assert settings["autoinstall_known_extensions"] == "false"
    assert settings["lock_configuration"] == "true"


def test_every_connection_is_made_in_one_place() -> None:
    """One made elsewhere would spill into the current folder and fetch extensions."""
    rooms = (ROOT / "src" / "husay" / "store").rglob("*.py")
    makers = [p.name for p in rooms if "duckdb.connect(" in p.read_text(encoding="utf-8")]
    assert makers == ["duck.py"]


def test_a_company_may_lie_in_a_folder_with_an_apostrophe(tmp_path: Path) -> None:
    from tests.upkeep.small import new_company

    company = new_company(tmp_path / "Ana's company")
    bring(company, tmp_path / "Ben's data", source_of(ONE), {})
    assert rows(company, "sale") == [("A",)]
    assert company.verify().problems == ()


FULL = "IO Error: Could not write file: No space left on device"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (duckdb.IOException(FULL), "disk-full"),
        (OSError(errno.ENOSPC, "No space left on device"), "disk-full"),
        (OSError(errno.EROFS, "Read-only file system"), "folder-closed"),
        (duckdb.IOException('Cannot open file "x": Permission denied'), "folder-closed"),
    ],
)
def test_a_full_or_closed_disk_is_told_and_leaves_nothing_behind(
    empty: "Company", tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, code: str
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("husay.store.warehouse.snapshot.fill", fail)
    with pytest.raises(Mistake) as told:
        bring(empty, tmp_path / "data", source_of(ONE), {})
    assert [p.code for p in told.value.problems] == [code]
    assert list(empty.home.staging.iterdir()) == []
    monkeypatch.undo()
    assert bring(empty, tmp_path / "data", source_of(ONE), {}).manifest == 1


@pytest.mark.parametrize(
    ("said", "code"),
    [("database or disk is full", "disk-full"),
     ("attempt to write a readonly database", "folder-closed"),
     ("unable to open database file", "folder-closed")],
)  # fmt: skip
def test_records_that_cannot_be_written_are_told(
    empty: "Company", tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, code: str
) -> None:
    from django.db import OperationalError

    from husay.store.opening import open_company

    def fail(*_: object) -> None:
        raise OperationalError(said)

    monkeypatch.setattr("husay.store.opening.migrate", fail)
    with pytest.raises(Mistake) as told:
        open_company(empty.home.path)
    assert [p.code for p in told.value.problems] == [code]


def test_another_error_is_not_blamed_on_the_disk(empty: "Company", tmp_path: Path) -> None:
    from husay.store.disk import telling_of_the_disk

    for error in (duckdb.BinderException("x"), PermissionError(errno.EACCES, "no", "/elsewhere")):
        with pytest.raises(type(error)), telling_of_the_disk(tmp_path):
            raise error
