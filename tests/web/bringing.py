"""A company with an empty book behind the pages that bring data in, and files to bring in."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.signing import signed_in

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

    from husay.store.company import Company

AT = datetime(2026, 11, 24, 6, 10, tzinfo=UTC)

SALES = """\
Invoice No.,Petsa,Ahente,Item Code,Product Line,Qty,Halaga,Remarks
SI-1,2026-11-02,Ana Reyes,COLA-15,Drinks,12,"6,150.00",
SI-1,2026-11-02,Ana Reyes,CHIPS-60,Snacks,30,1290.50,rush
SI-2,2026-11-03,Ben Cruz,COLA-15,Drinks,-1,-512.50,
"""
"""Sellers by name, two lines of one invoice, a return."""

MISTAKES = SALES + "SI-3,2026-31-31,Ben Cruz,COLA-15,Drinks,1,n/a,\n"
AMBIGUOUS = "invoice,date,amount\nSI-1,03/04/2026,100.00\nSI-2,05/04/2026,50.25\n"


def new_company(folder: Path) -> "Company":
    """A company with an empty book."""
    from husay.org.company import read_company
    from husay.store.opening import create_company

    chosen, problems = read_company({"name": "Maharlika", "currency": "PHP", "country": "PH"})
    assert not problems
    return create_company(folder, chosen, AT)


@contextmanager
def served(company: "Company") -> Iterator["Client"]:
    """A client of the company's pages; assets are served as they lie."""
    from django.test import Client, override_settings

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    storages = {**settings.STORAGES, "staticfiles": plain}
    (company.home.cache / "static").mkdir(parents=True, exist_ok=True)
    with override_settings(
        HUSAY_HOME=company.home.path,
        STATIC_ROOT=company.home.cache / "static",
        STORAGES=storages,
        ALLOWED_HOSTS=["testserver"],
    ):
        yield signed_in(Client())


def sent(
    client: "Client", content: str | bytes, name: str = "sales.csv", **more: str
) -> "HttpResponse":
    """The answer to a file that was uploaded."""
    data = content.encode() if isinstance(content, str) else content
    form = {"file": SimpleUploadedFile(name, data), **more}
    return client.post("/data/upload", form)  # type: ignore[return-value]


def file_page(client: "Client", content: str | bytes, name: str = "sales.csv", **more: str) -> str:
    """The address of an uploaded file's page."""
    response = sent(client, content, name, **more)
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/data/file/"), said(client, "/data")
    return response.headers["Location"]


def said(client: "Client", address: str) -> str:
    """A page's text, spaces that do not break as plain ones."""
    return client.get(address).content.decode().replace("\xa0", " ")


class _Form(HTMLParser):
    """The fields of the form with an id, as a browser would send them."""

    def __init__(self, form: str) -> None:
        super().__init__()
        self.form, self.inside, self.select, self.fields = form, False, "", dict[str, str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = given.get("id") == self.form
        elif not self.inside:
            return
        elif tag == "input":
            if given.get("type") not in ("radio", "checkbox") or "checked" in given:
                self.fields[given["name"]] = given.get("value", "on")
        elif tag == "select":
            self.select = given["name"]
        elif tag == "option" and (self.select not in self.fields or "selected" in given):
            self.fields[self.select] = given["value"]

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "form"


def form_of(client: "Client", address: str) -> dict[str, str]:
    """What the form of a file's page would send as it stands."""
    form = _Form("mapping")
    form.feed(said(client, address))
    return form.fields


def imported(company: "Company") -> bool:
    """Let the worker run what waits longest."""
    from husay.store.jobs import run_next

    return run_next(company, lambda: AT)
