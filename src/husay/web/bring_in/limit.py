"""How large the files of a request may be, and what stops larger ones before they fill a disk."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest
from django.urls import resolve

LARGEST_MEGABYTES = 500
LARGEST_TABLE_MEGABYTES = 2
"""The largest table of goals, or pay plan: far more than anybody plans for."""

LARGEST_OLD_MEGABYTES = 20
"""The largest old spreadsheet that is put beside a pay run."""
"""The largest table of goals, scores or balances: far more than anybody types."""
_TABLES = frozenset({"goals-plan-table", "pay-scores-do", "pay-openings-do", "pay-plans-upload"})
"""The addresses that take one."""

LARGEST_BYTES = LARGEST_MEGABYTES * 1_000_000
_MARK = "husay.upload_too_large"


class LimitedUpload(FileUploadHandler):
    """Goes before Django's own handlers: lets the bytes of all files of a request through until
    there are too many, and none where nobody asked for a file."""

    _seen = 0
    _largest = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A file begins: few addresses take any, the others do not read on."""
        super().new_file(*args, **kwargs)
        assert self.request is not None
        self._largest = _largest_at(self.request)
        if not self._largest:
            raise StopUpload(connection_reset=True)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """The bytes as they came; the rest of files that are too large is read and thrown away."""
        self._seen += len(raw_data)
        if self._seen > self._largest:
            assert self.request is not None
            self.request.META[_MARK] = True
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:
        """Nothing: the handlers after this one make the file."""
        return None


def _largest_at(request: HttpRequest) -> int:
    """How many bytes of files an address takes; most take none."""
    name = resolve(request.path_info).url_name
    if name in _TABLES:
        return LARGEST_TABLE_MEGABYTES * 1_000_000
    if name == "pay-parallel-bring":
        return LARGEST_OLD_MEGABYTES * 1_000_000
    return LARGEST_BYTES if name == "bring-in-upload" else 0


def was_too_large(request: HttpRequest) -> bool:
    """Whether a file of this request was stopped for its size."""
    return bool(request.META.get(_MARK))
