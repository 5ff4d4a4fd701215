"""A plain file of potentials, in either language: read as it is meant, or refused row by row."""

from pathlib import Path

import pytest

from tests.cli.running import run

ENGLISH = "Customer code,Year,Potential,Precision,Source\n"
FILIPINO = "Kodigo ng Kliyente,Taon,Potensiyal,Katumpakan,Pinagmulan\n"


def imported(folder: Path, text: str, *more: str) -> tuple[int, str]:
    """What the import ended with, and all that it said."""
    home, file = folder / "home", folder / "potentials.csv"
    if not home.exists():
        assert run("init", str(home), "--name", "X", "--currency", "PHP").code == 0
    file.write_text(text, encoding="utf-8")
    done = run("--home", str(home), "import", "potentials", "--from", str(file), *more)
    return done.code, " ".join(done.everything.split())


@pytest.mark.parametrize("head", [ENGLISH, FILIPINO])
def test_it_is_read_and_the_same_again_changes_nothing(tmp_path: Path, head: str) -> None:
    rows = 'C-1,2026,"1,250,000.00",15%,survey\nC-2,2026,"90,000.00",7.5%,\n'
    code, said = imported(tmp_path, head + rows, "--yes")
    assert (code, "2 new rows" in said) == (0, True), said
    again = rows.replace("15%", "15.0%")
    code, said = imported(tmp_path, head + again)
    assert (code, "Nothing is new" in said) == (0, True), said


def test_all_its_mistakes_are_listed_by_its_own_headers(tmp_path: Path) -> None:
    rows = (
        "C-1,2026,1250000,15%,survey\n,2026,90000,15%,\nC-3,2026,0,15%,\nC-4,2026,5,0%,\n"
        "C-5,26,5,15%,\nC-6,2026,5,about 20,\n"
    )
    code, said = imported(tmp_path, ENGLISH + rows, "--yes")
    assert code == 1
    for told in (
        "A value is missing.",
        "“0” is no potential",
        "“0” does not say how precise",
        "The date “26-01-01” cannot be right.",
        "“about 20” is not a rate.",
        "Customer code",
    ):
        assert told in said, said
