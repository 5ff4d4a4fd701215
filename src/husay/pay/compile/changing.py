"""Gates and multipliers: what they change of what other terms earned in a window, one line each.

All are worked out on one row per seller, window and posting, in the order of the document: each
acts on the exact net that those before it left of every term, of what was earned in the window.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from husay.book.sql import literal
from husay.pay.compile.by_window import at_value, once_a_window
from husay.pay.compile.context import Context, NotCovered
from husay.pay.compile.events import counts_back
from husay.pay.compile.figures import Joins
from husay.pay.compile.goals import tell_goals
from husay.pay.compile.layers import Layers, columns_of, named
from husay.pay.compile.tiers import curve
from husay.pay.compile.totals import Gathered, grid, posted_rows
from husay.pay.compile.troubles import trouble
from husay.pay.compile.whole import (
    Ratio,
    Whole,
    add,
    chosen,
    common,
    compared,
    minus,
    multiply,
    negative,
    plus,
    ratio,
    subtract,
    sum_of,
    whole,
)
from husay.pay.compile.windows import limited
from husay.pay.document.settings import lies_in
from husay.pay.document.term import Gate, Multiplier, Term


def add_changing(ctx: Context) -> list[str]:
    """Add the steps of all gates and multipliers; their names."""
    terms = [t for t in ctx.plan.terms if isinstance(t, Gate | Multiplier)]
    if not terms:
        return []
    if len({ctx.kind(term) for term in terms}) > 1:
        raise NotCovered("gates and multipliers over windows of several kinds", terms[0].name)
    return _Changing(ctx, terms).steps()


class _Changing:
    """All gates and multipliers of a plan, in order."""

    def __init__(self, ctx: Context, terms: Sequence[Gate | Multiplier]) -> None:
        self.ctx, self.terms = ctx, terms
        self.kind = ctx.kind(terms[0])
        if any(term.starts or term.ends for term in terms) and len(terms) > 1:
            raise NotCovered("gates and multipliers with days of their own", terms[0].name)
        self.gathered = Gathered(ctx, self.kind, terms[0])
        self.joins = Joins(self.kind)
        self.goals: dict[str, Whole] = {}
        self.left: dict[str, Whole] = {}
        """What is posted of each term by now, where a multiplier may leave less than a coin."""

    def steps(self) -> list[str]:
        """One step for each term, over a common one."""
        ctx = self.ctx
        names = sorted({name for term in self.terms for name in ctx.plan.acts_on(term)})
        nets: dict[str, Ratio] = {}
        for name in names:
            term = next(t for t in ctx.plan.terms if t.name == name)
            most = ctx.amounts[name] * ctx.bounds.lines * 2 + ctx.amounts[name]
            nets[name] = Ratio(self.gathered.posted(name, self._posted(term), most), whole(1))
        self._leave_absent(names)
        values = {term.name: self._value(term) for term in self.terms}
        for name, goal in self.goals.items():
            rows = (
                f"SELECT t.payee, t.w, {goal.sql} AS goal FROM ({self.gathered.rows.sql}) "
                f"AS t{self.joins.sql}"
            )
            tell_goals(ctx, ctx.plan.measure(name), self.kind, rows)
        found, values = self._valued(values)
        if any(isinstance(term, Multiplier) for term in self.terms[:-1]):
            self.left = {name: net.over for name, net in nets.items()}
        done = []
        for term in self.terms:
            found, nets, step = self._changed(term, found, nets, values[term.name])
            done.append(step)
        return done

    def _leave_absent(self, names: Sequence[str]) -> None:
        """Leave to the interpreter whoever earns something in a window for no part of which they
        are there: after they left, or in a month that is not whole."""
        ctx = self.ctx
        if not limited(ctx):
            return
        terms = (t for t in ctx.plan.terms if t.name in names)
        every = " UNION ALL ".join(self._posted(term) for term in terms)
        what = literal("gates or multipliers where somebody has left")
        source = (
            f"FROM ({every}) AS p JOIN days AS d ON d.day = p.at "
            f"ANTI JOIN {grid(ctx, self.kind, self.terms[0])} AS g ON g.payee = p.payee "
            f"AND g.w = d.{self.kind}_start WHERE p.amount <> 0"
        )
        ctx.problems.append(trouble("pay-not-compiled", "p.payee", what, source))

    def _posted(self, term: Term) -> str:
        """What a term posted: payee, day, amount, and `at`, a day of the window that changes it.

        Where the term's windows are no part of those, that is the day on which it was earned: of
        what is taken back, of what it takes back; of what a window brought, the window's last."""
        ctx, number = self.ctx, self.ctx.number(term)
        inside = lies_in(ctx.kind(term), self.kind)
        if once_a_window(term, ctx.plan):
            source, at = f"term_{number} AS r", "r.ow"
            if not inside:
                source += " JOIN days AS l ON l.day = r.ow"
                at = f"l.{ctx.kind(term)}_end"
            held = "NOT r.provisional"
        else:
            source, at, held = "earned AS r", "r.w", f"r.number = {number}"
            if ctx.has("returns"):
                at = "r.ow"
            if not inside and ctx.has("returns"):
                source += " JOIN events AS e ON e.place = r.place"
                back = counts_back(ctx, "e")
                at = f"CASE WHEN {back} AND e.since >= r.ow THEN e.since ELSE r.day END"
            elif not inside:
                at = "r.day"
        return f"SELECT r.payee, {at} AS at, r.day, r.amount FROM {source} WHERE {held}"

    def _value(self, term: Gate | Multiplier) -> Ratio:
        """What a multiplier multiplies by; 1 or 0 for a gate that is open or closed."""
        if isinstance(term, Multiplier):
            total = self.gathered.measure(term.of)
            at, goal = at_value(self.ctx, self.gathered, self.joins, term.of, term.inside, total)
            if goal is not None:
                self.goals[term.of] = goal
            return self._times(term, at)
        if term.withholds != "pay":
            raise NotCovered("gates that withhold accelerators", term.name)
        parts, missing = [], []
        for one in term.requires:
            total = self.gathered.measure(one.of)
            at, goal = at_value(self.ctx, self.gathered, self.joins, one.of, one.inside, total)
            if goal is not None:
                self.goals[one.of] = goal
                missing.append(f"{goal.sql} IS NULL")
            missing.append(f"{total.sql} IS NULL")
            (value, least), _ = common((at, ratio(one.least)))
            parts.append(compared(value, ">=", least))
        met = f"({' AND '.join(parts)})"
        return Ratio(
            Whole(
                f"(CASE WHEN {' OR '.join(missing)} THEN NULL WHEN {met} THEN 1 ELSE 0 END)", 0, 1
            ),
            whole(1),
        )

    def _times(self, term: Multiplier, at: Ratio) -> Ratio:
        if not term.rows:
            return at
        missing = f"{at.over.sql} IS NULL OR {at.under.sql} IS NULL"
        if term.interpolated and len(term.rows) > 1:
            found = curve(term.rows, at, term.edge, continues=False)
        else:
            found = _row(term, at)
        over = found.over
        return Ratio(
            Whole(f"(CASE WHEN {missing} THEN NULL ELSE {over.sql} END)", over.low, over.high),
            found.under,
        )

    def _valued(self, values: Mapping[str, Ratio]) -> tuple[Layers, dict[str, Ratio]]:
        """The sums with what each term multiplies by as columns."""
        said, found = dict[str, Whole](), dict[str, Ratio]()
        for name, value in values.items():
            said |= {f"x_{name}": value.over, f"y_{name}": value.under}
            under = (
                value.under if value.under.constant is not None else named(value.under, f"y_{name}")
            )
            found[name] = Ratio(named(value.over, f"x_{name}"), under)
        columns = ", ".join(f"{sql} AS {name}" for name, sql in columns_of(said).items())
        rows = Layers(f"SELECT t.*, {columns} FROM ({self.gathered.rows.sql}) AS t{self.joins.sql}")
        table = self.ctx.step("changing", rows.sql)
        return Layers(f"SELECT * FROM {table}"), found

    def _changed(
        self, term: Gate | Multiplier, found: Layers, nets: dict[str, Ratio], by: Ratio
    ) -> tuple[Layers, dict[str, Ratio], str]:
        ctx, after, changes = self.ctx, dict(nets), ratio(0)
        columns: dict[str, Whole] = {}
        so_far: dict[str, Ratio] = {}
        for name in sorted(ctx.plan.acts_on(term)):
            change = subtract(multiply(nets[name], by), nets[name])
            changes = so_far[name] = add(changes, change)
            kept = add(nets[name], change)
            (own, was), under = common((kept, nets[name]))
            open_ = chosen([(f"({by.over.sql} IS NULL)", was)], own)
            over_name, under_name = f"o{ctx.number(term)}_{name}", f"u{ctx.number(term)}_{name}"
            columns |= {over_name: open_, under_name: under}
            by_under = under if under.constant is not None else named(under, under_name)
            after[name] = Ratio(named(open_, over_name), by_under)
        said = {"over": changes.over, "under": changes.under, "measured": by.over}
        rows = found.with_(columns_of(said) | {"goal": "CAST(NULL AS BIGINT)"})
        amount = ctx.rounded(Ratio(named(changes.over, "over"), _under(changes, "under")))
        if self.left:
            found, amount = self._posts(term, found, by, so_far)
            rows = found.with_(columns_of(said) | {"goal": "CAST(NULL AS BIGINT)"})
        rows = rows.where(f"{by.over.sql} IS NOT NULL")
        kind = "gate" if isinstance(term, Gate) else "multiplier"
        step = ctx.step(f"term_{ctx.number(term)}", posted_rows(ctx, term, kind, rows, amount).sql)
        return found.with_(columns_of(columns)), after, step

    def _posts(
        self, term: Gate | Multiplier, found: Layers, by: Ratio, so_far: Mapping[str, Ratio]
    ) -> tuple[Layers, Whole]:
        """The rows with what is posted of each term, and the sum of what this one posts: by
        difference of what it changed `so_far`, term by term; all that is left in coins where it
        takes everything."""
        number, before = self.ctx.number(term), whole(0)
        exact, posts, left = dict[str, Whole](), dict[str, Whole](), dict[str, Whole]()
        for name, changed in so_far.items():
            exact |= {f"c{number}_{name}": changed.over, f"d{number}_{name}": changed.under}
            over = named(changed.over, f"c{number}_{name}")
            now = self.ctx.rounded(Ratio(over, _under(changed, f"d{number}_{name}")))
            nothing, takes = f"({by.over.sql} IS NULL)", f"({by.over.sql} = 0)"
            cases = [(nothing, whole(0)), (takes, negative(self.left[name]))]
            posts[f"p{number}_{name}"] = chosen(cases, minus(now, before))
            left[f"l{number}_{name}"] = plus(
                self.left[name], named(posts[f"p{number}_{name}"], f"p{number}_{name}")
            )
            self.left[name] = named(left[f"l{number}_{name}"], f"l{number}_{name}")
            before = now
        found = found.with_(columns_of(exact)).with_(columns_of(posts)).with_(columns_of(left))
        return found, sum_of([named(one, name) for name, one in posts.items()])


def _under(value: Ratio, name: str) -> Whole:
    """A denominator as a column, unless it is a number of the plan."""
    return value.under if value.under.constant is not None else named(value.under, name)


def _row(term: Multiplier, at: Ratio) -> Ratio:
    """What the row that a value is in says; 0 below the first. A first one from 0 (or below) is
    reached by its edge itself."""
    overs, under = common([ratio(pays) for _, pays in term.rows])
    sign = ">=" if term.edge == "upper" else ">"
    cases, first = list[tuple[str, Whole]](), term.rows[0][0]
    for (start, _), over in reversed(list(zip(term.rows, overs, strict=True))):
        (value, edge), _ = common((at, ratio(start)))
        reached = ">=" if start == first <= 0 else sign
        cases.append((compared(value, reached, edge), over))
    return Ratio(chosen(cases, whole(0)), under)
