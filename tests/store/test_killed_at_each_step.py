"""Killed exactly at each step of an import, the book is as before it, or as after it."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from husay.basics.period import Window
from husay.measures.question import Question
from tests.upkeep.small import AT, Row, bring_in, copied, new_company, serve, source_of, write_files

if TYPE_CHECKING:
    from husay.store.company import Company

ALL = Question(("revenue", "lines"), Window(date(2024, 1, 1), date(2024, 12, 31)))
TABLES = ("sale_lines", "products")

BEFORE = (600 * 10_000, 6, ("old",))
"""6 lines of 100 each, under the old product line."""

AFTER = (1_200 * 10_000, 6, ("new",))
"""The same lines at 200 each, under the new one."""

KILLED_BEFORE = (
    "settling", "reading:products", "reading:sale_lines", "merging:products",
    "merging:sale_lines", "committing", *(f"after commit {n}" for n in range(1, 8)),
    "rolling-up", "publishing", "before the manifest", "manifest inserted, not committed",
)  # fmt: skip
"""Nothing of these is to be seen: the manifest's row is not there. Four commits are of the two
tables and their histories, three of the rollups."""

KILLED_AFTER = ("after the manifest",)

IMPORTER = """
import os, signal, sys, traceback
from datetime import UTC, datetime
from pathlib import Path
from husay.store.home import Home
from husay.store.opening import open_company
from husay.store.records.connect import connect

connect(Home(Path(sys.argv[1])))

from husay.store.records import manifests
from husay.store.records.models import ManifestRecord
from husay.store.warehouse import importer
from husay.store.warehouse.delta import BookTable
from tests.upkeep.small import source_of

moment, commits = "", 0

def at(now):
    if now:
        print(now, flush=True)
    if now == moment:
        os.kill(os.getpid(), signal.SIGKILL)

def around(owner, name, before="", after=""):
    real = getattr(owner, name)
    def instead(*args, **kwargs):
        at(before)
        done = real(*args, **kwargs)
        at(after)
        return done
    setattr(owner, name, instead)

def counted(self, remove, add, commit=BookTable.commit):
    global commits
    version = commit(self, remove, add)
    commits += 1
    at(f"after commit {commits}")
    return version

BookTable.commit = counted
around(ManifestRecord.objects, "create", after="manifest inserted, not committed")
around(manifests, "publish", "before the manifest", "after the manifest")

def bring_in(home, data):
    open_company(Path(home)).import_source(
        source_of("shop", ["sale_lines", "products"]), Path(data), "killed",
        datetime(2024, 6, 1, tzinfo=UTC), lambda step, done, steps: at(step), everything=True,
    )

for line in sys.stdin:
    home, data, moment = line.rstrip("\\n").split("|")
    child = os.fork()
    if not child:
        try:
            bring_in(home, data)
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    _, status = os.waitpid(child, 0)
    print("ended", os.waitstatus_to_exitcode(status), flush=True)
"""
"""Forks a process for each import: to start Python for each would take most of the time."""


@dataclass(frozen=True)
class Two:
    """A company whose book has both tables, what its next import gives, and who imports it."""

    home: Path
    data: Path
    importer: "subprocess.Popen[str]"

    def bring_in(self, home: Path, moment: str) -> tuple[int, list[str]]:
        """Import in a process that kills itself at a moment: how it ended, what it came through."""
        given, told = self.importer.stdin, self.importer.stdout
        assert given is not None
        assert told is not None
        print(home, self.data, moment, sep="|", file=given, flush=True)
        passed: list[str] = []
        for line in told:
            if line.startswith("ended "):
                return int(line.removeprefix("ended ")), passed
            passed.append(line.rstrip("\n"))
        raise AssertionError("the importer is gone")


def sold(amount: int) -> list[Row]:
    """6 lines in two months, each of the same amount."""
    return [
        {"sale": f"s{i}", "line": 1, "date": date(2024, 1, 1) + timedelta(days=10 * i),
         "amount": amount, "product": f"p{i % 2}"}
        for i in range(6)
    ]  # fmt: skip


def tables(amount: int, group: str) -> dict[str, list[Row]]:
    products: list[Row] = [{"product": f"p{i}", "product_line": group} for i in range(2)]
    return {"sale_lines": sold(amount), "products": products}


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    folder = tmp_path_factory.mktemp("killed")
    company = new_company(folder / "company")
    bring_in(company, folder / "first", tables(100, "old"))
    assert state(company) == BEFORE
    write_files(folder / "second", tables(200, "new"))
    home = company.home.path
    with subprocess.Popen(
        [sys.executable, "-c", IMPORTER, str(home)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as importer:  # fmt: skip
        yield Two(home, folder / "second", importer)


def state(company: "Company") -> tuple[object, object, object]:
    """What the book says: revenue, lines, and the product line that they are under."""
    whole = company.ask(ALL).rows[0]
    by_line = company.ask(Question(("revenue",), ALL.window, ("product_line",))).rows
    return whole["revenue"], whole["lines"], tuple(row["product_line"] for row in by_line)


def test_the_moments_are_all_that_there_are(two: Two, tmp_path: Path) -> None:
    """An import that nobody kills comes through every one of them, and through no other."""
    home = copied(two.home, tmp_path / "copy")
    ended, passed = two.bring_in(home, "never")
    assert ended == 0
    assert sorted(passed) == sorted((*KILLED_BEFORE, *KILLED_AFTER))
    assert state(serve(home)) == AFTER


@pytest.mark.parametrize("moment", [*KILLED_BEFORE, *KILLED_AFTER])
def test_killed_there_the_book_is_as_before_or_as_after(
    two: Two, tmp_path: Path, moment: str
) -> None:
    home = copied(two.home, tmp_path / "copy")
    ended, passed = two.bring_in(home, moment)
    assert ended == -signal.SIGKILL
    assert passed[-1] == moment, "it died there, not anywhere"
    company = serve(home)
    expected = AFTER if moment in KILLED_AFTER else BEFORE
    assert state(company) == expected
    assert company.verify().problems == ()
    result = company.import_source(source_of("shop", TABLES), two.data, "me", AT, everything=True)
    assert not result.refused, result.problems
    assert state(company) == AFTER
    assert list(company.home.staging.iterdir()) == []
