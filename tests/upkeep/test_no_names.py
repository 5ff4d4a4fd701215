"""The book holds identifiers, never names: whoever is forgotten in the records is forgotten."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from husay.org.company import read_company
from tests.by_sql import by_sql
from tests.upkeep.small import AT, PEOPLE

if TYPE_CHECKING:
    from husay.store.company import Company


def texts_in(folder: Path) -> set[str]:
    """Every text in every Parquet file below a folder, needed by a snapshot or not."""
    found: set[str] = set()
    for file in folder.rglob("*.parquet"):
        relation = f"read_parquet('{file}', hive_partitioning = false)"
        columns = by_sql(f"DESCRIBE SELECT * FROM {relation}")
        for name, kind in (row[:2] for row in columns):
            if kind == "VARCHAR":
                rows = by_sql(f'SELECT DISTINCT "{name}" FROM {relation}')
                found |= {row[0] for row in rows if row[0]}
    return found


def logs_of(folder: Path) -> str:
    """Whatever the tables' logs say: statistics there would hold values too."""
    return "\n".join(p.read_text(encoding="utf-8") for p in folder.rglob("_delta_log/*.json"))


def check(company: Company, names: set[str]) -> None:
    assert names
    texts, logs = texts_in(company.home.book), logs_of(company.home.book)
    assert len(texts) > 20
    words = {name.casefold() for name in names}
    assert not [text for text in texts if any(word in text.casefold() for word in words)]
    assert not [name for name in names if name in logs]


def test_no_name_of_the_small_company_is_in_its_book(small: Company) -> None:
    assert small.names("person", ["s1"]) == {"s1": PEOPLE[0]}
    check(small, set(PEOPLE) | {word for name in PEOPLE for word in name.split()})


def test_no_name_of_a_real_company_is_in_its_book(shared: Path, tmp_path: Path) -> None:
    from husay.store.opening import create_company
    from husay.store.sources import load_source

    source = load_source(Path(__file__).parents[2] / "examples" / "sources" / "adventureworks")
    settings, _ = read_company({"name": "AdventureWorks", **source.company})
    company = create_company(tmp_path / "company", settings, AT)
    done = company.import_source(source, shared / "data" / "adventureworks", "tester", AT)
    assert done.manifest == 1
    people = company.snapshot().run("SELECT person FROM people")
    names = set(company.names("person", [str(row[0]) for row in people]).values())
    assert len(names) > 15
    check(company, names)


@pytest.mark.parametrize("kind", ["person", "unit"])
def test_a_name_is_forgotten_without_touching_a_fact(copy: Company, kind: str) -> None:
    from husay.store.records.models import Name

    before = copy.verify()
    Name.objects.filter(kind=kind).delete()
    assert copy.names(kind, ["s1", "north"]) == {}
    assert copy.verify() == before
