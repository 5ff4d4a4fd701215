"""A small company behind the pages that explore: Bayan Trading, with names for its identifiers."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from tests.measures import bayan
from tests.measures.making import NO_HOLIDAYS, Made, make
from tests.web.signing import signed_in

if TYPE_CHECKING:
    from django.test import Client

NAMES = """
kind,item,name
person,ana,Ana Reyes
person,ben,Ben <b>Cruz</b>
person,carl,=cmd
unit,north,North
unit,south,South
product,p1,Cola 1.5 L
customer,c1,Aling Nena
channel,field,Field sales
"""

TWO_CURRENCIES = {
    "sale_lines": """
sale,line,date,seller,product,amount,currency
S1,1,2024-01-05,ana,p1,100,PHP
S2,1,2024-02-05,ana,p2,200,USD
S3,1,2024-02-06,ben,p1,50,PHP
""",
}


def bayan_company(folder: Path) -> Made:
    """Bayan Trading, with names."""
    return make(folder, bayan.TABLES | {"names": NAMES}, NO_HOLIDAYS)


@contextmanager
def served(made: Made) -> Iterator["Client"]:
    """A client of the pages of one company; assets are served as they lie."""
    from django.test import Client, override_settings

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    storages = {**settings.STORAGES, "staticfiles": plain}
    company = made.company  # connects this process to its records
    with override_settings(
        HUSAY_HOME=company.home.path, STORAGES=storages, ALLOWED_HOSTS=["testserver", "127.0.0.1"]
    ):
        yield signed_in(Client(raise_request_exception=True))
