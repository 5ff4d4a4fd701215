"""What figures find of the people whom a viewer leads: signals, and gaps with a named stage.

Both are read once for all of them, not once for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.basics.amount import SCALE
from husay.coaching.areas import WORKS_ON
from husay.coaching.attention import NamedGap, OpenSignal
from husay.measures.question import Whole
from husay.store.gaps import named_gaps
from husay.store.records.models import SignalEpisode
from husay.store.signals.document import Kept, kept_of
from husay.store.signals.sight import shown
from husay.tracking.team_gaps import NamedStage

if TYPE_CHECKING:
    from husay.store.company import Company


@dataclass(frozen=True)
class Known:
    """What figures say of people: signals and gaps by person, as far as there are any."""

    signals: Mapping[str, tuple[OpenSignal, ...]] = field(default_factory=dict)
    gaps: Mapping[str, NamedGap] = field(default_factory=dict)


def known(company: Company, team: Sequence[str]) -> Known:
    """What figures find of some people, as far as the viewer may see it."""
    mine = [person for person in team if company.scope.has(Whole("seller", person))]
    return Known(_signals(company, mine), _gaps(company, mine))


def _signals(company: Company, team: Sequence[str]) -> dict[str, tuple[OpenSignal, ...]]:
    """The signals of bad news that are put before people, the costliest first; one that is told
    beneath another of the same person is part of it, and no second reason."""
    if not company.viewer.may(Right.SEE_SIGNALS):
        return {}
    rows = SignalEpisode.objects.filter(
        closed=None, scope="seller", item__in=team, pushed__isnull=False
    )
    kept = [one for one in shown(map(kept_of, rows), company.scope) if one.signal.bad]
    keys = {one.signal.key for one in kept}
    found: dict[str, list[OpenSignal]] = {}
    for one in sorted(kept, key=lambda one: (-_money(one), one.number)):
        within = one.signal.within
        same = within is not None and within[0].item == one.signal.series.item
        if not (same and within in keys):
            found.setdefault(one.signal.series.item, []).append(_open(one))
    return {person: tuple(some) for person, some in found.items()}


def _open(kept: Kept) -> OpenSignal:
    signal = kept.signal
    return OpenSignal(
        kept.number, money=abs(signal.a_month) if signal.series.in_money else None,
        measure=signal.series.measure, rises=signal.direction == "rise",
        days=kept.days,
    )  # fmt: skip


def _money(kept: Kept) -> int:
    return abs(kept.signal.a_month) if kept.signal.series.in_money else 0


def _gaps(company: Company, team: Iterable[str]) -> dict[str, NamedGap]:
    if not (company.viewer.may(Right.COMPARE) and company.viewer.may(Right.SEE_FIGURES)):
        return {}
    return {person: _gap(stage) for person, stage in named_gaps(company, team).items()}


def _gap(found: NamedStage) -> NamedGap:
    a_month = round(Fraction(abs(found.part), found.months))
    return NamedGap(WORKS_ON[found.factor], round(found.chance * SCALE), a_month, found.window)
