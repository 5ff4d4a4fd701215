"""Numbers and days beyond all that there are: a page says so, and never breaks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.urls import Resolver404, resolve, reverse
from django.urls.converters import IntConverter

from husay.access.role import Role
from husay.web.numbers import NumberConverter, number_or_nothing
from husay.web.urls import urlpatterns
from tests.goal_plans.small import small
from tests.measures.making import Made
from tests.store_pay.paying import FEBRUARY, calculated, planned, released
from tests.web.doors.test_closed import ARGUMENTS
from tests.web.exploring import served
from tests.web.signing import ALL, signed_in

if TYPE_CHECKING:
    from django.test import Client

MOST = 10**18 - 1
NUMBERED = [
    (pattern.name, pattern.pattern.converters)
    for pattern in urlpatterns
    if any(isinstance(one, NumberConverter) for one in pattern.pattern.converters.values())
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    found = small(tmp_path_factory.mktemp("beyond"))
    row = planned(found.company)
    released(found.company, row)
    calculated(found.company, row, FEBRUARY)
    with served(found):
        yield found


@pytest.fixture
def client(made: Made) -> Client:
    from django.test import Client

    return signed_in(Client(raise_request_exception=True), *ALL)


def address(name: str, converters: dict[str, object], number: object) -> str:
    given = {
        key: number if isinstance(one, NumberConverter) else ARGUMENTS[key]
        for key, one in converters.items()
    }
    return reverse(name, kwargs=given)


def test_no_address_takes_a_number_without_end() -> None:
    taken = [one for p in urlpatterns for one in p.pattern.converters.values()]
    assert not any(isinstance(one, IntConverter) for one in taken)
    assert len(NUMBERED) > 40


@pytest.mark.parametrize(("name", "converters"), NUMBERED, ids=[str(name) for name, _ in NUMBERED])
def test_a_number_beyond_all_is_not_there(
    client: Client, name: str, converters: dict[str, object]
) -> None:
    """The longest number that an address takes is that of nothing; one digit more is no address."""
    where = address(name, converters, MOST)
    for answer in (client.get(where), client.post(where)):
        assert answer.status_code < 500, (where, answer.status_code)
    with pytest.raises(Resolver404):
        resolve(where.replace(str(MOST), str(MOST + 1)))


@pytest.mark.parametrize("role", [Role.COMPENSATION, Role.SELLER])
@pytest.mark.parametrize("last", ["", "/statement?person=ana", "/statement.pdf?person=ana",
                                  "/ask?person=ana"])  # fmt: skip
def test_a_statement_of_a_run_beyond_all_is_not_there(made: Made, last: str, role: Role) -> None:
    from django.test import Client

    person = "ana" if role is Role.SELLER else ""
    client = signed_in(Client(), role, email=f"{role}@example.com", person=person)
    for number in (MOST, MOST + 1, "9" * 26, "9" * 5000):
        answer = client.get(f"/pay/runs/{number}{last}")
        sellers = role is Role.SELLER and not last and number == MOST
        assert answer.status_code == (403 if sellers else 404), (number, last)


@pytest.mark.parametrize("batch", ["9" * 5000, "9" * 19, "9" * 18, "-1", "²", "١", "0"])
def test_a_batch_that_there_is_not_is_told_on_the_run(client: Client, batch: str) -> None:
    answer = client.get("/pay/runs/1/payroll/csv", {"batch": batch})
    assert answer.status_code == 422
    assert "batch" in answer.content.decode()


@pytest.mark.parametrize(("typed", "number"), [
    ("7", 7), ("0", 0), ("9" * 18, MOST), ("9" * 19, 0), ("", 0), ("-1", 0), ("1.5", 0),
    ("٣", 0), ("²", 0), ("nan", 0),
])  # fmt: skip
def test_what_was_typed_is_a_number_of_ours_or_nothing(typed: str, number: int) -> None:
    assert number_or_nothing(typed) == number


@pytest.mark.parametrize("which", ["accruals", "amortisation"])
@pytest.mark.parametrize("form", ["", ".csv", ".xlsx"])
@pytest.mark.parametrize(("first", "last", "some"), [
    ("0001-01-01", "9999-12-31", True), ("9999-12-31", "0001-01-01", False),
    ("9999-12-01", "", False), ("", "0001-01-01", False), ("1899-12-31", "3000-01-01", True),
    ("2024-01-31", "2024-01-01", True), ("2024-02-29", "2024-01-01", False),
])  # fmt: skip
def test_months_of_days_beyond_all_are_those_that_there_are(
    made: Made, client: Client, which: str, form: str, first: str, last: str, some: bool
) -> None:
    document = "capitalised:\n  - plan: Sellers\n    terms: commission\n    benefit: 2\n"
    made.company.home.accounting_file.write_text(document, encoding="utf-8")
    answer = client.get(f"/pay/{which}{form}", {"from": first, "to": last})
    assert answer.status_code == 200
    if form == ".csv":
        rows = answer.content.decode().splitlines()[1:]
        assert bool(rows) == some, rows


def test_a_day_that_is_none_is_told(client: Client, tmp_path: Path) -> None:
    for where in ("/pay/accruals", "/pay/accruals.csv", "/pay/amortisation.xlsx"):
        assert client.get(where, {"from": "0000-00-00"}).status_code in {400, 422}, where
