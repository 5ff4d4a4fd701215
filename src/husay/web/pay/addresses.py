"""The addresses of pay, each with the right that it wants.

A statement opens to whoever may see some pay; whether it is theirs to see, the store asks.
"""

from __future__ import annotations

from django.urls import URLPattern

from husay.access.role import Right
from husay.web.doorway import page
from husay.web.pay import (
    budget_views,
    editor_views,
    hold_views,
    input_views,
    out_views,
    own_views,
    parallel_views,
    plan_views,
    question_views,
    run_views,
    simulation_views,
    what_if_views,
)

_RUN = "pay/runs/<number:number>"
_PLAN = "pay/plans/<number:number>"
_QUESTION = "pay/questions/<number:number>"
_SOME_PAY = (Right.SEE_PAY, Right.LEAD_PAY, Right.OWN_PAY)

addresses: list[URLPattern] = [
    page("pay/runs", run_views.runs, "pay-runs", Right.SEE_PAY),
    page("pay/runs/new", run_views.new, "pay-runs-new", Right.RUN_PAY),
    page(_RUN, run_views.run, "pay-runs-run", Right.SEE_PAY),
    page(f"{_RUN}/statements", run_views.take, "pay-runs-take", Right.SEE_PAY),
    page(f"{_RUN}/statements.zip", run_views.statements, "pay-runs-statements", Right.SEE_PAY),
    page(f"{_RUN}/step", run_views.step, "pay-runs-step", Right.RUN_PAY),
    page(f"{_RUN}/statement", own_views.statement, "pay-statement", *_SOME_PAY),
    page("pay/plans", plan_views.plans, "pay-plans", Right.RUN_PAY),
    page("pay/plans/new", editor_views.new, "pay-plans-new", Right.RUN_PAY),
    page("pay/plans/check", editor_views.check, "pay-plans-check", Right.RUN_PAY),
    page("pay/plans/upload", plan_views.upload, "pay-plans-upload", Right.RUN_PAY),
    page(_PLAN, plan_views.plan, "pay-plans-plan", Right.RUN_PAY),
    page(f"{_PLAN}/edit", editor_views.edit, "pay-plans-edit", Right.RUN_PAY),
    page(f"{_PLAN}/folder", plan_views.folder, "pay-plans-folder", Right.RUN_PAY),
    page(f"{_PLAN}/activate", plan_views.activate, "pay-plans-activate", Right.RUN_PAY),
    page(f"{_PLAN}/assign", plan_views.assign, "pay-plans-assign", Right.RUN_PAY),
    page(f"{_RUN}/payroll/<str:form>", out_views.payroll, "pay-payroll", Right.SEE_PAY),
    page(f"{_RUN}/parallel", parallel_views.parallel, "pay-parallel", Right.SEE_PAY),
    page(f"{_RUN}/parallel/bring", parallel_views.bring, "pay-parallel-bring", Right.RUN_PAY),
    page(f"{_RUN}/parallel/why", parallel_views.explain, "pay-parallel-explain", Right.RUN_PAY),
    page("pay/accruals", out_views.accruals, "pay-accruals", Right.SEE_PAY),
    page("pay/amortisation", out_views.amortisation, "pay-amortisation", Right.SEE_PAY),
    page("pay/<str:which>.<str:form>", out_views.months_file, "pay-months-file", Right.SEE_PAY),
    page(
        f"{_PLAN}/simulate",
        simulation_views.simulate,
        "pay-plans-simulate",
        Right.RUN_PAY,
    ),
    page("pay/budgets", budget_views.page, "pay-budgets", Right.SEE_PAY),
    page(
        f"{_RUN}/statement.<slug:form>", own_views.statement_file, "pay-statement-file", *_SOME_PAY
    ),
    page(f"{_RUN}/ask", question_views.ask, "pay-ask", Right.OWN_PAY, Right.ANSWER_PAY),
    page("pay/questions", question_views.questions, "pay-questions", Right.SEE_PAY, Right.LEAD_PAY),
    page(_QUESTION, question_views.question, "pay-questions-question", *_SOME_PAY),
    page(f"{_QUESTION}/do", question_views.do, "pay-questions-do", Right.OWN_PAY, Right.ANSWER_PAY),
    page("pay/scores", input_views.scores, "pay-scores", Right.SEE_PAY, Right.LEAD_PAY),
    page("pay/scores/do", input_views.scores_do, "pay-scores-do", Right.RUN_PAY, Right.LEAD_PAY),
    page("pay/openings", input_views.openings, "pay-openings", Right.SEE_PAY),
    page("pay/openings/do", input_views.openings_do, "pay-openings-do", Right.RUN_PAY),
    page("pay/advances", input_views.advances, "pay-advances", Right.SEE_PAY),
    page("pay/advances/do", input_views.advances_do, "pay-advances-do", Right.RUN_PAY),
    page("pay/holds", hold_views.holds, "pay-holds", Right.SEE_PAY),
    page("pay/holds/do", hold_views.holds_do, "pay-holds-do", Right.RUN_PAY),
    page("pay/adjustments", hold_views.by_hand, "pay-adjustments", Right.SEE_PAY),
    page("pay/adjustments/do", hold_views.by_hand_do, "pay-adjustments-do", Right.RUN_PAY),
    page("pay/team", own_views.team, "pay-team", Right.LEAD_PAY),
    page("me/pay", own_views.own, "me-pay", Right.OWN_PAY),
    page("me/pay/what-if", what_if_views.own, "me-pay-what-if", Right.OWN_PAY),
    page("pay/what-if", what_if_views.anybodys, "pay-what-if", Right.SEE_PAY),
    page("me/pay/accept", own_views.accept, "me-pay-accept", Right.OWN_PAY),
]
