"""Ways round the door that somebody might try, on Barrio Supply and on companies made for it."""

from __future__ import annotations

import gc
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from husay.access.role import Right, Role
from husay.access.scope import Scope, scope_of
from husay.access.viewer import Viewer, operator
from husay.basics.problem import Mistake
from husay.measures.question import Question
from husay.store.warehouse import narrowings
from husay.store.warehouse.narrowed import narrowed
from husay.store.warehouse.reading import Snapshot
from tests.access.invented import FIRST, Invented, Row, day, snapshot_of
from tests.access.test_barrio import ALL_DAYS, company_of, total
from tests.measures.making import Made

MANAGER = frozenset({Role.MANAGER})


@pytest.mark.parametrize("where", [
    "book.main.placed_lines.seller = 'ben'",
    "book.placed_lines.seller = 'ben'",
    "pl.seller = 'ben'",
    "seller IN (SELECT seller FROM book.main.placed_lines)",
    "seller = (SELECT MIN(seller) FROM book.main.placements)",
    "EXISTS (SELECT 1 FROM book.main.people)",
    "seller = 'ana') OR (1 = 1",
    "seller = 'ana' UNION SELECT 1",
    "seller = 'ana'; SET schema = 'main'",
    "seller = current_setting('search_path')",
    "seller = getenv('HOME')",
    "within((SELECT 'south'))",
    "within('south') OR seller IN (FROM book.main.people)",
    '"book"."main"."people"."person" = \'ben\'',
    "seller = 'ana' LIMIT 1",
    "COLUMNS('seller') = 'ben'",
    "seller = $1",
    "person = 'ben'",
    "sees = 'x'",
])  # fmt: skip
def test_a_condition_reaches_nothing_but_dimensions(barrio: Made, where: str) -> None:
    mia = company_of(barrio, "mia")
    for question in (Question(("revenue",), ALL_DAYS, where=where),
                     Question(("deals_created",), ALL_DAYS, ("seller",), where=where)):  # fmt: skip
        with pytest.raises(Mistake):
            mia.ask(question)
        with pytest.raises(Mistake):
            mia.rows(question)


@pytest.mark.parametrize("said", [
    "ben' OR '1'='1", "{book}", "book.main.people", "'; SET schema = 'main'; --", "\\' OR 1=1",
    "ben\x00", "%s", "{0}", "ñ", "",
])  # fmt: skip
def test_no_text_breaks_out_of_a_condition(barrio: Made, said: str) -> None:
    quoted = said.replace("'", "''")
    for where in (f"seller = '{quoted}'", f"within('{quoted}')", f"seller LIKE '{quoted}'"):
        try:
            found = total(company_of(barrio, "mia"), where=where)
        except Mistake:
            continue
        assert found == 0


def test_plain_names_of_a_narrowed_snapshot_are_the_narrowed_ones_alone(barrio: Made) -> None:
    """What is not narrowed cannot be read by its plain name at all."""
    import duckdb

    for name in ("mia", "ana", "operations", "nobody"):
        reader = company_of(barrio, name).snapshot()
        for table in ("credited_lines", "split_lines", "ownerships", "customer_owners",
                      "payments", "deal_stages", "territory_owners"):  # fmt: skip
            with pytest.raises(duckdb.CatalogException):
                reader.run(f"SELECT * FROM {table}")
        with pytest.raises(duckdb.Error):
            reader.run("SELECT * FROM main.placements")


def unit(name: str, parent: str | None = None, since: date = date(1, 1, 1), **more: Any) -> Row:
    return {"unit": name, "parent": parent, "kind": "team", "valid_from": since} | more


def place(person: str, where: str, role: str = "seller", since: date = FIRST, **more: Any) -> Row:
    return {"person": person, "unit": where, "role": role, "valid_from": since} | more


def line(sale: str, seller: str | None, amount: int, on: int = 30, **more: Any) -> Row:
    made = {"source": "s1", "sale": sale, "line": 1, "date": day(on), "seller": seller,
            "amount": amount, "currency": "PHP", "kind": "sale"}  # fmt: skip
    return made | more


def company(units: tuple[Row, ...], places: tuple[Row, ...], *lines: Row) -> Invented:
    people = tuple({"person": p} for p in sorted({str(row["person"]) for row in places}))
    return Invented(units=units, people=people, assignments=places, sale_lines=lines)


def sums(made: Invented, folder: Path, viewer: Viewer, today: date) -> dict[Any, int]:
    """What a viewer receives, by seller."""
    whole = snapshot_of(made, folder)
    reader = narrowed(whole, scope_of(viewer, whole, today))
    rows = reader.run("SELECT seller, SUM(amount) FROM placed_lines GROUP BY seller")
    return {seller: int(str(amount)) for seller, amount in rows}


@pytest.mark.parametrize("odd", ["o'ben", "{book}", "{0}", "}", "ñ ' \" ;", "1", "top", "NULL"])
def test_no_identifier_is_anything_but_itself(tmp_path: Path, odd: str) -> None:
    made = company(
        (unit("top"), unit(odd, "top") if odd != "top" else unit("low", "top")),
        (place(odd, odd, "manager"), place("other", "top"), place("third", odd)),
        line("S1", odd, 1), line("S2", "other", 2), line("S3", "third", 4),
    )  # fmt: skip
    seller = Viewer("v", frozenset({Role.SELLER}), odd)
    assert sums(made, tmp_path, seller, day(40)) == {odd: 1}
    lead = {odd: 1, "third": 4} | ({"other": 2} if odd == "top" else {})
    assert sums(made, tmp_path, Viewer("v", MANAGER, odd), day(40)) == lead


def test_a_person_called_like_a_unit_leads_nothing_by_it(tmp_path: Path) -> None:
    made = company(
        (unit("a"), unit("b", "a")), (place("a", "b"), place("x", "a")),
        line("S1", "a", 1), line("S2", "x", 2),
    )  # fmt: skip
    assert sums(made, tmp_path, Viewer("v", MANAGER, "a"), day(40)) == {"a": 1}


def test_who_leads_the_unit_above_and_sells_below_it_has_both_once(tmp_path: Path) -> None:
    """Max leads top and is placed in its own part; his sales count once."""
    made = company(
        (unit("top"), unit("low", "top")),
        (place("max", "top", "manager"), place("max", "low", since=day(5)),
         place("liz", "low", manager="max"), place("out", "other")),
        line("S1", "max", 1), line("S2", "liz", 2), line("S3", "out", 4), line("S4", None, 8),
    )  # fmt: skip
    assert sums(made, tmp_path, Viewer("v", MANAGER, "max"), day(40)) == {"max": 1, "liz": 2}


def test_people_who_lead_each_other_end_somewhere(tmp_path: Path) -> None:
    """Two report to each other: each has the other, and no circle is walked."""
    made = company(
        (unit("a"), unit("b")),
        (place("p", "a", manager="q"), place("q", "b", manager="p"), place("r", "b", manager="q")),
        line("S1", "p", 1), line("S2", "q", 2), line("S3", "r", 4),
    )  # fmt: skip
    assert sums(made, tmp_path, Viewer("v", MANAGER, "p"), day(40)) == {"p": 1, "q": 2}
    assert sums(made, tmp_path, Viewer("v", MANAGER, "q"), day(40)) == {"p": 1, "q": 2, "r": 4}


def test_an_assignment_that_nobody_ended_keeps_nobody(tmp_path: Path) -> None:
    """Liz went from a to b; the file never ended her place in a, nor whom she reported to."""
    made = company(
        (unit("a"), unit("b")),
        (place("max", "a", "manager"), place("liz", "a", manager="max"),
         place("liz", "b", since=day(10)), place("sue", "a", "support"),
         place("sue", "b", since=day(10))),
        line("S1", "liz", 1, 5), line("S2", "liz", 2, 20), line("S3", "sue", 4, 20),
    )  # fmt: skip
    assert sums(made, tmp_path, Viewer("v", MANAGER, "max"), day(9)) == {"liz": 3, "sue": 4}
    assert sums(made, tmp_path, Viewer("v", MANAGER, "max"), day(10)) == {"liz": 1}


def test_who_leads_more_sees_no_less_than_who_leads_a_part(tmp_path: Path) -> None:
    """x lay below low before low came to top: low's own manager has that total, so top's has."""
    made = company(
        (unit("top"), unit("low", None, valid_to=day(19)), unit("low", "top", day(20)),
         unit("x", "low", valid_to=day(9)), unit("x", None, day(10))),
        (place("max", "top", "manager"), place("liz", "low", "manager"), place("xen", "x")),
        line("S1", "xen", 1, 5), line("S2", "xen", 2, 15), line("S3", "liz", 4, 5),
    )  # fmt: skip
    for person in ("liz", "max"):
        assert sums(made, tmp_path, Viewer("v", MANAGER, person), day(40)) == {None: 1, "liz": 4}


def test_the_days_of_two_leads_of_one_unit_count_once(tmp_path: Path) -> None:
    """Max led a twice, the days overlapping by 5, and the unit above it on some of them."""
    made = company(
        (unit("top"), unit("a", "top")),
        (place("max", "a", "manager", day(0), valid_to=day(20)),
         place("max", "top", "manager", day(10), valid_to=day(25)), place("liz", "a")),
        *(line(f"S{n}", "liz", 1, n) for n in range(40)),
    )  # fmt: skip
    whole = snapshot_of(made, tmp_path)
    reader = narrowed(whole, scope_of(Viewer("v", MANAGER, "max"), whole, day(40)))
    for table in ("placed_lines", "sale_lines", "rollup_daily", "rollup_monthly",
                  "rollup_products"):  # fmt: skip
        assert int(str(reader.run(f"SELECT SUM(amount) FROM {table}")[0][0])) == 26, table


@pytest.mark.parametrize("viewer", [
    Viewer("nobody"), Viewer("s", frozenset({Role.SELLER})), Viewer("m", MANAGER),
    Viewer("m", MANAGER, "stranger"), Viewer("m", MANAGER, "", frozenset({""})),
    Viewer("m", MANAGER, None, frozenset({"no such unit"})),
    Viewer("e", frozenset({Role.EXECUTIVE}), limit=frozenset({Right.SEE_GOALS})),
    Viewer("o", frozenset({Role.OPERATIONS}), limit=frozenset()),
    Viewer("h", operator=True, limit=frozenset()),
])  # fmt: skip
@pytest.mark.parametrize("today", [date.min, day(40), date.max])
def test_who_is_nobody_here_receives_nothing(tmp_path: Path, viewer: Viewer, today: date) -> None:
    made = company((unit("a"),), (place("p", "a"),), line("S1", "p", 1), line("S2", None, 2))
    assert sums(made, tmp_path, viewer, today) == {}


def test_a_company_without_an_organisation_is_narrowed_all_the_same(tmp_path: Path) -> None:
    made = Invented(sale_lines=(line("S1", "p", 1), line("S2", "q", 2), line("S3", None, 4)))
    assert sums(made, tmp_path, Viewer("v", frozenset({Role.SELLER}), "p"), day(40)) == {"p": 1}
    assert sums(made, tmp_path, Viewer("v", MANAGER, "p"), day(40)) == {"p": 1}
    assert sums(made, tmp_path, operator("x"), day(40)) == {"p": 1, "q": 2, None: 4}


def test_eight_threads_of_different_scopes_never_see_each_others_rows(tmp_path: Path) -> None:
    """Cursors of one database, each with a schema of its own, made and read at once."""
    people = tuple(f"p{n}" for n in range(8))
    lines = [line(f"S{n}{m}", p, 1, m) for n, p in enumerate(people) for m in range(n + 1)]
    made = company((unit("a"),), tuple(place(p, "a") for p in people), *lines)
    whole = snapshot_of(made, tmp_path)
    wrong: Counter[str] = Counter()

    def read(number: int) -> None:
        person = people[number]
        reader = narrowed(whole, Scope("some", frozenset({person})))
        for turn in range(10):
            rows = reader.run(f"SELECT seller, amount, {turn} FROM placed_lines")
            streamed = list(reader.stream("SELECT seller FROM placed_lines"))
            if len(rows) != number + 1 or {row[0] for row in (*rows, *streamed)} != {person}:
                wrong[person] += 1

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(read, range(8)))
    assert not wrong
    assert len(whole.narrowings) == 8


def test_what_is_long_to_make_is_made_once_and_when_it_is_named(tmp_path: Path) -> None:
    """Eight ask one narrowing at once for what is not there yet, and for the sums."""
    lines = [line(f"S{n}", person, n + 1) for n, person in enumerate(("ana", "ana", "ben"))]
    people = (place("ana", "a"), place("ben", "a"))
    whole = snapshot_of(company((unit("a"),), people, *lines), tmp_path)
    reader = narrowed(whole, Scope("some", frozenset({"ana"})))

    def there() -> set[str]:
        sql = "SELECT DISTINCT table_name FROM duckdb_columns() WHERE schema_name LIKE 'scope_%'"
        return {str(name) for (name,) in whole.beside.cursor().execute(sql).fetchall()}

    later = {"shared_lines", "sale_lines", "rollup_products"}
    assert reader.run("SELECT SUM(amount) FROM placed_lines") == [(3,)]
    assert not there() & later

    def read(turn: int) -> tuple[object, ...]:
        found = reader.run(f"SELECT SUM(amount), {turn} FROM sale_lines")[0][0]
        assert later - there() <= {"rollup_products"}
        return found, reader.run(f"SELECT SUM(amount), {turn} FROM rollup_products")[0][0]

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(read, range(8))) == {(3, 3)}
    assert later <= there()


def test_the_tables_of_a_narrowing_go_with_its_last_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two are kept, of six: whatever else was made is dropped, but for what somebody reads."""
    people = [f"p{n}" for n in range(6)]
    lines = [line(f"S{n}", person, n + 1) for n, person in enumerate(people)]
    whole = snapshot_of(
        company((unit("a"),), tuple(place(p, "a") for p in people), *lines), tmp_path
    )
    monkeypatch.setattr(narrowings, "KEPT", 2)

    def schemas() -> int:
        sql = "SELECT COUNT(*) FROM duckdb_schemas() WHERE schema_name LIKE 'scope_%'"
        return int(whole.beside.cursor().execute(sql).fetchall()[0][0])

    def reader(person: str) -> Snapshot:
        return narrowed(whole, Scope("some", frozenset({person})))

    held = reader("p0")
    for person in people[1:]:
        assert reader(person).run("SELECT DISTINCT seller FROM placed_lines") == [(person,)]
    assert schemas() == 3, "two kept, and one that is read"
    assert held.run("SELECT SUM(amount) FROM placed_lines") == [(1,)]
    again = reader("p0")
    assert again is not held
    assert again.run("SELECT seller FROM placed_lines") == [("p0",)]


def test_a_snapshot_that_nobody_reads_any_more_lets_go_of_its_lease(tmp_path: Path) -> None:
    """Its narrowings hold no ring with it, which only a later collection would break."""
    made = company((unit("a"),), (place("p", "a"),), line("S1", "p", 1))
    whole = snapshot_of(made, tmp_path)
    lease = whole.lease
    reader = narrowed(whole, Scope("some", frozenset({"p"})))
    gc.collect()
    gc.disable()
    try:
        before = len(list(gc.get_referrers(lease)))
        del whole
        assert reader.shape.last == day(30)
        assert len(list(gc.get_referrers(lease))) == before - 1
    finally:
        gc.enable()
