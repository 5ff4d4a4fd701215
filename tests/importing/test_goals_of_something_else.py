"""A goal for what is no measure never becomes one for revenue."""

from pathlib import Path

import pytest

from tests.cli.running import run

HEAD = "seller,start,end,measure,goal\n"


@pytest.mark.parametrize(
    ("measure", "code", "told"),
    [
        ("calls", 1, "A goal is set for “calls”, which is no measure."),
        ("revenu", 1, "Did you mean “revenue”?"),
        ("visits", 0, "1 new row"),
        ("Benta", 0, "1 new row"),
    ],
)
def test_its_column_is_read_whatever_stands_there(
    tmp_path: Path, measure: str, code: int, told: str
) -> None:
    home = tmp_path / "home"
    assert run("init", str(home), "--name", "X", "--currency", "PHP").code == 0
    file = tmp_path / "goals.csv"
    file.write_text(HEAD + f"ana,2026-01-01,2026-01-31,{measure},190\n", encoding="utf-8")
    done = run("--home", str(home), "import", "goals", "--from", str(file), "--yes")
    assert done.code == code, done.everything
    assert told in " ".join(done.everything.split())
