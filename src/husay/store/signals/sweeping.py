"""Sweeping, and keeping what was found: an episode opens once, and is told once.

A sweep is worked out beside the records and written in one transaction in which nobody else writes:
one that is killed leaves nothing, and of two at once the second finds what the first has written.
What is found is known again by its series, its direction and its time: episodes that overlap are
one, and the day on which it opened stays the one that was told. A sweep of an older snapshot than
the newest one swept writes nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from husay.store.moment import everything
from husay.store.records.alone import alone
from husay.store.records.models import SignalEpisode, SignalSweep
from husay.store.signals.document import fields_of, series_of, told_of
from husay.tracking.signals.found import Signal, Swept
from husay.tracking.signals.series import Series
from husay.tracking.signals.sweep import sweep

if TYPE_CHECKING:
    from husay.store.company import Company

_log = logging.getLogger(__name__)
Ended = SignalEpisode.Ended
_STAY = ("measure", "scope", "item", "part", "direction", "opened")
"""By these an episode is known again."""
_CHANGE = (
    "red", "closed", "ended", "since", "earliest", "latest", "ratio", "low", "high", "chance",
    "missed", "a_month", "evidence", "grain", "pushed", "within", "detail", "manifest", "as_of",
)  # fmt: skip
_AT_ONCE = 200


def sweep_after_import(company: Company, at: datetime) -> None:
    """Sweep the newest snapshot. Never raises: what was imported stays imported."""
    try:
        sweep_newest(company, at)
    except Exception:
        _log.exception("the early warning could not be swept")


def sweep_newest(company: Company, at: datetime, *, again: bool = False) -> bool:
    """Sweep the newest snapshot at the end of its last day with sales, and keep what is found;
    False where that is done already (unless `again`), or there is nothing to watch."""
    if not again and SignalSweep.objects.filter(manifest__gte=company.head().number).exists():
        return False
    newest = everything(company)
    as_of = newest.shape.last
    if as_of is None:
        return False
    keep(sweep(newest, as_of, rebased_levels()), at)
    return True


def rebased_levels(until: date | None = None) -> dict[Series, date]:
    """The newest day since which each series' level was accepted as its new one."""
    rows = SignalEpisode.objects.filter(ended=Ended.REBASED).order_by("rebased_from")
    return {
        series_of(row): row.rebased_from
        for row in rows
        if row.rebased_from and (until is None or row.rebased_from <= until)
    }


def keep(swept: Swept, at: datetime) -> None:
    """Write a sweep, and the episodes that it opened, changed and closed."""
    with alone():
        if SignalSweep.objects.filter(manifest__gt=swept.snapshot).exists():
            return
        SignalSweep.objects.update_or_create(
            manifest=swept.snapshot,
            defaults={"as_of": swept.as_of, "made": at, "told": told_of(swept)},
        )
        known, seen = _known(swept), set[int]()
        changed, new = list[SignalEpisode](), list[SignalEpisode]()
        for signal in sorted(swept.signals, key=lambda s: (s.opened, s.key)):
            row = _same(known.get((signal.series, signal.direction), ()), signal, seen)
            if row is None:
                new.append(SignalEpisode(**_fields(signal, swept), found=at))
                continue
            seen.add(row.pk)
            if row.ended != Ended.REBASED:  # what a person closed stays closed
                changed.append(_put(row, signal, swept))
        _write(changed, new)
        _close_unseen(seen | {row.pk for row in new}, swept)


def _known(swept: Swept) -> dict[tuple[Series, str], list[SignalEpisode]]:
    """The kept episodes that one of a sweep can be, by series and direction: those open, and those
    closed since the first of its own opened. Their curves are not read."""
    first = min((signal.opened for signal in swept.signals), default=swept.as_of)
    rows = SignalEpisode.objects.filter(Q(closed=None) | Q(closed__gte=first)).defer("detail")
    known: dict[tuple[Series, str], list[SignalEpisode]] = {}
    for kept in rows.iterator():
        known.setdefault((series_of(kept), kept.direction), []).append(kept)
    return known


def _same(rows: Sequence[SignalEpisode], signal: Signal, seen: set[int]) -> SignalEpisode | None:
    """The row that is the same episode: it overlaps in time. One still open is told as that."""
    end = signal.closed or date.max
    matching = [
        row
        for row in rows
        if row.pk not in seen and row.opened <= end and signal.opened <= (row.closed or date.max)
    ]
    return max(matching, key=lambda row: (row.closed is None, row.opened), default=None)


def _fields(signal: Signal, swept: Swept) -> dict[str, Any]:
    fields = fields_of(signal) | {"manifest": swept.snapshot, "as_of": swept.as_of}
    return fields | {"ended": Ended.RECOVERED if signal.closed else ""}


def _put(row: SignalEpisode, signal: Signal, swept: Swept) -> SignalEpisode:
    """A kept episode as a sweep found it; the day on which it opened stays the one told."""
    for name, value in _fields(signal, swept).items():
        if name not in _STAY:
            setattr(row, name, value)
    return row


def _write(changed: Sequence[SignalEpisode], new: Sequence[SignalEpisode]) -> None:
    """Those that are over first: of a series and direction at most one is open."""
    over = [row for row in changed if row.closed is not None]
    for some in (over, [row for row in changed if row.closed is None]):
        SignalEpisode.objects.bulk_update(some, _CHANGE, batch_size=_AT_ONCE)
    SignalEpisode.objects.bulk_create(new, batch_size=_AT_ONCE)


def _close_unseen(seen: set[int], swept: Swept) -> None:
    """Episodes that are open and that this sweep does not find: the figures, or the organisation,
    were changed so that nothing had fallen."""
    SignalEpisode.objects.filter(closed=None).exclude(pk__in=seen).update(
        closed=swept.as_of, ended=Ended.CHANGED, pushed=None, within=None,
        manifest=swept.snapshot, as_of=swept.as_of,
    )  # fmt: skip
