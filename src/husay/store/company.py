"""A company, opened: what every face calls. One place that joins records, book and rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from husay.basics.problem import Mistake, mistake
from husay.book.manifest import Manifest
from husay.book.source import Source, read_source
from husay.goals.attainment import ask_with_goals
from husay.measures.answer import Answer
from husay.measures.asking import ask
from husay.measures.question import Question
from husay.store.home import Home, read_yaml
from husay.store.lock import writer_lock
from husay.store.records import manifests
from husay.store.warehouse.book import Book
from husay.store.warehouse.importer import (
    ImportRequest,
    ImportResult,
    Progress,
    import_source,
    new_manifest,
    no_progress,
)
from husay.store.warehouse.reading import Snapshot, snapshot
from husay.store.warehouse.snapshot import build_snapshot
from husay.tracking.standing import Standing, standing


@dataclass(frozen=True)
class Company:
    """One company, connected to this process (see `husay.store.opening`)."""

    home: Home

    def snapshot(self, which: str | int | None = None) -> Snapshot:
        """The newest snapshot, or one by number or pin."""
        chosen = manifests.manifest(which) if which is not None else self.head()
        return snapshot(self.home, chosen)

    def head(self) -> Manifest:
        """The newest manifest."""
        newest = manifests.head()
        if newest is None:
            raise mistake("no-company-here", folder=self.home.path)
        return newest

    def publish_settings(self, author: str, at: datetime, reason: str) -> None:
        """Publish a manifest with the settings of `company.yaml` and the book as it is."""
        with writer_lock(self.home.path):
            newest = manifests.head()
            versions = dict(newest.versions) if newest else {}
            number = newest.number + 1 if newest else 0
            settings = self.home.read_settings()
            manifest = new_manifest(number, versions, settings, author, at, reason)
            build_snapshot(self.home, Book(self.home.book, versions), manifest)
            manifests.publish(manifest)

    def ask(self, question: Question, which: str | int | None = None) -> Answer:
        """The answer to a question from a snapshot (default: the newest)."""
        reader = self.snapshot(which)
        if question.compare == "goal":
            return ask_with_goals(question, reader)
        return ask(question, reader)

    def standing(self, on: date | None = None, which: str | int | None = None) -> Standing | None:
        """Where the company stands at the end of a day; None when it has sold nothing by then."""
        return standing(self.snapshot(which), on)

    def names(self, kind: str, items: Iterable[str]) -> dict[str, str]:
        """What people call these identifiers; one that has no name is left out."""
        return manifests.names(kind, items)

    def import_source(
        self,
        source: Source,
        data: Path,
        author: str,
        at: datetime,
        progress: Progress = no_progress,
        everything: bool = False,
    ) -> ImportResult:
        """Import a source's rows from its data folder or file."""
        request = ImportRequest(source, data.resolve(), author, at, everything=everything)
        return import_source(self.home, request, progress)


def load_source(folder: Path) -> Source:
    """A source from its folder; raises Mistake with everything wrong in it."""
    settings, problems = read_yaml(folder / "source.yaml")
    if problems:
        raise Mistake(*problems)
    selects = {p.stem: p.read_text(encoding="utf-8") for p in sorted(folder.glob("*.sql"))}
    source, found = read_source(settings, selects)
    if source is None:
        raise Mistake(*found)
    return source
