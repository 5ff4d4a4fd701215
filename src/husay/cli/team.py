"""`husay team`: pairs and circles, what they wrote, what is recognised, and thanks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from husay.cli import asking
from husay.cli.named import named_person
from husay.cli.program import Command, Group
from husay.cli.session import now, session
from husay.cli.texts import marked as _
from husay.coaching.areas import STAGES
from husay.team.circle import WEEKS

if TYPE_CHECKING:
    from husay.store.company import Company
    from husay.store.team.circles import CircleSeen

team = typer.Typer(
    cls=Group,
    help=_("The team: who brings whom along, what is recognised, and thanks."),
    no_args_is_help=True,
    rich_markup_mode=None,
)

Number = Annotated[int, typer.Argument(metavar="N", help=_("A pair’s or circle’s number."))]
_STAGES = "|".join(STAGES)
StageOption = Annotated[
    str | None, typer.Option("--stage", metavar=_STAGES, help=_("The stage that it is about."))
]


def circles(context: typer.Context, form: asking.ListFormat = "table") -> None:
    """List the pairs and circles that you are in, or whose people you lead."""
    company = _company(context, form)
    from husay.store.team.circles import circles as found_circles

    _show(found_circles(company), form)


def propose(context: typer.Context, form: asking.ListFormat = "table") -> None:
    """Propose whom of your people to bring along by whom, in what, and why."""
    company = _company(context, form, coaches=True)
    from husay.cli.writing import write
    from husay.store.coaching.people import names_of
    from husay.store.team.proposing import propose as found_proposals
    from husay.words.team_report import proposals_report

    found = found_proposals(company)
    people = [p for one in found.found for p in (one.shower, *(x.person for x in one.learners))]
    currency = company.home.read_settings().currency
    write(proposals_report(found, names_of(people), currency), form)


def assign(
    context: typer.Context,
    stage: Annotated[str, typer.Argument(metavar=_STAGES, help=_("The stage that it is about."))],
    shower: Annotated[str, typer.Argument(metavar="SHOWER", help=_("Who shows it."))],
    learners: Annotated[list[str], typer.Argument(metavar="LEARNER…", help=_("Who learns."))],
    starts: Annotated[
        str | None,
        typer.Option("--from", metavar="DAY", help=_("The first meeting. Default: in a week.")),
    ] = None,
    weeks: Annotated[
        int, typer.Option("--weeks", metavar="N", help=_("For so many weeks, once in each."))
    ] = WEEKS,
    form: asking.ListFormat = "table",
) -> None:
    """Ask people whom you lead to meet as a pair or circle."""
    company = _company(context, form, coaches=True)
    from husay.cli.standing import named_day
    from husay.store.team.choosing import days_of_choice
    from husay.store.team.circles import assign as assigned
    from husay.team.circle import WEEK, Circle

    circle = Circle(
        stage=stage, shower=shower, learners=tuple(learners),
        starts=named_day(starts) or company.today + WEEK, weeks=weeks,
    )  # fmt: skip
    selected = days_of_choice(company, circle)
    _show((assigned(company, circle, now(), selected=selected, place="cli"),), form)


def answer(
    context: typer.Context,
    number: Number,
    decline: Annotated[
        str | None,
        typer.Option("--decline", metavar="WHY", help=_("Decline, or leave it, and say why.")),
    ] = None,
    form: asking.ListFormat = "table",
) -> None:
    """Join a pair or circle that you are asked to, or decline it."""
    company = _company(context, form)
    from husay.store.team.circles import answer as answered

    _show((answered(company, number, decline is None, decline or "", now(), "cli"),), form)


def log(context: typer.Context, number: Number, form: asking.ListFormat = "table") -> None:
    """Show what was written at the meetings of a pair or circle, as far as you may read it."""
    company = _company(context, form)
    from husay.cli.writing import write
    from husay.store.coaching.people import names_of
    from husay.store.team.circles import one_circle
    from husay.store.team.meetings import pages
    from husay.words.team_report import log_report

    found = pages(company, one_circle(company, number))
    write(log_report(found, names_of(one.person for one in found)), form)


def recognition(
    context: typer.Context,
    days: Annotated[
        int, typer.Option("--days", metavar="N", min=1, help=_("Of the last so many days."))
    ] = 60,
    form: asking.ListFormat = "table",
) -> None:
    """List what was done well lately; figures of a person stand there for who may see them."""
    company = _company(context, form).of_one_moment()
    from datetime import timedelta

    from husay.cli.writing import write
    from husay.store.coaching.people import names_of
    from husay.store.moment import everything
    from husay.store.team.recognitions import recognised_of_late
    from husay.words.team_report import names_wanted, recognition_report

    found = recognised_of_late(company, company.today - timedelta(days=min(days, 36_500)))
    names, currency = names_of(names_wanted(found)), company.home.read_settings().currency
    calendar = everything(company).calendar
    write(recognition_report(found, names, company, calendar, currency), form)


def thank(
    context: typer.Context,
    to: Annotated[str, typer.Argument(metavar="PERSON", help=_("Whom."))],
    words: Annotated[str, typer.Argument(metavar="TEXT", help=_("For what; all can read it."))],
    stage: StageOption = None,
    form: asking.ListFormat = "table",
) -> None:
    """Thank a colleague, where everybody can read it."""
    company = _company(context, form)
    from husay.store.team.thanks import thank as thanked

    thanked(company, named_person(company, to), words, now(), stage=stage or "", place="cli")
    _thanks(company, form)


def thanks(context: typer.Context, form: asking.ListFormat = "table") -> None:
    """List what colleagues thank each other for."""
    _thanks(_company(context, form), form)


def effect(
    context: typer.Context, form: asking.Format = "table", target: asking.Output = None
) -> None:
    """What pairs and circles did, apart from plans; or that it is too early to say."""
    from husay.access.role import SEES_EFFECTS
    from husay.cli.writing import check_format, write

    check_format(form, target=target)
    company = session(context).company(*SEES_EFFECTS)
    from husay.store.coaching.effects import circle_effects
    from husay.words.coaching_effects import effects_report

    write(effects_report(circle_effects(company), of_circles=True), form, target)


def _company(context: typer.Context, form: str, *, coaches: bool = False) -> Company:
    """The company for who takes part, or coaches; the format is looked at before any work."""
    from husay.access.role import Right
    from husay.cli.writing import LIST_FORMATS, check_format

    check_format(form, LIST_FORMATS)
    return session(context).company(Right.COACH if coaches else Right.TAKE_PART)


def _show(found: tuple[CircleSeen, ...], form: str) -> None:
    from husay.cli.writing import write
    from husay.store.coaching.people import names_of
    from husay.words.team_report import circles_report

    names = names_of(person for one in found for person in one.circle.people)
    write(circles_report(found, names), form)


def _thanks(company: Company, form: str) -> None:
    from husay.cli.writing import write
    from husay.store.coaching.people import names_of
    from husay.store.records.users import actor_names
    from husay.store.team.thanks import thanks as found_thanks
    from husay.words.team_report import thanks_report

    found = found_thanks(company)
    names = names_of(one.to for one in found)
    write(thanks_report(found, names, actor_names(one.by for one in found)), form)


for _command, _name, _help in (
    (circles, "circles", _("List the pairs and circles that you are in or lead.")),
    (propose, "propose", _("Propose whom to bring along by whom, and why.")),
    (assign, "assign", _("Ask people to meet as a pair or circle.")),
    (answer, "answer", _("Join a pair or circle, or decline it.")),
    (log, "log", _("What was written at the meetings of one.")),
    (effect, "effect", _("What pairs and circles did, apart from plans.")),
    (recognition, "recognition", _("What was done well lately.")),
    (thank, "thank", _("Thank a colleague.")),
    (thanks, "thanks", _("What colleagues thank each other for.")),
):
    team.command(_name, cls=Command, help=_help)(_command)
