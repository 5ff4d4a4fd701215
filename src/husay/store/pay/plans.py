"""Pay plans, kept: each change of a plan's folder is a version that never changes.

A version is in force from the day for which it was activated, and only one that checks, and whose
cases come out, can be. What was activated last for a day holds.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.basics.problem import Mistake, Problem, mistake
from husay.pay.cases.check import Checked, check_texts
from husay.pay.document.plan import Plan
from husay.pay.document.read_plan import read_plan
from husay.pay.texts import Texts
from husay.store.records.alone import alone
from husay.store.records.audit import note
from husay.store.records.models import PayActivation, PayPlanRow, PayPlanVersion

if TYPE_CHECKING:
    from husay.store.company import Company

_REASON = 500


@dataclass(frozen=True)
class Seen:
    """What somebody had before them who writes a version: a plan (None: they begin one) and the
    number of its newest version."""

    plan: PayPlanRow | None = None
    newest: int = 0


def add(
    company: Company, texts: Texts, reason: str, at: datetime, *, seen: Seen | None = None
) -> PayPlanVersion:
    """Keep a folder as a new version of the plan that it names, or of a new one.

    The same texts as the newest version's are that version. One whose cases do not come out is
    kept as a draft. `seen` is what whoever wrote it began with. Raises Mistake with all that is
    wrong where the plan cannot be read, and for what is not as it was seen.
    """
    company.viewer.check(Right.RUN_PAY)
    checked = check_texts(texts.document, texts.cases)
    if checked.plan is None:
        raise Mistake(*checked.problems)
    with alone():
        row, made = PayPlanRow.objects.get_or_create(
            name=checked.plan.name, defaults={"made": at, "by": company.author}
        )
        newest = None if made else row.versions.get(number=row.newest)
        if newest is not None and newest.digest == texts.digest:
            return newest
        if seen is not None:
            _as_seen(seen, row)
        version = PayPlanVersion.objects.create(
            plan=row, number=row.newest + 1, document=texts.document, cases=texts.cases,
            readme=texts.readme, digest=texts.digest, usable=checked.usable,
            reason=reason.strip()[:_REASON], by=company.author, at=at,
        )  # fmt: skip
        row.newest = version.number
        row.save(update_fields=["newest"])
        note(
            company.viewer, "pay-plan-kept", at=at, place=company.place, kind="pay-plan",
            item=row.name, reason=reason,
            after={"version": version.number, "digest": version.digest, "usable": version.usable},
        )  # fmt: skip
    return version


def _as_seen(seen: Seen, row: PayPlanRow) -> None:
    """Raises Mistake `pay-plan-renamed`, `pay-plan-there` or `pay-plan-newer`."""
    if seen.plan is None and row.newest:
        raise mistake("pay-plan-there", value=row.name)
    if seen.plan is not None and row.pk != seen.plan.pk:
        raise mistake("pay-plan-renamed", value=row.name, plan=seen.plan.name)
    if row.newest != seen.newest:
        raise mistake("pay-plan-newer", value=row.name, version=row.newest)


def activate(
    company: Company, version: PayPlanVersion, starts: date, reason: str, at: datetime
) -> PayActivation:
    """Put a version in force from a day on; raises Mistake with what keeps it from being used."""
    company.viewer.check(Right.RUN_PAY)
    checked = check_texts(version.document, version.cases)
    if not checked.usable:
        raise Mistake(_unusable(version), *_why(checked))
    with alone():
        made = PayActivation.objects.create(
            version=version, starts=starts, reason=reason.strip()[:_REASON], by=company.author,
            at=at,
        )  # fmt: skip
        note(
            company.viewer, "pay-plan-activated", at=at, place=company.place, kind="pay-plan",
            item=version.plan.name, reason=reason,
            after={"version": version.number, "from": starts.isoformat()},
        )  # fmt: skip
    return made


def _unusable(version: PayPlanVersion) -> Problem:
    values = (("version", str(version.number)),)
    return Problem(code="pay-plan-unusable", value=version.plan.name, values=values)


def _why(checked: Checked) -> Iterable[Problem]:
    yield from (p for p in checked.problems if p.severity == "error")
    for result in checked.results:
        yield from result.problems


def in_force(row: PayPlanRow, day: date) -> PayPlanVersion | None:
    """The version of a plan that holds on a day, as was said last; None before the first."""
    found = (
        PayActivation.objects.filter(version__plan=row, starts__lte=day)
        .order_by("-starts", "-id")
        .select_related("version")
        .first()
    )
    return None if found is None else found.version


def plan_called(name: str) -> PayPlanRow:
    """A plan by its name or number; raises Mistake `pay-plan-unknown`."""
    row = PayPlanRow.objects.filter(name=name).first()
    if row is None and name.isdecimal() and len(name) < 10:
        row = PayPlanRow.objects.filter(pk=int(name)).first()
    if row is None:
        raise mistake("pay-plan-unknown", value=name)
    return row


def plan_numbered(number: int) -> PayPlanRow:
    """A plan by its number; raises Mistake `pay-plan-unknown`."""
    row = PayPlanRow.objects.filter(pk=number).first() if number < 2**31 else None
    if row is None:
        raise mistake("pay-plan-unknown", value=str(number))
    return row


def version_of(row: PayPlanRow, number: int | None = None) -> PayPlanVersion:
    """A version by its number (default: the newest); raises Mistake `pay-version-unknown`."""
    found = row.versions.filter(number=row.newest if number is None else number).first()
    if found is None:
        raise mistake("pay-version-unknown", value=row.name, version=number, newest=row.newest)
    return found


def document_of(version: PayPlanVersion) -> Plan:
    """The plan that a version's document says."""
    plan = _read(version.document)
    assert plan is not None, f"{version} was read when it was kept"
    return plan


@lru_cache(maxsize=64)
def _read(text: str) -> Plan | None:
    return read_plan(text)[0]


def difference(before: PayPlanVersion, after: PayPlanVersion) -> tuple[str, ...]:
    """The lines that differ between two versions, as `diff -u` writes them."""
    found = list[str]()
    for name, old, new in (
        ("plan.yaml", before.document, after.document),
        ("cases.yaml", before.cases, after.cases),
        ("README.md", before.readme, after.readme),
    ):
        found += difflib.unified_diff(
            old.splitlines(), new.splitlines(), f"{name} {before.number}",
            f"{name} {after.number}", lineterm="",
        )  # fmt: skip
    return tuple(found)
