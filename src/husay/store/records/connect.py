"""Connecting this process to the records of one company."""

from __future__ import annotations

import os

import django
from django.apps import apps
from django.conf import settings
from django.db import connections

from husay.store.home import Home


def connect(home: Home) -> None:
    """Make `home` the company whose records this process reads and writes.

    A process serves one company; only tests and notebooks go from one to the next.
    """
    path = str(home.path.resolve())
    os.environ["HUSAY_HOME"] = path
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "husay.settings")
    if not apps.ready:
        django.setup()
    # A command may have spoken before it had a company: what the settings made of the folder
    # then (its assets' place among it) has to follow.
    settings.HUSAY_HOME = home.path.resolve()
    settings.STATIC_ROOT = settings.HUSAY_HOME / "cache" / "static"
    records = connections["default"]
    if records.vendor == "sqlite" and records.settings_dict["NAME"] != str(home.records.resolve()):
        connections.close_all()
        records.settings_dict["NAME"] = str(home.records.resolve())


def migrate() -> None:
    """Bring the records' tables to this version of Husay."""
    from husay.store.records import migrating

    migrating.migrate()
