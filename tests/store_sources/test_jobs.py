"""Imports asked for and run by a worker; killed ones are found; schedules ask once."""

import os
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from husay.basics.problem import Mistake
from tests.conftest import ROOT
from tests.store_sources.shop import AT, cells, keep, known, lines, totals, write_csv

if TYPE_CHECKING:
    from husay.store.company import Company
    from husay.store.records.models import ImportRun

SOLD = lines(60)


def at() -> datetime:
    return AT


def run_of(number: int) -> "ImportRun":
    from husay.store.records.models import ImportRun

    return ImportRun.objects.get(pk=number)


@pytest.fixture
def file(shop: "Company", tmp_path: Path) -> Path:
    """A file of sales whose source `benta` is kept."""
    path = write_csv(tmp_path / "benta.csv", [cells(line) for line in SOLD])
    keep(shop, path)
    return path


def test_asked_for_run_and_ended(shop: "Company", file: Path) -> None:
    from husay.store.jobs import ask_for_import, run_next

    number = ask_for_import(shop, "benta", file, "ana", AT)
    assert (run_of(number).state, run_of(number).started) == ("waiting", None)
    assert run_next(shop, at)
    run = run_of(number)
    assert (run.state, run.manifest_id, run.attempts, run.step) == ("done", 1, 1, "")
    assert run.done == run.steps > 0
    assert run.counts["sale_lines"]["new"] == 60
    assert totals(shop) == known(SOLD)
    assert not run_next(shop, at)
    again = ask_for_import(shop, "benta", file, "ana", AT)
    assert run_next(shop, at)
    assert run_of(again).state == "unchanged"


def test_progress_is_written_while_it_runs(
    shop: "Company", file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from husay.store import jobs

    seen: list[tuple[str, int, int]] = []
    update = jobs._update

    def watched(run: "ImportRun", **fields: object) -> None:
        update(run, **fields)
        row = run_of(run.pk)
        seen.append((row.step, row.done, row.steps))

    monkeypatch.setattr(jobs, "_update", watched)
    jobs.ask_for_import(shop, "benta", file, "ana", AT)
    jobs.run_next(shop, at)
    steps = [step for step, _, _ in seen]
    assert "reading:sale_lines" in steps
    assert "publishing" in steps
    assert [done for _, done, _ in seen] == sorted(done for _, done, _ in seen)


def test_a_refused_import_keeps_its_problems(shop: "Company", file: Path) -> None:
    from husay.store.jobs import ask_for_import, problems_of, run_next

    rows = [cells(line) for line in SOLD]
    rows[2][1] = "kahapon"
    write_csv(file, rows)
    number = ask_for_import(shop, "benta", file, "ana", AT)
    assert run_next(shop, at)
    run = run_of(number)
    assert run.state == "refused"
    (problem,) = problems_of(run)
    assert (problem.code, problem.row, problem.value) == ("not-a-date", 4, "kahapon")


def test_what_goes_wrong_in_us_is_a_failure_and_the_worker_goes_on(
    shop: "Company", file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from husay.store.company import Company
    from husay.store.jobs import ask_for_import, problems_of, run_next

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("disk on fire")

    number = ask_for_import(shop, "benta", file, "ana", AT)
    monkeypatch.setattr(Company, "import_source", broken)
    assert run_next(shop, at)
    run = run_of(number)
    assert run.state == "failed"
    assert [(p.code, p.value) for p in problems_of(run)] == [
        ("import-failed", "RuntimeError: disk on fire")
    ]


def test_an_upload_goes_when_its_import_is_done(shop: "Company", file: Path) -> None:
    from husay.store.jobs import ask_for_import, run_next

    folder = shop.home.uploads / "x1"
    folder.mkdir()
    upload = folder / file.name
    upload.write_bytes(file.read_bytes())
    ask_for_import(shop, "benta", upload, "ana", AT)
    run_next(shop, at)
    assert not folder.exists()
    assert shop.home.uploads.is_dir()
    assert file.exists()


def test_what_cannot_be_asked_for(shop: "Company", file: Path) -> None:
    from husay.store.jobs import ask_for_import

    for name, data, code in (("bneta", file, "no-such-source"),
                             ("benta", file.with_name("wala.csv"), "no-such-file")):  # fmt: skip
        with pytest.raises(Mistake) as caught:
            ask_for_import(shop, name, data, "ana", AT)
        assert caught.value.problems[0].code == code


def test_it_waits_while_somebody_else_writes_the_book(shop: "Company", file: Path) -> None:
    from husay.store.jobs import ask_for_import, run_next
    from husay.store.lock import writer_lock

    number = ask_for_import(shop, "benta", file, "ana", AT)
    with writer_lock(shop.home.path):
        assert not run_next(shop, at)
    assert (run_of(number).state, run_of(number).attempts) == ("waiting", 0)
    assert run_next(shop, at)
    assert run_of(number).state == "done"


def test_one_worker_at_a_time(shop: "Company", file: Path) -> None:
    from husay.store.jobs import ask_for_import, run_next
    from husay.store.lock import only_worker

    ask_for_import(shop, "benta", file, "ana", AT)
    with only_worker(shop.home.path):
        assert not run_next(shop, at)
    assert run_next(shop, at)


KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from husay.store.opening import open_company

company = open_company(Path(sys.argv[1]))
from husay.store import jobs

def watched(run, **fields):
    update(run, **fields)
    if fields.get("step") == sys.argv[2] or fields.get("state") == sys.argv[2]:
        os.kill(os.getpid(), signal.SIGKILL)

update, jobs._update = jobs._update, watched
if sys.argv[2] == "before-the-end":
    jobs._end = lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL)
jobs.run_next(company, lambda: datetime(2026, 3, 1, 8, 0, tzinfo=UTC))
"""


def killed_at(shop: "Company", moment: str) -> None:
    """Let another process run what waits, and kill itself at a moment."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, str(shop.home.path), moment],
        env=environment, capture_output=True, check=False,
    )  # fmt: skip
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()


def test_a_run_whose_process_was_killed_is_run_again(shop: "Company", file: Path) -> None:
    from husay.store.jobs import ask_for_import, run_next

    number = ask_for_import(shop, "benta", file, "ana", AT)
    killed_at(shop, "committing")
    assert (run_of(number).state, shop.head().number) == ("running", 0)
    assert run_next(shop, lambda: AT + timedelta(minutes=1))
    run = run_of(number)
    assert (run.state, run.attempts, run.manifest_id) == ("done", 2, 1)
    assert totals(shop) == known(SOLD)


def test_a_run_killed_after_it_published_is_done(shop: "Company", file: Path) -> None:
    from husay.store.jobs import ask_for_import, run_next

    number = ask_for_import(shop, "benta", file, "ana", AT)
    killed_at(shop, "before-the-end")
    assert (run_of(number).state, shop.head().number) == ("running", 1)
    assert not run_next(shop, lambda: AT + timedelta(minutes=1))
    run = run_of(number)
    assert (run.state, run.manifest_id, run.attempts) == ("done", 1, 1)
    assert run.counts["sale_lines"]["new"] == 60


def test_a_run_that_is_killed_again_and_again_is_given_up(shop: "Company", file: Path) -> None:
    from husay.store.jobs import MOST_ATTEMPTS, ask_for_import, problems_of, run_next
    from husay.store.records.models import ImportRun

    number = ask_for_import(shop, "benta", file, "ana", AT)
    ImportRun.objects.filter(pk=number).update(state="running", started=AT, attempts=MOST_ATTEMPTS)
    assert not run_next(shop, at)
    assert run_of(number).state == "failed"
    assert [p.code for p in problems_of(run_of(number))] == ["import-was-killed"]


@pytest.fixture
def scheduled(shop: "Company", tmp_path: Path) -> "Company":
    """A company whose source is to be read every day at six, from its folder `pasok`."""
    inbox = shop.home.path / "pasok"
    inbox.mkdir()
    path = write_csv(inbox / "benta.csv", [cells(line) for line in SOLD])
    keep(shop, path, schedule="0 6 * * *", data="pasok")
    kept = shop.home.sources / "benta" / "source.yaml"
    moment = datetime(2026, 3, 1, 8, 0, tzinfo=UTC).timestamp()
    os.utime(kept, (moment, moment))
    return shop


def test_a_schedule_asks_when_its_hour_has_come_and_once(scheduled: "Company") -> None:
    from husay.store.jobs import ask_due, due_schedules, run_next

    before = datetime(2026, 3, 2, 5, 59, tzinfo=UTC)
    six = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
    assert due_schedules(scheduled, before) == ()
    assert [s.name for s in due_schedules(scheduled, six)] == ["benta"]
    (number,) = ask_due(scheduled, six)
    assert due_schedules(scheduled, six + timedelta(days=5)) == ()  # it still waits
    assert run_next(scheduled, lambda: six)
    run = run_of(number)
    assert (run.state, run.author, run.scheduled) == ("done", "schedule", True)
    assert due_schedules(scheduled, six + timedelta(hours=23)) == ()
    # Days that were missed are asked for once.
    assert len(ask_due(scheduled, six + timedelta(days=5))) == 1


def test_a_schedule_without_its_files_is_seen(scheduled: "Company") -> None:
    from husay.store.jobs import ask_due, due_schedules, problems_of

    (scheduled.home.path / "pasok").rename(scheduled.home.path / "wala")
    six = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
    (number,) = ask_due(scheduled, six)
    assert run_of(number).state == "refused"
    assert [p.code for p in problems_of(run_of(number))] == ["no-such-file"]
    assert due_schedules(scheduled, six + timedelta(hours=1)) == ()


def test_the_worker_asks_runs_and_stops(scheduled: "Company") -> None:
    from husay.store.jobs import work
    from husay.store.records.models import ImportRun

    stop = threading.Event()
    waits: list[float] = []

    def rest(seconds: float | None = None) -> bool:
        waits.append(seconds or 0)
        if len(waits) == 2:
            stop.set()
        return stop.is_set()

    stop.wait = rest  # type: ignore[method-assign, assignment]
    work(scheduled, lambda: datetime(2026, 3, 2, 6, 0, tzinfo=UTC), stop, pause_seconds=0.5)
    assert waits == [0.5, 0.5]
    assert [run.state for run in ImportRun.objects.all()] == ["done"]


def test_two_workers_run_each_import_once(shop: "Company", file: Path) -> None:
    from husay.store.jobs import ask_for_import

    numbers = [ask_for_import(shop, "benta", file, "ana", AT) for _ in range(2)]
    script = KILLED.replace("jobs.run_next(", "while jobs.run_next(").rstrip() + ": pass\n"
    command = [sys.executable, "-c", script, str(shop.home.path), "never"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    workers = [subprocess.Popen(command, env=environment) for _ in range(2)]
    assert [worker.wait(60) for worker in workers] == [0, 0]
    runs = [run_of(number) for number in numbers]
    assert sorted(run.state for run in runs) == ["done", "unchanged"]
    assert [run.attempts for run in runs] == [1, 1]


LATIN = "SELECT 'Peña' AS sale, 1 AS line, DATE '2026-01-01' AS date, 1 AS amount"


def spoil(company: "Company", schedule: bool = True) -> Path:
    """A kept source whose SELECT is not in UTF-8."""
    folder = company.home.sources / "spoiled"
    folder.mkdir()
    asks = 'schedule: "* * * * *"\ndata: .\n' if schedule else ""
    (folder / "source.yaml").write_text(f"name: spoiled\ncurrency: PHP\n{asks}", encoding="utf-8")
    (folder / "sale_lines.sql").write_bytes(LATIN.encode("latin-1"))
    return folder


def test_one_unreadable_source_keeps_no_other_waiting(shop: "Company", file: Path) -> None:
    from husay.store.jobs import ask_for_import, work
    from husay.store.sources import load_kept

    spoil(shop)
    with pytest.raises(Mistake) as told:
        load_kept(shop.home, "spoiled")
    assert [(p.code, p.file) for p in told.value.problems] == [("not-utf-8", "sale_lines.sql")]
    number, stop = ask_for_import(shop, "benta", file, "ana", AT), threading.Event()

    def until_done() -> datetime:
        if run_of(number).state == "done":
            stop.set()
        return AT

    work(shop, until_done, stop, 0.01)
    assert run_of(number).state == "done"


def test_a_schedule_that_cannot_be_read_is_told_once_for_each_change(shop: "Company") -> None:
    from husay.store.jobs import ask_due, problems_of

    folder = spoil(shop)
    now = datetime.now(UTC) + timedelta(minutes=1)
    (number,) = ask_due(shop, now)
    assert (run_of(number).state, run_of(number).source) == ("refused", "spoiled")
    assert [p.code for p in problems_of(run_of(number))] == ["not-utf-8"]
    assert ask_due(shop, now + timedelta(minutes=5)) == ()
    later = (now + timedelta(minutes=10)).timestamp()
    os.utime(folder / "sale_lines.sql", (later, later))
    assert len(ask_due(shop, now + timedelta(minutes=11))) == 1


def test_an_unreadable_source_without_a_schedule_promised_nothing(shop: "Company") -> None:
    from husay.store.jobs import ask_due

    spoil(shop, schedule=False)
    assert ask_due(shop, datetime.now(UTC)) == ()


def test_schedules_that_fail_delay_no_run(
    shop: "Company", file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from husay.store import jobs

    def fail(*_: object) -> None:
        raise ValueError

    monkeypatch.setattr(jobs, "ask_due", fail)
    number, stop = jobs.ask_for_import(shop, "benta", file, "ana", AT), threading.Event()

    def until_done() -> datetime:
        if run_of(number).state == "done":
            stop.set()
        return AT

    jobs.work(shop, until_done, stop, 0.01)
    assert run_of(number).state == "done"
