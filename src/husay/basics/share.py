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


def deal_in_steps(total: int, weights: Sequence[int], step: int) -> list[int]:
    """Split `total` as `deal` does, in whole steps as far as it goes; the parts sum to `total`.

    What is less than a step goes, in one piece, to the share that whole steps left furthest
    behind its exact part, so that at most one part is no whole step. No part is a step or more
    away from its exact part. Raises ValueError as `deal` does, and for a step below 1.
    """
    if step < 1:
        raise ValueError("a step is 1 or more")
    sign, size = (-1, -total) if total < 0 else (1, total)
    steps, odd = divmod(size, step)
    parts = [step * part for part in deal(steps, weights)]
    if odd:
        whole = sum(weights)
        behind = [size * w - part * whole for w, part in zip(weights, parts, strict=True)]
        parts[max(range(len(parts)), key=lambda i: (behind[i], -i))] += odd
    return [sign * part for part in parts]
