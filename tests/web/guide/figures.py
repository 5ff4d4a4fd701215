"""Invented figures for the style guide. A 'thousand' is ₱1,000 in ten-thousandths."""

from datetime import date, timedelta

from husay.basics.amount import SCALE
from husay.web.charts import Chart, ranking_chart, trend_chart
from husay.web.graphs import bullet, spark
from husay.web.ranking import Ranking, RankItem
from husay.web.table import Cell, Column, Table
from husay.web.tile import Tile
from husay.web.trend import Band, Line, Trend
from husay.words import dates
from husay.words.figure import Evidence, Figure, Sentence, Tone, compose
from husay.words.format import MILLIONS, Style, count, money, money_exact, share

THOUSAND = 1_000 * SCALE
PESO = Style("money", "PHP")
SQL = """SELECT date, SUM(amount) AS revenue
FROM sale_lines
WHERE date BETWEEN '2026-11-01' AND '2026-11-18'
  AND kind IN ('sale', 'return', 'adjustment')
GROUP BY date ORDER BY date"""


def evidence(key: str, name: str) -> Evidence:
    return Evidence(
        key=key,
        name=name,
        definition="What was invoiced, net of discounts, returns and tax, on the day it was "
        "invoiced.",
        facts=(
            ("Window", dates.span(date(2026, 11, 1), date(2026, 11, 18))),
            ("Structure", "as it was then"),
            ("Snapshot", "1,204"),
        ),
        rows_url="/explore",
        sql=SQL,
    )


def peso(thousands: int, key: str = "", name: str = "Revenue") -> Figure:
    amount = thousands * THOUSAND + 1234_5600 % THOUSAND
    return Figure(
        text=money(amount, "PHP", MILLIONS),
        exact=money_exact(amount, "PHP"),
        evidence=evidence(key, name) if key else None,
    )


def against(value: int, tone: Tone, word: str, *, signed: bool = True) -> Figure:
    return Figure(text=share(value, signed=signed), tone=tone, word=word)


def sentence() -> Sentence:
    ahead = Figure(text="3.1 % ahead", tone="good", evidence=evidence("pace", "Ahead of pace"))
    month = dates.month_name(date(2026, 11, 18))
    return Sentence(
        compose(
            "{month} stands at {now} of {goal}, {ahead} of the pace for the month. Two product "
            "lines hold it back.",
            month=month,
            now=peso(41_812, "now"),
            goal=peso(68_000, "goal", "Goal"),
            ahead=ahead,
        ),
        (
            compose(
                "12 of 20 working days gone. Same days last year {last} ({change}). Year to date "
                "{year}, {part} of goal to date.",
                last=peso(38_900, "last", "Revenue, last year"),
                change=against(750, "good", "more"),
                year=peso(742_600, "year"),
                part=against(10_120, "", "", signed=False),
            ),
        ),
    )


def _working_days() -> list[date]:
    month = [date(2026, 11, 1) + timedelta(days=i) for i in range(30)]
    return [day for day in month if day.weekday() < 5][:20]


def pace_chart() -> Chart:
    """The sketch's chart: differences to the goal's pace, with what is likely and a band."""
    known = [-150, 300, 120, 500, 410, -60, 420, 500, 810, 1000, 1120, 1290]
    last = [
        -100, -390, -190, -600, -780, -1090, -1000, -1320, -1210, -1560, -1500, -1700, -1890, -1790,
        -2190, -2110, -2410, -2720, -2900, -3210,
    ]  # fmt: skip
    points, now = len(last), len(known)
    ahead = range(points - now + 1)
    blank: tuple[None, ...] = (None,) * (now - 1)
    likely = [1290 + 130 * i for i in ahead]
    low, high = [1290 - 430 * i for i in ahead], [1290 + 515 * i for i in ahead]

    def line(name: str, values: list[int | None]) -> Line:
        return Line(name, tuple(None if v is None else v * THOUSAND for v in values))

    days = _working_days()
    band = [tuple(v * THOUSAND for v in values) for values in (low, high)]
    return trend_chart(
        Trend(
            key="pace",
            title="Ahead of or behind the goal’s pace, this month",
            summary="Since the sixth working day ahead of the goal’s pace, now by ₱1.3 M; last "
            "year fell behind steadily.",
            points=tuple(dates.day_month(day) for day in days),
            names=tuple(f"{day:%A}, {dates.day(day)}" for day in days),
            actual=line("this month", [*known, *(None,) * (points - now)]),
            goal=line("goal pace", [0] * points),
            last_year=line("last year", list(last)),
            likely=line("likely", [*blank, *likely]),
            band=Band("likely", (*blank, *band[0]), (*blank, *band[1])),
            style=PESO,
            signed=True,
        )
    )


def year_chart() -> Chart:
    """Twelve months of an amount: the usual chart."""
    months = [date(2025 + (11 + i) // 12, (11 + i) % 12 + 1, 1) for i in range(12)]
    now = [58, 49, 52, 61, 57, 60, 66, 63, 67, 70, 74, 71]
    return trend_chart(
        Trend(
            key="year",
            title="Revenue by month",
            summary="Revenue rises from ₱58 M in December to ₱71 M in November.",
            points=tuple(dates.month_short(month) for month in months),
            names=tuple(dates.month(month) for month in months),
            actual=Line("this year", tuple(v * 1_000 * THOUSAND for v in now)),
            goal=Line("goal", tuple((55 + i) * 1_000 * THOUSAND for i in range(12))),
            last_year=Line("last year", tuple((v - 4) * 1_000 * THOUSAND for v in now)),
            style=PESO,
        )
    )


def ranking() -> Chart:
    items = (
        ("Beverages", 14_820, 14_100, 13_050),
        ("Snacks and confectionery", 11_310, 10_400, 11_900),
        ("Household care", 8_240, 9_600, 8_900),
        ("Personal care", 4_910, 4_700, 3_800),
        ("Canned goods", 2_530, 2_900, 2_600),
    )
    return ranking_chart(
        Ranking(
            key="lines",
            title="Product lines, this month",
            summary="Beverages lead with ₱14.8 M; Household care and Canned goods are behind goal.",
            head="Product line",
            items=tuple(
                RankItem(
                    name,
                    value * THOUSAND,
                    goal * THOUSAND,
                    last * THOUSAND,
                    tone="" if value >= goal else "bad",
                    url="/explore",
                )
                for name, value, goal, last in items
            ),
            style=PESO,
            value_name="this month",
            goal_name="goal to date",
            last_year_name="last year",
        )
    )


def _attained(attainment: int) -> Figure:
    good = attainment >= SCALE
    word = "ahead of goal" if good else "behind goal"
    return against(attainment, "good" if good else "bad", word, signed=False)


def tiles() -> tuple[Tile, ...]:
    order = 13_409_1234
    return (
        Tile(
            name="November, 12 of 20 working days",
            figure=peso(41_812, "tile-now"),
            against="of ₱68.0 M",
            graph=bullet(6_148, "good", pace=6_000),
            comparisons=(
                ("Goal to date", _attained(10_310)),
                ("Same days last year", against(750, "good", "more")),
            ),
        ),
        Tile(
            name="2026, to date",
            figure=peso(742_600, "tile-year"),
            against="of ₱861.0 M",
            graph=bullet(8_625, "good", pace=8_530),
            comparisons=(
                ("Goal to date", _attained(10_120)),
                ("Same days last year", against(940, "good", "more")),
            ),
        ),
        Tile(
            name="Orders this month",
            figure=Figure(text="3,118", exact="3,118"),
            comparisons=(
                (
                    "Average order",
                    Figure(text=money(order, "PHP"), exact=money_exact(order, "PHP")),
                ),
                ("Return rate", against(240, "bad", "worse", signed=False)),
            ),
        ),
    )


def units() -> Table:
    rows = (
        ("Luzon", 23_901, 10_460, 980, 412_000, (12, 11, 13, 15, 14, 13, 15, 16, 15, 14, 16, 17)),
        ("Visayas", 9_104, 9_120, -640, 171_300, (15, 16, 17, 16, 15, 16, 17, 15, 14, 15, 13, 12)),
        ("Mindanao", 8_807, 10_790, 1_510, 159_300, (12, 13, 12, 13, 14, 13, 14, 14, 16, 15, 14)),
    )  # fmt: skip
    columns = (
        Column("Division"),
        Column("This month", "number"),
        Column("Against goal to date", "graph"),
        Column("Same days last year", "number"),
        Column("Year to date", "number", rest=True),
        Column("12 months", "graph", rest=True),
    )
    return Table("Divisions, this month", columns, tuple(_unit_row(*row) for row in rows))


def _unit_row(
    name: str, now: int, attainment: int, change: int, year: int, trend: tuple[int, ...]
) -> tuple[Cell, ...]:
    tone: Tone = "good" if attainment >= SCALE else "bad"
    return (
        Cell(text=name, url="/explore"),
        Cell(figure=peso(now)),
        Cell(graph=bullet(attainment, tone), figure=_attained(attainment)),
        Cell(text=share(change, signed=True)),
        Cell(figure=peso(year)),
        Cell(graph=spark(trend, "bad" if tone == "bad" else "")),
    )


def many_rows() -> Table:
    columns = (
        Column("Sale"), Column("Date"), Column("Seller"), Column("Product"),
        Column("Quantity", "number"), Column("Amount", "number"),
    )  # fmt: skip
    rows = tuple(
        (
            Cell(text=f"SI-{10_400 + i}"),
            Cell(text=dates.day(date(2026, 11, 1 + i % 18))),
            Cell(text=("Maria Santos", "Jose Ramos", "Liza Cruz")[i % 3], url="/explore"),
            Cell(text="Cola 1.5 L × 12"),
            Cell(text=count((i * 7) % 40 - 3)),
            Cell(text=money_exact(((i * 7) % 40 - 3) * 512_5000, "PHP")),
        )
        for i in range(12)
    )
    total = (Cell(text="Total"), *(Cell() for _ in range(4)), Cell(text="₱102,397.50"))
    return Table("Sale lines", columns, rows, total)
