"""A style guide with every part of the pages on it, served to a browser; shipped with nothing."""

import os
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from django.conf import settings

GUIDE = Path(__file__).parent / "guide"

if not settings.configured:
    # A test module imports parts of the web face, and those want Django's settings.
    os.environ.setdefault("HUSAY_HOME", tempfile.mkdtemp(prefix="husay-test-"))
    Path(os.environ["HUSAY_HOME"], "cache", "static").mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("HUSAY_DEBUG", "no")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "husay.settings")
    django.setup()


def without_door() -> list[str]:
    """The middleware for pages without a company, and so without users."""
    door = "husay.web.doors.closed.ClosedMiddleware"
    return [name for name in settings.MIDDLEWARE if name != door]


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: pytest's output is read by people."""


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


def _templates() -> list[dict[str, Any]]:
    (engine,) = settings.TEMPLATES
    return [{**engine, "DIRS": [GUIDE / "templates"]}]


def _filipino(folder: Path) -> Path:
    """A catalogue with next to nothing in it: Django offers no language that has none."""
    catalogue = Catalog(locale="fil_PH")
    catalogue.add("Where we stand", "Nasaan na tayo")
    path = folder / "fil" / "LC_MESSAGES" / "django.mo"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_mo(file, catalogue)
    return folder


@pytest.fixture
def plain_static() -> Iterator[None]:
    """Assets served as they lie: nothing is collected, and no manifest is asked for."""
    from django.test import override_settings

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):
        yield


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the style guide's server."""
    from django.core.handlers.wsgi import WSGIHandler
    from django.core.management import call_command
    from django.test import override_settings

    from tests.web.browsing import SESSION

    with override_settings(
        ROOT_URLCONF="tests.web.guide.urls",
        MIDDLEWARE=[*without_door(), "tests.web.looking.looked_at"],
        TEMPLATES=_templates(),
        STATIC_ROOT=tmp_path_factory.mktemp("static"),
        LOCALE_PATHS=[*settings.LOCALE_PATHS, _filipino(tmp_path_factory.mktemp("locale"))],
        LANGUAGES=settings.LANGUAGES,
        ALLOWED_HOSTS=["127.0.0.1"],
    ):
        call_command("collectstatic", interactive=False, verbosity=0)
        # The guide has no company: whoever was let in to one before comes here as nobody.
        before = SESSION.pop("key", None)
        server = make_server("127.0.0.1", 0, WSGIHandler(), _Server, _Quiet)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()
        server.server_close()
        if before is not None:
            SESSION["key"] = before
