"""A source that an upload proposes: it is kept once the import of that upload has succeeded.

It waits beside the uploaded file, so what is kept stays as it is until the book has the rows.
"""

from __future__ import annotations

import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Any

from husay.basics.problem import Mistake, Problem
from husay.book.source import Source
from husay.store.home import Home
from husay.store.sources import keep_source, load_kept, load_source, write_source


def propose(home: Home, source: Source, data: Path) -> None:
    """Put a source beside the upload that it reads, instead of what was proposed there before."""
    place = _place(home, data)
    assert place is not None, "only what was uploaded proposes a source"
    shutil.rmtree(place, ignore_errors=True)
    write_source(place, source)


def proposed(home: Home, name: str, data: Path) -> Source | None:
    """The source of this name that is proposed for this data; None where there is none."""
    place = _place(home, data)
    if place is None or not (place / "source.yaml").is_file():
        return None
    source = load_source(place)
    return source if source.name == name else None


def source_for(home: Home, name: str, data: Path) -> Source:
    """The source by which an import reads this data; raises Mistake where there is none."""
    return proposed(home, name, data) or load_kept(home, name)


def keep_proposed(home: Home, name: str, data: Path) -> list[dict[str, Any]]:
    """Keep what was proposed for data that is in the book now; as data, what kept it from it."""
    try:
        source = proposed(home, name, data)
        if source is None:
            return []
        keep_source(home, source)
    except Mistake as wrong:  # the rows are in the book all the same
        return [asdict(problem) | {"severity": "warning"} for problem in wrong.problems]
    except OSError as error:
        said = (("file", name), ("said", str(error)))
        return [asdict(Problem(code="cannot-write", severity="warning", values=said))]
    place = _place(home, data)
    assert place is not None, "it was found there"
    shutil.rmtree(place, ignore_errors=True)
    return []


def _place(home: Home, data: Path) -> Path | None:
    """Where the source of an upload is proposed; None for data that was not uploaded."""
    uploads, data = home.uploads.resolve(), data.resolve()
    if data.parent.parent != uploads:
        return None
    return uploads / f"{data.parent.name}.source"
