"""What is no news any more is let go of beside the pages, so that the bell counts what is there."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.store_messages.conftest import AT, person, told

if TYPE_CHECKING:
    import pytest

    from husay.store.company import Company


def test_the_bell_counts_no_more_what_its_owner_may_not_see(office: Company) -> None:
    """Of seven people with two messages each the third and the last lose their role: five are
    looked at, then two, then it begins anew. What was read stays, and nobody is asked for it."""
    from husay.store.messages.inbox import unread_count
    from husay.store.messages.tidying import tidy
    from husay.store.records.models import Message, RoleGrant

    people = [person(f"p{n}") for n in range(7)]
    for user in people:
        for number in (1, 2):
            told(user, number)
    read = person("read")
    told(read)
    Message.objects.filter(user=read).update(read=AT)
    RoleGrant.objects.filter(user__in=(people[2], people[6], read)).update(until=AT)

    def bells() -> list[int]:
        return [unread_count(user) for user in people]

    assert bells() == [2] * 7
    assert (after := tidy(office, AT)) == people[4].pk
    assert bells() == [2, 2, 0, 2, 2, 2, 2]
    assert tidy(office, AT, after) == 0
    assert bells() == [2, 2, 0, 2, 2, 2, 0]
    assert tidy(office, AT) == people[5].pk, "six are left for whom something waits"
    assert Message.objects.filter(user=read).count() == 1


def test_what_cannot_be_looked_at_for_one_keeps_no_other_and_is_logged(
    office: Company, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from husay.store.messages import tidying
    from husay.store.messages.inbox import unread_count
    from husay.store.messages.seeing import still_to_see
    from husay.store.records.models import RoleGrant

    ana, ben = person("ana"), person("ben")
    told(ana)
    told(ben)
    RoleGrant.objects.update(until=AT)

    def broken(company: Company, user: object, messages: object) -> object:
        if user == ana:
            raise RuntimeError("meant")
        return still_to_see(company, user, messages)  # type: ignore[arg-type]

    monkeypatch.setattr(tidying, "still_to_see", broken)
    assert tidying.tidy(office, AT) == 0
    assert (unread_count(ana), unread_count(ben)) == (1, 0)
    assert "meant" in caplog.text


def test_the_process_beside_the_server_does_it(office: Company) -> None:
    from husay.store.messages.inbox import unread_count
    from husay.store.records.models import RoleGrant
    from husay.web.posting import GATHERED_EVERY, Post

    now = [AT]
    post = Post(office, lambda: now[0])
    ana = person("ana")
    post.go()
    told(ana)
    RoleGrant.objects.update(until=AT)
    now[0] = AT + GATHERED_EVERY - timedelta(seconds=1)
    post.go()
    assert unread_count(ana) == 1
    now[0] = AT + GATHERED_EVERY
    post.go()
    assert unread_count(ana) == 0
