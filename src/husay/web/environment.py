"""Typed readers of environment variables, for the settings.

Each names its variable and says what it wanted when it cannot read it: a server that starts
with a setting misread does more harm than one that does not start.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from husay.store.once import kept_once

_YES = {"1", "true", "yes", "on"}
_NO = {"0", "false", "no", "off", ""}
_SHORTEST_KEY, _FEWEST_SIGNS = 50, 10
_MAKE_A_KEY = "Make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(64))'"


def flag(environ: Mapping[str, str], name: str, default: bool) -> bool:
    """A yes or no. Raises ImproperlyConfigured for any other word."""
    text = environ.get(name)
    if text is None:
        return default
    word = text.strip().lower()
    if word not in _YES | _NO:
        raise ImproperlyConfigured(f"{name} is {text!r}: say yes or no (1 or 0, true or false).")
    return word in _YES


def above_zero(environ: Mapping[str, str], name: str, default: str) -> Fraction:
    """A number above zero, such as 6 or 0.5. Raises ImproperlyConfigured for anything else."""
    text = environ.get(name, default).strip()
    try:
        number = Fraction(text)
    except (ValueError, ZeroDivisionError):
        number = Fraction(0)
    if number <= 0:
        raise ImproperlyConfigured(
            f"{name} is {text!r}: say a number above zero, such as {default}."
        )
    return number


def words(environ: Mapping[str, str], name: str, default: tuple[str, ...]) -> list[str]:
    """A list written with commas between; blanks are dropped."""
    text = environ.get(name)
    if text is None:
        return list(default)
    return [word.strip() for word in text.split(",") if word.strip()]


def home(environ: Mapping[str, str]) -> Path:
    """The company's folder, from HUSAY_HOME. It must exist: `husay init` makes one."""
    text = environ.get("HUSAY_HOME", "").strip()
    if not text:
        raise ImproperlyConfigured(
            "HUSAY_HOME is not set. Set it to the company's folder, or make one: husay init FOLDER"
        )
    folder = Path(text).expanduser().resolve()
    if not folder.is_dir():
        raise ImproperlyConfigured(
            f"HUSAY_HOME is {text!r}, which is not a folder. Make it with: husay init {text}"
        )
    return folder


def secret_key(environ: Mapping[str, str], folder: Path) -> str:
    """The signing key: HUSAY_SECRET_KEY, or one made once and kept in `folder`.

    Where others reach it, by https, it must be given: then it lies apart from what a backup or a
    copied folder holds. Several processes may start at once: whoever creates the file first
    decides. The key file is readable by its owner only.
    """
    given = environ.get("HUSAY_SECRET_KEY")
    if given is not None:
        return _given_key(given)
    if flag(environ, "HUSAY_HTTPS", False):
        raise ImproperlyConfigured(
            "HUSAY_SECRET_KEY is not set, and with HUSAY_HTTPS it must be. " + _MAKE_A_KEY
        )
    return _kept_key(folder / "secret.key")


def _given_key(given: str) -> str:
    if len(given) < _SHORTEST_KEY:
        raise ImproperlyConfigured(
            f"HUSAY_SECRET_KEY has {len(given)} characters: at least {_SHORTEST_KEY} are "
            f"needed. {_MAKE_A_KEY}"
        )
    if len(set(given)) < _FEWEST_SIGNS or given.startswith("django-insecure-"):
        raise ImproperlyConfigured(f"HUSAY_SECRET_KEY can be guessed. {_MAKE_A_KEY}")
    return given


def check_closed(environ: Mapping[str, str]) -> None:
    """Raise ImproperlyConfigured for what must not be where others reach the pages, by https."""
    if not flag(environ, "HUSAY_HTTPS", False):
        return
    if flag(environ, "HUSAY_DEBUG", False):
        raise ImproperlyConfigured(
            "HUSAY_DEBUG shows the inside of every error, so it cannot be on with HUSAY_HTTPS."
        )
    if "*" in words(environ, "HUSAY_ALLOWED_HOSTS", ()):
        raise ImproperlyConfigured(
            "HUSAY_ALLOWED_HOSTS is '*', so anybody could have a link to a new password sent "
            "that leads elsewhere. Name the hosts that Husay answers to."
        )


def _kept_key(path: Path) -> str:
    key = kept_once(path, lambda: secrets.token_urlsafe(64))
    if len(key) < _SHORTEST_KEY:
        raise ImproperlyConfigured(f"{path} does not hold a key. Remove it to have one made.")
    return key


def database(environ: Mapping[str, str], folder: Path) -> dict[str, Any]:
    """Where the records are: PostgreSQL by HUSAY_DATABASE_URL, else SQLite in `folder`."""
    url = environ.get("HUSAY_DATABASE_URL", "").strip()
    return _postgresql(url) if url else _sqlite(folder / "records.sqlite3")


def _sqlite(path: Path) -> dict[str, Any]:
    """Readers never wait for a writer (WAL); writers queue for at most 20 seconds."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }


def _postgresql(url: str) -> dict[str, Any]:
    """postgresql://user:password@host:port/name?sslmode=require"""
    wanted = "HUSAY_DATABASE_URL must read postgresql://user:password@host:port/name"
    try:
        parts = urlsplit(url)
        port = parts.port or 5432
    except ValueError as error:
        raise ImproperlyConfigured(f"{wanted}: {error}.") from None
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in ("postgresql", "postgres") or not parts.hostname or not name:
        raise ImproperlyConfigured(f"{wanted}.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname,
        "PORT": port,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


@dataclass(frozen=True)
class Email:
    """A server that takes e-mail, and the address that it comes from."""

    host: str
    port: int
    user: str
    password: str
    ssl: bool
    tls: bool
    sender: str


def email(environ: Mapping[str, str]) -> Email | None:
    """HUSAY_EMAIL_URL, smtp://user:password@host:port (STARTTLS, unless `?tls=no`) or smtps://…"""
    url = environ.get("HUSAY_EMAIL_URL", "").strip()
    if not url:
        return None
    wanted = "HUSAY_EMAIL_URL must read smtp://user:password@host:port or smtps://…"
    try:
        parts = urlsplit(url)
        ssl = parts.scheme == "smtps"
        port = parts.port or (465 if ssl else 587)
    except ValueError as error:
        raise ImproperlyConfigured(f"{wanted}: {error}.") from None
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ImproperlyConfigured(f"{wanted}.")
    sender = environ.get("HUSAY_EMAIL_FROM", "").strip()
    if "@" not in sender:
        raise ImproperlyConfigured(
            f"HUSAY_EMAIL_FROM is {sender!r}: say the address that e-mail comes from."
        )
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    tls = flag(dict(parse_qsl(parts.query)), "tls", True)
    return Email(parts.hostname, port, user, password, ssl, tls, sender)


def address(environ: Mapping[str, str], name: str) -> str:
    """An address that begins with http:// or https://, without a slash at its end; '' for none."""
    text = environ.get(name, "").strip().rstrip("/")
    if not text:
        return ""
    try:
        parts = urlsplit(text)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is {text!r}: {error}.") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query:
        raise ImproperlyConfigured(
            f"{name} is {text!r}: say an address such as https://husay.my.ph"
        )
    return text


_OIDC = ("HUSAY_OIDC_ISSUER", "HUSAY_OIDC_CLIENT_ID", "HUSAY_OIDC_CLIENT_SECRET")
SINGLE_SIGN_ON = "single"
"""What our addresses call the OpenID Connect server."""


def single_sign_on(environ: Mapping[str, str]) -> list[dict[str, Any]]:
    """The OpenID Connect server that signs people in, as django-allauth wants it; [] for none."""
    given = {name: environ.get(name, "").strip() for name in _OIDC}
    if not any(given.values()):
        return []
    missing = [name for name, value in given.items() if not value]
    if missing:
        raise ImproperlyConfigured(f"{' and '.join(missing)} must be set, too.")
    issuer, client, secret = given.values()
    parts = urlsplit(issuer)
    here = parts.hostname in ("localhost", "127.0.0.1")
    if not parts.hostname or (parts.scheme != "https" and not (here and parts.scheme == "http")):
        raise ImproperlyConfigured(f"HUSAY_OIDC_ISSUER is {issuer!r}: say an https:// address.")
    return [
        {
            "provider_id": SINGLE_SIGN_ON,
            "name": environ.get("HUSAY_OIDC_NAME", "").strip() or parts.hostname,
            "client_id": client,
            "secret": secret,
            "settings": {"server_url": issuer},
        }
    ]
