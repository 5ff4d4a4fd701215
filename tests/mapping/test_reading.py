"""Amounts and dates as files write them: read exactly, or kept as they stand."""

import re
from datetime import date

import duckdb
import pytest
from hypothesis import given as cases
from hypothesis import strategies as st

from husay.basics.amount import amount_text, parse_amount
from husay.book.mapping.model import DateReading, Decimal
from husay.book.mapping.reading import amount_of, dates_of, is_month, signs_in
from husay.book.mapping.sql import amount_sql, date_sql, month_of_year_sql, month_sql

ENGINE = duckdb.connect()


def sql(expression: str, *values: str | None) -> list[str | None]:
    """An expression over the column `x`, for each value."""
    rows = ", ".join("(?)" for _ in values)
    query = f"SELECT CAST({expression} AS VARCHAR) FROM (VALUES {rows}) AS t(x)"
    return [row[0] for row in ENGINE.execute(query, list(values)).fetchall()]


def written(amount: int, decimal: str, apart: str, sign: str, negative: str) -> str:
    """An amount in one of the world's conventions."""
    whole, _, decimals = amount_text(abs(amount)).partition(".")
    if apart:
        whole = re.sub(r"(?<=\d)(?=(\d{3})+$)", apart.replace("\\", ""), whole)
    text = f"{sign}{whole}{decimal}{decimals}"
    if amount >= 0:
        return text
    return {"before": f"-{text}", "after": f"{text}-", "around": f"({text})"}[negative]


AMOUNTS = st.integers(-(10**16), 10**16)
NEGATIVES = st.sampled_from(["before", "after", "around"])
CONVENTIONS = st.sampled_from(
    [(".", ","), (".", ""), (".", " "), (".", "'"), (",", "."), (",", ""), (",", "\u00a0")]
)
SIGNS = st.sampled_from(["", "₱", "PHP ", "$"])


@cases(st.lists(AMOUNTS, min_size=1, max_size=20), CONVENTIONS, SIGNS, NEGATIVES)
def test_an_amount_in_each_convention_is_read_back_exactly(
    amounts: list[int], convention: tuple[Decimal, str], sign: str, negative: str
) -> None:
    decimal, apart = convention
    signs = (sign.strip(),) if sign else ()
    texts = [written(a, decimal, apart, sign, negative) for a in amounts]
    read = sql(amount_sql("x", decimal, signs), *texts)
    assert [parse_amount(t or "") for t in read] == amounts
    assert [parse_amount(amount_of(t, decimal, signs) or "") for t in texts] == amounts


@cases(
    st.one_of(
        st.text(alphabet="0123456789.,' -()₱%e\u00a0", max_size=12),
        st.from_regex(r"[ (]?₱?[ -]{0,2}0?[0-9.]{0,3}[)]?", fullmatch=True),
    )
)
def test_python_and_sql_read_the_same_amounts(text: str) -> None:
    for decimal in (".", ","):
        read = sql(amount_sql("x", decimal, ("₱",)), text)[0]
        wanted = amount_of(text, decimal, ("₱",))
        plain = sql("TRY_CAST(x AS DECIMAL(18, 4))", text)[0]
        if wanted is not None and (decimal == "," or plain is None):
            assert read == wanted
        elif wanted is None and plain is None:
            assert read == text


@pytest.mark.parametrize(
    ("text", "decimal"),
    [("1.234,50", "."), ("1,234.50", ","), ("12,34", "."), ("1 234,567", "."), ("1,23.4", "."),
     ("(5", "."), ("5)", "."), ("abc", "."), ("12 pcs", "."), ("€5", "."), ("1,2345.00", ".")],
)  # fmt: skip
def test_what_is_written_otherwise_stays_as_it_stands(text: str, decimal: Decimal) -> None:
    assert sql(amount_sql("x", decimal, ("₱",)), text) == [text]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        # A sign, a minus and a nought before further digits: a document's number.
        ("P-01", None), ("P-007", None), ("₱-01", None), ("P - 01", None), ("P\u221201", None),
        (" P-01.50", None), ("PHP-0123", None),
        # An amount still, up to the very edge.
        ("P-0", "-0"), ("P-0.50", "-0.50"), ("P-1", "-1"), ("P-10", "-10"), ("P01", "01"),
        ("P 01", "01"), ("-01", "-01"), ("-P01", "-01"), ("₱-1,000.50", "-1000.50"),
        ("-P1,000", "-1000"), ("(₱01)", "-01"),
    ],
)  # fmt: skip
def test_a_documents_number_is_no_amount(text: str, amount: str | None) -> None:
    signs = ("PHP", "P", "₱")
    assert amount_of(text, ".", signs) == amount
    read = sql(amount_sql("x", ".", signs), text)
    if amount is None:
        assert read == [text]
    else:
        assert [parse_amount(t or "") for t in read] == [parse_amount(amount)]


def test_an_empty_cell_stays_empty() -> None:
    assert sql(amount_sql("x", "."), None) == [None]
    assert sql(date_sql("x", "dmy"), None) == [None]


FORMATS: dict[DateReading, list[str]] = {
    "dmy": ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%d/%m/%Y %H:%M", "%d/%m/%Y %I:%M %p"],
    "mdy": ["%m/%d/%Y", "%m-%d-%Y", "%m/%d/%y", "%m/%d/%Y %H:%M:%S"],
    "named": ["%d %b %Y", "%d-%b-%y", "%b %d, %Y", "%B %d, %Y", "%d %B %Y"],
    "compact": ["%Y%m%d"],
}


@cases(st.dates(date(1970, 1, 1), date(2060, 12, 31)))
def test_a_date_in_each_order_is_read_back(day: date) -> None:
    for reading, formats in FORMATS.items():
        texts = [day.strftime(f) for f in formats]
        assert sql(date_sql("x", reading), *texts) == [day.isoformat()] * len(texts)
        assert all(reading in dates_of(text) for text in texts)


@pytest.mark.parametrize(
    ("text", "reading"),
    [("13/25/2026", "dmy"), ("31/02/2026", "dmy"), ("kahapon", "dmy"), ("01/13/2026", "dmy"),
     ("13/01/2026", "mdy"), ("5 Smarch 2026", "named"), ("bukas", "serial"), ("2026", "compact")],
)  # fmt: skip
def test_what_is_no_date_stays_as_it_stands(text: str, reading: DateReading) -> None:
    assert sql(date_sql("x", reading), text) == [text]


def test_excels_day_numbers() -> None:
    # 45000 is 2023-03-15 in every spreadsheet program.
    assert sql(date_sql("x", "serial"), "45000", "45000.5") == ["2023-03-15", "2023-03-15"]


def test_iso_dates_pass_as_they_are() -> None:
    assert sql(date_sql("x", "iso"), "2026-01-05T10:00:00Z") == ["2026-01-05T10:00:00Z"]
    assert dates_of("2026-01-05 10:00") == {"iso"}


def test_which_way_round_a_date_can_be() -> None:
    assert dates_of("01/02/2026") == {"dmy", "mdy"}
    assert dates_of("13/02/2026") == {"dmy"}
    assert dates_of("02/13/2026") == {"mdy"}
    assert dates_of("31/02/2026") == frozenset()


def test_months_by_number_and_by_name_in_both_languages() -> None:
    texts = ["2026-03", "03/2026", "Mar 2026", "Marso 2026", "March 2026", "Mar-26", "2026 Marso"]
    assert all(map(is_month, texts))
    assert sql(month_sql("x"), *texts) == ["2026-03-01"] * len(texts)
    assert sql(month_of_year_sql("x", "'2026'"), "3", "Marso", "mar") == ["2026-03-01"] * 3
    assert sql(month_sql("x"), "balang araw") == ["balang araw"]


def test_currency_signs_are_found() -> None:
    assert signs_in(["₱1,200.00", "PHP 5", "12", "(₱3)"]) == ("₱", "PHP")
    assert signs_in(["12 pcs", "abc"]) == ()
    assert signs_in(["P-01", "P-02"]) == ()
    assert signs_in(["P-01", "P-10"]) == ("P",)


@pytest.mark.parametrize("text", ["12.5", "1e3", "1_000.5", "12.50000001", " 12.5 "])
def test_a_number_with_a_point_is_none_among_commas(text: str) -> None:
    # 12.500 is twelve thousand five hundred here; 12.5 was once taken for twelve and a half.
    read = sql(amount_sql("x", ","), text)[0]
    assert read == f"{text} ≠ 1.234,50"
    assert amount_of(text, ",") is None


def test_among_commas_whole_numbers_and_thousands_are_read() -> None:
    assert sql(amount_sql("x", ","), "12.500", "12,5", "1500", "-3") == [
        "12500", "12.5", "1500", "-3",
    ]  # fmt: skip
