"""The list of goal plans: how far each is, and who changed it last."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.access.role import Right
from husay.goals.agreed import tally
from husay.store import goal_plans
from husay.store.company import Company
from husay.store.goal_plans import Opened, PlanRow
from husay.web.empty import Empty, Way
from husay.web.goal_plans.versions import about_version
from husay.words.figure import Figure, Sentence, compose
from husay.words.format import NOTHING, count
from husay.words.goal_plans import PLAN_STATES
from husay.words.terms import measure_term
from husay.words.values import window_text
from husay.words.workshop import plan_style

_MARKS = {"draft": "late", "open": "wait", "published": "good"}


@dataclass(frozen=True)
class PlanLine:
    """A plan as it is listed. `mark` is the shape of its state; `agreed` of how many goals."""

    number: int
    name: str
    about: str
    state: str
    mark: str
    total: Figure
    agreed: str
    last: str


def plans_page(company: Company) -> dict[str, object]:
    """For `plans.html`."""
    found = goal_plans.plans(company)
    planner = company.viewer.may(Right.SET_GOALS)
    return {
        "sentence": _sentence(found),
        "lines": [_line(company, row) for row in found],
        "planner": planner,
        "empty": None if found else _nothing(company),
    }


def _sentence(found: tuple[PlanRow, ...]) -> Sentence:
    if not found:
        return Sentence((_("No goals are being planned."),))
    published = len([row for row in found if row.state == "published"])
    said = ngettext(
        "{n} plan of goals, {published} of them published.",
        "{n} plans of goals, {published} of them published.",
        len(found),
    )
    figures = {"n": Figure(text=count(len(found))), "published": Figure(text=count(published))}
    return Sentence(compose(said, **figures))


def _line(company: Company, row: PlanRow) -> PlanLine:
    style = plan_style(row.measure, row.currency)
    opened = goal_plans.opened(company, row.number)
    return PlanLine(
        row.number, row.name,
        " · ".join((str(measure_term(row.measure).label), window_text(row.window))),
        str(PLAN_STATES[row.state]), _MARKS[row.state],
        Figure(text=style.text(row.total), exact=style.exact(row.total)),
        _agreed(company, opened),
        _last_change(opened),
    )  # fmt: skip


def _last_change(last: Opened) -> str:
    """What was done last, by whom and when; for whom it changed nothing, when alone."""
    about = about_version(last)
    return _("%(what)s by %(who)s, %(when)s") % about if last.by else str(about["when"])


def _agreed(company: Company, opened: Opened) -> str:
    """'3 of 8', 'and 5 decided': of those with nobody below them."""
    plan, talks = opened.plan, goal_plans.talks(company, opened.row.number)
    found = tally(talks[n.key] for n in plan.nodes if n.key not in plan.below and n.parent)
    said = {name: count(getattr(found, name)) for name in ("agreed", "decided", "all")}
    if opened.row.state == "published" and not found.agreed and not found.decided:
        return NOTHING  # how they came to be agreed is not the reader's to know
    if found.decided:
        return _("%(agreed)s of %(all)s; %(decided)s decided") % said
    return _("%(agreed)s of %(all)s") % said


def _nothing(company: Company) -> Empty:
    """What a page without plans says."""
    viewer = company.viewer
    if not viewer.may(Right.SET_GOALS):
        gives = viewer.may(Right.MANAGE_PEOPLE)
        return Empty(
            title=_("No goals are being planned that you have a part in"),
            text=_("Goals are planned by an executive or by compensation. As soon as a plan is "
                   "opened to those in it, whoever has a part in it finds it here, to be talked "
                   "over before it is published."),
            steps=(
                _("Your role does not begin plans. Whoever is to do it needs the role of an "
                  "executive or of compensation."),
                _("Give them that role under People and roles; they find “New plan” here."),
            ) if gives else (),
            action=Way(reverse("people"), _("People and roles")) if gives else None,
        )  # fmt: skip
    return Empty(
        title=_("Plan the first goals"),
        text=_("A plan deals one total among units and sellers so that every part has an owner "
               "and nothing is asked for twice."),
        steps=(
            _("Say for which days, and how much; or let Husay say how much would be fair."),
            _("See what each is likely to reach, and change what you know better."),
            _("Open it: sellers and managers agree, or propose something else."),
            _("Check it, and publish it: it becomes the goals of every page."),
        ),
        action=Way(reverse("goals-plans-new"), _("New plan")),
    )  # fmt: skip
