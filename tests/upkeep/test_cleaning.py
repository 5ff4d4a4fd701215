"""The clean-up takes what nobody needs and nothing else, whoever reads, pins or writes by then."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from husay.basics.period import Window
from husay.basics.problem import Mistake
from husay.measures.question import Question
from husay.store.lock import nobody_reads
from tests.upkeep.small import AT, bring_in, copied, new_company, serve

if TYPE_CHECKING:
    from husay.store.company import Company

REVENUE = Question(("revenue",), Window(date(2024, 1, 1), date(2024, 12, 31)))
KEY = {"sale": "o1", "line": 1}
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def three_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Snapshots 1 to 3, each with the one line at another amount; 0 is empty."""
    folder = tmp_path_factory.mktemp("three")
    company = new_company(folder / "company")
    for amount in ("1", "2", "3"):
        bring_in(company, folder / "shop", {"sale_lines": [line(amount)]})
    return company.home.path


@pytest.fixture
def three(three_folder: Path, tmp_path: Path) -> Iterator[Company]:
    company = serve(copied(three_folder, tmp_path / "three"))
    yield company
    let_go()


def let_go() -> None:
    """Close the snapshots that this process has open: it is a reader like any other."""
    from husay.store.warehouse import reading

    while reading._open:
        reading._open.popitem()[1].close()


def line(amount: str) -> dict[str, object]:
    return {**KEY, "date": "2024-01-05", "seller": "s1", "amount": amount}


def revenue(company: Company, which: int | str | None = None) -> int:
    """From the lines themselves, which lie in files that are read when they are asked for."""
    return company.rows(REVENUE, which=which).total["amount"]


def code(call: Callable[[], object]) -> str:
    with pytest.raises(Mistake) as told:
        call()
    return told.value.problems[0].code


def test_only_the_newest_stay(three: Company) -> None:
    before = files(three)
    cleaned = three.clean(keep=2, at=AT)
    assert cleaned.snapshots == (0, 1)
    assert cleaned.kept == {2: "newest", 3: "newest"}
    removed = {f"{table}/{f.path}" for table, found in cleaned.files.items() for f in found}
    assert {"sale_lines", "rollup_daily"} <= cleaned.files.keys()
    assert before - files(three) == removed
    assert cleaned.size_bytes > 0
    assert (revenue(three, 2), revenue(three)) == (20_000, 30_000)
    for gone in (0, 1):
        assert code(lambda n=gone: three.snapshot(n)) == "snapshot-was-cleaned"  # type: ignore[misc]
    assert [m.cleaned_at for m in three.log()] == [AT, AT, None, None]
    assert three.verify().problems == ()


def files(company: Company) -> set[str]:
    """The Parquet files below the book, wherever the log has them or not."""
    book = company.home.book
    return {p.relative_to(book).as_posix() for p in book.rglob("*.parquet")}


def test_a_dry_run_tells_and_touches_nothing(three: Company) -> None:
    before = everything(three)
    tried = three.clean(keep=1, at=AT, dry_run=True)
    assert everything(three) == before
    assert not any(m.cleaned for m in three.log())
    done = three.clean(keep=1, at=AT)
    assert (tried.snapshots, tried.files, tried.kept) == (done.snapshots, done.files, done.kept)
    assert tried.dry_run
    assert not done.dry_run


def everything(company: Company) -> dict[str, int]:
    files = (p for p in company.home.path.rglob("*") if p.is_file() and ".leases" not in p.parts)
    return {str(p): p.stat().st_mtime_ns for p in files if "sqlite3" not in p.name}


def test_at_least_one_snapshot_stays(three: Company) -> None:
    assert code(lambda: three.clean(keep=0, at=AT)) == "keep-at-least-one"
    assert three.clean(keep=1, at=AT).snapshots == (0, 1, 2)
    assert three.clean(keep=1, at=AT).snapshots == ()
    assert revenue(three) == 30_000


def test_a_pin_survives_and_goes_with_its_last_label(three: Company) -> None:
    three.pin(1, "audit", "tester", AT, "for the auditor")
    three.pin(1, "year end", "tester", AT)
    assert three.clean(keep=1, at=AT).kept == {1: "pinned", 3: "newest"}
    assert revenue(three, "audit") == 10_000
    assert three.diff("audit", 3).revenue == {"PHP": (10_000, 30_000)}
    let_go()
    three.unpin("audit", "tester", AT)
    assert three.clean(keep=1, at=AT).snapshots == ()
    three.unpin("year end", "tester", AT)
    assert three.clean(keep=1, at=AT).snapshots == (1,)
    assert code(lambda: three.pin(1, "late", "tester", AT)) == "snapshot-was-cleaned"


@pytest.mark.parametrize("label", ["", " ", "7"])
def test_a_label_that_could_be_taken_for_a_number(three: Company, label: str) -> None:
    assert code(lambda: three.pin(1, label, "tester", AT)) == "pin-label"


def test_facts_stay_in_the_history(three: Company) -> None:
    before = three.history("sale_lines", KEY)
    assert len(before) == 3
    let_go()
    cleaned = three.clean(keep=1, at=AT)
    assert "sale_lines_history" not in cleaned.files
    assert three.history("sale_lines", KEY) == before


READER = """
import sys
from pathlib import Path
sys.path.insert(0, {root!r})
from tests.upkeep.test_cleaning import revenue
from tests.upkeep.small import serve
company = serve(Path({folder!r}))
held = company.snapshot(1)
print("reading", flush=True)
sys.stdin.readline()
print(revenue(company, 1), flush=True)
"""


@contextmanager
def process(script: str, **values: object) -> Iterator[subprocess.Popen[str]]:
    """Another process; it has said its first line."""
    text = script.format(root=str(ROOT), **values)
    with subprocess.Popen(
        [sys.executable, "-c", text],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    ) as running:  # fmt: skip
        try:
            assert running.stdout is not None
            assert running.stdout.readline()
            yield running
        finally:
            running.kill()


def test_a_reader_in_another_process_reads_on(three: Company) -> None:
    with process(READER, folder=str(three.home.path)) as reader:
        cleaned = three.clean(keep=1, at=AT)
        assert cleaned.kept == {1: "read", 3: "newest"}
        assert cleaned.snapshots == (0, 2)
        told, _ = reader.communicate("go on\n")
        # Its sale lines were not read before: they lie in files that had to be there still.
        assert told.strip() == "10000"
    assert three.clean(keep=1, at=AT).snapshots == (1,)


def test_who_comes_between_decision_and_deletion_waits_and_is_told(
    three: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    from husay.store import cleaning
    from husay.store.records import manifests

    mark, remove = manifests.mark_cleaned, cleaning._remove_files
    told: dict[str, str] = {}
    late = [
        threading.Thread(target=lambda: told.update(read=code(lambda: three.snapshot(1)))),
        threading.Thread(target=lambda: told.update(pin=code(lambda: pin_late(three)))),
    ]

    def mark_while_others_come(*arguments: Any) -> Any:
        for thread in late:
            thread.start()
        time.sleep(0.3)
        assert told == {}, "nobody gets in before the mark"
        return mark(*arguments)

    def remove_while_others_wait(*arguments: Any) -> Any:
        assert three.log()[1].cleaned, "marked before anything is deleted"
        assert told == {}, "nobody gets in before the deletion"
        return remove(*arguments)

    monkeypatch.setattr(manifests, "mark_cleaned", mark_while_others_come)
    monkeypatch.setattr(cleaning, "_remove_files", remove_while_others_wait)
    assert three.clean(keep=1, at=AT).snapshots == (0, 1, 2)
    for thread in late:
        thread.join(20)
    assert told == {"read": "snapshot-was-cleaned", "pin": "snapshot-was-cleaned"}


def pin_late(company: Company) -> None:
    # Looked up while it was still there, as a process does that is about to pin.
    from husay.store.warehouse.reading import hold

    with hold(company.home, company.log()[1]):
        company.pin(1, "late", "tester", AT)


def test_who_pins_just_before_the_lease_is_taken_keeps_the_snapshot(
    three: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pin_first(home: Path, mark: str) -> Any:
        if mark == three.log()[1].mark:
            three.pin(1, "in time", "tester", AT)
        return nobody_reads(home, mark)

    monkeypatch.setattr("husay.store.cleaning.nobody_reads", pin_first)
    assert three.clean(keep=1, at=AT).kept == {1: "pinned", 3: "newest"}
    assert revenue(three, "in time") == 10_000


def test_who_asks_for_the_newest_gets_the_newest_there_is(
    three: Company, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from husay.store.company import Company as Facade

    old = three.log()[2]
    three.clean(keep=1, at=AT)
    heads = iter([old])
    head = Facade.head
    monkeypatch.setattr(Facade, "head", lambda self: next(heads, None) or head(self))
    assert three.snapshot().number == 3


WRITER = """
import sys
sys.path.insert(0, {root!r})
from pathlib import Path
from tests.upkeep.small import AT, serve, source_of, write_files
from tests.upkeep.test_cleaning import line
company, data = serve(Path({folder!r})), Path({data!r})
later = {{**line("9"), "sale": "o9", "date": "2024-05-01"}}
write_files(data, {{"sale_lines": [line("4"), later]}})
def tell(step, done, steps):
    if step == {at!r}:
        print(step, flush=True)
        sys.stdin.readline()
company.import_source(source_of("shop", ["sale_lines"]), data, "other", AT, tell, everything=True)
print("imported", flush=True)
"""


def test_a_clean_up_beside_an_import_is_refused(three: Company, tmp_path: Path) -> None:
    where = {"folder": str(three.home.path), "data": str(tmp_path / "late")}
    with process(WRITER, at="publishing", **where) as writer:
        assert code(lambda: three.clean(keep=1, at=AT)) == "book-is-being-written"
        told, _ = writer.communicate("go on\n")
        assert told.strip() == "imported"
    assert three.clean(keep=1, at=AT).kept == {4: "newest"}
    assert revenue(three) == 130_000
    assert three.verify().problems == ()


def test_what_a_killed_import_left_goes(three: Company, tmp_path: Path) -> None:
    before = files(three)
    where = {"folder": str(three.home.path), "data": str(tmp_path / "killed")}
    with process(WRITER, at="publishing", **where) as writer:
        os.kill(writer.pid, signal.SIGKILL)
        writer.wait()
    assert files(three) > before, "it had brought its files in"
    cleaned = three.clean(keep=9, at=AT)
    assert cleaned.snapshots == ()
    assert files(three) == before
    assert list(three.home.staging.iterdir()) == []
    assert revenue(three) == 30_000
    bring_in(three, tmp_path / "killed", {"sale_lines": [line("4")]})
    assert revenue(three) == 40_000
    assert three.verify().problems == ()


def test_killed_between_mark_and_deletion_the_next_takes_the_rest(
    three: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    from husay.store import cleaning

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    before = files(three)
    with monkeypatch.context() as patched:
        patched.setattr(cleaning, "_remove_files", killed)
        with pytest.raises(KeyboardInterrupt):
            three.clean(keep=1, at=AT)
    assert files(three) == before
    assert code(lambda: three.snapshot(1)) == "snapshot-was-cleaned"
    again = three.clean(keep=1, at=AT)
    assert again.snapshots == ()
    assert files(three) < before
    assert three.verify().problems == ()


def test_databases_in_the_cache_go_with_their_snapshots(three: Company) -> None:
    for which in (1, 3):
        revenue(three, which)
    let_go()
    left = three.home.cache / "building" / three.log()[2].mark
    left.mkdir(parents=True)
    (left / "half.duckdb").write_bytes(b"")
    three.clean(keep=1, at=AT)
    (database,) = three.home.cache.glob("*.duckdb")
    assert database.name.startswith("3-")
    assert not left.exists()


def test_an_import_after_a_clean_up_adds_nothing_to_the_logs_of_other_tables(
    small_folder: Path, tmp_path: Path
) -> None:
    company = serve(copied(small_folder, tmp_path / "copy"))
    company.clean(keep=1, at=AT)
    before = versions(company)
    bring_in(company, tmp_path / "web", {"sale_lines": [line("1")]}, name="third")
    after = versions(company)
    assert {t for t in after if after[t] != before[t]} == {
        "sale_lines", "rollup_daily", "rollup_monthly", "rollup_products",
    }  # fmt: skip


def versions(company: Company) -> dict[str, int]:
    """Each table's newest version in its log, whether a manifest names it or not."""
    logs = company.home.book.glob("*/_delta_log")
    return {log.parent.name: len(list(log.glob("*.json"))) for log in logs}
