"""A company for the commands to speak of: made once by them, copied for whoever changes it."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Ran, run
from tests.cli.shop import write_shop


@dataclass(frozen=True)
class Shop:
    """A source folder and a company that holds its rows."""

    source: Path
    home: Path

    @property
    def data(self) -> Path:
        return self.source / "data"

    def run(self, *words: str, **options: Any) -> Ran:
        """Run a command on this company."""
        return run("--home", str(self.home), *words, **options)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """The company as the commands made it; do not change it."""
    folder = tmp_path_factory.mktemp("shop")
    shop = Shop(write_shop(folder / "tindahan"), folder / "home")
    first = run("init", str(shop.home), "--like", str(shop.source))
    assert first.code == 0, first.everything
    done = shop.run("import", str(shop.source), "--from", str(shop.data))
    assert done.code == 0, done.everything
    return shop


@pytest.fixture
def shop(made: Shop) -> Shop:
    """The company, to be asked."""
    return made


@pytest.fixture
def own(made: Shop, tmp_path: Path) -> Shop:
    """A copy of the company and its source, to be changed."""
    shutil.copytree(made.home, tmp_path / "home")
    shutil.copytree(made.source, tmp_path / "tindahan")
    return Shop(tmp_path / "tindahan", tmp_path / "home")


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """No language and no company of the developer's own."""
    for name in ("HUSAY_LANG", "HUSAY_HOME", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
