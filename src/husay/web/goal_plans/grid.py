"""The grid of a plan: a row for the company, each unit and each person, with what a director looks
at before setting its goal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.basics.problem import Problem
from husay.goals.agreed import Discussion
from husay.goals.fairness import CHANCES
from husay.goals.plan import GoalPlan, Node
from husay.goals.steps import all_below, sums_above
from husay.store.goal_plans import Opened, Prospect
from husay.web.goal_plans.typed import GOAL, Cells
from husay.words.figure import Figure
from husay.words.format import count, share
from husay.words.goal_plans import HOW, how_text
from husay.words.problems import Told
from husay.words.proposals import last_year_plus_text
from husay.words.values import months_text
from husay.words.workshop import apart_text, chance_text, plain_text, plan_style, state_text, told

FOLDED_FROM = 40
"""From so many rows on only units are shown at first."""
APART = ("goals-short", "goals-beyond", "goals-by-hand-beyond")
"""The codes of parts that do not sum to their goal."""


@dataclass(frozen=True)
class Rule:
    """A way of dealing below a node: the button's value and its words, and whether it is used."""

    do: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Row:
    """A line of the grid, for `_row.html`. Figures that are not known are None.

    `at` is its place (for ids), `depth` how far down it stands, `above` the ids of the rows above
    it; a `group` may be folded, and what lies in one that is not `open` is `hidden`. `rules` are
    the ways of dealing below it, `by_hand` how many below it are set by hand.
    """

    at: int
    key: str
    name: str
    depth: int
    url: str
    group: bool
    hidden: bool
    open: bool
    above: str
    figures: tuple[Figure | None, ...]
    field: str
    value: str
    kept: str
    exact: str
    wrong: Told | None
    typed: bool
    how: str
    locked: bool
    share: str
    odds: Figure | None
    theirs: Figure | None
    state: str
    said: str
    counter: bool
    rules: tuple[Rule, ...]
    by_hand: int
    by_hand_text: str
    all_by_hand: bool
    apart: str

    @property
    def faults(self) -> str:
        """The ids of what is said of the goal below its field, for whoever hears the field."""
        said = (("wrong", self.wrong), ("apart", self.apart))
        return " ".join(f"{name}-{self.at}" for name, is_said in said if is_said)


@dataclass(frozen=True)
class Heading:
    """A column of figures beside the goal: its heading, and what it means."""

    label: str
    meaning: str


class Grid:
    """The rows of a plan with what stands beside them."""

    def __init__(
        self,
        opened: Opened,
        known: Prospect,
        talks: Mapping[str, Discussion],
        names: Mapping[str, str],
        cells: Cells,
        wrong: Sequence[Problem] = (),
    ) -> None:
        self.apart = {p.value: p for p in wrong if p.code in APART}
        self.opened, self.plan, self.known = opened, opened.plan, known
        self.talks, self.names, self.cells = talks, names, cells
        style = self.full = plan_style(self.plan.measure, self.plan.currency)
        leaves = [n.value for n in self.plan.nodes if n.key not in self.plan.below]
        last = [value for key, value in known.last.items() if key not in self.plan.below]
        self.style = style.telling([*filter(None, leaves), *filter(None, last)])
        self.beside = _beside(known, self.plan)
        self.folded = len(self.plan.nodes) > FOLDED_FROM

    @property
    def headings(self) -> list[Heading]:
        """The columns of figures before the goal."""
        return [heading for heading, _values in self.beside]

    @property
    def rows(self) -> list[Row]:
        """All rows, each after the one above it."""
        above: dict[str, tuple[str, ...]] = {"": ()}
        ids, closed, found = dict[str, str](), set[str](), list[Row]()
        for at, node in enumerate(self.plan.downward):
            parent = node.parent or ""
            above[node.key] = (*above[parent], ids[parent]) if parent else ()
            ids[node.key] = f"row-{at}"
            row = self._row(at, node, above[node.key], closed)
            if row.group and not row.open:
                closed.add(ids[node.key])
            found.append(row)
        return found

    def _row(self, at: int, node: Node, above: tuple[str, ...], closed: set[str]) -> Row:
        below = self.plan.below.get(node.key, ())
        talk = self.talks.get(node.key, Discussion(node.value))
        people = bool(below) and all(child.key not in self.plan.below for child in below)
        hands = len([n for n in all_below(self.plan, node.key) if n.held])
        wrong = self.cells.problems.get(node.key)
        return Row(
            at=at, key=node.key, name=self.names[node.key], depth=min(len(above), 4),
            url=self._url(node), group=bool(below), above=" ".join(above),
            hidden=not closed.isdisjoint(above), open=not (self.folded and people and above),
            figures=tuple(self._figure(values.get(node.key)) for _heading, values in self.beside),
            field=f"{GOAL}{node.key}", value=self.cells.texts.get(node.key, plain_text(node.value)),
            kept=plain_text(node.value), exact=self.style.exact(node.value),
            typed=node.key in self.cells.texts,
            wrong=told(wrong, self.names, self.plan) if wrong else None,
            how=how_text(node), locked=node.held, share=self._share(node),
            odds=chance_figure(self.known.chances.get(node.key), leaf=not below),
            theirs=self._figure(node.proposed), state=talk.state,
            said=state_text(talk, self.style), counter=talk.counter is not None,
            rules=self._rules(node) if below else (), by_hand=hands, by_hand_text=_hands(hands),
            all_by_hand=bool(below) and all(child.held for child in below),
            apart=self._apart(node),
        )  # fmt: skip

    def _apart(self, node: Node) -> str:
        """How far what is below a goal is from it, once anything is dealt."""
        problem = self.apart.get(node.key)
        dealt = any(child.value for child in self.plan.below.get(node.key, ()))
        return apart_text(problem, self.full) if problem and dealt else ""

    def _url(self, node: Node) -> str:
        query = {"of": node.key}
        return reverse("goals-plan-goal", args=[self.opened.row.number], query=query)

    def _figure(self, value: int | None) -> Figure | None:
        if value is None:
            return None
        return Figure(text=self.style.text(value), exact=self.style.exact(value))

    def _share(self, node: Node) -> str:
        parent = self.plan.by_key.get(node.parent or "")
        if parent is None or not parent.value:
            return ""
        return share(Fraction(node.value, parent.value))

    def _rules(self, node: Node) -> tuple[Rule, ...]:
        ways = ["history", *(["potential"] if self.known.potential else []), "equal"]
        return tuple(
            Rule(f"deal|{by}|{node.key}", str(HOW[by]).capitalize(), by == node.by) for by in ways
        )


def chance_figure(chance: float | None, *, leaf: bool) -> Figure | None:
    """The chance of a goal; of one person's, marked where it is out of reach or too easy."""
    if chance is None:
        return None
    text = chance_text(chance)
    if leaf and chance < CHANCES[0]:
        return Figure(text=text, tone="bad", word=_("hardly to be reached"))
    if leaf and chance > CHANCES[1]:
        return Figure(text=text, tone="unsure", word=_("as good as sure"))
    return Figure(text=text)


def _hands(n: int) -> str:
    said = ngettext("also the %(n)s set by hand", "also the %(n)s set by hand", n)
    return said % {"n": count(n)}


def _last_heading(known: Prospect) -> Heading:
    """The days of it head the column: a year before the plan is seldom a calendar year."""
    said = {"n": count(known.months)}
    label = months_text(known.days) if known.days else _("Before")
    meaning = ngettext("What came in the last whole month.",
                       "What came in the last %(n)s whole months.", known.months)  # fmt: skip
    return Heading(label, meaning % said)


def _beside(known: Prospect, plan: GoalPlan) -> list[tuple[Heading, Mapping[str, int]]]:
    """What stands beside each goal, as far as anything is known."""
    found: list[tuple[Heading, Mapping[str, int]]] = []
    if known.last:
        found.append((_last_heading(known), known.last))
    if known.potential:
        heading = Heading(_("Potential"), _("What could be sold there, as the book says."))
        found.append((heading, known.potential))
    if known.proposal is None:
        return found
    proposal = known.proposal
    plus = Heading(
        last_year_plus_text(proposal),
        _("What everybody would be asked for if the total were dealt by last year’s sales."),
    )
    fair = Heading(
        _("Fair rule"),
        _(
            "What everybody would reach with about the same chance. Of a year that was "
            "far better or poorer than those of others a part is taken to be chance."
        ),
    )
    found.append((plus, sums_above(plan, {g.item: g.goal for g in proposal.last_year.goals})))
    found.append((fair, sums_above(plan, {g.item: g.goal for g in proposal.proposed.goals})))
    return found
