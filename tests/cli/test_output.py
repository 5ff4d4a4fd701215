"""Where output goes: files keep what they are, pipes and devices are written into, and what cannot
be written, read or understood is told in words, with a document where one was asked for."""

import json
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Shop
from tests.cli.running import run
from tests.cli.shop import write_csv
from tests.cli.terminal import seen

HUSAY = [sys.executable, "-m", "husay"]
CONTRACT = ["snapshot", "sentence", "columns", "rows", "problems"]
SHOW = ("show", "revenue", "--format", "csv", "-o")
CSV = "revenue\n1105.25\n"


def shell(shop: Shop, command: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run `husay …` in a shell, for what only a shell can do."""
    words = f"{sys.executable} -m husay --home {shop.home} {command}"
    return subprocess.run(
        words, shell=True, env={**os.environ, **environment}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip


def test_a_new_file_is_as_the_system_has_new_files(shop: Shop, tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    assert shop.run(*SHOW, str(tmp_path / "x.csv")).code == 0
    assert (tmp_path / "x.csv").read_text() == CSV
    assert (tmp_path / "x.csv").stat().st_mode == (tmp_path / "usual").stat().st_mode


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_a_file_that_is_there_is_replaced_and_keeps_its_mode(
    shop: Shop, tmp_path: Path, mode: int
) -> None:
    file = tmp_path / "x.csv"
    file.write_text("old")
    file.chmod(mode)
    assert shop.run(*SHOW, str(file)).code == 0
    assert (file.read_text(), stat.S_IMODE(file.stat().st_mode)) == (CSV, mode)
    assert [p.name for p in tmp_path.iterdir()] == ["x.csv"], "nothing is left beside it"


def test_a_link_stays_and_what_it_leads_to_is_written(shop: Shop, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "link.csv").symlink_to(tmp_path / "there" / "x.csv")
    for _twice in range(2):
        assert shop.run(*SHOW, str(tmp_path / "link.csv")).code == 0
        assert (tmp_path / "link.csv").is_symlink()
        assert (tmp_path / "there" / "x.csv").read_text() == CSV


def test_a_pipe_and_a_device_are_written_into(shop: Shop, tmp_path: Path) -> None:
    pipe, read = tmp_path / "pipe", list[str]()
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_text()))
    reader.start()
    assert shop.run(*SHOW, str(pipe)).code == 0
    reader.join(30)
    assert read == [CSV]
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    null = tmp_path / "null"
    null.symlink_to(os.devnull)
    assert shop.run(*SHOW, str(null)).code == 0
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


@pytest.mark.parametrize("name", ["", ".", "nowhere/x.csv"])
def test_what_is_no_file_is_told_in_words(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = shop.run(*SHOW, name)
    assert (ran.code, "cannot be written" in ran.messages) == (1, True), ran.everything
    assert list(tmp_path.iterdir()) == []


def test_a_full_or_closed_output_is_told_in_words(shop: Shop, tmp_path: Path) -> None:
    full = shell(shop, "show revenue > /dev/full")
    assert (full.returncode, full.stdout) == (1, "")
    assert full.stderr.startswith("✗ The output cannot be written: No space left on device")
    shut = shell(shop, "show revenue >&-")
    assert shut.returncode == 1
    assert shut.stderr.startswith("✗ The output cannot be written: ")
    file = tmp_path / "x.csv"
    assert shell(shop, f"show revenue --format csv -o {file} >&-").returncode == 0
    assert file.read_text() == CSV


def test_an_environment_that_cannot_be_explains_itself(shop: Shop) -> None:
    ran = shell(shop, "show revenue", HUSAY_TIME_ZONE="Mars/X")
    assert (ran.returncode, "Mars/X" in ran.stderr) == (2, True)
    assert "Traceback" not in ran.stderr


def _no_records(shop: Shop) -> None:
    for file in shop.home.glob("records.sqlite3*"):
        file.write_text("garbage" * 1000)


def _no_files(shop: Shop) -> None:
    for file in (shop.home / "book" / "sale_lines").rglob("*.parquet"):
        file.unlink()
    for file in (shop.home / "cache").rglob("*.duckdb"):
        file.unlink()


@pytest.mark.parametrize(
    ("damage", "code"),
    [(_no_records, "company-records-unreadable"), (_no_files, "book-unreadable")],
)
def test_a_damaged_company_is_told_in_words(
    own: Shop, damage: Callable[[Shop], None], code: str
) -> None:
    damage(own)
    ran = shell(own, "show revenue --format json")
    assert ran.returncode == 1
    assert [p["code"] for p in json.loads(ran.stdout)["problems"]] == [code]
    assert "Traceback" not in ran.stderr
    assert "husay restore" in ran.stderr


@pytest.mark.parametrize(
    ("words", "code", "exit_code"),
    [
        (("show", "revenu"), "unknown-measure", 2),
        (("rows", "--limit=99999999999999999999"), "page-out-of-range", 2),
        (("rows", "--limit=-1"), "page-out-of-range", 2),
        (("rows", "--limit=many"), "option-number", 2),
        (("standing", "--date=soon"), "option-date", 2),
        (("standing", "--snapshot=9"), "no-such-snapshot", 2),
        (("measures", "--evry"), "no-such-option", 2),
        (("dimensions", "seller"), "arguments-too-many", 2),
        (("rows", "--by"), "option-without-value", 2),
        (("show", "--sql"), "argument-missing", 2),
        (("shwo", "revenue"), "no-such-command", 2),
        (("book", "dif", "--sql"), "no-such-command", 2),
        (("import", "nobody", "--from=."), "no-such-source", 2),
    ],
    ids=str,
)
def test_a_mistake_has_the_document_of_every_answer(
    shop: Shop, words: tuple[str, ...], code: str, exit_code: int
) -> None:
    """So that a program that reads standard output always finds one."""
    ran = shop.run(*words[:-1], "--format", "json", words[-1])
    document: dict[str, Any] = ran.json
    assert ran.code == exit_code
    assert list(document) == CONTRACT
    assert {**document, "problems": []} == {
        "snapshot": None, "sentence": "", "columns": [], "rows": [], "problems": [],
    }  # fmt: skip
    assert [p["code"] for p in document["problems"]] == [code]
    assert ran.messages.startswith("✗ "), "people are told, too"


def test_a_number_typed_wrong_is_named_as_it_was_typed(shop: Shop) -> None:
    many = shop.run("rows", "revenue", "--limit=many").messages
    assert many.startswith("✗ --limit: “many” is not a number that it can take.")
    assert "from 0 on" in many
    port = shop.run("serve", "--port", "99999").messages
    assert "“99999”" in port
    assert "from 1 to 65535" in port


def test_a_mistake_leaves_the_file_alone(shop: Shop, tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_text("old")
    ran = shop.run("show", "revenu", "--format", "json", "--output", str(file))
    assert (ran.code, ran.output, file.read_text()) == (2, "", "old")


def test_columns_depend_on_the_question_and_not_on_the_rows(shop: Shop) -> None:
    """Of product p1 there is no name, of 2031 there is no row at all."""
    for period in ("2026", "2031"):
        found = shop.run(
            "show", "revenue", "--by", "product,customer", "--period", period, "--format", "json"
        )
        assert found.json["columns"] == [
            "product", "product_name", "customer", "customer_name", "revenue",
        ]  # fmt: skip


def test_lists_name_their_snapshot(shop: Shop) -> None:
    assert shop.run("measures", "--format", "json").json["snapshot"] == 1
    assert shop.run("dimensions", "--format", "json").json["snapshot"] == 1


def test_mistakes_in_options_are_told_in_the_companys_language(own: Shop) -> None:
    settings = own.home / "company.yaml"
    settings.write_text(settings.read_text().replace("language: en", "language: fil"))
    script = (
        "import sys\nfrom django.utils import translation\nfrom husay.cli.main import app\n"
        "try: app(sys.argv[1:])\nexcept SystemExit: print(translation.get_language())"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, "--home", str(own.home), "show", "--tpo"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.stdout == "fil\n"


@pytest.fixture
def plain(tmp_path: Path) -> Shop:
    """A company without data, and a plain file of sales with an amount of five decimals."""
    assert run("init", str(tmp_path / "home"), "--name", "Mine").code == 0
    head = ("invoice", "date", "seller", "amount")
    write_csv(tmp_path / "sales.csv", head, [("SI-1", "2026-11-02", "E-014", "10.00005")])
    return Shop(tmp_path, tmp_path / "home")


ASKED = "Import it like this?"


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        (b"n\n", 1, "Nothing was imported: the mapping of “sales.csv” was not wanted."),
        (b"\x03", 130, "Stopped: nothing was done."),
        (b"\x04", 1, "Stopped: nothing was done."),
    ],
    ids=("no", "ctrl-c", "ctrl-d"),
)
def test_a_question_can_be_answered_with_no_or_left(
    plain: Shop, typed: bytes, code: int, said: str
) -> None:
    words = (
        "--home",
        str(plain.home),
        "import",
        "sales",
        "--from",
        str(plain.source / "sales.csv"),
    )
    shown = seen("--home", str(plain.home), *words, columns=200, typed=typed, after=ASKED)
    assert (shown.code, said in shown.text) == (code, True), shown.text
    assert plain.run("book", "log", "--format", "json").json["rows"][0]["snapshot"] == 0


def test_finer_amounts_can_be_rounded_as_the_remedy_says(plain: Shop) -> None:
    """10.00005 is half a ten-thousandth above 10.0000: away from zero that is 10.0001."""
    words = ("import", "sales", "--from", str(plain.source / "sales.csv"), "--yes")
    refused = plain.run(*words, "--format", "json")
    assert refused.code == 1
    assert "--rounding half_away" in refused.json["problems"][0]["remedy"]
    wrong = plain.run(*words, "--rounding", "up")
    assert (wrong.code, "“up” is not a way of rounding." in wrong.messages) == (2, True)
    assert plain.run(*words, "--rounding", "half_away").code == 0
    shown = plain.run("show", "revenue", "--format", "json")
    assert shown.json["rows"] == [{"revenue": "10.0001"}]
    kept = (plain.home / "sources" / "sales" / "source.yaml").read_text()
    assert "rounding: half_away" in kept


@pytest.mark.parametrize(
    "option",
    [("--column", "seller=customer"), ("--table", "goals"), ("--sheet", "x"),
     ("--answer", "tax=apart"), ("--rounding", "refuse")],
)  # fmt: skip
def test_a_kept_source_takes_no_other_mapping(
    plain: Shop, shop: Shop, option: tuple[str, str]
) -> None:
    words = ("import", "sales", "--from", str(plain.source / "sales.csv"), "--yes")
    assert plain.run(*words, "--rounding", "half_away").code == 0
    for company, source in ((plain, words), (shop, ("import", str(shop.source), "--from", "."))):
        ran = company.run(*source, *option)
        assert ran.code == 2
        assert f"so {option[0]} cannot be taken." in ran.messages
