"""What a manifest names is on the disk before it is named: a power cut loses no file of it."""

import os
from pathlib import Path

import pytest

from tests.upkeep.small import bring_in, new_company


def test_files_logs_and_folders_are_on_disk_before_a_manifest_names_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from husay.store.records import manifests
    from husay.store.warehouse.book import Book

    company = new_company(tmp_path / "company")
    synced: set[Path] = set()
    fsync, publish = os.fsync, manifests.publish
    checked = []

    def noted(descriptor: int) -> None:
        synced.add(Path(f"/proc/self/fd/{descriptor}").readlink())
        fsync(descriptor)

    def published(manifest, *more) -> None:
        book = Book(company.home.book, manifest.versions)
        for name, table in book.tables.items():
            for file in book.files(name):
                path = (table.folder / file.path).resolve()
                assert {path, path.parent, path.parent.parent} <= synced
                log = table.folder.resolve() / "_delta_log"
                assert log / f"{manifest.versions[name]:020}.json" in synced
                assert {log, log.parent, log.parent.parent} <= synced
                checked.append(path)
        publish(manifest, *more)

    monkeypatch.setattr(os, "fsync", noted)
    monkeypatch.setattr(manifests, "publish", published)
    line = {"sale": "A", "line": 1, "date": "2024-01-02", "amount": "5"}
    product = {"product": "p1", "product_line": "soap"}
    bring_in(company, tmp_path / "data", {"sale_lines": [line], "products": [product]})
    assert len(checked) == 5  # sale_lines, products and three rollups
