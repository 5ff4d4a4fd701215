"""Every page says whose figures it shows."""

from pathlib import Path

import pytest

from tests.web.bringing import new_company, said, served


@pytest.mark.parametrize(
    ("address", "title"),
    [("/", ""), ("/data", "Bring in data"), ("/measures", ""), ("/no", "")],
)
def test_every_page_says_the_companys_name_in_its_head_and_title(
    tmp_path: Path, address: str, title: str
) -> None:
    with served(new_company(tmp_path / "maharlika")) as client:
        page = said(client, address)
    assert '<span class="company" title="Maharlika">Maharlika</span>' in page
    assert f"{title} · Maharlika · Husay</title>" in page


def test_a_name_is_no_markup_and_is_read_again_once_it_changes(tmp_path: Path) -> None:
    home = new_company(tmp_path / "maharlika")
    file = home.home.settings_file
    with served(home) as client:
        assert "Maharlika · Husay</title>" in said(client, "/data")
        text = file.read_text(encoding="utf-8").replace("Maharlika", "Aling Nena & Sons")
        file.write_text(text, encoding="utf-8")
        assert "Aling Nena &amp; Sons · Husay</title>" in said(client, "/data")


def test_a_page_without_readable_settings_names_nobody(tmp_path: Path) -> None:
    home = new_company(tmp_path / "maharlika")
    with served(home) as client:
        home.home.settings_file.write_text("[", encoding="utf-8")
        assert 'class="company"' not in said(client, "/no")
