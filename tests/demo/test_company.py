"""The demo company holds together: money, returns, people, ownership, deals, goals, seasons."""

from decimal import Decimal

import pytest

from .conftest import Demo

pytestmark = pytest.mark.xdist_group("demo")


def test_lines_are_sound_money(demo: Demo) -> None:
    assert not demo.rows(
        "SELECT sale, line FROM book_sale_lines WHERE kind = 'sale' AND "
        "(quantity <= 0 OR amount <= 0 OR amount > list_amount OR cost <= 0 "
        "OR abs(tax * 100 - amount * 12) > 1)"
    )
    margin = demo.one("SELECT sum(amount - cost) * 100 / sum(amount) FROM book_sale_lines")
    assert 10 < margin < 30


def test_invoices_have_one_to_eight_lines_of_one_day_and_customer(demo: Demo) -> None:
    assert not demo.rows(
        "SELECT sale FROM book_sale_lines WHERE kind = 'sale' GROUP BY sale "
        "HAVING count(*) > 8 "
        "OR count(DISTINCT date) > 1 OR count(DISTINCT customer) > 1 "
        "OR count(DISTINCT seller) > 1"
    )


def test_a_return_comes_later_and_gives_back_no_more_than_was_sold(demo: Demo) -> None:
    assert not demo.rows(
        "SELECT r.sale FROM book_sale_lines r JOIN book_sale_lines s "
        "ON s.sale = r.returns_sale AND s.line = r.returns_line WHERE r.kind = 'return' AND "
        "(r.date <= s.date OR r.amount >= 0 OR -r.amount > s.amount "
        "OR -r.quantity > s.quantity "
        "OR r.product <> s.product OR r.customer <> s.customer "
        "OR (r.quantity = -s.quantity AND (r.amount <> -s.amount OR r.tax <> -s.tax)))"
    )
    assert not demo.rows(
        "SELECT returns_sale FROM book_sale_lines WHERE kind = 'return' "
        "GROUP BY returns_sale, returns_line HAVING count(*) > 1"
    )
    share = demo.one(
        "SELECT count(*) FILTER (kind = 'return') * 1000 // count(*) FROM book_sale_lines"
    )
    assert 12 < share < 28


def test_nothing_happens_outside_the_history(demo: Demo) -> None:
    first, last = demo.rows("SELECT min(date), max(date) FROM book_sale_lines")[0]
    assert (demo.key.starts - first).days == 0
    assert last == demo.key.until
    assert demo.one("SELECT max(date) FROM book_activities") <= demo.key.until
    assert demo.one("SELECT max(entered) FROM book_deal_stages") <= demo.key.until
    assert demo.one("SELECT max(closed) FROM book_deals") <= demo.key.until


def test_every_line_has_somebody_with_the_credit_in_a_team_of_that_day(demo: Demo) -> None:
    assert demo.rows("SELECT * FROM credited WHERE person IS NULL OR division IS NULL") == []
    without = int(demo.key.totals["lines_without_seller"])
    assert 0.1 < without / demo.key.rows["sale_lines"] < 0.3
    by_territory = demo.one(
        "SELECT count(*) FROM book_sale_lines s ANTI JOIN book_ownerships o "
        "ON o.scope = 'customer' AND o.item = s.customer WHERE s.seller IS NULL"
    )
    assert by_territory > 0


def test_nobody_sells_before_they_come_or_after_they_go(demo: Demo) -> None:
    for table in ("sale_lines", "activities"):
        assert not demo.rows(
            f"SELECT t.date FROM book_{table} t JOIN book_people p ON p.person = t.seller "
            'WHERE t.date < p.hired OR t.date > p."left"'
        )


def test_owners_follow_each_other_without_gap_or_overlap(demo: Demo) -> None:
    assert not demo.rows(
        "SELECT item FROM (SELECT *, lead(valid_from) OVER (PARTITION BY scope, item "
        "ORDER BY valid_from) AS following FROM book_ownerships) "
        "WHERE valid_to + 1 IS DISTINCT FROM following"
    )


def test_every_unit_has_a_manager_and_every_seller_one_team_at_a_time(demo: Demo) -> None:
    assert not demo.rows(
        "SELECT unit FROM book_units u ANTI JOIN book_assignments a "
        "ON a.unit = u.unit AND a.role = 'manager'"
    )
    assert not demo.rows(
        "SELECT a.person FROM book_assignments a JOIN book_assignments b "
        "ON a.person = b.person "
        "AND a.valid_from < b.valid_from "
        "AND coalesce(a.valid_to, DATE '9999-12-31') >= b.valid_from"
    )
    kinds = dict(demo.rows("SELECT kind, count(DISTINCT unit) FROM book_units GROUP BY kind"))
    assert kinds == {"company": 1, "division": 3, "unit": 9, "team": 13}


def test_shared_credit_is_of_whole_lines(demo: Demo) -> None:
    assert not demo.rows(
        "SELECT sale, line FROM book_credits WHERE role = 'direct' "
        "GROUP BY sale, line HAVING sum(share) <> 100"
    )
    roles = dict(demo.rows("SELECT role, count(*) FROM book_credits GROUP BY role"))
    assert roles["direct"] > roles["overlay"] > 0


def test_deals_go_through_their_stages_in_order(demo: Demo) -> None:
    order = "['lead', 'qualified', 'meeting', 'proposal', 'negotiation']"
    assert not demo.rows(
        f"SELECT deal FROM (SELECT *, list_position({order}, stage) AS place, "
        "row_number() OVER "
        "(PARTITION BY deal ORDER BY entered) AS nth FROM book_deal_stages) WHERE place <> nth"
    )
    assert not demo.rows(
        "SELECT d.deal FROM book_deals d JOIN (SELECT deal, arg_max(stage, entered) AS stage, "
        "min(entered) AS first, max(entered) AS last FROM book_deal_stages GROUP BY deal) s "
        "ON s.deal = d.deal WHERE s.stage <> d.stage OR s.first <> d.created "
        "OR d.closed < s.last "
        "OR (d.status = 'won' AND d.stage <> 'negotiation') "
        "OR (d.status = 'open') <> (d.closed IS NULL) "
        "OR (d.status = 'lost') <> (d.lost_reason IS NOT NULL)"
    )


def test_goals_sum_from_sellers_to_the_company_in_every_month(demo: Demo) -> None:
    goal = "(SELECT * FROM book_goals WHERE measure = 'revenue')"
    company = dict(
        demo.rows(f"SELECT starts, sum(value) FROM {goal} WHERE scope = 'company' GROUP BY 1")
    )
    assert len(company) == 44
    for scope in ("seller", "product_line"):
        parts = f"SELECT starts, sum(value) FROM {goal} WHERE scope = '{scope}' GROUP BY 1"
        assert dict(demo.rows(parts)) == company
    children = demo.rows(
        f"SELECT p.item FROM {goal} p JOIN (SELECT c.starts, u.parent, sum(c.value) AS value "
        f"FROM {goal} c JOIN book_units u ON u.unit = c.item AND c.starts BETWEEN u.valid_from "
        "AND coalesce(u.valid_to, DATE '9999-12-31') WHERE c.scope = 'unit' GROUP BY 1, 2) s "
        "ON s.parent = p.item AND s.starts = p.starts WHERE p.scope = 'unit' AND p.value <> s.value"
    )
    assert children == []
    teams = demo.rows(
        f"SELECT t.item FROM {goal} t JOIN (SELECT g.starts, a.unit, sum(g.value) AS value "
        f"FROM {goal} g JOIN book_assignments a ON a.person = g.item AND a.role = 'seller' "
        "AND g.starts BETWEEN a.valid_from AND coalesce(a.valid_to, DATE '9999-12-31') "
        "WHERE g.scope = 'seller' GROUP BY 1, 2) s ON s.unit = t.item AND s.starts = t.starts "
        "WHERE t.scope = 'unit' AND t.value <> s.value"
    )
    assert teams == []


def test_potentials_are_of_every_account_on_its_days(demo: Demo) -> None:
    assert not demo.rows(
        "SELECT customer FROM book_customers EXCEPT SELECT item FROM book_potentials"
    )
    assert not demo.rows(
        "SELECT item FROM book_potentials WHERE scope <> 'customer' OR value <= 0 "
        "OR year(starts) <> year(ends) OR precision <> '0.15' "
        "OR origin <> 'market survey ' || year(starts)"
    )
    assert not demo.rows(
        "SELECT item FROM book_potentials GROUP BY item, year(starts) HAVING count(*) > 1"
    )
    years = demo.rows("SELECT year(starts), sum(value) FROM book_potentials GROUP BY 1")
    assert {f"potential_{year}": str(value) for year, value in years} == {
        name: value for name, value in demo.key.totals.items() if name.startswith("potential_")
    }


def test_potentials_are_twice_what_is_sold_and_as_precise_as_they_say(demo: Demo) -> None:
    """Two surveys of an account differ by the root of twice 0.15² = 0.212, in logarithms."""
    totals = {name: Decimal(value) for name, value in demo.key.totals.items()}
    for year in (2024, 2025):
        assert 1.8 < totals[f"potential_{year}"] / totals[f"revenue_{year}"] < 2.4
    spread = demo.one(
        "SELECT stddev(ln(b.value / a.value)) FROM book_potentials a JOIN book_potentials b "
        "ON b.item = a.item AND a.starts = DATE '2024-01-01' AND b.starts = DATE '2025-01-01'"
    )
    assert 0.19 < spread < 0.235
    # An account that could buy more does: the survey ranks accounts as their sales do.
    likeness = demo.one(
        "SELECT corr(p.place, s.place) FROM ("
        "  SELECT item, rank() OVER (ORDER BY value) AS place FROM book_potentials"
        "  WHERE starts = DATE '2025-01-01') p JOIN ("
        "  SELECT customer, rank() OVER (ORDER BY sum(amount)) AS place FROM book_sale_lines"
        "  WHERE year(date) = 2025 GROUP BY customer) s ON s.customer = p.item"
    )
    assert likeness > 0.85


def test_goals_are_worth_having(demo: Demo) -> None:
    """The company is near its goals, and the sellers are on both sides of theirs."""
    for year in range(demo.key.starts.year, demo.key.until.year):
        brought = Decimal(demo.key.totals[f"revenue_{year}"])
        assert 0.9 < brought / Decimal(demo.key.totals[f"goal_{year}"]) < 1.1
    measures = {m for (m,) in demo.rows("SELECT DISTINCT measure FROM book_goals")}
    assert measures == {"revenue", "visits", "deals_created"}
    attained = [share for (share,) in demo.rows(
        "SELECT c.amount * 100 // g.value FROM (SELECT person, sum(amount) AS amount FROM credited "
        "WHERE year(date) = ? GROUP BY 1) c JOIN (SELECT item, sum(value) AS value FROM book_goals "
        "WHERE scope = 'seller' AND measure = 'revenue' AND year(starts) = ? GROUP BY 1) g "
        "ON g.item = c.person", demo.key.until.year - 1, demo.key.until.year - 1,
    )]  # fmt: skip
    above = sum(1 for share in attained if share >= 100)
    assert 0.3 < above / len(attained) < 0.7


def test_the_year_and_the_week_are_philippine(demo: Demo) -> None:
    weekdays = dict(demo.rows("SELECT isodow(date), count(*) FROM book_sale_lines GROUP BY 1"))
    assert weekdays[7] * 15 < weekdays[6] < min(weekdays[day] for day in range(1, 6))
    months = dict(demo.rows(
        "SELECT month(date), sum(amount) FROM book_sale_lines WHERE year(date) = 2025 GROUP BY 1"
    ))  # fmt: skip
    assert min(months[m] for m in (10, 11, 12)) > max(months[m] for m in (1, 2, 4))
    by_day = dict(demo.rows("SELECT date, count(*) FROM book_sale_lines GROUP BY 1"))
    usual = demo.key.rows["sale_lines"] / len(by_day)
    holidays = demo.rows("SELECT unnest([DATE '2025-04-18', DATE '2025-12-25', DATE '2026-01-01'])")
    assert all(by_day.get(day, 0) < usual / 4 for (day,) in holidays)


def test_the_company_grows_and_prices_rise(demo: Demo) -> None:
    """The running year to date, like for like, is above the year before by 3 to 14 %."""
    years = [amount for (amount,) in demo.rows(
        "SELECT sum(amount) FROM book_sale_lines WHERE strftime(date, '%m%d') BETWEEN "
        "'0501' AND strftime(?::DATE, '%m%d') GROUP BY year(date) ORDER BY year(date)",
        demo.key.until,
    )]  # fmt: skip
    assert len(years) == 4
    assert 1.05 < (years[3] / years[0]) ** Decimal("0.3333") < 1.12
    first, last = demo.rows(
        "SELECT sum(list_amount) FILTER (date < DATE '2023-07-01') / "
        "sum(quantity) FILTER (date < DATE '2023-07-01'), "
        "sum(list_amount) FILTER (date >= DATE '2026-09-01') / "
        "sum(quantity) FILTER (date >= DATE '2026-09-01') FROM book_sale_lines WHERE kind = 'sale'"
    )[0]
    assert 1.05 < last / first < 1.25
