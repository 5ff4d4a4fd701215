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


class Visitor:
    """Somebody who looks around in one of the demo's roles."""

    def __init__(self, address: str, role: str) -> None:
        self.address = address
        cookies = urllib.request.HTTPCookieProcessor(CookieJar())
        self.browser = urllib.request.build_opener(cookies)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get("/sign-in"))
        assert token is not None
        self.first = self.get(f"/sign-in/as/{role}", {"csrfmiddlewaretoken": token[1]})

    def get(self, path: str, form: dict[str, str] | None = None) -> str:
        sent = urlencode(form).encode() if form is not None else None
        request = urllib.request.Request(
            f"{self.address}{path}", sent, {"Referer": f"{self.address}/"}
        )
        with self.browser.open(request, timeout=SECONDS) as answer:
            assert answer.status == 200
            return str(answer.read().decode())


def test_made_served_and_signed_in_to_it_shows_its_first_pages(address: str) -> None:
    executive = Visitor(address, "executive")
    assert "stands at" in executive.first
    for page in ("/goals", "/milestones", "/explore"):
        assert "<h1" in executive.get(page)
    compensation = Visitor(address, "compensation")
    assert "Team override" in compensation.get("/pay/runs")
    assert "The customer disputes the delivery" in compensation.get("/pay/holds")
    questions = compensation.get("/pay/questions?state=all")
    assert "/pay/questions/2" in questions
    assert "Your rate is corrected" in compensation.get("/pay/questions/1")
    assert "visits with the team" in compensation.get("/pay/plans/2").lower()
