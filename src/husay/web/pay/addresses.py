"""The addresses of pay, each with the right that it wants.

A statement opens to whoever may see some pay; whether it is theirs to see, the store asks.
"""

from __future__ import annotations

from django.urls import URLPattern

from husay.access.role import Right
from husay.web.doorway import page
from husay.web.pay import own_views, run_views

_RUN = "pay/runs/<int:number>"
_SOME_PAY = (Right.SEE_PAY, Right.LEAD_PAY, Right.OWN_PAY)

addresses: list[URLPattern] = [
    page("pay/runs", run_views.runs, "pay-runs", Right.SEE_PAY),
    page("pay/runs/new", run_views.new, "pay-runs-new", Right.RUN_PAY),
    page(_RUN, run_views.run, "pay-runs-run", Right.SEE_PAY),
    page(f"{_RUN}/step", run_views.step, "pay-runs-step", Right.RUN_PAY),
    page(f"{_RUN}/statement", own_views.statement, "pay-statement", *_SOME_PAY),
    page("pay/team", own_views.team, "pay-team", Right.LEAD_PAY),
    page("me/pay", own_views.own, "me-pay", Right.OWN_PAY),
    page("me/pay/accept", own_views.accept, "me-pay-accept", Right.OWN_PAY),
]
