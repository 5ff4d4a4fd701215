"""My week: the people who most need time, what is planned, and what is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.basics.problem import Mistake
from husay.coaching.areas import STAGES, Stage
from husay.coaching.plan import STATES
from husay.store.coaching.counts import Counts
from husay.store.coaching.people import names_of
from husay.store.coaching.playbook import practice
from husay.store.coaching.week import InTheWeek, Week
from husay.store.company import Company
from husay.web.empty import Empty, Way
from husay.words import coaching as words
from husay.words import dates
from husay.words.figure import Figure, Sentence, compose
from husay.words.format import count

_UNSEEN = 12


@dataclass(frozen=True)
class PersonCard:
    """Somebody who needs time. `planned` says that a day with them is fixed already."""

    person: str
    name: str
    reasons: list[str]
    agenda: list[str]
    day: date
    plan: int | None
    stage: str
    opened_from: str
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
        gap, choke = one.facts.gap, one.facts.choke
        reasons = one.attention.reasons
        opened, stage = "", ""
        if any(reason.code == "signal" for reason in reasons):
            opened = f"signal:{next(r.about for r in reasons if r.code == 'signal')}"
        if gap is not None and any(reason.code == "gap" for reason in reasons):
            opened, stage = opened or "gap", gap.stage
        elif choke is not None:
            stage = words.stage_of(choke)
        return PersonCard(
            one.person, self._name(one.person),
            [words.reason_text(reason, self.currency) for reason in reasons],
            [
                words.agenda_text(item, self._practice(item.text))
                if item.topic == "practice"
                else words.agenda_text(item)
                for item in one.agenda
            ],
            one.day, one.plan.number if one.plan else None, stage, opened,
            any(d.seller == one.person and d.day >= self.week.today for d in self.week.dates),
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
