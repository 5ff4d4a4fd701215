"""A new level is accepted with a reason, by who may judge, and is told no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from husay.access.role import Role
from husay.access.viewer import Viewer
from husay.basics.problem import Mistake
from tests.signals.market import FIRST, LAST, sale_lines
from tests.signals.test_signals import AT, pushed_of
from tests.upkeep.small import bring_in

if TYPE_CHECKING:
    from husay.store.company import Company

pytestmark = pytest.mark.xdist_group("signals-level")


def test_a_new_level_is_accepted_with_a_reason_by_who_may_judge_and_stays_closed(
    company: Company, tmp_path: Path
) -> None:
    from husay.store.records.models import AuditEntry, SignalEpisode
    from husay.store.signals.reading import accept_level
    from husay.store.signals.sweeping import sweep_newest

    number = pushed_of(company).number
    cardo = Viewer("v", frozenset({Role.SELLER}), "cardo")
    with pytest.raises(Mistake, match="not-allowed"):
        accept_level(replace(company, viewer=cardo, today=LAST), number, "no", AT)
    vic = replace(company, viewer=Viewer("v", frozenset({Role.MANAGER}), "vic"), today=LAST)
    with pytest.raises(Mistake, match="signal-without-reason"):
        accept_level(vic, number, "  ", AT)
    with pytest.raises(Mistake, match="signal-reason-too-long"):
        accept_level(vic, number, "r" * 501, AT)
    accept_level(vic, number, "The bottler left Visayas.", AT)
    row = SignalEpisode.objects.get(pk=number)
    assert (row.ended, row.closed, row.rebased_from) == ("rebased", LAST, row.since)
    assert AuditEntry.objects.filter(action="signal-rebased", item=str(number)).count() == 1
    with pytest.raises(Mistake, match="signal-is-over"):
        accept_level(vic, number, "Again.", AT)
    sweep_newest(company, AT, again=True)
    same = SignalEpisode.objects.filter(
        measure="revenue", scope="unit", item="visayas", part="cola", closed=None
    )
    assert not same.exists()
    bring_in(
        company, tmp_path / "more",
        {"sale_lines": [*sale_lines(FIRST, LAST),
                        *sale_lines(date(2026, 7, 1), date(2026, 7, 10), seed=2)]},
    )  # fmt: skip
    assert sweep_newest(company, AT)
    assert not same.exists()
