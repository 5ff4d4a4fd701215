"""Backing up: book and records of one moment in one archive, written whole or not at all.

A tar file with `company.yaml`, the kept sources, every book file that a kept snapshot needs, the
tables' logs, the lines of pay runs, the records as JSON lines, and last `manifest.json`: the
SHA-256 of each of them. It is written under the locks of whoever writes the book and works out pay,
so that neither comes between files and records, and under another name until it is complete. Caches
and the signing key are not in it.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO

import husay
from husay.basics.problem import Mistake, Problem, mistake
from husay.book.manifest import Manifest
from husay.store.abandoned import at_work, beside, clear_abandoned
from husay.store.archive import CONTENTS, FORMAT, RECORDS
from husay.store.home import Home
from husay.store.lock import pay_lock, writer_lock
from husay.store.records import carrying
from husay.store.records import manifests as records
from husay.store.warehouse.book import Book
from husay.store.warehouse.importer import Progress, no_progress


@dataclass(frozen=True)
class BackedUp:
    """A backup: its file, the snapshots that it holds, its files and their bytes.

    `sha256` is that of its list of contents: kept apart from the archive, it proves that nobody
    put another in its place.
    """

    file: Path
    snapshots: tuple[int, ...]
    files: int
    size_bytes: int
    sha256: str


def backup(
    home: Home, file: Path, at: datetime, progress: Progress = no_progress, wait: bool = True
) -> BackedUp:
    """Write a company's backup to a new file.

    `wait` lets an import end first. Raises Mistake when the file exists, a book file is missing,
    or, not waiting, the book is being written.
    """
    if file.exists():
        raise mistake("file-exists", file=file)
    clear_abandoned(file)
    aside = beside(file)
    with writer_lock(home.path, wait=wait), pay_lock(home.path, wait=wait):
        try:
            done = _write(home, aside, at, progress)
            _put_in_place(aside, file)
        finally:
            aside.unlink(missing_ok=True)
    return BackedUp(file, *done)


def _put_in_place(aside: Path, file: Path) -> None:
    """Give the archive its name, never over a file that somebody made meanwhile."""
    with aside.open("rb") as handle:
        os.fsync(handle.fileno())
    try:
        os.link(aside, file)
    except FileExistsError as error:
        raise mistake("file-exists", file=file) from error
    except OSError:  # a file system without links
        aside.replace(file)


def _write(
    home: Home, aside: Path, at: datetime, progress: Progress
) -> tuple[tuple[int, ...], int, int, str]:
    with _temporary(home) as lines:
        progress("records", 0, 1)
        kept, migrations = _take_records(home, lines)
        with (
            aside.open("xb") as target,
            at_work(target),
            tarfile.open(fileobj=target, mode="w") as archive,
        ):
            packing = _Packing(archive, int(at.timestamp()))
            _pack_documents(home, packing)
            _pack_book(home, kept, packing, progress)
            _pack_pay(home, packing)
            packing.add(RECORDS, lines, lines.seek(0, os.SEEK_END))
            numbers = tuple(m.number for m in kept)
            said = {
                "format": FORMAT,
                "husay": husay.__version__,
                "created": at.isoformat(),
                "snapshots": numbers,
                "migrations": migrations,
                "files": packing.files,
            }
            contents = json.dumps(said, indent=1).encode()
            packing.add(CONTENTS, io.BytesIO(contents), len(contents))
    size = sum(int(str(known["size"])) for known in packing.files.values())
    return numbers, len(packing.files), size, hashlib.sha256(contents).hexdigest()


def _take_records(home: Home, lines: IO[bytes]) -> tuple[list[Manifest], list[list[str]]]:
    """Write the records of one moment; answers the manifests kept then, and their migrations.

    The book cannot change under us: a new manifest and a clean-up both want the writer's lock.
    """
    text = io.TextIOWrapper(lines, encoding="utf-8", newline="\n", write_through=True)
    with carrying.one_moment():
        kept = [m for m in records.manifests() if not m.cleaned]
        carrying.write_records(text)
        migrations = carrying.applied_migrations()
    text.detach()
    if kept:
        Book(home.book, kept[-1].versions).settle()
    return kept, migrations


@dataclass
class _Packing:
    """An archive being filled, with what went into it."""

    archive: tarfile.TarFile
    moment: int
    files: dict[str, dict[str, object]] = field(default_factory=dict)

    def add(self, name: str, content: IO[bytes], size: int) -> None:
        """Add one file of exactly `size` bytes, reading it once."""
        content.seek(0)
        member = tarfile.TarInfo(name)
        member.size, member.mtime, member.mode = size, self.moment, 0o600
        hashed = _Hashed(content)
        self.archive.addfile(member, hashed)
        self.files[name] = {"size": size, "sha256": hashed.sha256.hexdigest()}


class _Hashed:
    """A file that is hashed as it is read."""

    def __init__(self, content: IO[bytes]) -> None:
        self.content, self.sha256 = content, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        part = self.content.read(size)
        self.sha256.update(part)
        return part


def _pack_documents(home: Home, packing: _Packing) -> None:
    """The company's settings and sources, each as it is at the moment of reading."""
    of_pay = (home.payroll_file, home.accounting_file)
    documents = [home.settings_file, *(path for path in of_pay if path.is_file())]
    documents += sorted(p for p in home.sources.rglob("*") if p.is_file() and _is_own(home, p))
    for path in documents:
        content = path.read_bytes()
        name = path.relative_to(home.path).as_posix()
        packing.add(name, io.BytesIO(content), len(content))


def _is_own(home: Home, path: Path) -> bool:
    """Whether a file lies among the sources, and not behind a link to somewhere else."""
    return path.resolve().is_relative_to(home.sources.resolve())


def _pack_book(home: Home, kept: list[Manifest], packing: _Packing, progress: Progress) -> None:
    files = list(_book_files(home, kept))
    for done, path in enumerate(files):
        if done % 50 == 0:
            progress("packing", done, len(files))
        name = path.relative_to(home.path).as_posix()
        try:
            with path.open("rb") as content:
                packing.add(name, content, os.fstat(content.fileno()).st_size)
        except FileNotFoundError as error:
            table = path.relative_to(home.book).parts[0]
            raise Mistake(Problem(code="book-file-missing", table=table, file=name)) from error


def _pack_pay(home: Home, packing: _Packing) -> None:
    """The lines of pay runs, those that a run names."""
    for name in carrying.pay_files():
        try:
            with (home.pay / name).open("rb") as content:
                packing.add(f"pay/{name}", content, os.fstat(content.fileno()).st_size)
        except FileNotFoundError as error:
            raise mistake("pay-lines-missing", file=name) from error


def _book_files(home: Home, kept: list[Manifest]) -> Iterator[Path]:
    """The logs of all tables that a kept manifest names, and the files of its versions."""
    for name, table in Book(home.book, {}).tables.items():
        versions = sorted({m.versions[name] for m in kept if name in m.versions})
        if not versions:
            continue
        yield from sorted(
            p
            for p in (table.folder / "_delta_log").iterdir()
            if p.is_file() and not p.name.startswith(".") and p.suffix != ".tmp"
        )
        paths = {file.path for version in versions for file in table.files(version)}
        yield from (table.folder / path for path in sorted(paths))


def _temporary(home: Home) -> IO[bytes]:
    """A nameless file for the records: their size must be known before they are packed."""
    home.staging.mkdir(parents=True, exist_ok=True)
    return tempfile.TemporaryFile(dir=home.staging)
