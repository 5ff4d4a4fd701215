"""The addresses. A page appears in the menu (husay.web.shell) as soon as its name is here."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from husay.access.role import Right
from husay.web import views, views_explore, views_export, views_goals, views_signals
from husay.web.bring_in import history_views, mapping_views
from husay.web.bring_in import views as bring_in
from husay.web.coaching.addresses import addresses as coaching
from husay.web.doors.remembered import set_language
from husay.web.doors.urls import addresses as doors
from husay.web.doorway import page
from husay.web.goal_plans.addresses import addresses as goal_plans
from husay.web.health import health
from husay.web.leading.addresses import addresses as leading
from husay.web.messages.addresses import addresses as messages
from husay.web.month.addresses import addresses as month
from husay.web.pay.addresses import addresses as pay
from husay.web.shell import set_theme
from husay.web.team.addresses import addresses as team
from husay.web.team.board_addresses import addresses as board

_SIGNAL = "signals/<number:number>"
_IMPORT = "data/run/<number:number>"
_answer_file, _rows_file = map(require_safe, (views_export.answer_file, views_export.rows_file))

urlpatterns: list[URLPattern] = [
    page("", views.standing, "standing", Right.SEE_FIGURES),
    page("goals", views_goals.goals, "goals", Right.SEE_GOALS),
    page("goals/read", views_goals.read, "goals-read", Right.SEE_GOALS),
    page("milestones", views_goals.milestones, "milestones", Right.SEE_MILESTONES),
    page("signals", views_signals.signals, "signals", Right.SEE_SIGNALS),
    page(_SIGNAL, views_signals.signal, "signal", Right.SEE_SIGNALS),
    page(f"{_SIGNAL}/accept", views_signals.accept, "signal-accept", Right.JUDGE_SIGNALS),
    page("explore", views_explore.explore, "explore", Right.SEE_FIGURES),
    page("explore/rows", views_explore.rows, "explore-rows", Right.SEE_FIGURES),
    page("explore/rows/export/<str:form>", _rows_file, "explore-rows-export", Right.SEE_FIGURES),
    page("explore/line", views_explore.line, "explore-line", Right.SEE_FIGURES),
    page("explore/export/<str:form>", _answer_file, "explore-export", Right.SEE_FIGURES),
    page("measures", views_explore.measures, "measures", Right.SEE_FIGURES),
    page("data", bring_in.overview, "bring-in", Right.BRING_IN),
    page("data/upload", bring_in.upload, "bring-in-upload", Right.BRING_IN),
    page("data/source/<str:name>/again", bring_in.again, "bring-in-again", Right.BRING_IN),
    page("data/file/<uuid:number>", mapping_views.mapping, "bring-in-mapping", Right.BRING_IN),
    page(_IMPORT, bring_in.run, "bring-in-run", Right.BRING_IN),
    page(f"{_IMPORT}/confirm", bring_in.confirm, "bring-in-confirm", Right.BRING_IN),
    page(f"{_IMPORT}/rejects.csv", bring_in.rejects, "bring-in-rejects", Right.BRING_IN),
    page("data/history", history_views.history, "bring-in-history", Right.BRING_IN),
    page("data/history/pin", history_views.pin, "bring-in-pin", Right.KEEP_BOOK),
    page("data/history/unpin", history_views.unpin, "bring-in-unpin", Right.KEEP_BOOK),
    path("health", health, name="health"),
    path("language", set_language, name="set_language"),
    path("theme", set_theme, name="set_theme"),
    *goal_plans,
    *leading,
    *coaching,
    *pay,
    *month,
    *team,
    *board,
    *messages,
    *doors,
]
