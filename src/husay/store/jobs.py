"""Imports that run in a process of their own: asked for, claimed, watched, ended.

One row of the records is one import. One worker at a time holds a lock of the operating system
that a killed process lets go of, so whoever gets it knows that a run which is still called running
has lost its process. Since an import is all or nothing, that run has either published its
manifest (then it is done) or left no trace (then it waits again).
"""

from __future__ import annotations

import logging
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cronsim import CronSim
from django.db import close_old_connections
from django.db.models import F
from django.utils.timezone import get_default_timezone

from husay.basics.problem import Mistake, Problem, mistake
from husay.book.source import Source
from husay.store.goal_notices import Teller
from husay.store.home import Home, read_yaml
from husay.store.lock import only_worker
from husay.store.proposed import keep_proposed, source_for
from husay.store.records.models import ImportRun, ManifestRecord
from husay.store.sources import read_kept
from husay.store.warehouse.importer import ImportResult

if TYPE_CHECKING:
    from husay.store.company import Company

MOST_ATTEMPTS = 3
"""A run whose process was killed so often is not tried again."""

SCHEDULE = "schedule"
"""The author of imports that nobody asked for by hand."""

Clock = Callable[[], datetime]
State = ImportRun.State
_log = logging.getLogger(__name__)


def ask_for_import(
    company: Company,
    source_name: str,
    data: Path,
    author: str,
    at: datetime,
    everything: bool = False,
    scheduled: bool = False,
    replace: bool = False,
) -> int:
    """Ask for an import from a folder or file, of a kept source or of one that is proposed for
    an upload; answers with its number.

    `replace`: it is meant when much of the book would be replaced. Raises Mistake when there is no
    such source or no such data. The worker comes for it.
    """
    source_for(company.home, source_name, data)
    if not data.exists():
        raise mistake("no-such-file", file=data)
    run = ImportRun.objects.create(
        source=source_name, data=str(data.resolve()), author=author, asked=at,
        everything=everything, scheduled=scheduled, replace=replace,
    )  # fmt: skip
    return int(run.pk)


def problems_of(run: ImportRun) -> tuple[Problem, ...]:
    """The problems that a run ended with."""
    return tuple(_read_problem(data) for data in run.problems)


def run_next(company: Company, clock: Clock) -> bool:
    """Run the import that waits longest; False when none waits or another worker is at it.

    `clock` tells when it began and when it ended.
    """
    with only_worker(company.home.path) as alone:
        if not alone:
            return False
        _look_after_lost(company.home, clock())
        run = _claim(clock())
        return run is not None and _run(company, run, clock)


def _look_after_lost(home: Home, at: datetime) -> None:
    """Runs whose process is gone: done if they published, else waiting again, a few times."""
    for run in ImportRun.objects.filter(state=State.RUNNING):
        began = run.started
        assert began is not None
        published = ManifestRecord.objects.filter(source=run.source, created=began).first()
        if published is not None:
            kept = keep_proposed(home, run.source, Path(run.data))
            _end(run, at, State.DONE, manifest=published, counts=published.counts, problems=kept)
            _remove_upload(home, Path(run.data))
        elif run.attempts >= MOST_ATTEMPTS:
            lost = Problem(code="import-was-killed", values=(("attempts", str(run.attempts)),))
            _end(run, at, State.FAILED, problems=[asdict(lost)])
        else:
            _update(run, state=State.WAITING, step="", done=0)


def _claim(at: datetime) -> ImportRun | None:
    """Take the run that waits longest; a conditional update, so that no two can take it."""
    waiting = ImportRun.objects.filter(state=State.WAITING).order_by("asked", "pk").first()
    if waiting is None:
        return None
    claimed = ImportRun.objects.filter(pk=waiting.pk, state=State.WAITING).update(
        state=State.RUNNING, started=at, attempts=F("attempts") + 1
    )
    return ImportRun.objects.get(pk=waiting.pk) if claimed else None


def _run(company: Company, run: ImportRun, clock: Clock) -> bool:
    """Run a claimed import; False when the book is being written by somebody else just now."""

    def progress(step: str, done: int, steps: int) -> None:
        _update(run, step=step, done=done, steps=steps)

    at = run.started
    assert at is not None
    try:
        source = source_for(company.home, run.source, Path(run.data))
        result = company.import_source(
            source, Path(run.data), run.author, at, progress,
            everything=run.everything, replace=run.replace,
        )  # fmt: skip
    except Mistake as wrong:
        if any(p.code == "book-is-being-written" for p in wrong.problems):
            _update(run, state=State.WAITING, attempts=F("attempts") - 1)
            return False
        result = ImportResult(None, problems=wrong.problems)
    except Exception as error:
        _log.exception("import %s of %s failed", run.pk, run.source)
        failed = Problem(code="import-failed", value=f"{type(error).__name__}: {error}"[:500])
        _end(run, clock(), State.FAILED, problems=[asdict(failed)])
        return True
    except BaseException:
        _update(run, state=State.WAITING, step="", done=0)  # asked to stop: the next one goes on
        raise
    _end_with(company, run, clock(), result)
    return True


def _end_with(company: Company, run: ImportRun, at: datetime, result: ImportResult) -> None:
    state = State.UNCHANGED if result.manifest is None else State.DONE
    data = Path(run.data)
    not_kept = [] if result.refused else keep_proposed(company.home, run.source, data)
    _end(
        run, at, State.REFUSED if result.refused else state,
        problems=[*(asdict(p) for p in result.problems), *not_kept],
        counts={table: dict(counts) for table, counts in result.counts.items()},
        manifest_id=result.manifest,
    )  # fmt: skip
    if not result.refused:
        _remove_upload(company.home, data)


def _remove_upload(home: Home, data: Path) -> None:
    """What the web brought in is needed no more; a refused file stays for another try."""
    uploads = home.uploads.resolve()
    if not data.is_relative_to(uploads) or data == uploads:
        return
    top = uploads / data.relative_to(uploads).parts[0]
    shutil.rmtree(top) if top.is_dir() else top.unlink(missing_ok=True)


def _end(run: ImportRun, at: datetime, state: str, **fields: Any) -> None:
    _update(run, state=state, ended=at, step="", done=F("steps"), **fields)


def _update(run: ImportRun, **fields: Any) -> None:
    ImportRun.objects.filter(pk=run.pk).update(**fields)


def due_schedules(
    company: Company, now: datetime, kept: Mapping[str, Source | Mistake] | None = None
) -> tuple[Source, ...]:
    """The `kept` sources (read, where they are not given) whose schedule says that they should have
    been asked for by now.

    A schedule counts from the last time that it asked, or from when the source was kept; however
    many times were missed, it asks once. Its hours are those of HUSAY_TIME_ZONE.
    """
    return tuple(
        source
        for source in (read_kept(company.home) if kept is None else kept).values()
        if isinstance(source, Source) and source.schedule and _due(company.home, source, now)
    )


def _due(home: Home, source: Source, now: datetime) -> bool:
    asked = ImportRun.objects.filter(source=source.name)
    if asked.filter(state__in=(State.WAITING, State.RUNNING)).exists():
        return False
    last = asked.filter(scheduled=True).order_by("-asked").values_list("asked", flat=True).first()
    since = last or _kept_at(home, source)
    zone = get_default_timezone()
    try:
        return next(CronSim(str(source.schedule), since.astimezone(zone))) <= now.astimezone(zone)
    except StopIteration:  # a day that never comes
        return False


def _kept_at(home: Home, source: Source) -> datetime:
    changed = (home.sources / source.name / "source.yaml").stat().st_mtime
    return datetime.fromtimestamp(changed, tz=UTC)


def ask_due(company: Company, now: datetime) -> tuple[int, ...]:
    """Ask for every scheduled import that is due; answers with their numbers."""
    with only_worker(company.home.path) as alone:
        if not alone:
            return ()
        kept = read_kept(company.home)
        due = due_schedules(company, now, kept)
        return (
            *_tell_of_unreadable(company.home, kept, now),
            *(_ask_scheduled(company, source, now) for source in due),
        )


def _tell_of_unreadable(
    home: Home, kept: Mapping[str, Source | Mistake], now: datetime
) -> Iterator[int]:
    """A refused run for each kept source that asks for a schedule and cannot be read: once for
    every time that somebody changed it, so that nobody waits for imports that never come."""
    for name, wrong in kept.items():
        if not isinstance(wrong, Mistake):
            continue
        folder = home.sources / name
        changed = max((p.stat().st_mtime for p in folder.glob("[!.]*")), default=0)
        told = ImportRun.objects.filter(
            source=name, scheduled=True, asked__gte=datetime.fromtimestamp(changed, tz=UTC)
        )
        if _may_have_a_schedule(folder) and not told.exists():
            yield _refused(name, folder, now, wrong)


def _may_have_a_schedule(folder: Path) -> bool:
    settings, _ = read_yaml(folder / "source.yaml")
    return not isinstance(settings, dict) or settings.get("schedule") is not None


def _refused(source: str, data: Path, now: datetime, wrong: Mistake) -> int:
    """A scheduled import that could not even be asked for, kept so that somebody sees it."""
    run = ImportRun.objects.create(
        source=source[:63], data=str(data), author=SCHEDULE, asked=now, ended=now,
        scheduled=True, state=State.REFUSED, problems=[asdict(p) for p in wrong.problems],
    )  # fmt: skip
    return int(run.pk)


def _ask_scheduled(company: Company, source: Source, now: datetime) -> int:
    data = scheduled_data(company.home, source)
    try:
        return ask_for_import(company, source.name, data, SCHEDULE, now, scheduled=True)
    except Mistake as wrong:
        return _refused(source.name, data, now, wrong)


def scheduled_data(home: Home, source: Source) -> Path:
    """Where a scheduled import finds its files: `data` in source.yaml, from the home on."""
    if source.data:
        return home.path / source.data
    return home.sources / source.name


def work(
    company: Company,
    clock: Clock,
    stop: threading.Event,
    pause_seconds: float = 1.0,
) -> None:
    """Ask for what is due and run what waits, until `stop` is set; a run that began is ended.

    Once none waits, it is noticed what the newest snapshot says of people's goals. Messages are
    sent beside this (`husay.web.posting`): a slow receiver keeps no import waiting.
    """
    tell = Teller(company)
    while not stop.is_set():
        close_old_connections()
        # What keeps schedules from being asked for keeps no run waiting.
        _go_on(lambda: bool(ask_due(company, clock())))
        if not _go_on(lambda: run_next(company, clock)):
            _go_on(lambda: bool(tell(clock())))
            stop.wait(pause_seconds)


def _go_on(step: Callable[[], bool]) -> bool:
    try:
        return step()
    except Exception:
        _log.exception("the worker could not go on; it tries again")
        return False


def _read_problem(data: Mapping[str, Any]) -> Problem:
    values = tuple((str(name), str(value)) for name, value in data.get("values", ()))
    return replace(Problem(**{**data, "values": ()}), values=values)
