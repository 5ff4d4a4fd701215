"""Whole pages: server time of each, warm and as the first visitor after an import."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from pathlib import Path

from bench.companies import company_folder
from bench.machine import Row, spread, timed

PAGES = {
    "Where we stand": "/",
    "Explore: this year by seller against last year": "/explore?m=revenue&by=seller"
    "&from=2026-01-01&to=2026-12-31&compare=last-year",
    "Explore: month by division": "/explore?m=revenue&by=division&grain=month"
    "&from=2024-01-01&to=2026-12-31",
}
_ROUNDS = 20


def measure(root: Path, lines: int) -> list[Row]:
    """Times of the pages at a size; in a process of its own, which Django belongs to."""
    folder = company_folder(root, lines)
    said = subprocess.run(
        [sys.executable, "-m", "bench.pages", str(folder)],
        check=True, capture_output=True, text=True,
        env={**os.environ, "HUSAY_HOME": str(folder), "DJANGO_SETTINGS_MODULE": "husay.settings"},
    ).stdout  # fmt: skip
    rows = [line.split("\t") for line in said.splitlines()]
    return [Row(name, lines, "Husay", tuple(figures)) for name, *figures in rows]


def _main() -> None:
    import django

    django.setup()
    from django.test import Client

    from husay.web.assets import prepare

    prepare()
    client = Client(HTTP_HOST="localhost")
    for name, path in PAGES.items():
        first = timed(lambda p=path: client.get(p), 1)  # type: ignore[misc]
        response = client.get(path)
        assert response.status_code == 200, (path, response.status_code)
        warm = timed(lambda p=path: client.get(p), _ROUNDS)  # type: ignore[misc]
        size = len(gzip.compress(response.content)) // 1024
        print("\t".join([name, *spread(warm), f"{first[0] * 1000:.0f}", f"{size}"]))


if __name__ == "__main__":
    _main()
