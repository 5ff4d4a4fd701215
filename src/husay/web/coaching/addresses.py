"""The addresses of coaching, each with the right that it wants."""

from __future__ import annotations

from django.urls import URLPattern

from husay.access.role import SEES_EFFECTS, Right
from husay.web.coaching import (
    effects_views,
    own_views,
    plan_views,
    playbook_views,
    price_views,
    visit_views,
    week_views,
)
from husay.web.doorway import page

_PRACTICE = "playbook/<slug:practice>"
_PRICE_ACTION = "price/actions/<number:number>"

addresses: list[URLPattern] = [
    page("playbook", playbook_views.playbook, "playbook", Right.SEE_PLAYBOOK),
    page("playbook/new", playbook_views.new, "playbook-new", Right.EDIT_PLAYBOOK),
    page(_PRACTICE, playbook_views.practice, "playbook-practice", Right.SEE_PLAYBOOK),
    page(f"{_PRACTICE}/edit", playbook_views.edit, "playbook-edit", Right.EDIT_PLAYBOOK),
    page(f"{_PRACTICE}/retire", playbook_views.retire, "playbook-retire", Right.EDIT_PLAYBOOK),
    page(f"{_PRACTICE}/promote", playbook_views.promote, "playbook-promote", Right.COACH),
    page("visits", visit_views.visits, "visits", Right.COACH),
    page("visits/new", visit_views.new, "visits-new", Right.COACH),
    page("visits/offline", visit_views.offline, "visits-offline", Right.COACH),
    page("visits/ready", visit_views.ready, "visits-ready", Right.COACH),
    page("visits/worker.js", visit_views.worker, "visits-worker", Right.COACH),
    page("visits/<uuid:visit>", visit_views.visit, "visits-visit", Right.COACH),
    page("visits/<uuid:visit>/edit", visit_views.edit, "visits-edit", Right.COACH),
    page("coaching", week_views.counts, "coaching-all", Right.SEE_COACHING),
    page("coaching/effects", effects_views.effects, "coaching-effects", *SEES_EFFECTS),
    page("coaching/week", week_views.week, "coaching-week", Right.COACH),
    page("coaching/week/date", week_views.date, "coaching-week-date", Right.COACH),
    page("coaching/plans", plan_views.plans, "coaching-plans", Right.COACH),
    page("coaching/plans/new", plan_views.new, "coaching-plans-new", Right.COACH),
    page("coaching/plans/<number:number>", plan_views.plan, "coaching-plan", Right.COACH),
    page("price/actions", price_views.actions, "price-actions", Right.SEE_PRICE_ACTIONS),
    page("price/actions/new", price_views.new, "price-actions-new", Right.DECIDE_PRICES),
    page(_PRICE_ACTION, price_views.action, "price-action", Right.SEE_PRICE_ACTIONS),
    page(
        f"{_PRICE_ACTION}/change",
        price_views.change,
        "price-action-change",
        Right.DECIDE_PRICES,
    ),
    page("me/plan", own_views.plan, "me-plan", Right.OWN_PLAN),
    page("me/plan/visit/<uuid:visit>", own_views.visit, "me-plan-visit", Right.OWN_PLAN),
]
