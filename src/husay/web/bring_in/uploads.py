"""Files brought in through the web, each in a folder of its own: HOME/uploads/<uuid>/<its name>.

Beside the folder lie small notes: when the file came, and what its reader has said about it so
far; and, while its import is on its way, the source by which it is read (husay.store.proposed).
"""

from __future__ import annotations

import json
import re
import shutil
import unicodedata
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import Any

from husay.store.home import Home

_LONGEST_NAME = 80
_KEPT = timedelta(days=7)
_NOTES = "notes.json"


@dataclass(frozen=True)
class Upload:
    """One file that was brought in, and where it lies."""

    id: uuid.UUID
    file: Path

    @property
    def name(self) -> str:
        """What the file is called."""
        return self.file.name

    @property
    def folder(self) -> Path:
        """The folder that is this upload's own."""
        return self.file.parent

    def beside(self, name: str) -> Path:
        """Where something about this upload is kept: beside its folder, which holds the file."""
        return self.folder.parent / f"{self.id}.{name}"

    @property
    def at(self) -> datetime:
        """When it came."""
        try:
            return datetime.fromisoformat(self.notes.get("at", ""))
        except (TypeError, ValueError):  # its note was lost
            return datetime.fromtimestamp(self.file.stat().st_mtime, tz=UTC)

    @property
    def notes(self) -> dict[str, Any]:
        """What was noted about it; nothing where nothing was."""
        try:
            found = json.loads(self.beside(_NOTES).read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def note(self, **notes: Any) -> None:
        """Note something more, whole or not at all."""
        path = self.beside(_NOTES)
        aside = path.with_name(f"{path.name}.{uuid.uuid4().hex}")
        aside.write_text(json.dumps(self.notes | notes, ensure_ascii=False), encoding="utf-8")
        aside.replace(path)


def safe_name(given: str) -> str:
    """A file's name without folders, control characters and anything a system could take amiss.

    The ending stays, in small letters: it says how the file is read.
    """
    name = PurePosixPath(unicodedata.normalize("NFC", given).replace("\\", "/")).name
    name = re.sub(r"[^\w.()+ -]", "_", name).strip(" .")
    lower = name.lower()
    ending = lower[-7:] if lower.endswith((".csv.gz", ".tsv.gz")) else Path(lower).suffix
    stem = name[: len(name) - len(ending)]
    return f"{stem[:_LONGEST_NAME].strip(' .') or 'file'}{ending[:_LONGEST_NAME]}"


def take(home: Home, name: str, chunks: Iterable[bytes], at: datetime) -> Upload:
    """Keep a file under a safe name; it is there whole, or not at all."""
    number = uuid.uuid4()
    arriving = home.uploads / f"{number}.arriving"
    arriving.mkdir(parents=True)
    try:
        with (arriving / safe_name(name)).open("xb") as file:
            file.writelines(chunks)
        arriving.rename(home.uploads / str(number))
    except BaseException:
        shutil.rmtree(arriving, ignore_errors=True)
        raise
    upload = Upload(number, home.uploads / str(number) / safe_name(name))
    upload.note(at=at.isoformat(timespec="seconds"))
    return upload


def find(home: Home, number: uuid.UUID) -> Upload | None:
    """An upload by its number; None where it is no longer kept."""
    folder = home.uploads / str(number)
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    return Upload(number, files[0]) if files else None


def all_kept(home: Home) -> list[Upload]:
    """Every upload that is still there, the newest first."""
    folders = home.uploads.iterdir() if home.uploads.is_dir() else ()
    found = [find(home, number) for folder in folders if (number := _number(folder.name))]
    return sorted((u for u in found if u is not None), key=lambda u: u.at, reverse=True)


def _number(name: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(name)
    except ValueError:
        return None


def upload_of(home: Home, data: str) -> Upload | None:
    """The upload that a run read its data from; None where it read from elsewhere."""
    path = Path(data)
    if path.parent.parent.resolve() != home.uploads.resolve():
        return None
    number = _number(path.parent.name)
    return find(home, number) if number else None


def forget(upload: Upload) -> None:
    """Remove the file and its notes."""
    shutil.rmtree(upload.folder, ignore_errors=True)
    for path in upload.folder.parent.glob(f"{upload.id}.*"):
        _remove(path)


def forget_old(home: Home, now: datetime) -> None:
    """Remove what nobody has touched for a week."""
    if not home.uploads.is_dir():
        return
    for path in home.uploads.iterdir():
        if now.timestamp() - path.stat().st_mtime > _KEPT.total_seconds():
            _remove(path)


def _remove(path: Path) -> None:
    shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
