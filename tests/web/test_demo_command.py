"""The first promise: one command makes the demo company, serves it, and its pages answer."""

import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

import pytest

SECONDS = 60


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Where the demo is, made and served by one and the same command."""
    command = [sys.executable, "-m", "husay", "demo", "--dir", str(tmp_path / "demo")]
    options = ["--lines", "5000", "--no-browser", "--port", str(_free_port())]
    environ = {**os.environ, "HUSAY_LANG": "en", "PYTHONUNBUFFERED": "1"}
    environ.pop("HUSAY_HOME", None)
    process = subprocess.Popen(
        [*command, *options],
        env=environ,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
    )
    assert process.stderr is not None
    try:
        said = next(found for line in process.stderr if (found := re.search(r"http://\S+", line)))
        yield said[0].rstrip("/")
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(SECONDS) in (0, 130)
        process.stderr.close()


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_made_served_and_signed_in_to_it_shows_its_first_pages(address: str) -> None:
    jar = CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))

    def get(path: str, form: dict[str, str] | None = None) -> str:
        sent = urlencode(form).encode() if form is not None else None
        request = urllib.request.Request(f"{address}{path}", sent, {"Referer": f"{address}/"})
        with browser.open(request, timeout=SECONDS) as answer:
            assert answer.status == 200
            return str(answer.read().decode())

    door = get("/sign-in")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', door)
    assert token is not None
    first = get("/sign-in/as/executive", {"csrfmiddlewaretoken": token[1]})
    assert "stands at" in first
    for page in ("/goals", "/milestones", "/explore"):
        assert "<h1" in get(page)
