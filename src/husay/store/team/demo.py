"""What the demo company's people do as a team: pairs, a circle, what they wrote, and thanks.

All of it is on days of the demo's own history, reckoned back from its last day, and the same each
time. Who is in it are the first of the demo manager's sellers by identifier, beside the demo's own
seller; whoever cannot close is left free, so that the proposals have somebody to bring along.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from husay.access.role import Role
from husay.access.viewer import Viewer
from husay.coaching.areas import Stage
from husay.store.coaching.people import Leading
from husay.store.records.demo_users import demo_user
from husay.store.records.users import viewer_of
from husay.store.team.circles import answer, assign
from husay.store.team.meetings import write
from husay.store.team.recognising import recognise
from husay.store.team.thanks import thank
from husay.team.circle import Circle
from husay.team.meeting import Page

if TYPE_CHECKING:
    from husay.store.company import Company

_AT = time(9, 0, tzinfo=UTC)
_FEWEST = 6

_Written = tuple[str, str, str, str]

_GROWS: tuple[tuple[_Written, _Written], ...] = (
    (
        ("Two old accounts ordered again.", "I never know what to ask them about.",
         "Bring twelve months of orders on one page, and ask about what is missing.",
         "One page for each of my five largest accounts."),
        ("Every account knows why I come.", "Finding the time for the pages.",
         "Ask the warehouse what came back: that is a reason to call.", "One call on a return."),
    ),
    (
        ("Three of five said what they buy elsewhere.", "One of them only talked about price.",
         "Ask what it costs them when a delivery comes late.", "That question, in two visits."),
        ("The call on the return ended with an order.", "The second one was in a hurry.",
         "Say how long it takes before starting.", "Say it: ten minutes."),
    ),
    (
        ("An account took a second line.", "They wanted it at once.",
         "Promise the day that I know, not the one that they want.", "Ask stock before the visit."),
        ("Ten minutes were enough.", "Two did not answer.", "Send the page before the call.",
         "Send it the evening before."),
    ),
    (
        ("Four accounts with two lines or more.", "Keeping it up alone.",
         "Put the pages into the calendar, an account a week.", "An account a week, every Monday."),
        ("Whoever got the page was ready.", "Nothing new.", "Ask who else decides.",
         "Ask who else decides."),
    ),
)  # fmt: skip
"""What who learns and who shows it wrote at the four meetings of a pair that is over."""

_ASKS: _Written = (
    "Eight new names this week.", "Most of them hang up when I say who I am.",
    "Say what I noticed about their store first.", "Ten calls that begin with their store.",
)  # fmt: skip


def make_demo_team(company: Company, until: date, *, seller: str, cannot_close: str) -> None:
    """A pair that is over, a circle that meets, somebody asked, thanks, and what is recognised by
    the demo's last day. Left out where the demo's manager leads too few."""
    user = demo_user(Role.MANAGER)
    if user is not None:
        manager = replace(company, viewer=viewer_of(user), today=until)
        others = [one for one in _there(manager, until) if one not in (seller, cannot_close)]
        if len(others) >= _FEWEST and Leading(manager).leads(seller):
            _pair(manager, seller, others[0])
            _circle(manager, seller, others[1], others[2])
            _asked(manager, seller, others[3])
            _thanks(manager, company, seller, others)
    recognise(replace(company, today=until), _at(until))


def _there(manager: Company, until: date) -> list[str]:
    """The sellers of the demo's manager, as far as they led them half a year ago, too."""
    leading = Leading(manager)
    return [one for one in leading.sellers() if leading.leads(one, until - timedelta(days=180))]


def _pair(manager: Company, seller: str, learner: str) -> None:
    """The demo's seller showed a colleague how accounts grow, for four weeks, two months ago."""
    first = manager.today - timedelta(days=75)
    number = _begin(manager, "account_growth", seller, (learner,), first)
    for week, (learned, showed) in enumerate(_GROWS):
        day = first + timedelta(days=7 * week)
        _write(manager, number, learner, week + 1, day, learned, seller)
        _write(manager, number, seller, week + 1, day, showed, learner if week == 1 else "")


def _circle(manager: Company, seller: str, shower: str, other: str) -> None:
    """A colleague shows finding customers to the demo's seller and another; one meeting was held,
    the next is to come."""
    first = manager.today - timedelta(days=6)
    number = _begin(manager, "prospecting", shower, (seller, other), first)
    _write(manager, number, seller, 1, first, _ASKS, shower)


def _asked(manager: Company, seller: str, learner: str) -> None:
    """The demo's seller is asked to show prices to somebody who has joined."""
    day = manager.today - timedelta(days=2)
    then = replace(manager, today=day)
    circle = Circle(
        stage="price", shower=seller, learners=(learner,), starts=day + timedelta(days=7)
    )
    made = assign(then, circle, _at(day), place="cli")
    answer(_as(then, learner), made.number, True, "", _at(day), "cli")


def _begin(
    manager: Company, stage: Stage, shower: str, learners: tuple[str, ...], first: date
) -> int:
    day = first - timedelta(days=4)
    then = replace(manager, today=day)
    circle = Circle(stage=stage, shower=shower, learners=learners, starts=first)
    made = assign(then, circle, _at(day), place="cli")
    for person in circle.people:
        answer(_as(then, person), made.number, True, "", _at(day), "cli")
    return made.number


def _write(
    manager: Company, number: int, person: str, meeting: int, day: date, words: _Written,
    helped_by: str,
) -> None:  # fmt: skip
    page = Page(
        went_well=words[0], was_hard=words[1], heard=words[2], will_try=words[3],
        helped_by=helped_by,
    )  # fmt: skip
    write(_as(replace(manager, today=day), person), number, meeting, page, _at(day), "cli")


def _as(company: Company, person: str) -> Company:
    """The company as somebody of the book has it, be they a user or not."""
    return replace(company, viewer=Viewer("", frozenset({Role.SELLER}), person))


def _thanks(manager: Company, company: Company, seller: str, others: list[str]) -> None:
    today = manager.today
    thank(manager, seller, "Thank you for four Mondays with one page each: it caught on.",
          _at(today - timedelta(days=40)), stage="account_growth", place="cli")  # fmt: skip
    thank(manager, others[1], "You let two colleagues listen in on your calls. That takes courage.",
          _at(today - timedelta(days=5)), stage="prospecting", place="cli")  # fmt: skip
    user = demo_user(Role.SELLER)
    if user is not None:
        own = replace(company, viewer=viewer_of(user), today=today)
        thank(own, others[4], "Covered my customers on Thursday without being asked twice.",
              _at(today - timedelta(days=3)), place="cli")  # fmt: skip


def _at(day: date) -> datetime:
    return datetime.combine(day, _AT)
