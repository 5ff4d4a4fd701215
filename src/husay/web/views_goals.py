"""The pages of goals: what they will come to, and the milestones that everybody sees."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from husay.access.role import Right
from husay.basics.problem import Mistake
from husay.measures.question import Whole
from husay.store import goal_plans, outlooks
from husay.store.company import Company
from husay.store.goal_notices import have_read
from husay.web.company import company
from husay.web.doors.viewing import user_of
from husay.web.empty import Empty, Way
from husay.web.goal_plans.waiting import plan_news
from husay.web.pages.goals import Chosen, GoalsPage
from husay.web.pages.milestones import MilestonesPage
from husay.web.pages.notes import not_understood, notes
from husay.web.shell import came_from
from husay.web.views import nothing_yet, of_nobody, shell_context, told_goals
from husay.words.wholes import read_whole, whole_name

_MOST_NOTICES = 500


@require_safe
def goals(request: HttpRequest) -> HttpResponse:
    """Whose goals `of` names, over the window that `window` names; the reader's first otherwise."""
    home = company(request)
    snapshot = home.snapshot()
    shown = shell_context(snapshot.manifest)
    title = {"title": _("Goals")}
    if not home.wholes():
        return render(request, "husay/pages/empty.html", shown | title | {"empty": of_nobody(home)})
    try:
        whole = read_whole(request.GET.get("of", ""))
        found = outlooks.outlook(home, whole)
    except Mistake as wrong:
        told = {"sentence": not_understood(), "problems": notes(wrong.problems)}
        back = {"back": Way(reverse("goals"), _("To the goals"))}
        return render(request, "husay/pages/not_told.html", shown | told | title | back)
    if found is None:
        empty = nothing_yet()
        return render(request, "husay/pages/empty.html", shown | title | {"empty": empty})
    shown = shell_context(snapshot.manifest, found.as_of)
    goal = found.chosen(request.GET.get("window", ""))
    if goal is None:
        told = {"empty": without_goals(home, found.whole), "plan_news": plan_news(home)}
        return render(request, "husay/pages/empty.html", shown | title | told)
    within = outlooks.outlooks_within(home, goal)
    chosen = Chosen(found, goal, outlooks.course(home, goal), within)
    page = GoalsPage(home, home.seen_as(found.whole), chosen)
    told = {
        "told_goals": told_goals(request, home, snapshot.calendar),
        "plan_news": plan_news(home),
    }
    return render(request, "husay/pages/goals.html", shown | title | page.context() | told)


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """The reader knows what they were shown of their goals; back to where it was shown."""
    given = request.POST.getlist("notice")[:_MOST_NOTICES]
    shown = [int(text) for text in given if text.isdecimal() and len(text) < 19]
    have_read(user_of(request), shown, timezone.now())
    return redirect(came_from(request, reverse("goals")))


def without_goals(home: Company, whole: Whole) -> Empty:
    """What stands where there is no goal for these days: whose business that is, and how."""
    if not home.viewer.may(Right.SET_GOALS):
        return Empty(
            title=_("There is no goal for these days yet"),
            text=_("As soon as a goal is published it stands here: what is asked, where you stand, "
                   "and how likely you are to reach it."),
            steps=(
                _("Goals are set by management and agreed with your manager."),
                _("Ask your manager when the goals of this month are published."),
            ),
            action=Way(reverse("goals-plans"), _("Goal plans")) if goal_plans.plans(home) else None,
            other=Way(reverse("standing"), _("To where we stand")),
        )  # fmt: skip
    brings, plans = home.viewer.may(Right.BRING_IN), Way(reverse("goals-plans"), _("Goal plans"))
    return Empty(
        title=_("%(who)s: no goal for these days yet") % {"who": whole_name(home, whole)},
        text=_("With goals this page tells how likely each is reached, and what it takes a day. "
               "One row a goal, for the company, a unit or a seller, over any days."),
        steps=(
            _("List the goals in a CSV file or a sheet: whose, of what, from when to when, "
              "how much."),
            _("Bring it in as any other data; or plan the goals here and publish them.")
            if brings
            else _("An administrator, or compensation, brings it in; or plan the goals here and "
                   "publish them, which your role may."),
        ),
        example="scope,item,measure,starts,ends,value\n"
        "company,,revenue,2026-11-01,2026-11-30,68000000\n"
        "seller,E-014,revenue,2026-11-01,2026-11-30,1350000",
        action=plans if not brings else Way(reverse("bring-in"), _("Bring in data")),
        other=plans if brings else None,
    )  # fmt: skip


@require_safe
def milestones(request: HttpRequest) -> HttpResponse:
    """The milestones of the company and its units, and the volumes of the next weeks."""
    home = company(request)
    manifest = home.head()
    title = {"title": _("Milestones")}
    found = outlooks.milestones(home)
    if found is None:
        empty = {"empty": nothing_yet()}
        return render(request, "husay/pages/empty.html", shell_context(manifest) | title | empty)
    page = MilestonesPage(home, home.snapshot(), found)
    shown = shell_context(manifest, found.as_of)
    return render(request, "husay/pages/milestones.html", shown | title | page.context())
