"""Settings that cannot be read stop the server, with a message that names the variable."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from husay.web import environment


def test_yes_and_no() -> None:
    assert environment.flag({"X": "Yes"}, "X", False) is True
    assert environment.flag({"X": ""}, "X", True) is False
    assert environment.flag({}, "X", True) is True
    with pytest.raises(ImproperlyConfigured, match="X is 'maybe'"):
        environment.flag({"X": "maybe"}, "X", False)


def test_lists() -> None:
    assert environment.words({"X": "a, b,,"}, "X", ()) == ["a", "b"]
    assert environment.words({}, "X", ("c",)) == ["c"]


def test_the_home_folder_must_be_named_and_be_there(tmp_path: Path) -> None:
    assert environment.home({"HUSAY_HOME": str(tmp_path)}) == tmp_path.resolve()
    with pytest.raises(ImproperlyConfigured, match="HUSAY_HOME is not set"):
        environment.home({"HUSAY_HOME": " "})
    with pytest.raises(ImproperlyConfigured, match="not a folder"):
        environment.home({"HUSAY_HOME": str(tmp_path / "none")})


def test_a_key_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    made = environment.secret_key({}, tmp_path)
    assert len(made) >= 50
    assert environment.secret_key({}, tmp_path) == made
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]


def test_a_given_key_must_be_long_enough(tmp_path: Path) -> None:
    long = "k" * 50
    assert environment.secret_key({"HUSAY_SECRET_KEY": long}, tmp_path) == long
    with pytest.raises(ImproperlyConfigured, match="HUSAY_SECRET_KEY has 3"):
        environment.secret_key({"HUSAY_SECRET_KEY": "abc"}, tmp_path)
    (tmp_path / "secret.key").write_text("")
    with pytest.raises(ImproperlyConfigured, match="does not hold a key"):
        environment.secret_key({}, tmp_path)


def test_records_are_in_the_folder_unless_a_database_is_named(tmp_path: Path) -> None:
    kept = environment.database({}, tmp_path)
    assert kept["NAME"] == str(tmp_path / "records.sqlite3")
    assert "journal_mode=WAL" in kept["OPTIONS"]["init_command"]
    url = "postgresql://hu%40say:p%2Fw@db:6543/records?sslmode=require"
    there = environment.database({"HUSAY_DATABASE_URL": url}, tmp_path)
    assert there["USER"] == "hu@say"
    assert there["PASSWORD"] == "p/w"
    assert (there["HOST"], there["PORT"], there["NAME"]) == ("db", 6543, "records")
    assert there["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.parametrize("url", ["mysql://h/n", "postgresql:///n", "postgresql://h", "x://h:y/n"])
def test_a_database_that_cannot_be_read_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="HUSAY_DATABASE_URL"):
        environment.database({"HUSAY_DATABASE_URL": url}, tmp_path)


def _django(command: list[str], home: Path, **variables: str) -> "subprocess.CompletedProcess[str]":
    given = {"DJANGO_SETTINGS_MODULE": "husay.settings", "HUSAY_HOME": str(home)} | variables
    # What Django is allowed beside a browser in this process (see `browser`) is not for others.
    inherited = {k: v for k, v in os.environ.items() if k != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    return subprocess.run(
        [sys.executable, "-m", "django", *command],
        env=inherited | given,
        capture_output=True,
        text=True,
        check=False,
    )


def test_django_finds_nothing_unsafe_where_it_is_reached_by_https(tmp_path: Path) -> None:
    checked = _django(["check", "--deploy", "--fail-level", "INFO"], tmp_path, HUSAY_HTTPS="yes")
    assert checked.returncode == 0, checked.stderr


def test_an_unknown_language_is_refused(tmp_path: Path) -> None:
    checked = _django(["check"], tmp_path, HUSAY_LANGUAGE="tagalog")
    assert "HUSAY_LANGUAGE is 'tagalog'" in checked.stderr


def test_a_server_for_e_mail_is_read_whole_or_refused() -> None:
    sender = {"HUSAY_EMAIL_FROM": "husay@example.com"}
    assert environment.email({}) is None
    found = environment.email({"HUSAY_EMAIL_URL": "smtp://me%40x:p%2Fw@mail.example", **sender})
    assert found == environment.Email(
        "mail.example", 587, "me@x", "p/w", ssl=False, tls=True, sender="husay@example.com"
    )
    found = environment.email({"HUSAY_EMAIL_URL": "smtps://mail.example:99", **sender})
    assert found is not None
    assert (found.port, found.ssl) == (99, True)
    found = environment.email({"HUSAY_EMAIL_URL": "smtp://localhost:25?tls=no", **sender})
    assert found is not None
    assert (found.port, found.tls) == (25, False)
    for wrong in ("mail.example", "http://mail.example", "smtp://mail.example:port"):
        with pytest.raises(ImproperlyConfigured, match="HUSAY_EMAIL_URL must read"):
            environment.email({"HUSAY_EMAIL_URL": wrong, **sender})
    with pytest.raises(ImproperlyConfigured, match="HUSAY_EMAIL_FROM is ''"):
        environment.email({"HUSAY_EMAIL_URL": "smtp://mail.example"})


def test_another_server_that_signs_in_is_read_whole_or_refused() -> None:
    whole = {
        "HUSAY_OIDC_ISSUER": "https://accounts.example",
        "HUSAY_OIDC_CLIENT_ID": "husay",
        "HUSAY_OIDC_CLIENT_SECRET": "s",
    }
    assert environment.single_sign_on({}) == []
    (found,) = environment.single_sign_on(whole)
    assert (found["name"], found["client_id"]) == ("accounts.example", "husay")
    for name in whole:
        missing = {key: value for key, value in whole.items() if key != name}
        with pytest.raises(ImproperlyConfigured, match=name):
            environment.single_sign_on(missing)
    with pytest.raises(ImproperlyConfigured, match="say an https:// address"):
        environment.single_sign_on(whole | {"HUSAY_OIDC_ISSUER": "http://accounts.example"})


def test_django_finds_nothing_to_warn_of_in_a_server_behind_https(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        env={
            **os.environ,
            "HUSAY_HOME": str(tmp_path),
            "HUSAY_HTTPS": "yes",
            "DJANGO_SETTINGS_MODULE": "husay.settings",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
