"""No document says a long line twice: what a merge leaves torn is seen."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONG = 60
PAGES = ("README.md", "ARCHITECTURE.md", "CHANGELOG.md", "docs/reference.md", "docs/plans.md",
         "docs/methods.md", "docs/deploy.md")  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_no_long_line_stands_twice(page: str) -> None:
    lines = (ROOT / page).read_text(encoding="utf-8").splitlines()
    prose, fenced = [], False
    for line in lines:
        fenced ^= line.startswith("```")
        if not fenced and len(line) > LONG and not line.startswith("|"):
            prose.append(line)
    assert [line for line, times in Counter(prose).items() if times > 1] == []
