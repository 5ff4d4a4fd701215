"""Signals as plain data and back: what is kept of them in the records."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from husay.basics.period import Window
from husay.store.records.models import SignalEpisode, SignalSweep
from husay.tracking.signals.found import Curve, Flat, Rate, Signal, Swept
from husay.tracking.signals.series import Direction, Series

_DAYS = ("opened", "red", "closed", "since", "earliest", "latest")
_NUMBERS = ("ratio", "low", "high", "chance", "missed", "a_month")


@dataclass(frozen=True)
class Kept:
    """An episode of the records, with what was decided of it. `as_of` is the last day by which it
    was looked at, in snapshot `manifest`."""

    number: int
    signal: Signal
    ended: str
    as_of: date
    manifest: int
    rebased_by: str = ""
    rebased_from: date | None = None
    rebased_at: datetime | None = None
    reason: str = ""

    @property
    def days(self) -> Window:
        """The days that speak of it: from its likeliest first to the last that was looked at."""
        return Window(self.signal.since, max(self.signal.since, self.as_of))


def fields_of(signal: Signal) -> dict[str, Any]:
    """What a row has of a signal, besides what a person decided."""
    series = signal.series
    return {
        **asdict(series),
        "direction": signal.direction,
        **{name: getattr(signal, name) for name in (*_DAYS, *_NUMBERS)},
        "evidence": round(signal.evidence),
        "grain": signal.grain,
        "pushed": signal.pushed,
        "within": None if signal.within is None else [asdict(signal.within[0]), signal.within[1]],
        "detail": {"curve": _curve(signal.curve), "where": dict(signal.where)},
    }


def kept_of(row: SignalEpisode) -> Kept:
    """A row as a signal."""
    curve = row.detail["curve"]
    points = {name: tuple(curve[name]) for name in ("seen", "expected", "low", "high")}
    where = {
        dimension: tuple((str(item), int(gap)) for item, gap in rows)
        for dimension, rows in row.detail["where"].items()
    }
    numbers = {name: getattr(row, name) for name in (*_DAYS, *_NUMBERS)}
    within = None if row.within is None else (Series(**row.within[0]), _side(row.within[1]))
    signal = Signal(
        series=series_of(row), direction=_side(row.direction), evidence=float(row.evidence),
        grain=row.grain,  # type: ignore[arg-type]
        curve=Curve(tuple(map(date.fromisoformat, curve["starts"])), **points),
        pushed=row.pushed, within=within, where=where, **numbers,
    )  # fmt: skip
    return Kept(
        int(row.pk), signal, row.ended, row.as_of, row.manifest, row.rebased_by, row.rebased_from,
        row.rebased_at, row.reason,
    )  # fmt: skip


def series_of(row: SignalEpisode) -> Series:
    """The series of a row."""
    return Series(row.measure, row.scope, row.item, row.part)  # type: ignore[arg-type]


def told_of(swept: Swept) -> dict[str, Any]:
    """What a sweep says besides its signals."""
    return {
        "watched": dict(swept.watched),
        "learning": dict(swept.learning),
        "grains": dict(swept.grains),
        "rates": [asdict(rate) for rate in swept.rates],
        "flat": [asdict(flat) for flat in swept.flat],
    }


def swept_of(row: SignalSweep) -> Swept:
    """A sweep again, without its signals."""
    told = row.told
    flat = tuple(Flat(**{**one, "series": Series(**one["series"])}) for one in told["flat"])
    rates = tuple(Rate(**rate) for rate in told["rates"])
    return Swept(
        row.manifest, row.as_of, (), told["watched"], told["learning"], told["grains"], rates, flat
    )


def _side(text: str) -> Direction:
    return "rise" if text == "rise" else "fall"


def _curve(curve: Curve) -> dict[str, Any]:
    return {**asdict(curve), "starts": [day.isoformat() for day in curve.starts]}
