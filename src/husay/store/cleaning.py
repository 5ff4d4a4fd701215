"""The clean-up: files that no kept snapshot needs go, and nothing that a pin or a reader needs.

The order makes it safe. Under the writer's lock (no import, backup or other clean-up runs):

1. Decide: every snapshot stays that is pinned, that pay was worked out from, or among the newest.
2. Take the lease of each other one, all for ourselves. One that a process reads cannot be had,
   and stays. From here on nobody can begin to read the others: who tries, waits.
3. Mark them as cleaned in the records, on disk. One that was pinned meanwhile is left out.
4. Delete the files that no kept snapshot needs, and the cached databases of the marked ones.
5. Let go. Whoever waited finds the mark and is told so (`store.warehouse.reading.hold`).

So a snapshot is read or deleted, never both, whenever the reader comes: before 2 it has the lease,
after 2 it waits and then sees the mark. Killed between 3 and 4, files are left over that nobody
needs; the next clean-up takes them. Killed before 3, nothing has happened.

Facts stay: what was corrected or withdrawn lies in the tables' histories, which every kept
snapshot needs whole.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from husay.basics.problem import mistake
from husay.book.manifest import Manifest
from husay.store.home import Home
from husay.store.lock import builder_free, forget_leases, nobody_reads, writer_lock
from husay.store.records import manifests as records
from husay.store.warehouse.book import Book
from husay.store.warehouse.delta import BookFile
from husay.store.warehouse.snapshot import snapshot_file

Reason = Literal["pinned", "newest", "read", "paid"]


@dataclass(frozen=True)
class Cleaned:
    """What a clean-up removed, or would remove when it was only tried (`dry_run`).

    `snapshots` can no longer be opened; `kept` says why each of the others stays; `files` are the
    book's files by table, `size_bytes` their size together.
    """

    dry_run: bool
    snapshots: tuple[int, ...]
    kept: Mapping[int, Reason]
    files: Mapping[str, tuple[BookFile, ...]]
    size_bytes: int


def clean(home: Home, keep: int, at: datetime, dry_run: bool = False) -> Cleaned:
    """Remove what only snapshots beyond the `keep` newest need, and what killed writers left.

    Pinned snapshots, those that pay was worked out from and those that a process reads stay, too.
    Raises Mistake when the book is being written, or `keep` is less than one.
    """
    if keep < 1:
        raise mistake("keep-at-least-one", keep=keep)
    with writer_lock(home.path), ExitStack() as leases:
        known = [m for m in records.manifests() if not m.cleaned]
        if not dry_run and known:
            Book(home.book, known[-1].versions).settle()
        kept = _kept(known, keep)
        going = []
        for manifest in known:
            if manifest.number in kept:
                continue
            if leases.enter_context(nobody_reads(home.path, manifest.mark)):
                going.append(manifest)
            else:
                kept[manifest.number] = "read"
        if not dry_run:
            marked = records.mark_cleaned((m.number for m in going), at)
            kept |= {m.number: "pinned" for m in going if m.number not in marked}
            going = [m for m in going if m.number in marked]
        staying = [m for m in known if m.number in kept]
        files = _remove_files(home, staying, dry_run)
        if not dry_run:
            _remove_databases(home, staying, going)
    return Cleaned(
        dry_run=dry_run,
        snapshots=tuple(m.number for m in going),
        kept=dict(sorted(kept.items())),
        files=files,
        size_bytes=sum(file.size for found in files.values() for file in found),
    )


def _kept(known: list[Manifest], keep: int) -> dict[int, Reason]:
    kept: dict[int, Reason] = {m.number: "newest" for m in known[-keep:]}
    paid = records.paid_from()
    kept |= {m.number: "paid" for m in known if m.number in paid}
    return kept | {m.number: "pinned" for m in known if m.pins}


def _remove_files(
    home: Home, staying: Iterable[Manifest], dry_run: bool
) -> dict[str, tuple[BookFile, ...]]:
    """Each table's files that none of the staying manifests needs, removed unless only tried."""
    staying = list(staying)
    found = {}
    for name, table in Book(home.book, {}).tables.items():
        versions = {m.versions[name] for m in staying if name in m.versions}
        removed = table.unneeded(versions) if dry_run else table.clean(versions)
        if removed:
            found[name] = removed
    return found


def _remove_databases(home: Home, staying: Iterable[Manifest], gone: Iterable[Manifest]) -> None:
    """Cached databases of no staying snapshot, and what killed processes left in the cache."""
    needed = {snapshot_file(home, manifest).name for manifest in staying}
    for file in home.cache.glob("*.duckdb*"):
        if file.name.removesuffix(".wal") not in needed:
            file.unlink(missing_ok=True)
    for workplace in (home.cache / "building").glob("*"):
        with builder_free(home.path, workplace.name) as free:
            if free:
                shutil.rmtree(workplace, ignore_errors=True)
    shutil.rmtree(home.staging, ignore_errors=True)
    home.staging.mkdir(exist_ok=True)
    for manifest in gone:
        forget_leases(home.path, manifest.mark)
