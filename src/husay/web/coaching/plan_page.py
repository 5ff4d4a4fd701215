"""A coaching plan's page, its form, and the list of plans."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.access.role import Right
from husay.basics.problem import Mistake
from husay.coaching.plan import ONWARD
from husay.coaching.practice import Practice
from husay.store.coaching.people import names_of
from husay.store.coaching.plans import PlanSeen, plans
from husay.store.coaching.playbook import practice
from husay.store.coaching.visits import visits
from husay.store.company import Company
from husay.web.coaching.notes_part import notes_part
from husay.web.coaching.plan_form import PlanForm, opened_text, opened_url
from husay.web.coaching.reading import author_name
from husay.web.coaching.scores_part import scores_part
from husay.web.coaching.visit_page import visit_lines
from husay.web.empty import Empty, Way
from husay.words import coaching as words
from husay.words import dates
from husay.words.figure import Figure, Sentence, compose
from husay.words.format import count

_VISITS = 5


@dataclass(frozen=True)
class ActionLine:
    """An action; `mine` may be ticked by the reader."""

    number: int
    text: str
    who: str
    due: str
    done: str
    late: bool
    mine: bool


@dataclass(frozen=True)
class PlanLine:
    """A plan in a list."""

    number: int
    name: str
    stage: str
    state: str
    mark: str
    done: str
    until: str


class PlanPage:
    """A plan as its reader has it, with what was typed and was wrong."""

    def __init__(
        self, company: Company, seen: PlanSeen, typed: Mapping[str, str] | None = None
    ) -> None:
        self.company, self.seen, self.plan = company, seen, seen.plan
        self.typed = typed or {}
        self.names = names_of((self.plan.seller, self.plan.shower))

    def context(self) -> dict[str, object]:
        """For `plan.html` and `own.html`."""
        plan, own = self.plan, self.seen.mine
        seen = visits(self.company, plan.seller)
        return {
            "plan": plan, "number": self.seen.number, "version": self.seen.version,
            "name": self.names[plan.seller], "own": own,
            "sentence": plan_sentence(self.company, self.seen),
            "stage": words.STAGES[plan.stage], "state": words.STATES[plan.state],
            "mark": words.STATE_MARKS[plan.state],
            "actions": action_lines(self.company, self.seen),
            "practice": practice_part(self.company, plan.practice),
            "shower": self.names.get(plan.shower, ""),
            "days": dates.span(plan.starts, plan.ends),
            "follow_up": dates.day(plan.follow_up) if plan.follow_up else "",
            "opened_from": opened_text(plan.opened_from),
            "opened_url": opened_url(plan.opened_from, plan.seller),
            "chosen_by": dates.span(plan.selected.start, plan.selected.end)
            if plan.selected else "",
            "made": _("%(who)s, %(when)s") % {
                "who": author_name(self.seen.by), "when": dates.moment(self.seen.made)},
            "teach": not own and self.company.viewer.may(Right.EDIT_PLAYBOOK),
            "onward": [(state, words.STATES[state]) for state in ONWARD[plan.state]],
            "notes": notes_part(self.company, plan.seller),
            "scores": scores_part((one.visit for one in seen), self.company.today),
            "visits": visit_lines(seen[-_VISITS:], self.names),
            "typed": self.typed,
            "action_due": self.typed.get("due")
            or (self.company.today + timedelta(days=7)).isoformat(),
            "form": PlanForm(self.company, self._typed_plan()).context() if not own else {},
        }  # fmt: skip

    def _typed_plan(self) -> dict[str, str]:
        plan = self.plan
        standing = {
            "seller": plan.seller, "stage": plan.stage, "practice": plan.practice,
            "shower": plan.shower, "starts": plan.starts.isoformat(),
            "ends": plan.ends.isoformat(), "agenda": plan.agenda,
            "follow_up": plan.follow_up.isoformat() if plan.follow_up else "",
        }  # fmt: skip
        return standing | dict(self.typed) if self.typed.get("do") == "change" else standing


def action_lines(company: Company, seen: PlanSeen) -> list[ActionLine]:
    """The actions of a plan, those to be done first."""
    open_first = sorted(seen.actions, key=lambda a: (a.done is not None, a.due, a.number))
    return [
        ActionLine(
            one.number, one.text, str(words.WHO[one.who]), dates.day(one.due),
            dates.day(one.done) if one.done else "", one.overdue(company.today),
            one.who == "seller" if seen.mine else True,
        )
        for one in open_first
    ]  # fmt: skip


def plan_sentence(company: Company, seen: PlanSeen) -> Sentence:
    """What somebody works on, and how far it is."""
    plan = seen.plan
    done = sum(one.done is not None for one in seen.actions)
    if seen.mine:
        text = _("You work on {stage} until {day}: {done} of {all} actions are done.")
    else:
        text = _("{name} works on {stage} until {day}: {done} of {all} actions are done.")
    if not plan.open:
        text = (
            _("You worked on {stage} until {day}: {done} of {all} actions were done.")
            if seen.mine
            else _("{name} worked on {stage} until {day}: {done} of {all} actions were done.")
        )
    name = names_of([plan.seller])[plan.seller]
    parts = compose(
        text, name=Figure(text=name), stage=Figure(text=str(words.STAGES[plan.stage])),
        day=dates.day(plan.ends), done=Figure(text=count(done)),
        all=Figure(text=count(len(seen.actions))),
    )  # fmt: skip
    return Sentence(parts)


def practice_part(company: Company, key: str) -> dict[str, object] | None:
    """What a plan's practice says: title, what to do, and how one sees it."""
    if not key:
        return None
    try:
        found: Practice = practice(company, key).practice
    except Mistake:
        return None
    return {
        "key": key, "title": words.said(found.title), "what": words.said(found.what),
        "behaviours": [words.said(one.said) for one in found.behaviours],
    }  # fmt: skip


def plans_page(company: Company) -> dict[str, object]:
    """For `plans.html`."""
    found = [one for one in plans(company) if not one.mine]
    names = names_of(one.plan.seller for one in found)
    open_plans = sum(one.plan.open for one in found)
    text = ngettext(
        "{n} of {all} coaching plans in your team is open.",
        "{n} of {all} coaching plans in your team are open.",
        open_plans,
    )
    figures = {"n": Figure(text=count(open_plans)), "all": Figure(text=count(len(found)))}
    return {
        "sentence": Sentence(compose(text, **figures)),
        "lines": [plan_line(one, names) for one in sorted(found, key=lambda o: not o.plan.open)],
        "empty": None if found else _nothing(),
    }


def plan_line(one: PlanSeen, names: Mapping[str, str]) -> PlanLine:
    """A plan in a list."""
    plan = one.plan
    done = sum(action.done is not None for action in one.actions)
    return PlanLine(
        one.number, names.get(plan.seller, plan.seller), str(words.STAGES[plan.stage]),
        str(words.STATES[plan.state]), words.STATE_MARKS[plan.state],
        _("%(done)s of %(all)s") % {"done": count(done), "all": count(len(one.actions))},
        dates.day(plan.ends),
    )  # fmt: skip


def _nothing() -> Empty:
    return Empty(
        title=_("No coaching plan has been made yet"),
        text=_("A plan says what one seller works on for a few weeks, who shows it, and what is "
               "done until when. A few actions, and an end."),
        steps=(
            _("Choose who and what: a gap, a signal or a visit says where to begin."),
            _("Take a practice from the playbook, and somebody who does it well."),
            _("Agree on an action or two with a day, and on when you follow up."),
        ),
        action=Way(reverse("coaching-plans-new"), _("New coaching plan")),
    )  # fmt: skip
