"""A manifest: which version of every table belongs together, and why it came to be.

An import, a change of the company's settings or a clean-up becomes visible when its manifest is
committed, and not before. Every answer names the manifest that it was computed from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Manifest:
    """A snapshot of the book.

    `number` counts up from 0 (the empty book); `mark` is unique for ever, also across restored
    backups; `versions` is the Delta version of each table by name; `company` holds the settings
    in force; `counts` is, by table, how many rows were new, corrected, withdrawn, unchanged;
    `digests` prove each table's list of files.
    A `cleaned` one can no longer be opened: its files went at `cleaned_at`.
    """

    number: int
    mark: str
    created: datetime
    author: str
    reason: str
    source: str
    versions: Mapping[str, int]
    company: Mapping[str, Any] = field(default_factory=dict)
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    pins: tuple[str, ...] = ()
    cleaned: bool = False
    cleaned_at: datetime | None = None
