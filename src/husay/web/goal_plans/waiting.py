"""What stands on first pages of goal plans: what waits for the reader's answer, and what is asked
from a day to come on."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.measures.question import Whole
from husay.store import goal_plans
from husay.store.company import Company
from husay.store.goal_plans import Coming, Waiting
from husay.words.format import count
from husay.words.values import window_text
from husay.words.wholes import whole_name
from husay.words.workshop import plan_style


@dataclass(frozen=True)
class PlanNews:
    """A sentence, and where it leads; one that `waits` is for the reader to act on."""

    words: str
    url: str
    way: str
    waits: bool


def plan_news(company: Company) -> list[PlanNews]:
    """What waits first, then what comes."""
    waits = [_waiting(one) for one in goal_plans.waiting(company)]
    return [*waits, *(_coming(company, one) for one in goal_plans.coming(company))]


def _waiting(one: Waiting) -> PlanNews:
    row = one.row
    if one.own is not None:
        text = _("Your goal for %(days)s waits for your answer: %(value)s.")
        style = plan_style(row.measure, row.currency)
        said = {"days": window_text(row.window), "value": style.text(one.own.value)}
        url = reverse("goals-plan-goal", args=[row.number], query={"of": one.own.key})
        return PlanNews(text % said, url, _("Answer"), True)
    text = ngettext(
        "%(n)s goal of “%(name)s” waits for your answer.",
        "%(n)s goals of “%(name)s” wait for your answer.",
        len(one.keys),
    )
    said = {"n": count(len(one.keys)), "name": row.name}
    return PlanNews(text % said, reverse("goals-plan", args=[row.number]), _("To the plan"), True)


def _coming(company: Company, one: Coming) -> PlanNews:
    row, style = one.row, plan_style(one.row.measure, one.row.currency)
    said = {
        "days": window_text(row.window), "value": style.text(one.value),
        "who": whole_name(company, one.whole),
    }  # fmt: skip
    mine = one.whole == Whole("seller", company.viewer.person or "")
    text = _("Your goal for %(days)s: %(value)s.") if mine else _("%(who)s, goal for %(days)s: "
                                                                   "%(value)s.")  # fmt: skip
    return PlanNews(text % said, reverse("goals-plan", args=[row.number]), _("Goal plan"), False)
