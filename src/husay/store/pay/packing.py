"""All statements of a run in one file, made beside the server: thousands take longer than a page
waits.

Whoever sees all pay asks for it and comes back; meanwhile the page tells how far it is. A file
`<key>.asked` in the cache is a package that waits. It is made a part at a time, so that what else
waits has its turn and little is in memory; killed in the midst of a part, it begins again, three
times at most. What came out, `<key>.zip`, is of the run as it was when it was asked for: once it is
otherwise, that is another package. Nothing is kept longer than a day, nor past anybody's being
forgotten: names are in it.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from django.db.models import Max

from husay.access.role import Right
from husay.pay.runs.plain import canonical
from husay.store.home import Home
from husay.store.lock import only_simulator
from husay.store.pay.steps import run_numbered
from husay.store.records.models import Forgotten, PayEntry, PayHold, PayManual, PayRun, User

if TYPE_CHECKING:
    from husay.store.company import Company

PART = 100
"""Statements that are made at a time: some seconds."""
MOST_ATTEMPTS = 3
KEPT_FOR = timedelta(days=1)
_FORM = 1
"""Another one where what is made has another form."""

Pack = Callable[["Company", PayRun, Sequence[str], int, str, Path], None]
"""Adds the statements of some people of a run to a file, in a language; the number is that of the
first of them among all, from 1 on, with which the file is made anew."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Package:
    """How far a package is: `done` of `many` statements; once it is whole, the `file` that it is.
    `failed` says that it could not be made."""

    done: int
    many: int
    file: Path | None = None
    failed: bool = False


def package(company: Company, number: int, language: str) -> Package | None:
    """What is known of a package; None where nobody asked for it. Raises Mistake `not-allowed`,
    `pay-run-unknown`."""
    company.viewer.check(Right.SEE_PAY)
    run = run_numbered(number)
    waits = _file(company.home, run, language, "asked")
    made, many = waits.with_suffix(".zip"), run.statements.count()
    if made.is_file():
        return Package(many, many, made)
    if not waits.is_file():
        return None
    given = _given(waits)
    return Package(given.get("done", 0), many, failed=given.get("attempts", 0) > MOST_ATTEMPTS)


def ask_for_package(company: Company, number: int, language: str) -> None:
    """Ask for a package; whoever makes them comes for it. One that failed begins anew.

    Raises Mistake `not-allowed`, `pay-run-unknown`.
    """
    known = package(company, number, language)
    if known is not None and not known.failed:
        return
    run = run_numbered(number)
    data = {"run": run.pk, "language": language, "done": 0, "attempts": 0}
    _write(_file(company.home, run, language, "asked"), data)


def pack_next(company: Company, clock: Callable[[], datetime], pack: Pack) -> bool:
    """Make the next part of the package that waits longest; False where none does, or another
    process is at it. `company` is opened for whoever does the company's waiting work."""
    folder = _folder(company.home)
    if not folder.is_dir() or not any(folder.iterdir()):
        return False
    with only_simulator(company.home.path) as is_alone:
        if not is_alone:
            return False
        _clear(folder, clock())
        waiting = [one for one in folder.glob("*.asked") if not _is_over(one)]
        if not waiting:
            return False
        _add_part(company, min(waiting, key=lambda file: file.stat().st_mtime), pack)
        return True


def _add_part(company: Company, waits: Path, pack: Pack) -> None:
    given = _given(waits)
    part, language = waits.with_suffix(".part"), str(given["language"])
    run = PayRun.objects.filter(pk=given["run"]).first()
    if run is None or _file(company.home, run, language, "asked") != waits:
        _remove(waits, part)  # the run is another one by now
        return
    people = sorted(run.statements.values_list("person", flat=True))
    done = _packed(part)
    _write(waits, given | {"done": done, "attempts": given["attempts"] + 1})
    try:
        pack(company, run, people[done : done + PART], done + 1, language, part)
    except Exception:
        _log.exception("the statements of run %s cannot be packed", run.pk)
        return
    done = min(done + PART, len(people))
    _write(waits, given | {"done": done, "attempts": 0})
    if done == len(people):
        part.replace(waits.with_suffix(".zip"))
        _remove(waits)


def _packed(part: Path) -> int:
    """How many statements a package has so far; one that was broken off has none."""
    try:
        with ZipFile(part) as found:
            return len(found.namelist())
    except (FileNotFoundError, BadZipFile):
        return 0


def _clear(folder: Path, now: datetime) -> None:
    """Take away what is old, and what may name somebody who was forgotten since."""
    since, forgotten = now - KEPT_FOR, _forgotten()
    since = max(since, forgotten) if forgotten is not None else since
    for file in folder.iterdir():
        if file.stat().st_mtime <= since.timestamp():
            _remove(file)


def _forgotten() -> datetime | None:
    """When somebody was forgotten last."""
    kept = ((Forgotten, "at"), (User, "forgotten"))
    times = [model.objects.aggregate(last=Max(column))["last"] for model, column in kept]
    return max((at for at in times if at is not None), default=None)


def _is_over(waits: Path) -> bool:
    return bool(_given(waits).get("attempts", 0) > MOST_ATTEMPTS)


def _folder(home: Home) -> Path:
    return home.cache / "packages"


def _file(home: Home, run: PayRun, language: str, kind: str) -> Path:
    """The file of a package: another one as soon as anything that statements say is, or somebody is
    forgotten: one that is made just then may name them."""
    last: list[object] = [
        model.objects.aggregate(last=Max("pk"))["last"] or 0
        for model in (PayHold, PayEntry, PayManual)
    ]
    forgotten = _forgotten()
    last.append("" if forgotten is None else forgotten.isoformat())
    rests_on = [_FORM, run.pk, run.revision, run.digest, run.state, language, *last]
    key = hashlib.sha256(canonical(rests_on)).hexdigest()[:32]
    return _folder(home) / f"{key}.{kind}"


def _given(file: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:  # it was made this moment
        return {}
    return found


def _write(file: Path, data: dict[str, Any]) -> None:
    """Write a file whole: whoever reads it sees it as before or as after. It is as old as its last
    part, so that packages take turns."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    aside = file.with_name(f"{file.name}.new")
    aside.write_bytes(canonical(data))
    aside.replace(file)


def _remove(*files: Path) -> None:
    for file in files:
        file.unlink(missing_ok=True)
