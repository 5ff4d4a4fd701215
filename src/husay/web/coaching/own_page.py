"""A seller's own page of coaching."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from husay.store.coaching.dates import own_dates
from husay.store.coaching.people import names_of
from husay.store.coaching.plans import PlanSeen, plans
from husay.store.coaching.playbook import learned_from
from husay.store.coaching.visits import visits
from husay.store.company import Company
from husay.web.coaching.notes_part import notes_part
from husay.web.coaching.plan_form import opened_text
from husay.web.coaching.plan_page import (
    ActionLine,
    action_lines,
    plan_line,
    plan_sentence,
    practice_part,
)
from husay.web.coaching.reading import author_names
from husay.web.coaching.scores_part import scores_part
from husay.web.coaching.visit_page import visit_lines
from husay.web.empty import Empty, Way
from husay.words import coaching as words
from husay.words import dates
from husay.words.figure import Sentence

_VISITS = 5


@dataclass(frozen=True)
class OwnPlan:
    """One plan: what it is about and why, with whom, and what is next."""

    number: int
    stage: str
    why: str
    days: str
    follow_up: str
    shower: str
    agenda: str
    practice: dict[str, object] | None
    actions: list[ActionLine]


class OwnPage:
    """What the reader works on, with what was typed and was wrong."""

    def __init__(self, company: Company, typed: Mapping[str, str] | None = None) -> None:
        self.company, self.typed = company, typed or {}
        self.person = company.viewer.person or ""

    def context(self) -> dict[str, object]:
        """For `own.html`."""
        if not self.person:
            return {"sentence": _nobody(), "empty": None, "nobody": True}
        found = [one for one in plans(self.company, self.person) if one.mine]
        seen = visits(self.company, self.person)
        open_plans = [one for one in found if one.plan.open]
        names, days = names_of([self.person]), own_dates(self.company)
        authors = author_names(d.by for d in days)
        return {
            "sentence": self._sentence(open_plans),
            "empty": None if found or seen else _nothing(),
            "plans": [self._plan(one) for one in open_plans],
            "before": [plan_line(one, names) for one in found if not one.plan.open],
            "notes": notes_part(self.company, self.person),
            "scores": scores_part((one.visit for one in seen), self.company.today),
            "visits": visit_lines(seen[-_VISITS:], names),
            "dates": [
                (str(words.DATE_KINDS[d.kind]), dates.day(d.day), authors[d.by]) for d in days
            ],
            "learned": [
                (kept.key, words.said(kept.practice.title),
                 kept.practice.origin.seen if kept.practice.origin else "", agreed)
                for kept, agreed in learned_from(self.company)
            ],
            "typed": self.typed, "own": True,
        }  # fmt: skip

    def _sentence(self, open_plans: list[PlanSeen]) -> Sentence:
        if open_plans:
            return plan_sentence(self.company, open_plans[0])
        return Sentence((_("Nothing is agreed to work on now."),))

    def _plan(self, one: PlanSeen) -> OwnPlan:
        plan = one.plan
        return OwnPlan(
            one.number, str(words.STAGES[plan.stage]), opened_text(plan.opened_from),
            dates.span(plan.starts, plan.ends),
            dates.day(plan.follow_up) if plan.follow_up else "",
            names_of([plan.shower])[plan.shower] if plan.shower else "", plan.agenda,
            practice_part(self.company, plan.practice), action_lines(self.company, one),
        )  # fmt: skip


def _nobody() -> Sentence:
    return Sentence(
        (_("Nobody has said yet who you are in the sales records."),),
        ((_("An administrator can do that in a minute, under People and roles."),),),
    )


def _nothing() -> Empty:
    return Empty(
        title=_("Here stands what you and your manager agree on"),
        text=_("What you work on and why, who shows it to you, what is next, and what was seen "
               "when somebody was along. Others see none of it."),
        steps=(
            _("Your manager goes along with you, or sits down with you."),
            _("You agree on one thing to work on, with a day."),
            _("You tick what is done, and write down what you noticed."),
        ),
        other=Way(reverse("playbook"), _("Read the playbook")),
    )  # fmt: skip
