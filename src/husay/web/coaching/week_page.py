"""My week: the people who most need time, what is planned, and what is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.access.role import Right
from husay.basics.problem import Mistake
from husay.coaching.areas import STAGES, Stage
from husay.coaching.attention import Reason, chosen_by
from husay.coaching.opened_from import OpenedFrom, from_signal
from husay.coaching.plan import STATES
from husay.store.coaching.counts import Counts
from husay.store.coaching.people import names_of
from husay.store.coaching.playbook import practice
from husay.store.coaching.week import InTheWeek, Week
from husay.store.company import Company
from husay.web.empty import Empty, Way
from husay.web.leading.ways import way
from husay.words import coaching as words
from husay.words import dates
from husay.words.figure import Figure, Sentence, compose
from husay.words.format import count

_UNSEEN = 12


@dataclass(frozen=True)
class Told:
    """A reason, with the way to what it is about ('' where there is none)."""

    text: str
    url: str


@dataclass(frozen=True)
class PersonCard:
    """Somebody who needs time. `figures` and `eye` say where they are held up, as figures and as
    visits show it; `planned` that a day with them is fixed already; `plan_url` opens a plan."""

    person: str
    name: str
    reasons: list[Told]
    figures: Told
    eye: str
    agenda: list[str]
    day: date
    plan: int | None
    plan_url: str
    planned: bool


@dataclass(frozen=True)
class DateLine:
    """A day with somebody, which may be moved; `late` where it has gone by."""

    number: int
    person: str
    name: str
    kind: str
    what: str
    day: date
    said: str
    late: bool


@dataclass(frozen=True)
class DueLine:
    """Something that is due, in a plan."""

    number: int
    name: str
    text: str
    day: str
    late: bool


class WeekPage:
    """A manager's week."""

    def __init__(self, company: Company, week: Week) -> None:
        self.company, self.week = company, week
        self.names = names_of(week.team)
        self.currency = company.home.read_settings().currency

    def context(self) -> dict[str, object]:
        """For `week.html`."""
        week = self.week
        return {
            "sentence": self._sentence(),
            "empty": None if week.team else _nobody(),
            "people": [self._card(one) for one in week.people],
            "dates": [
                DateLine(
                    d.number, d.seller, self._name(d.seller), d.kind, str(words.DATE_KINDS[d.kind]),
                    d.day, f"{dates.weekday(d.day)}, {dates.day(d.day)}", d.day < week.today,
                )
                for d in week.dates
            ],
            "today": week.today.isoformat(),
            "due": self._due(),
            "unseen": [
                (person, self._name(person), _since(days))
                for person, days in week.unseen[:_UNSEEN]
            ],
            "more_unseen": max(0, len(week.unseen) - _UNSEEN),
        }  # fmt: skip

    def _sentence(self) -> Sentence:
        week = self.week
        if not week.people:
            return Sentence((_("Nobody in your team needs more of your time than the others."),))
        listed = words.joined([self._name(one.person) for one in week.people])
        text = ngettext(
            "{people} needs your time most this week.",
            "{people} need your time most this week.",
            len(week.people),
        )
        parts = compose(text, people=Figure(text=listed))
        return Sentence(parts, ((self._detail(),),))

    def _detail(self) -> str:
        planned, late = len(self.week.dates), len(self.week.overdue)
        first = ngettext("%(n)s day is planned", "%(n)s days are planned", planned)
        second = ngettext("%(n)s action is overdue", "%(n)s actions are overdue", late)
        return f"{first % {'n': count(planned)}}; {second % {'n': count(late)}}."

    def _name(self, person: str) -> str:
        return self.names.get(person) or names_of([person])[person]

    def _card(self, one: InTheWeek) -> PersonCard:
        person, reasons = one.person, one.attention.reasons
        gap = Told(words.figures_text(one.facts.gap), self._gap_url(person))
        return PersonCard(
            person, self._name(person),
            [Told(words.reason_text(r, self.currency), self._way(person, r)) for r in reasons],
            gap, words.choke_text(one.seen),
            [
                words.agenda_text(item, self._practice(item.text))
                if item.topic == "practice"
                else words.agenda_text(item)
                for item in one.agenda
            ],
            one.day, one.plan.number if one.plan else None, self._plan_url(one),
            any(d.seller == person and d.day >= self.week.today for d in self.week.dates),
        )  # fmt: skip

    def _way(self, person: str, reason: Reason) -> str:
        """To the signal or the gap that a reason is."""
        if reason.signal is not None:
            return reverse("signal", args=[reason.signal.number])
        return self._gap_url(person) if reason.gap is not None else ""

    def _gap_url(self, person: str) -> str:
        if not self.company.viewer.may(Right.COMPARE):
            return ""
        return way("ranking-gap", of=f"seller:{person}")

    def _plan_url(self, one: InTheWeek) -> str:
        """To a new plan, with what led to it, where it begins, and the days that chose them."""
        reasons, gap, choke = one.attention.reasons, one.facts.gap, one.facts.choke
        opened = OpenedFrom("week")
        if any(reason.gap is not None for reason in reasons):
            opened = OpenedFrom("gap")
        for reason in reasons:
            if reason.signal is not None:
                opened = from_signal(reason.signal.number)
                break
        stage = gap.stage if gap is not None else words.stage_of(choke) if choke else ""
        days = chosen_by(reasons)
        return way(
            "coaching-plans-new", seller=one.person, opened_from=str(opened), stage=stage,
            selected_from=days.start.isoformat() if days else "",
            selected_until=days.end.isoformat() if days else "",
        )  # fmt: skip

    def _practice(self, key: str) -> str:
        try:
            return words.said(practice(self.company, key).practice.title)
        except Mistake:
            return key

    def _due(self) -> list[DueLine]:
        today = self.week.today
        found = [
            DueLine(d.plan.number, self._name(d.plan.plan.seller), d.action.text,
                    dates.day(d.action.due), True)
            for d in self.week.overdue
        ]  # fmt: skip
        for one in self.week.follow_ups:
            due = one.plan.follow_up
            assert due is not None, "a follow-up has a day"
            text = _("Follow up on %(stage)s") % {"stage": words.STAGES[one.plan.stage]}
            name = self._name(one.plan.seller)
            found.append(DueLine(one.number, name, text, dates.day(due), due < today))
        return found


def _since(days: int | None) -> str:
    if days is None:
        return _("never")
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": count(days)}


def _nobody() -> Empty:
    return Empty(
        title=_("Nobody reports to you yet"),
        text=_("Here stand the two or three people who most need your time, and why; an agenda for "
               "each; and what is planned and due."),
        steps=(
            _("The organisation says whom you lead: assignments with the role manager."),
            _("Where it does not, an administrator can give you a unit."),
        ),
        other=Way(reverse("playbook"), _("Read the playbook")),
    )  # fmt: skip


def counts_page(found: Counts) -> dict[str, object]:
    """For `counts.html`."""
    text = ngettext(
        "{n} coaching plan is open; managers were along with {seen} of {sellers} sellers.",
        "{n} coaching plans are open; managers were along with {seen} of {sellers} sellers.",
        found.open,
    )
    parts = compose(
        text, n=Figure(text=count(found.open)), seen=Figure(text=count(found.seen)),
        sellers=Figure(text=count(found.sellers)),
    )  # fmt: skip
    detail = ngettext(
        "In the last %(days)s days %(visits)s visit or call was written down, by %(managers)s.",
        "In the last %(days)s days %(visits)s visits and calls were written down, by %(managers)s.",
        found.visits,
    ) % {
        "days": count(found.days), "visits": count(found.visits),
        "managers": _managers(found.managers),
    }  # fmt: skip
    return {
        "sentence": Sentence(parts, ((detail,),)),
        "states": [words.STATES[state] for state in STATES],
        "stages": [
            (words.STAGES[stage], [count(found.plans.get((stage, s), 0)) for s in STATES])
            for stage in _with_plans(found)
        ],
        "empty": None if found.plans else _not_yet(),
    }


def _managers(n: int) -> str:
    return ngettext("%(n)s manager", "%(n)s managers", n) % {"n": count(n)}


def _with_plans(found: Counts) -> list[Stage]:
    return [stage for stage in STAGES if any(s == stage for s, _state in found.plans)]


def _not_yet() -> Empty:
    return Empty(
        title=_("No coaching plan has been made yet"),
        text=_("Here stand how many there are, by stage and state. What is said in them stays "
               "between a seller and their manager."),
        other=Way(reverse("playbook"), _("Read the playbook")),
    )  # fmt: skip
