"""A parallel run: the old spreadsheet's results beside a run, until the differences are explained.

The newest file of a run counts. Reasons are kept by what they are about, so that they stay when the
run is worked out again or another file comes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.basics.currency import minor_unit
from husay.basics.problem import Mistake, Problem, mistake
from husay.pay.out.parallel import Beside, Key, OldRow, beside
from husay.store.pay.line_sums import line_sums
from husay.store.pay.old_file import old_file
from husay.store.pay.plans import document_of
from husay.store.pay.steps import run_numbered
from husay.store.records.alone import alone
from husay.store.records.audit import note
from husay.store.records.models import PayParallelFile, PayParallelNote, PayRun

if TYPE_CHECKING:
    from husay.store.company import Company

_COLUMNS = "person, COALESCE(sale, ''), COALESCE(CAST(line AS VARCHAR), ''), term"


@dataclass(frozen=True)
class Parallel:
    """A run beside an old file (None: none was brought in yet): everything that either has, the
    largest difference first, and why some of it differs."""

    run: PayRun
    currency: str
    file: PayParallelFile | None
    rows: tuple[Beside, ...] = ()
    reasons: Mapping[Key, PayParallelNote] | None = None

    @property
    def different(self) -> tuple[Beside, ...]:
        """What is not equal."""
        return tuple(one for one in self.rows if one.state != "equal")

    def reason(self, key: Key) -> str:
        """Why something differs; '' where nobody said it."""
        found = (self.reasons or {}).get(key)
        return found.reason if found else ""

    @property
    def explained(self) -> int:
        """How many of the differences somebody explained."""
        return sum(bool(self.reason(one.key)) for one in self.different)


def columns_said(text: str) -> dict[str, str]:
    """'person=Agent, amount=Net pay' as headers by field; raises Mistake `parallel-columns-form`
    with every part that says nothing."""
    found, problems = dict[str, str](), list[Problem]()
    for part in (one.strip() for one in text.split(",") if one.strip()):
        field, equals, header = (one.strip() for one in part.partition("="))
        if not (field and equals and header):
            problems.append(Problem(code="parallel-columns-form", value=part))
        found[field.lower()] = header
    if problems:
        raise Mistake(*problems)
    return found


def bring_beside(
    company: Company, number: int, path: Path, said: Mapping[str, str], at: datetime
) -> tuple[Problem, ...]:
    """Put an old file's results beside a run; answers what is worth knowing of the file.

    Raises Mistake: `pay-run-unknown`, and what `husay.store.pay.old_file` refuses.
    """
    company.viewer.check(Right.RUN_PAY)
    run = run_numbered(number)
    found, problems = old_file(path, said, minor_unit(document_of(run.version).currency))
    rows = [
        [row.key.person, row.key.sale, row.key.line, row.key.term, row.amount] for row in found.rows
    ]
    with alone():
        PayParallelFile.objects.create(
            run=run, name=path.name[:200], rows=rows, parts=sorted(found.parts),
            by=company.author, at=at,
        )  # fmt: skip
        note(
            company.viewer, "pay-parallel", at=at, place=company.place, kind="pay-run",
            item=str(run.pk), after={"rows": len(rows)},
        )  # fmt: skip
    return (*problems, *_told(found.rounded, found.totals))


def _told(rounded: int, totals: int) -> Iterator[Problem]:
    if rounded:
        yield Problem(code="parallel-rounded", severity="warning", count=rounded)
    if totals:
        yield Problem(code="parallel-totals", severity="warning", count=totals)


def parallel(company: Company, number: int, at: datetime) -> Parallel:
    """A run beside the newest file that was brought for it; raises Mistake `pay-run-unknown`."""
    company.viewer.check(Right.SEE_PAY)
    run = run_numbered(number)
    currency = document_of(run.version).currency
    file = run.old_files.order_by("-pk").first()
    note(
        company.viewer, "pay-seen", at=at, place=company.place, kind="pay-run", item=str(run.pk),
        after={"run": run.pk, "period": run.starts.isoformat()},
    )  # fmt: skip
    if file is None:
        return Parallel(run, currency, None)
    lines: tuple[tuple[Key, int], ...] = ()
    if file.parts and run.lines:
        sums = line_sums(company.home, [run], _COLUMNS, "NOT provisional")[run.pk]
        lines = tuple((Key(*key), amount) for *key, amount in sums)
    paid = dict(run.statements.values_list("person", "paid"))
    old = [OldRow(Key(*key), amount) for *key, amount in file.rows]
    rows = beside(old, frozenset(file.parts), lines, paid)
    reasons = {_key(one): one for one in run.parallel_notes.order_by("pk")}
    return Parallel(run, currency, file, rows, reasons)


def _key(one: PayParallelNote) -> Key:
    return Key(one.person, one.sale, one.line, one.term)


def explain_difference(
    company: Company, number: int, key: Key, reason: str, at: datetime
) -> PayParallelNote:
    """Note why the run and the old file differ about something.

    Raises Mistake: `act-without-words`, `parallel-nothing` (neither has it).
    """
    company.viewer.check(Right.RUN_PAY)
    if not reason.strip():
        raise mistake("act-without-words", value="explain")
    found = parallel(company, number, at)
    if all(one.key != key for one in found.rows):
        said = " ".join(part for part in (key.person, key.sale, key.line, key.term) if part)
        raise mistake("parallel-nothing", value=said)
    with alone():
        made = PayParallelNote.objects.create(
            run=found.run, person=key.person, sale=key.sale, line=key.line, term=key.term,
            reason=reason.strip()[:500], by=company.author, at=at,
        )  # fmt: skip
        note(
            company.viewer, "pay-difference", at=at, place=company.place, kind="person",
            item=key.person, after={"run": found.run.pk, "sale": key.sale, "number": made.pk},
        )  # fmt: skip
    return made
