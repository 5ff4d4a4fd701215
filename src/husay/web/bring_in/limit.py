"""How large a file may be, and what stops a larger one before it fills a disk."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

LARGEST_MEGABYTES = 500
LARGEST_BYTES = LARGEST_MEGABYTES * 1_000_000
_MARK = "husay.upload_too_large"


class LimitedUpload(FileUploadHandler):
    """Goes before Django's own handlers: lets the bytes through until there are too many."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """The bytes as they came; the rest of a file that is too large is read and thrown away."""
        if start + len(raw_data) > LARGEST_BYTES:
            assert self.request is not None
            self.request.META[_MARK] = True
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:
        """Nothing: the handlers after this one make the file."""
        return None


def was_too_large(request: HttpRequest) -> bool:
    """Whether a file of this request was stopped for its size."""
    return bool(request.META.get(_MARK))
