"""The reference's example of the API is run as it stands, against a server."""

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

from tests.api.conftest import Made
from tests.docs.markdown import blocks, page

if TYPE_CHECKING:
    from husay.store.company import Company


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: pytest's output is read by people."""


def test_the_example_runs_and_names_every_call(
    company: "Company", made: Made, tmp_path: Path
) -> None:
    from django.core.handlers.wsgi import WSGIHandler
    from django.test import override_settings

    (example,) = [b for b in blocks(page("docs/reference.md")) if b.notes.get("file") == "ask.py"]
    script = tmp_path / "ask.py"
    script.write_text(example.text, encoding="utf-8")
    with (
        override_settings(ALLOWED_HOSTS=["127.0.0.1"]),
        make_server("127.0.0.1", 0, WSGIHandler(), handler_class=_Quiet) as server,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        done = subprocess.run(
            [sys.executable, str(script)],
            env={
                **os.environ,
                "HUSAY_ADDRESS": f"http://127.0.0.1:{server.server_port}",
                "HUSAY_TOKEN": made.tokens["executive"],
            },
            capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        server.shutdown()
    assert done.returncode == 0, done.stderr
    said = done.stdout.splitlines()
    assert said[0].startswith("Revenue from 1 Jan to 26 Apr 2024 is")
    assert "s1 1526.6865 43" in said
    assert said[-3:] == ["100 of 220 rows", "100 of 220 rows", "20 of 220 rows"]


def test_the_reference_names_every_call() -> None:
    from husay.api.routes import router

    reference = page("docs/reference.md")
    for route in router.urls_paths(""):
        path = str(route.pattern).replace("<", "{").replace(">", "}")
        assert f"`{path}`" in reference
