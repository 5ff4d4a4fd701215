"""A browser as far as sign-in needs one: cookies, forms, and https to a name."""

import http.client
import json
import re
import ssl
import uuid
from dataclasses import dataclass
from http.cookies import Morsel, SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.postgresql.proxy import HOST


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: http.client.HTTPMessage
    text: str

    @property
    def leads_to(self) -> str:
        return self.headers.get("Location") or ""

    @property
    def json(self) -> Any:
        return json.loads(self.text)


class Visitor:
    """Visits https://sales.example.com, wherever on this machine it is."""

    def __init__(self, pem: Path, port: int) -> None:
        self.port, self.context = port, ssl.create_default_context(cafile=str(pem))
        self.cookies: dict[str, Morsel[str]] = {}

    def get(self, path: str, **headers: str) -> Answer:
        """A page."""
        return self._ask("GET", path, None, headers)

    def post(self, path: str, origin: str = f"https://{HOST}", **fields: str) -> Answer:
        """A form, with what protects it."""
        fields = {"csrfmiddlewaretoken": self._protection(path), **fields}
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": origin}
        return self._ask("POST", path, urlencode(fields).encode(), headers)

    def upload(self, path: str, name: str, content: str) -> Answer:
        """A file in a form."""
        edge = uuid.uuid4().hex
        parts = {
            'name="csrfmiddlewaretoken"': self._protection("/data"),
            f'name="file"; filename="{name}"\r\nContent-Type: text/csv': content,
        }
        body = "".join(
            f"--{edge}\r\nContent-Disposition: form-data; {about}\r\n\r\n{said}\r\n"
            for about, said in parts.items()
        )
        headers = {
            "Content-Type": f"multipart/form-data; boundary={edge}", "Origin": f"https://{HOST}",
        }  # fmt: skip
        return self._ask("POST", path, f"{body}--{edge}--\r\n".encode(), headers)

    def _protection(self, path: str) -> str:
        text = self.get(path).text
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)
        assert found, text[:2000]
        return found[1]

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        connection = _Named("127.0.0.1", self.port, self.context)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        sent["Host"] = HOST
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{k}={m.value}" for k, m in self.cookies.items())
        connection.request(method, path, body, sent)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        for given in answer.headers.get_all("Set-Cookie") or ():
            self.cookies |= SimpleCookie(given)
        return Answer(answer.status, answer.headers, text)


class _Named(http.client.HTTPSConnection):
    """A connection to this machine that asks for the host's certificate."""

    def __init__(self, host: str, port: int, context: ssl.SSLContext) -> None:
        super().__init__(host, port, timeout=120, context=context)
        self.named = context

    def connect(self) -> None:
        """See the class."""
        http.client.HTTPConnection.connect(self)
        self.sock = self.named.wrap_socket(self.sock, server_hostname=HOST)
