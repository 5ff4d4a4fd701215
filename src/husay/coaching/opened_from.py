"""What led to a coaching plan or to a decision on a price, as it is kept and as addresses say it.

    signal:17  visit:<key>  visit  gap  week  practice  slide

A signal by its number, a visit by its key, a gap, My week, the playbook, or a price that slides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, cast

Kind = Literal["signal", "visit", "gap", "week", "practice", "slide"]
_TEXT = re.compile(r"signal:(?P<number>[0-9]{1,9})|visit:(?P<key>[0-9a-f-]{36})|visit|gap|week"
                   r"|practice|slide")  # fmt: skip


@dataclass(frozen=True)
class OpenedFrom:
    """What led to something; `item` is the number of a signal or the key of a visit, else ''."""

    kind: Kind
    item: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.item}" if self.item else self.kind


def read_opened(text: str) -> OpenedFrom | None:
    """What a text says; None where it is none of ours."""
    found = _TEXT.fullmatch(text)
    if found is None:
        return None
    kind = text.partition(":")[0]
    return OpenedFrom(cast("Kind", kind), found["number"] or found["key"] or "")


def from_signal(number: int) -> OpenedFrom:
    """It came of a signal."""
    return OpenedFrom("signal", str(number))
