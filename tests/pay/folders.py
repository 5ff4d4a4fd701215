"""The plans beside the tests, by folder."""

from __future__ import annotations

from pathlib import Path

PLANS = Path(__file__).parent / "plans"


def texts(folder: Path) -> tuple[str, str]:
    """A folder's plan and its cases."""
    read = [(folder / name).read_text(encoding="utf-8") for name in ("plan.yaml", "cases.yaml")]
    return read[0], read[1]


def folders() -> list[Path]:
    """Every folder that holds a plan."""
    return sorted(path.parent for path in PLANS.rglob("plan.yaml"))
