"""The companies that are measured: the demo company at several sizes, made once and kept."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from husay.demo import UNTIL, write_demo

AT = datetime(2026, 11, 18, tzinfo=UTC)


def source_folder(root: Path, lines: int) -> Path:
    """The demo company's source folder at a size."""
    folder = root / f"source-{lines}"
    if not (folder / "source.yaml").exists():
        write_demo(folder, lines, UNTIL)
    return folder


def company_folder(root: Path, lines: int) -> Path:
    """A company with the demo's book at a size, imported unless it is there already."""
    from husay.org.company import read_company
    from husay.store.opening import create_company

    folder = root / f"company-{lines}"
    if (folder / "company.yaml").exists():
        return folder
    from husay.store.home import read_yaml

    given = source_folder(root, lines)
    settings, _ = read_yaml(given / "source.yaml")
    proposed = settings.get("company", {}) if isinstance(settings, dict) else {}
    company = create_company(folder, read_company({"name": "Demo", **proposed})[0], AT)
    from husay.store.sources import load_source

    result = company.import_source(load_source(given), given / "data", "bench", AT)
    assert not result.refused, result.problems
    return folder
