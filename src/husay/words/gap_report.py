"""A gap as a report, for the command line and the API."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from husay.basics.amount import SCALE
from husay.tracking.gap import NoGap
from husay.words.document import Report, plain_spaces
from husay.words.gap import FACTORS, gap_sentence, no_gap_words, rate_text
from husay.words.naming import Names
from husay.words.sheet import Row, Sheet, SheetColumn

if TYPE_CHECKING:
    from husay.store.company import Company
    from husay.store.gaps import GapSeen, Subject
    from husay.tracking.gap import GapFound


def subject_name(company: Company, subject: Subject) -> str:
    """What a subject is called."""
    names = Names(company, company.snapshot().shape)
    names.learn(subject.scope, [subject.item])
    return names.text(subject.scope, subject.item)


def gap_report(seen: GapSeen, company: Company) -> Report:
    """The factors of a gap with their parts, chance last; the sum is the gap."""
    who, found = subject_name(company, seen.subject), seen.found
    subject = {"scope": seen.subject.scope, "item": seen.subject.item}
    if isinstance(found, NoGap):
        number = company.snapshot().number
        return Report(sheet=_sheet([], None), sentence=no_gap_words(found, who), snapshot=number,
                      more={"of": subject, "why": found.why})  # fmt: skip
    sentence = gap_sentence(found, who)
    notes = ["".join(map(str, line)) for line in sentence.details]
    gap = found.gap
    return Report(
        sheet=_sheet(_rows(found), {"factor": "gap", "factor_name": gettext("The gap"),
                                    "part": gap.gap}),
        sentence=sentence.text,
        snapshot=found.snapshot,
        currency=found.currency,
        notes=tuple(notes),
        more={
            "of": subject, "against": found.against, "form": found.form,
            "from": found.window.start.isoformat(), "to": found.window.end.isoformat(),
            "peers": found.peers, "leads": found.leads, "named": gap.named,
            "more_leads": gap.more_leads,
            "days_open": round(found.cycle[0], 2) if found.cycle else None,
            "usual_days_open": round(found.cycle[1], 2) if found.cycle else None,
            "details": [plain_spaces(note) for note in notes],
        },
    )  # fmt: skip


def _rows(found: GapFound) -> list[Row]:
    rows: list[Row] = [
        {
            "factor": stage.factor,
            "factor_name": str(FACTORS[stage.factor]),
            "seen": rate_text(stage, stage.seen, found.currency, found.form),
            "rate": rate_text(stage, stage.rate, found.currency, found.form),
            "usual": rate_text(stage, stage.benchmark, found.currency, found.form),
            "part": stage.part,
            "weakest": Fraction(round(stage.weakest * SCALE), SCALE),
            "strongest": Fraction(round(stage.strongest * SCALE), SCALE),
        }
        for stage in found.gap.stages
    ]
    chance: Row = {
        "factor": "chance", "factor_name": gettext("chance"), "part": found.gap.chance,
    }  # fmt: skip
    return [*rows, chance]


def _sheet(rows: list[Row], total: Row | None) -> Sheet:
    columns = (
        SheetColumn(name="factor", label="", shown=False),
        SheetColumn(name="factor_name", label=gettext("Part"), weight=0),
        SheetColumn(name="seen", label=gettext("Seen")),
        SheetColumn(name="rate", label=gettext("Likely"), weight=2),
        SheetColumn(name="usual", label=gettext("Usual")),
        SheetColumn(name="part", label=gettext("Adds"), kind="money", worked_out=True, weight=0),
        SheetColumn(name="weakest", label=gettext("How likely it is the weakest"), kind="ratio"),
        SheetColumn(name="strongest", label="", kind="ratio", shown=False),
    )
    return Sheet(columns, rows, total)
