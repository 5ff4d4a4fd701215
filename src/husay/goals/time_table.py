"""A plan's goals by month, so that both margins hold: in each month what those below a node carry
sums to the node's month, and over the months each one's parts sum to its own goal.

From the top down: a node's months follow its own season; those below follow theirs as nearly as
the node's months allow (`goals.margins`). Where the months of a node cannot be met (who carries
most of it is closed when most of it falls due), no season from above is held: everybody is spread
alone, and above them stand the sums; the answer says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import Window
from husay.basics.problem import Problem
from husay.basics.share import deal_in_steps
from husay.goals.margins import margins
from husay.goals.plan import GoalPlan, Node
from husay.goals.spread import Season, Spread, month_weights, over_days

Months = tuple[int, ...]
_Worth = Sequence[int]

_RESERVE = "\0reserve"
_UNASSIGNED = "\0unassigned"
"""What the rows are called that are no node's: no key has such a sign."""


@dataclass(frozen=True)
class SpreadPlan:
    """Every node's goal by day, and beside them what the nodes keep: `unassigned` by the node's
    key, and the `reserve`. Empty with an error among the problems."""

    nodes: Mapping[str, Spread]
    unassigned: Mapping[str, Spread]
    reserve: Spread | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class _Row:
    """One part of a node's goal: a child's, the reserve's, or the unassigned one."""

    name: str
    value: int
    worth: _Worth


def spread_plan(
    plan: GoalPlan, seasons: Mapping[str, Season], calendar: BusinessCalendar
) -> SpreadPlan:
    """The plan's goals over its window. A node without a season has its parent's, the root a flat
    one; months are in whole steps of the plan as far as the goals are.

    The plan's nodes make a tree. Where a node's parts do not sum to it (`goals.differences`), those
    below are spread by themselves. Problems: as `goals.spread.spread`, with the node's key as
    value; warning `spread-margins` (a node's months could not be met).
    """
    own = _seasons(plan, seasons)
    made = _TimeTable(plan, own, calendar)
    errors = tuple(p for p in made.problems if p.severity == "error")
    if errors:
        return SpreadPlan({}, {}, None, errors)
    made.top_down()
    return _Days(made).spread()


def _seasons(plan: GoalPlan, seasons: Mapping[str, Season]) -> dict[str, Season]:
    """Each node's season, its own or the nearest one above it."""
    found: dict[str, Season] = {}
    for node in plan.downward:
        above = Season() if node.parent is None else found[node.parent]
        found[node.key] = seasons.get(node.key, above)
    return found


class _TimeTable:
    """The months of every node; `kept` has those of reserves and unassigned parts, by name."""

    def __init__(
        self, plan: GoalPlan, seasons: Mapping[str, Season], calendar: BusinessCalendar
    ) -> None:
        self.plan, self.seasons, self.calendar = plan, seasons, calendar
        self.months: dict[str, Months] = {}
        self.kept: dict[str, Months] = {}
        self.windows: tuple[Window, ...] = ()
        self.worth: dict[str, _Worth] = {}
        self.problems: list[Problem] = []
        for node in reversed(plan.downward):
            self._weigh(node)

    def _weigh(self, node: Node) -> None:
        """What each month is worth to a node; nothing where nobody below it is there."""
        season = self.seasons[node.key] if node.value else Season()
        table, problems = month_weights(self.plan.window, season, self.calendar)
        self.problems += [replace(problem, value=node.key) for problem in problems]
        worth = [weight for _, weight in table]
        self.windows = tuple(window for window, _ in table) or self.windows
        below = [c for c in self.plan.below.get(node.key, ()) if c.value]
        if below and worth and not self.plan.reserved(node) and not node.unassigned:
            lists = [self.worth[child.key] for child in below if self.worth[child.key]]
            there = [any(weights[m] for weights in lists) for m in range(len(worth))]
            cut = [weight * here for weight, here in zip(worth, there, strict=True)]
            worth = cut if any(cut) else worth
        self.worth[node.key] = worth

    def top_down(self) -> None:
        """Deal every node's months to those below; by themselves where they cannot be met."""
        root = self.plan.root
        self.months[root.key] = self._alone(root.value, self.worth[root.key])
        for node in self.plan.downward:
            if node.key not in self.plan.below:
                continue
            rows = list(self._rows(node))
            totals = self._totals(node)
            table: Sequence[Sequence[int]] | None = margins(
                [r.value for r in rows], totals, [r.worth for r in rows], self.plan.step
            )
            if sum(r.value for r in rows) != sum(totals):
                table = [self._alone(r.value, r.worth) for r in rows]
            if table is None:
                self._bottom_up(node)
                return
            self._keep(rows, table)

    def _totals(self, node: Node) -> Months:
        """A node's months, with what is over-assigned at it."""
        over = self._alone(self.plan.over_at(node), self.worth[node.key])
        return tuple(a + b for a, b in zip(self.months[node.key], over, strict=True))

    def _rows(self, node: Node) -> Iterator[_Row]:
        """The parts that a node's goal has."""
        for child in self.plan.below.get(node.key, ()):
            yield _Row(child.key, child.value, self.worth[child.key])
        own = self.worth[node.key]
        if self.plan.reserved(node):
            yield _Row(_RESERVE, self.plan.reserved(node), own)
        if node.unassigned:
            yield _Row(_unassigned(node), node.unassigned, own)

    def _keep(self, rows: Sequence[_Row], table: Sequence[Sequence[int]]) -> None:
        for row, months in zip(rows, table, strict=True):
            (self.months if row.name in self.plan.by_key else self.kept)[row.name] = tuple(months)

    def _alone(self, value: int, worth: _Worth) -> Months:
        return tuple(deal_in_steps(value, worth, self.plan.step))

    def _bottom_up(self, failed: Node) -> None:
        """Everybody by their own season, and sums above."""
        self.problems.append(Problem(code="spread-margins", severity="warning", value=failed.key))
        for node in reversed(self.plan.downward):
            if node.key not in self.plan.below:
                self.months[node.key] = self._alone(node.value, self.worth[node.key])
                continue
            rows = list(self._rows(node))
            for row in rows:
                if row.name not in self.plan.by_key:
                    self.kept[row.name] = self._alone(row.value, row.worth)
            parts = [{**self.kept, **self.months}[row.name] for row in rows]
            sums = tuple(map(sum, zip(*parts, strict=True)))
            if sum(sums) != node.value:
                fit = any(sums) and min(sums) >= 0
                sums = self._alone(node.value, sums if fit else self.worth[node.key])
            self.months[node.key] = sums


def _unassigned(node: Node) -> str:
    return f"{node.key}{_UNASSIGNED}"


class _Days:
    """The days of a time table: below, by working days; above, sums."""

    def __init__(self, table: _TimeTable) -> None:
        self.table, self.plan = table, table.plan

    def spread(self) -> SpreadPlan:
        """Every node's days; of those who are over-assigned or do not add up, by themselves."""
        plan, table = self.plan, self.table
        kept = {name: self._of(months, self._keeper(name)) for name, months in table.kept.items()}
        nodes: dict[str, Spread] = {}
        for node in reversed(plan.downward):
            parts = [nodes[child.key] for child in plan.below.get(node.key, ())]
            own = [_unassigned(node), *([_RESERVE] if node.parent is None else [])]
            parts += [kept[name] for name in own if name in kept]
            if parts and sum(part.value for part in parts) == node.value:
                nodes[node.key] = _sum(parts)
            else:
                nodes[node.key] = self._of(table.months[node.key], node)
        unassigned = {n.key: kept[_unassigned(n)] for n in plan.nodes if _unassigned(n) in kept}
        return SpreadPlan(nodes, unassigned, kept.get(_RESERVE), tuple(table.problems))

    def _keeper(self, name: str) -> Node:
        """Whose part a kept one is."""
        return self.plan.by_key.get(name.removesuffix(_UNASSIGNED), self.plan.root)

    def _of(self, months: Months, node: Node) -> Spread:
        by_month = dict(zip(self.table.windows, months, strict=True))
        season = self.table.seasons[node.key]
        days = over_days(by_month, season, self.table.calendar)
        return Spread(self.plan.window, days)


def _sum(parts: Sequence[Spread]) -> Spread:
    days = {day: sum(part.days[day] for part in parts) for day in parts[0].days}
    return Spread(parts[0].window, days)
