"""The page "Gap": how much somebody sells more or less than is usual, and in which part."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from husay.access.role import Right
from husay.basics.amount import SCALE
from husay.book.sql import literal
from husay.coaching.areas import WORKS_ON
from husay.coaching.opened_from import OpenedFrom
from husay.measures.question import Question
from husay.stats.gap import Stage
from husay.store.company import Company
from husay.store.gaps import GapSeen, Subject
from husay.tracking.gap import GapFound, NoGap
from husay.web.address import rows_url
from husay.web.charts import Chart
from husay.web.leading.ways import way
from husay.web.range_charts import Step, steps_chart
from husay.web.table import Cell, Column, Table
from husay.words import dates
from husay.words.figure import Evidence, Figure, Sentence
from husay.words.format import Style
from husay.words.gap import (
    FACTORS,
    gap_sentence,
    meaning,
    no_gap_words,
    rate_text,
)
from husay.words.gap_report import subject_name
from husay.words.naming import Names
from husay.words.outlook import odds_share

AGAINST = {
    "team": gettext_lazy("Against what is usual"),
    "best": gettext_lazy("Against the best quarter"),
    "own": gettext_lazy("Against their own best"),
}


class GapPage:
    """One view of "Gap"; a plan that comes of it says what led here (`opened_from`: a signal)."""

    def __init__(
        self, company: Company, seen: GapSeen, subjects: tuple[Subject, ...], against: str,
        opened_from: OpenedFrom | None = None,
    ) -> None:  # fmt: skip
        self.company, self.seen, self.subjects, self.against = company, seen, subjects, against
        self.opened_from = opened_from
        self.who = subject_name(company, seen.subject)

    def context(self) -> dict[str, object]:
        """What the template shows."""
        found = self.seen.found
        shown = {"subjects": self._subjects(), "against": self._against(), "who": self.who}
        if isinstance(found, NoGap):
            return shown | {"sentence": Sentence((no_gap_words(found, self.who),))}
        return shown | {
            "sentence": gap_sentence(found, self.who, lambda part: self._explain(found)),
            "chart": self._chart(found),
            "table": self._table(found),
            "rows_url": self._rows_url(found),
            "plan_url": self._plan_url(found),
        }

    def _of(self, subject: Subject) -> str:
        return f"{subject.scope}:{subject.item}"

    def _subjects(self) -> list[dict[str, object]]:
        names, present = Names(self.company, self.company.snapshot().shape), self.seen.subject
        for scope in ("unit", "seller", "product_line"):
            names.learn(scope, [s.item for s in self.subjects if s.scope == scope])
        shown = self.subjects if present in self.subjects else (*self.subjects, present)
        named = [self.who if s == present else names.text(s.scope, s.item) for s in shown]
        return [
            {"name": name, "url": way("ranking-gap", of=self._of(s), against=self.against),
             "current": s == present}
            for s, name in zip(shown, named, strict=True)
        ] if len(shown) > 1 else []  # fmt: skip

    def _against(self) -> list[dict[str, object]]:
        return [
            {"name": str(name), "current": code == self.against,
             "url": way("ranking-gap", of=self._of(self.seen.subject), against=code,
                        opened_from=str(self.opened_from or ""))}
            for code, name in AGAINST.items()
        ]  # fmt: skip

    def _chart(self, found: GapFound) -> Chart:
        gap, style = found.gap, Style("money", found.currency)
        steps = [
            Step(self._part(stage), stage.part, note=self._note(found, stage))
            for stage in gap.stages
        ]
        steps += [
            Step(_chance(), gap.chance, note=_("luck, or nothing that a stage explains")),
            Step(_("The gap"), gap.gap, total=True),
        ]
        return steps_chart(
            "gap", _("What each part of selling adds"),
            _("From what is usual to what was sold: %(gap)s.")
            % {"gap": style.text(gap.gap, signed=True)},
            _("Part"), steps, style,
        )  # fmt: skip

    def _part(self, stage: Stage) -> str:
        return str(FACTORS[stage.factor]).capitalize()

    def _note(self, found: GapFound, stage: Stage) -> str:
        told = {"own": rate_text(stage, stage.rate, found.currency, found.form),
                "usual": rate_text(stage, stage.benchmark, found.currency, found.form)}  # fmt: skip
        return _("%(own)s, %(usual)s is usual") % told

    def _table(self, found: GapFound) -> Table:
        columns = (
            Column(_("Part")),
            Column(_("Adds"), "number"),
            Column(_("How likely it is the weakest"), "number"),
            Column(_("Likely"), "number"),
            Column(_("Usual"), "number"),
            Column(_("Seen"), "number", rest=True),
        )
        style = Style("money", found.currency).telling(s.part for s in found.gap.stages)
        rows = [self._row(found, stage, style) for stage in found.gap.stages]
        chance, gap = found.gap.chance, found.gap.gap
        blank = Cell(text="")
        rows.append((
            Cell(text=_chance(), note=_("luck, or nothing that a stage explains")),
            _money(chance, style), blank, blank, blank, blank,
        ))  # fmt: skip
        total = (Cell(text=_("The gap")), _money(gap, style), blank, blank, blank, blank)
        caption = _("Parts of the gap; where little was seen, what is likely lies near the usual")
        return Table(caption, columns, tuple(rows), total, captioned=True, wordy=True)

    def _row(self, found: GapFound, stage: Stage, style: Style) -> tuple[Cell, ...]:
        named = stage.factor == found.gap.named
        odds = odds_share(round(stage.weakest * SCALE)) if stage.weakest >= 0.005 else "–"
        means = meaning(
            stage.factor,
            found.form,
            "meetings" in self._factors(found),
            self.seen.subject.scope == "unit",
        )
        return (
            Cell(text=self._part(stage), note=means),
            _money(stage.part, style),
            Cell(figure=Figure(text=odds, tone="bad" if named else "",
                               word=_("the weakest") if named else "")),
            Cell(text=rate_text(stage, stage.rate, found.currency, found.form)),
            Cell(text=rate_text(stage, stage.benchmark, found.currency, found.form)),
            Cell(text=rate_text(stage, stage.seen, found.currency, found.form)),
        )  # fmt: skip

    def _factors(self, found: GapFound) -> set[str]:
        return {stage.factor for stage in found.gap.stages}

    def _plan_url(self, found: GapFound) -> str:
        """To a coaching plan for a seller, in the stage that is named or the likeliest."""
        if self.seen.subject.scope != "seller" or not self.company.viewer.may(Right.COACH):
            return ""
        named = found.gap.named or max(found.gap.stages, key=lambda s: s.weakest).factor
        return way(
            "coaching-plans-new", seller=self.seen.subject.item, stage=WORKS_ON[named],
            opened_from=str(self.opened_from or OpenedFrom("gap")),
            selected_from=found.window.start.isoformat(),
            selected_until=found.window.end.isoformat(),
        )  # fmt: skip

    def _rows_url(self, found: GapFound) -> str:
        measure = "won_amount" if found.form == "deals" else "revenue"
        where = f"{found.by} = {literal(found.item)}"
        question = Question((measure,), found.window, where=where)
        return rows_url(question, snapshot=str(found.snapshot))

    def _explain(self, found: GapFound) -> Evidence:
        window = found.window
        return Evidence(
            key="gap",
            name=_("The gap"),
            definition=_(
                "What was sold less what the usual of each part of selling, multiplied, would have "
                "brought. Each part is drawn toward the group where little was seen of it."
            ),
            facts=(
                (_("Days"), dates.span(window.start, window.end)),
                (_("Compared with"), str(found.peers)),
                (_("Snapshot"), str(found.snapshot)),
            ),
            rows_url=self._rows_url(found),
        )


def _money(amount: int, style: Style) -> Cell:
    tone = "good" if amount > 0 else "bad" if amount < 0 else ""
    word = {"good": _("more"), "bad": _("less"), "": ""}[tone]
    return Cell(
        figure=Figure(
            text=style.text(amount, signed=True), exact=style.exact(amount), word=word,
            tone=tone,  # type: ignore[arg-type]
        )
    )  # fmt: skip


def _chance() -> str:
    return pgettext("what no stage explains", "Chance")
