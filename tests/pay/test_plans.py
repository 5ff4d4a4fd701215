"""Every plan beside the tests comes out as its cases say, to the last unit."""

from __future__ import annotations

from pathlib import Path

import pytest

from husay.pay.cases.check import check_texts
from tests.pay.folders import folders, texts


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_the_cases_of_a_plan_come_out(folder: Path) -> None:
    checked = check_texts(*texts(folder))
    assert [p for p in checked.problems if p.severity == "error"] == []
    assert {r.case.name: r.problems for r in checked.results if not r.passed} == {}
    assert checked.usable
