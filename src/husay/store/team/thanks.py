"""Thanks, kept: everybody reads them, their author takes them back, an administrator hides what
should not stand there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.basics.problem import Mistake, mistake
from husay.coaching.areas import STAGES
from husay.store.coaching.people import day_of
from husay.store.moment import everything
from husay.store.records.alone import alone
from husay.store.records.audit import Place, note
from husay.store.records.forgetting import forgotten_people
from husay.store.records.models import TeamMember, TeamThanks
from husay.team.thanks import DAY, mistakes, why_mistakes
from husay.tracking.organisation import not_there, people_on

if TYPE_CHECKING:
    from husay.store.company import Company


@dataclass(frozen=True)
class ThanksSeen:
    """Thanks as somebody reads them. `by` is who wrote them, as the log has it (`user:7`), `to` an
    identifier of the book, `day` when that was where the company is; `why_hidden` is why they are
    hidden, for administrators and the author, to whom alone such thanks are shown."""

    number: int
    by: str
    to: str
    words: str
    stage: str
    day: date
    mine: bool
    hidden: bool
    why_hidden: str


def thanks(company: Company, newest: int | None = None) -> tuple[ThanksSeen, ...]:
    """The thanks that the viewer may read, the newest first; with `newest` at most so many."""
    company.viewer.check(Right.TAKE_PART)
    rows = TeamThanks.objects.filter(withdrawn=None)
    if not company.viewer.may(Right.MANAGE_PEOPLE):
        rows = rows.filter(hidden=None) | rows.filter(by=company.author)
    return tuple(_seen(company, row) for row in rows[:newest])


def how_often(company: Company) -> int:
    """How often colleagues have thanked each other, by what stands for everybody to read."""
    company.viewer.check(Right.TAKE_PART)
    return TeamThanks.objects.filter(withdrawn=None, hidden=None).count()


def thankable(company: Company) -> tuple[str, ...]:
    """Who can be thanked: the people of today's organisation, whatever they do, but oneself and who
    was forgotten."""
    company.viewer.check(Right.TAKE_PART)
    reader = everything(company.of_one_moment())
    there = {one.person for one in people_on(reader, company.today)}
    gone = not_there(reader, company.today)
    return tuple(sorted(there - gone - forgotten_people() - {company.viewer.person}))


def thank(
    company: Company,
    to: str,
    words: str,
    at: datetime,
    *,
    stage: str = "",
    circle: int | None = None,
    place: Place = "web",
) -> ThanksSeen:
    """Thank somebody, for help in a stage of selling or in a circle that both are in, or for
    anything. Raises Mistake with all that is wrong, and `thanks-of-nobody` for who is no user."""
    company.viewer.check(Right.TAKE_PART)
    if company.viewer.operator or not company.author.startswith("user:"):
        raise mistake("thanks-of-nobody")
    known = thankable(company)
    with alone():
        of_late = TeamThanks.objects.filter(by=company.author, at__gt=at - DAY).count()
        wrong = list(mistakes(words, to, company.viewer.person or "", known, of_late))
        if stage and stage not in STAGES:
            wrong += mistake("circle-stage", value=stage).problems
        if circle is not None and not _both(circle, (company.viewer.person or "", to)):
            wrong += mistake("circle-unknown", value=circle).problems
        if wrong:
            raise Mistake(*wrong)
        row = TeamThanks.objects.create(
            by=company.author, to=to, words=" ".join(words.split()), stage=stage,
            circle_id=circle, at=at,
        )  # fmt: skip
        _note(company, row, "thanks-given", at, place)
    return _seen(company, row)


def withdraw(company: Company, number: int, at: datetime, place: Place = "web") -> None:
    """Take one's own thanks back: the words go for good."""
    company.viewer.check(Right.TAKE_PART)
    with alone():
        row = TeamThanks.objects.filter(pk=number, withdrawn=None).first()
        if row is None or company.viewer.operator or row.by != company.author:
            raise mistake("thanks-unknown", value=number)
        row.withdrawn, row.words = at, ""
        row.save(update_fields=["withdrawn", "words"])
        _note(company, row, "thanks-withdrawn", at, place)


def hide(
    company: Company, number: int, hidden: bool, why: str, at: datetime, place: Place = "web"
) -> None:
    """Hide thanks, as an administrator who says why, or show them again."""
    company.viewer.check(Right.MANAGE_PEOPLE)
    with alone():
        row = TeamThanks.objects.filter(pk=number, withdrawn=None).first()
        if row is None or (row.hidden is not None) is hidden:
            raise mistake("thanks-unknown", value=number)
        wrong = why_mistakes(why) if hidden else ()
        if wrong:
            raise Mistake(*wrong)
        row.hidden, row.hidden_by = (at, company.author) if hidden else (None, "")
        row.hidden_why = why.strip() if hidden else ""
        row.save(update_fields=["hidden", "hidden_by", "hidden_why"])
        _note(
            company, row, "thanks-hidden" if hidden else "thanks-shown", at, place, row.hidden_why
        )


def _both(circle: int, people: Iterable[str]) -> bool:
    """Whether people are both in a circle."""
    wanted = set(people)
    rows = TeamMember.objects.filter(circle=circle, person__in=wanted, part="joined")
    return rows.count() == len(wanted) == 2


def _seen(company: Company, row: TeamThanks) -> ThanksSeen:
    mine = not company.viewer.operator and row.by == company.author
    return ThanksSeen(
        row.pk, row.by, row.to, row.words, row.stage, day_of(row.at), mine, row.hidden is not None,
        row.hidden_why,
    )  # fmt: skip


def _note(
    company: Company, row: TeamThanks, action: str, at: datetime, place: Place, reason: str = ""
) -> None:
    note(
        company.viewer, action, at=at, place=place, kind="thanks", item=str(row.pk), reason=reason,
        after={"to": row.to},
    )  # fmt: skip
