"""A pay plan as prose: what a seller reads and signs, in their language, with their own figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.pay.document.expression import Case
from husay.pay.document.measure import Measure
from husay.pay.document.plan import Plan
from husay.words.dates import day
from husay.words.format import count
from husay.words.pay_expression import parameter_row, told_text
from husay.words.pay_settings import (
    leaving_text,
    period_words,
    returns_text,
    settings_text,
    trigger_text,
)
from husay.words.pay_terms import TermWords
from husay.words.pay_titles import readable, titled, within


@dataclass(frozen=True)
class Part:
    """A part of a plan: what it is about, and its sentences; rows of tables begin with a dash.

    `key` tells the same part of two versions, whatever it is called.
    """

    title: str
    sentences: tuple[str, ...]
    key: str = ""


def prose(plan: Plan, own: Mapping[str, Fraction] | None = None) -> tuple[Part, ...]:
    """A plan in sentences. `own` are a seller's values of parameters, told beside their names; what
    they have none of is told as the plan's default. Without `own` it is nobody's in particular."""
    words = TermWords(plan, own)
    terms = (
        Part(titled(term), tuple(words.sentences(term)), f"term {term.name}") for term in plan.terms
    )
    agreed = tuple(_agreed(plan, own))
    return (
        Part(plan.name, tuple(_opening(plan)), "plan"),
        Part(_("What is counted"), tuple(_measure(one, plan) for one in plan.measures), "measures"),
        *((Part(_("What is agreed with each person"), agreed, "parameters"),) if agreed else ()),
        *terms,
        Part(_("What comes back"), tuple(returns_text(plan.returns)), "returns"),
        Part(_("How it is worked out"), tuple(settings_text(plan.settings)), "settings"),
    )


def _agreed(plan: Plan, own: Mapping[str, Fraction] | None) -> Iterator[str]:
    yield from (parameter_row(plan, one, own) for one in plan.parameters)
    if any(one.per is not None for one in plan.parameters):
        yield _(
            "Of an amount a month, a quarter, a half year or a year a term takes the part that "
            "the days it looks at are of it."
        )


def _opening(plan: Plan) -> Iterator[str]:
    yield _("This plan pays in %(currency)s, %(often)s.") % {
        "currency": plan.currency, "often": period_words()[plan.period],
    }  # fmt: skip
    yield trigger_text(plan)
    yield from leaving_text(plan)
    if plan.credits != ("direct",):
        yield _("What counts is credited as: %(roles)s.") % {"roles": _roles(plan.credits)}
    if plan.starts:
        yield _("It holds from %(day)s on.") % {"day": day(plan.starts)}
    if plan.ends:
        yield _("It holds until %(day)s.") % {"day": day(plan.ends)}


def _roles(roles: Sequence[str]) -> str:
    """Roles of credits as people read them; a company's own stand as they are typed."""
    known = {"direct": _("direct"), "overlay": _("overlay")}
    return ", ".join(known.get(role, role) for role in roles)


def _team(text: str, levels: int | None) -> str:
    if levels is None:
        return _("%(text)s, of the team") % {"text": text}
    said = ngettext(
        "%(text)s, of the team, %(n)s level down",
        "%(text)s, of the team, %(n)s levels down",
        levels,
    )
    return said % {"text": text, "n": count(levels)}


def _measure(measure: Measure, plan: Plan) -> str:
    text = _counted(measure, plan)
    if measure.goal != measure.name and not (measure.entered and measure.unit == "rate"):
        said = {"text": text, "goal": _goal(measure.goal, plan)}
        text = _("%(text)s. It is held against the goals of %(goal)s") % said
    return text


def _goal(name: str, plan: Plan) -> str:
    """What goals are called: as the measure of that name, which a plan need not have."""
    return next((within(one) for one in plan.measures if one.name == name), readable(name))


def _counted(measure: Measure, plan: Plan) -> str:
    said = {"measure": titled(measure)}
    if measure.entered:
        return _("– %(measure)s: entered by hand, with evidence and approval") % said
    if measure.counts == "sales":
        text = _("– %(measure)s: how many sales there are") % said
    elif measure.counts == "lines":
        text = _("– %(measure)s: how many lines there are") % said
    else:
        assert measure.value is not None, "a measure is an amount, a count or entered"
        said["value"] = told_text(measure.value)
        text = _("– %(measure)s: the sum of %(value)s") % said
        if isinstance(measure.value, Case):
            text = _("– %(measure)s: the sum of this: %(value)s") % said
    if measure.whose == "team":
        text = _team(text, measure.levels)
    if measure.roles != plan.credits:
        roles = _roles(measure.roles)
        text = _("%(text)s, of what is credited as %(roles)s") % {"text": text, "roles": roles}
    if measure.where is None:
        return text
    said = {"text": text, "condition": told_text(measure.where)}
    if isinstance(measure.value, Case):  # which has a “where” of its own
        return _("%(text)s. All of it only where %(condition)s") % said
    return _("%(text)s, where %(condition)s") % said
