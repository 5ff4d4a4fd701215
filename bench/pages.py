"""Whole pages: server time of each, warm and as the first visitor after an import."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bench.companies import AT, company_folder
from bench.machine import Row, spread, timed

if TYPE_CHECKING:
    from django.test import Client

PAGES = {
    "Where we stand": "/",
    "Explore: this year by seller against last year": "/explore?m=revenue&by=seller"
    "&from=2026-01-01&to=2026-12-31&compare=last-year",
    "Explore: month by division": "/explore?m=revenue&by=division&grain=month"
    "&from=2024-01-01&to=2026-12-31",
}
_ROUNDS = 20
WHO = "reader@bench.test"


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


def _reader(folder: Path) -> Client:
    """An executive of the company, signed in: somebody who sees everything."""
    from django.test import Client

    from husay.access.role import Role
    from husay.access.viewer import operator
    from husay.store.opening import open_company
    from husay.store.records.models import User
    from husay.store.records.users import give, new_user

    open_company(folder)
    user = User.objects.filter(email=WHO).first()
    if user is None:
        user = new_user(WHO, "", "", at=AT)
        user.joined = AT
        user.save()
        give(user, Role.EXECUTIVE, operator("bench"), AT, "", place="cli")
    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    return client


def _main() -> None:
    import django

    django.setup()
    from husay.web.assets import prepare

    prepare()
    client = _reader(Path(sys.argv[1]))
    for name, path in PAGES.items():
        first = timed(lambda p=path: client.get(p), 1)  # type: ignore[misc]
        response = client.get(path)
        assert response.status_code == 200, (path, response.status_code)
        warm = timed(lambda p=path: client.get(p), _ROUNDS)  # type: ignore[misc]
        size = len(gzip.compress(response.content)) // 1024
        print("\t".join([name, *spread(warm), f"{first[0] * 1000:.0f}", f"{size}"]))


if __name__ == "__main__":
    _main()
