"""A company, opened: what every face calls. One place that joins records, book and rules.

It is opened for a viewer. What is read comes from a snapshot narrowed to the viewer's scope, and
what is done wants a right, whichever face calls.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from pathlib import Path

from husay.access.role import Right
from husay.access.scope import ALL, Scope, fixed_scope, members_of, scope_of, scope_of_whole
from husay.access.viewer import Viewer, operator
from husay.basics.period import Window
from husay.basics.problem import Mistake, mistake
from husay.book.difference import Difference
from husay.book.history import RowVersion, history_sql, key_sql, read_versions, table_named
from husay.book.manifest import Manifest
from husay.book.schema import Table
from husay.book.source import Source
from husay.goals.attainment import ask_with_goals
from husay.measures.answer import Answer
from husay.measures.asking import ask
from husay.measures.query import understand
from husay.measures.question import Question, Whole
from husay.measures.rows import Rows, rows_behind
from husay.store.backup import BackedUp, backup
from husay.store.cleaning import Cleaned, clean
from husay.store.disk import telling_of_the_disk
from husay.store.goal_notices import tell_of_goals
from husay.store.home import Home
from husay.store.known import is_known, known_items
from husay.store.lock import writer_lock
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
from husay.store.warehouse.reading import Snapshot, hold, snapshot
from husay.store.warehouse.snapshot import build_snapshot
from husay.store.warehouse.verifying import Verified, verify
from husay.tracking.course import Course, course
from husay.tracking.dividing import carriers
from husay.tracking.milestones import Milestones, milestones_on
from husay.tracking.outlook import MEASURE, GoalOutlook, Outlooks, Seen, outlooks, rows_of
from husay.tracking.standing import Standing, standing

_OPERATOR = operator("husay")


@dataclass(frozen=True)
class Company:
    """One company, connected to this process (see `husay.store.opening`), as a viewer has it.

    `today` is the day whose organisation says what the viewer leads, `place` the face that asks.
    """

    home: Home
    viewer: Viewer = _OPERATOR
    today: date = date.max
    place: Place = "cli"

    def snapshot(self, which: str | int | None = None) -> Snapshot:
        """The newest snapshot, or one by number or pin, narrowed to what the viewer receives."""
        return narrowed(self._whole(which), self.scope)

    def _whole(self, which: str | int | None = None) -> Snapshot:
        with telling_of_the_disk(self.home.path):
            return self._snapshot(which)

    @property
    def author(self) -> str:
        """The viewer, as what they do is signed: no name that could not be forgotten."""
        return self.viewer.name if self.viewer.operator else actor(self.viewer)

    @cached_property
    def scope(self) -> Scope:
        """Whose rows the viewer receives, by the newest organisation: in every snapshot alike."""
        fixed = fixed_scope(self.viewer)
        return fixed or scope_of(self.viewer, self._whole(), self.today)

    def seen_as(self, whole: Whole, which: str | int | None = None) -> Snapshot:
        """A snapshot of just what a unit or a person sold; raises Mistake outside the scope."""
        if whole.scope == "company" and self.scope.has(whole):
            return self.snapshot(which)
        if not self.scope.has(whole) or not is_known(whole, self._whole()):
            raise mistake("not-in-scope", value=whole.item)
        return narrowed(
            self._whole(which), scope_of_whole(whole, self._whole(), self.today, self.scope)
        )

    def wholes(self) -> tuple[Whole, ...]:
        """What the viewer can stand for, the first first: the company, or the units that they
        lead, the uppermost, and themselves; nothing that the book does not know."""
        if self.scope.sight == "all":
            return (Whole(),)
        led = [Whole("unit", unit) for unit in self.scope.tops]
        own = [Whole("seller", p) for p in (self.viewer.person,) if p in self.scope.people]
        return tuple(whole for whole in (*led, *own) if is_known(whole, self._whole()))

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
        described, reader = table_named(table), self._whole(which)
        book = Book(self.home.book, reader.manifest.versions)
        relations = book.relation(table), book.relation(table + HISTORY)
        sql = history_sql(described, key_sql(described, key), *relations)
        versions = read_versions(described, reader.run(sql))
        if self.scope.sight == "all" and (self.scope.goals or table != "goals"):
            return versions
        seen = self._seen_in(described, key, which)
        return tuple(self._veiled(v, seen[v.source]) for v in versions if v.source in seen)

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
        chosen = whole or next(iter(self.wholes()), None)
        if chosen is None:
            raise mistake("nothing-of-your-own")
        reader = self.seen_as(chosen, which)
        return standing(reader, on, self._people_of(chosen, reader, which))

    def outlook(
        self,
        whole: Whole | None = None,
        on: date | None = None,
        measure: str = MEASURE,
        which: str | int | None = None,
    ) -> Outlooks | None:
        """What the goals of a whole (default: the viewer's first) will come to, seen at the end of
        a day (default: the last day with a sale); None before the book begins. Raises Mistake
        where the viewer stands for nothing, and for a measure that is none.

        How wrong forecasts are is learned from all of the company; what is given is the whole's.
        """
        self.viewer.check(Right.SEE_GOALS)
        chosen, seen = whole or next(iter(self.wholes()), None), self._seen(on, measure, which)
        if chosen is None:
            raise mistake("nothing-of-your-own")
        if seen is None:
            return None
        return outlooks(seen, self.seen_as(chosen, which), chosen)

    def course(self, goal: GoalOutlook, which: str | int | None = None) -> Course:
        """The course of one goal's window: sold, asked and expected."""
        self.viewer.check(Right.SEE_GOALS)
        seen = self._seen(goal.until, goal.measure, which)
        assert seen is not None, "the goal was seen"
        return course(seen, self.seen_as(goal.whole, which), goal)

    def outlooks_within(
        self, goal: GoalOutlook, which: str | int | None = None
    ) -> Mapping[str, tuple[GoalOutlook, ...]]:
        """The outlooks over a goal's window of the units and the people that its whole is made of,
        by dimension: who is furthest behind first. Of the company's, the units, or else the people.
        """
        self.viewer.check(Right.SEE_GOALS)
        seen = self._seen(goal.until, goal.measure, which)
        assert seen is not None, "the goal was seen"
        reader = self.seen_as(goal.whole, which)
        found = {}
        for dimension in carriers(reader):
            people = dimension == "seller"
            of = self._people_of(goal.whole, reader, which) if people else reader
            rows = rows_of(seen, of, dimension, goal.kind, goal.window)
            if rows:
                found[dimension] = rows
            if rows and goal.whole.scope == "company":
                break
        return found

    def _seen(
        self, on: date | None = None, measure: str = MEASURE, which: str | int | None = None
    ) -> Seen | None:
        """From where the goals of everybody are looked at; None before the book begins. It has
        everything in it: it is for the company's own use, never a viewer's."""
        everything = self._whole(which)
        first, last = everything.shape.first, everything.shape.last
        if first is None or last is None or (on is not None and on < first):
            return None
        day = on or last
        key = (everything.number, day, measure)
        if key not in self._seen_once:
            understand(Question((measure,), Window(day, day)), everything.shape)
            self._seen_once[key] = Seen(everything, day, measure)
        return self._seen_once[key]

    @cached_property
    def _seen_once(self) -> dict[tuple[int, date, str], Seen]:
        """What one request reads for an outlook serves its course and its rows, too."""
        return {}

    def _people_of(self, whole: Whole, reader: Snapshot, which: str | int | None) -> Snapshot:
        """All that a unit's people sold, wherever they did."""
        if whole.scope != "unit":
            return reader
        members = members_of(whole, self._whole(), self.today, self.scope)
        return narrowed(self._whole(which), members)

    def milestones(
        self, on: date | None = None, which: str | int | None = None
    ) -> Milestones | None:
        """The steps of the published goals of the company and its uppermost units, and the volumes
        to come: for everybody, so no amounts and nobody by name. None before the book begins.

        A day `on` and an older snapshot are heeded for who sees the whole company. For all others
        it is the last day of the newest one: day after day, milestones would tell what was sold.
        """
        self.viewer.check(Right.SEE_MILESTONES)
        if self.scope.sight != "all":
            on = which = None
        everything = self._whole(which)
        return _milestones(self.home, everything.number, everything.manifest.mark, on, self.today)

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
        return known_items(kind, items, self.scope, self.snapshot)

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
        """Look at every file of every kept snapshot, and whether all of it adds up."""
        self.viewer.check(Right.KEEP_BOOK)
        with telling_of_the_disk(self.home.path):
            kept = [m for m in manifests.manifests() if not m.cleaned]
            return verify(self.home, kept, progress)

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
        if result.manifest is not None:
            what = {"snapshot": result.manifest}
            self._note("imported", author, at, "source", source.name, what)
            tell_of_goals(self, at)
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


@lru_cache(maxsize=16)
def _milestones(
    home: Home, number: int, mark: str, on: date | None, today: date
) -> Milestones | None:
    """The milestones by one snapshot: the same for everybody, and on everybody's first page."""
    everything = snapshot(home, manifests.manifest(number))

    def of_unit(unit: str) -> Snapshot:
        whole = scope_of_whole(Whole("unit", unit), everything, today, ALL)
        return narrowed(everything, whole)

    return milestones_on(everything, of_unit, on)
