"""A company behind its closed doors."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings

from tests.web.bringing import new_company

if TYPE_CHECKING:
    from django.test import Client

    from husay.store.company import Company


@pytest.fixture(scope="session")
def new(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a company with an empty book, to be copied: making one takes a while."""
    from django.db import connections

    folder = tmp_path_factory.mktemp("new") / "company"
    new_company(folder)
    connections.close_all()
    return folder


@pytest.fixture
def company(new: Path, tmp_path: Path) -> Iterator["Company"]:
    """A company with an empty book and without users; assets are served as they lie."""
    with serving(shutil.copytree(new, tmp_path / "company")) as made:
        yield made


@contextmanager
def serving(folder: Path) -> Iterator["Company"]:
    """The company in a folder, with this process serving its pages."""
    from django.test import override_settings

    from husay.store.opening import open_company

    made = open_company(folder)
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    static = made.home.cache / "static"
    static.mkdir(parents=True)
    with override_settings(
        HUSAY_HOME=made.home.path,
        STATIC_ROOT=static,
        STORAGES={**settings.STORAGES, "staticfiles": plain},
        ALLOWED_HOSTS=["testserver", "127.0.0.1", "localhost"],
    ):
        yield made


@pytest.fixture
def client(company: "Company") -> "Client":
    """A browser that nobody is signed in with."""
    from django.test import Client

    return Client()


@pytest.fixture
def boss(company: "Company") -> "Client":
    """A browser that an administrator is signed in with."""
    from django.test import Client

    from husay.access.role import Role
    from tests.web.signing import signed_in

    return signed_in(Client(), Role.ADMINISTRATOR, email="boss@husay.test", name="Bea Santos")
