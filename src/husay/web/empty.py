"""An empty page that teaches: what would stand here, and how to begin."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Way:
    """A way on: where it leads and what it is called."""

    url: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Empty:
    """For `_empty.html`. `steps` are read in order; `example` is shown as it would be typed."""

    title: str
    text: str
    steps: tuple[str, ...] = ()
    example: str = ""
    action: Way | None = None
    other: Way | None = None
