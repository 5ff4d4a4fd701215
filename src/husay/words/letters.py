"""Messages in sentences: as they stand in the inbox, and as they leave the application.

What leaves it has no amount of anybody's pay, goal or sales, and of persons none by name: it says
what happened, and the inbox says the rest. A mailbox, a phone's screen and a channel of a team are
read by others, too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.basics.period import Window
from husay.measures.question import Whole
from husay.store.messages.about import about
from husay.store.messages.inbox import inbox_address
from husay.store.messages.transport import Letter
from husay.words import dates
from husay.words.format import count
from husay.words.goal_notices import notice_words
from husay.words.messages import KIND_NAMES
from husay.words.milestones import percent
from husay.words.signals import Telling, plain
from husay.words.team_letters import circle_told, recognition_told
from husay.words.values import goal_window_text
from husay.words.wholes import whole_name

if TYPE_CHECKING:
    from husay.basics.calendar import BusinessCalendar
    from husay.store.company import Company
    from husay.store.records.models import GoalNotice, Message, User
    from husay.tracking.signals.series import Series

Told = tuple[str, str]
"""What a message says in the inbox, and what it says outside."""


class Words:
    """Puts messages into words for whoever `company` is opened for, in the language spoken now."""

    def __init__(self, company: Company, messages: Sequence[Message]) -> None:
        self.company, self.about = company, about(company, messages)
        self.telling = Telling(company, self.about.shape)

    def inside(self, message: Message) -> str:
        """A message as it stands in the inbox."""
        return self._told(message)[0].replace("\u00a0", " ")

    def outside(self, message: Message) -> str:
        """A message as it leaves the application."""
        return self._told(message)[1].replace("\u00a0", " ")

    def _told(self, message: Message) -> Told:
        return _BY_KIND[message.kind](self, message)


def compose(company: Company, user: User, form: str, messages: Sequence[Message]) -> Letter:
    """Messages as one letter to a user, in their language (`husay.store.messages.sending`)."""
    settings = company.home.read_settings()
    with translation.override(user.language or settings.language):
        return letter(company, form, messages, inbox_address(), settings.name)


def letter(
    company: Company, form: str, messages: Sequence[Message], inbox: str, name: str
) -> Letter:
    """Messages as one letter; `inbox` is the address of the inbox, '' where nobody said it, `name`
    what the company is called."""
    words = Words(company, messages)
    by_kind: dict[str, list[str]] = {}
    for one in messages:
        by_kind.setdefault(one.kind, []).append(words.outside(one))
    subject = _subject(form, messages, words, name)
    paragraphs = [
        "\n".join((str(KIND_NAMES[kind]), *(f"- {line}" for line in dict.fromkeys(lines))))  # type: ignore[index]
        for kind, lines in by_kind.items()
    ]
    more = (
        _("The rest stands in your inbox: %(inbox)s") % {"inbox": inbox}
        if inbox
        else _("The rest stands in your inbox, in Husay.")
    )
    end = _("What reaches you, and when, you choose there.")
    text = "\n\n".join((*paragraphs, f"{more}\n{end}"))
    return Letter(subject, text, f"{subject} {inbox}".strip())


def _subject(form: str, messages: Sequence[Message], words: Words, name: str) -> str:
    """One message is its own subject; of several it says how many they are."""
    if len(messages) == 1 and form == "now":
        said = words.outside(messages[0])
    else:
        told = {"n": count(len(messages))}
        if form == "daily":
            said = ngettext("Today: %(n)s message", "Today: %(n)s messages", len(messages)) % told
        elif form == "weekly":
            said = ngettext(
                "This week: %(n)s message", "This week: %(n)s messages", len(messages)
            ) % told  # fmt: skip
        else:
            said = ngettext("%(n)s message", "%(n)s messages", len(messages)) % told
    return " ".join(f"{name}: {said}".split())


def _goal(words: Words, message: Message) -> Told:
    notice = message.notice
    assert notice is not None, "it is of a goal"
    calendar = words.about.calendar
    who = whole_name(words.about, Whole("unit", notice.item)) if notice.scope == "unit" else ""
    return notice_words(notice, calendar, who), _goal_outside(notice, calendar, who)


def _goal_outside(notice: GoalNotice, calendar: BusinessCalendar, who: str) -> str:
    days = Window(notice.starts, notice.ends)
    told = {"window": goal_window_text(days, notice.kind, calendar), "who": who}
    if notice.reason == "expected":
        if who:
            return _("%(who)s: the goal for %(window)s is there.") % told
        return _("Your goal for %(window)s is there.") % told
    if who:
        return _("%(who)s: the odds of the goal for %(window)s have changed.") % told
    return _("The odds of your goal for %(window)s have changed.") % told


def _milestone(words: Words, message: Message) -> Told:
    what = message.what
    days = Window(_day(what["starts"]), _day(what["ends"]))
    share = Fraction(what["share"])
    told = {
        "who": whole_name(words.about, Whole(what["scope"], what["item"])),
        "window": goal_window_text(days, what["window"], words.about.calendar),
        "share": percent(share), "day": dates.day_month(_day(what["reached"])),
    }  # fmt: skip
    said = (
        _("%(who)s has reached the goal of %(window)s, on %(day)s.")
        if share >= 1
        else _("%(who)s has reached %(share)s of the goal of %(window)s, on %(day)s.")
    ) % told
    return said, said


def _signal(words: Words, message: Message) -> Told:
    signal = words.about.signals[message.what["signal"]].signal
    telling = words.telling
    told = {
        "who": _whose(words.company, signal.series, telling),
        "what": telling.what(signal.series).lower(), "since": dates.day(signal.since),
    }  # fmt: skip
    falls = _("%(who)s: %(what)s is below what was expected, since about %(since)s.")
    rises = _("%(who)s: %(what)s is above what was expected, since about %(since)s.")
    outside = (falls if signal.direction == "fall" else rises) % told
    return plain(telling.sentence(signal)), outside


def _whose(company: Company, series: Series, telling: Telling) -> str:
    """Whose a series is, without anybody's name."""
    if series.scope != "seller":
        return telling.who(series)
    return _("You") if series.item == company.viewer.person else _("Somebody whom you lead")


def _action(words: Words, message: Message) -> Told:
    row = words.about.actions[message.what["action"]]
    told = {"day": dates.day(row.due), "text": row.text}
    outside = _("Something agreed in coaching is due on %(day)s.") % told
    if row.who == "seller":
        return _("Due on %(day)s: %(text)s") % told, outside
    told["who"] = words.about.people[row.plan.seller]
    return _("Due on %(day)s, with %(who)s: %(text)s") % told, outside


def _statement(_words: Words, message: Message) -> Told:
    period = dates.span(_day(message.what["starts"]), _day(message.what["ends"]))
    said = _("Your statement of pay for %(period)s is ready.") % {"period": period}
    return said, said


def _question(_words: Words, message: Message) -> Told:
    what = message.what
    told = {"number": what["question"], "day": dates.day(_day(what["due"]))}
    if what["asks"]:
        said = {
            "ask": _("Question %(number)s about pay waits for an answer until %(day)s."),
            "reopen": _("Question %(number)s about pay is open again, until %(day)s."),
            "take": _("Question %(number)s about pay is yours to answer until %(day)s."),
        }.get(what["act"], _("Something was added to question %(number)s about pay."))
    elif what["act"] == "answer":
        said = _("Question %(number)s about pay was answered.")
    else:
        said = _("Something was said to question %(number)s about pay.")
    return said % told, said % told


def _day(text: object) -> date:
    return date.fromisoformat(str(text))


_BY_KIND: Mapping[str, Callable[[Words, Message], Told]] = {
    "goal": _goal, "milestone": _milestone, "signal": _signal, "action": _action,
    "statement": _statement, "question": _question, "recognition": recognition_told,
    "circle": circle_told,
}  # fmt: skip
