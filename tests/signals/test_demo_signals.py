"""One demo company of 100,000 lines: the price that slides is told, and named as the key has it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.methods.signals_bench import is_of, judged, swept

pytestmark = pytest.mark.xdist_group("signals-demo")


def test_a_price_that_slides_is_told_as_its_lines_and_in_time(tmp_path: Path) -> None:
    """More lines make more seen: docs/methods.md has all troubles of a million lines a company."""
    key, found = swept(seed=1, lines=100_000, folder=tmp_path)
    seen = {one.code: one for one in judged(key, found)}
    slide = seen["price-slides"]
    assert slide.listed
    assert slide.named
    about = [s for s in found if s.pushed and s.bad and is_of(s, "price-slides", key)]
    first = min(signal.opened for signal in about)
    planted = key.trouble("price-slides").dates
    assert planted["from"] <= first < planted["full_from"]
