"""A kind of unit never takes the name of something else in an answer."""

from pathlib import Path

import pytest

from husay.measures.dimension import FAMILIES
from husay.measures.measure import MEASURES
from husay.org.placement import FIGURES, TAKEN, level_name
from tests.measures.making import make


def test_every_measure_and_dimension_is_taken() -> None:
    assert set(FIGURES) == set(MEASURES)
    dimensions = {name for family in FAMILIES.values() for name in family}
    assert dimensions - {"unit"} <= TAKEN


@pytest.mark.parametrize(
    ("kind", "level"),
    [
        ("Revenue", "revenue_unit"),
        ("revenue previous", "revenue_previous_unit"),
        ("revenuers", "revenuers"),
        ("seller name", "seller_name_unit"),
        ("Line", "line_unit"),
        ("Division", "division"),
    ],
)
def test_kinds_and_their_dimensions(kind: str, level: str) -> None:
    assert level_name(kind) == level


def test_a_kind_called_revenue_leaves_the_revenue_alone(tmp_path: Path) -> None:
    made = make(
        tmp_path,
        {
            "sale_lines": "sale,line,date,seller,amount\nS1,1,2024-01-02,ana,100",
            "units": "unit,parent,kind\ntop,,company\nnorth,top,revenue",
            "assignments": "person,unit,valid_from\nana,north,2023-01-01",
        },
    )
    assert made.cells("revenue", "revenue_unit") == {"north": "100.00"}
