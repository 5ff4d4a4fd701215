"""Django's sessions, kept in the records with whose they are."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from husay.store.records.models import UserSession


class SessionStore(DatabaseStore):
    """Django's, in a table that says whose each session is. `row` is the row that it was read
    from, so that whoever wants to know when it began need not ask again."""

    row: UserSession | None = None

    @classmethod
    def get_model_class(cls) -> type[UserSession]:
        """The table."""
        return UserSession

    def _get_session_from_db(self) -> UserSession | None:
        self.row = super()._get_session_from_db()  # type: ignore[misc]
        return self.row

    def create_model_instance(self, data: dict[str, Any]) -> UserSession:
        """The row to save; what only the row knows is kept from the one before."""
        made: UserSession = super().create_model_instance(data)  # type: ignore[assignment]
        number = data.get(SESSION_KEY)
        made.user_id = int(number) if number else None
        known = UserSession.objects.filter(session_key=made.session_key).first()
        if known is not None:
            made.begun, made.seen, made.device = known.begun, known.seen, known.device
        return made
