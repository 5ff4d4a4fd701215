"""The program around the commands: homes, languages, help, exit codes, quick starts, quiet ends."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import Shop
from tests.cli.running import run

HUSAY = [sys.executable, "-m", "husay"]


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to be in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_help_starts_without_anything_heavy() -> None:
    watched = ("django", "duckdb", "deltalake", "sqlglot", "rich", "holidays", "gunicorn")
    script = (
        "import sys\nfrom husay.cli.main import app\n"
        "try: app(['--help'])\nexcept SystemExit: pass\n"
        f"print([name for name in {watched!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
    assert "import" in done.stdout


def test_every_command_has_help() -> None:
    for words in ([], ["show"], ["rows"], ["import"], ["book"], ["book", "diff"], ["demo"]):
        ran = run(*words, "--help")
        assert ran.code == 0
        assert "Usage: " in ran.output


def test_help_is_looked_up_in_the_language_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.translation.gettext", str.upper)
    assert "SHOW FIGURES" in run("--lang", "fil", "--help").output
    assert "DIVISION" in run("--help", environment={"HUSAY_LANG": "fil"}).output
    assert "WHAT TO COUNT" in run("--lang", "fil", "show", "--help").output
    assert "SHOW THIS MESSAGE" in run("--lang", "fil", "show", "--help").output
    assert "Show figures" in run("--help").output
    assert "Show this message" in run("show", "--help").output


def test_the_version() -> None:
    assert run("--version").output.startswith("husay ")


def test_the_home_is_this_folder_or_the_demo_company_in_it(shop: Shop, elsewhere: Path) -> None:
    nowhere = run("show", "revenue")
    assert nowhere.code == 2
    assert "There is no company in" in nowhere.messages
    assert "--home or HUSAY_HOME" in nowhere.messages
    (elsewhere / "demo-company").symlink_to(shop.home)
    assert run("show", "revenue").code == 0
    (elsewhere / "sales.csv").write_text("invoice,date,amount\nS1,2024-01-02,5\n")
    into_demo = run("import", "mine", "--from", "sales.csv", "--yes")
    assert into_demo.code == 2
    assert "--home demo-company" in into_demo.messages


def test_the_home_may_come_from_the_environment(shop: Shop, elsewhere: Path) -> None:
    home = {"HUSAY_HOME": str(shop.home)}
    assert run("show", "revenue", environment=home).code == 0
    assert run("--home", str(elsewhere), "show", "revenue", environment=home).code == 2


def test_filipino_by_option_and_by_environment(shop: Shop) -> None:
    by_option = run("--home", str(shop.home), "--lang", "fil", "show", "revenue")
    by_environment = shop.run("show", "revenue", environment={"HUSAY_LANG": "fil"})
    english = shop.run("show", "revenue")
    assert by_option.output == by_environment.output
    assert "Mar\u00a018, 2026" in by_option.output, "in Filipino the month comes first"
    assert "18\u00a0Mar\u00a02026" in english.output


@pytest.mark.parametrize(
    ("words", "environment"),
    [
        (("--lang", "fil", "shwo"), {}),
        (("--lang=fil", "--hme", "x"), {}),
        (("shwo",), {"HUSAY_LANG": "fil"}),
    ],
    ids=str,
)
def test_filipino_before_anything_is_understood(
    words: tuple[str, ...], environment: dict[str, str]
) -> None:
    ran = run(*words, environment=environment)
    assert ran.code == 2
    assert ran.messages.startswith("✗ Walang ")


def test_filipino_where_the_company_speaks_it(own: Shop) -> None:
    settings = own.home / "company.yaml"
    settings.write_text(settings.read_text().replace("language: en", "language: fil"))
    assert "Mar\u00a018, 2026" in own.run("show", "revenue").output
    assert (
        "18\u00a0Mar\u00a02026"
        in own.run("show", "revenue", environment={"HUSAY_LANG": "en"}).output
    )


def test_another_language_is_a_mistake(shop: Shop) -> None:
    ran = run("--home", str(shop.home), "--lang", "tl", "show", "revenue")
    assert ran.code == 2
    assert "--lang cannot be “tl”. Choose from: en, fil." in ran.messages


def test_faulty_settings_are_told_all_at_once(own: Shop) -> None:
    (own.home / "company.yaml").write_text("name: X\ncurency: PHP\nlanguage: tagalog\n")
    ran = own.run("show", "revenue")
    assert ran.code != 0
    assert "There is no setting “curency”." in ran.messages
    assert "“tagalog” is no value for “language”." in ran.messages


def test_a_faulty_environment_explains_itself(shop: Shop) -> None:
    environment = {**os.environ, "HUSAY_DATABASE_URL": "mysql://x", "HUSAY_HOME": str(shop.home)}
    done = subprocess.run(
        [*HUSAY, "show", "revenue"], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "HUSAY_DATABASE_URL must read" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_that_leaves_is_no_mistake(shop: Shop) -> None:
    command = [*HUSAY, "--home", str(shop.home), "rows", "--limit", "0", "--format", "csv"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        said = process.stderr.read().decode()
        assert (process.wait(60), said) == (0, "")


def test_ctrl_c_ends_quietly(shop: Shop) -> None:
    script = (
        "import os, signal, sys\nimport husay.cli.show as show\nfrom husay.cli.main import app\n"
        "import husay.cli.question as question\n"
        "def stop(*given): os.kill(os.getpid(), signal.SIGINT)\n"
        "question.read_question = stop\n"
        f"app(['--home', {str(shop.home)!r}, 'show', 'revenue'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_the_program_runs_as_a_module(shop: Shop) -> None:
    done = subprocess.run(
        [*HUSAY, "--home", str(shop.home), "show", "revenue", "--format", "json"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert json.loads(done.stdout)["rows"] == [{"revenue": "1105.25"}]
    assert done.stderr == ""


def test_serving_says_where_and_stops_when_asked(own: Shop) -> None:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [*HUSAY, "--home", str(own.home), "serve", "--port", str(port), "--workers", "1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        first, said = (process.stderr.readline().decode() for _ in range(2))
        assert first.startswith("Nobody can sign in yet.")
        assert said.startswith(f"Open http://localhost:{port}/first-run?token=")
        taken = own.run("serve", "--port", str(port))
        assert (taken.code, f"Port {port} is already in use" in taken.messages) == (1, True)
        process.send_signal(signal.SIGINT)
        deadline = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.05)
        assert process.returncode == 0
        assert b"Traceback" not in process.stderr.read()
