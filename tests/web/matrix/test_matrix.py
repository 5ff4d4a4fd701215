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
from tests.web.matrix.cast import Things, signed_in, things, token, user
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


@pytest.fixture(scope="module")
def clients(company: Path) -> dict[str, Client]:
    """A browser of each role, signed in once."""
    return {letter: signed_in(letter) for letter in ALL}


@pytest.fixture(scope="module")
def tokens(company: Path) -> dict[str, str]:
    """A token of each role, made once."""
    return {letter: token(letter) for letter in ALL}


@pytest.fixture(scope="module")
def named(company: Path, clients: dict[str, Client]) -> Things:
    """What addresses and calls name."""
    from husay.store.opening import open_company

    return things(open_company(company))


def test_every_address_has_its_row() -> None:
    assert set(_HERE) == set(PAGES) | (OPEN & set(_HERE))


ASKED = {
    "explore-line": "?source=shop&sale=D3&line=1",
    "people-person": "?person=s1",
    "pay-statement": "?person=s1",
    "pay-statement-file": "?person=s1",
    "pay-ask": "?person=s1",
    "goals-plan-goal": "?of=north/s1",
    "goals-plan-move": "?of=north",
}
"""What an address wants to be asked, so that there is something to show."""
POSTED = {
    "people-export": {"person": "s1"},
    "people-forget": {"person": "s1"},
    "pay-ask": {"person": "s1"},
    "team-thanks-one": {"do": "withdraw"},
}
NOT_THERE = {
    ("explore-line", "O"),
    *(("team-circle", letter) for letter in "ECOA"),
    *(("team-thanks-one", letter) for letter in "MECOA"),
}
"""What an address that opens has not got for somebody: operations see volumes, and no lines; a pair
is its people's and their manager's, and thanks are taken back by their author."""
OPEN_STATUS, REFUSED_STATUS = {200, 302, 405, 409, 422}, {403}
"""405: the address knows only the other method. 422, 409: it was opened, and what
was sent was wrong, or of no version."""


@pytest.mark.parametrize("name", PAGES)
def test_an_address_opens_to_whom_it_is_for(
    clients: dict[str, Client], named: Things, name: str
) -> None:
    wrong, posted = {}, POSTED | {"people-take": {"grant": str(named.guests_role)}}
    for letter, client in clients.items():
        parts = named.of(name, letter)
        address = reverse(name, kwargs={key: parts[key] for key in _HERE[name]})
        address += ASKED.get(name, "")
        answers = [client.get(address), client.post(address, posted.get(name, {}))]
        statuses = {answer.status_code for answer in answers}
        expected = OPEN_STATUS if letter in PAGES[name] else REFUSED_STATUS
        if (name, letter) in NOT_THERE:
            expected = {404, 405}
        signed_out = answers[0].headers.get("Location", "").startswith("/sign-in")
        if not statuses <= expected or statuses == {405} or signed_out:
            wrong[letter] = statuses
    assert wrong == {}


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
    return dict(json.loads(signed_in("").get("/api/v1/openapi.json").content))


def test_every_call_has_its_row(company: Path) -> None:
    found = {
        (path if method == "get" else f"{method.upper()} {path}").replace("/api/v1", "")
        for path, methods in _described(company)["paths"].items()
        for method in methods
    }
    assert found == set(CALLS)


CALLED = {
    "/show": "?measures=quantity",
    "/rows": "?measures=quantity",
    "/gap": "?of=seller:s1",
    "/pay/runs/{number}/statement": "?person=s1",
}
"""What a call has to be asked, so that there is something to tell."""

POSTED_CALLS: dict[str, dict[str, object]] = {
    "/pay/questions": {"run": 1, "about": "other", "words": "Why?"},
    "/pay/questions/{number}/answer": {
        "seen": 1, "outcome": "explained", "found": "other", "words": "So.",
    },
    "/team/circles": {
        "stage": "closing", "shower": "s1", "learners": ["s2"], "starts": "2026-01-05",
    },
    "/team/circles/{number}/answer": {"joins": True},
    "/team/thanks": {"to": "s1", "words": "Thank you."},
    "/messages/read": {"messages": [1]},
}  # fmt: skip
PUT_CALLS: dict[str, dict[str, object]] = {
    "/plans/{number}/values": {"seen": 1, "values": {}},
    "/messages/choices": {},
}
"""What a call is sent. Whoever may send it is let in, also where it can only be done once."""


def _call(client: Client, call: str, number: int, **headers: str) -> int:
    """The status of a call's answer about a plan."""
    method, _blank, path = call.rpartition(" ")
    address = f"/api/v1{path.replace('{number}', str(number))}{CALLED.get(path, '')}"
    if method == "PUT":
        body = PUT_CALLS[path]
        return client.put(address, body, "application/json", headers=headers).status_code
    if method == "POST":
        answer = client.post(address, POSTED_CALLS[path], "application/json", headers=headers)
        return 200 if answer.status_code in (404, 409, 422) else answer.status_code
    return client.get(address, headers=headers).status_code


def _number(named: Things, path: str) -> int:
    """What a call's path names by a number."""
    if path.startswith("/signals"):
        return named.signal
    if path.startswith("/pay/questions"):
        return named.pay_question
    return named.pay_run if path.startswith("/pay") else named.plan


@pytest.mark.parametrize("path", CALLS)
def test_a_call_answers_whom_it_is_for(tokens: dict[str, str], named: Things, path: str) -> None:
    client = signed_in("")
    found = {
        letter: _call(
            client,
            path,
            _number(named, path),
            Authorization=f"Bearer {secret}",
        )
        for letter, secret in tokens.items()
    }
    assert found == {letter: 200 if letter in CALLS[path] else 403 for letter in ALL}


def test_no_call_makes_a_pay_run() -> None:
    """What changes anything of pay by call is a question about it."""
    changing = {one for one in CALLS if " /pay" in one}
    assert changing == {"POST /pay/questions", "POST /pay/questions/{number}/answer"}


@pytest.mark.parametrize("path", CALLS)
def test_a_call_without_a_token_in_use_is_refused(
    clients: dict[str, Client], named: Things, path: str
) -> None:
    for headers in ({}, {"Authorization": "Bearer husay_no"}, {"Authorization": "Basic eDp5"}):
        assert _call(clients["A"], path, named.plan, **headers) == 401
