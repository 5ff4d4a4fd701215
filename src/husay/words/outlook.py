"""The sentence that says what a goal will come to, and the words for how likely that is."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.basics.amount import SCALE, round_half_away
from husay.measures.measure import MEASURES
from husay.tracking.outlook import GoalOutlook, Unsaid
from husay.words.figure import Evidence, Figure, Part, Sentence, Tone, compose
from husay.words.format import Style, share
from husay.words.values import unit_style

Explain = Callable[[str], Evidence | None]
"""Gives what stands behind a figure: 'so-far', 'goal', 'expected'."""
_LIKELY, _UNLIKELY = 6_000, 4_000


def no_evidence(part: str) -> Evidence | None:
    """For faces whose figures open nothing."""
    return None


def goal_style(goal: GoalOutlook, currency: str) -> Style:
    """How the amounts of a goal are written."""
    return unit_style(MEASURES[goal.measure].unit, currency)


def odds_words(chance: int) -> str:
    """How likely something is, in words."""
    known = (
        (9_500, _("almost certain")),
        (8_000, _("very likely")),
        (_LIKELY, _("likely")),
        (_UNLIKELY, _("an open race")),
        (2_000, _("unlikely")),
        (500, _("very unlikely")),
    )
    return next((words for least, words in known if chance >= least), _("almost out of reach"))


def odds_share(chance: int) -> str:
    """'78 %': whole percents, and never 0 or 100 while anything is still to come."""
    percent = min(99, max(1, round_half_away(Fraction(chance * 100, SCALE))))
    return share(Fraction(percent, 100), 0)


def odds_tone(chance: int | None) -> Tone:
    """Good from an even chance on."""
    if chance is None:
        return ""
    return "good" if chance >= _LIKELY else "bad" if chance < _UNLIKELY else "unsure"


def odds_figure(goal: GoalOutlook, *, short: bool = False) -> Figure:
    """How likely a goal is reached: '78 %', with the words beside it or for ears."""
    if is_over(goal):
        reached = goal.so_far >= goal.goal
        return Figure(
            text=_("reached") if reached else _("missed"), tone="good" if reached else "bad"
        )
    if goal.chance is None and goal.so_far >= goal.goal:
        return Figure(text=_("reached so far"), tone="good")
    if goal.chance is None:
        return Figure(text="–", word=_("too early to say"))
    tone, words, part = odds_tone(goal.chance), odds_words(goal.chance), odds_share(goal.chance)
    if short:
        return Figure(text=part, tone=tone, word=words)
    return Figure(text=_("%(words)s (%(share)s)") % {"words": words, "share": part}, tone=tone)


def is_over(goal: GoalOutlook) -> bool:
    """Whether nothing of the window is left."""
    return goal.until >= goal.window.end


def outlook_sentence(
    goal: GoalOutlook, currency: str, name: str, explain: Explain = no_evidence, who: str = ""
) -> Sentence:
    """What a goal will come to, in one sentence; `who` names a unit or a person other than
    oneself, `name` is the window's."""
    style = goal_style(goal, currency).fitted([goal.goal])
    amounts = {
        "goal": _amount(goal.goal, style, explain("goal")),
        "value": _amount(goal.so_far, style, explain("so-far")),
    }
    if is_over(goal):
        text = _("{name} ended at {value} of {goal}: {odds}.")
    elif goal.so_far >= goal.goal:
        text = _("{name}’s goal of {goal} is reached: {value} is in, {expected} is likely.")
        if goal.forecast is None:
            text = _("{name}’s goal of {goal} is reached: {value} is in.")
    elif goal.forecast is None:
        text = _("{name} asks for {goal}, and {value} is in.")
    elif goal.chance is None:
        text = _("{name} asks for {goal}. {value} is in, {expected} is likely.")
    else:
        text = _("{name} asks for {goal}. {value} is in, {expected} is likely: reaching the goal "
                 "is {odds}.")  # fmt: skip
    if goal.forecast is not None:
        amounts["expected"] = _amount(goal.forecast.expected, style, explain("expected"))
    first = compose(text, name=name, odds=odds_figure(goal), **amounts)
    named = (_("%(who)s:") % {"who": who}, " ") if who else ()
    return Sentence((*named, *first), tuple(_beneath(goal, style)))


def _amount(value: int, style: Style, evidence: Evidence | None = None) -> Figure:
    return Figure(text=style.text(value), exact=style.exact(value), evidence=evidence)


def _beneath(goal: GoalOutlook, style: Style) -> list[tuple[Part, ...]]:
    lines = [needed_words(goal, style)]
    if not is_over(goal):
        lines.append((certainty_words(goal, style),))
    return [line for line in lines if line and any(line)]


def needed_words(goal: GoalOutlook, style: Style) -> tuple[Part, ...]:
    """What is needed a day, beside what was sold a day so far."""
    left = goal.needed
    if left.standing == "no-days-left":
        return (_("No working day is left."),)
    if left.a_day is None:
        return ()
    plain = Style(style.kind, style.currency)
    text = ngettext(
        "It takes {a_day} on the one working day that is left.",
        "It takes {a_day} on each of the {days} working days that are left.",
        left.days_left,
    )
    return compose(text, a_day=_amount(left.a_day, plain), days=str(left.days_left))


def certainty_words(goal: GoalOutlook, style: Style) -> str:
    """Between what the result will lie, and what stands behind that; or why nothing is said."""
    if goal.unsaid is not None:
        return unsaid_words(goal.unsaid)
    told = goal.forecast
    if told is None:
        return ""
    if told.low is None or told.high is None:
        return _("How sure that is cannot be said yet: no earlier year could be forecast at the "
                 "same point, which wants two years before it.")  # fmt: skip
    between = _("In eight of ten cases it ends between %(low)s and %(high)s.") % {
        "low": style.text(told.low), "high": style.text(told.high),
    }  # fmt: skip
    return f"{between} {behind_words(goal)}"


def behind_words(goal: GoalOutlook) -> str:
    """How many earlier forecasts stand behind this one, and what else does."""
    told = goal.forecast
    if told is None:
        return ""
    said = ngettext(
        "Learned from %(n)s earlier forecast at the same point.",
        "Learned from %(n)s earlier forecasts at the same point.",
        told.errors,
    ) % {"n": told.errors}
    if told.deals is None:
        return said
    deals = ngettext("%(n)s open deal counts too.", "%(n)s open deals count too.", told.deals.count)
    return f"{said} {deals % {'n': told.deals.count}}"


def unsaid_words(why: Unsaid) -> str:
    """Why nothing is forecast, and what is missing."""
    if why.why == "long":
        return _("A window of more than a year is not forecast.")
    if why.why == "empty":
        return _("Too early to say what it will come to: last year nothing was sold on the days "
                 "like those that are left.")  # fmt: skip
    return ngettext(
        "Too early to say what it will come to: that wants more than twelve months of history, "
        "and there is %(n)s.",
        "Too early to say what it will come to: that wants more than twelve months of history, "
        "and there are %(n)s.",
        why.months,
    ) % {"n": why.months}
