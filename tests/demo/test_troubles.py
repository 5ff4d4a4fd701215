"""Each planted trouble can be seen with plain SQL, and as large as the key says."""

from decimal import Decimal

import pytest

from husay.demo.answer_key import Trouble

from .conftest import Demo

pytestmark = pytest.mark.xdist_group("demo")

CODES = {
    "unit-line-falls", "price-slides", "cannot-close", "late-returns", "joiner", "leaver",
    "unit-moved", "team-change", "top-performer", "deals-stall",
}  # fmt: skip


def all_of(demo: Demo, code: str) -> list[Trouble]:
    return [trouble for trouble in demo.key.troubles if trouble.code == code]


def test_the_key_has_every_trouble_with_who_when_and_how_much(demo: Demo) -> None:
    assert {t.code for t in demo.key.troubles} == CODES
    assert len(all_of(demo, "joiner")) == 5
    assert len(all_of(demo, "leaver")) == 4
    assert len(all_of(demo, "team-change")) == 2
    for trouble in demo.key.troubles:
        assert trouble.ids
        assert trouble.dates
        assert trouble.size
    with pytest.raises(KeyError):
        demo.key.trouble("no-such-trouble")


def test_one_unit_sells_a_fifth_less_of_one_product_line(demo: Demo) -> None:
    """Measured as the line's part in the unit's lines, which the unit's weather leaves alone."""
    trouble = demo.key.trouble("unit-line-falls")
    since, before = demo.rows(
        "SELECT sum(lines) FILTER (product_line = $2 AND date >= $3) / "
        "sum(lines) FILTER (product_line <> $2 AND date >= $3), "
        "sum(lines) FILTER (product_line = $2 AND date < $3) / "
        "sum(lines) FILTER (product_line <> $2 AND date < $3) "
        "FROM credited WHERE kind = 'sale' AND unit = $1 AND month(date) BETWEEN 8 AND 11",
        trouble.ids["unit"], trouble.ids["product_line"], trouble.dates["from"],
    )[0]  # fmt: skip
    assert trouble.size["planned_fall_permille"] == 190
    assert 0.70 < since / before < 0.92
    assert (demo.key.until - trouble.dates["from"]).days == 111


def test_one_product_line_is_sold_ever_cheaper_and_the_others_are_not(demo: Demo) -> None:
    trouble = demo.key.trouble("price-slides")
    found = demo.rows(
        "SELECT p.product_line, "
        "sum(amount) FILTER (date < $1) * 1000 / sum(list_amount) FILTER (date < $1) - "
        "sum(amount) FILTER (date >= $2) * 1000 / sum(list_amount) FILTER (date >= $2) AS slid "
        "FROM book_sale_lines s JOIN book_products p ON p.product = s.product WHERE kind = 'sale' "
        "AND (date BETWEEN $1 - 90 AND $1 - 1 OR date >= $2) GROUP BY 1",
        trouble.dates["from"], trouble.dates["full_from"],
    )  # fmt: skip
    slid = dict(found)
    assert 65 < slid.pop(trouble.ids["product_line"]) < 100
    assert max(slid.values()) < 25


def test_the_slide_is_gradual(demo: Demo) -> None:
    trouble = demo.key.trouble("price-slides")
    quarters = [share for (share,) in demo.rows(
        "SELECT sum(amount) / sum(list_amount) FROM book_sale_lines s JOIN book_products p "
        "ON p.product = s.product WHERE kind = 'sale' AND p.product_line = $1 AND date >= $2 - 91 "
        "GROUP BY (date - ($2 - 91)) // 91 ORDER BY (date - ($2 - 91)) // 91",
        trouble.ids["product_line"], trouble.dates["from"],
    )]  # fmt: skip
    assert quarters == sorted(quarters, reverse=True)


def test_one_seller_has_meetings_as_others_and_wins_a_third(demo: Demo) -> None:
    trouble = demo.key.trouble("cannot-close")
    rows = {who: (met / made, won / closed) for who, made, met, won, closed in demo.rows(
        "SELECT d.seller, count(*), count(*) FILTER (m.deal IS NOT NULL), "
        "count(*) FILTER (status = 'won'), count(*) FILTER (status <> 'open') FROM book_deals d "
        "LEFT JOIN book_deal_stages m ON m.deal = d.deal AND m.stage = 'meeting' "
        "GROUP BY 1 HAVING count(*) >= 100"
    )}  # fmt: skip
    meets, wins = rows.pop(str(trouble.ids["seller"]))
    others = [sum(part) / len(rows) for part in zip(*rows.values(), strict=True)]
    assert 0.8 < meets / others[0] < 1.2
    assert 0.1 < wins / others[1] < 0.55
    assert wins == min(wins, *(rate for _, rate in rows.values()))


def test_a_batch_of_returns_comes_late(demo: Demo) -> None:
    trouble = demo.key.trouble("late-returns")
    days = demo.rows(
        "SELECT r.date >= $1, avg(r.date - s.date), count(*) FROM book_sale_lines r "
        "JOIN book_sale_lines s ON s.sale = r.returns_sale AND s.line = r.returns_line "
        "JOIN book_products p ON p.product = r.product "
        "WHERE r.date - s.date > 43 AND p.product_group = $2 GROUP BY 1",
        trouble.dates["from"], trouble.ids["product_group"],
    )  # fmt: skip
    assert len(days) == 1, "no other return comes later than six weeks after its sale"
    ((late, average, count),) = days
    assert late
    assert 50 < average < 65
    assert abs(count - int(trouble.size["lines"])) * 8 < count
    assert int(trouble.size["lines"]) > 50


def test_joiners_ramp_up_and_leavers_hand_over(demo: Demo) -> None:
    for joiner in all_of(demo, "joiner"):
        hired = demo.one("SELECT hired FROM book_people WHERE person = ?", joiner.ids["seller"])
        assert hired == joiner.dates["from"]
        first = demo.one("SELECT min(date) FROM credited WHERE person = ?", joiner.ids["seller"])
        assert (first - hired).days < 40
    for leaver in all_of(demo, "leaver"):
        gone = demo.one('SELECT "left" FROM book_people WHERE person = ?', leaver.ids["seller"])
        assert gone == leaver.dates["last_day"]
        handed = demo.rows(
            "SELECT count(DISTINCT o.item) FROM book_ownerships o JOIN book_ownerships n "
            "ON n.item = o.item AND n.scope = o.scope AND n.valid_from = o.valid_to + 1 "
            "WHERE o.person = ? AND o.valid_to = ? AND n.person <> o.person",
            leaver.ids["seller"], gone,
        )  # fmt: skip
        assert handed == [(leaver.size["accounts_handed_over"],)]


def test_new_sellers_bring_less_of_what_their_accounts_brought(demo: Demo) -> None:
    """All joiners together: their first 90 days against days 180 to 540, per day."""
    early, later = demo.rows(
        "SELECT sum(c.amount) FILTER (c.date - p.hired < 90) / 90.0, "
        "sum(c.amount) FILTER (c.date - p.hired BETWEEN 180 AND 539) / 360.0 "
        "FROM credited c JOIN book_people p ON p.person = c.person "
        "WHERE p.hired BETWEEN $1 AND $2 - 540",
        demo.key.starts, demo.key.until,
    )[0]  # fmt: skip
    assert 0.4 < early / later < 0.9


def test_then_and_now_differ_by_what_moved(demo: Demo) -> None:
    moved = demo.key.trouble("unit-moved")
    before = demo.one(
        "SELECT sum(amount) FROM credited WHERE unit = ? AND date < ?",
        moved.ids["unit"], moved.dates["from"],
    )  # fmt: skip
    totals = {name: Decimal(value) for name, value in demo.key.totals.items() if "_" in name}
    assert totals["revenue_luzon_then"] - totals["revenue_luzon_now"] == before > 0
    assert totals["revenue_visayas_now"] - totals["revenue_visayas_then"] == before
    parents = demo.rows(
        "SELECT parent, valid_from FROM book_units WHERE unit = ? ORDER BY valid_from",
        moved.ids["unit"],
    )
    assert [parent for parent, _ in parents] == [moved.ids["from"], moved.ids["to"]]
    assert parents[1][1] == moved.dates["from"]


def test_two_sellers_change_teams_in_mid_month_and_keep_their_accounts(demo: Demo) -> None:
    for change in all_of(demo, "team-change"):
        day = change.dates["from"]
        assert 5 < day.day < 25
        teams = demo.rows(
            "SELECT team FROM credited WHERE person = ? GROUP BY team ORDER BY min(date)",
            change.ids["seller"],
        )
        assert [t for (t,) in teams] == [change.ids["from"], change.ids["to"]]
        assert demo.rows(
            "SELECT item FROM book_ownerships WHERE person = ? AND valid_to BETWEEN ? AND ?",
            change.ids["seller"], day.replace(day=1), day,
        ) == []  # fmt: skip


def test_one_seller_stands_out_against_their_goal(demo: Demo) -> None:
    trouble = demo.key.trouble("top-performer")
    ((best, share),) = demo.rows(
        "SELECT c.person, c.amount / g.value AS share FROM (SELECT person, sum(amount) AS amount "
        "FROM credited GROUP BY 1) c JOIN (SELECT item, sum(value) AS value FROM book_goals WHERE "
        "scope = 'seller' AND measure = 'revenue' AND starts <= $1 GROUP BY 1) g "
        "ON g.item = c.person ORDER BY share DESC LIMIT 1",
        demo.key.until,
    )
    assert best == trouble.ids["seller"]
    assert 1.1 < share < 1.5
    year, usual = (
        Decimal(trouble.size[name])
        for name in ("revenue_last_365_days", "median_seller_last_365_days")
    )
    assert year > usual * Decimal("1.3")


def test_deals_stall_in_one_unit(demo: Demo) -> None:
    trouble = demo.key.trouble("deals-stall")
    waiting = demo.rows(
        "SELECT t.parent, list(d.deal ORDER BY d.deal) AS deals FROM book_deals d "
        "JOIN book_deal_stages s ON s.deal = d.deal AND s.stage = 'negotiation' "
        "JOIN book_assignments a ON a.person = d.seller AND a.role = 'seller' "
        "AND a.valid_to IS NULL JOIN book_units t ON t.unit = a.unit "
        "WHERE d.status = 'open' AND s.entered < ?::DATE - 37 GROUP BY 1",
        demo.key.until,
    )
    assert [(unit, tuple(deals)) for unit, deals in waiting] == [
        (trouble.ids["unit"], trouble.ids["deals"])
    ]
    assert len(trouble.ids["deals"]) >= 8
