"""Restoring: a backup becomes a company again, in an empty folder, whole or not at all.

Nothing in an archive is trusted: its members may only be plain files in the few places that a
backup has, and each must have the size and SHA-256 that the list of contents says. It is unpacked
beside the folder and takes its place at the very end.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tarfile
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from husay.basics.problem import Mistake, Problem, mistake
from husay.store.abandoned import at_work, beside, clear_abandoned
from husay.store.archive import CONTENTS, FORMAT, RECORDS, belongs
from husay.store.disk import telling_of_the_disk
from husay.store.home import Home
from husay.store.records.connect import connect, migrate

if TYPE_CHECKING:
    from husay.store.company import Company

_BLOCK = 1 << 20
_MOST_CONTENTS = 1 << 28

Contents = dict[str, dict[str, Any]]


def restore(file: Path, folder: Path, sha256: str | None = None) -> Company:
    """Restore a backup into a new or empty folder; answers the company, opened.

    `sha256` is what the backup answered: given, no other archive will do. The records go to
    SQLite in the folder, or to the empty PostgreSQL database that is configured. Raises Mistake
    when the folder holds something, or the archive is damaged, tampered with or too new.
    """
    home = Home(folder.resolve())
    if home.path.exists() and (not home.path.is_dir() or any(home.path.iterdir())):
        raise mistake("folder-not-empty", folder=home.path)
    home.path.parent.mkdir(parents=True, exist_ok=True)
    clear_abandoned(home.path)
    aside = Home(beside(home.path))
    before = os.environ.get("HUSAY_HOME")
    try:
        aside.path.mkdir(mode=0o700)
        with telling_of_the_disk(home.path.parent), at_work(aside.path):
            contents = _unpack(file, aside.path, sha256)
            _read_records(aside, contents)
            _put_in_place(aside.path, home.path)
    except BaseException:
        shutil.rmtree(aside.path, ignore_errors=True)
        _back_to(before)
        raise
    from husay.store.opening import open_company

    return open_company(home.path)


def _put_in_place(aside: Path, folder: Path) -> None:
    """Give the company its place. A folder that is a disk of its own cannot be replaced: then it
    is filled, last with the settings, which make it a company."""
    try:
        aside.replace(folder)
    except OSError:
        if not folder.is_dir():
            raise
        last = Home(aside).settings_file
        for path in sorted(aside.iterdir(), key=lambda path: path == last):
            shutil.move(path, folder / path.name)
        aside.rmdir()


def _back_to(before: str | None) -> None:
    """Let the process serve the company that it served before, if it did."""
    if before is None:
        os.environ.pop("HUSAY_HOME", None)
    elif os.environ["HUSAY_HOME"] != before:
        connect(Home(Path(before)))


def _unpack(file: Path, folder: Path, sha256: str | None) -> dict[str, Any]:
    """Unpack an archive and hold it against its list of contents; answers the list."""
    try:
        with tarfile.open(file, "r:") as archive:
            found = _members(archive, folder)
    except FileNotFoundError as error:
        raise mistake("no-such-file", file=file) from error
    except (tarfile.TarError, OSError, EOFError) as error:
        raise _damaged(file.name, str(error)) from error
    listed = _contents(folder / CONTENTS, sha256)
    found.pop(CONTENTS, None)
    for name in sorted(found.keys() | listed["files"].keys()):
        if found.get(name) != listed["files"].get(name):
            raise _damaged(name, "contents")
    (folder / CONTENTS).unlink()
    return listed


def _members(archive: tarfile.TarFile, folder: Path) -> Contents:
    """Write each member below `folder`; answers their sizes and hashes."""
    found: Contents = {}
    for member in archive:
        plain = member.type in (tarfile.REGTYPE, tarfile.AREGTYPE) and not member.issparse()
        if not plain or not belongs(member.name):
            raise _damaged(member.name, "place")
        content = archive.extractfile(member)
        if member.name in found or content is None:
            raise _damaged(member.name, "twice")
        target = folder / member.name
        target.parent.mkdir(parents=True, exist_ok=True)
        hashed, size = hashlib.sha256(), 0
        with target.open("xb") as out:
            while part := content.read(_BLOCK):
                hashed.update(part)
                size += len(part)
                out.write(part)
        found[member.name] = {"size": size, "sha256": hashed.hexdigest()}
    return found


def _contents(file: Path, sha256: str | None) -> dict[str, Any]:
    """The archive's list of contents."""
    if not file.is_file() or file.stat().st_size > _MOST_CONTENTS:
        raise _damaged(CONTENTS, "missing")
    text = file.read_bytes()
    if sha256 is not None and hashlib.sha256(text).hexdigest() != sha256.strip().lower():
        raise _damaged(CONTENTS, "another")
    try:
        listed: dict[str, Any] = json.loads(text)
        known = listed["format"], listed["files"].items(), listed["migrations"]
        datetime.fromisoformat(listed["created"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _damaged(CONTENTS, str(error)) from error
    if known[0] != FORMAT:
        raise mistake("backup-is-newer", migrations=f"format {known[0]}")
    return listed


def _damaged(name: str, said: str) -> Mistake:
    return Mistake(Problem(code="backup-damaged", file=name, values=(("said", said),)))


def _read_records(home: Home, contents: dict[str, Any]) -> None:
    """Make the rest of the home, and put the records into their database."""
    for folder in (home.book, home.sources, home.uploads, home.cache, home.staging):
        folder.mkdir(exist_ok=True)
    home.read_settings()
    connect(home)
    from django.db import connections

    from husay.store.records import carrying

    carrying.check_known(contents["migrations"])
    migrate()
    carrying.check_empty()
    lines = home.path / RECORDS
    with lines.open(encoding="utf-8") as stream:
        carrying.read_records(stream)
    lines.unlink()
    _end_waiting_runs(contents)
    _check_book(home)
    connections.close_all()


def _end_waiting_runs(contents: dict[str, Any]) -> None:
    """What waited when the backup was made is not run by whoever restores it, much later."""
    from husay.store.records.models import ImportRun

    missed = Problem(code="import-not-restored")
    waiting = (ImportRun.State.WAITING, ImportRun.State.RUNNING)
    ImportRun.objects.filter(state__in=waiting).update(
        state=ImportRun.State.FAILED, problems=[asdict(missed)], step="",
        ended=datetime.fromisoformat(str(contents["created"])),
    )  # fmt: skip


def _check_book(home: Home) -> None:
    """Every file that a kept manifest names must be here."""
    from deltalake.exceptions import DeltaError

    from husay.store.records import manifests
    from husay.store.warehouse.book import Book

    for manifest in manifests.manifests():
        book = Book(home.book, manifest.versions)
        for table in () if manifest.cleaned else manifest.versions:
            try:
                files = book.files(table)
            except (DeltaError, KeyError) as error:
                raise _damaged(f"book/{table}", str(error)) from error
            for file in files:
                if not (home.book / table / file.path).is_file():
                    raise _damaged(f"book/{table}/{file.path}", "missing")
