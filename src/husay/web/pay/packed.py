"""The statements of a run as a package: packed beside the server, in words and as PDFs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils import translation

from husay.words.pay_files import statements_zip
from husay.words.pay_taken import told_part

if TYPE_CHECKING:
    from husay.store.company import Company
    from husay.store.records.models import PayRun


def pack(
    company: Company, run: PayRun, people: Sequence[str], first: int, language: str, file: Path
) -> None:
    """Add the PDFs of some people's statements to a file (`husay.store.pay.packing.Pack`)."""
    with translation.override(language), file.open("wb" if first == 1 else "r+b") as found:
        statements_zip(found, told_part(company, run, people), "pdf", first)
