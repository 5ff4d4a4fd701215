"""Kept pay plans in words: where each stands, and what differs between two versions of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.words.dates import day
from husay.words.format import count
from husay.words.pay_prose import prose

if TYPE_CHECKING:
    from husay.pay.document.plan import Plan
    from husay.store.pay.plans_seen import PlanState
    from husay.store.records.models import PayPlanVersion


@dataclass(frozen=True)
class PartChange:
    """What a part of a plan says no longer, and what it says newly; by its title."""

    title: str
    gone: tuple[str, ...]
    new: tuple[str, ...]


def changes(
    before: Plan, after: Plan, own: Mapping[str, Fraction] | None = None
) -> tuple[PartChange, ...]:
    """What two versions of a plan say differently, part by part, with somebody's `own` figures.

    What only is called otherwise is no change: both are told with the later one's titles.
    """
    old = {part.key: part for part in prose(_as_called(before, after), own)}
    now = {part.key: part for part in prose(after, own)}
    found = []
    for key in dict.fromkeys((*now, *old)):
        was = old[key].sentences if key in old else ()
        told = now[key].sentences if key in now else ()
        gone = tuple(one for one in was if one not in told)
        new = tuple(one for one in told if one not in was)
        if gone or new:
            found.append(PartChange((now.get(key) or old[key]).title, gone, new))
    return tuple(found)


def _as_called(plan: Plan, other: Plan) -> Plan:
    """A plan with the titles that another one gives to parts of the same names."""
    terms = {one.name: one.title for one in other.terms}
    measures = {one.name: one.title for one in other.measures}
    parameters = {one.name: one.title for one in other.parameters}
    return replace(
        plan,
        terms=tuple(replace(one, title=terms.get(one.name, one.title)) for one in plan.terms),
        measures=tuple(
            replace(one, title=measures.get(one.name, one.title)) for one in plan.measures
        ),
        parameters=tuple(
            replace(one, title=parameters.get(one.name, one.title)) for one in plan.parameters
        ),
    )


def plans_sentence(found: Sequence[PlanState]) -> str:
    """How many plans there are, and how many people have one."""
    people = len(frozenset[str]().union(*(state.people for state in found)))
    plans = ngettext("There is %(n)s pay plan", "There are %(n)s pay plans", len(found))
    have = ngettext("%(n)s person has one today", "%(n)s people have one today", people)
    return _("%(plans)s; %(people)s.") % {
        "plans": plans % {"n": count(len(found))}, "people": have % {"n": count(people)},
    }  # fmt: skip


def plan_sentence(state: PlanState) -> str:
    """What a plan's page says first."""
    said = {"plan": state.row.name}
    if state.now is not None and state.since is not None:
        many = len(state.people)
        text = ngettext(
            "“%(plan)s” is in force in version %(version)s since %(day)s, for %(n)s person; "
            "%(accepted)s of %(n)s accepted it.",
            "“%(plan)s” is in force in version %(version)s since %(day)s, for %(n)s people; "
            "%(accepted)s of %(n)s accepted it.",
            many,
        )
        return text % {
            **said, "version": count(state.now.number), "day": day(state.since), "n": count(many),
            "accepted": count(len(state.accepted)),
        }  # fmt: skip
    if state.coming:
        first = state.coming[0]
        return _("“%(plan)s” comes into force on %(day)s, in version %(version)s.") % {
            **said, "day": day(first.starts), "version": count(first.version.number),
        }  # fmt: skip
    return _("“%(plan)s” is a draft: nobody is paid by it yet.") % said


def state_text(state: PlanState) -> str:
    """Where a plan stands, in a few words."""
    if state.now is None:
        return _("draft")
    return _("version %(version)s in force") % {"version": count(state.now.number)}


def state_note(state: PlanState) -> str:
    """What is on its way."""
    for one in state.coming:
        return _("version %(version)s from %(day)s on") % {
            "version": count(one.version.number), "day": day(one.starts)}  # fmt: skip
    if not state.newest.usable:
        return _("version %(version)s: its cases do not come out") % {
            "version": count(state.newest.number)}  # fmt: skip
    if state.now is not None and state.newest.number > state.now.number:
        return _("version %(version)s is a draft") % {"version": count(state.newest.number)}
    return ""


def version_text(version: PayPlanVersion) -> str:
    """'version 3', as a choice; whether it can be used."""
    said = {"version": count(version.number)}
    if version.usable:
        return _("version %(version)s") % said
    return _("version %(version)s: its cases do not come out") % said
