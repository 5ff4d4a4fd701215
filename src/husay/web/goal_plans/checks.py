"""Before publication: what these goals would do, beside the fair rule and "last year and more"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.basics.problem import Problem
from husay.goals.differences import differences
from husay.goals.fairness import CHANCES
from husay.goals.proposal import Dealt
from husay.store import goal_plans
from husay.store.company import Company
from husay.store.goal_plans import Opened, Prospect
from husay.words import dates
from husay.words.figure import Figure, Sentence, compose
from husay.words.format import count
from husay.words.goal_checks import (
    advice,
    check_figure,
    check_name,
    check_tone,
    wanted_text,
    why_text,
)
from husay.words.goal_plans import kept_notes, node_names
from husay.words.proposals import expected_text, fair_text, odds_text, proposal_notes
from husay.words.workshop import listed, plan_style, told


@dataclass(frozen=True)
class CheckLine:
    """One check: what is asked, what it should be, and how each way of dealing stands it."""

    what: str
    wanted: str
    cells: tuple[Figure, ...]
    why: str


class ChecksPage:
    """The checks of a plan, and what stands against its publication."""

    def __init__(
        self, company: Company, opened: Opened, problems: tuple[Problem, ...] = (), reason: str = ""
    ) -> None:
        self.company, self.opened, self.plan = company, opened, opened.plan
        self.problems, self.reason = problems, reason
        self.known: Prospect = goal_plans.prospect(company, opened)
        self.names = node_names(self.plan.nodes, company)

    def context(self) -> dict[str, object]:
        """For `publish.html`."""
        apart = [p for p in differences(self.plan) if p.severity == "error"]
        told_once = tuple(dict.fromkeys((*self.problems, *apart)))
        return {
            "row": self.opened.row, "version": self.opened.version,
            "sentence": self._sentence(),
            "ways": self._ways(), "lines": self._lines(),
            "advice": self._advice(), "ready": not apart,
            "facts": self._facts(), "notes": kept_notes(self.plan),
            "wrong": [told(p, self.names, self.plan) for p in told_once],
            "why": [told(p, self.names, self.plan) for p in self.known.problems],
            "reason": self.reason, "replaces": self._replaces(),
            "published": self.opened.row.published,
        }  # fmt: skip

    def _replaces(self) -> str:
        """What has to be said where goals of somebody else would go."""
        found = next((p for p in self.problems if p.code == "goals-of-another"), None)
        if found is None:
            return ""
        text = ngettext("Replace %(n)s goal of %(whose)s", "Replace %(n)s goals of %(whose)s",
                        found.count)  # fmt: skip
        return text % {"n": count(found.count), "whose": found.value}

    def _sentence(self) -> Sentence:
        standing = self.known.standing
        reaching = standing.checks[0].value if standing else None
        if standing is None or reaching is None:
            return Sentence((_("What these goals would do cannot be told."),))
        text = _("With these goals about {n} of 100 reach theirs; with “last year and so much "
                 "more” {other} would.")  # fmt: skip
        alone = _("With these goals about {n} of 100 reach theirs.")
        other = self.known.proposal.last_year.checks[0].value if self.known.proposal else None
        parts = {"n": Figure(text=_hundred(reaching), tone=check_tone(standing.checks[0]))}
        if other is not None:
            parts["other"] = Figure(text=_hundred(other))
        return Sentence(compose(text if other is not None else alone, **parts), self._details())

    def _details(self) -> tuple[tuple[str, ...], ...]:
        proposal = self.known.proposal
        if proposal is None or self.known.company_chance is None:
            return ()
        plan = self.plan
        parts = expected_text(proposal, plan), odds_text(proposal), fair_text(proposal, plan)
        return ((" ".join(filter(None, parts)),),)

    def _ways(self) -> list[str]:
        others = [_("Fair rule"), _("Last year and so much more")]
        return [_("These goals"), *(others if self.known.proposal else ())]

    def _lines(self) -> list[CheckLine]:
        if self.known.standing is None:
            return []
        dealt: list[Dealt] = [self.known.standing]
        if self.known.proposal is not None:
            dealt += [self.known.proposal.proposed, self.known.proposal.last_year]
        return [
            CheckLine(check_name(checks[0].what), wanted_text(checks[0].what),
                      tuple(map(check_figure, checks)), why_text(checks[0].what))
            for checks in zip(*(one.checks for one in dealt), strict=True)
        ]  # fmt: skip

    def _advice(self) -> tuple[str, ...]:
        """What would help, where a check is not stood."""
        if self.known.standing is None or self.known.fair_total is None:
            return ()
        style = replace(plan_style(self.plan.measure, self.plan.currency), places=2)
        fair = style.text(self.known.fair_total)
        return advice(self.known.standing, self.known.proposal, fair)

    def _facts(self) -> list[str]:
        """Whose goals are hardly to be reached or too easy, and who is left out."""
        standing, proposal = self.known.standing, self.known.proposal
        lines = []
        if standing is not None and self.plan.window.start <= self.company.today:
            text = _("Odds are as they were seen before %(first)s; what the running year will come "
                     "to stands under Goals.")  # fmt: skip
            lines.append(text % {"first": dates.day(self.plan.window.start)})
        if standing is not None:
            asked = [g for g in standing.goals if g.goal > 0]
            hard = [g.item for g in asked if g.chance < CHANCES[0]]
            easy = [g.item for g in asked if g.chance > CHANCES[1]]
            for keys, text in ((hard, _("Hardly to be reached: %(who)s.")),
                               (easy, _("As good as sure: %(who)s."))):  # fmt: skip
                if keys:
                    lines.append(text % {"who": listed(self.names[key] for key in keys)})
            if standing.not_set:
                text = ngettext("%(n)s goal is not set yet: the checks are of the others.",
                                "%(n)s goals are not set yet: the checks are of the others.",
                                standing.not_set)  # fmt: skip
                lines.append(text % {"n": count(standing.not_set)})
        lines += proposal_notes(proposal, self.names) if proposal else ()
        return lines


def _hundred(value: float) -> str:
    return count(round(value * 100))
