"""A company, opened: what every face calls. One place that joins records, book and rules.

It is opened for a viewer. What is read comes from a snapshot narrowed to the viewer's scope, and
what is done wants a right, whichever face calls.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

from husay.access.role import Right
from husay.access.scope import Scope, fixed_scope, members_of, scope_of, scope_of_whole
from husay.access.viewer import Viewer
from husay.basics.problem import mistake
from husay.book.difference import Difference
from husay.book.history import RowVersion, history_sql, key_sql, read_versions, table_named
from husay.book.manifest import Manifest
from husay.book.schema import Table
from husay.book.source import Source
from husay.goals.attainment import ask_with_goals
from husay.measures.answer import Answer
from husay.measures.asking import ask
from husay.measures.question import Question, Whole
from husay.measures.rows import Rows, rows_behind
from husay.store.backup import BackedUp, backup
from husay.store.cleaning import Cleaned, clean
from husay.store.disk import telling_of_the_disk
from husay.store.home import Home
from husay.store.known import is_known, is_seller, known_items
from husay.store.lock import writer_lock
from husay.store.moment import Moment, everything
from husay.store.pay.verifying import with_pay
from husay.store.records import manifests
from husay.store.records.audit import Place, actor, note
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
from husay.store.warehouse.narrowed import narrowed
from husay.store.warehouse.reading import Snapshot, hold
from husay.store.warehouse.snapshot import build_snapshot
from husay.store.warehouse.verifying import Verified, verify
from husay.tracking.standing import Standing, standing


@dataclass(frozen=True)
class Company:
    """One company, connected to this process (see `husay.store.opening`), as a viewer has it.

    `today` is the day whose organisation says what the viewer leads, `place` the face that asks.
    With a `moment` all that is asked of it, and of its copies for other viewers, is of the
    snapshots that were looked up first; without one each question looks for the newest again.
    """

    home: Home
    viewer: Viewer
    today: date
    place: Place
    moment: Moment | None = field(default=None, repr=False, compare=False)

    def of_one_moment(self) -> Company:
        """The company for one answer, of whatever questions it is made."""
        return self if self.moment else dataclasses.replace(self, moment=Moment(self.home))

    def snapshot(self, which: str | int | None = None) -> Snapshot:
        """The newest snapshot, or one by number or pin, narrowed to what the viewer receives."""
        company = self.of_one_moment()
        return narrowed(everything(company, which), company.scope)

    @cached_property
    def author(self) -> str:
        """The viewer, as what they do is signed: no name that could not be forgotten."""
        return self.viewer.name if self.viewer.operator else actor(self.viewer)

    @cached_property
    def scope(self) -> Scope:
        """Whose rows the viewer receives, by the newest organisation: in every snapshot alike."""
        fixed = fixed_scope(self.viewer)
        return fixed or scope_of(self.viewer, everything(self), self.today)

    def seen_as(self, whole: Whole, which: str | int | None = None) -> Snapshot:
        """A snapshot of just what a unit or a person sold; raises Mistake outside the scope."""
        company = self.of_one_moment()
        if whole.scope == "company" and company.scope.has(whole):
            return company.snapshot(which)
        newest = everything(company)
        if not company.scope.has(whole) or not is_known(whole, newest):
            raise mistake("not-in-scope", value=whole.item)
        scope = scope_of_whole(whole, newest, company.today, company.scope)
        return narrowed(everything(company, which), scope)

    def people_of(self, whole: Whole, which: str | int | None = None) -> Snapshot:
        """A snapshot as `seen_as` has it, but of a unit all that its people sold, wherever they
        did."""
        company = self.of_one_moment()
        seen = company.seen_as(whole, which)
        if whole.scope != "unit":
            return seen
        members = members_of(whole, everything(company), company.today, company.scope)
        return narrowed(everything(company, which), members)

    def wholes(self) -> tuple[Whole, ...]:
        """What the viewer can stand for, the first first: the company, or the units that they
        lead, the uppermost, and themselves, where they sell; nothing that the book does not
        know."""
        company = self.of_one_moment()
        if not company.scope.rows:
            return ()
        if company.scope.sight == "all":
            return (Whole(),)
        led = [Whole("unit", unit) for unit in company.scope.tops]
        newest = everything(company)
        # Who leads a unit and sells nothing has nothing to stand for beside it.
        own = [
            Whole("seller", p)
            for p in (self.viewer.person,)
            if p in company.scope.people and (not led or is_seller(p, newest))
        ]
        return tuple(whole for whole in (*led, *own) if is_known(whole, newest))

    def head(self) -> Manifest:
        """The newest manifest."""
        return (self.moment or Moment(self.home)).newest()

    def look_again(self) -> None:
        """Begin another moment, if this was one: something was, or may have been, published."""
        if self.moment is not None:
            self.moment.look_again()

    def publish_settings(self, author: str, at: datetime, reason: str) -> None:
        """Publish a manifest with the settings of `company.yaml` and the book as it is."""
        self.viewer.check(Right.KEEP_BOOK)
        with telling_of_the_disk(self.home.path), writer_lock(self.home.path):
            newest = manifests.head()
            versions = dict(newest.versions) if newest else {}
            number = newest.number + 1 if newest else 0
            settings = self.home.read_settings()
            digests = newest.digests if newest else {}
            manifest = new_manifest(number, versions, digests, settings, author, at, reason)
            build_snapshot(self.home, Book(self.home.book, versions), manifest)
            manifests.publish(manifest)
        self.look_again()
        if number:  # the first are the company's own: nothing was changed by them
            self._note("settings-published", author, at, "snapshot", number, reason=reason)

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
        """Every version of a row that the book ever held, oldest first; () for an unknown key.

        Whoever does not see all must see the row, and sees of its versions only whom they may.
        """
        company, described = self.of_one_moment(), table_named(table)
        reader, scope = everything(company, which), company.scope
        book = Book(self.home.book, reader.manifest.versions)
        relations = book.relation(table), book.relation(table + HISTORY)
        sql = history_sql(described, key_sql(described, key), *relations)
        versions = read_versions(described, reader.run(sql))
        if scope.sight == "all" and (scope.goals if table == "goals" else scope.rows):
            return versions
        seen = company._seen_in(described, key, which)
        return tuple(company._veiled(v, seen[v.source]) for v in versions if v.source in seen)

    def _seen_in(
        self, table: Table, key: Mapping[str, object], which: str | int | None
    ) -> dict[str, object]:
        """The sources whose row of a key is among those that the viewer receives, each with the
        seller that it shows."""
        if self.scope.sight != "some" or table.name not in ("sale_lines", "deals", "activities"):
            return {}
        sql = f"SELECT source, ANY_VALUE(seller) FROM {table.name} WHERE {key_sql(table, key)}"
        rows = self.snapshot(which).run(f"{sql} GROUP BY source")
        return {str(source): seller for source, seller in rows}

    def _veiled(self, version: RowVersion, shown: object) -> RowVersion:
        """A version without a seller of another's scope, who had the row before or has it in a
        unit of which the viewer receives totals."""
        seller = version.values.get("seller")
        if seller is None or seller == shown or seller in self.scope.people:
            return version
        return dataclasses.replace(version, values={**version.values, "seller": None})

    def standing(
        self,
        on: date | None = None,
        which: str | int | None = None,
        whole: Whole | None = None,
    ) -> Standing | None:
        """Where a whole (default: the viewer's first) stands at the end of a day; None when it has
        sold nothing by then. Raises Mistake where the viewer stands for nothing."""
        company = self.of_one_moment()
        chosen = whole or next(iter(company.wholes()), None)
        if chosen is None:
            raise mistake("nothing-of-your-own")
        reader = company.seen_as(chosen, which)
        return standing(reader, on, company.people_of(chosen, which))

    def names(self, kind: str, items: Iterable[str]) -> dict[str, str]:
        """What people call these identifiers; one that has no name, or is none of the viewer's
        business, is left out."""
        return manifests.names(kind, self._known(kind, items))

    def called(self, kind: str, text: str, *, like: bool = False) -> tuple[str, ...]:
        """The identifiers of a kind that people call so (see `husay.measures.spoken`)."""
        return self._known(kind, manifests.called(kind, text, like=like))

    def nearest_name(self, kind: str, text: str) -> str:
        """The name of a kind that a text was probably meant to be, or ''."""
        return manifests.nearest_name(kind, text, lambda items: self._known(kind, items))

    def _known(self, kind: str, items: Iterable[str]) -> tuple[str, ...]:
        """Of some identifiers, those that the viewer may know the names of."""
        company = self.of_one_moment()
        return known_items(kind, items, company.scope, company.snapshot)

    def log(self) -> tuple[Manifest, ...]:
        """All manifests, oldest first, with their pins; those that were cleaned, too."""
        self.viewer.check(Right.BRING_IN)
        return manifests.manifests()

    def pin(
        self, which: str | int, label: str, author: str, at: datetime, reason: str = ""
    ) -> Manifest:
        """Keep a snapshot for good under a label (no number); raises Mistake when it is taken."""
        self.viewer.check(Right.KEEP_BOOK)
        with hold(self.home, manifests.manifest(which)):
            pinned = manifests.pin(which, label, author, at, reason)
        what = {"label": label}
        self._note("snapshot-pinned", author, at, "snapshot", pinned.number, what, reason)
        return pinned

    def unpin(self, label: str, author: str, at: datetime) -> None:
        """Let a pinned snapshot go; raises Mistake when no pin has that label."""
        self.viewer.check(Right.KEEP_BOOK)
        number = manifests.unpin(label)
        self._note("snapshot-unpinned", author, at, "snapshot", number, {"label": label})

    def diff(
        self, before: str | int, after: str | int, table: str | None = None, limit: int = 100
    ) -> Difference:
        """What changed from one snapshot to another; at most `limit` rows of each table."""
        self.viewer.check(Right.BRING_IN)
        chosen = manifests.manifest(before), manifests.manifest(after)
        return difference(self.home, *chosen, table, limit)

    def verify(self, progress: Progress = no_progress) -> Verified:
        """Look at every file of every kept snapshot and pay run, and whether all of it adds up."""
        self.viewer.check(Right.KEEP_BOOK)
        with telling_of_the_disk(self.home.path):
            kept = [m for m in manifests.manifests() if not m.cleaned]
            return with_pay(self, verify(self.home, kept, progress))

    def clean(self, keep: int, at: datetime, dry_run: bool = False) -> Cleaned:
        """Remove what no pin, no reader and none of the `keep` newest snapshots needs."""
        self.viewer.check(Right.KEEP_BOOK)
        with telling_of_the_disk(self.home.path):
            return clean(self.home, keep, at, dry_run)

    def backup(
        self, file: Path, at: datetime, progress: Progress = no_progress, wait: bool = True
    ) -> BackedUp:
        """Write book and records into one archive (see `husay.store.restore` for the way back)."""
        self.viewer.check(Right.KEEP_BOOK)
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
        self.viewer.check(Right.BRING_IN)
        request = ImportRequest(
            source, data.resolve(), author, at, everything=everything, replace=replace,
            others=givers(self.home) if source.whole else {},
        )  # fmt: skip
        with telling_of_the_disk(self.home.path):
            doubts = another_of_its_name(self.home, source)
            result = import_source(self.home, request, progress)
        self.look_again()
        if result.manifest is not None:
            what = {"snapshot": result.manifest}
            self._note("imported", author, at, "source", source.name, what)
        return dataclasses.replace(result, problems=(*doubts, *result.problems))

    def _note(
        self, action: str, author: str, at: datetime, kind: str, item: object,
        after: Mapping[str, object] | None = None, reason: str = "",
    ) -> None:  # fmt: skip
        """Write into the audit log what was done; whoever is no user is the operator."""
        who = author if author.startswith("user:") else f"operator:{author}"
        note(
            who, action, at=at, place=self.place, kind=kind, item=str(item), after=after,
            reason=reason,
        )  # fmt: skip
