"""The pages: each asks the company one question and shows the answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from husay.access.role import Right
from husay.basics.calendar import BusinessCalendar
from husay.basics.problem import Mistake, mistake
from husay.book.manifest import Manifest
from husay.measures.question import Whole
from husay.store import outlooks
from husay.store.company import Company
from husay.store.goal_notices import unread
from husay.store.records.models import GoalNotice, User
from husay.store.signals.reading import signals
from husay.web.company import company
from husay.web.empty import Empty, Way
from husay.web.goal_plans.waiting import plan_news
from husay.web.pages.notes import not_understood, notes
from husay.web.pages.standing import StandingPage
from husay.words import dates
from husay.words.goal_notices import notice_words
from husay.words.milestones import news_words
from husay.words.signals import Telling, news_lines
from husay.words.wholes import read_whole, whole_name

_LONGEST_SHOWN = 40


def shell_context(manifest: Manifest, as_of: date | None = None) -> dict[str, object]:
    """What the frame of a page says: as of when, and from which snapshot."""
    return {
        "as_of": dates.day(as_of) if as_of else "",
        "facts_at": dates.moment(manifest.created),
        "snapshot": manifest.number,
    }


@require_safe
def standing(request: HttpRequest) -> HttpResponse:
    """Where we stand, at the end of the last day with a sale or of the day `on`."""
    home = company(request)
    snapshot = home.snapshot()
    first = snapshot.shape.first
    shown = shell_context(snapshot.manifest)
    if first is None:
        return render(request, "husay/pages/empty.html", shown | {"empty": nothing_yet()})
    if home.scope.sight == "volumes":
        return redirect("milestones")
    if not home.wholes():
        return render(request, "husay/pages/empty.html", shown | {"empty": of_nobody(home)})
    try:
        on = day_asked(request.GET.get("on", ""))
        whole = read_whole(request.GET.get("of", ""))
        stood = home.standing(on, snapshot.number, whole)
        if stood is None:
            raise mistake("standing-before-book", value=on, first=first)
    except Mistake as wrong:
        told = {"sentence": not_understood(), "problems": notes(wrong.problems)}
        return render(request, "husay/pages/not_told.html", shown | told)
    page = StandingPage(home, snapshot, stood)
    shown = shell_context(snapshot.manifest, stood.as_of)
    news = {} if on else {"news": milestone_news(home, snapshot.number)}
    told = {
        "told_goals": told_goals(request, home, snapshot.calendar),
        "told_signals": [] if on else told_signals(home, stood.whole),
        "plan_news": plan_news(home),
    }
    return render(request, "husay/pages/standing.html", shown | page.context() | news | told)


@dataclass(frozen=True)
class ToldGoal:
    """What the reader was told of a goal: the notice's number, and the sentence."""

    number: int
    words: str


def told_signals(home: Company, whole: Whole) -> list[str]:
    """What is falling, for the top of a first page: of the company all that is known."""
    if not home.viewer.may(Right.SEE_SIGNALS):
        return []
    found = signals(home, None if whole.scope == "company" else whole)
    return news_lines(found, Telling(home, home.snapshot().shape)) if found else []


def told_goals(request: HttpRequest, home: Company, calendar: BusinessCalendar) -> list[ToldGoal]:
    """What the reader was told of their goals, has not read and may still see."""
    if not isinstance(request.user, User):
        return []
    notices = unread(home, request.user, home.today)
    return [ToldGoal(n.pk, notice_words(n, calendar, _whose(home, n))) for n in notices]


def _whose(home: Company, notice: GoalNotice) -> str:
    """Whose goal a notice is about; '' for the reader's own."""
    return whole_name(home, Whole("unit", notice.item)) if notice.scope == "unit" else ""


def milestone_news(home: Company, which: int) -> list[str]:
    """The milestones reached of late, for the top of a first page."""
    if not home.viewer.may(Right.SEE_MILESTONES):
        return []
    found = outlooks.milestones(home, which=which)
    return [] if found is None else news_words(found, home, home.snapshot(which).calendar)


def of_nobody(home: Company) -> Empty:
    """What somebody sees who is no seller of the book and leads no unit: what has to be done."""
    person = home.viewer.person
    return Empty(
        title=_("Nothing here is yours yet"),
        text=_("Your account is open, but nobody has said who you are in the sales records. An "
               "administrator can do that in a minute.")
        if not person
        else _("The sales records have no assignment of %(person)s: no unit to lead, and nothing "
               "sold. An administrator can check it.") % {"person": person},
        steps=(
            _("Ask an administrator to open People and roles, and your name there."),
            _("A seller needs their identifier in the sales records; a manager, that or a unit."),
            _("Who should see the whole company needs another role."),
        ),
        other=Way(reverse("milestones"), _("See the milestones")),
    )  # fmt: skip


def day_asked(text: str) -> date | None:
    """A day of the address, None where it names none; raises Mistake for what is no day."""
    if not text:
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise mistake("option-date", option=_("Day"), value=text[:_LONGEST_SHOWN]) from error


def nothing_yet() -> Empty:
    """What a company without sales sees: how to begin."""
    return Empty(
        title=_("Nothing has been brought in yet"),
        text=_("Give Husay a file of what you sold, one line a row. Everything else can follow."),
        steps=(
            _("Export your invoices as CSV or Excel."),
            _("Choose the file: Husay guesses which column is which, you confirm."),
            _("See what was rejected and why; then bring it in."),
        ),
        example="invoice,date,seller,product,quantity,amount\n"
        "SI-10401,2026-11-02,E-014,COLA-15,12,6150.00",
        action=Way(reverse("bring-in"), _("Choose a file")),
    )
