"""Bringing a file in never takes another source's place: not by its name, and not half-way."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from husay.basics.problem import Mistake
from tests.web.bringing import AT, SALES, file_page, form_of, imported, new_company, said, served

if TYPE_CHECKING:
    from django.test import Client

    from husay.store.company import Company

GOALS = "Seller,Month,Target\nana,2026-11,1000\n"
HAND_WRITTEN = {
    "source.yaml": "name: erp\ntitle: The ERP\ncurrency: PHP\nwhole: [products]\n",
    "sale_lines.sql": "SELECT * FROM lines",
    "products.sql": "SELECT * FROM goods",
}


@pytest.fixture
def home(tmp_path: Path) -> "Company":
    return new_company(tmp_path / "company")


@pytest.fixture
def client(home: "Company") -> Iterator["Client"]:
    with served(home) as client:
        yield client


def asked_for(client: "Client", content: str, name: str, **more: str) -> str:
    """The address of the import of a file whose form was sent as it stands."""
    page = file_page(client, content, name)
    form = {**form_of(client, page), **more, "action": "import"}
    return client.post(page, form).headers["Location"]


def files(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def hand_written(home: "Company", **more: str) -> Path:
    """A source that somebody wrote: settings and SELECTs, no mapping."""
    folder = home.home.sources / "erp"
    folder.mkdir()
    for name, text in (HAND_WRITTEN | more).items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_file_of_the_same_name_leaves_a_hand_written_source_as_it_is(
    client: "Client", home: "Company"
) -> None:
    folder = hand_written(home)
    page = file_page(client, SALES, "ERP.csv")
    shown = said(client, page)
    assert "was the last time" not in shown, "it was never read so"
    assert "“erp” is another source’s name already: this one will be “erp-2”" in shown
    run = client.post(page, {**form_of(client, page), "action": "import"}).headers["Location"]
    assert imported(home)
    assert files(folder) == HAND_WRITTEN
    assert (home.home.sources / "erp-2" / "sale_lines.sql").is_file()
    assert home.log()[-1].source == "erp-2"
    assert "3</span> new sale lines" in said(client, run)


def test_a_source_that_cannot_be_read_keeps_its_name_as_well(
    client: "Client", home: "Company"
) -> None:
    folder = hand_written(home, **{"source.yaml": "name: erp\ncurrency: pesos\n"})
    before = files(folder)
    asked_for(client, SALES, "ERP.csv")
    assert imported(home)
    assert files(folder) == before
    assert home.log()[-1].source == "erp-2"


def test_goals_do_not_take_the_place_of_sales(client: "Client", home: "Company") -> None:
    asked_for(client, SALES, "S.csv")
    assert imported(home)
    before = files(home.home.sources / "s")
    page = file_page(client, GOALS, "S.csv")
    shown = said(client, page)
    assert "this one will be “s-2”" in shown
    assert "If the file belongs to “S”, choose that under “It belongs to”." in shown
    client.post(page, {**form_of(client, page), "action": "import"})
    assert imported(home)
    assert files(home.home.sources / "s") == before
    assert set(files(home.home.sources / "s-2")) == {"source.yaml", "goals.sql", "names.sql"}


def test_said_to_hold_something_else_a_file_is_a_new_sources(
    client: "Client", home: "Company"
) -> None:
    asked_for(client, SALES, "S.csv")
    assert imported(home)
    page = file_page(client, SALES, "S.csv")
    form = form_of(client, page)
    assert form["source"] == "s"
    client.post(page, form | {"table": "deals"})
    assert form_of(client, page)["source"] == ""
    assert "this one will be “s-2”" in said(client, page)


def test_a_name_that_the_book_knows_is_not_given_to_another_source(
    client: "Client", home: "Company", tmp_path: Path
) -> None:
    """A source's folder may lie elsewhere: the command line reads it by its path, and the book
    holds rows of `erp`. A second `erp` would take them for older versions of its own."""
    from husay.store.sources import load_source

    elsewhere = tmp_path / "elsewhere"
    hand_written(home, **{"sale_lines.sql": "SELECT * FROM lines"}).rename(elsewhere)
    (elsewhere / "products.sql").unlink()
    data = tmp_path / "data"
    data.mkdir()
    (data / "lines.csv").write_text("sale,line,date,amount\nSI-1,1,2026-11-02,7.00\n")
    home.import_source(load_source(elsewhere), data, "tester", AT)
    asked_for(client, SALES, "ERP.csv")
    assert imported(home)
    # 7.00 of erp's and, of the file's, 6,150.00 + 1,290.50 - 512.50 = 6,928.00
    assert "₱6,935" in said(client, "/")


def test_a_kept_source_stays_as_it_is_until_the_import_succeeds(
    client: "Client", home: "Company"
) -> None:
    """The product column is given up in the second file's form; its import is then refused,
    since the file was cut off after it was tried out."""
    asked_for(client, SALES, "S.csv")
    assert imported(home)
    before = files(home.home.sources / "s")
    page = file_page(client, SALES.replace("SI-1", "SI-7"), "S.csv")
    form = {**form_of(client, page), "feed:product": ""}
    client.post(page, form)
    run = client.post(page, {**form_of(client, page), "action": "import"}).headers["Location"]
    assert files(home.home.sources / "s") == before
    (file,) = home.home.uploads.glob("*/*.csv")
    whole = file.read_text(encoding="utf-8")
    file.write_text(whole + "SI-9,never,,,,,,\n", encoding="utf-8")
    assert imported(home)
    assert "cannot be read" in said(client, run)
    assert files(home.home.sources / "s") == before

    file.write_text(whole, encoding="utf-8")
    again = client.post(page, {**form_of(client, page), "action": "import"}).headers["Location"]
    assert again != run
    assert imported(home)
    assert files(home.home.sources / "s") != before
    assert list(home.home.uploads.glob("*.source")) == []


def test_a_new_source_whose_import_is_refused_is_not_kept(
    client: "Client", home: "Company"
) -> None:
    run = asked_for(client, SALES, "S.csv")
    (file,) = home.home.uploads.glob("*/*.csv")
    file.write_text(SALES + "SI-9,never,,,,,,\n", encoding="utf-8")
    assert imported(home)
    shown = said(client, run)
    assert "Nothing of" in shown
    assert ">S</span>" in shown, "called by its title all the same"
    assert 'href="/data"' in shown
    assert "?like=" not in shown
    assert list(home.home.sources.glob("[!.]*")) == []


def test_an_import_that_was_published_by_a_killed_process_keeps_its_source(
    client: "Client", home: "Company"
) -> None:
    from husay.store.jobs import run_next
    from husay.store.proposed import source_for
    from husay.store.records.models import ImportRun

    asked_for(client, SALES, "S.csv")
    run = ImportRun.objects.get()
    data = Path(run.data)
    home.import_source(source_for(home.home, "s", data), data, "web", AT)
    ImportRun.objects.update(state="running", started=AT, attempts=1)
    assert not run_next(home, lambda: AT)
    assert ImportRun.objects.get().state == "done"
    assert (home.home.sources / "s" / "source.yaml").is_file()


def test_two_files_that_wait_do_not_share_a_name(client: "Client", home: "Company") -> None:
    asked_for(client, SALES, "S.csv")
    asked_for(client, GOALS, "S.csv")
    assert imported(home)
    assert imported(home)
    assert [m.source for m in home.log()[-2:]] == ["s", "s-2"]


def test_keeping_refuses_to_replace_what_was_written_by_hand(home: "Company") -> None:
    from husay.store.files import guess_file
    from husay.store.sources import keep_source, plain_source

    folder = hand_written(home)
    file = home.home.path / "erp.csv"
    file.write_text(SALES, encoding="utf-8")
    source = plain_source(home.home, guess_file(file), file.name, "erp", "PHP")
    with pytest.raises(Mistake) as told:
        keep_source(home.home, source)
    assert told.value.problems[0].code == "source-name-taken"
    assert files(folder) == HAND_WRITTEN
    assert [path.name for path in home.home.sources.glob("*") if path.name != ".salt"] == ["erp"]


def test_what_could_not_be_kept_is_said_beside_the_import(
    client: "Client", home: "Company"
) -> None:
    """Somebody writes a source of that name while the import waits: the rows come in, the
    hand-written one stays, and the page says so."""
    run = asked_for(client, SALES, "erp.csv")
    folder = hand_written(home)
    assert imported(home)
    assert files(folder) == HAND_WRITTEN
    shown = said(client, run)
    assert "3</span> new sale lines" in shown
    assert "“erp” is another source’s name, and that one stays as it is." in shown


def test_one_row_is_said_of_one_row(client: "Client") -> None:
    page = file_page(client, "invoice,date,amount\nSI-1,2026-11-02,112.00\n")
    assert "It has 1 row; 3 of its 3 columns are used." in said(client, page)


def test_a_heading_alone_makes_no_source_but_may_be_a_known_ones(
    client: "Client", home: "Company"
) -> None:
    """The command line's rule too: of a known source it says that nothing was sold."""
    heading = SALES.splitlines()[0] + "\n"
    page = file_page(client, heading, "S.csv")
    shown = said(client, page)
    assert "has a heading and no rows." in shown
    assert 'value="import"' not in shown
    client.post(page, {**form_of(client, page), "action": "import"})  # typed, not offered
    assert not imported(home)

    asked_for(client, SALES, "S.csv")
    assert imported(home)
    run = asked_for(client, heading, "S.csv")
    assert imported(home)
    assert "the book had it all" in said(client, run)
