"""Settings that cannot be read stop the server, with a message that names the variable."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from husay.web import environment

KEY = "fDY3aQ0s-9kVn2xRbT7LmZ4wJcHu8GpEiNoSvXy1KqWzBt6CrA5MdUgPhOjIelFL"
BAD_KEYS = {
    "": "has 0 characters",
    "abc": "has 3 characters",
    KEY[:49]: "has 49 characters",
    "k" * 60: "can be guessed",
    "123456789" * 7: "can be guessed",
    f"django-insecure-{KEY}": "can be guessed",
}


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
    assert environment.secret_key({"HUSAY_SECRET_KEY": KEY[:50]}, tmp_path) == KEY[:50]
    for key, told in BAD_KEYS.items():
        with pytest.raises(ImproperlyConfigured, match=f"HUSAY_SECRET_KEY {told}.*token_urlsafe"):
            environment.secret_key({"HUSAY_SECRET_KEY": key}, tmp_path)
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


def test_by_https_a_key_must_be_given_and_nothing_may_be_open(tmp_path: Path) -> None:
    https = {"HUSAY_HTTPS": "1"}
    with pytest.raises(ImproperlyConfigured, match="HUSAY_SECRET_KEY is not set, and with HUSAY_"):
        environment.secret_key(https, tmp_path)
    assert list(tmp_path.iterdir()) == [], "none is made behind one's back"
    assert environment.secret_key(https | {"HUSAY_SECRET_KEY": KEY}, tmp_path) == KEY
    environment.check_closed(https | {"HUSAY_ALLOWED_HOSTS": "sales.example.com"})
    environment.check_closed({"HUSAY_DEBUG": "1", "HUSAY_ALLOWED_HOSTS": "*"})
    with pytest.raises(ImproperlyConfigured, match="HUSAY_DEBUG shows the inside"):
        environment.check_closed(https | {"HUSAY_DEBUG": "1"})
    with pytest.raises(ImproperlyConfigured, match=r"HUSAY_ALLOWED_HOSTS is '\*'"):
        environment.check_closed(https | {"HUSAY_ALLOWED_HOSTS": "a.example,*"})


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
    settings = {"HUSAY_HTTPS": "yes", "HUSAY_SECRET_KEY": KEY}
    checked = _django(["check", "--deploy", "--fail-level", "INFO"], tmp_path, **settings)
    assert checked.returncode == 0, checked.stderr
    assert "no issues (0 silenced)" in checked.stdout


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({}, "HUSAY_SECRET_KEY is not set, and with HUSAY_HTTPS it must be."),
        ({"HUSAY_SECRET_KEY": "abc"}, "HUSAY_SECRET_KEY has 3 characters"),
        ({"HUSAY_SECRET_KEY": "k" * 60}, "HUSAY_SECRET_KEY can be guessed."),
        ({"HUSAY_SECRET_KEY": KEY, "HUSAY_DEBUG": "yes"}, "HUSAY_DEBUG shows the inside"),
    ],
)
def test_the_server_does_not_start_and_says_why_in_a_sentence(
    tmp_path: Path, settings: dict[str, str], told: str
) -> None:
    (tmp_path / "company.yaml").write_text("name: Small\ncurrency: PHP\n", encoding="utf-8")
    started = subprocess.run(
        [sys.executable, "-m", "husay", "--home", str(tmp_path), "serve", "--port", "1"],
        env={**os.environ, "HUSAY_LANG": "en", "HUSAY_HTTPS": "1", **settings},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert started.returncode == 2
    assert told in started.stderr
    assert "Traceback" not in started.stderr


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
