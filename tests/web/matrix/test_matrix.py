"""Every address, every command and every call, as each role, as an outsider, and signed out."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import typer.main
from django.conf import settings
from django.urls import reverse

from husay.cli.main import app
from husay.web.doors.closed import OPEN
from husay.web.urls import urlpatterns
from tests.cli.running import run
from tests.cli.shop import write_shop
from tests.web.doors.test_closed import ARGUMENTS, UUID
from tests.web.matrix.cast import token, user
from tests.web.matrix.who import ALL, CALLS, COMMANDS, OWN_COMPANY, PAGES

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.xdist_group("matrix")

_HERE = {p.name: tuple(p.pattern.converters) for p in urlpatterns}
_REFUSALS = ("does not let you", "not open to your role", "Nothing of your own")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A company with sales, goals and an organisation."""
    place = tmp_path_factory.mktemp("matrix")
    source, home = write_shop(place / "source"), place / "company"
    for words in (
        ("init", str(home), "--like", str(source)),
        ("--home", str(home), "import", str(source), "--from", str(source / "data")),
    ):
        done = run(*words)
        assert done.code == 0, done.everything
    return home


@pytest.fixture(scope="module")
def company(folder: Path) -> Iterator[Path]:
    """The company behind its pages."""
    from django.test import override_settings

    from husay.store.opening import open_company

    open_company(folder)
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    static = folder / "cache" / "static"
    static.mkdir(parents=True, exist_ok=True)
    with override_settings(
        HUSAY_HOME=folder,
        STATIC_ROOT=static,
        STORAGES={**settings.STORAGES, "staticfiles": plain},
        ALLOWED_HOSTS=["testserver"],
    ):
        yield folder
    shutil.rmtree(static)


def _client(letter: str) -> Client:
    from django.test import Client

    client = Client()
    if letter:
        client.force_login(user(letter))
    return client


def _address(name: str) -> str:
    given = {key: ARGUMENTS[key] for key in _HERE[name]}
    if name == "bring-in-mapping":
        given["number"] = UUID
    return reverse(name, kwargs=given)


def test_every_address_has_its_row() -> None:
    assert set(_HERE) == set(PAGES) | (OPEN & set(_HERE))


@pytest.mark.parametrize("name", PAGES)
def test_an_address_opens_to_whom_it_is_for(company: Path, name: str) -> None:
    address, found = _address(name), {}
    for letter in ALL:
        client = _client(letter)
        answers = {client.get(address).status_code, client.post(address, {}).status_code}
        # 405: the address knows only the other method.
        found[letter] = "refused" if answers & {401, 403} else "open"
    expected = {letter: "open" if letter in PAGES[name] else "refused" for letter in ALL}
    assert found == expected


@pytest.mark.parametrize("name", PAGES)
def test_signed_out_no_address_opens(company: Path, name: str) -> None:
    client, address = _client(""), _address(name)
    for response in (client.get(address), client.post(address, {})):
        assert response.status_code == 302
        assert response.headers["Location"].startswith("/sign-in")


def _commands(command: Any, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    below = getattr(command, "commands", None)
    if below is None:
        yield words
        return
    for name, each in below.items():
        yield from _commands(each, (*words, name))


def test_every_command_has_its_row() -> None:
    known = set(_commands(typer.main.get_command(app)))
    rows = {next(k for k in known if words[: len(k)] == k) for words in COMMANDS}
    assert known == rows | OWN_COMPANY


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_command_does_its_work_for_whom_it_is_for(folder: Path, words: tuple[str, ...]) -> None:
    from husay.store.opening import open_company

    open_company(folder)
    found = {}
    for letter in ALL:
        email = user(letter).email
        said = [w.format(folder=folder.parent, role=letter) for w in words]
        done = run("--home", str(folder), "--as", email, *said)
        refused = any(said in done.everything for said in _REFUSALS)
        found[letter] = "refused" if refused else "open"
    expected = {letter: "open" if letter in COMMANDS[words] else "refused" for letter in ALL}
    assert found == expected


def test_a_command_as_nobody_is_refused(folder: Path) -> None:
    done = run("--home", str(folder), "--as", "stranger@husay.test", "standing")
    assert done.code != 0
    assert "Nobody signs in as" in done.messages


def _described(company: Path) -> dict[str, Any]:
    return dict(json.loads(_client("").get("/api/v1/openapi.json").content))


def test_every_call_has_its_row(company: Path) -> None:
    found = {
        (path if method == "get" else f"{method.upper()} {path}").replace("/api/v1", "")
        for path, methods in _described(company)["paths"].items()
        for method in methods
    }
    assert found == set(CALLS)


def _call(client: Client, call: str, **headers: str) -> int:
    """The status of a call's answer; a number is that of nothing."""
    method, _blank, path = call.rpartition(" ")
    asked = "?measures=quantity" if path in ("/show", "/rows") else ""
    address = f"/api/v1{path.replace('{number}', '999')}{asked}"
    if method == "PUT":
        body = {"seen": 1, "values": {}}
        return client.put(address, body, "application/json", headers=headers).status_code
    return client.get(address, headers=headers).status_code


@pytest.mark.parametrize("path", CALLS)
def test_a_call_answers_whom_it_is_for(company: Path, path: str) -> None:
    found, answers = {}, {200: "open", 422: "open", 403: "refused"}
    if "{number}" in path:
        answers[404] = "open"
    for letter in ALL:
        status = _call(_client(""), path, Authorization=f"Bearer {token(letter)}")
        found[letter] = answers.get(status, str(status))
    expected = {letter: "open" if letter in CALLS[path] else "refused" for letter in ALL}
    assert found == expected


@pytest.mark.parametrize("path", CALLS)
def test_a_call_without_a_token_in_use_is_refused(company: Path, path: str) -> None:
    for headers in ({}, {"Authorization": "Bearer husay_no"}, {"Authorization": "Basic eDp5"}):
        assert _call(_client("A"), path, **headers) == 401
