"""What a condition may say, what it means, and that nothing else gets through."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from husay.basics.problem import Mistake
from husay.measures.filter import MOST_CHARACTERS, parse_where, where_sql
from tests.measures.making import Made

pytestmark = pytest.mark.xdist_group("measures-bayan")

KNOWN = ("seller", "unit", "product_line", "division")
WITHIN = "pl.unit = {unit}"


def said(text: str) -> str:
    """The SQL of a condition."""
    return where_sql(parse_where(text, KNOWN), lambda name: f"r.{name}", WITHIN)


def refused(text: str) -> list[tuple[str, str | None]]:
    """Why a condition is refused."""
    with pytest.raises(Mistake) as caught:
        parse_where(text, KNOWN)
    return [(p.code, p.value) for p in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "sql"),
    [
        ("seller = 'a'", "r.seller = 'a'"),
        ("SELLER == 'a'", "r.seller = 'a'"),
        ("\"seller\" = 'o''neil'", "r.seller = 'o''neil'"),
        ("seller <> 'a'", "r.seller IS DISTINCT FROM 'a'"),
        ("seller != 'a'", "r.seller IS DISTINCT FROM 'a'"),
        ("seller > 'a' AND seller <= 'b'", "r.seller > 'a' AND r.seller <= 'b'"),
        ("seller < 'a' OR seller >= 'b'", "r.seller < 'a' OR r.seller >= 'b'"),
        ("seller IN ('a', 'b')", "r.seller IN ('a', 'b')"),
        ("seller NOT IN ('a')", "NOT COALESCE(r.seller IN ('a'), FALSE)"),
        ("seller LIKE 'a%'", "r.seller LIKE 'a%'"),
        ("seller NOT LIKE 'a%'", "NOT COALESCE(r.seller LIKE 'a%', FALSE)"),
        ("seller BETWEEN 'a' AND 'b'", "r.seller BETWEEN 'a' AND 'b'"),
        ("seller IS NULL", "r.seller IS NULL"),
        ("seller IS NOT NULL", "NOT r.seller IS NULL"),
        ("seller = 275", "r.seller = '275'"),
        ("seller = 007", "r.seller = '007'"),
        ("NOT (seller = 'a' OR unit = 'b')",
         "NOT (COALESCE(r.seller = 'a', FALSE) OR COALESCE(r.unit = 'b', FALSE))"),
        ("within('x')", "(pl.unit = 'x')"),
        ("NOT within('x''y')", "NOT (pl.unit = 'x''y')"),
        ("seller = 'a' -- and no more", "r.seller = 'a'"),
        ("seller = 'a' /* */ AND unit = 'b'", "r.seller = 'a' AND r.unit = 'b'"),
        ("(seller = 'a' OR seller = 'b') AND unit = 'c'",
         "(r.seller = 'a' OR r.seller = 'b') AND r.unit = 'c'"),
        ("seller = unit", "r.seller = r.unit"),
    ],
)  # fmt: skip
def test_what_may_be_said(text: str, sql: str) -> None:
    assert said(text) == sql


@pytest.mark.parametrize(
    "text",
    [
        "seller = 'a'; DROP TABLE sale_lines",
        "seller = 'a') OR (1 = 1",
        "seller = 'a' UNION SELECT amount FROM sale_lines",
        "seller = 'a' GROUP BY seller",
        "seller = 'a' ORDER BY 1",
        "seller = 'a' LIMIT 1",
        "seller = 'a' QUALIFY TRUE",
        "seller = 'a",
        "= 'a'",
        "",
        "   ",
        "AND",
        "-- nothing",
        "(" * 400 + "seller = 'a'" + ")" * 400,
        "NOT " * 2000 + "seller = 'a'",
    ],
)
def test_what_is_no_condition(text: str) -> None:
    assert [code for code, _ in refused(text)] == ["where-syntax"]


@pytest.mark.parametrize(
    "text",
    [
        "seller IN (SELECT person FROM people)",
        "EXISTS (SELECT 1 FROM people)",
        "seller = (SELECT MIN(person) FROM people)",
        "seller = getenv('HOME')",
        "seller = read_text('file')",
        "upper(seller) = 'A'",
        "seller || 'x' = 'ax'",
        "seller::INT = 1",
        "CAST(seller AS INT) = 1",
        "seller = $1",
        "seller = ?",
        "seller = -1",
        "seller = NULL",
        "seller IS TRUE",
        "seller IN ()",
        "seller IN unit",
        "seller",
        "NOT seller",
        "seller = 'a' AND unit",
        "seller = 'a' = 'b'",
        "TRUE",
        "seller LIKE 'a' ESCAPE '!'",
        "seller SIMILAR TO 'a'",
        "seller ~ 'a'",
        "seller ILIKE 'a'",
        "seller = ANY (['a'])",
        "(seller, unit) = ('a', 'b')",
        "seller = E'\\n'",
        "seller = $$a$$",
        "CASE WHEN seller = 'a' THEN TRUE END",
        "within(seller)",
        "within('a', 'b')",
        "within('a' || 'b')",
        "outside('a')",
    ],
)
def test_what_may_not_be_said(text: str) -> None:
    assert {code for code, _ in refused(text)} == {"where-not-allowed"}


def test_words_that_are_nearly_right() -> None:
    with pytest.raises(Mistake) as caught:
        parse_where("seller = 'a' AND r.unit = 'b' AND prodct_line = 'c'", KNOWN)
    assert [(p.code, p.value, p.says()["nearest"]) for p in caught.value.problems] == [
        ("unknown-dimension", "r.unit", "unit"),
        ("unknown-dimension", "prodct_line", "product_line"),
    ]


def test_length_has_an_end() -> None:
    long = " OR ".join(["seller = 'abcdefgh'"] * 400)
    assert MOST_CHARACTERS > len(long) > MOST_CHARACTERS * 0.8
    assert said(long).count("r.seller") == 400
    assert refused(long + long)[0][0] == "where-too-long"


def test_long_conditions_are_answered(bayan: Made) -> None:
    names = [f"'x{n}'" for n in range(1200)]
    assert bayan.value("revenue", where=f"seller IN ({', '.join(names)}, 'ana')") == "2056.6668"
    many = " OR ".join([*(f"seller = {name}" for name in names[:450]), "seller = 'ana'"])
    assert bayan.value("revenue", where=many) == "2056.6668"
    assert bayan.value("revenue", where=f"NOT ({many})") == "1112.7779"


def test_numbers_stand_for_identifiers(bayan: Made) -> None:
    """Identifiers are texts: comparing them as numbers would fail on the first that is none."""
    assert bayan.value("revenue", where="seller = 275 OR customer IN (1, 2)") == "0.00"
    assert bayan.value("revenue", where="customer = 'c1'", period="2024-01") == "1500.00"


def test_everything_wrong_is_told_at_once(bayan: Made) -> None:
    with pytest.raises(Mistake) as caught:
        bayan.ask("revenu", "orders", by=("sellers", "month", "day"), where="selle = 'a'", top=0)
    codes = [(p.code, p.value) for p in caught.value.problems]
    assert codes == [
        ("unknown-measure", "revenu"),
        ("unknown-dimension", "sellers"),
        ("two-grains", "month, day"),
        ("fewer-than-one-row", "0"),
        ("unknown-dimension", "selle"),
    ]
    says = [p.says().get("nearest") for p in caught.value.problems]
    assert says == ["revenue", "seller", None, None, "seller"]


TOKENS = (
    "seller", "unit", "'a'", "'", '"', "(", ")", "=", "<>", "<", "IN", "('a', 'b')", "LIKE",
    "BETWEEN", "AND", "OR", "NOT", "IS", "NULL", "within", "('x')", ";", "--", "/*", "*/", ",",
    "SELECT", "1", "-", "||", "\\", "$$", "FROM", "sale_lines", "\n",
)  # fmt: skip


@given(st.lists(st.sampled_from(TOKENS), max_size=12).map(" ".join))
def test_no_text_whatever_breaks_it(text: str) -> None:
    """Any text is refused, or means a condition that is read back as itself."""
    try:
        condition = parse_where(text, KNOWN)
    except Mistake:
        return
    sql = where_sql(condition, lambda name: name, WITHIN.replace("pl.unit", "seller"))
    parse_where(sql.replace("COALESCE", "").replace(", FALSE", "").replace(
        "IS DISTINCT FROM", "<>"), KNOWN)  # fmt: skip
