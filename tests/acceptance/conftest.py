"""The four example sources, each imported once a session into a company of its own."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.measures.making import AT, Made, opened
from tests.sources.harness import settings, source_folder


@pytest.fixture(scope="session")
def imported(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Made]:
    """Imports an example source by name and answers with its company."""
    return cache(lambda name: _import(name, shared, tmp_path_factory.mktemp(name)))


def _import(name: str, shared: Path, folder: Path) -> Made:
    from husay.org.company import read_company
    from husay.store.opening import create_company

    company_settings, problems = read_company({"name": name} | settings(name).get("company", {}))
    assert problems == ()
    company = create_company(folder / "home", company_settings, AT)

    from husay.store.sources import load_source

    source = load_source(source_folder(name))
    result = company.import_source(source, shared / "data" / name, "tester", AT)
    assert not result.refused, result.problems
    return opened(folder / "home")
