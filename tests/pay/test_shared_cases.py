"""Every worked case that is kept beside the project is a plan here, or has a reason why not."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.pay.folders import folders, texts

OUTSIDE = Path(__file__).parent / "outside.yaml"
FILES = ("pay_examples.json", "peer_cases.json")
_ID = re.compile(r"- case: \"?([A-Za-z]+-?(?:live-)?\d+)\b")


def _within() -> set[str]:
    """The cases that plans beside the tests have: a case's name begins with it."""
    return {name for folder in folders() for name in _ID.findall(texts(folder)[1])}


def _outside() -> dict[str, str]:
    """The others, with the name of their reason."""
    said = yaml.safe_load(OUTSIDE.read_text(encoding="utf-8"))
    return {name: reason for name, reason in said.items() if reason in said}


def _kept(shared: Path) -> Iterator[str]:
    for file in FILES:
        for case in json.loads((shared / "cases" / file).read_text(encoding="utf-8")):
            yield case["id"]


def test_every_reason_is_told() -> None:
    said = yaml.safe_load(OUTSIDE.read_text(encoding="utf-8"))
    reasons = {text for text in said.values() if text in said}
    assert {name for name in said if name not in _outside()} == reasons


def test_no_case_is_both_within_and_outside() -> None:
    assert _within() & _outside().keys() == set()


def test_every_kept_case_is_within_or_outside(shared: Path) -> None:
    kept = set(_kept(shared))
    assert kept - _within() - _outside().keys() == set()
    assert (_within() | _outside().keys()) - kept == set()


def test_there_are_as_many_as_there_should_be(shared: Path) -> None:
    if len(list(_kept(shared))) < 100:
        pytest.fail("the kept cases have become fewer")
