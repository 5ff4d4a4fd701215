"""The words of decisions on price: what was decided, and what it did, or that it is too early."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from husay.coaching.price_action import Kind, PriceAction, Scope, State
from husay.coaching.price_effect import LEAST_WEEKS, On, Told
from husay.stats.effect import Effect
from husay.stats.single import LEAST_OTHERS
from husay.words import dates
from husay.words.figure import Figure, Sentence, Tone, compose
from husay.words.format import share
from husay.words.price import part_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from husay.store.coaching.price_effects import PriceEffects
    from husay.words.term import Text

SCOPES: Mapping[Scope, Text] = {
    "product_line": gettext_lazy("Product line"),
    "customer_group": gettext_lazy("Customer group"),
}
KINDS: Mapping[Kind, Text] = {
    "list-price": gettext_lazy("List price"),
    "discount-limit": gettext_lazy("Discount limit"),
    "bundle": gettext_lazy("Bundle"),
}
STATES: Mapping[State, Text] = {
    "standing": gettext_lazy("in force"),
    "ended": gettext_lazy("ended"),
    "undone": gettext_lazy("undone"),
}
STATE_MARKS: Mapping[State, str] = {"standing": "wait", "ended": "good", "undone": "bad"}
"""The shape beside a state's word."""

ON: Mapping[On, Text] = {
    "revenue": gettext_lazy("Revenue"),
    "price_realisation": gettext_lazy("Price realisation"),
}
VERDICTS: Mapping[str, Text] = {
    "worked": gettext_lazy("went up"),
    "harmed": gettext_lazy("went down"),
    "no-sign": gettext_lazy("no sign of an effect"),
    "not-enough-yet": gettext_lazy("not enough yet"),
}
TONES: Mapping[str, Tone] = {"worked": "good", "harmed": "bad"}


def state_text(action: PriceAction, today: date) -> str:
    """Where a decision stands; of one that is still to come, that it is."""
    if action.state == "standing" and action.starts > today:
        return _("to come")
    return str(STATES[action.state])


def effect_figure(told: Told) -> Figure:
    """What it did, in short: '+4.2 %', or that it is too early."""
    found = told.found
    if not isinstance(found, Effect):
        return Figure(text=str(VERDICTS["not-enough-yet"]))
    tone = TONES.get(found.verdict, "")
    return Figure(text=part_text(found.effect), tone=tone, word=str(VERDICTS[found.verdict]))


def effect_note(told: Told) -> str:
    """Beside it: between what and what, or how long it takes."""
    found = told.found
    if not isinstance(found, Effect):
        return waiting(told)
    between = _("%(low)s to %(high)s") % {
        "low": part_text(found.low), "high": part_text(found.high)}  # fmt: skip
    return between if found.verdict in TONES else f"{between}; {waiting(told)}"


def waiting(told: Told) -> str:
    """How many more weeks it takes, or what else is missing."""
    if told.more_weeks:
        return ngettext("%(n)s more week", "%(n)s more weeks", told.more_weeks) % {
            "n": told.more_weeks}  # fmt: skip
    reasons = {
        "too-early": _("ended before there were %(least)s weeks") % {"least": LEAST_WEEKS},
        "no-before": _("the book has no half year before it"),
        "few-others": _("fewer than %(least)s others without a decision")
        % {"least": LEAST_OTHERS},
        "no-sales": _("no sales before it or since"),
    }  # fmt: skip
    if told.why:
        return reasons[told.why]
    assert isinstance(told.found, Effect), "what is not told has a reason"
    least = {"least": part_text(told.found.detectable).lstrip("+")}
    if told.found.verdict == "no-sign":
        return _("%(least)s would have been seen") % least
    return _("only %(least)s or more would show") % least


def action_sentence(effects: PriceEffects, name: str) -> Sentence:
    """What a decision did to what it was made for, in one sentence, and how sure that is."""
    if not effects.seen.action.counts:
        return Sentence((_("This decision was undone: it is measured no more."),))
    revenue = next((one for one in effects.told if one.on == "revenue"), None)
    if revenue is None or not isinstance(revenue.found, Effect):
        parts = compose(_("It is too early to say what the decision on {name} did."),
                        name=Figure(text=name))  # fmt: skip
        told = () if revenue is None else ((_too_early(revenue),),)
        return Sentence(parts, told)
    tone = TONES.get(revenue.found.verdict, "")
    figure = Figure(text=part_text(abs(revenue.found.effect)).lstrip("+"), tone=tone)
    texts = {
        "worked": _(
            "{name} sells {effect} more since the decision, held against those left as they were."
        ),
        "harmed": _(
            "{name} sells {effect} less since the decision, held against those left as they were."
        ),
        "no-sign": _("The decision shows no effect on what {name} sells."),
        "not-enough-yet": _("It cannot be said yet whether the decision moved what {name} sells."),
    }
    parts = compose(texts[revenue.found.verdict], name=Figure(text=name), effect=figure)
    return Sentence(parts, tuple((line,) for line in details(effects)))


def _too_early(told: Told) -> str:
    """When it can be told, or why it cannot."""
    if told.more_weeks:
        return ngettext(
            "It takes %(n)s more week: an effect is told from eight weeks on.",
            "It takes %(n)s more weeks: an effect is told from eight weeks on.",
            told.more_weeks,
        ) % {"n": told.more_weeks}  # fmt: skip
    said = waiting(told)
    return f"{said[:1].upper()}{said[1:]}."


def details(effects: PriceEffects) -> list[str]:
    """How sure an effect is, and against what it was told."""
    lines = []
    for told in effects.told:
        if isinstance(told.found, Effect):
            lines.append(
                _("%(on)s: %(effect)s, between %(low)s and %(high)s (95 %%): %(said)s.")
                % {"on": ON[told.on], "effect": part_text(told.found.effect),
                   "low": part_text(told.found.low), "high": part_text(told.found.high),
                   "said": _verdict(told)}
            )  # fmt: skip
        if told.levels[0] is not None and None not in told.levels:
            lines.append(
                _("Sold at %(before)s of list before, %(chosen)s in the weeks that led to the "
                  "decision, %(since)s since.")
                % dict(zip(("before", "chosen", "since"), map(_level, told.levels), strict=True))
            )  # fmt: skip
    if effects.days is not None:
        lines.append(_against(effects))
    if effects.mixed:
        lines.append(_("More than one decision on it held in these weeks: it is the effect of all "
                       "of them."))  # fmt: skip
    return lines


def _verdict(told: Told) -> str:
    found = told.found
    assert isinstance(found, Effect), "what is not told has no verdict"
    said = str(VERDICTS[found.verdict])
    return said if found.verdict in TONES else f"{said}, {waiting(told)}"


def _against(effects: PriceEffects) -> str:
    days = effects.days
    assert days is not None, "asked only where there is something to compare"
    return ngettext(
        "%(weeks)s week since, against %(before)s; the weeks that led to the decision are left "
        "out, and %(n)s others were untouched.",
        "%(weeks)s weeks since, against %(before)s; the weeks that led to the decision are left "
        "out, and %(n)s others were untouched.",
        days.weeks,
    ) % {
        "weeks": days.weeks, "n": len(effects.others),
        "before": dates.span(days.before[0].start, days.before[-1].end),
    }  # fmt: skip


def _level(part: Fraction | None) -> str:
    return share(part)
