"""Looking at several snapshots' files at once, safe from the clean-up for as long as it takes."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager

import duckdb

from husay.book.manifest import Manifest
from husay.store.home import Home
from husay.store.warehouse.duck import workshop
from husay.store.warehouse.reading import hold


@contextmanager
def looking(home: Home, manifests: Iterable[Manifest]) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database that can read the book's files, while these manifests are held.

    Raises Mistake when one of them was cleaned.
    """
    folder = home.cache / "looking" / uuid.uuid4().hex
    with ExitStack() as stack:
        for manifest in manifests:
            stack.enter_context(hold(home, manifest))
        folder.mkdir(parents=True)
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        yield stack.enter_context(workshop(folder, [home.book]))
