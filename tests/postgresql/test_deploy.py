"""docs/deploy.md, followed on this machine: PostgreSQL, two workers, HTTPS in front of them."""

import http.client
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.postgresql import page
from tests.postgresql.cluster import PASSWORD, Cluster
from tests.postgresql.husay import Husay
from tests.postgresql.proxy import HOST, certificate, proxy
from tests.postgresql.visitor import Visitor

pytestmark = pytest.mark.xdist_group("postgresql")

KEY = "fDY3aQ0s-9kVn2xRbT7LmZ4wJcHu8GpEiNoSvXy1KqWzBt6CrA5MdUgPhOjIelFL"
WORD = "mabuhay-ang-benta-2026"
BOSS = "bea@example.com"
SALES = """\
invoice,date,seller,product,customer,quantity,amount
SI-1,2026-11-02,E-014,COLA-15,C-0117,12,6150.00
SI-1,2026-11-02,E-014,CHIPS-60,C-0117,30,1290.50
SI-2,2026-11-03,E-009,COLA-15,C-0204,4,2050.00
"""


@dataclass(frozen=True)
class Place:
    """Where the page's folders and addresses lie on this machine."""

    husay: Husay
    folder: Path

    def here(self, text: str) -> str:
        """A path of the page, below this test's folder."""
        return text.replace("/var/lib/husay", str(self.folder))


@pytest.fixture(scope="module")
def place(postgresql: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The page's settings, with its password, key, port and folders filled in."""
    folder = tmp_path_factory.mktemp("husay")
    said = page.settings()
    assert said["HUSAY_DATABASE_URL"] == "postgresql://husay:CHOOSE-ONE@127.0.0.1:5432/husay"
    assert said["HUSAY_SECRET_KEY"] == "PUT-THE-KEY-HERE"
    said["HUSAY_DATABASE_URL"] = (
        said["HUSAY_DATABASE_URL"]
        .replace("CHOOSE-ONE", PASSWORD)
        .replace(":5432", f":{postgresql.port}")
    )
    assert said["HUSAY_DATABASE_URL"] == postgresql.url("husay")
    said["HUSAY_SECRET_KEY"] = KEY
    said["HUSAY_HOME"] = said["HUSAY_HOME"].replace("/var/lib/husay", str(folder))
    return Place(Husay(folder, said), folder)


@pytest.fixture(scope="module")
def company(place: Place) -> Path:
    """The company, made by the page's command."""
    init, *_ = [words for words in page.commands("husay") if words[0] == "init"]
    place.husay.run(*map(place.here, init))
    return place.folder / "company"


@dataclass(frozen=True)
class Server:
    """What the service starts; `said` is what it wrote until it could be visited."""

    process: "subprocess.Popen[str]"
    port: int
    said: str


@contextmanager
def serving(place: Place) -> Iterator[Server]:
    """The service's own command, at a free port."""
    words = page.serving()
    assert words[words.index("--port") + 1] == "8000"
    assert int(words[words.index("--workers") + 1]) >= 2
    port = _free_port()
    words[words.index("--port") + 1] = str(port)
    words[words.index("--workers") + 1] = "2"
    log = place.folder / f"log-{port}"
    with log.open("w") as written:
        process = subprocess.Popen(
            [sys.executable, "-m", "husay", *words], env=place.husay.environment,
            stdout=written, stderr=written, text=True,
        )  # fmt: skip
        try:
            _wait_for(process, port, log)
            yield Server(process, port, log.read_text())
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


def _wait_for(process: "subprocess.Popen[str]", port: int, log: Path) -> None:
    ends = time.monotonic() + 120
    while time.monotonic() < ends:
        assert process.poll() is None, log.read_text()
        try:
            if ask(port, "/health").status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(log.read_text())


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ask(port: int, path: str, **headers: str) -> http.client.HTTPResponse:
    """What is answered without HTTPS, by who reaches the server directly."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Host": HOST, **headers})
    return connection.getresponse()


def test_the_whole_of_it(place: Place, company: Path, tmp_path: Path) -> None:
    """In one story, since each step takes the one before: sign in, bring in, call, restart."""
    pem, headers = certificate(tmp_path), page.headers()
    with serving(place) as server, proxy(pem, headers, server.port) as port:
        _plain_http_leads_to_https(server)
        visitor = Visitor(pem, port)
        _only_the_link_makes_the_administrator(visitor, server)
        _cookies_and_headers_are_for_https(visitor)
        _forms_come_from_our_own_address_only(visitor)
        _a_file_is_brought_in_beside_two_workers(visitor, server)
        workers = _workers(server)
        assert len(workers) == 2
    with serving(place) as server, proxy(pem, headers, server.port) as port:
        assert "first-run" not in server.said, "the company has its administrator"
        visitor.port = port
        assert visitor.get("/me").status == 200, "a restart signs nobody out"
        secret = place.husay.script(company, _TOKEN).strip()
        told = Visitor(pem, port).get("/api/v1/show?by=seller", Authorization=f"Bearer {secret}")
        assert [row["revenue"] for row in told.json["rows"]] == ["7440.50", "2050.00"]
        _tries_to_sign_in_are_counted_for_the_address_behind_the_proxy(pem, port, place, company)
    _the_backup_of_the_page_is_whole(place, company)


_TOKEN = f"""
from datetime import UTC, datetime
from husay.access.role import Right
from husay.store.records.models import User
from husay.store.records.tokens import make_token
user = User.objects.get(email="{BOSS}")
print(make_token(user, "t", [Right.SEE_FIGURES], 1, datetime.now(UTC), place="cli")[1])
"""


def _plain_http_leads_to_https(server: Server) -> None:
    assert ask(server.port, "/health").status == 200
    for path in ("/", "/sign-in", "/api/v1/show"):
        answer = ask(server.port, path)
        assert (answer.status, answer.headers["Location"]) == (301, f"https://{HOST}{path}")
    assert ask(server.port, "/sign-in", Host="evil.example").status == 400


def _only_the_link_makes_the_administrator(visitor: Visitor, server: Server) -> None:
    (link,) = re.findall(r"http://\S+/first-run\?token=\S+", server.said)
    token = parse_qs(urlsplit(link).query)["token"][0]
    assert visitor.get("/first-run?token=wrong").status == 403
    made = visitor.post(
        f"/first-run?token={token}", token=token, name="Bea Santos", email=BOSS,
        password=WORD, again=WORD,
    )  # fmt: skip
    assert (made.status, made.leads_to) == (302, "/")
    assert visitor.get("/").status == 200


def _cookies_and_headers_are_for_https(visitor: Visitor) -> None:
    assert set(visitor.cookies) == {"sessionid", "csrftoken"}
    for cookie in visitor.cookies.values():
        assert cookie["secure"] is True
        assert cookie["httponly"] is True
        assert cookie["samesite"] == "Lax"
    answer = visitor.get("/people")
    hsts = answer.headers["Strict-Transport-Security"]
    assert re.fullmatch(r"max-age=31536000; includeSubDomains; preload", hsts)
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"


def _forms_come_from_our_own_address_only(visitor: Visitor) -> None:
    fields = {"name": "Ana Reyes", "email": "ana@example.com", "role": "executive"}
    for origin in ("https://evil.example", f"http://{HOST}", "null"):
        assert visitor.post("/people/invite", origin, **fields).status == 403
    invited = visitor.post("/people/invite", **fields)
    assert invited.status in (200, 302)
    assert f"https://{HOST}/join/" in invited.text, "links lead to the address that people use"


def _a_file_is_brought_in_beside_two_workers(visitor: Visitor, server: Server) -> None:
    sent = visitor.upload("/data/upload", "sales.csv", SALES)
    assert (sent.status, sent.leads_to[:11]) == (302, "/data/file/"), sent.text[:2000]
    form = visitor.get(sent.leads_to).text
    began = visitor.post(sent.leads_to, **{**_fields(form), "action": "import"})
    assert (began.status, began.leads_to[:10]) == (302, "/data/run/"), began.text[:2000]
    ends = time.monotonic() + 120
    while b'"snapshot": 1' not in ask(server.port, "/health").read():
        assert time.monotonic() < ends, "the import did not end"
        time.sleep(0.2)
    for _again in range(8):  # whichever worker answers
        assert "9,490.50" in visitor.get("/explore?m=revenue&by=-").text.replace("\xa0", " ")


def _fields(html: str) -> dict[str, str]:
    from tests.web.bringing import _Form

    form = _Form("mapping")
    form.feed(html)
    return {k: v for k, v in form.fields.items() if k != "csrfmiddlewaretoken"}


def _workers(server: Server) -> list[int]:
    """The processes of the server that answer: its children but those beside them."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(status.read_text().rpartition(")")[2].split()[1])
            command = (status.parent / "cmdline").read_bytes()
        except (OSError, ValueError):
            continue
        beside = (b"husay.web.importing", b"husay.web.simulating")
        if parent == server.process.pid and not any(module in command for module in beside):
            found.append(int(status.parent.name))
    return found


def _tries_to_sign_in_are_counted_for_the_address_behind_the_proxy(
    pem: Path, port: int, place: Place, company: Path
) -> None:
    fresh = Visitor(pem, port)
    wrong = fresh.post("/sign-in", login=BOSS, password="not-it-at-all-1")
    assert wrong.status == 200
    right = fresh.post("/sign-in", login=BOSS, password=WORD)
    assert (right.status, right.leads_to) == (302, "/")
    told = place.husay.script(company, """
from husay.web.doors.addresses import client_address
from django.test import RequestFactory
asked = RequestFactory().get("/", headers={"X-Forwarded-For": "203.0.113.9, 198.51.100.7"})
print(client_address(asked))
""")  # fmt: skip
    assert told.strip() == "198.51.100.7", "what a browser writes before the proxy is not believed"


def _the_backup_of_the_page_is_whole(place: Place, company: Path) -> None:
    (place.folder / "backups").mkdir()
    wanted = [w for w in page.commands("husay") if w[0] == "backup" and "before" not in w[1]]
    (words,) = wanted
    said = place.husay.run(*map(place.here, words))
    assert "2 snapshots" in said
    assert not (company / "secret.key").exists(), "the key is in the settings and nowhere else"


def test_the_service_has_what_systemd_wants() -> None:
    block = page.block_of("/etc/systemd/system/husay.service")
    known = re.findall(r"^\[(\w+)\]$", block.text, re.MULTILINE)
    assert known == ["Unit", "Service", "Install"]
    assert "KillMode=mixed" in block.text, "gunicorn ends its workers itself"


def test_without_its_key_the_service_does_not_start(place: Place, company: Path) -> None:
    settings = {k: v for k, v in place.husay.settings.items() if k != "HUSAY_SECRET_KEY"}
    started = Husay(place.folder, settings).start("-m", "husay", *page.serving())
    _said, errors = started.communicate(timeout=60)
    assert started.returncode == 2
    assert "HUSAY_SECRET_KEY is not set" in errors
