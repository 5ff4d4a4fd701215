"""Asked for by name, a seller's figure is that seller's; nobody's name is told, never zero."""

from pathlib import Path

import pytest

from husay.measures.spoken import with_identifiers
from tests.measures.making import Made, make

SALES = """
sale,line,date,seller,product,amount
S1,1,2024-01-02,p-1,cola,100
S2,1,2024-01-03,p-2,cola,20
S3,1,2024-01-04,p-3,chips,3
S4,1,2024-01-05,Ana Reyes,chips,0.5
"""
NAMES = """
kind,item,name
person,p-1,Ana Reyes
person,p-2,Ben  Cruz
person,p-3,Bea Lim
product,cola,Cola 1.5 litres
unit,north,Hilaga
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    tables = {
        "sale_lines": SALES, "names": NAMES,
        "units": "unit,parent,kind\ntop,,company\nnorth,top,division",
        "assignments": "person,unit,valid_from\np-2,north,2023-01-01",
    }  # fmt: skip
    return make(Path(tmp_path_factory.mktemp("spoken")), tables)


@pytest.mark.parametrize(
    ("where", "revenue"),
    [
        ("seller = 'ben cruz'", "20.00"),
        ("seller = 'Ben Cruz' OR seller = 'p-3'", "23.00"),
        ("seller IN ('BEN CRUZ', 'Bea Lim')", "23.00"),
        ("seller <> 'Ben Cruz'", "103.50"),
        ("NOT seller = 'Ben Cruz'", "103.50"),
        ("seller LIKE 'Be%'", "23.00"),
        ("product = 'Cola 1.5 litres' AND seller = 'Ben Cruz'", "20.00"),
        ("division = 'Hilaga'", "20.00"),
        # Who is really called so in the book comes before whoever is called so by people.
        ("seller = 'Ana Reyes'", "0.50"),
    ],
)
def test_a_name_stands_for_who_is_called_so(made: Made, where: str, revenue: str) -> None:
    said, problems = with_identifiers(where, made.snapshot, made.company)
    assert problems == ()
    assert made.value("revenue", where=said) == revenue


@pytest.mark.parametrize("where", ["seller = 'p-2'", "seller  =  'p-2'", "seller IS NULL", "x ="])
def test_what_names_nobody_by_name_stays_as_it_is_written(made: Made, where: str) -> None:
    assert with_identifiers(where, made.snapshot, made.company) == (where, ())


def test_nobody_is_told_with_whom_was_meant(made: Made) -> None:
    _, problems = with_identifiers("seller IN ('Ben Cruze', 'p-9')", made.snapshot, made.company)
    assert [(p.code, p.value, p.says()) for p in problems] == [
        ("called-by-nobody", "Ben Cruze", {"dimension": "seller", "nearest": "Ben  Cruz"}),
        ("called-by-nobody", "p-9", {"dimension": "seller", "nearest": ""}),
    ]
