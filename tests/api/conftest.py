"""A small company behind the API, with a token for somebody of each role."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import django
import pytest
from django.conf import settings

if not settings.configured:
    # A test module imports parts of the API, and those want Django's settings.
    os.environ.setdefault("HUSAY_HOME", tempfile.mkdtemp(prefix="husay-test-"))
    os.environ.setdefault("HUSAY_DEBUG", "no")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "husay.settings")
    django.setup()

from husay.access.role import Role
from tests.api.asking import Caller, token_of
from tests.upkeep.small import bring_in, copied, serve, small_company
from tests.web.signing import user_with

if TYPE_CHECKING:
    from husay.store.company import Company

GOALS = [
    {"scope": "company", "starts": "2024-01-01", "ends": "2024-12-31", "value": "9000000.5"},
    {"scope": "unit", "item": "north", "starts": "2024-02-01", "ends": "2024-02-29",
     "value": "400000"},
    {"scope": "seller", "item": "s1", "starts": "2024-03-01", "ends": "2024-03-31",
     "value": "120000.2501"},
    {"scope": "seller", "item": "s2", "starts": "2024-03-01", "ends": "2024-03-31",
     "value": "80000"},
    {"scope": "seller", "item": "s4", "measure": "orders", "starts": "2024-03-01",
     "ends": "2024-03-31", "value": "12"},
]  # fmt: skip
PEOPLE = {
    "executive": (Role.EXECUTIVE, ""),
    "seller": (Role.SELLER, "s1"),
    "manager": (Role.MANAGER, "m1"),
    "operations": (Role.OPERATIONS, ""),
    "compensation": (Role.COMPENSATION, ""),
    "administrator": (Role.ADMINISTRATOR, ""),
}
"""Whom there is a token of, in which role, and who that is in the book. The manager leads north."""


@dataclass(frozen=True)
class Made:
    """Where the company lies, and everybody's token."""

    folder: Path
    tokens: dict[str, str]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The company, made once; nobody writes to it."""
    folder = tmp_path_factory.mktemp("api")
    home = small_company(folder, lines=150)
    goals = {"goals": GOALS, "assignments": [
        {"person": "m1", "unit": "north", "role": "manager", "valid_from": "2020-01-01"},
    ]}  # fmt: skip
    bring_in(home, folder / "goals", goals, name="goals")
    tokens = {}
    for name, (role, person) in PEOPLE.items():
        user = user_with(role, email=f"{name}@husay.test", person=person)
        tokens[name] = token_of(user)
    return Made(home.home.path, tokens)


@contextmanager
def serving(home: "Company") -> Iterator[None]:
    """Calls and pages are of this company; assets are served as they lie."""
    from django.test import override_settings

    static = home.home.cache / "static"
    static.mkdir(parents=True, exist_ok=True)
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        HUSAY_HOME=home.home.path,
        STATIC_ROOT=static,
        STORAGES={**settings.STORAGES, "staticfiles": plain},
        ALLOWED_HOSTS=["testserver"],
    ):
        yield


@pytest.fixture
def company(made: Made) -> Iterator["Company"]:
    """The company, with this process connected to it, as its operator has it."""
    home = serve(made.folder)
    with serving(home):
        yield home


@pytest.fixture
def own(made: Made, tmp_path: Path) -> Iterator["Company"]:
    """A copy of the company, to be changed."""
    home = serve(copied(made.folder, tmp_path / "copy"))
    with serving(home):
        yield home
    shutil.rmtree(home.home.path)


@pytest.fixture
def call(made: Made, company: "Company") -> Caller:
    """Calls the API as somebody: `call("seller", "show", by="month")`."""
    return Caller(made.tokens)
