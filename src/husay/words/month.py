"""A month's story in words: a sentence for each step, and a line for whatever waits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from husay.access.role import Role
from husay.loop import Raised, Run, Step, Told, Waits, Whom
from husay.words import dates
from husay.words.coaching import joined, reason_text
from husay.words.format import count
from husay.words.roles import ROLE_NAMES
from husay.words.standing import standing_sentence
from husay.words.values import window_text

if TYPE_CHECKING:
    from husay.basics.period import Window
    from husay.coaching.attention import Attention
    from husay.loop import BroughtIn, Caught
    from husay.tracking.standing import Standing
    from husay.words.term import Text

Names = Mapping[str, str]

TITLES: Mapping[Step, Text] = {
    "bring-in": pgettext_lazy("step of the month", "Bring in"),
    "set": pgettext_lazy("step of the month", "Set goals"),
    "track": pgettext_lazy("step of the month", "Track"),
    "catch": pgettext_lazy("step of the month", "Catch"),
    "coach": pgettext_lazy("step of the month", "Coach"),
    "pay": pgettext_lazy("step of the month", "Pay"),
    "raise": pgettext_lazy("step of the month", "Raise the bar"),
}

QUESTIONS: Mapping[Step, Text] = {
    "bring-in": gettext_lazy("What was sold?"),
    "set": gettext_lazy("What must we sell, and who carries which part?"),
    "track": gettext_lazy("Where do we stand?"),
    "catch": gettext_lazy("What has started to fall?"),
    "coach": gettext_lazy("Who needs time, and on what?"),
    "pay": gettext_lazy("What has each earned?"),
    "raise": gettext_lazy("What is the next fair goal?"),
}

WHOM: Mapping[Whom, Text] = {
    "owner": gettext_lazy("Whose goals they are"),
    "seller": ROLE_NAMES[Role.SELLER],
    "manager": ROLE_NAMES[Role.MANAGER],
    "executive": ROLE_NAMES[Role.EXECUTIVE],
    "compensation": ROLE_NAMES[Role.COMPENSATION],
    "administrator": ROLE_NAMES[Role.ADMINISTRATOR],
}


def month_sentence(month: Window, told: Iterable[Told], *, everybody: bool = False) -> str:
    """What a month comes to for whoever asks: how much waits for them, or for `everybody`."""
    waits = [one for step in told for one in step.waits]
    mine = sum(one.mine for one in waits)
    when = window_text(month)
    if everybody:
        text = ngettext("In %(month)s %(n)s thing waits for somebody.",
                        "In %(month)s %(n)s things wait for somebody.", len(waits))  # fmt: skip
        return text % {"month": when, "n": count(len(waits))}
    if not mine:
        return _("In %(month)s nothing waits for you.") % {"month": when}
    text = ngettext("In %(month)s %(n)s thing waits for you.",
                    "In %(month)s %(n)s things wait for you.", mine)  # fmt: skip
    return text % {"month": when, "n": count(mine)}


def step_sentence(told: Told, month: Window, names: Names, who: str = "") -> str:
    """What a step found, in one sentence; of one that could not be done, that it could not. `who`
    names whose standing it is, where it is neither the company's nor one's own."""
    if told.found is None and told.problems:
        return _("This could not be done.")
    if told.step == "track":
        return _tracked(told.found, month, who)  # type: ignore[arg-type]
    return _SENTENCES[told.step](told.found, month, told, names)


def _brought(found: Sequence[BroughtIn], month: Window, told: Told, names: Names) -> str:
    if not found:
        return _("Nothing new has come in.")
    return " ".join(_one_import(one) for one in found)


def _one_import(one: BroughtIn) -> str:
    said = {"source": one.source, "new": count(one.new), "changed": count(one.changed)}
    if not one.done:
        return _("“%(source)s” could not be brought in.") % said
    if not one.new and not one.changed:
        return _("“%(source)s” brought nothing new.") % said
    return _("“%(source)s” brought in new rows: %(new)s; changed: %(changed)s.") % said


def _set(found: int, month: Window, told: Told, names: Names) -> str:
    said = {"month": window_text(month), "n": count(found)}
    if not found:
        return _("No sales goal is published for %(month)s.") % said
    text = ngettext("%(n)s sales goal is published for %(month)s.",
                    "%(n)s sales goals are published for %(month)s.", found)  # fmt: skip
    return text % said


def _tracked(found: Standing | None, month: Window, who: str) -> str:
    if found is None:
        return _("No sales of yours are known in %(month)s.") % {"month": window_text(month)}
    return standing_sentence(found, who=who).text


def _caught(found: Caught | None, month: Window, told: Told, names: Names) -> str:
    if found is None:
        return _("Nothing has been looked at yet: each import is followed by a look.")
    day = dates.day(found.as_of)
    if not found.falls:
        return _("Nothing falls below what was to be expected, as of %(day)s.") % {"day": day}
    text = ngettext("%(n)s signal is open as of %(day)s.",
                    "%(n)s signals are open as of %(day)s.", found.falls)  # fmt: skip
    return text % {"day": day, "n": count(found.falls)}


def _coached(
    found: Mapping[str, Sequence[Attention]], month: Window, told: Told, names: Names
) -> str:
    if not found:
        return _left_to_do(told)
    turns = [one for some in found.values() for one in some]
    if not turns:
        return _("Nobody needs more time than the others.")
    if len(found) == 1:
        listed = joined([names.get(one.person, one.person) for one in turns])
        return _("These need time most: %(people)s.") % {"people": listed}
    text = ngettext("%(n)s person needs time most, in %(teams)s teams.",
                    "%(n)s people need time most, in %(teams)s teams.", len(turns))  # fmt: skip
    return text % {"n": count(len(turns)), "teams": count(len(found))}


def _left_to_do(told: Told) -> str:
    if not told.waits:
        return _("Nothing that was agreed on waits for you.")
    text = ngettext("%(n)s thing that was agreed on is still to be done.",
                    "%(n)s things that were agreed on are still to be done.",
                    len(told.waits))  # fmt: skip
    return text % {"n": count(len(told.waits))}


def _paid(found: Sequence[Run], month: Window, told: Told, names: Names) -> str:
    if found:
        drafts = sum(one.state in ("draft", "calculated") for one in found)
        text = ngettext("%(n)s pay run ends in %(month)s; drafts: %(drafts)s.",
                        "%(n)s pay runs end in %(month)s; drafts: %(drafts)s.",
                        len(found))  # fmt: skip
        said = {"n": count(len(found)), "month": window_text(month), "drafts": count(drafts)}
        return text % said
    if any(one.what == "run" for one in told.waits):
        return _("No pay run of %(month)s yet; earlier ones wait.") % {"month": window_text(month)}
    if not told.waits:
        return _("Nothing about pay waits.")
    text = ngettext("%(n)s thing about pay waits.", "%(n)s things about pay wait.",
                    len(told.waits))  # fmt: skip
    return text % {"n": count(len(told.waits))}


def _raised(found: Sequence[Raised], month: Window, told: Told, names: Names) -> str:
    if not found:
        return _("No published plan of goals has come far enough to ask for more.")
    return " ".join(_one_raised(one) for one in found)


def _one_raised(one: Raised) -> str:
    text = ngettext("“%(plan)s”: %(n)s next goal can be asked from %(day)s on.",
                    "“%(plan)s”: %(n)s next goals can be asked from %(day)s on.",
                    one.bars)  # fmt: skip
    more = ngettext("%(n)s of them asks for more.", "%(n)s of them ask for more.", one.raised)
    if not one.raised:
        more = _("None of them asks for more yet.")
    said = {"plan": one.plan, "n": count(one.bars), "day": dates.day(one.begins)}
    return f"{text % said} {more % {'n': count(one.raised)}}"


_SENTENCES: Mapping[Step, Callable[[Any, Window, Told, Names], str]] = {
    "bring-in": _brought, "set": _set, "catch": _caught, "coach": _coached,
    "pay": _paid, "raise": _raised,
}  # fmt: skip

_RUNS: Mapping[str, Text] = {
    "calculate": gettext_lazy("%(plan)s, %(days)s: to be worked out again"),
    "review": gettext_lazy("%(plan)s, %(days)s: to be reviewed"),
    "approve": gettext_lazy("%(plan)s, %(days)s: to be approved"),
    "release": gettext_lazy("%(plan)s, %(days)s: to be released"),
    "pay": gettext_lazy("%(plan)s, %(days)s: to be paid"),
}


def whys(told: Iterable[Told], currency: str) -> dict[str, str]:
    """Why somebody needs time, by who it is: the weightiest reason."""
    turns = (one.found for one in told if one.step == "coach" and isinstance(one.found, dict))
    return {
        one.person: reason_text(one.reasons[0], currency)
        for found in turns
        for some in found.values()
        for one in some
    }


def waits_text(one: Waits, names: Names, why: Names | None = None) -> str:
    """What waits, in a line without a full stop; `why` says why somebody needs time."""
    said = {
        "n": count(one.count), "about": names.get(one.about, one.about), "plan": one.about,
        "day": dates.day(one.due) if one.due else "",
        "days": window_text(one.days) if one.days else "", "why": (why or {}).get(one.about, ""),
    }  # fmt: skip
    if one.what == "run":
        return str(_RUNS[one.act]) % said
    if one.what in _COUNTED:
        return _COUNTED[one.what](one) % said
    return str(_LINES[one.what if one.about or one.what != "action" else "own-action"]) % said


_COUNTED: Mapping[str, Callable[[Waits], str]] = {
    "goal": lambda one: (
        ngettext("%(n)s goal of “%(plan)s” to answer", "%(n)s goals of “%(plan)s” to answer",
                 one.count)
    ),
    "signal": lambda one: ngettext("%(n)s signal to judge", "%(n)s signals to judge", one.count),
    "bar": lambda one: ngettext("%(n)s next goal of “%(plan)s” to ask for",
                                "%(n)s next goals of “%(plan)s” to ask for", one.count),
}  # fmt: skip

_LINES: Mapping[str, Text] = {
    "import": gettext_lazy("An import of “%(about)s” waits its turn"),
    "refused-import": gettext_lazy("The last import of “%(about)s” was refused"),
    "person": gettext_lazy("Time with %(about)s: %(why)s"),
    "visit": gettext_lazy("A day with %(about)s: %(day)s"),
    "action": gettext_lazy("An action in the plan of %(about)s, due %(day)s"),
    "own-action": gettext_lazy("An action in your plan, due %(day)s"),
    "follow-up": gettext_lazy("A follow-up with %(about)s, due %(day)s"),
    "question": gettext_lazy("A question about pay, to be answered by %(day)s"),
    "answered-question": gettext_lazy("An answer to your question about pay, to be read"),
    "plan": gettext_lazy("Your pay plan “%(about)s”, to be read and accepted"),
}
