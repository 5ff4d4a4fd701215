"""The page of a plan: how it stands in a sentence, what to mend, the grid, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.access.role import Right
from husay.basics.problem import Problem
from husay.goals.agreed import Discussion, tally
from husay.goals.differences import differences
from husay.goals.fairness import CHANCES
from husay.goals.plan import MOST_OVER, Node
from husay.goals.steps import sums_above
from husay.store import goal_plans
from husay.store.company import Company
from husay.store.goal_plans import Opened
from husay.web.goal_plans.grid import APART, Grid
from husay.web.goal_plans.typed import Cells
from husay.web.goal_plans.versions import about_version
from husay.words.figure import Figure, Sentence, compose
from husay.words.format import count, share
from husay.words.goal_plans import PLAN_STATES, kept_notes, node_names
from husay.words.problems import Told
from husay.words.proposals import proposal_sentence
from husay.words.terms import dimension_term, measure_term
from husay.words.values import window_text
from husay.words.workshop import chance_text, listed, plain_text, plan_style, told


@dataclass(frozen=True)
class Mend:
    """A button that mends something: what it does, and its words."""

    do: str
    label: str


@dataclass(frozen=True)
class Difference:
    """What does not add up, at which row, and what mends it."""

    told: Told
    error: bool
    at: int | None
    mends: tuple[Mend, ...]


@dataclass(frozen=True)
class Stage:
    """A step on the way from a total to published goals."""

    label: str
    done: bool
    current: bool


class WorkshopPage:
    """A plan as its viewer has it, with the cells that they typed and what is wrong with them."""

    def __init__(
        self,
        company: Company,
        opened: Opened,
        cells: Cells | None = None,
        problems: Sequence[Problem] = (),
        form: Mapping[str, str] | None = None,
    ) -> None:
        self.company, self.opened, self.plan = company, opened, opened.plan
        self.cells, self.problems, self.form = cells or Cells(), problems, form or {}
        self.names = node_names(self.plan.nodes, company)
        self.known = goal_plans.prospect(company, opened)
        self.talks = goal_plans.talks(company, opened.row.number)
        self.planner = company.viewer.may(Right.SET_GOALS)
        self.wrong = differences(self.plan) if opened.whole and self.planner else ()
        self.style = plan_style(self.plan.measure, self.plan.currency)
        self.tally = tally(self._leaf_talks())

    def context(self) -> dict[str, object]:
        """For `plan.html`."""
        grid = Grid(self.opened, self.known, self.talks, self.names, self.cells, self.wrong)
        rows = grid.rows
        stages = self._stages() if self.planner else []
        return {
            "row": self.opened.row,
            "version": self.opened.version,
            "planner": self.planner,
            "sentence": self._sentence(),
            "stages": stages,
            "next": _now(stages),
            "wrong": [told(p, self.names, self.plan) for p in self.problems],
            "wrong_cells": [row for row in rows if row.wrong],
            "differences": self._differences({row.key: row.at for row in rows}),
            "notes": kept_notes(self.plan),
            "grid": grid,
            "rows": rows,
            "typed": len(self.cells.texts),
            "has_odds": bool(self.known.chances),
            "has_theirs": any(node.proposed is not None for node in self.plan.nodes),
            "has_talk": self.opened.row.state != "draft",
            "why_no_proposal": [told(p, self.names, self.plan) for p in self.known.problems],
            "reserve": self._reserve(),
            "over": self._over(),
            "reason": self.form.get("reason", ""),
            "why": self.form.get("why", ""),
            "why_wanted": any(p.code == "goals-agreed-change" for p in self.problems),
            "table": self.form.get("table", ""),
            "can_propose": self.known.proposal is not None and self.plan.over is None,
            "fair_first": self.opened.row.state == "draft" and _now(stages) == 1,
            "fair_label": self._fair_label(),
            "basis": self._basis(),
        }

    def _sentence(self) -> Sentence:
        total = Figure(text=self.style.text(self.plan.root.value),
                       exact=self.style.exact(self.plan.root.value))  # fmt: skip
        days = window_text(self.plan.window)
        return Sentence(compose(self._said(), total=total, days=days, **self._figures()),
                        (self._about(),))  # fmt: skip

    def _said(self) -> str:
        """The sentence, with places for its figures."""
        if not self.planner:
            return _("{total} is the company’s goal for {days}; {mine} of it is yours to see.")
        if not self.plan.root.value:
            return _("The goals for {days} have no total yet.")
        if not self._dealt:
            return _("{total} is to be reached in {days}; nothing of it is dealt yet.")
        apart = self._apart
        if apart:
            return ngettext(
                "{total} is to be reached in {days}; at {n} place the goals do not add up.",
                "{total} is to be reached in {days}; at {n} places the goals do not add up.",
                apart,
            )
        if self.opened.row.state == "published":
            said = _("{total} for {days} is published.")
        elif self.known.company_chance is None:
            said = _("{total} for {days} is dealt in full.")
        else:
            said = _("{total} for {days} is dealt in full and {chance} likely to be reached.")
        return f"{said} {self._agreed_text()}"

    def _agreed_text(self) -> str:
        """Of how many goals each was agreed, and how many the planner decided."""
        if self.tally.decided:
            return _("Of {all} goals {agreed} were agreed and {decided} decided by the planner.")
        return _("{agreed} of {all} goals are agreed.")

    def _fair_label(self) -> str:
        """What the fair rule would be taken for: what is agreed stays so."""
        if any(talk.state == "agreed" for talk in self._leaf_talks()):
            return _("Take the fair rule for those not agreed")
        return _("Take the fair rule")

    def _figures(self) -> dict[str, Figure]:
        mine = sum(n.value for n in self.plan.below.get(self.plan.root.key, ()))
        texts = {
            "n": count(self._apart), "agreed": count(self.tally.agreed),
            "all": count(self.tally.all), "decided": count(self.tally.decided),
            "chance": chance_text(self.known.company_chance), "mine": self.style.text(mine),
        }  # fmt: skip
        found = {key: Figure(text=text) for key, text in texts.items()}
        chance = self.known.company_chance
        if chance is not None and chance < CHANCES[0]:
            found["chance"] = replace(found["chance"], tone="bad", word=_("hardly to be reached"))
        return found

    def _about(self) -> tuple[str, ...]:
        row, last = self.opened.row, self.opened
        if not last.by:  # what changed is nothing of theirs
            text = _("“%(name)s”, %(state)s, of %(measure)s.")
            said = {"name": row.name, "state": PLAN_STATES[row.state]}
            return (text % (said | {"measure": measure_term(row.measure).label}),)
        text = _("“%(name)s”, %(state)s, of %(measure)s. Version %(version)s: %(what)s by %(who)s "
                 "on %(when)s.")  # fmt: skip
        said = {
            "name": row.name, "state": PLAN_STATES[row.state],
            "measure": measure_term(row.measure).label, "version": count(last.version),
        }  # fmt: skip
        return (text % (said | about_version(last)),)

    def _leaves(self) -> list[Node]:
        return [n for n in self.plan.nodes if n.key not in self.plan.below and n.parent]

    def _leaf_talks(self) -> list[Discussion]:
        return [self.talks[node.key] for node in self._leaves()]

    @property
    def _dealt(self) -> bool:
        return any(node.value for node in self.plan.nodes if node.parent)

    @property
    def _apart(self) -> int:
        return len([p for p in self.wrong if p.severity == "error"])

    def _basis(self) -> str:
        """What the proposed goals rest on, and what the total is of what is expected."""
        found = self.known.proposal
        return proposal_sentence(found, self.plan) if found else ""

    def _differences(self, places: Mapping[str, int]) -> list[Difference]:
        return [
            Difference(told(p, self.names, self.plan), p.severity == "error",
                       places.get(p.value or ""), tuple(self._mends(p)))
            for p in self.wrong if self._dealt or p.code not in APART
        ]  # fmt: skip

    def _mends(self, problem: Problem) -> Iterable[Mend]:
        """The buttons that mend a difference, the gentlest first."""
        key = problem.value or ""
        if problem.code not in APART or key not in self.plan.by_key:
            return
        below = self.plan.below[key]
        if not all(node.held for node in below):
            yield Mend(f"deal||{key}", _("Deal it again"))
        else:
            yield Mend(f"free||{key}", _("Deal all below it again"))
        parts = sum(node.value for node in below)
        if not self.plan.over_at(self.plan.by_key[key]):
            yield self._summed(key, parts + self.plan.kept_at(self.plan.by_key[key]))
            if self.plan.over is None and self.plan.by_key[key].parent is not None:
                total = sums_above(self.plan, {n.key: n.value for n in self.plan.lowest})
                text = _("Add everything up from the lowest goals: %(value)s in all")
                said = {"value": self.style.text(total[self.plan.root.key])}
                yield Mend("all|", text % said)
        if problem.code == "goals-short":
            yield Mend(f"unassign|{key}", _("Leave the rest unassigned"))

    def _summed(self, key: str, value: int) -> Mend:
        """The button that makes a goal the sum of those below it, with whose goals follow."""
        parent = self.plan.by_key[key].parent
        beside = self.plan.below[parent] if parent else ()
        others = [self.names[n.key] for n in beside if n.key != key and not n.held]
        said = {"value": self.style.text(value), "name": self.names[key], "who": listed(others, 2)}
        text = _("Make the goal of %(name)s %(value)s")
        if others:
            text = _("Make the goal of %(name)s %(value)s; what is left over goes to %(who)s")
        return Mend(f"sum|{key}", text % said)

    def _stages(self) -> list[Stage]:
        """Where the plan is on its way."""
        row, states = self.opened.row, {talk.state for talk in self._leaf_talks()}
        agreed = states <= {"agreed", "published"}
        done = [
            bool(self.plan.root.value), self._dealt and not self._apart, row.state != "draft",
            row.state == "published" or (row.state != "draft" and agreed),
            row.state == "published",
        ]  # fmt: skip
        labels = [_("Set the total"), _("Deal it"), _("Open it to those in it"), _("Agree"),
                  _("Check and publish")]  # fmt: skip
        now = done.index(False) if False in done else len(done)
        return [Stage(label, done[i], i == now) for i, label in enumerate(labels)]

    def _reserve(self) -> dict[str, str]:
        kept = self.plan.reserve
        given = {
            "name": kept.name if kept else "", "owner": kept.owner if kept else "",
            "value": plain_text(kept.value) if kept else "",
        }  # fmt: skip
        return {key: self.form.get(f"reserve-{key}", text) for key, text in given.items()}

    def _over(self) -> dict[str, object]:
        over = self.plan.over
        level = self.form.get("over-level", over.level if over else "")
        percent = plain_text(int(over.share * 1_000_000)) if over else ""
        levels = dict.fromkeys(n.level for n in self.plan.nodes if n.key in self.plan.below)
        return {
            "levels": [(name, dimension_term(name).label, name == level) for name in levels],
            "share": self.form.get("over-share", percent),
            "most": share(MOST_OVER, 0),
        }


def _now(stages: Sequence[Stage]) -> int:
    """Which stage the plan is at; as many as there are where it is through."""
    return next((i for i, stage in enumerate(stages) if stage.current), len(stages))
