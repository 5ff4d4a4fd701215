"""Killed at any moment and run again, a month ends as if it had never been stopped."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.loop.playing import begin, loop, next_files, opened, rows_of

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.xdist_group("loop-killed")

MONTH = "2026-01"
STEPS = ("Bring in:", "Set goals:", "Track:", "Catch:", "Coach:")
"""After which line of the loop's it is killed; and once before the first."""


@pytest.fixture(scope="module")
def waiting(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A company whose files of January wait."""
    folder = tmp_path_factory.mktemp("killed") / "demo"
    begin(folder, 5_000, "2025-12")
    next_files(folder, MONTH)
    return folder


def ended(folder: Path) -> tuple[object, ...]:
    """What a month comes to: the book's facts, what sweeps found, and the drafts. Facts are held
    against each other row by row: the files of an import are named after it."""
    from husay.book.schema import GIVEN
    from husay.store.records.models import ImportRun, PayRun, SignalEpisode

    company = opened(folder)
    runs = PayRun.objects.order_by("starts", "plan__name")
    signals = SignalEpisode.objects.order_by("opened", "measure", "scope", "item", "part")
    return (
        company.head().number,
        {name: rows_of(company, name) for name in company.head().digests if name in GIVEN},
        list(ImportRun.objects.order_by("pk").values_list("state", flat=True)),
        list(signals.values_list("opened", "measure", "scope", "item", "part", "closed")),
        list(runs.values_list("plan__name", "starts", "state", "digest")),
    )


def killed_after(folder: Path, line: str | None) -> None:
    """Run the loop, and kill it once it has said a line; without one in the midst of its first."""
    command = [sys.executable, "-m", "husay", "--home", str(folder), "loop", "--month", MONTH]
    environ = {**os.environ, "PYTHONUNBUFFERED": "1", "HUSAY_LANG": "en"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environ)
    assert process.stdout is not None
    if line is None:
        while not _staged(folder) and process.poll() is None:
            time.sleep(0.01)
    else:
        next((one for one in process.stdout if one.startswith(line)), None)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()


def _staged(folder: Path) -> bool:
    """Whether something is being made beside the book: what is over is tidied away, folder and
    all."""
    try:
        return any((folder / "staging").iterdir())
    except FileNotFoundError:
        return False


def test_it_goes_on_where_it_was(waiting: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    shutil.copytree(waiting, whole)
    _moved(whole, waiting)
    loop(whole, "--month", MONTH)
    expected = ended(whole)
    for at, line in enumerate((None, *STEPS)):
        folder = tmp_path / f"killed-{at}"
        shutil.copytree(waiting, folder)
        _moved(folder, waiting)
        killed_after(folder, line)
        assert loop(folder, "--month", MONTH)["problems"] == []
        assert ended(folder) == expected, line


def _moved(folder: Path, before: Path) -> None:
    """The import that waits reads the files of the copy."""
    from husay.store.records.models import ImportRun

    opened(folder)
    for run in ImportRun.objects.all():
        run.data = run.data.replace(str(before), str(folder))
        run.save()
