"""The small company, made once; each test gets a process that serves the company it names."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.upkeep.small import copied, new_company, serve, small_company

if TYPE_CHECKING:
    from husay.store.company import Company


@pytest.fixture(scope="session")
def small_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the small company lies; nobody writes to it."""
    return small_company(tmp_path_factory.mktemp("small")).home.path


@pytest.fixture
def small(small_folder: Path) -> "Company":
    """The small company, to be read."""
    return serve(small_folder)


@pytest.fixture
def copy(small_folder: Path, tmp_path: Path) -> "Company":
    """A copy of the small company, to be written to."""
    return serve(copied(small_folder, tmp_path / "copy"))


@pytest.fixture
def empty(tmp_path: Path) -> "Company":
    """A company of the test's own, with an empty book."""
    return new_company(tmp_path / "company")
