"""Addresses hold secrets: they are kept sealed by the server's key, which lies apart from the
records and their backups."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

_FOR = b"husay.messages.addresses:"


def sealed(text: str) -> str:
    """A text that only this server can read."""
    return _box().encrypt(text.encode()).decode()


def opened(seal: str) -> str | None:
    """The text again; None where it was sealed by another key."""
    try:
        return _box().decrypt(seal.encode()).decode()
    except InvalidToken:
        return None


def _box() -> Fernet:
    key = hashlib.sha256(_FOR + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
