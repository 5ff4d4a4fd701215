"""Recognising after an import: what the newest snapshot bears is kept, what it bears no more is
withdrawn.

The worker does it, after it has told people of their goals (`husay.store.goal_notices`). What was
recognised and still holds keeps its row; its figures follow the facts. Bests, improvements and
milestones are withdrawn where the periods that were looked at now show none; older ones stay as
they were said.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from husay.access.viewer import operator
from husay.basics.amount import SCALE
from husay.store.moment import everything
from husay.store.outlooks import milestones
from husay.store.records.alone import alone
from husay.store.records.forgetting import forgotten_people
from husay.store.records.models import TeamRecognition
from husay.store.team.helping import all_help
from husay.store.team.recognitions import recognised
from husay.team.own_bests import looked_at, personal_bests
from husay.team.own_progress import last_window, most_improved
from husay.team.recognition import Recognised, of_help
from husay.team.steps_reached import of_milestones

if TYPE_CHECKING:
    from husay.measures.reader import SnapshotReader
    from husay.store.company import Company

_log = logging.getLogger(__name__)
_AT_ONCE = 500
_FIGURES = ("figure", "before", "basis", "day", "manifest", "withdrawn")


def recognise_after_import(company: Company, at: datetime) -> int:
    """Recognise what the newest snapshot bears; answers how much is new. Never raises: what was
    imported stays imported."""
    try:
        return recognise(company, at)
    except Exception:
        _log.exception("nothing could be recognised")
        return 0


def recognise(company: Company, at: datetime) -> int:
    """The same, raising what goes wrong."""
    company = replace(company, viewer=operator("husay"), moment=None).of_one_moment()
    reader = everything(company)
    steps = milestones(company)
    found = [
        *(of_milestones(steps) if steps else ()),
        *personal_bests(reader),
        *most_improved(reader),
        *of_help(all_help()),
    ]
    return _keep(found, reader, at)


def recognise_help(company: Company, at: datetime) -> None:
    """Recognise help as soon as somebody names it."""
    with alone():
        number = company.head().number
        rows = {recognised(row).key: row for row in TeamRecognition.objects.filter(kind="helped")}
        found = _of_nobody_forgotten(of_help(all_help()))
        _write(found, rows, number, at)
        _withdraw(found, rows, at)


def _keep(found: Iterable[Recognised], reader: SnapshotReader, at: datetime) -> int:
    wanted = _of_nobody_forgotten(found)
    with alone():
        if TeamRecognition.objects.filter(manifest__gt=reader.number).exists():
            return 0  # somebody has looked at a newer snapshot meanwhile
        kept = {recognised(row).key: row for row in TeamRecognition.objects.all()}
        written = _write(wanted, kept, reader.number, at)
        looked_at_now = {key: row for key, row in kept.items() if _looked_at(row, reader)}
        _withdraw(wanted, looked_at_now, at)
    return written


def _of_nobody_forgotten(found: Iterable[Recognised]) -> list[Recognised]:
    """What is recognised, but for that of people who were forgotten."""
    gone = forgotten_people()
    return [one for one in found if not (one.scope == "seller" and one.item in gone)]


def _withdraw(
    found: Iterable[Recognised], kept: Mapping[Any, TeamRecognition], at: datetime
) -> None:
    """Withdraw what was kept and is not found any more."""
    keys = {one.key for one in found}
    lost = [row.pk for key, row in kept.items() if key not in keys and row.withdrawn is None]
    for n in range(0, len(lost), _AT_ONCE):
        some = TeamRecognition.objects.filter(pk__in=lost[n : n + _AT_ONCE])
        some.update(withdrawn=at)


def _write(
    found: Iterable[Recognised], kept: Mapping[Any, TeamRecognition], number: int, at: datetime
) -> int:
    new, changed = [], []
    for one in found:
        row = kept.get(one.key)
        if row is None:
            new.append(_row(one, number, at))
        elif row.withdrawn is not None or (row.figure, row.before) != (one.figure, one.before):
            row.figure, row.before, row.basis, row.day = one.figure, one.before, one.basis, one.day
            row.manifest, row.withdrawn = number, None
            changed.append(row)
    TeamRecognition.objects.bulk_create(new, batch_size=_AT_ONCE)
    TeamRecognition.objects.bulk_update(changed, _FIGURES, batch_size=_AT_ONCE)
    return len(new)


def _row(one: Recognised, number: int, at: datetime) -> TeamRecognition:
    return TeamRecognition(
        kind=one.kind, scope=one.scope, item=one.item, day=one.day, measure=one.measure,
        grain=one.grain, starts=one.window.start if one.window else None,
        ends=one.window.end if one.window else None,
        share=0 if one.share is None else int(one.share * SCALE), times=one.times,
        basis=one.basis, figure=one.figure, before=one.before, manifest=number, made=at,
    )  # fmt: skip


def _looked_at(row: TeamRecognition, reader: SnapshotReader) -> bool:
    """Whether a kept row is of days that were looked at again."""
    if row.starts is None or row.ends is None:
        return row.kind == "helped"
    if row.kind == "best":
        days = looked_at(reader).get(row.grain)  # type: ignore[call-overload]
        return days is not None and days.start <= row.starts and row.ends <= days.end
    if row.kind == "improved":
        now = last_window(reader)
        return now is not None and (row.starts, row.ends) == (now.start, now.end)
    last = reader.shape.last
    return last is not None and bool(row.starts <= last <= row.ends)
