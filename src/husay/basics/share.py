"""Dealing a whole among shares so that the parts always sum to it."""

from __future__ import annotations

from collections.abc import Sequence


def deal(total: int, weights: Sequence[int]) -> list[int]:
    """Split `total` by `weights` with the largest-remainder rule; the parts sum to `total`.

    Equal remainders go to the earlier share. A negative total is dealt as its opposite, so a
    return takes back exactly what its sale gave. Raises ValueError for a negative weight or
    when no weight is positive.
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError("shares want weights of zero or more, and one above zero")
    sign, size = (-1, -total) if total < 0 else (1, total)
    parts = [size * weight // whole for weight in weights]
    remainders = [size * weight % whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-remainders[i], i))
    for i in by_remainder[: size - sum(parts)]:
        parts[i] += 1
    return [sign * part for part in parts]
