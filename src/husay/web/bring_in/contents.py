"""A first look at an uploaded file: whether its bytes are what its name says, and how large it
would become. What it holds is another matter (`husay.store.sources`)."""

from __future__ import annotations

import gzip
import re
import zipfile
from pathlib import Path

from husay.basics.packed import DAMAGED
from husay.basics.problem import Problem
from husay.store.warehouse.reader import file_kind

LARGEST_TABLE_BYTES = 4_000_000_000
LARGEST_WORKBOOK_BYTES = 400_000_000
"""Unpacked. A workbook is read into memory, a table is not."""

_NEVER_REACHED_BYTES = 1 << 50
_PIECE = 1 << 20
_WEB_PAGE = re.compile(rb"\s*<(!doctype|html|head|body|table|\?xml)", re.IGNORECASE)
_ZIP, _OLD_EXCEL, _PARQUET, _GZIP = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"PAR1", b"\x1f\x8b"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def problem_of(file: Path) -> Problem | None:
    """What keeps this file from being read as what its name says it is; None when nothing does."""
    kind = file_kind(file)
    if kind is None:
        return _said("upload-kind", file, value=file.suffix)
    if file.stat().st_size == 0:
        return _said("upload-empty", file)
    with file.open("rb") as handle:
        start = handle.read(4096)
    if _WEB_PAGE.match(start.removeprefix(b"\xef\xbb\xbf")):
        return _said("upload-web-page", file)
    try:
        code = {"excel": _workbook, "parquet": _parquet, "csv": _table}[kind](file, start)
    except DAMAGED:
        return _said("upload-damaged", file)
    return _said(code, file) if code else None


def _said(code: str, file: Path, value: str | None = None) -> Problem:
    return Problem(code=code, file=file.name, value=value)


def _workbook(file: Path, start: bytes) -> str:
    if start.startswith(_OLD_EXCEL):
        return ""
    if not start.startswith(_ZIP):
        return "upload-other-inside"
    unpacked = 0
    with zipfile.ZipFile(file) as packed:
        for part in packed.infolist():
            # The list inside the file may lie about sizes: only unpacking tells.
            part.file_size = _NEVER_REACHED_BYTES
            with packed.open(part) as handle:
                while piece := handle.read(_PIECE):
                    unpacked += len(piece)
                    if unpacked > LARGEST_WORKBOOK_BYTES:
                        return "upload-unpacks-too-large"
    return ""


def _parquet(file: Path, start: bytes) -> str:
    with file.open("rb") as handle:
        handle.seek(max(0, file.stat().st_size - 4))
        end = handle.read(4)
    return "" if start.startswith(_PARQUET) and end == _PARQUET else "upload-damaged"


def _table(file: Path, start: bytes) -> str:
    if file.suffix.lower() == ".gz":
        if not start.startswith(_GZIP):
            return "upload-damaged"
        with gzip.open(file) as handle:
            start = handle.read(4096)
            unpacked = len(start)
            while piece := handle.read(_PIECE):
                unpacked += len(piece)
                if unpacked > LARGEST_TABLE_BYTES:
                    return "upload-unpacks-too-large"
        if not start:
            return "upload-empty"
        if _WEB_PAGE.match(start):
            return "upload-web-page"
    if start.startswith((_ZIP, _OLD_EXCEL, _PARQUET, _GZIP)):
        return "upload-other-inside"
    if b"\0" in start and not start.startswith(_UTF16):
        return "upload-other-inside"
    return ""
