"""What pay is worked out from, as the book's tables say it: checked against what was written down
in them by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from husay.basics.period import Window
from husay.pay.document.plan import Plan
from husay.pay.facts import Facts
from husay.pay.interpret.interpret import interpret
from husay.pay.runs.assigned import Held
from tests.measures.making import Made, make
from tests.pay.made import ONE, plan_of, terms

if TYPE_CHECKING:
    from husay.store.warehouse.reading import Snapshot

_COLUMNS = (
    "sale, line, date, seller, customer, product, quantity, amount, tax, cost, currency, kind, "
    "returns_sale, returns_line"
)
SALES = f"""
{_COLUMNS}
S1, 1, 2024-01-05, ana, C1, P1, 2, 100, 12, 60, PHP, sale, ,
S1, 2, 2024-01-05, ana, C1, P2, 1, 50, 6, , PHP, sale, ,
S2, 1, 2024-02-05, ben, C2, P1, 1, 80, , , USD, sale, ,
S3, 1, 2024-02-06, , C2, P1, 1, 70, , , PHP, , ,
R1, 1, 2024-03-01, ana, C1, P1, -1, -50, -6, , PHP, return, S1, 1
"""
CREDITS = """
sale, line, person, role, share
S1, 2, ana, direct, 0.6
S1, 2, ben, direct, 0.4
S1, 2, mia, overlay, 0.1
"""
TABLES = {
    "sale_lines": SALES,
    "credits": CREDITS,
    "payments": """
payment, date, sale, amount, reverses
M1, 2024-01-20, S1, 100,
M2, 2024-02-20, S1, 68,
M3, 2024-02-21, S2, 80,
""",
    "products": "product, product_line\nP1, Tools\nP2, Parts",
    "customers": "customer, customer_group\nC1, Big\nC2, Small",
    "ownerships": "scope, item, person, valid_from\ncustomer, C2, cel, 2024-01-01",
    "goals": """
scope, item, measure, starts, ends, value
seller, ana, revenue, 2024-01-01, 2024-01-31, 500
unit, N, revenue, 2024-01-01, 2024-01-31, 900
unit, N, revenue, 2024-02-01, 2024-02-29, 950
""",
    "rates": "from_currency, to_currency, date, rate\nUSD, PHP, 2024-01-01, 56.25",
    "units": "unit, valid_from, parent\nHQ, 2020-01-01,\nN, 2020-01-01, HQ\nN1, 2020-01-01, N",
    "assignments": """
person, unit, valid_from, valid_to, role, manager
ana, N1, 2020-01-01, , seller,
ben, N1, 2020-01-01, , seller, zoe
cel, N1, 2020-01-01, 2024-01-31, seller,
cel, N, 2024-02-01, , seller,
lou, N1, 2020-01-01, 2024-01-15, manager,
mia, N, 2020-01-01, , manager,
boss, HQ, 2020-01-01, , manager,
""",
    "people": "person, hired\nana, 2023-06-15",
}
UNTIL = date(2024, 3, 31)
OWN = plan_of(terms("  c: {kind: rate, of: revenue, rate: 5 %}"))
PAID = plan_of(terms("  c: {kind: rate, of: revenue, rate: 5 %}", head="trigger: paid\n"))
TEAM = plan_of(
    "name: x\ncurrency: PHP\nmeasures:\n  team: {of: amount, whose: team}\n"
    "terms:\n  c: {kind: rate, of: team, rate: 1 %}\n"
)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(tmp_path_factory.mktemp("facts"), TABLES)


@pytest.fixture(scope="module")
def snapshot(book: Made) -> Snapshot:
    from husay.store.moment import everything

    return everything(book.company)


def facts(snapshot: Snapshot, plan: Plan, person: str, until: date = UNTIL) -> Facts:
    from husay.store.pay.facts import PayFacts

    year = Window(date(2024, 1, 1), date(9999, 12, 31))
    held = (Held(person, year, {"own": Fraction(7, 100)}),)
    return PayFacts(plan, snapshot, held, frozenset({person}), until).of(person)


def names(found: Facts) -> list[tuple[str, int, str, str]]:
    return [(line.sale, line.line, line.person, line.role) for line in found.lines]


def test_a_line_is_read_whole_with_all_that_the_book_knows_of_it(snapshot: Snapshot) -> None:
    (one,) = [x for x in facts(snapshot, OWN, "ana").lines if x.key == ("S1", 1)]
    assert (one.amount, one.tax, one.cost, one.quantity) == (
        100 * ONE, 12 * ONE, 60 * ONE, 2 * ONE,
    )  # fmt: skip
    assert (one.day, one.invoiced, one.currency, one.kind) == (
        date(2024, 1, 5), date(2024, 1, 5), "PHP", "sale",
    )  # fmt: skip
    assert one.attributes == {
        "product": "P1", "product_line": "Tools", "customer": "C1", "customer_group": "Big"
    }  # fmt: skip
    assert (one.shares, one.place, one.overlay) == ((ONE,), 0, False)


def test_who_is_credited_with_what(snapshot: Snapshot) -> None:
    """Direct credits, else the seller of the line, else who owns the customer; overlays on top."""
    direct = "direct"
    assert names(facts(snapshot, OWN, "ana")) == [
        ("R1", 1, "ana", direct), ("S1", 1, "ana", direct), ("S1", 2, "ana", direct)
    ]  # fmt: skip
    assert names(facts(snapshot, OWN, "ben")) == [
        ("S1", 2, "ben", direct), ("S2", 1, "ben", direct)
    ]  # fmt: skip
    assert names(facts(snapshot, OWN, "cel")) == [("S3", 1, "cel", direct)]
    (over,) = facts(snapshot, OWN, "mia").lines
    assert (over.role, over.overlay, over.shares) == ("overlay", True, (1000,))


@pytest.mark.parametrize(
    ("role", "given", "whole", "shares"),
    [
        ("direct", [6000, 4000], 10_000, (6000, 4000)),
        ("direct", [300_000, 700_000], 1_000_000, (3000, 7000)),
        ("direct", [10_000, 10_000, 10_000], 30_000, (3334, 3333, 3333)),
        ("direct", [5000], 5000, (10_000,)),
        ("overlay", [1000], 10_000, (1000,)),
        ("overlay", [250_000], 1_000_000, (2500,)),
        ("overlay", [2500], None, (2500,)),
        ("overlay", [10_000], None, (10_000,)),
        ("overlay", [10_001], None, (100,)),
        ("overlay", [1_000_000], None, (10_000,)),
    ],
)
def test_the_booksshares_of_are_parts_beside_others(
    role: str, given: list[int], whole: int | None, shares: tuple[int, ...]
) -> None:
    """1 and 1 and 1 are thirds, 30 and 70 per cent; 0.25 and 25 of a hundred are a quarter."""
    from husay.store.pay.rows import shares_of

    assert shares_of(role, given, whole) == shares


def testshares_of_stand_in_order_of_person(snapshot: Snapshot) -> None:
    (one,) = [x for x in facts(snapshot, OWN, "ben").lines if x.sale == "S1"]
    assert (one.shares, one.place, one.share) == ((6000, 4000), 1, 4000)


def test_a_return_names_the_line_that_it_takes_back(snapshot: Snapshot) -> None:
    (back,) = [x for x in facts(snapshot, OWN, "ana").lines if x.sale == "R1"]
    assert (back.returns, back.kind, back.amount) == (("S1", 1), "return", -50 * ONE)


def test_what_a_plan_that_starts_later_does_not_need_is_not_read(snapshot: Snapshot) -> None:
    """From March on: the return, and the line that it takes back; nothing else of ana's."""
    plan = plan_of(terms("  c: {kind: rate, of: revenue, rate: 5 %}", head="from: 2024-03-01\n"))
    assert [key[:2] for key in names(facts(snapshot, plan, "ana"))] == [("R1", 1), ("S1", 1)]


def test_what_comes_back_of_what_somebody_else_sold_is_taken_back_of_nobody_else(
    tmp_path: Path,
) -> None:
    """Ana's customers are Cel's since: what Ana sold in January comes back to Cel in March, and the
    plan began in February. Ana is not of the plan. Once this was a return of a line that nobody
    knew, and no run could be approved."""
    sold = f"""
{_COLUMNS}
S1, 1, 2024-01-05, ana, C1, P1, 2, 100, , , PHP, sale, ,
S2, 1, 2024-03-02, cel, C1, P1, 1, 300, , , PHP, sale, ,
R1, 1, 2024-03-01, cel, C1, P1, -1, -50, , , PHP, return, S1, 1
"""
    made = make(tmp_path, {"sale_lines": sold})
    body = terms("  c: {kind: rate, of: revenue, rate: 10 %}", head="from: 2024-02-01\n")
    plan = plan_of(body)
    found = facts(made.snapshot, plan, "cel", date(2024, 3, 31))
    assert {line.sale for line in found.lines} == {"S2"}
    earned = interpret(plan, found, Window(date(2024, 3, 1), date(2024, 3, 31)))
    assert not earned.problems
    assert earned.total == 30 * ONE


NAMES_OTHERS = {
    "sale_lines": f"""
{_COLUMNS}
S1, 1, 2024-01-05, ana, C1, P1, 2, 100, , , PHP, sale, ,
S1, 2, 2024-01-05, ben, C1, P1, 2, 300, , , PHP, sale, ,
S2, 1, 2024-01-06, ana, C1, P1, 2, 1000, , , PHP, sale, ,
R1, 1, 2024-03-01, ben, C1, P1, -1, -50, , , PHP, return, S1, 1
R2, 1, 2024-03-02, cel, C1, P1, -2, -1000, , , PHP, return, S2, 1
R3, 1, 2024-03-03, cel, C1, P1, -2, -100, , , PHP, return, S1, 2
""",
    "credits": """
sale, line, person, role, share
S2, 1, ana, direct, 0.6
S2, 1, ben, direct, 0.4
S2, 1, mia, overlay, 0.1
R2, 1, cel, direct, 1
""",
    "payments": """
payment, date, sale, amount, reverses
M1, 2024-03-31, S1, 350,
""",
}
"""Credit notes that name others than their sales do."""


def test_a_return_reaches_whoever_was_credited_with_what_it_takes_back(tmp_path: Path) -> None:
    """R1 names Ben and takes back Ana's line; R2 takes back what Ana and Ben shared, and Mia had
    beside them; Cel, whom it names, has nothing of it."""
    made = make(tmp_path, NAMES_OTHERS)
    direct = "direct"
    assert [n for n in names(facts(made.snapshot, OWN, "ana")) if n[0][0] == "R"] == [
        ("R1", 1, "ana", direct), ("R2", 1, "ana", direct)
    ]  # fmt: skip
    ben = facts(made.snapshot, OWN, "ben")
    assert [n for n in names(ben) if n[0][0] == "R"] == [
        ("R2", 1, "ben", direct), ("R3", 1, "ben", direct)
    ]  # fmt: skip
    (shared,) = [x for x in ben.lines if x.sale == "R2"]
    assert (shared.shares, shared.place) == ((6000, 4000), 1)
    (over,) = [x for x in facts(made.snapshot, OWN, "mia").lines if x.sale == "R2"]
    assert (over.role, over.overlay, over.shares) == ("overlay", True, (1000,))
    assert facts(made.snapshot, OWN, "cel").lines == ()


def test_what_anybody_takes_back_of_a_sale_is_no_longer_owed_for_it(tmp_path: Path) -> None:
    """400 were sold, 150 come back of both lines: 350 received are all of the 250 that are owed,
    and Ana has 5 % of the 50 that are left of hers."""
    made = make(tmp_path, NAMES_OTHERS)
    found = facts(made.snapshot, PAID, "ana")
    assert {x.sale for x in found.lines} == {"S1", "S2", "R1", "R2", "R3"}
    first = Window(date(2024, 1, 1), UNTIL)
    ofs1 = [x for x in interpret(PAID, found, first).lines if x.sale in ("S1", "R1")]
    assert sum(x.amount for x in ofs1) == 25_000


def test_payments_bring_the_whole_sale_with_them(snapshot: Snapshot) -> None:
    """Ben has a part of one line of S1: what is owed for it is owed for both of its lines, less
    what comes back of the other."""
    found = facts(snapshot, PAID, "ben")
    assert {(x.sale, x.line) for x in found.lines} == {
        ("S1", 1), ("S1", 2), ("S2", 1), ("R1", 1)
    }  # fmt: skip
    assert [(p.payment, p.amount) for p in found.payments] == [
        ("M1", 100 * ONE), ("M2", 68 * ONE), ("M3", 80 * ONE)
    ]  # fmt: skip
    early = facts(snapshot, PAID, "ben", date(2024, 1, 31))
    assert [p.payment for p in early.payments] == ["M1"]


def test_to_whom_each_reports_follows_the_organisation_of_the_day(snapshot: Snapshot) -> None:
    """Lou leads N1 up to 15 January, then nobody does but Mia above; Ben's manager is stated; Cel
    moves up; who leads reports to who leads above."""
    found = {
        (one.person, one.manager): (one.window.start, one.window.end)
        for one in facts(snapshot, TEAM, "mia").reporting
    }
    first, last = date(2020, 1, 1), date(9999, 12, 31)
    assert found == {
        ("ana", "lou"): (first, date(2024, 1, 15)),
        ("ana", "mia"): (date(2024, 1, 16), last),
        ("ben", "zoe"): (first, last),
        ("cel", "lou"): (first, date(2024, 1, 15)),
        ("cel", "mia"): (date(2024, 1, 16), last),
        ("lou", "mia"): (first, date(2024, 1, 15)),
        ("mia", "boss"): (first, last),
    }


def test_a_team_reads_the_lines_of_everybody_below(snapshot: Snapshot) -> None:
    found = facts(snapshot, TEAM, "mia")
    assert {line.person for line in found.lines} == {"ana", "cel", "mia"}


def test_goals_are_ones_own_else_those_of_the_unit_that_one_leads(snapshot: Snapshot) -> None:
    assert [(g.measure, g.value) for g in facts(snapshot, OWN, "ana").goals] == [
        ("revenue", 500 * ONE)
    ]
    assert [g.value for g in facts(snapshot, OWN, "mia").goals] == [900 * ONE, 950 * ONE]
    assert facts(snapshot, OWN, "ben").goals == ()


def test_rates_members_and_parameters(snapshot: Snapshot) -> None:
    found = facts(snapshot, OWN, "ana")
    assert [(r.from_currency, r.rate) for r in found.rates] == [("USD", Fraction(5625, 100))]
    assert [(m.person, m.hired) for m in found.members] == [("ana", date(2023, 6, 15))]
    assert [(p.parameter, p.value) for p in found.parameters] == [("own", Fraction(7, 100))]


def test_a_few_queries_whoever_is_asked_about(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from husay.store.pay.facts import PayFacts
    from husay.store.warehouse.reading import Snapshot as Kind

    asked: list[str] = []
    real_run, real_stream = Kind.run, Kind.stream

    def run(self: Snapshot, sql: str, most: int | None = None) -> Sequence[Sequence[object]]:
        asked.append(sql)
        return real_run(self, sql, most)

    def stream(self: Snapshot, sql: str, size: int = 5_000) -> Iterator[Sequence[object]]:
        asked.append(sql)
        return real_stream(self, sql, size)

    monkeypatch.setattr(Kind, "run", run)
    monkeypatch.setattr(Kind, "stream", stream)

    def count(people: tuple[str, ...]) -> int:
        asked.clear()
        year = Window(date(2024, 1, 1), date(9999, 12, 31))
        held = tuple(Held(person, year, {}) for person in people)
        found = PayFacts(PAID, snapshot, held, frozenset(people), UNTIL)
        for person in people:
            found.of(person)
        return len(asked)

    assert count(("ana",)) == count(("ana", "ben", "cel", "mia")) <= 8
    assert Path(snapshot.file).exists()
