"""What measures and terms came to in windows, as of the end of each pay period that changed them.

A window is posted at the first end of a pay period on or after its own (on the last day worked
out, if that is earlier), and again at each later one that brings anything to it. Step
`grid_<kind>` (`grid_<kind>_part`): payee, w, w_end, first_t (when it is first posted), provisional
(not ended).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from husay.book.sql import literal
from husay.pay.compile.context import Context, NotCovered, day_literal
from husay.pay.compile.layers import Layers, added_up
from husay.pay.compile.numbered import NOBODY
from husay.pay.compile.taken import measured_by, most_rows_of, whole_column
from husay.pay.compile.team import above
from husay.pay.compile.troubles import trouble
from husay.pay.compile.whole import Whole, cast
from husay.pay.compile.windows import limited, presence, windows
from husay.pay.document.measure import Measure
from husay.pay.document.settings import WindowKind
from husay.pay.document.term import Changing, Earning, Term


def begins(ctx: Context) -> str:
    """The step with the first `day` that is worked out for each person, and the one from which on
    they have draws and floors: when they have `begun` themselves."""
    events = "SELECT person, MIN(day) AS day FROM events GROUP BY person"
    advances = "SELECT person, MIN(day) AS day FROM advances GROUP BY person"
    ctx.step("events_begin", events)
    parts = ["SELECT person, day, day AS own FROM events_begin"]
    if ctx.has("advances"):
        parts.append(f"SELECT person, day, day AS own FROM ({advances}) AS x")
    if ctx.has("reporting"):
        parts.append(
            "SELECT a.manager AS person, e.day, CAST(NULL AS DATE) AS own FROM events_begin AS e "
            f"JOIN {above(ctx)} AS a ON a.person = e.person"
        )
    earliest = (
        f"SELECT person, MIN(day) AS day, MIN(own) AS own FROM ({' UNION ALL '.join(parts)}) AS x "
        "GROUP BY person"
    )
    asked = day_literal(ctx.asked.start)
    day, begun = (f"LEAST({asked}, COALESCE(e.{name}, {asked}))" for name in ("day", "own"))
    joins = ""
    if ctx.has("openings"):
        day, begun = f"COALESCE(o.day, {day})", f"COALESCE(o.day, {begun})"
        joins = " LEFT JOIN openings AS o ON o.person = p.person"
    return ctx.step(
        "begins",
        f"SELECT p.person, {day} AS day, {begun} AS begun FROM people AS p "
        f"LEFT JOIN ({earliest}) AS e ON e.person = p.person{joins}",
    )


def grid(ctx: Context, kind: WindowKind, term: Term) -> str:
    """The step with every window of everybody in which a term is paid: who is there on some day of
    it; or for some part of it, for what changes terms, and for a goal that is prorated."""
    if kind == "goal":
        raise NotCovered("windows of goals")
    until, period = day_literal(ctx.until), ctx.plan.period
    name, join, there = f"grid_{kind}", "", ""
    if limited(ctx):
        join = f" JOIN {presence(ctx, kind)} AS q ON q.person = b.person AND q.starts = w.starts"
        there = " AND q.here"
        prorated = "goal" in ctx.plan.settings.prorates and ctx.plan.goes_by_goal(term)
        if prorated or isinstance(term, Changing):
            name, there = f"{name}_part", " AND q.over > 0"
    return ctx.step(
        name,
        "SELECT b.person AS payee, w.starts AS w, w.ends AS w_end, "
        f"LEAST(d.{period}_end, {until}) AS first_t, w.ends > {until} AS provisional "
        f"FROM {begins(ctx)} AS b JOIN {windows(ctx, kind)} AS w ON w.ends >= b.day "
        f"AND w.starts <= {until} JOIN days AS d ON d.day = w.ends{join} WHERE TRUE{there}",
    )


@dataclass
class Gathered:
    """Several sums by window, as of each posting: `found` has payee, w, w_end, t, first (whether it
    is the first posting), provisional, and a column for each sum."""

    ctx: Context
    kind: WindowKind
    term: Term
    sources: dict[str, tuple[str, Whole]] = field(default_factory=dict)
    scores: dict[str, str] = field(default_factory=dict)

    def measure(self, name: str, term: Earning | None = None) -> Whole:
        """The sum of a measure (of the lines that `term` takes); what was entered, where it is."""
        ctx, measure = self.ctx, self.ctx.plan.measure(name)
        if measure.entered:
            return self._entered(measure)
        alias = f"m_{name}"
        rows = most_rows_of(ctx, measure)
        bounds = whole_column(ctx, measure)
        total = added_up(Whole("value", min(0, bounds.low) * 2, bounds.high * 2), rows, "")
        opened = _opened(ctx, name)
        low, high = ctx.bounds.ranges["attained.value"]
        total = Whole(total.sql, total.low + min(0, low), total.high + max(0, high))
        source = _moving(ctx, measure, self.kind, term)
        if _ends_whole(ctx):
            # Nothing comes into a window after its end: one row of it says all.
            source = (
                f"SELECT payee, w, MIN(day) AS day, SUM(amount) AS amount FROM ({source}) AS y "
                "GROUP BY payee, w"
            )
        self.sources[alias] = (f"{source}{opened}", total)
        return Whole(alias, total.low, total.high)

    def posted(self, name: str, source: str, most: int) -> Whole:
        """The sum of posted lines (payee, at, day, amount), each in the window that `at` is in."""
        alias = f"n_{name}"
        self.sources[alias] = (
            f"SELECT p.payee, d.{self.kind}_start AS w, p.day, p.amount FROM ({source}) AS p "
            "JOIN days AS d ON d.day = p.at",
            Whole(alias, -most, most),
        )
        return Whole(alias, -most, most)

    def _entered(self, measure: Measure) -> Whole:
        table = score_table(self.ctx, measure, self.kind, self.term)
        alias = f"s_{measure.name}"
        self.scores[alias] = table
        low, high = self.ctx.bounds.ranges["scores.value"]
        return Whole(alias, min(low, 0), max(high, 0))

    @property
    def once(self) -> bool:
        """Whether each window has one posting: nothing comes into it after its end."""
        measured = all(alias.startswith("m_") for alias in self.sources)
        return measured and _ends_whole(self.ctx) and not self.ctx.has("openings")

    @property
    def rows(self) -> Layers:
        """All sums, running by posting."""
        return self._rows_once if self.once else self._rows_by_posting

    @property
    def _rows_once(self) -> Layers:
        sums, joins = "", ""
        for name, (source, bounds) in self.sources.items():
            kind = "HUGEINT" if bounds.wide else "BIGINT"
            sums += f", CAST(COALESCE({name}.amount, 0) AS {kind}) AS {name}"
            joins += f" LEFT JOIN ({source}) AS {name} ON {name}.payee = x.payee AND {name}.w = x.w"
        scored, scores = self._scored
        return Layers(
            "SELECT x.payee, x.w, x.first_t AS t, x.w_end, x.provisional, TRUE AS "
            f"first{sums}{scored} FROM {grid(self.ctx, self.kind, self.term)} AS x{joins}{scores}"
            f"{_within(self.term, 'x')}"
        )

    @property
    def _scored(self) -> tuple[str, str]:
        """The columns of what was entered, and the joins that they are from."""
        columns = "".join(f", {alias}.value AS {alias}" for alias in self.scores)
        return columns, "".join(
            f" LEFT JOIN {table} AS {alias} ON {alias}.payee = x.payee AND {alias}.w = x.w"
            for alias, table in self.scores.items()
        )

    @property
    def _rows_by_posting(self) -> Layers:
        ctx, period, until = self.ctx, self.ctx.plan.period, day_literal(self.ctx.until)
        base = grid(ctx, self.kind, self.term)
        held = _within(self.term)
        zeros = "".join(f", 0 AS {name}" for name in self.sources)
        parts = [f"SELECT payee, w, first_t AS t{zeros} FROM {base}"]
        for name, (source, _) in self.sources.items():
            said = "".join(f", {'c.amount' if n == name else '0'} AS {n}" for n in self.sources)
            parts.append(
                f"SELECT c.payee, c.w, LEAST(GREATEST(g.first_t, d.{period}_end), {until}) "
                f"AS t{said} "
                f"FROM ({source}) AS c JOIN {base} AS g ON g.payee = c.payee AND g.w = c.w "
                "JOIN days AS d ON d.day = c.day"
            )
        sums = "".join(f", SUM({name}) AS {name}" for name in self.sources)
        grouped = (
            f"SELECT payee, w, t{sums} FROM ({' UNION ALL '.join(parts)}) AS x GROUP BY payee, w, t"
        )
        over = "(PARTITION BY x.payee, x.w ORDER BY x.t ROWS UNBOUNDED PRECEDING)"
        running = "".join(
            (
                f", CAST(SUM(x.{name}) OVER {over} AS {'HUGEINT' if bounds.wide else 'BIGINT'}) "
                f"AS {name}"
            )
            for name, (_, bounds) in self.sources.items()
        )
        scored, joins = self._scored
        return Layers(
            "SELECT x.payee, x.w, x.t, g.w_end, g.provisional, x.t = g.first_t AS "
            f"first{running}{scored} "
            f"FROM ({grouped}) AS x JOIN {base} AS g ON g.payee = x.payee AND g.w = "
            f"x.w{joins}{held}"
        )


def came_to(ctx: Context, measure: Measure, kind: WindowKind) -> str:
    """The query of what a measure came to until the last day: payee, w, value; no row where
    nothing did."""
    source = f"{_moving(ctx, measure, kind)}{_opened(ctx, measure.name)}"
    return f"SELECT payee, w, SUM(amount) AS value FROM ({source}) AS x GROUP BY payee, w"


def _moving(ctx: Context, measure: Measure, kind: WindowKind, term: Earning | None = None) -> str:
    """What moves a measure: payee, w, day, amount."""
    moves = "treat <= 1" if ctx.plan.returns.moves_attainment else "treat = 0"
    found = measured_by(ctx, measure, kind, term).where(moves)
    return f"SELECT payee, w, day, value AS amount FROM ({found.sql}) AS x"


def _opened(ctx: Context, name: str) -> str:
    """What openings bring to a measure, beside what moves it."""
    if not ctx.has("openings"):
        return ""
    return (
        " UNION ALL SELECT a.person AS payee, a.starts AS w, o.day, a.value AS amount "
        "FROM attained AS a JOIN openings AS o ON o.person = a.person "
        f"WHERE a.measure = {literal(name)}"
    )


def _ends_whole(ctx: Context) -> bool:
    """Whether nothing comes into a window of a measure after its end."""
    return not ctx.has("returns") or ctx.plan.returns.mode != "recompute"


def _within(term: Term, ends: str = "g") -> str:
    """That a term holds on some day of the window."""
    parts = []
    if term.starts is not None:
        parts.append(f"{ends}.w_end >= {day_literal(term.starts)}")
    if term.ends is not None:
        parts.append(f"x.w <= {day_literal(term.ends)}")
    return f" WHERE {' AND '.join(parts)}" if parts else ""


def score_table(ctx: Context, measure: Measure, kind: WindowKind, term: Term) -> str:
    """The step with what was entered: payee, w, value (NULL: not yet, or not approved; told)."""
    rows = grid(ctx, kind, term)
    name = f"score_{measure.name}_{rows.removeprefix('grid_')}"
    if name in ctx.steps:
        return name
    entered = (
        "SELECT s.person, w.starts AS w, ARG_MAX(s.value, s.nth) AS value, "
        f"ARG_MAX(s.approved, s.nth) AS approved FROM scores AS s JOIN {windows(ctx, kind)} AS w "
        f"ON s.starts = w.starts AND s.ends = w.ends WHERE s.measure = {literal(measure.name)} "
        "GROUP BY s.person, w.starts"
    )
    scored = (
        "SELECT g.payee, g.w, g.provisional, COALESCE(o.value, e.value) AS value, "
        "COALESCE(o.approved, e.approved) AS approved "
        f"FROM {rows} AS g LEFT JOIN ({entered}) AS o ON o.person = g.payee AND "
        "o.w = g.w "
        f"LEFT JOIN ({entered}) AS e ON e.person = {NOBODY} AND e.w = g.w"
    )
    ctx.step(
        name,
        (
            "SELECT payee, w, provisional, approved, CASE WHEN approved THEN value END AS value "
            f"FROM ({scored}) AS r"
        ),
    )
    for code, met in (
        ("pay-no-score", "approved IS NULL"),
        ("pay-score-unapproved", "NOT approved"),
    ):
        ctx.problems.append(
            trouble(
                code,
                "payee",
                literal(measure.name),
                f"FROM {name} WHERE NOT provisional AND {met}",
                "w",
            )
        )
    return name


def posted_rows(
    ctx: Context, term: Term, kind: str, found: Layers, amount: Whole, *, once: bool = False
) -> Layers:
    """Lines of a windowed or changing term: of rows with `over` and `under`, the difference to what
    was posted before. `once`: nothing was."""
    if once:
        found = found.with_({"change": cast(amount)})
        return _posted(ctx, term, kind, found, amount)
    found = found.with_({"now": cast(amount)})
    before = "COALESCE(LAG(now) OVER (PARTITION BY payee, w ORDER BY t), 0)"
    found = found.with_({"change": f"now - {before}"}).where("first OR change <> 0")
    return _posted(ctx, term, kind, found, amount)


def _posted(ctx: Context, term: Term, kind: str, found: Layers, amount: Whole) -> Layers:
    ctx.amounts[term.name] = 2 * amount.most
    return found.only({
        "number": f"CAST({ctx.number(term)} AS TINYINT)", "term": literal(term.name),
        "kind": literal(kind), "payee": "payee", "person": "payee", "role": "''",
        "sale": "CAST(NULL AS VARCHAR)", "line": "CAST(NULL AS INTEGER)",
        "payment": "CAST(NULL AS VARCHAR)", "place": "CAST(NULL AS BIGINT)",
        "day": "CASE WHEN first AND NOT provisional THEN w_end ELSE t END",
        "value": "measured", "after": "measured", "amount": "CAST(change AS BIGINT)",
        "w": "w", "ow": "w", "provisional": "provisional",
    })  # fmt: skip
