"""What lets a user in, ended: sessions, links, tokens, and the walls that they opened. For the
store alone: whether it is allowed was checked before, and why it was done is noted by whoever does
it."""

from __future__ import annotations

from datetime import datetime

from husay.store.records.audit import Place, actor, note
from husay.store.records.models import Link, Token, User, WallLink


def end_sessions(user: User) -> None:
    """Sign a user out everywhere."""
    user.sessions.all().delete()


def close_links(user: User, at: datetime, purpose: str | None = None) -> int:
    """Make the open links of a user worthless, or those of one purpose; answers how many."""
    links = Link.objects.filter(user=user, used=None, revoked=None)
    if purpose is not None:
        links = links.filter(purpose=purpose)
    return links.update(revoked=at)


def end_walls(user: User, who: str, at: datetime, place: Place) -> None:
    """End the links for walls that a user made: who is shut out keeps no board. Each is noted."""
    for link in WallLink.objects.filter(by=actor(user), revoked=None):
        link.revoked = at
        link.save(update_fields=["revoked"])
        note(who, "wall-revoked", at=at, place=place, kind="wall", item=str(link.pk))


def end_tokens(user: User, who: str, at: datetime, place: Place, number: int | None = None) -> None:
    """End the tokens of a user that were not ended yet, or one of them; each is noted."""
    tokens = Token.objects.filter(user=user, revoked=None)
    if number is not None:
        tokens = tokens.filter(pk=number)
    for token in tokens:
        token.revoked = at
        token.save(update_fields=["revoked"])
        note(who, "token-revoked", at=at, place=place, kind="token", item=str(token.pk))
