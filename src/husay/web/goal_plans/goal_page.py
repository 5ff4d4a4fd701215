"""One goal of a plan: what it is, how likely, what was said of it, and what its reader may do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.access.role import Right
from husay.basics.problem import Problem
from husay.goals.agreed import Act, Discussion, Entry
from husay.goals.moves import BOUND
from husay.goals.plan import Node
from husay.store import goal_plans
from husay.store.company import Company
from husay.store.goal_plans import Opened, Prospect
from husay.store.records.users import actor_name
from husay.web.goal_plans.typed import MOVED, Cells
from husay.words import dates
from husay.words.figure import Figure, Sentence, compose
from husay.words.format import count, share
from husay.words.goal_plans import node_names
from husay.words.proposals import reason_text
from husay.words.values import months_text, window_text
from husay.words.workshop import (
    ACTS,
    DONE,
    ROLES,
    chance_text,
    listed,
    plain_text,
    plan_style,
    state_text,
    told,
)

_WITH_VALUE = ("counter", "revise")


@dataclass(frozen=True)
class Said:
    """An entry of the discussion."""

    who: str
    role: str
    when: str
    what: str
    value: str
    words: str


@dataclass(frozen=True)
class Moveable:
    """A goal right below a unit, and how far it may be moved."""

    field: str
    name: str
    value: str
    least: str
    most: str


def seen_text(talk: Discussion) -> str:
    """What lies on the table, as the form hands it back: ten-thousandths, `5000` or `5000:4800`."""
    return str(talk.value) if talk.counter is None else f"{talk.value}:{talk.counter}"


class GoalPage:
    """A goal, with what was typed and was wrong."""

    def __init__(
        self,
        company: Company,
        opened: Opened,
        key: str,
        problems: Sequence[Problem] = (),
        form: dict[str, str] | None = None,
        moved: Cells | None = None,
    ) -> None:
        self.company, self.opened, self.plan = company, opened, opened.plan
        self.key, self.problems, self.form = key, problems, form or {}
        self.moved = moved or Cells()
        self.node: Node = self.plan.by_key[key]
        self.talk: Discussion = goal_plans.entries(company, opened.row.number, key)
        self.names = node_names(self.plan.nodes, company)
        self.style = plan_style(self.plan.measure, self.plan.currency)

    def context(self) -> dict[str, object]:
        """For `goal.html`."""
        number = self.opened.row.number
        acts = goal_plans.acts(self.company, number, self.key) if self.node.parent else ()
        return {
            "row": self.opened.row, "version": self.opened.version, "key": self.key,
            "name": self.names[self.key], "sentence": self._sentence(),
            "wrong": [told(p, self.names, self.plan) for p in self.problems],
            "seen": seen_text(self.talk),
            "entries": [self._entry(e) for e in self.talk.entries],
            "buttons": self._buttons(acts),
            "with_value": any(act in _WITH_VALUE for act in acts),
            "words": self.form.get("words", ""), "value": self.form.get("value", ""),
            "talked": self.node.parent is not None,
            "draft": self.opened.row.state == "draft",
            "moves": self._moves(), "typed": len(self.moved.texts),
            "bound": share(BOUND, 0), "move_reason": self.form.get("reason", ""),
        }  # fmt: skip

    def _sentence(self) -> Sentence:
        value = Figure(text=self.style.text(self.node.value),
                       exact=self.style.exact(self.node.value))  # fmt: skip
        text = _("{name} is asked for {value} in {days}: {state}.")
        if self.node.parent is None:
            text = _("{name} is asked for {value} in {days}.")
        said: dict[str, str | Figure] = {
            "name": self.names[self.key],
            "value": value,
            "days": window_text(self.plan.window),
            "state": state_text(self.talk, self.style),
        }
        return Sentence(compose(text, **said), ((" ".join(self._details()),),))

    def _details(self) -> list[str]:
        known = goal_plans.prospect(self.company, self.opened)
        found = [self._parts()] if self.node.parent is None else []
        if known.last.get(self.key):
            found.append(self._beside_last(known.last[self.key], known))
        if self.key in known.chances:
            text = _("The goal is %(chance)s likely to be reached.")
            found.append(text % {"chance": chance_text(known.chances[self.key])})
        if known.proposal is not None:
            last = known.last.get(self.key, 0)
            found.append(reason_text(known.proposal, self.key, last, self.plan))
        return [text for text in found if text]

    def _parts(self) -> str:
        """What of the company's goal its reader sees carried, and by whom."""
        text = _("%(name)s: %(value)s")
        said = [
            text % {"name": self.names[node.key], "value": self.style.text(node.value)}
            for node in self.plan.below.get(self.key, ())
        ]
        return _("Of it %(parts)s.") % {"parts": listed(said)} if said else ""

    def _beside_last(self, last: int, known: Prospect) -> str:
        """What came in before, and how the goal compares with it, where it is of as many days."""
        said = {"last": self.style.text(last), "n": count(known.months)}
        if known.comparable:
            said["change"] = share(Fraction(self.node.value, last) - 1, 0, signed=True)
            said["days"] = months_text(known.days) if known.days else ""
            return _("%(days)s brought %(last)s; the goal is %(change)s on that.") % said
        text = ngettext("The last month brought %(last)s.",
                        "The last %(n)s months brought %(last)s.", known.months)  # fmt: skip
        return text % said

    def _entry(self, entry: Entry) -> Said:
        value = "" if entry.value is None else self.style.text(entry.value)
        return Said(actor_name(entry.by), str(ROLES[entry.role]), dates.moment(entry.at),
                    str(DONE[entry.act]), value, entry.words)  # fmt: skip

    def _buttons(self, acts: Sequence[Act]) -> list[tuple[str, str, bool]]:
        """What may be done: the act, its words, and whether it is the first choice."""
        first = next((a for a in ("accept", "agree", "decide") if a in acts), "comment")
        return [(act, str(ACTS[act]), act == first) for act in acts]

    def _moves(self) -> list[Moveable]:
        """The goals that the reader may move between those right below."""
        number = self.opened.row.number
        leader = self.company.viewer.may(Right.LEAD_GOALS)
        if not leader or not goal_plans.leads(self.company, number, self.key):
            return []
        bounds = goal_plans.bounds_of(self.company, number, self.key)
        found = []
        for node in self.plan.below.get(self.key, ()):
            if node.key not in bounds:
                continue
            least, most = bounds[node.key]
            typed = self.moved.texts.get(node.key, plain_text(node.value))
            found.append(Moveable(f"{MOVED}{node.key}", self.names[node.key], typed,
                                  plain_text(least), plain_text(most)))  # fmt: skip
        return found
