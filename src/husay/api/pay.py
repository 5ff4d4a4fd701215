"""The calls of pay: runs for compensation; statements and their lines for whose they are."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Query, Router, Schema
from pydantic import Field

from husay.access.role import Right
from husay.api.company import company
from husay.api.leading_shapes import Compared
from husay.api.paging import compared
from husay.api.shapes import Paged, Problems
from husay.pay.supposed_text import read_all
from husay.store.coaching.people import names_of
from husay.store.pay.holds import holds
from husay.store.pay.inputs import inputs, plans_of
from husay.store.pay.plans import document_of, plan_called
from husay.store.pay.said import ADVANCE, OPENING
from husay.store.pay.scores import check_scores, scores
from husay.store.pay.seen import check_any, run_seen, runs, statement_seen, statements_seen
from husay.store.pay.what_if import what_if_seen
from husay.store.records.models import PayInput, PayPlanRow
from husay.words.pay_inputs import entered_sentence, holds_report, inputs_report
from husay.words.pay_report import run_report, runs_report, statement_report, statements_report
from husay.words.pay_what_if_report import what_if_report

router = Router()
_WRONG = {401: Problems, 403: Problems, 404: Problems, 422: Problems}
_MOST = 2**31


class RunNumber(Schema):
    """Which run."""

    number: int = Field(ge=1, lt=_MOST, description="The run’s number.")


class AskedStatements(Paged):
    """Of whom."""

    person: str | None = Field(None, max_length=255, description="Only of this person.")


class AskedStatement(Paged):
    """Whose."""

    person: str | None = Field(
        None, max_length=255, description="Whose statement; your own unless you say so."
    )


class AskedWhatIf(Paged):
    """Which deals are supposed to be sold."""

    person: str | None = Field(None, max_length=255, description="Whose pay; else your own.")
    deal: list[str] = Field(
        [], max_length=100, description="An open deal: D-0147, or D-0147=120,000@2026-12-10."
    )
    add: list[str] = Field(
        [], max_length=100, description="A sale that is no deal: 50,000, Paint=50,000@2026-12-10."
    )


@router.get("/pay/what-if", response={200: Compared, **_WRONG}, summary="What if")
def pay_what_if(request: HttpRequest, asked: Query[AskedWhatIf]) -> dict[str, Any]:
    """What you would be paid if you sold some of your open deals: by term, without and with them.

    In `facts` are the open deals, the lines that move, attainment, and what the next 10,000 are
    worth. Compensation may ask for anybody.
    """
    home = company(request)
    home.viewer.check(Right.OWN_PAY, Right.SEE_PAY)
    deals, added = read_all(asked.deal, asked.add)
    seen = what_if_seen(home, asked.person, deals, added, timezone.now())
    is_own = seen.person in ("", home.viewer.person)
    name = "" if is_own else names_of([seen.person])[seen.person]
    return compared(what_if_report(seen, name), asked)


@router.get("/pay/runs", response={200: Compared, **_WRONG}, summary="Pay runs")
def pay_runs(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """Every pay run, the newest period first."""
    home = company(request)
    home.viewer.check(Right.SEE_PAY)
    return compared(runs_report(runs(home)), asked)


@router.get("/pay/runs/{number}", response={200: Compared, **_WRONG}, summary="A pay run")
def pay_run(request: HttpRequest, which: Path[RunNumber], asked: Query[Paged]) -> dict[str, Any]:
    """What each is paid by a run."""
    home = company(request)
    home.viewer.check(Right.SEE_PAY)
    seen = run_seen(home, which.number, timezone.now())
    return compared(run_report(seen, names_of(row.person for row in seen.rows)), asked)


@router.get("/pay/statements", response={200: Compared, **_WRONG}, summary="Statements")
def pay_statements(request: HttpRequest, asked: Query[AskedStatements]) -> dict[str, Any]:
    """The released statements that you may see: your own, and those of whom you led then."""
    home = company(request)
    check_any(home)
    found = statements_seen(home, asked.person)
    names = names_of(row.person for row in found)
    return compared(statements_report(found, names, home.home.read_settings().currency), asked)


@router.get(
    "/pay/runs/{number}/statement", response={200: Compared, **_WRONG}, summary="A statement"
)
def pay_statement(
    request: HttpRequest, which: Path[RunNumber], asked: Query[AskedStatement]
) -> dict[str, Any]:
    """A statement of a run, line by line, each with why it is there."""
    home = company(request)
    check_any(home)
    person = asked.person or home.viewer.person or ""
    seen = statement_seen(home, which.number, person, timezone.now())
    name = "" if person == home.viewer.person else names_of([person])[person]
    return compared(statement_report(seen, document_of(seen.run.version), name), asked)


class AskedPlan(Paged):
    """Of which plan."""

    plan: str | None = Field(None, max_length=200, description="Only of this plan, by its name.")


def _entered(found: list[PayInput], asked: Paged) -> dict[str, Any]:
    names = names_of(one.person for one in found)
    return compared(inputs_report(found, names, plans_of(found), entered_sentence(found)), asked)


def _plan(asked: AskedPlan) -> PayPlanRow | None:
    return None if asked.plan is None else plan_called(asked.plan)


@router.get("/pay/scores", response={200: Compared, **_WRONG}, summary="Scores")
def pay_scores(request: HttpRequest, asked: Query[AskedPlan]) -> dict[str, Any]:
    """The scores that were entered, the newest first: all for compensation, those of whom you led
    for who leads."""
    home = company(request)
    check_scores(home)
    return _entered(scores(home, _plan(asked)), asked)


@router.get("/pay/openings", response={200: Compared, **_WRONG}, summary="Opening balances")
def pay_openings(request: HttpRequest, asked: Query[AskedPlan]) -> dict[str, Any]:
    """The opening balances that were entered, the newest first."""
    home = company(request)
    home.viewer.check(Right.SEE_PAY)
    return _entered(inputs(home, OPENING, _plan(asked)), asked)


@router.get("/pay/advances", response={200: Compared, **_WRONG}, summary="Advances")
def pay_advances(request: HttpRequest, asked: Query[AskedPlan]) -> dict[str, Any]:
    """The advances that people took, the newest first."""
    home = company(request)
    home.viewer.check(Right.SEE_PAY)
    return _entered(inputs(home, ADVANCE, _plan(asked)), asked)


@router.get("/pay/holds", response={200: Compared, **_WRONG}, summary="Holds")
def pay_holds(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """What is on hold, and what was, the newest first."""
    home = company(request)
    home.viewer.check(Right.SEE_PAY)
    found = holds(home)
    names = names_of(one.item for one in found if one.kind != "sale")
    return compared(holds_report(found, names), asked)
