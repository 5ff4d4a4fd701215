"""The server as a process: it answers, does imports, stops whole, and leaves nobody behind."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote_plus, urlsplit

import pytest

from husay.basics.problem import Mistake
from husay.web.environment import secret_key
from tests.web.bringing import AT, SALES, new_company
from tests.web.server_process import Running, gone, server, until

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")


@pytest.fixture
def company(tmp_path: Path) -> Path:
    from django.db import connections

    folder = new_company(tmp_path / "company").home.path
    connections.close_all()
    return folder


@pytest.fixture
def running(company: Path) -> Iterator[Running]:
    with server(company) as found:
        until("its process for imports", lambda: found.importer)
        yield found


def health(running: Running) -> dict[str, object]:
    with urllib.request.urlopen(f"{running.address}health", timeout=30) as answer:
        found: dict[str, object] = json.loads(answer.read())
    return found


def ask_to_import(company: Path) -> None:
    from husay.store.files import guess_file
    from husay.store.jobs import ask_for_import
    from husay.store.opening import open_company
    from husay.store.sources import keep_source, plain_source

    home = open_company(company)
    file = company / "sales.csv"
    file.write_text(SALES, encoding="utf-8")
    keep_source(home.home, plain_source(home.home, guess_file(file), file.name, "sales", "PHP"))
    ask_for_import(home, "sales", file, "tester", AT)


def test_it_answers_and_does_imports_that_are_asked_for(running: Running, company: Path) -> None:
    assert health(running) == {"ok": True, "snapshot": 0}
    ask_to_import(company)
    until("the import", lambda: health(running)["snapshot"] == 1)


def test_asked_to_stop_it_stops_whole(running: Running) -> None:
    beside = those_beside(running)
    running.process.send_signal(signal.SIGTERM)
    assert running.process.wait(60) == 0
    until("the end of those beside it", lambda: all(map(gone, beside)))


def test_killed_it_takes_those_beside_it_along(running: Running) -> None:
    beside = those_beside(running)
    running.process.kill()
    running.process.wait(60)
    until("the end of those beside it", lambda: all(map(gone, beside)))


def those_beside(running: Running) -> tuple[int, int]:
    until("its process for simulations", lambda: running.simulator)
    importer, simulator = running.importer, running.simulator
    assert importer
    assert simulator
    return importer, simulator


def test_an_import_is_done_while_a_simulation_takes_its_time(
    running: Running, company: Path
) -> None:
    """The process that simulates is halted: it would answer nobody for as long."""
    _, simulator = those_beside(running)
    os.kill(simulator, signal.SIGSTOP)
    ask_to_import(company)
    until("the import", lambda: health(running)["snapshot"] == 1)
    os.kill(simulator, signal.SIGCONT)


def test_a_process_for_imports_that_died_is_started_again(running: Running) -> None:
    first = running.importer
    assert first
    os.kill(first, signal.SIGKILL)
    until("another one", lambda: running.importer not in (None, first))


def test_a_port_that_is_taken_is_told_with_a_free_one() -> None:
    from husay.web.serving import listen

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(Mistake) as told:
            listen("127.0.0.1", port)
    (problem,) = told.value.problems
    assert problem.code == "port-taken"
    assert problem.says()["port"] == str(port)
    assert int(problem.says()["next"]) != port


@pytest.mark.parametrize("host", ["192.0.2.1", "no such host"])
def test_an_address_that_is_not_this_machines_is_told(host: str) -> None:
    from husay.web.serving import listen

    with pytest.raises(Mistake) as told:
        listen(host, 0)
    assert told.value.problems[0].code == "port-not-to-be-had"


def answer(running: Running, path: str, **headers: str) -> tuple[int, str, str]:
    """The status, the body and where it leads to; redirects are not followed."""
    where = urlsplit(running.address)
    connection = HTTPConnection("127.0.0.1", where.port or 0, timeout=60)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    named["Cookie"] = f"sessionid={running.session}"
    connection.request("GET", path, headers=named)
    response = connection.getresponse()
    body = response.read().decode()
    connection.close()
    return response.status, body, response.headers.get("Location") or ""


def test_a_long_condition_passes_and_a_longer_one_is_answered_in_words(running: Running) -> None:
    """gunicorn alone refuses lines of more than 8,190 bytes, and headers, without a word: a
    script names its page, however long, in one."""
    listed = ", ".join(f"'E-{i:03}'" for i in range(800))
    query = f"m=revenue&where={quote_plus(f'seller IN ({listed})')}"
    assert 12_000 < len(query) < 16_000
    status, body, _where = answer(running, f"/explore?{query}", HX_Current_URL=f"/explore?{query}")
    assert status == 200
    assert "Nothing has been brought in yet" in body
    status, body, _where = answer(running, f"/explore?{query}{query}"[:18_000])
    assert status == 414
    assert "This address is too long." in body


def test_open_to_others_it_answers_to_its_own_names(company: Path) -> None:
    ask = "from husay.web.serving import own_names; print(*own_names())"
    told = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    own_names = told.stdout.split()
    assert socket.gethostname().lower() in own_names
    with server(company, host="0.0.0.0") as running:
        assert running.address.startswith("http://localhost:")
        for name in (*own_names, "localhost", "127.0.0.1"):
            host = f"[{name}]" if ":" in name else name
            assert answer(running, "/data", Host=host)[0] == 200, name
        assert answer(running, "/data", Host="evil.example")[0] == 400
    with server(company, host="0.0.0.0", HUSAY_ALLOWED_HOSTS="sales.example") as running:
        assert answer(running, "/data", Host="sales.example")[0] == 200
        assert answer(running, "/data", Host=own_names[0])[0] == 400, "named, and nothing else"


def test_by_https_only_a_known_proxy_is_believed_and_health_needs_none(company: Path) -> None:
    key = secret_key({}, company)  # by which the session of this test is signed
    with server(company, HUSAY_HTTPS="yes", HUSAY_SECRET_KEY=key) as running:
        assert answer(running, "/health")[0] == 200
        status, _body, where = answer(running, "/data")
        assert (status, where[:8]) == (301, "https://")
        assert answer(running, "/data", X_Forwarded_Proto="https")[0] == 200
    others = "192.0.2.7"
    with server(company, HUSAY_HTTPS="yes", HUSAY_SECRET_KEY=key, HUSAY_PROXIES=others) as running:
        assert answer(running, "/data", X_Forwarded_Proto="https")[0] == 301
