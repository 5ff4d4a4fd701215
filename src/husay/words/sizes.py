"""How large files are, in words."""

from __future__ import annotations

from husay.words.format import NBSP

_STEPS = ((1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "KB"))


def size_text(size_bytes: int) -> str:
    """'12.5 MB', '340 B': in steps of 1,024, rounded down to a tenth."""
    for step, letters in _STEPS:
        if size_bytes >= step:
            tenths = size_bytes * 10 // step
            return f"{tenths // 10:,}.{tenths % 10}{NBSP}{letters}"
    return f"{size_bytes}{NBSP}B"
