"""One window at a glance: a figure, what it stands against, and how it compares."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from husay.words.figure import Figure


@dataclass(frozen=True, kw_only=True)
class Tile:
    """For `_tile.html`: 'November', ₱41.8 M, 'of ₱68.0 M', a bullet, then comparisons by name."""

    name: str
    figure: Figure
    against: str = ""
    graph: SafeString | str = ""
    comparisons: tuple[tuple[str, Figure], ...] = ()
