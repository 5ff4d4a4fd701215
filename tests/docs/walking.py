"""The walk of ARCHITECTURE.md, really walked: which of the functions it names are called, in order.

`python -m tests.docs.walking FOLDER TARGET` brings a sale line in, corrects it, looks at it on a
page, and writes as JSON what was called on each stretch of the way. A process of its own: it is
watched by a profiler, and Django serves one company in a process.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from tests.docs.markdown import code, page
from tests.house.project import SOURCE
from tests.whole import keep_whole

FIRST = """\
invoice,date,seller,product,customer,quantity,amount
SI-10401,2026-11-02,E-014,COLA-15,C-0117,12,6150.00
SI-10402,2026-11-03,E-009,COLA-15,C-0204,4,2050.00
"""
SECOND = FIRST.replace("2050.00", "2060.00") + (
    "SI-10403,2026-11-04,E-009,COLA-15,C-0204,1,512.50\n"
)

Called = dict[str, list[str]]


class Walk:
    """The calls on each stretch, in order, of the functions that ARCHITECTURE.md names."""

    def __init__(self) -> None:
        self.called: Called = {}
        self.named = frozenset(code(page("ARCHITECTURE.md")))

    @contextmanager
    def stretch(self, name: str) -> Iterator[None]:
        """Watch what is called until the block ends."""
        seen: list[str] = []

        def watch(frame: FrameType, event: str, _: Any) -> None:
            function = frame.f_code
            if event == "call" and function.co_filename.startswith(f"{SOURCE}{os.sep}"):
                name = f"{_module(function.co_filename)}.{function.co_qualname}"
                if name in self.named and seen[-1:] != [name]:
                    seen.append(name)

        sys.setprofile(watch)
        try:
            yield
        finally:
            sys.setprofile(None)
        self.called[name] = seen


def _module(file: str) -> str:
    return Path(file).relative_to(SOURCE).with_suffix("").as_posix().replace("/", ".")


def walk(folder: Path) -> Called:
    """All stretches: the first file, the second, the page, the rows, the line."""
    os.chdir(folder)
    Path("sales.csv").write_text(FIRST, encoding="utf-8")
    Path("next.csv").write_text(SECOND, encoding="utf-8")
    way = Walk()
    _husay("init", "walked")
    with way.stretch("first file"):
        _husay("--home", "walked", "import", "sales", "--from", "sales.csv", "--yes")
    with way.stretch("second file"):
        _husay("--home", "walked", "import", "sales", "--from", "next.csv")
    _look(way, folder / "walked")
    return way.called


def _husay(*arguments: str) -> None:
    from typer.testing import CliRunner

    from husay.cli.main import app

    os.environ.pop("HUSAY_HOME", None)
    result = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output


def _look(way: Walk, home: Path) -> None:
    """Open the page, follow the figure to its rows, and a row to its versions."""
    os.environ["HUSAY_HOME"] = str(home)
    from django.conf import settings
    from django.test import Client, override_settings

    from tests.web.signing import signed_in

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    (home / "cache" / "static").mkdir(parents=True, exist_ok=True)
    with override_settings(
        HUSAY_HOME=home,
        STATIC_ROOT=home / "cache" / "static",
        ALLOWED_HOSTS=["testserver"],
        STORAGES={**settings.STORAGES, "staticfiles": plain},
    ):
        reader = signed_in(Client())
        with way.stretch("page"):
            page = _open(reader, "/explore?m=revenue&by=seller&period=2026-11")
        with way.stretch("rows"):
            rows = _open(reader, _link(page, "/explore/rows?", "E-009"))
        with way.stretch("line"):
            line = _open(reader, _link(rows, "/explore/line?", "SI-10402"))
    assert "2,050.00" in line
    assert "2,060.00" in line


def _open(reader: Any, address: str) -> str:
    answer = reader.get(address)
    assert answer.status_code == 200, f"{address} answers {answer.status_code}"
    text: str = answer.content.decode()
    return text


def _link(page: str, beginning: str, about: str) -> str:
    """The first link of a page that begins so and is about this."""
    links = re.findall(rf'href="({re.escape(beginning)}[^"]*)"', page)
    found: str = next(link for link in links if about in link)
    return found.replace("&amp;", "&")


def main(folder: str, target: str) -> None:
    """Walk in a folder and write what was called to a file."""
    keep_whole()
    Path(target).write_text(json.dumps(walk(Path(folder))), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
