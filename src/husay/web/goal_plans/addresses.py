"""The addresses of goal plans, each with the right that it wants."""

from __future__ import annotations

from django.urls import URLPattern

from husay.access.role import Right
from husay.web.doorway import page
from husay.web.goal_plans import goal_views, publish_views, raising, table_views, views

_PLAN = "goals/plans/<number:number>"

addresses: list[URLPattern] = [
    page("goals/plans", views.plans, "goals-plans", Right.SEE_GOALS),
    page("goals/plans/new", views.new, "goals-plans-new", Right.SET_GOALS),
    page(_PLAN, views.plan, "goals-plan", Right.SEE_GOALS),
    page(f"{_PLAN}/change", views.change, "goals-plan-change", Right.SET_GOALS),
    page(f"{_PLAN}/table", table_views.table, "goals-plan-table", Right.SET_GOALS),
    page(f"{_PLAN}/pasted", table_views.pasted, "goals-plan-pasted", Right.SET_GOALS),
    page(f"{_PLAN}/goals.csv", table_views.csv_file, "goals-plan-csv", Right.SEE_GOALS),
    page(f"{_PLAN}/months", table_views.months, "goals-plan-months", Right.SET_GOALS),
    page(f"{_PLAN}/versions", table_views.versions, "goals-plan-versions", Right.SEE_GOALS),
    page(f"{_PLAN}/publish", publish_views.publish, "goals-plan-publish", Right.SET_GOALS),
    page(f"{_PLAN}/goal", goal_views.goal, "goals-plan-goal", Right.SEE_GOALS),
    page(f"{_PLAN}/move", goal_views.move, "goals-plan-move", Right.LEAD_GOALS),
    page("goals/raise", raising.raising, "goals-raise", Right.SEE_GOALS),
]
