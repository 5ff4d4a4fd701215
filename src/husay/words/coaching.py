"""The words of coaching: areas, stages, scores, states, and why somebody needs time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from husay.coaching.agenda import Item
from husay.coaching.areas import STAGE_OF, Area, Stage
from husay.coaching.attention import NamedGap, OpenSignal, Reason
from husay.coaching.mentor import Near
from husay.coaching.plan import State
from husay.coaching.practice import Said
from husay.coaching.scores import Agreement, Choke, NotYet
from husay.words import dates
from husay.words.format import count, money, number
from husay.words.outlook import odds_share
from husay.words.terms import measure_term

if TYPE_CHECKING:
    from fractions import Fraction

    from husay.words.term import Text

AREAS: Mapping[Area, Text] = {
    "prospecting": gettext_lazy("Prospecting"),
    "presenting": gettext_lazy("Presenting"),
    "closing": gettext_lazy("Closing"),
    "pricing": gettext_lazy("Pricing"),
    "account_growth": gettext_lazy("Account growth"),
}

STAGES: Mapping[Stage, Text] = {
    "prospecting": gettext_lazy("prospecting"),
    "meetings": gettext_lazy("meetings and presenting"),
    "closing": gettext_lazy("closing"),
    "deal_value": gettext_lazy("deal value"),
    "price": gettext_lazy("price"),
    "cycle": gettext_lazy("cycle time"),
    "account_growth": gettext_lazy("account growth"),
}

STATES: Mapping[State, Text] = {
    "planned": gettext_lazy("planned"),
    "running": gettext_lazy("running"),
    "done": gettext_lazy("done"),
    "stopped": gettext_lazy("stopped"),
}

STATE_MARKS: Mapping[State, str] = {
    "planned": "late", "running": "wait", "done": "good", "stopped": "bad",
}  # fmt: skip
"""The shape beside a state's word."""

SCORES: Mapping[int | None, Text] = {
    None: gettext_lazy("No occasion"),
    1: gettext_lazy("Not seen"),
    2: gettext_lazy("Began"),
    3: gettext_lazy("Well"),
    4: gettext_lazy("Could teach it"),
}

KINDS: Mapping[str, Text] = {"visit": gettext_lazy("Visit"), "call": gettext_lazy("Call")}
DATE_KINDS: Mapping[str, Text] = {
    "visit": gettext_lazy("Joint visit"),
    "one-to-one": gettext_lazy("One-to-one"),
}
WHO: Mapping[str, Text] = {"seller": gettext_lazy("Seller"), "manager": gettext_lazy("Manager")}
NEAR: Mapping[Near, Text] = {
    "team": gettext_lazy("in the same team"),
    "division": gettext_lazy("in the same division"),
    "area": gettext_lazy("in the same area"),
    "far": gettext_lazy("elsewhere"),
}


def language() -> str:
    """The reader's language, as the playbook has it: `en` or `fil`."""
    return "fil" if (get_language() or "en").split("-")[0] == "fil" else "en"


def said(text: Said) -> str:
    """A text of the playbook in the reader's language, else in the other one."""
    return text.text(language())


def score_text(score: int | None) -> str:
    """A score in a word."""
    return str(SCORES.get(score, score))


def figures_text(gap: NamedGap | None) -> str:
    """Where figures show that somebody is held up, or that they cannot say so."""
    if gap is None:
        return _("cannot say yet, or nothing stands out")
    return _("%(stage)s, %(odds)s sure") % {
        "stage": _stage(gap.stage), "odds": odds_share(gap.chance),
    }  # fmt: skip


def mean_text(mean: Fraction) -> str:
    """A mean score: '2.4 of 4'."""
    tenths = round(mean * 10_000)
    return _("%(score)s of 4") % {"score": number(tenths, places=1)}


def reason_text(reason: Reason, currency: str = "") -> str:
    """Why somebody needs time."""
    figure = reason.figure
    if reason.code == "visit":
        days = figure or 0
        text = ngettext("Nobody was along for %(n)s day.", "Nobody was along for %(n)s days.", days)
        return text % {"n": count(days)}
    if reason.code == "actions":
        text = ngettext("%(n)s action is overdue.", "%(n)s actions are overdue.", figure or 0)
        return text % {"n": count(figure or 0)}
    if reason.code == "goal":
        return _("The goal is %(chance)s likely to be reached.") % {
            "chance": odds_share(figure or 0)
        }
    if reason.signal is not None:
        return _signal_text(reason.signal, currency)
    if reason.gap is not None:
        return gap_text(reason.gap, currency)
    return _plain(reason)


def _signal_text(signal: OpenSignal, currency: str) -> str:
    """'Revenue has fallen since about 13 Apr 2026: ₱40 K a month at stake.'"""
    if signal.days is None:
        return _("A signal is open.")
    told = {
        "what": str(measure_term(signal.measure).label), "since": dates.day(signal.days.start),
        "money": money(abs(signal.money or 0), currency),
    }  # fmt: skip
    if signal.money is None:
        text = _("%(what)s: risen since about %(since)s.") if signal.rises else _(
            "%(what)s: fallen since about %(since)s."
        )  # fmt: skip
        return text % told
    text = _("%(what)s: risen since about %(since)s, %(money)s a month at stake.")
    if not signal.rises:
        text = _("%(what)s: fallen since about %(since)s, %(money)s a month at stake.")
    return text % told


def gap_text(gap: NamedGap, currency: str) -> str:
    """Where figures say that somebody is held up, how sure that is and what it costs."""
    told = {
        "stage": _stage(gap.stage), "odds": odds_share(gap.chance),
        "money": money(abs(gap.money or 0), currency),
    }  # fmt: skip
    if gap.money is None:
        return _("Figures show it is held up in %(stage)s (%(odds)s sure).") % told
    return _("Figures show it is held up in %(stage)s (%(odds)s sure): %(money)s a month less than "
             "usual.") % told  # fmt: skip


def _plain(reason: Reason) -> str:
    texts = {
        "follow-up": _("A follow-up is due."),
        "never-visited": _("Nobody has been along yet."),
        "choke": _("Visits show it is held up in %(area)s.")
        % {"area": str(AREAS.get(reason.about, reason.about)).lower()},  # type: ignore[call-overload]
    }
    return texts[reason.code]


def _stage(stage: str) -> str:
    return str(STAGES.get(stage, stage))  # type: ignore[call-overload]


def agenda_text(item: Item, practice: str = "") -> str:
    """A line of an agenda; `practice` is the title of the one that it names."""
    if item.topic == "reason" and item.reason is not None:
        return _topic(item.reason)
    if item.topic == "actions":
        text = ngettext(
            "Look at the %(n)s open action together.",
            "Look at the %(n)s open actions together.",
            item.count,
        )
        return text % {"n": count(item.count)}
    texts = {
        "went-well": _("What went well since last time: %(text)s")
        if item.text
        else _("What went well since last time?"),
        "work-on": _("Last time it was: %(text)s"),
        "practice": _("Try it together: %(text)s"),
        "agree": _("Agree on one thing to do, and on a day."),
    }
    return texts[item.topic] % {"text": practice or item.text}


def _topic(reason: Reason) -> str:
    """What to talk of for a reason: never the figure again, but what can be done about it."""
    texts = {
        "signal": _("What has changed, and since when? Who else noticed?"),
        "gap": _("Where it stops: %(stage)s. Look at three real cases together.")
        % {"stage": _stage(reason.about)},
        "goal": _("What stands between here and the goal: which deals decide it?"),
        "choke": _("Practise it together: %(area)s.")
        % {"area": str(AREAS.get(reason.about, reason.about)).lower()},  # type: ignore[call-overload]
    }
    return texts[reason.code]


def choke_text(found: Choke | NotYet) -> str:
    """Where somebody is held up, as managers saw it, or what is missing to say so."""
    if isinstance(found, Choke):
        text = ngettext(
            "Held up in %(area)s: lowest in %(n)s visit, beyond chance.",
            "Held up in %(area)s: lowest in %(n)s visits, beyond chance.",
            found.visits,
        )
        return text % {"area": str(AREAS[found.area]).lower(), "n": count(found.visits)}
    if found.more is None:
        return _("The areas are alike: none of them stands out.")
    text = ngettext(
        "Not enough visits yet to say where: %(n)s more.",
        "Not enough visits yet to say where: %(n)s more.",
        found.more,
    )
    return text % {"n": count(found.more)}


def agreement_text(found: Agreement) -> str:
    """Whether managers see the same."""
    if found.verdict == "yet":
        text = ngettext(
            "Whether managers agree is not known yet: %(n)s more score in common.",
            "Whether managers agree is not known yet: %(n)s more scores in common.",
            found.more,
        )
        return text % {"n": count(found.more)}
    apart = number(round((found.difference or 0) * 10_000), places=1)
    if found.verdict == "agree":
        text = _("Managers agree: of %(n)s scores in common they are %(apart)s steps apart.")
    else:
        text = _("Managers do not agree: of %(n)s scores in common they are %(apart)s steps apart. "
                 "Go along together once, and compare.")  # fmt: skip
    return text % {"n": count(found.pairs), "apart": apart}


def joined(names: Sequence[str]) -> str:
    """'Ana, Ben and Cel'."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def stage_of(area: Area) -> Stage:
    """The stage that is worked on where an area holds somebody back."""
    return STAGE_OF[area]
