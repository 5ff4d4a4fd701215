"""What the tests of the door share: a process that can import the records, of no company yet."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from husay.book.source import read_source
from husay.store.home import Home
from husay.store.records.connect import connect
from tests.access.barrio import OTHER, given
from tests.measures.making import AT, Made, make, write_tables

_nowhere = Path(tempfile.mkdtemp(prefix="husay-door-"))
atexit.register(shutil.rmtree, _nowhere, True)
# Snapshots can be imported only where Django is set up, and that wants a folder.
connect(Home(_nowhere))


@pytest.fixture(scope="session")
def barrio(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """See `tests.access.barrio`: snapshot 1 and the pin "before" have L6 as Gil's, the next one as
    Dina's; then another source came."""
    folder = tmp_path_factory.mktemp("barrio")
    made = make(folder, given("gil"))
    company = made.company
    company.pin(1, "before", "tester", AT)
    bring_in(made, folder / "again", given("dina"), "test")
    bring_in(made, folder / "other", OTHER, "other")
    return made


def bring_in(made: Made, folder: Path, tables: Mapping[str, str], name: str) -> None:
    """Import tables once more."""
    folder.mkdir()
    write_tables(folder, tables)
    said = {"name": name, "currency": "PHP", "rounding": "refuse"}
    read, problems = read_source(said, {table: f"SELECT * FROM {table}" for table in tables})
    assert read is not None, problems
    result = made.company.import_source(read, folder, "tester", AT)
    assert not result.refused, result.problems
