"""Which snapshots are meant, looked up once, so that one answer is of one snapshot."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from husay.basics.problem import Mistake, mistake
from husay.book.manifest import Manifest
from husay.store.disk import telling_of_the_disk
from husay.store.home import Home
from husay.store.records import manifests
from husay.store.warehouse.reading import Snapshot, snapshot

if TYPE_CHECKING:
    from datetime import date

    from husay.store.company import Company
    from husay.tracking.outlook import Seen


@dataclass
class Moment:
    """The snapshots that were asked for, by number or pin; the newest is that of the first asking.

    Whatever is asked of one moment is told of the same snapshots, though imports go on. What was
    read for an outlook (`seen`, by snapshot, day and measure) serves its course and its rows, too.
    """

    home: Home
    seen: dict[tuple[int, date, str], Seen] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._newest: Manifest | None = None
        self._found: dict[str | int | None, Snapshot] = {}

    def newest(self) -> Manifest:
        """The newest manifest; raises Mistake where the folder has none."""
        if self._newest is None:
            self._newest = newest_manifest(self.home)
        return self._newest

    def snapshot(self, which: str | int | None = None) -> Snapshot:
        """The newest snapshot, or one by number or pin, with everything in it."""
        if which not in self._found:
            with telling_of_the_disk(self.home.path):
                self._found[which] = self._open(which)
        return self._found[which]

    def look_again(self) -> None:
        """Forget what was looked up: whoever published something has to see it."""
        self._newest = None
        self._found.clear()

    def _open(self, which: str | int | None) -> Snapshot:
        if which is not None:
            return snapshot(self.home, manifests.manifest(which))
        newest = self.newest()
        try:
            return snapshot(self.home, newest)
        except Mistake:
            # An import and a clean-up may have passed since: then there is a newer newest.
            self._newest = None
            if self.newest().number == newest.number:
                raise
            return self._open(None)


def everything(company: Company, which: str | int | None = None) -> Snapshot:
    """A company's snapshot with nothing left out: for the store's own use, never a viewer's."""
    return (company.moment or Moment(company.home)).snapshot(which)


def newest_manifest(home: Home) -> Manifest:
    """The newest manifest; raises Mistake where the folder has none."""
    newest = manifests.head()
    if newest is None:
        raise mistake("no-company-here", folder=home.path)
    return newest
