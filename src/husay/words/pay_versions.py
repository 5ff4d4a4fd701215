"""Kept pay plans in words: where each stands, and what differs between two versions of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.words.dates import day
from husay.words.format import count
from husay.words.pay_prose import Part

if TYPE_CHECKING:
    from husay.store.pay.plans_seen import PlanState
    from husay.store.records.models import PayPlanVersion


@dataclass(frozen=True)
class PartChange:
    """What a part of a plan says no longer, and what it says newly; by its title."""

    title: str
    gone: tuple[str, ...]
    new: tuple[str, ...]


def changes(before: Sequence[Part], after: Sequence[Part]) -> tuple[PartChange, ...]:
    """The sentences that differ between two versions of a plan, part by part."""
    old = {part.title: part.sentences for part in before}
    now = {part.title: part.sentences for part in after}
    found = []
    for title in dict.fromkeys((*now, *old)):
        was, told = old.get(title, ()), now.get(title, ())
        gone = tuple(one for one in was if one not in told)
        new = tuple(one for one in told if one not in was)
        if gone or new:
            found.append(PartChange(title, gone, new))
    return tuple(found)


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
