"""What the goal workshop says: of a plan, of what does not add up in it, and of each goal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from husay.basics.amount import SCALE, parse_amount
from husay.basics.problem import Problem
from husay.goals.agreed import Act, Discussion, Role, State
from husay.measures.measure import MEASURES
from husay.words.format import NOTHING, Style, count
from husay.words.outlook import odds_share
from husay.words.problems import Told, describe
from husay.words.values import unit_style

if TYPE_CHECKING:
    from husay.goals.plan import GoalPlan
    from husay.words.term import Text

ACTS: Mapping[Act, Text] = {
    "comment": gettext_lazy("Say it"),
    "counter": gettext_lazy("Propose this instead"),
    "revise": gettext_lazy("Set this instead"),
    "agree": gettext_lazy("Agree to the goal"),
    "accept": gettext_lazy("Accept what they propose"),
    "decide": gettext_lazy("Decide: the goal stands"),
    "reopen": gettext_lazy("Take it up again"),
}
"""What somebody may do with a goal, as it stands on a button."""

DONE: Mapping[Act, Text] = {
    "comment": gettext_lazy("said"),
    "counter": gettext_lazy("proposed another goal"),
    "revise": gettext_lazy("set another goal"),
    "agree": pgettext_lazy("act", "agreed"),
    "accept": gettext_lazy("accepted the proposal"),
    "decide": gettext_lazy("decided"),
    "reopen": gettext_lazy("took it up again"),
    "restore": gettext_lazy("took the change back: agreed as before"),
    "publish": gettext_lazy("published it"),
}

ROLES: Mapping[Role, Text] = {
    "owner": gettext_lazy("whose goal it is"),
    "manager": gettext_lazy("their manager"),
    "planner": gettext_lazy("who makes the plan"),
}

GOAL_STATES: Mapping[State, Text] = {
    "proposed": gettext_lazy("proposed"),
    "discussed": gettext_lazy("in discussion"),
    "agreed": gettext_lazy("agreed"),
    "published": gettext_lazy("published"),
}
"""How far a goal is on its way."""

_AMOUNTS = ("parts", "parent", "by", "goal", "reserve", "to", "least", "most",
            "before", "now")  # fmt: skip
_SHARES = ("over-assignment-cap", "over-assignment-negative")


def plan_style(measure: str, currency: str | None) -> Style:
    """How the goals of a plan are written."""
    return unit_style(MEASURES[measure].unit, currency or "")


def plain_text(value: int) -> str:
    """'1,234,000': a goal as it is typed."""
    return Style().exact(value)


def exact_text(value: int | None, style: Style) -> str:
    """'₱1,234,000': in full, without coins where there are none."""
    return re.sub(r"\.0+$", "", style.exact(value))


def apart_text(problem: Problem, style: Style) -> str:
    """'₱4,983,000 too little below': how far what is below a goal is from it."""
    said = {"by": exact_text(parse_amount(dict(problem.values)["by"]), style)}
    if problem.code == "goals-short":
        return _("%(by)s too little below") % said
    return _("%(by)s too much below") % said


def state_text(talk: Discussion, style: Style) -> str:
    """How far a goal is; with what its owner proposes instead, where that is open."""
    if talk.counter is not None:
        return _("they propose %(value)s") % {"value": style.text(talk.counter)}
    return str(GOAL_STATES[talk.state])


def told(problem: Problem, names: Mapping[str, str], plan: GoalPlan) -> Told:
    """A problem of a plan with the names of whose goals it is about, and amounts as people read
    them."""
    style = plan_style(plan.measure, plan.currency)
    value = _named(problem.value, names)
    values = tuple((key, _said(problem.code, key, text, names, style)) for key, text in
                   problem.values)  # fmt: skip
    column = _named(problem.column, names)
    return describe(replace(problem, value=value, values=values, column=column))


def _named(text: str | None, names: Mapping[str, str]) -> str | None:
    """A key, or several, as names."""
    if text is None or text in names:
        return names.get(text or "", text)
    keys = text.split(", ")
    return ", ".join(names[key] for key in keys) if all(key in names for key in keys) else text


def _said(code: str, key: str, text: str, names: Mapping[str, str], style: Style) -> str:
    if key in _AMOUNTS and code not in _SHARES:
        try:
            return exact_text(parse_amount(text), style)
        except ValueError:
            return text
    return names.get(text, text)


def chance_text(chance: float | None) -> str:
    """'57 %': nothing is nearer to nothing, or to sure, than one of a hundred."""
    if chance is None:
        return NOTHING
    return odds_share(round(chance * SCALE))


def followed_text(kept: int, others: int) -> str:
    """'3 goals are kept; 12 others follow.'"""
    if not kept:
        return _("Nothing changed: the goals are so already.")
    said = ngettext("%(n)s goal is kept", "%(n)s goals are kept", kept) % {"n": kept}
    if not others:
        return f"{said}."
    more = ngettext("%(n)s other follows", "%(n)s others follow", others) % {"n": others}
    return f"{said}; {more}."


def done_text(action: str, changed: int) -> str:
    """What a button did to a plan ('deal|history|N1'), with how many goals it changed."""
    texts = {
        "lock": _("The goal stays as it is when others are dealt."),
        "release": _("The goal is dealt with the others again."),
        "sum": _("The goal is what those below it carry together."),
        "all": _("Every goal is what those below it carry together."),
        "unassign": _("The rest is left unassigned."),
        "reserve": _("The reserve was kept."),
        "over": _("The over-assignment was kept."),
    }
    if said := texts.get(action.partition("|")[0]):
        return said
    if not changed:
        return _("Done: no goal changed.")
    said = ngettext("Done: %(n)s goal changed.", "Done: %(n)s goals changed.", changed)
    return said % {"n": count(changed)}


def listed(names: Iterable[str], most: int = 5) -> str:
    """'Ana, Ben and 3 more'."""
    known = list(names)
    shown = ", ".join(known[:most])
    more = len(known) - most
    return _("%(names)s and %(n)s more") % {"names": shown, "n": more} if more > 0 else shown
