"""What the figures were measured on, and how times are summed up."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("duckdb", "deltalake", "sqlglot", "django", "polars")


@dataclass(frozen=True)
class Row:
    """One measured thing: what, at which size, by whom, and the figures as they are printed."""

    what: str
    lines: int
    who: str
    figures: tuple[str, ...]


def machine() -> str:
    """Processor, cores, memory, system and versions, in one sentence."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**30
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"{_processor()}, {os.cpu_count()} cores, {memory} GiB, {platform.system()} "
        f"{platform.machine()}, Python {platform.python_version()}, {packages}"
    )


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    names = info.read_text().splitlines() if info.exists() else []
    return next((n.split(":")[1].strip() for n in names if n.startswith("model name")), "processor")


def timed(work: Callable[[], object], times: int) -> list[float]:
    """Seconds of each of several runs."""
    seconds = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return seconds


def spread(seconds: Sequence[float]) -> tuple[str, str]:
    """The median and the 95th percentile in milliseconds."""
    ordered = sorted(seconds)
    middle = ordered[len(ordered) // 2]
    high = ordered[min(len(ordered) - 1, len(ordered) * 95 // 100)]
    return f"{middle * 1000:.0f}", f"{high * 1000:.0f}"
