"""Reading signals for a viewer, and accepting a new level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.basics.problem import mistake
from husay.measures.question import Whole
from husay.store.moment import everything
from husay.store.records.alone import alone
from husay.store.records.audit import actor, note
from husay.store.records.models import SignalEpisode, SignalSweep
from husay.store.signals.document import Kept, kept_of, swept_of
from husay.store.signals.sight import sees, shown
from husay.store.signals.sweeping import rebased_levels, sweep_newest
from husay.tracking.signals.found import Flat, Signal, Swept
from husay.tracking.signals.series import RETURNS, Direction, Series
from husay.tracking.signals.sweep import sweep

if TYPE_CHECKING:
    from husay.store.company import Company

Key = tuple[Series, Direction]

LONGEST_REASON = 500
"""Characters of the reason for which a level is accepted."""

LEAST_WATCHED = 5_000
"""What is less likely than that to be there still stands on its series' own page alone."""


@dataclass(frozen=True)
class Signals:
    """What a viewer may see of a sweep. `pushed` are put before them, the costliest first, without
    those that are told `beneath` another (by its number); `good` is good news; `watching` is open
    besides and as likely as not there still, and `flat` is growth that stopped."""

    swept: Swept
    pushed: tuple[Kept, ...]
    beneath: Mapping[int, tuple[Kept, ...]]
    good: tuple[Kept, ...]
    watching: tuple[Kept, ...]
    flat: tuple[Flat, ...]

    @property
    def all(self) -> tuple[Kept, ...]:
        """All that is open, what is pushed first."""
        told = [one for some in self.beneath.values() for one in some]
        return (*self.pushed, *told, *self.good, *self.watching)


def signals(company: Company, of: Whole | None = None) -> Signals | None:
    """What the newest sweep says, of all that the viewer may see or of one unit or person; None
    before the first sweep. Raises Mistake outside the viewer's scope."""
    company.viewer.check(Right.SEE_SIGNALS)
    newest = SignalSweep.objects.order_by("-manifest").first()
    if newest is None:
        return None
    rows = SignalEpisode.objects.filter(closed=None)
    return _told(swept_of(newest), [kept_of(row) for row in rows], company, of)


def signals_on(company: Company, day: date, of: Whole | None = None) -> Signals | None:
    """What a sweep at the end of an earlier day would have said; nothing is kept of it. None where
    nothing had been sold by then."""
    company.viewer.check(Right.SEE_SIGNALS)
    newest = everything(company)
    first = newest.shape.first
    if first is None or day < first:
        return None
    swept = sweep(newest, day, rebased_levels(day))
    now_open = (signal for signal in swept.signals if signal.closed is None)
    found = [
        Kept(-at, signal, "", day, swept.snapshot) for at, signal in enumerate(now_open, start=1)
    ]
    return _told(swept, found, company, of)


def _told(swept: Swept, kept: Sequence[Kept], company: Company, of: Whole | None) -> Signals:
    if of is not None and not company.scope.has(of):
        raise mistake("not-in-scope", value=of.item)
    roots = _roots(kept)
    chosen = [one for one in shown(kept, company.scope) if of is None or _is_of(one, of)]
    pushed = [one for one in chosen if one.signal.pushed]
    heads, beneath = _beneath([one for one in pushed if one.signal.bad], roots)
    good, _others = _beneath([one for one in pushed if not one.signal.bad], roots)
    watching = [
        one for one in chosen if not one.signal.pushed and one.signal.chance >= LEAST_WATCHED
    ]
    flat = [f for f in swept.flat if sees(company.scope, f.series) and _flat_of(f, of)]
    return Signals(
        swept, _costliest(heads), beneath, _costliest(good), _costliest(watching), tuple(flat)
    )


def _flat_of(flat: Flat, of: Whole | None) -> bool:
    return of is None or of.scope == "company" or flat.series.item == of.item


def _is_of(kept: Kept, of: Whole) -> bool:
    series = kept.signal.series
    return of.scope == "company" or (series.scope, series.item) == (of.scope, of.item)


def _costliest(kept: Sequence[Kept]) -> tuple[Kept, ...]:
    """Amounts before numbers of things, the largest a month first; of returns, which come in
    bursts, what came back so far counts if it is less."""
    return tuple(sorted(kept, key=lambda one: (not one.signal.series.in_money, -_cost(one.signal))))


def _cost(signal: Signal) -> int:
    if signal.series.measure == RETURNS:
        return min(signal.a_month, signal.missed)
    return signal.a_month


def _beneath(
    kept: Sequence[Kept], roots: Mapping[Key, Key]
) -> tuple[list[Kept], dict[int, tuple[Kept, ...]]]:
    """Those that stand for themselves, and those told beneath each. Signals that end at one root
    are one; where the viewer does not see the root, the costliest that they see stands for it."""
    together: dict[Key, list[Kept]] = {}
    for one in _costliest(kept):
        together.setdefault(roots.get(one.signal.key, one.signal.key), []).append(one)
    heads, beneath = list[Kept](), dict[int, tuple[Kept, ...]]()
    for root, some in together.items():
        head = next((one for one in some if one.signal.key == root), some[0])
        heads.append(head)
        rest = tuple(one for one in some if one is not head)
        if rest:
            beneath[head.number] = rest
    return heads, beneath


def _roots(kept: Sequence[Kept]) -> dict[Key, Key]:
    """Where the way from each signal to the one that it is told beneath ends; of a ring, at the
    costliest in it."""
    ordered = _costliest(kept)
    by_key = {one.signal.key: one.signal for one in ordered if one.signal.pushed}
    found: dict[Key, Key] = {}
    for key in by_key:
        passed, at = [key], key
        while (following := by_key[at].within) in by_key and following not in passed:
            at = following
            passed.append(at)
        following = by_key[at].within
        if following in passed:
            ring = passed[passed.index(following) :]
            at = next(one for one in by_key if one in ring)
        found[key] = at
    return found


def one_signal(company: Company, number: int) -> tuple[Kept, tuple[Kept, ...]]:
    """One episode, with the other episodes of its series, the newest first. Raises Mistake where
    there is none that the viewer may see."""
    company.viewer.check(Right.SEE_SIGNALS)
    row = SignalEpisode.objects.filter(pk=number).first()
    found = shown([kept_of(row)], company.scope) if row else ()
    if not found or row is None:
        raise mistake("no-such-signal", value=number)
    others = SignalEpisode.objects.filter(
        measure=row.measure, scope=row.scope, item=row.item, part=row.part
    ).exclude(pk=number)
    return found[0], shown(map(kept_of, others.order_by("-opened")), company.scope)


def accept_level(company: Company, number: int, reason: str, at: datetime) -> None:
    """Close an episode because its level is the new one, with the reason; the series is watched
    against it after four weeks. Raises Mistake without a reason or for one that is too long, for an
    episode that is over, and for one that the viewer may not see, or not judge."""
    company.viewer.check(Right.JUDGE_SIGNALS)
    kept, _others = one_signal(company, number)
    if not reason.strip():
        raise mistake("signal-without-reason")
    if len(reason.strip()) > LONGEST_REASON:
        raise mistake("signal-reason-too-long", most=LONGEST_REASON)
    with alone():
        row = SignalEpisode.objects.get(pk=number)
        if row.closed is not None:
            raise mistake("signal-is-over", value=number)
        who = actor(company.viewer)
        SignalEpisode.objects.filter(pk=number).update(
            closed=row.as_of, ended=SignalEpisode.Ended.REBASED, rebased_by=who,
            rebased_from=row.since, rebased_at=at, reason=reason.strip(), pushed=None,
            within=None,
        )  # fmt: skip
        note(
            who, "signal-rebased", at=at, place=company.place, kind="signal", item=str(number),
            after={"series": _named(kept.signal), "from": row.since.isoformat()}, reason=reason,
        )  # fmt: skip


def _named(signal: Signal) -> str:
    series = signal.series
    return " ".join(filter(None, (series.measure, series.scope, series.item, series.part)))


def swept_now(company: Company, at: datetime, of: Whole | None = None) -> Signals | None:
    """What the newest sweep says, after one is made where the newest snapshot has none."""
    company.viewer.check(Right.SEE_SIGNALS)
    sweep_newest(company, at)
    return signals(company, of)
