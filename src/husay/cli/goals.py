"""`husay goals`: published goals, and the plans that they come from."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from husay.cli import asking
from husay.cli.goals_pace import pace
from husay.cli.program import Command, Group
from husay.cli.session import now, session
from husay.cli.texts import marked as _

if TYPE_CHECKING:
    from husay.basics.problem import Problem
    from husay.store.company import Company
    from husay.store.goal_plans import Opened

goals = typer.Typer(
    cls=Group,
    help=_("Goals: what is published, and plans that are made, dealt, agreed and published."),
    no_args_is_help=True,
    rich_markup_mode=None,
)

Name = Annotated[str, typer.Argument(metavar="NAME", help=_("A plan’s name or number."))]
Reason = Annotated[
    str, typer.Option("--reason", metavar="TEXT", help=_("Why; those concerned can read it."))
]


def list_(
    context: typer.Context,
    scope: Annotated[
        str | None, typer.Option("--scope", metavar="SCOPE", help=_("Only of this scope: seller."))
    ] = None,
    item: Annotated[
        str | None, typer.Option("--item", metavar="ITEM", help=_("Only of this one."))
    ] = None,
    period: Annotated[
        str | None,
        typer.Option("--period", metavar="PERIOD", help=_("Only those that touch it: 2027-Q1.")),
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit",
            metavar="N",
            help=_("At most so many rows; 0 means all. Default: 100 in a table, all in a file."),
        ),
    ] = None,
    form: asking.ListFormat = "table",
) -> None:
    """List the published goals that you may see."""
    from husay.access.role import Right
    from husay.cli.goals_given import window_typed
    from husay.cli.writing import LIST_FORMATS, Report, check_format, write
    from husay.goals.listing import Wanted, list_goals
    from husay.words.goals import goals_sheet

    check_format(form, LIST_FORMATS)
    company = session(context).company(Right.SEE_GOALS)
    read = company.snapshot()
    days = window_typed(company, period) if period else None
    first, last = (days.start, days.end) if days else (None, None)
    wanted = Wanted(scope, item, None, first, last)
    found, count = list_goals(read, wanted, asking.row_limit(limit, form) or 2**31, 0)
    notes = (_more(count),) if count > len(found) else ()
    if not found:
        notes = (_none(),)
    write(Report(sheet=goals_sheet(found, company), snapshot=read.number, notes=notes), form)


def _none() -> str:
    from django.utils.translation import gettext

    return gettext("No goal that you may see is published for this. A plan is made with: "
                   "husay goals new")  # fmt: skip


def _more(count: int) -> str:
    from django.utils.translation import gettext

    return gettext("There are %(count)s goals; --limit 0 lists all.") % {"count": count}


def plans(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help=_("Show this plan with its goals."))
    ] = None,
    form: asking.ListFormat = "table",
) -> None:
    """List the plans that you have a part in, or show one."""
    from husay.access.role import Right
    from husay.cli.writing import LIST_FORMATS, Report, check_format, write
    from husay.words.goal_plans import plans_sheet

    check_format(form, LIST_FORMATS)
    company = session(context).company(Right.SEE_GOALS)
    from husay.store import goal_plans

    if name is None:
        write(Report(sheet=plans_sheet(goal_plans.plans(company))), form)
        return
    _show(company, goal_plans.opened(company, goal_plans.number_of(company, name)), form)


def new(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("What the plan is called."))],
    period: Annotated[
        str, typer.Option("--period", metavar="PERIOD", help=_("What it is for: 2027, 2027-Q1."))
    ],
    total: Annotated[
        str | None,
        typer.Option("--total", metavar="AMOUNT", help=_("The company’s goal, like 12.5M.")),
    ] = None,
    measure: Annotated[
        str,
        typer.Option("--measure", metavar="MEASURE", help=_("“husay measures” lists them.")),
    ] = "revenue",
    by: Annotated[
        str | None,
        typer.Option(
            "--scope",
            metavar="SCOPE",
            help=_("Instead of the organisation: product_line, customer_group, territory."),
        ),
    ] = None,
    step: Annotated[
        str, typer.Option("--step", metavar="AMOUNT", help=_("Deal in whole steps of this."))
    ] = "1,000.00",
    form: asking.ListFormat = "table",
) -> None:
    """Make a draft over the organisation of the period's first day."""
    from husay.access.role import Right
    from husay.cli.goals_given import amount_typed, window_typed
    from husay.cli.writing import LIST_FORMATS, check_format

    check_format(form, LIST_FORMATS)
    company = session(context).company(Right.SET_GOALS)
    from husay.store import goal_plans

    opened = goal_plans.create(
        company, name, measure, window_typed(company, period), at=now(), scope=by,
        total=None if total is None else amount_typed(total, "--total"),
        step=amount_typed(step, "--step"),
    )  # fmt: skip
    _show(company, opened, form)


def import_(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help=_("A table: names at the left, periods above."))
    ],
    plan: Annotated[str, typer.Option("--plan", metavar="NAME", help=_("Into this plan."))],
    reason: Reason = "",
    form: asking.ListFormat = "table",
) -> None:
    """Set goals by hand from a CSV file or a table copied from a spreadsheet."""
    from husay.access.role import Right
    from husay.basics.problem import Mistake
    from husay.cli.goals_given import given_goals
    from husay.cli.writing import LIST_FORMATS, check_format
    from husay.goals.cascade import set_all_by_hand

    check_format(form, LIST_FORMATS)
    company = session(context).company(Right.SET_GOALS)
    from husay.store import goal_plans

    opened = goal_plans.opened(company, goal_plans.number_of(company, plan))
    given = given_goals(file, opened.plan, company)
    if given.problems:
        raise Mistake(*given.problems)
    values = {change.key[0]: change.after for change in given.changes}
    wanted = {key: value for key, value in values.items() if value is not None}
    after = goal_plans.change(
        company, opened.row.number, opened.version, "pasted", reason, now(),
        lambda standing, weights: set_all_by_hand(standing, wanted, weights),
    )  # fmt: skip
    _show(company, after, form)


def propose(
    context: typer.Context,
    name: Name,
    take: Annotated[
        bool, typer.Option("--take", help=_("Put the proposed goals into the plan."))
    ] = False,
    reason: Reason = "",
    form: asking.ListFormat = "table",
) -> None:
    """Propose reasonable goals, with the checks, beside “last year and so much more”."""
    from husay.access.role import Right
    from husay.cli.writing import LIST_FORMATS, Report, check_format, write
    from husay.words.goal_checks import check_data, check_notes
    from husay.words.goal_plans import node_names
    from husay.words.proposals import proposal_notes, proposal_sentence, proposal_sheet

    check_format(form, LIST_FORMATS)
    company = session(context).company(Right.SET_GOALS)
    from husay.store import goal_plans

    number = goal_plans.number_of(company, name)
    opened = goal_plans.opened(company, number)
    if take:
        after = goal_plans.take_proposal(company, number, opened.version, reason, now())
        _show(company, after, form)
        return
    found = goal_plans.proposal(company, number)
    more = {
        "checks": check_data(found.proposed.checks),
        "last_year_plus_checks": check_data(found.last_year.checks),
    }
    report = Report(
        sheet=proposal_sheet(found, opened.plan, company),
        sentence=proposal_sentence(found, opened.plan),
        snapshot=company.head().number, currency=opened.plan.currency or "", more=more,
        notes=(*check_notes(found), *proposal_notes(found, node_names(opened.plan.nodes, company))),
    )  # fmt: skip
    write(report, form)


def cascade(
    context: typer.Context,
    name: Name,
    by: Annotated[
        str | None,
        typer.Option(
            "--by", metavar="potential|history|equal", help=_("Deal by this. Default: as before.")
        ),
    ] = None,
    at: Annotated[
        str | None,
        typer.Option("--at", metavar="GOAL", help=_("Only below this one, by key or name.")),
    ] = None,
    reason: Reason = "",
    form: asking.ListFormat = "table",
) -> None:
    """Deal a plan's goals down its tree; what was set by hand stands."""
    from typing import get_args

    from husay.access.role import Right
    from husay.basics.problem import mistake
    from husay.cli.goals_given import node_called
    from husay.cli.writing import LIST_FORMATS, check_format
    from husay.goals.cascade import cascade as dealt
    from husay.goals.plan import By, with_rule

    check_format(form, LIST_FORMATS)
    rules: tuple[By, ...] = get_args(By)
    rule = next((one for one in rules if one == by), None)
    if by is not None and rule is None:
        raise mistake("option-choice", option="--by", value=by, choices=", ".join(rules))
    company = session(context).company(Right.SET_GOALS)
    from husay.store import goal_plans

    opened = goal_plans.opened(company, goal_plans.number_of(company, name))
    keys = None if at is None else [node_called(at, opened.plan, company)]
    after = goal_plans.change(
        company, opened.row.number, opened.version, "dealt", reason, now(),
        lambda plan, weights: dealt(with_rule(plan, rule, keys), weights, keys),
    )  # fmt: skip
    _show(company, after, form)


def offer(context: typer.Context, name: Name) -> None:
    """Open a draft to those who are in it, so that they can agree their goals."""
    from django.utils.translation import gettext

    from husay.access.role import Right
    from husay.cli.console import say

    company = session(context).company(Right.SET_GOALS)
    from husay.store import goal_plans

    row = goal_plans.offer(company, goal_plans.number_of(company, name), now())
    text = gettext("“%(name)s” is open: whoever is in it can see and agree their goal.")
    say(text % {"name": row.name})


def undo(
    context: typer.Context, name: Name, reason: Reason = "", form: asking.ListFormat = "table"
) -> None:
    """Take a plan's last change back."""
    from husay.access.role import Right
    from husay.cli.writing import LIST_FORMATS, check_format

    check_format(form, LIST_FORMATS)
    company = session(context).company(Right.SET_GOALS)
    from husay.store import goal_plans

    opened = goal_plans.opened(company, goal_plans.number_of(company, name))
    after = goal_plans.undo(company, opened.row.number, opened.version, now(), reason)
    _show(company, after, form)


def publish(
    context: typer.Context,
    name: Name,
    reason: Reason = "",
    replacing: Annotated[
        bool,
        typer.Option("--replace", help=_("Also where goals of other plans or files go by it.")),
    ] = False,
    form: asking.ListFormat = "table",
) -> None:
    """Publish a plan: its goals become rows of the book, month by month."""
    from husay.access.role import Right
    from husay.cli.import_report import report_of
    from husay.cli.program import REFUSED
    from husay.cli.writing import LIST_FORMATS, check_format, write

    check_format(form, LIST_FORMATS)
    company = session(context).company(Right.SET_GOALS)
    from husay.store import goal_plans
    from husay.store.goal_notices import Teller
    from husay.store.goal_plans.publishing import source_of

    opened = goal_plans.opened(company, goal_plans.number_of(company, name))
    number, version = opened.row.number, opened.version
    result = goal_plans.publish(company, number, version, reason, now(), replacing=replacing)
    row, currency = opened.row, company.home.read_settings().currency
    write(report_of(source_of(row.number, row.name, row.currency or currency), result), form)
    if result.manifest is not None:
        Teller(company)(now())
    if result.refused:
        raise typer.Exit(REFUSED)


def raise_(
    context: typer.Context,
    name: Name,
    grain: Annotated[
        str,
        typer.Option("--grain", metavar="month|quarter|year", help=_("By the last two of these.")),
    ] = "quarter",
    decided: Annotated[
        str | None,
        typer.Option("--date", metavar="DATE", help=_("The day of the decision. Default: today.")),
    ] = None,
    growth: Annotated[
        str | None,
        typer.Option(
            "--growth", metavar="PERCENT", help=_("How peers grew. Default: as the book has it.")
        ),
    ] = None,
    stretch: Annotated[
        str | None,
        typer.Option("--stretch", metavar="AMOUNT", help=_("What is asked for besides.")),
    ] = None,
    form: asking.ListFormat = "table",
) -> None:
    """The next bars of those who passed theirs, by the published formula."""
    from husay.access.role import Right
    from husay.basics.problem import mistake
    from husay.cli.goals_given import amount_typed, percent
    from husay.cli.writing import LIST_FORMATS, Report, check_format, write
    from husay.goals.next_bar import BAR_GRAINS
    from husay.words.goal_plans import node_names
    from husay.words.next_bars import bars_notes, bars_sentence, bars_sheet

    check_format(form, LIST_FORMATS)
    chosen = next((one for one in BAR_GRAINS if one == grain), None)
    if chosen is None:
        raise mistake("option-choice", option="--grain", value=grain, choices=", ".join(BAR_GRAINS))
    company = session(context).company(Right.SEE_GOALS)
    from husay.store import goal_plans

    number = goal_plans.number_of(company, name)
    found = goal_plans.bars(
        company, number, decided=_day(decided), grain=chosen,
        growth=None if growth is None else percent(growth, "--growth"),
        stretch=0 if stretch is None else amount_typed(stretch, "--stretch"),
    )  # fmt: skip
    plan, year = goal_plans.opened(company, number).plan, company.home.read_settings().year
    report = Report(
        sheet=bars_sheet(found, plan, company),
        sentence=bars_sentence(found, year).text,
        snapshot=company.head().number, currency=plan.currency or "",
        notes=bars_notes(found, node_names(plan.nodes, company), year),
    )  # fmt: skip
    write(report, form)


def _show(company: Company, opened: Opened, form: str) -> None:
    """A plan with its goals, and what does not add up in it."""
    from husay.cli.writing import Report, write
    from husay.words import goal_plans as words

    problems = (*opened.problems, *_differences(opened))
    report = Report(
        sheet=words.plan_sheet(opened.plan, company), sentence=words.plan_sentence(opened),
        currency=opened.plan.currency or "", notes=words.kept_notes(opened.plan),
        problems=problems,
    )  # fmt: skip
    write(report, form)


def _differences(opened: Opened) -> tuple[Problem, ...]:
    from husay.goals.differences import differences

    return differences(opened.plan) if opened.whole else ()


def _day(text: str | None) -> date:
    from husay.cli.standing import named_day

    return named_day(text) or date.today()  # noqa: DTZ011  theirs


_COMMANDS = (
    (list_, "list", _("List the published goals that you may see.")),
    (plans, "plans", _("List the plans that you have a part in, or show one.")),
    (new, "new", _("Make a plan: husay goals new “Goals 2027” --period 2027 --total 12M.")),
    (import_, "import", _("Set goals from a CSV file or a copied table.")),
    (propose, "propose", _("Propose reasonable goals, beside “last year and so much more”.")),
    (cascade, "cascade", _("Deal the goals down the tree.")),
    (offer, "offer", _("Open a draft to those who are in it.")),
    (undo, "undo", _("Take the last change back.")),
    (publish, "publish", _("Publish a plan: its goals become rows of the book.")),
    (pace, "pace", _("What each goal will come to, how likely it is, and what it takes a day.")),
    (raise_, "raise", _("The next bars of those who passed theirs.")),
)
for _command, _name, _help in _COMMANDS:
    goals.command(_name, cls=Command, help=_help)(_command)
