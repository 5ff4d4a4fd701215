"""What is the same of every answer: methods, caches, long addresses, strange hosts."""

import html
import io
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote_plus

import pytest
from babel.messages.pofile import read_po

import husay
from husay.web.brief import BriefFormatter
from tests.measures.making import Made
from tests.web.bringing import MISTAKES, SALES, file_page, form_of, new_company, sent
from tests.web.bringing import served as serving
from tests.web.exploring import bayan_company, served
from tests.web.test_explore import QUARTER, heading

if TYPE_CHECKING:
    from django.test import Client

CATALOGUE = Path(husay.__file__).parent / "locale" / "fil" / "LC_MESSAGES" / "django.po"
PAGES = ("/", "/explore", "/explore/rows", "/explore/line?source=test&sale=S1&line=1", "/measures",
         "/data", "/data/history", "/health")  # fmt: skip


@pytest.fixture(scope="module")
def bayan(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return bayan_company(tmp_path_factory.mktemp("answers"))


@pytest.fixture
def client(bayan: Made) -> Iterator["Client"]:
    with served(bayan) as client:
        yield client


@pytest.mark.parametrize("address", PAGES)
def test_pages_are_looked_at_and_nothing_else(client: "Client", address: str) -> None:
    assert client.get(address).status_code == 200
    assert client.head(address).status_code == 200
    for method in ("post", "put", "delete", "patch"):
        assert getattr(client, method)(address).status_code == 405, method


@pytest.mark.parametrize(
    "address", [p for p in PAGES if p != "/health"] + ["/explore/export/csv", "/no-such-page"]
)
def test_no_cache_that_others_share_keeps_a_page(client: "Client", address: str) -> None:
    response = client.get(address)
    assert "private" in response.headers["Cache-Control"]
    assert "no-cache" in response.headers["Cache-Control"]
    assert "Cookie" in response.headers["Vary"]
    assert "Accept-Language" in response.headers["Vary"]


_INLINE = re.compile(r"""<style|<[^>]*\s(?:style|on[a-z]+)=|<script(?![^>]*\ssrc=)[^>]*>""")


def inline(text: str) -> list[str]:
    """What a page carries in itself that a strict policy forbids; charts' data are no script."""
    return [found for found in _INLINE.findall(text) if 'type="application/json"' not in found]


@pytest.mark.parametrize(
    "address",
    [*PAGES, f"/explore?m=revenue&by=product_line&grain=month&{QUARTER}&compare=previous",
     f"/explore?m=revenue&by=seller&{QUARTER}&compare=goal", "/explore?m=nothing",
     "/?on=never", "/no-such-page", "/data/history?before=0&after=1"],
)  # fmt: skip
def test_a_page_has_nothing_inline(client: "Client", address: str) -> None:
    assert inline(client.get(address).content.decode()) == []


def test_pages_of_a_file_have_nothing_inline(tmp_path: Path) -> None:
    with serving(new_company(tmp_path / "company")) as visitor:
        assert inline(visitor.get("/").content.decode()) == []
        page = file_page(visitor, MISTAKES)
        assert inline(visitor.get(page).content.decode()) == []
        visitor.post(page, {"action": "discard"})
        page = file_page(visitor, SALES)
        form = {**form_of(visitor, page), "action": "import"}
        run = visitor.post(page, form).headers["Location"]
        assert inline(visitor.get(run).content.decode()) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('<p style="x">', 1), ("<a href='' onclick=x>", 1), ("<script>x</script>", 1),
        ("<style>", 1), ('<script defer src="x"></script>', 0), ("<p>style=</p>", 0),
        ('<script id="data" type="application/json">', 0), ('<td data-on="1">', 0),
    ],
)  # fmt: skip
def test_what_is_inline_is_found(text: str, found: int) -> None:
    assert len(inline(text)) == found


def test_in_filipino_pages_say_the_words_of_the_catalogue(client: "Client") -> None:
    """Words that stand on each page, looked up in the catalogue's text, not in what was compiled
    of it: were that empty, each page would be English under a Filipino name."""
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="fil_PH")
    shared = ("Where we stand", "Explore", "Bring in data", "Skip to the content")
    own = {
        "/": ("Same days last year", "Show the table"),
        "/explore": ("Compared with", "Take it along", "What stands behind these figures"),
        "/explore/rows": ("Explore this figure", "Date", "All measures"),
        "/measures": ("What every figure means.", "Measures"),
        "/data": ("The last imports", "What came of it", "A new file"),
        "/data/history": ("The history of the book", "What came in"),
        "/no-such-page": ("There is no page at this address.",),
    }
    for address, words in own.items():
        text = html.unescape(
            client.get(address, headers={"Accept-Language": "fil"}).content.decode()
        )
        for word in (*shared, *words):
            message = catalogue.get(word)
            assert message is not None, word
            assert message.string not in ("", word)
            assert str(message.string) in text, (address, word)


@pytest.fixture
def everybody_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever a condition names is in the book."""
    monkeypatch.setattr("husay.measures.spoken._Spoken._in_book", lambda *_: True)


def many(number: int) -> str:
    """A condition that names so many sellers."""
    return "seller IN ({})".format(", ".join(f"'E-{i:03}'" for i in range(number)))


@pytest.mark.usefixtures("everybody_known")
def test_a_long_condition_is_short_in_words_and_whole_where_it_counts(client: "Client") -> None:
    """600 sellers: three of them stand in the sentence, all in what stands behind the figures."""
    where = many(600)
    response = client.get(f"/explore?m=revenue&by=-&{QUARTER}&where={quote_plus(where)}")
    text = response.content.decode()
    assert "(E-000, E-001, E-002 and 597 more)" in heading(text)
    assert len(heading(text)) < 300
    facts = text[text.index('class="behind"') :]
    assert "E-599" in facts
    (chip,) = re.findall(r'class="chip">(.*?)<a', text)
    assert chip == "E-000, E-001, E-002 and 597 more"
    rows = client.get(f"/explore/rows?m=revenue&{QUARTER}&where={quote_plus(where)}")
    assert "Only E-000, E-001, E-002 and 597 more." in rows.content.decode()


@pytest.mark.usefixtures("everybody_known")
def test_four_are_named_and_five_are_not(client: "Client") -> None:
    for number, said in ((4, "E-000, E-001, E-002 or E-003"), (5, "E-001, E-002 and 2 more")):
        where = quote_plus(many(number))
        text = client.get(f"/explore?m=revenue&by=-&{QUARTER}&where={where}").content.decode()
        assert said in heading(text)


@pytest.mark.usefixtures("everybody_known")
def test_a_long_condition_of_another_kind_is_cut(client: "Client") -> None:
    where = " OR ".join(f"seller = 'E-{i:03}'" for i in range(50))
    text = client.get(f"/explore?m=revenue&by=-&{QUARTER}&where={quote_plus(where)}")
    said = heading(text.content.decode())
    assert "…" in said
    assert len(said) < 300


def test_an_address_that_is_too_long_is_answered_in_words(client: "Client") -> None:
    from husay.web.longest import LONGEST_ADDRESS

    start = "/explore/rows?where="
    fits = client.get(start + "x" * (LONGEST_ADDRESS - len(start)), follow=True)
    assert fits.status_code == 200
    assert "too long" in html.unescape(fits.content.decode()), "the condition is, and is told so"
    over = client.get(start + "x" * (LONGEST_ADDRESS - len(start) + 1))
    assert over.status_code == 414
    assert "This address is too long." in over.content.decode()
    assert len(over.content) < 20_000


def test_the_form_promises_no_more_than_an_address_holds(client: "Client") -> None:
    from husay.web.longest import LONGEST_ADDRESS

    text = client.get("/explore").content.decode()
    (most,) = re.findall(r'name="where"[^>]*maxlength="(\d+)"', text)
    condition = many(2_000)[: int(most)]
    assert len(quote_plus(condition)) < LONGEST_ADDRESS - 1_000


def test_a_strange_host_is_refused_in_a_line_of_the_log(client: "Client") -> None:
    handlers = logging.getLogger("django.security.DisallowedHost").handlers
    (handler,) = (h for h in handlers if isinstance(h.formatter, BriefFormatter))
    assert isinstance(handler, logging.StreamHandler)
    written = io.StringIO()
    before = handler.setStream(written)
    try:
        assert client.get("/", headers={"Host": "evil.example"}).status_code == 400
    finally:
        handler.setStream(before)
    assert "evil.example" in written.getvalue()
    assert written.getvalue().count("\n") == 1


def test_a_lasting_address_names_its_snapshot_once(client: "Client") -> None:
    for query in (f"m=revenue&{QUARTER}", f"m=revenue&{QUARTER}&snapshot=1"):
        text = client.get(f"/explore?{query}").content.decode()
        found = re.search(r'href="([^"]+)">[^<]*An address that keeps these figures', text)
        assert found
        assert found[1].count("snapshot=") == 1


def test_files_are_taken_at_one_address_alone(tmp_path: Path) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    with serving(new_company(tmp_path / "company")) as visitor:
        assert sent(visitor, SALES).headers["Location"].startswith("/data/file/")
        response = visitor.post(
            "/theme", {"file": SimpleUploadedFile("x.csv", SALES.encode()), "theme": "dark"}
        )
        assert response.status_code == 400, "what came after the file was not read"


def test_files_of_a_request_are_counted_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from husay.web.bring_in import limit

    monkeypatch.setattr(limit, "LARGEST_BYTES", 100_000)
    with serving(new_company(tmp_path / "company")) as visitor:
        for size, fits in ((50_000, True), (50_001, False)):
            files = [SimpleUploadedFile(f"{n}.csv", b"a,b\n" + b"x" * (size - 4)) for n in "ab"]
            response = visitor.post("/data/upload", {"other": files[0], "file": files[1]})
            assert response.headers["Location"].startswith("/data/file/") is fits


def test_an_address_with_a_nul_is_answered_in_words(client: "Client") -> None:
    for address in ("/explore?where=seller+%3D+'a%00'", "/data/source/a%00/again", "/?on=%00"):
        response = client.get(address)
        assert response.status_code == 400, address
        assert b"<h1" in response.content
