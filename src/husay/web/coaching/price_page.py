"""Decisions on price: the list with what each did, one with what is done to it, and its form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from husay.access.role import Right
from husay.basics.period import Window
from husay.coaching.opened_from import OpenedFrom, read_opened
from husay.coaching.price_action import KINDS, SCOPES, PriceAction, Scope
from husay.store.coaching.price_actions import PriceActionSeen, items, owners
from husay.store.coaching.price_effects import PriceEffects
from husay.store.company import Company
from husay.web.choices import Choice, grouped, plain
from husay.web.coaching.reading import author_name, author_names
from husay.words import dates
from husay.words import price_actions as words
from husay.words.figure import Figure
from husay.words.naming import Names
from husay.words.price_actions_report import action_names, actions_sentence

FOLLOW_UP = timedelta(weeks=8)
"""When a decision is looked at again unless another day is chosen: when an effect is first told."""

_BETWEEN = ":"


def decide_url(
    scope: Scope, item: str, selected: Window | None = None, led: OpenedFrom | None = None
) -> str:
    """The address of a new decision, with what led to it."""
    parts = {"of": f"{scope}{_BETWEEN}{item}", "opened_from": str(led or "")}
    if selected is not None:
        parts["selected_from"] = selected.start.isoformat()
        parts["selected_until"] = selected.end.isoformat()
    asked = {key: value for key, value in parts.items() if value}
    return f"{reverse('price-actions-new')}?{urlencode(asked, safe=_BETWEEN)}"


@dataclass(frozen=True)
class Line:
    """A decision in a list. `effects` are what it did: in what, the figure, and how sure it is."""

    number: int
    name: str
    kind: str
    decision: str
    mark: str
    state: str
    days: str
    owner: str
    follow_up: str
    effects: tuple[tuple[str, Figure, str], ...]


def actions_part(company: Company, found: Sequence[PriceEffects]) -> dict[str, object]:
    """For `_price_actions.html`: decisions, and whether the reader may write one down."""
    names, owned = action_names(found, company), _owner_names(one.seen.action for one in found)
    return {
        "sentence": actions_sentence(found),
        "decisions": [_line(one, names, owned, company.today) for one in found],
        "may": company.viewer.may(Right.DECIDE_PRICES),
    }


def _line(one: PriceEffects, names: Names, owned: Mapping[int, str], today: date) -> Line:
    action = one.seen.action
    follow_up = ""
    if action.follow_up is not None and action.state == "standing":
        text = _("follow-up %(day)s")
        if action.follow_up <= today:
            text = _("follow-up due since %(day)s")
        follow_up = text % {"day": dates.day(action.follow_up)}
    return Line(
        one.seen.number, names.text(action.scope, action.item), str(words.KINDS[action.kind]),
        action.decision, words.STATE_MARKS[action.state], words.state_text(action, today),
        days_text(action), _owner(action, owned), follow_up,
        tuple(
            (str(words.ON[told.on]), words.effect_figure(told), words.effect_note(told))
            for told in one.told
        ),
    )  # fmt: skip


def days_text(action: PriceAction) -> str:
    """Since when it holds, or from when to when it held."""
    if action.ended is not None and action.ended >= action.starts:
        return dates.span(action.starts, action.ended)
    return _("from %(day)s") % {"day": dates.day(action.starts)}


def _owner_names(some: Iterable[PriceAction]) -> dict[int, str]:
    """What the owners of decisions are called."""
    keys = {one.owner: f"user:{one.owner}" for one in some if one.owner is not None}
    names = author_names(keys.values())
    return {number: names[key] for number, key in keys.items()}


def _owner(action: PriceAction, owned: Mapping[int, str]) -> str:
    """Who sees to it."""
    return owned[action.owner] if action.owner is not None else _("nobody yet")


class PriceActionPage:
    """One decision, with what was typed and was wrong."""

    def __init__(
        self, company: Company, effects: PriceEffects, typed: Mapping[str, str] | None = None
    ) -> None:
        self.company, self.effects, self.typed = company, effects, typed or {}
        self.seen: PriceActionSeen = effects.seen
        self.action = self.seen.action
        self.name = action_names([effects], company).text(self.action.scope, self.action.item)

    def context(self) -> dict[str, object]:
        """For `price_action.html`."""
        action = self.action
        may = self.company.viewer.may(Right.DECIDE_PRICES) and action.state == "standing"
        return {
            "number": self.seen.number, "version": self.seen.version, "name": self.name,
            "action": action, "may": may, "typed": self.typed,
            "sentence": words.action_sentence(self.effects, self.name),
            "scope": words.SCOPES[action.scope], "kind": words.KINDS[action.kind],
            "state": words.state_text(action, self.company.today),
            "mark": words.STATE_MARKS[action.state], "days": days_text(action),
            "facts": self._facts(),
            "form": PriceActionForm(self.company, self._standing()).context() if may else {},
            "until": self.typed.get("ended") or self.company.today.isoformat(),
        }  # fmt: skip

    def _facts(self) -> list[tuple[str, str]]:
        action, seen = self.action, self.seen
        made = _("%(who)s, %(when)s") % {
            "who": author_name(seen.by), "when": dates.moment(seen.made)}  # fmt: skip
        found = [
            (_("What was decided"), action.decision),
            (_("Why"), action.reason),
            (_("Owner"), _owner(action, _owner_names([action]))),
            (_("Follow-up"), dates.day(action.follow_up) if action.follow_up else ""),
            (_("What led to it"), opened_text(action)),
            (_("Why it was undone") if action.state == "undone" else _("Why it was ended"),
             action.why),
            (_("Made"), made),
        ]  # fmt: skip
        return [(label, text) for label, text in found if text]

    def _standing(self) -> dict[str, str]:
        action = self.action
        standing = {
            "of": f"{action.scope}{_BETWEEN}{action.item}", "kind": action.kind,
            "decision": action.decision, "reason": action.reason,
            "starts": action.starts.isoformat(), "owner": str(action.owner or ""),
            "follow_up": action.follow_up.isoformat() if action.follow_up else "",
        }  # fmt: skip
        return standing | dict(self.typed) if self.typed.get("do") == "change" else standing


class PriceActionForm:
    """The fields of a decision."""

    def __init__(self, company: Company, typed: Mapping[str, str]) -> None:
        self.company, self.typed = company, typed

    def context(self) -> dict[str, object]:
        """For `_price_fields.html`."""
        typed, today = self.typed, self.company.today
        return {
            "of": self._of(),
            "kinds": plain([(k, str(words.KINDS[k])) for k in KINDS], typed.get("kind", "")),
            "owners": self._owners(),
            "decision": typed.get("decision", ""), "reason": typed.get("reason", ""),
            "starts": typed.get("starts") or (today + timedelta(days=1)).isoformat(),
            "follow_up": typed.get("follow_up", (today + FOLLOW_UP).isoformat()),
            "selected_from": typed.get("selected_from", ""),
            "selected_until": typed.get("selected_until", ""),
            "opened_from": typed.get("opened_from", ""),
            "why": typed.get("why", ""),
        }  # fmt: skip

    def _of(self) -> Sequence[object]:
        names = Names(self.company, self.company.snapshot().shape)
        groups = []
        for scope in SCOPES:
            known = items(self.company, scope)
            names.learn(scope, known)
            listed = [(f"{scope}{_BETWEEN}{item}", names.text(scope, item)) for item in known]
            groups.append((str(words.SCOPES[scope]), sorted(listed, key=lambda pair: pair[1])))
        return grouped(groups, [self.typed.get("of", "")])

    def _owners(self) -> list[Choice]:
        chosen = self.typed.get("owner", "")
        names = author_names(f"user:{user.pk}" for user in owners(self.company))
        named = [(key.removeprefix("user:"), name) for key, name in names.items()]
        return [Choice(key, name, key == chosen) for key, name in sorted(named, key=lambda p: p[1])]


def opened_text(action: PriceAction) -> str:
    """What led to a decision, in words; '' for nothing that is told."""
    found = read_opened(action.opened_from)
    if found and found.kind == "signal":
        text = _("signal %(item)s") % {"item": found.item}
    elif found and found.kind == "slide":
        text = _("a price that slides")
    else:
        text = ""
    if action.selected is None:
        return text
    days = dates.span(action.selected.start, action.selected.end)
    return f"{text}, {days}" if text else days
