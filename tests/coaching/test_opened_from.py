"""What led to a plan or a decision is one of a few words of ours, and nothing else."""

from __future__ import annotations

import pytest

from husay.coaching.opened_from import OpenedFrom, from_signal, read_opened

KEY = "3f2b0d7e-1c4a-4d6e-9b1a-0a2b3c4d5e6f"


@pytest.mark.parametrize(
    ("text", "found"),
    [("signal:17", OpenedFrom("signal", "17")), (f"visit:{KEY}", OpenedFrom("visit", KEY)),
     *((kind, OpenedFrom(kind)) for kind in ("visit", "gap", "week", "practice", "slide"))],
)  # fmt: skip
def test_what_is_read_is_written_as_it_was(text: str, found: OpenedFrom) -> None:
    assert read_opened(text) == found
    assert str(found) == text


@pytest.mark.parametrize(
    "text",
    ["", "signal", "signal:", "signal:x", "signal:-1", "signal:1234567890", "signal:１７", "gap:1",
     "visit:17", "Week", "week ", "week\n", "gap\u202e"],
)  # fmt: skip
def test_what_is_none_of_ours_is_nothing(text: str) -> None:
    assert read_opened(text) is None


def test_a_signal_leads_by_its_number() -> None:
    assert read_opened(str(from_signal(17))) == from_signal(17)
