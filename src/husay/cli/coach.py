"""`husay coach`: coaching plans, visits, whose turn it is, and what coaching and prices did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from husay.cli import asking
from husay.cli.program import Command, Group
from husay.cli.session import session
from husay.cli.texts import marked as _

if TYPE_CHECKING:
    from husay.words.document import Report

coach = typer.Typer(
    cls=Group,
    help=_("Coaching: plans, joint visits, and who most needs a manager's time."),
    no_args_is_help=True,
    rich_markup_mode=None,
)

NewestOption = Annotated[
    int | None,
    typer.Option(
        "--limit",
        metavar="N",
        min=0,
        help=_("At most so many, the newest; 0 means all. Default: 100 in a table, all in a file."),
    ),
]
SellerOption = Annotated[
    str | None, typer.Option("--seller", metavar="SELLER", help=_("Only of this seller."))
]


def plans(
    context: typer.Context,
    seller: SellerOption = None,
    limit: NewestOption = None,
    form: asking.ListFormat = "table",
) -> None:
    """List the coaching plans of the people whom you lead."""
    from husay.access.role import Right
    from husay.cli.writing import LIST_FORMATS, check_format, write

    check_format(form, LIST_FORMATS)
    company = session(context).company(Right.COACH)
    from husay.store.coaching.people import names_of
    from husay.store.coaching.plans import plans as found_plans
    from husay.words.coaching_report import plans_report

    found = found_plans(company, seller, newest=asking.row_limit(limit, form))
    write(plans_report(found, names_of(one.plan.seller for one in found)), form)


def visits(
    context: typer.Context,
    seller: SellerOption = None,
    limit: NewestOption = None,
    form: asking.ListFormat = "table",
) -> None:
    """List joint visits and calls with their scores by area; what was written stays out."""
    from husay.access.role import Right
    from husay.cli.writing import LIST_FORMATS, check_format, write

    check_format(form, LIST_FORMATS)
    company = session(context).company(Right.COACH)
    from husay.store.coaching.people import names_of
    from husay.store.coaching.visits import visits as found_visits
    from husay.words.coaching_report import visits_report

    found = found_visits(company, seller, newest=asking.row_limit(limit, form))
    write(visits_report(found, names_of(one.visit.seller for one in found)), form)


def week(context: typer.Context, form: asking.ListFormat = "table") -> None:
    """Who most needs your time this week, and why; at most three."""
    from husay.access.role import Right
    from husay.cli.writing import LIST_FORMATS, check_format, write

    check_format(form, LIST_FORMATS)
    company = session(context).company(Right.COACH)
    from husay.store.coaching.people import names_of
    from husay.store.coaching.week import week as found_week
    from husay.words.coaching_report import week_report

    found = found_week(company)
    currency = company.home.read_settings().currency
    write(week_report(found, names_of(found.team), currency), form)


def effect(
    context: typer.Context,
    plan: Annotated[
        int | None,
        typer.Option("--plan", metavar="N", help=_("Only of the stage that a plan works on.")),
    ] = None,
    price_action: Annotated[
        int | None,
        typer.Option(
            "--price-action", metavar="N", help=_("Instead: what a decision on a price did.")
        ),
    ] = None,
    form: asking.Format = "table",
    target: asking.Output = None,
) -> None:
    """What coaching did, against those who were not coached meanwhile; or that it is too early."""
    from husay.basics.problem import mistake
    from husay.cli.writing import check_format, write

    check_format(form, target=target)
    if price_action is not None:
        if plan is not None:
            raise mistake("options-exclude", first="--price-action", second="--plan")
        write(_price_actions(context, price_action), form, target)
        return
    from husay.access.role import SEES_EFFECTS

    company = session(context).company(*SEES_EFFECTS)
    from husay.store.coaching.effects import effects
    from husay.words.coaching_effects import effects_report

    write(effects_report(effects(company, plan)), form, target)


def price_actions(
    context: typer.Context, form: asking.Format = "table", target: asking.Output = None
) -> None:
    """What was decided on prices, by whom, and what each decision did; or how long it takes."""
    from husay.cli.writing import check_format, write

    check_format(form, target=target)
    write(_price_actions(context), form, target)


def _price_actions(context: typer.Context, number: int | None = None) -> Report:
    """Decisions on price with what they did: all, or one."""
    from husay.access.role import Right

    company = session(context).company(Right.SEE_PRICE_ACTIONS)
    from husay.store.coaching.price_actions import owner_names
    from husay.store.coaching.price_effects import price_effects
    from husay.words.price_actions_report import price_actions_report

    found = price_effects(company, number)
    return price_actions_report(found, company, owner_names(one.seen for one in found))


for _command, _name, _help in (
    (plans, "plans", _("List the coaching plans of your people.")),
    (visits, "visits", _("List joint visits and calls with their scores.")),
    (effect, "effect", _("What coaching did, against those not coached.")),
    (price_actions, "price-actions", _("What was decided on prices, and what it did.")),
    (week, "week", _("Who most needs your time this week, and why.")),
):
    coach.command(_name, cls=Command, help=_help)(_command)
