"""Who receives what of Barrio Supply, worked out by hand (see `tests.access.barrio`).

All that was ever sold: 2,451 (1,451 by the first source, 1,000 by the other).
"""

from __future__ import annotations

from dataclasses import MISSING, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from husay.access.role import Right, Role
from husay.access.viewer import Viewer
from husay.basics.period import Window
from husay.basics.problem import Mistake
from husay.measures.question import Question, Whole
from tests.access.barrio import TODAY
from tests.measures.making import AT, Made

if TYPE_CHECKING:
    from husay.store.company import Company

ALL_DAYS = Window(date(2024, 1, 1), date(2024, 3, 31))
MANAGERS = ("mia", "noel", "sam")


def viewer(name: str) -> Viewer:
    """Somebody of Barrio Supply, or of its office."""
    if name in MANAGERS:
        return Viewer(name, frozenset({Role.MANAGER}), name)
    if name in set(Role):
        return Viewer(name, frozenset({Role(name)}))
    return Viewer(name, frozenset({Role.SELLER}), name)


def company_of(barrio: Made, name: str) -> Company:
    """The company as somebody has it."""
    return replace(barrio.company, viewer=viewer(name), today=TODAY)


def figures(company: Company, measure: str, *by: str, **words: Any) -> dict[Any, Any]:
    """A measure by some dimensions; money in whole pesos."""
    window = words.pop("window", ALL_DAYS)
    which = words.pop("which", None)
    answer = company.ask(Question((measure,), window, by, **words), which)
    size = 10_000 if answer.columns[-1].unit in ("money", "quantity") else 1
    keys = [c.name for c in answer.columns if c.role in ("dimension", "period")]
    found = {}
    for row in answer.rows:
        key = tuple(row[k] for k in keys)
        figure = row[measure]
        found[key[0] if len(key) == 1 else key] = figure and int(str(figure)) // size
    return found


def total(company: Company, measure: str = "revenue", **words: Any) -> Any:
    return figures(company, measure, **words)[()]


TOTALS = {
    "executive": 2451, "compensation": 2451, "administrator": 2451, "mia": 971, "noel": 283,
    "sam": 2165, "ana": 146, "ben": 1560, "dina": 130, "gil": 9, "nobody": 0,
}  # fmt: skip


@pytest.mark.parametrize("name", TOTALS)
def test_the_total_is_what_the_scope_holds(barrio: Made, name: str) -> None:
    company = company_of(barrio, name)
    assert total(company) == TOTALS[name]
    by_day = figures(company, "revenue", "day")
    assert sum(by_day.values()) == TOTALS[name]
    assert sum(figures(company, "revenue", "product").values()) == TOTALS[name]
    assert sum(figures(company, "revenue", "customer").values()) == TOTALS[name]
    assert sum(figures(company, "revenue", "product_line", "month").values()) == TOTALS[name]
    rows = company.rows(Question(("revenue",), ALL_DAYS), limit=None)
    assert sum(int(str(row["revenue"])) for row in rows.rows) == TOTALS[name] * 10_000


BY_SELLER: dict[str, dict[str | None, int]] = {
    "mia": {None: 224, "ana": 146, "carl": 40, "dina": 60, "eve": 1, "rob": 500},
    "noel": {None: 178, "carl": 90, "ana": 15},
    "sam": {"ben": 1560, "carl": 90, "rob": 500, "ana": 15},
    "ana": {"ana": 146},
    "executive": {None: 15, "ana": 146, "ben": 1560, "carl": 90, "dina": 130, "eve": 1, "gil": 9,
                  "rob": 500},
}  # fmt: skip


@pytest.mark.parametrize("name", BY_SELLER)
def test_by_seller_names_only_people_of_the_scope(barrio: Made, name: str) -> None:
    assert figures(company_of(barrio, name), "revenue", "seller") == BY_SELLER[name]


def test_who_moved_on_in_mid_month_keeps_the_totals_of_the_days_before(barrio: Made) -> None:
    """Noel led n1 up to 14 February: L8 of that day counts, L9 of the next does not."""
    noel = company_of(barrio, "noel")
    assert figures(noel, "revenue", "month") == {"2024-01": 140, "2024-02": 128, "2024-03": 15}
    for first, last, wanted in ((14, 14, 7), (15, 15, 0), (13, 15, 7), (1, 13, 71)):
        window = Window(date(2024, 2, first), date(2024, 2, last))
        assert total(noel, window=window) == wanted


def test_rows_of_totals_name_nobody(barrio: Made) -> None:
    rows = company_of(barrio, "noel").rows(Question(("revenue",), ALL_DAYS), limit=None).rows
    sold = {(str(row["sale"]), row["seller"]) for row in rows}
    assert sold == {("L1", None), ("L6", None), ("L8", None), ("L11", None), ("L4", "carl"),
                    ("L5", "carl"), ("L14", "ana")}  # fmt: skip


def test_a_shared_line_shows_the_part_that_is_in_the_scope(barrio: Made) -> None:
    for name, part in (("ana", 30), ("ben", 60), ("mia", 30), ("executive", 90)):
        rows = company_of(barrio, name).rows(
            Question(("revenue",), ALL_DAYS, where="customer = 'c6'"), limit=None
        )
        assert rows.total["amount"] == part * 10_000
        assert rows.total["lines"] == 1 if "lines" in rows.total else True


def test_a_condition_on_somebody_outside_the_scope_finds_nothing(barrio: Made) -> None:
    mia = company_of(barrio, "mia")
    assert total(mia, where="seller = 'ben'") == 0
    assert total(mia, where="NOT seller = 'ben'") == 971
    assert total(mia, where="within('south')") == 515  # Rob, and Ana's L14
    assert total(mia, where="within('n2')") == 200


def test_deals_and_activities_are_those_of_the_scope(barrio: Made) -> None:
    """Carl's D3 was created in n1 and lost in s1; Ben's D1 lay in n2 all along."""
    wanted = {
        "executive": (3, 1, 1, 2), "mia": (2, 0, 0, 1), "noel": (1, 0, 1, 0),
        "sam": (2, 1, 1, 1), "ana": (1, 0, 0, 1), "operations": (3, 1, 1, 2),
    }  # fmt: skip
    for name, figures_ in wanted.items():
        company = company_of(barrio, name)
        measures = ("deals_created", "deals_won", "deals_lost", "activities")
        assert tuple(total(company, measure) for measure in measures) == figures_, name


def test_goals_are_read_for_people_and_units_of_the_scope_alone(barrio: Made) -> None:
    wanted = {
        "mia": {("unit", "north"), ("seller", "ana")},
        "sam": {("unit", "south"), ("seller", "ben")},
        "noel": set(), "ana": {("seller", "ana")}, "operations": set(),
    }  # fmt: skip
    for name, goals in wanted.items():
        rows = company_of(barrio, name).snapshot().run("SELECT scope, item FROM goals")
        assert {(str(s), str(i)) for s, i in rows} == goals, name


FIGURES_ALONE = frozenset({Right.SEE_FIGURES, Right.SEE_MILESTONES})


@pytest.mark.parametrize("name", ["ana", "mia", "executive", "administrator"])
def test_a_token_of_figures_alone_receives_every_figure_and_no_goal(
    barrio: Made, name: str
) -> None:
    """The same revenue as its owner, by seller and in all, beside goals that are not there."""
    owner = company_of(barrio, name)
    token = replace(owner, viewer=replace(owner.viewer, limit=FIGURES_ALONE))
    assert owner.snapshot().run("SELECT 1 FROM goals")
    for reader in (token.snapshot(), *(token.seen_as(whole) for whole in token.wholes())):
        assert reader.run("SELECT * FROM goals") == []
    for by in ((), ("seller",), ("customer",)):
        for measure in ("revenue", "orders", "won_amount", "activities"):
            assert figures(token, measure, *by) == figures(owner, measure, *by), (measure, by)
        question = Question(("revenue",), ALL_DAYS, by, compare="goal")
        assert all(row.get("revenue_goal") is None for row in token.ask(question).rows), by
    held = owner.ask(Question(("revenue",), ALL_DAYS, ("seller",), compare="goal"))
    assert any(row["revenue_goal"] for row in held.rows)
    stood, owners = token.standing(), owner.standing()
    assert stood is not None
    assert owners is not None
    assert stood.as_of == owners.as_of
    key = {"scope": "company", "item": "", "measure": "revenue",
           "starts": ALL_DAYS.start, "ends": ALL_DAYS.end}  # fmt: skip
    assert token.history("goals", key) == ()


def test_the_goals_of_a_scope_are_a_part_of_what_it_is(barrio: Made) -> None:
    """Who sees goals and who does not are narrowed apart, whichever asks first."""
    owner = company_of(barrio, "mia")
    token = replace(owner, viewer=replace(owner.viewer, limit=FIGURES_ALONE))
    sees = [bool(one.snapshot().run("SELECT 1 FROM goals")) for one in (token, owner, token)]
    assert sees == [False, True, False]


def test_who_sees_all_but_goals_has_every_relation_whole_that_others_have_narrowed(
    barrio: Made,
) -> None:
    owner = company_of(barrio, "executive")
    token = replace(owner, viewer=replace(owner.viewer, limit=FIGURES_ALONE))
    own_making = {"seen", "led", "veiled", "broken_months", "shared_lines"}

    def relations(company: Company) -> set[str]:
        """All of them; some are there only once a query has named them."""
        for name in ("sale_lines", "rollup_products"):
            company.snapshot().run(f"SELECT COUNT(*) FROM {name}")
        sql = "SELECT table_name FROM duckdb_columns() WHERE schema_name = CURRENT_SCHEMA()"
        return {str(row[0]) for row in company.snapshot().run(sql)}

    names = relations(token)
    assert names == relations(company_of(barrio, "mia")) - own_making
    for name in names - {"goals"}:
        sql = f"SELECT COUNT(*) FROM {name}"
        assert token.snapshot().run(sql) == owner.snapshot().run(sql), name


def test_a_seller_is_held_against_their_own_goal(barrio: Made) -> None:
    answer = company_of(barrio, "ana").ask(Question(("revenue",), ALL_DAYS, compare="goal"))
    assert answer.rows[0]["revenue_goal"] == 300 * 10_000
    answer = company_of(barrio, "sam").ask(
        Question(("revenue",), ALL_DAYS, ("seller",), compare="goal")
    )
    goals = {row["seller"]: row["revenue_goal"] for row in answer.rows}
    assert goals["ben"] == 400 * 10_000
    assert goals["ana"] is None


def test_a_unit_stands_with_its_whole_and_names_no_stranger(barrio: Made) -> None:
    """North had n2 and n3: 200 of Ben's and 9 of Gil's show without them."""
    north = Whole("unit", "north")
    wanted: dict[str, dict[str | None, int]] = {
        "mia": {None: 224, "ana": 131, "carl": 40, "dina": 60},
        "executive": {None: 15, "ana": 131, "ben": 200, "carl": 40, "dina": 60, "gil": 9},
    }
    for name, by_seller in wanted.items():
        company = company_of(barrio, name)
        reader = company.seen_as(north)
        rows = reader.run("SELECT seller, SUM(amount) FROM placed_lines GROUP BY seller")
        assert {s: int(str(a)) // 10_000 for s, a in rows} == by_seller
        stands = company.standing(whole=north)
        assert stands is not None
        assert stands.year.value == 455 * 10_000
        assert stands.whole == north
        named = {r.item for b in stands.breakdowns if b.dimension == "seller" for r in b.rows}
        assert named <= set(by_seller) | {"eve", "mia"}


def test_a_whole_outside_the_scope_is_refused(barrio: Made) -> None:
    refused = {
        "mia": (Whole(), Whole("unit", "south"), Whole("unit", "n2"), Whole("seller", "ben")),
        "noel": (Whole("unit", "n1"), Whole("seller", "ana")),
        "ana": (Whole(), Whole("unit", "n1"), Whole("seller", "ben")),
        "operations": (Whole(), Whole("unit", "north"), Whole("seller", "ana")),
        "nobody": (Whole(), Whole("seller", ""), Whole("unit", "")),
    }
    for name, wholes in refused.items():
        for whole in wholes:
            for call in (company_of(barrio, name).seen_as, _standing(company_of(barrio, name))):
                with pytest.raises(Mistake) as wrong:
                    call(whole)
                assert [p.code for p in wrong.value.problems] == ["not-in-scope"], (name, whole)


def _standing(company: Company) -> Any:
    return lambda whole: company.standing(whole=whole)


def test_a_viewer_stands_for_the_uppermost_units_that_they_lead_and_themselves(
    barrio: Made,
) -> None:
    def stands_for(**words: Any) -> list[tuple[str, str]]:
        seen = Viewer("v", **words)
        company = replace(barrio.company, viewer=seen, today=TODAY)
        return [(whole.scope, whole.item) for whole in company.wholes()]

    manager = frozenset({Role.MANAGER})
    # Neither Mia nor Noel sells, and neither has a goal: what they lead is all.
    assert stands_for(roles=manager, person="mia") == [("unit", "north")]
    assert stands_for(roles=manager, person="noel") == [("unit", "s1")]
    both = frozenset({"co", "n1"})
    assert stands_for(roles=manager, person="noel", units=both) == [("unit", "co")]
    assert stands_for(roles=manager, person="ana", units=both) == [
        ("unit", "co"), ("seller", "ana"),
    ]  # fmt: skip
    assert stands_for(roles=manager, units=frozenset({"s1", "n1"})) == [
        ("unit", "n1"), ("unit", "s1"),
    ]  # fmt: skip
    assert stands_for(roles=manager) == []
    assert stands_for(roles=frozenset({Role.SELLER}), person="ana") == [("seller", "ana")]
    assert stands_for(roles=frozenset({Role.SELLER})) == []
    assert stands_for(roles=frozenset({Role.EXECUTIVE})) == [("company", "")]
    assert stands_for(roles=frozenset({Role.OPERATIONS})) == []
    assert stands_for() == []


def test_who_leads_one_unit_twice_stands_for_it_once(barrio: Made) -> None:
    company = replace(
        barrio.company, viewer=replace(viewer("noel"), units=frozenset({"n1"})), today=TODAY
    )
    assert [w.item for w in company.wholes() if w.scope == "unit"] == ["n1", "s1"]


def test_who_stands_for_nothing_has_no_standing(barrio: Made) -> None:
    for name in ("operations", "nobody"):
        with pytest.raises(Mistake) as wrong:
            company_of(barrio, name).standing()
        assert [p.code for p in wrong.value.problems] == ["nothing-of-your-own"]


def test_names_are_told_of_the_scope_alone(barrio: Made) -> None:
    people = ("ana", "ben", "carl", "dina", "gil")
    customers = ("c1", "c3", "c5")
    known = {
        "executive": (set(people), set(customers)),
        "mia": ({"ana", "carl", "dina"}, {"c1", "c5"}),
        "sam": ({"ana", "ben", "carl"}, {"c1", "c3"}),
        "noel": ({"ana", "carl"}, {"c1"}),
        "ana": ({"ana"}, {"c1"}),
        "operations": (set(), set(customers)),
        "nobody": (set(), set()),
    }
    for name, (persons, buyers) in known.items():
        company = company_of(barrio, name)
        assert set(company.names("person", people)) == persons, name
        assert set(company.names("customer", customers)) == buyers, name
        assert company.names("unit", ["south"]) == {"south": "The South"}


def test_a_name_outside_the_scope_is_neither_found_nor_guessed(barrio: Made) -> None:
    mia, executive = company_of(barrio, "mia"), company_of(barrio, "executive")
    assert executive.called("person", "ben reyes") == ("ben",)
    assert mia.called("person", "ben reyes") == ()
    assert mia.called("person", "%", like=True) == ("ana", "carl", "dina")
    assert executive.nearest_name("person", "Ben Reyez") == "Ben Reyes"
    assert mia.nearest_name("person", "Ben Reyez") == ""
    assert mia.nearest_name("customer", "Riverside Mar") == ""


def test_an_alias_of_a_seller_tells_nobodys_name(barrio: Made) -> None:
    """The numbers that operations receive for sellers may be the identifiers of others."""
    operations = company_of(barrio, "operations")
    numbers = [str(row[0]) for row in operations.snapshot().run("SELECT alias FROM aliases")]
    assert len(numbers) == 7  # ana, ben, carl, dina, eve, gil (his deals and lines), rob
    assert operations._known("person", numbers) == ()


def test_operations_see_volumes_and_neither_amounts_nor_sellers(barrio: Made) -> None:
    company = company_of(barrio, "operations")
    assert total(company, "lines") == 17
    assert total(company, "quantity") == 7
    assert total(company, "orders") == 16  # R1 is a return
    for measure in ("revenue", "margin", "average_order", "sellers", "pipeline", "won_amount"):
        with pytest.raises(Mistake):
            total(company, measure)
    for words in ({"by": ("seller",)}, {"where": "seller = '1'"}):
        with pytest.raises(Mistake):
            company.ask(Question(("lines",), ALL_DAYS, **words))
    rows = company.rows(Question(("lines",), ALL_DAYS), limit=None)
    assert len(rows.rows) == 18  # X1 has two parts
    assert all("seller" not in row and row.get("amount") is None for row in rows.rows)


HISTORY = {"sale": "L6", "line": 1}


def test_a_line_that_somebody_else_had_before_does_not_say_who(barrio: Made) -> None:
    def sellers(name: str, **key: Any) -> list[tuple[object, str]]:
        versions = company_of(barrio, name).history("sale_lines", HISTORY | key)
        return [(v.values["seller"], v.source) for v in versions]

    assert sellers("executive") == [("gil", "test"), ("dina", "test")]
    assert sellers("mia") == [(None, "test"), ("dina", "test")]
    assert sellers("dina") == [(None, "test"), ("dina", "test")]
    assert sellers("noel") == [(None, "test"), (None, "test")]
    assert sellers("ana") == sellers("operations") == sellers("gil") == sellers("nobody") == []


def test_the_same_key_of_another_source_stays_outside(barrio: Made) -> None:
    key = {"sale": "L1", "line": 1}
    wanted = {"executive": {"test", "other"}, "ana": {"test"}, "ben": {"other"}, "mia": {"test"}}
    for name, sources in wanted.items():
        versions = company_of(barrio, name).history("sale_lines", key)
        assert {v.source for v in versions} == sources
        company = company_of(barrio, name)
        other = company.history("sale_lines", key | {"source": "other"})
        assert bool(other) == ("other" in sources)


def test_a_veiled_line_says_nobody_though_the_person_shows_elsewhere(barrio: Made) -> None:
    """Noel sees Ana's L14, which names his s1; of L1 he receives the total alone."""
    versions = company_of(barrio, "noel").history("sale_lines", {"sale": "L1", "line": 1})
    assert [v.values["seller"] for v in versions] == [None]
    versions = company_of(barrio, "noel").history("sale_lines", {"sale": "L14", "line": 1})
    assert [v.values["seller"] for v in versions] == ["ana"]


def test_other_tables_have_no_history_outside_all(barrio: Made) -> None:
    key = {"scope": "company", "item": "", "measure": "revenue", "starts": "2024-01-01",
           "ends": "2024-03-31"}  # fmt: skip
    assert company_of(barrio, "executive").history("goals", key)
    for name in ("mia", "ana", "operations", "nobody"):
        assert company_of(barrio, name).history("goals", key) == ()
        people = company_of(barrio, name).history("people", {"person": "ben"})
        assert people == ()
    deal = {"deal": "D1"}
    assert company_of(barrio, "ben").history("deals", deal)
    assert company_of(barrio, "mia").history("deals", deal) == ()
    assert company_of(barrio, "operations").history("deals", deal) == ()


def test_an_older_snapshot_is_narrowed_by_todays_organisation(barrio: Made) -> None:
    """In snapshot 1 Gil sold L6, after he had left n3: in no unit, so in no manager's scope."""
    for which in (1, "1", "before"):
        assert total(company_of(barrio, "executive"), which=which) == 1451
        assert total(company_of(barrio, "mia"), which=which) == 911
        assert total(company_of(barrio, "gil"), which=which) == 69
        assert total(company_of(barrio, "dina"), which=which) == 70
    with pytest.raises(Mistake):
        total(company_of(barrio, "mia"), which=99)


def test_today_moves_the_scope(barrio: Made) -> None:
    """On 1 February n2 was north's, Carl began in s1 and Noel still led n1."""

    def seen(name: str, today: date) -> dict[Any, Any]:
        company = replace(barrio.company, viewer=viewer(name), today=today)
        return figures(company, "revenue", "seller")

    then = seen("mia", date(2024, 2, 1))
    assert then["ben"] == 1560
    assert "carl" in then
    assert set(seen("noel", date(2024, 2, 14))) == {None, "ana", "eve", "carl", "dina"}
    assert seen("noel", date(2023, 12, 31)) == {}
    assert seen("mia", date(2023, 12, 31)) == {}
    for name in MANAGERS:
        assert seen(name, date.max) == seen(name, TODAY)


RIGHTS: dict[str, set[Right]] = {
    "pin": {Right.KEEP_BOOK}, "unpin": {Right.KEEP_BOOK}, "log": {Right.BRING_IN},
    "diff": {Right.BRING_IN}, "verify": {Right.KEEP_BOOK}, "clean": {Right.KEEP_BOOK},
    "backup": {Right.KEEP_BOOK}, "import_source": {Right.BRING_IN},
    "publish_settings": {Right.KEEP_BOOK},
}  # fmt: skip


@pytest.mark.parametrize("method", RIGHTS)
def test_each_deed_wants_its_right(barrio: Made, method: str) -> None:
    given: dict[str, tuple[Any, ...]] = {
        "pin": (1, "mine", "x", AT), "unpin": ("before", "x", AT), "log": (), "diff": (1, 2),
        "verify": (), "clean": (1, AT), "backup": (barrio.folder / "out", AT),
        "import_source": (None, barrio.folder, "x", AT), "publish_settings": ("x", AT, "y"),
    }  # fmt: skip
    may = {Role.ADMINISTRATOR} | (
        {Role.COMPENSATION} if Right.BRING_IN in RIGHTS[method] else set()
    )
    for role in set(Role) - may:
        company = replace(barrio.company, viewer=Viewer("v", frozenset({role}), "ana"))
        with pytest.raises(Mistake) as wrong:
            getattr(company, method)(*given[method])
        assert [p.code for p in wrong.value.problems] == ["not-allowed"]
    token = Viewer("token", frozenset({Role.ADMINISTRATOR}), limit=frozenset({Right.SEE_FIGURES}))
    with pytest.raises(Mistake):
        getattr(replace(barrio.company, viewer=token), method)(*given[method])


def test_no_deed_of_a_company_is_without_a_right() -> None:
    """Whoever adds a method to the facade says here what it wants, or that it only reads."""
    from husay.store.company import Company

    reads = {"snapshot", "scope", "seen_as", "wholes", "head", "ask", "rows", "history",
             "standing", "people_of", "names", "called", "nearest_name", "author",
             "of_one_moment", "look_again"}  # fmt: skip
    public = {name for name in vars(Company) if not name.startswith("_")}
    assert public - {"home", "viewer", "today", "place", "moment"} == reads | set(RIGHTS)


def test_a_company_is_opened_for_somebody_on_a_day_by_a_face() -> None:
    """Who leaves one of these out gets no company, least of all one without a scope."""
    from husay.store.company import Company

    given = {f.name for f in fields(Company) if f.default is MISSING}
    assert given == {"home", "viewer", "today", "place"}


LOOKED = [
    ("outlook", Right.SEE_GOALS), ("outlook", Right.SEE_FIGURES),
    ("course", Right.SEE_GOALS), ("course", Right.SEE_FIGURES),
    ("outlooks_within", Right.SEE_GOALS), ("outlooks_within", Right.SEE_FIGURES),
    ("milestones", Right.SEE_MILESTONES),
]  # fmt: skip
"""What looks at goals, and what it wants."""


@pytest.mark.parametrize(("method", "wanted"), LOOKED)
def test_no_look_at_goals_is_without_its_rights(barrio: Made, method: str, wanted: Right) -> None:
    from husay.store import outlooks

    token = Viewer("token", frozenset({Role.EXECUTIVE}), limit=frozenset(Right) - {wanted})
    with pytest.raises(Mistake) as wrong:
        getattr(outlooks, method)(replace(barrio.company, viewer=token), None)
    (problem,) = wrong.value.problems
    assert (problem.code, dict(problem.values)["right"]) == ("not-allowed", wanted.value)


GOALS_ALONE = frozenset({Right.SEE_GOALS})


@pytest.mark.parametrize("name", ["ana", "mia", "executive", "administrator"])
def test_a_token_of_goals_alone_receives_its_owners_goals_and_no_row(
    barrio: Made, name: str
) -> None:
    owner = company_of(barrio, name)
    token = replace(owner, viewer=replace(owner.viewer, limit=GOALS_ALONE))
    asked = "SELECT scope, item, measure, value FROM goals ORDER BY ALL"
    assert token.snapshot().run(asked) == owner.snapshot().run(asked) != []
    for table in ("placed_lines", "sale_lines", "rollup_daily", "rollup_monthly", "placements",
                  "rollup_products", "deals", "activities", "customers", "people", "assignments",
                  "credits", "owner_places", "potentials", "open_deals"):  # fmt: skip
        assert token.snapshot().run(f"SELECT 1 FROM {table}") == [], table
    assert total(token) == 0
    assert token.wholes() == ()
    for whole in owner.wholes():
        with pytest.raises(Mistake) as wrong:
            token.standing(whole=whole)
        assert [p.code for p in wrong.value.problems] == ["not-in-scope"]
    assert token.history("sale_lines", {"sale": "L1", "line": 1}) == ()
    assert token.names("customer", ["c1", "c2"]) == {}


def test_a_token_that_may_keep_the_book_may_verify_it(barrio: Made) -> None:
    keeper = Viewer("token", frozenset({Role.ADMINISTRATOR}), limit=frozenset({Right.KEEP_BOOK}))
    assert not replace(barrio.company, viewer=keeper).verify().problems
    assert total(replace(barrio.company, viewer=keeper)) == 0
