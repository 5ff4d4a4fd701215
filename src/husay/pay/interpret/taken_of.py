"""By how much each cap changed what a line brings, for the caps and floors behind it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from husay.basics.period import Window
from husay.pay.earned import EarningLine


@dataclass
class TakenOf:
    """Changes by cap and line; a line is known by its identity, and kept so long as it is known."""

    _of: dict[str, dict[int, tuple[EarningLine, int]]] = field(default_factory=dict)
    _put: dict[tuple[str, Window], list[int]] = field(default_factory=dict)
    _now: dict[str, list[int]] = field(default_factory=dict)

    def begin(self, cap: str, period: Window) -> None:
        """Begin with a pay period, or anew: what was known of its lines is forgotten."""
        known = self._of.setdefault(cap, {})
        for one in self._put.pop((cap, period), ()):
            known.pop(one, None)
        self._now[cap] = self._put[cap, period] = []

    def put(self, cap: str, line: EarningLine, change: int) -> None:
        """Know by how much a cap changed a line in all."""
        if id(line) not in self._of[cap]:
            self._now[cap].append(id(line))
        self._of[cap][id(line)] = line, change

    def by(self, cap: str, line: EarningLine) -> int:
        """By how much a cap changed a line."""
        found = self._of.get(cap, {}).get(id(line))
        return 0 if found is None else found[1]

    def by_all(self, caps: Iterable[str], line: EarningLine) -> int:
        """By how much some caps changed a line together."""
        return sum(self.by(cap, line) for cap in caps)
