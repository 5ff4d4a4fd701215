"""The inbox as it is shown: each message in a sentence, with the page that it leads to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from husay.access.role import Right
from husay.store.company import Company
from husay.store.messages.choices import troubles
from husay.store.records.models import Message
from husay.web.empty import Empty, Way
from husay.words import dates
from husay.words.figure import Sentence
from husay.words.letters import Words
from husay.words.messages import KIND_NAMES, inbox_sentence, trouble_text


@dataclass(frozen=True)
class Line:
    """A message in a list."""

    number: int
    kind: str
    text: str
    when: str
    at: datetime
    way: Way
    unread: bool


def inbox_context(company: Company, found: Sequence[Message]) -> dict[str, object]:
    """For `inbox.html`."""
    words = Words(company, found)
    lines = [_line(company, words, one) for one in found]
    unread = [line for line in lines if line.unread]
    context: dict[str, object] = {
        "sentence": Sentence((inbox_sentence(len(unread), len(lines)),)),
        "unread": unread, "before": [line for line in lines if not line.unread],
        "troubles": [trouble_text(row) for row in troubles(company)],
    }  # fmt: skip
    if not lines:
        context["empty"] = Empty(
            title=_("What you are told stands here"),
            text=_("News of your goals, milestones, signals, coaching, pay and thanks: each in a "
                   "sentence that leads to where the rest is."),
            steps=(
                _("You need do nothing: after each import, and whenever somebody acts, it comes by "
                  "itself."),
                _("Choose what is sent on to your e-mail, Slack, Teams, Viber or phone, and when."),
            ),
            action=Way(reverse("inbox-choices"), _("Choose what reaches you")),
        )  # fmt: skip
    return context


def _line(company: Company, words: Words, one: Message) -> Line:
    kind = str(KIND_NAMES[one.kind])  # type: ignore[index]
    return Line(
        one.pk, kind, words.inside(one), dates.moment(one.made), one.made, way_of(company, one),
        one.read is None,
    )  # fmt: skip


def way_of(company: Company, one: Message) -> Way:
    """The page that a message leads to."""
    what = one.what
    match one.kind:
        case "goal":
            notice = one.notice
            assert notice is not None, "it is of a goal"
            query = urlencode({"of": f"{notice.scope}:{notice.item}"})
            return Way(f"{reverse('goals')}?{query}", _("To the goal"))
        case "milestone":
            return Way(reverse("milestones"), _("To the milestones"))
        case "signal":
            return Way(reverse("signal", args=[what["signal"]]), _("To the signal"))
        case "action" if company.viewer.may(Right.COACH):
            return Way(reverse("coaching-plan", args=[what["plan"]]), _("To the plan"))
        case "action":
            return Way(reverse("me-plan"), _("To my plan"))
        case "statement":
            query = urlencode({"person": company.viewer.person or ""})
            url = reverse("pay-statement", args=[what["run"]])
            return Way(f"{url}?{query}", _("To the statement"))
        case "question":
            url = reverse("pay-questions-question", args=[what["question"]])
            return Way(url, _("To the question"))
        case "recognition" if "thanks" in what:
            return Way(reverse("team-thanks"), _("To the thanks"))
        case "recognition":
            return Way(reverse("team"), _("To the team"))
        case "circle":
            return Way(reverse("team-circle", args=[what["circle"]]), _("To the circle"))
    raise AssertionError(f"{one.kind} leads nowhere")
