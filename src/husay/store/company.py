"""A company, opened: what every face calls. One place that joins records, book and rules."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from husay.basics.problem import Mistake, mistake
from husay.book.difference import Difference
from husay.book.history import RowVersion, history_sql, key_sql, read_versions, table_named
from husay.book.manifest import Manifest
from husay.book.source import Source
from husay.goals.attainment import ask_with_goals
from husay.measures.answer import Answer
from husay.measures.asking import ask
from husay.measures.question import Question
from husay.measures.rows import Rows, rows_behind
from husay.store.backup import BackedUp, backup
from husay.store.cleaning import Cleaned, clean
from husay.store.disk import telling_of_the_disk
from husay.store.home import Home
from husay.store.lock import writer_lock
from husay.store.records import manifests
from husay.store.sources import another_of_its_name, givers
from husay.store.warehouse.book import HISTORY, Book
from husay.store.warehouse.differing import difference
from husay.store.warehouse.importer import (
    ImportRequest,
    ImportResult,
    Progress,
    import_source,
    new_manifest,
    no_progress,
)
from husay.store.warehouse.reading import Snapshot, hold, snapshot
from husay.store.warehouse.snapshot import build_snapshot
from husay.store.warehouse.verifying import Verified, verify
from husay.tracking.standing import Standing, standing


@dataclass(frozen=True)
class Company:
    """One company, connected to this process (see `husay.store.opening`)."""

    home: Home

    def snapshot(self, which: str | int | None = None) -> Snapshot:
        """The newest snapshot, or one by number or pin."""
        with telling_of_the_disk(self.home.path):
            return self._snapshot(which)

    def _snapshot(self, which: str | int | None) -> Snapshot:
        if which is not None:
            return snapshot(self.home, manifests.manifest(which))
        newest = self.head()
        try:
            return snapshot(self.home, newest)
        except Mistake:
            # An import and a clean-up may have passed since: then there is a newer newest.
            if self.head().number == newest.number:
                raise
            return self._snapshot(None)

    def head(self) -> Manifest:
        """The newest manifest."""
        newest = manifests.head()
        if newest is None:
            raise mistake("no-company-here", folder=self.home.path)
        return newest

    def publish_settings(self, author: str, at: datetime, reason: str) -> None:
        """Publish a manifest with the settings of `company.yaml` and the book as it is."""
        with telling_of_the_disk(self.home.path), writer_lock(self.home.path):
            newest = manifests.head()
            versions = dict(newest.versions) if newest else {}
            number = newest.number + 1 if newest else 0
            settings = self.home.read_settings()
            digests = newest.digests if newest else {}
            manifest = new_manifest(number, versions, digests, settings, author, at, reason)
            build_snapshot(self.home, Book(self.home.book, versions), manifest)
            manifests.publish(manifest)

    def ask(self, question: Question, which: str | int | None = None) -> Answer:
        """The answer to a question from a snapshot (default: the newest)."""
        reader = self.snapshot(which)
        if question.compare == "goal":
            return ask_with_goals(question, reader)
        return ask(question, reader)

    def rows(
        self,
        question: Question,
        limit: int | None = 100,
        offset: int = 0,
        which: str | int | None = None,
    ) -> Rows:
        """A page of the rows behind a question's figure, with the sum of them all."""
        return rows_behind(question, self.snapshot(which), limit, offset)

    def history(
        self, table: str, key: Mapping[str, object], which: str | int | None = None
    ) -> tuple[RowVersion, ...]:
        """Every version of a row that the book ever held, oldest first; () for an unknown key."""
        described, reader = table_named(table), self.snapshot(which)
        book = Book(self.home.book, reader.manifest.versions)
        relations = book.relation(table), book.relation(table + HISTORY)
        sql = history_sql(described, key_sql(described, key), *relations)
        return read_versions(described, reader.run(sql))

    def standing(self, on: date | None = None, which: str | int | None = None) -> Standing | None:
        """Where the company stands at the end of a day; None when it has sold nothing by then."""
        return standing(self.snapshot(which), on)

    def names(self, kind: str, items: Iterable[str]) -> dict[str, str]:
        """What people call these identifiers; one that has no name is left out."""
        return manifests.names(kind, items)

    def called(self, kind: str, text: str, *, like: bool = False) -> tuple[str, ...]:
        """The identifiers of a kind that people call so (see `husay.measures.spoken`)."""
        return manifests.called(kind, text, like=like)

    def nearest_name(self, kind: str, text: str) -> str:
        """The name of a kind that a text was probably meant to be, or ''."""
        return manifests.nearest_name(kind, text)

    def log(self) -> tuple[Manifest, ...]:
        """All manifests, oldest first, with their pins; those that were cleaned, too."""
        return manifests.manifests()

    def pin(
        self, which: str | int, label: str, author: str, at: datetime, reason: str = ""
    ) -> Manifest:
        """Keep a snapshot for good under a label (no number); raises Mistake when it is taken."""
        with hold(self.home, manifests.manifest(which)):
            return manifests.pin(which, label, author, at, reason)

    def unpin(self, label: str) -> None:
        """Let a pinned snapshot go; raises Mistake when no pin has that label."""
        manifests.unpin(label)

    def diff(
        self, before: str | int, after: str | int, table: str | None = None, limit: int = 100
    ) -> Difference:
        """What changed from one snapshot to another; at most `limit` rows of each table."""
        chosen = manifests.manifest(before), manifests.manifest(after)
        return difference(self.home, *chosen, table, limit)

    def verify(self, progress: Progress = no_progress) -> Verified:
        """Look at every file of every kept snapshot, and whether all of it adds up."""
        with telling_of_the_disk(self.home.path):
            return verify(self.home, [m for m in self.log() if not m.cleaned], progress)

    def clean(self, keep: int, at: datetime, dry_run: bool = False) -> Cleaned:
        """Remove what no pin, no reader and none of the `keep` newest snapshots needs."""
        with telling_of_the_disk(self.home.path):
            return clean(self.home, keep, at, dry_run)

    def backup(
        self, file: Path, at: datetime, progress: Progress = no_progress, wait: bool = True
    ) -> BackedUp:
        """Write book and records into one archive (see `husay.store.restore` for the way back)."""
        with telling_of_the_disk(file.absolute().parent):
            return backup(self.home, file, at, progress, wait)

    def import_source(
        self,
        source: Source,
        data: Path,
        author: str,
        at: datetime,
        progress: Progress = no_progress,
        everything: bool = False,
        replace: bool = False,
    ) -> ImportResult:
        """Import a source's rows from its data folder or file.

        `replace` says that it is meant when much of what the book has would be replaced.
        """
        request = ImportRequest(
            source, data.resolve(), author, at, everything=everything, replace=replace,
            others=givers(self.home) if source.whole else {},
        )  # fmt: skip
        with telling_of_the_disk(self.home.path):
            doubts = another_of_its_name(self.home, source)
            result = import_source(self.home, request, progress)
        return dataclasses.replace(result, problems=(*doubts, *result.problems))
