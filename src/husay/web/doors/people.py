"""People and roles: who may come in, as what, and what an administrator does about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from husay.access.role import Role
from husay.basics.problem import Mistake, Problem
from husay.store.records import invitations, tokens, users
from husay.store.records.manifests import names
from husay.store.records.models import RoleGrant, User
from husay.web.doors.links import invitation_message, reset_message
from husay.web.doors.mailing import send
from husay.web.doors.naming import grant_text, user_name
from husay.web.doors.tokens import token_line
from husay.web.doors.typed import (
    email_problems,
    offered,
    person_of,
    reason_problems,
    roles_of,
    text,
    unit_of,
)
from husay.web.doors.viewing import viewer
from husay.words import dates
from husay.words.figure import Figure, Sentence, compose
from husay.words.format import count
from husay.words.problems import describe
from husay.words.roles import ROLE_MEANINGS, ROLE_NAMES

MOST_OFFERED = 1_000


@dataclass(frozen=True)
class UserLine:
    """A user as they are listed. `state` is a code of how they stand, `said` its words."""

    pk: int
    name: str
    email: str
    person: str
    roles: str
    last: str
    factor: bool
    state: str
    said: str


@never_cache
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody who may come in, those who might have first."""
    known = users.everybody(viewer(request)).prefetch_related("grants")
    found = list(known.order_by("-is_active", "name", "email"))
    shown = {
        "sentence": _sentence(found),
        "people": _lines(found),
        "persons": offered("person", MOST_OFFERED),
    }
    return render(request, "husay/doors/people.html", shown)


def _sentence(found: list[User]) -> Sentence:
    active = [u for u in found if u.is_active and u.joined]
    waiting = [u for u in found if u.is_active and not u.joined]
    said = ngettext("{n} person may sign in.", "{n} people may sign in.", len(active))
    parts = compose(said, n=Figure(text=count(len(active))))
    if not waiting:
        return Sentence(parts)
    more = ngettext(
        "%(n)s is invited and has not come in yet.",
        "%(n)s are invited and have not come in yet.",
        len(waiting),
    )
    return Sentence(parts, ((more % {"n": count(len(waiting))},),))


def _lines(found: list[User]) -> list[UserLine]:
    called = names("person", [u.person for u in found if u.person])
    units = names("unit", [g.unit for u in found for g in u.grants.all() if g.unit])
    factors = set(Authenticator.objects.values_list("user_id", flat=True))
    waiting = set(invitations.open_invitations(timezone.now()).values_list("user_id", flat=True))
    return [
        UserLine(
            pk=u.pk,
            name=user_name(u),
            email="" if u.forgotten or u.demo else u.email,
            person=called.get(u.person, u.person),
            roles=", ".join(grant_text(g, units) for g in u.grants.all() if g.until is None),
            last=dates.moment(u.last_login) if u.last_login else "",
            factor=u.pk in factors,
            state=(state := state_of(u, u.pk in waiting)),
            said=state_text(state),
        )
        for u in found
    ]


def state_of(user: User, invited: bool) -> str:
    """How a user stands: `good`, `wait` (invited), `late` (no longer open), `bad` (shut out)."""
    if not user.is_active:
        return "bad"
    if user.joined:
        return "good"
    return "wait" if invited else "late"


def state_text(state: str) -> str:
    """The words of a state."""
    return {
        "good": _("may sign in"),
        "wait": _("invited"),
        "late": _("invitation no longer open"),
        "bad": _("shut out"),
    }[state]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody; every mistake at once, then the link to hand over."""
    typed = {name: text(request, name) for name in ("email", "name", "person", "unit")}
    chosen: list[Role] = []
    problems: list[Problem] = []
    if request.method == "POST":
        chosen, wrong_roles = roles_of(request)
        person, wrong_person = person_of(typed["person"])
        unit, wrong_unit = unit_of(typed["unit"])
        problems = [*email_problems(typed["email"]), *wrong_roles, *wrong_person, *wrong_unit]
        if not problems:
            roles = [(role, unit if role is Role.MANAGER else "") for role in chosen]
            try:
                user, secret = invitations.invite(
                    typed["email"], typed["name"], person, roles, viewer(request), timezone.now(),
                    place="web",
                )  # fmt: skip
                return _handed(request, user, "join", secret)
            except Mistake as wrong:
                problems = list(wrong.problems)
    shown = {
        **typed,
        "roles": role_choices(chosen),
        "persons": offered("person", MOST_OFFERED),
        "units": offered("unit", MOST_OFFERED),
        "wrong": [describe(problem) for problem in problems],
    }
    return render(request, "husay/doors/invite.html", shown, status=422 if problems else 200)


def role_choices(chosen: list[Role]) -> list[tuple[str, object, object, bool]]:
    """Every role with its name, what it means, and whether it is ticked."""
    return [(r.value, ROLE_NAMES[r], ROLE_MEANINGS[r], r in chosen) for r in Role]


def _handed(request: HttpRequest, user: User, name: str, secret: str) -> HttpResponse:
    """The page with a link, shown once; sent by e-mail, too, where that is configured."""
    message = invitation_message if name == "join" else reset_message
    shown = {
        "email": user.email,
        "joining": name == "join",
        "url": request.build_absolute_uri(reverse(name, args=[secret])),
        "sent": send(user.email, *message(request.build_absolute_uri("/"), secret)),
        "pk": user.pk,
    }
    return render(request, "husay/doors/link.html", shown)


@never_cache
@require_safe
def user_page(request: HttpRequest, number: int) -> HttpResponse:
    """One user: their roles, then and now, and what can be done."""
    return _user_page(request, _user(request, number))


def _user(request: HttpRequest, number: int) -> User:
    return get_object_or_404(users.everybody(viewer(request)), pk=number)


def _user_page(request: HttpRequest, user: User, wrong: Mistake | None = None) -> HttpResponse:
    now = timezone.now()
    grants = list(user.grants.all())
    units = names("unit", [g.unit for g in grants if g.unit])
    link = invitations.open_invitation(user, now) if user.joined is None else None
    shown = {
        "line": _lines([user])[0],
        "person": user.person,
        "real": not user.demo,
        "forgotten": user.forgotten is not None,
        "joined": user.joined is not None,
        "expires": dates.moment(link.expires) if link else "",
        "open": [(g.pk, grant_text(g, units), _since(g)) for g in grants if g.until is None],
        "ended": [_ended(g, units) for g in grants if g.until is not None],
        "roles": role_choices([]),
        "units": offered("unit", MOST_OFFERED),
        "tokens": [token_line(t, now) for t in tokens.open_tokens(user, viewer(request), now)],
        "sessions": user.sessions.filter(expire_date__gt=now).count(),
        "wrong": [describe(problem) for problem in wrong.problems] if wrong else [],
    }
    return render(request, "husay/doors/user.html", shown, status=422 if wrong else 200)


def _since(grant: RoleGrant) -> str:
    return dates.day(timezone.localtime(grant.since).date())


def _ended(grant: RoleGrant, units: dict[str, str]) -> dict[str, str]:
    assert grant.until is not None
    return {
        "role": grant_text(grant, units),
        "since": _since(grant),
        "until": dates.day(timezone.localtime(grant.until).date()),
        "reason": grant.until_reason,
    }


Act = Callable[[HttpRequest, User, datetime], HttpResponse | str]


def _action(act: Act) -> Callable[..., HttpResponse]:
    """A view that does something to a user, then shows them and what came of it."""

    @never_cache
    @require_POST
    def view(request: HttpRequest, number: int) -> HttpResponse:
        user = _user(request, number)
        try:
            done = act(request, user, timezone.now())
        except Mistake as wrong:
            return _user_page(request, user, wrong)
        if isinstance(done, HttpResponse):
            return done
        messages.success(request, done)
        return HttpResponseRedirect(reverse("people-user", args=[number]))

    return view


def _reason(request: HttpRequest) -> str:
    return text(request, "reason", 500)


def _checked(*problems: Problem) -> None:
    if problems:
        raise Mistake(*problems)


@_action
def give_role(request: HttpRequest, user: User, now: datetime) -> str:
    """Give a role, for a reason."""
    roles, wrong = roles_of(request)
    unit, wrong_unit = unit_of(text(request, "unit"))
    _checked(*wrong, *wrong_unit, *reason_problems(_reason(request)))
    for role in roles:
        users.give(user, role, viewer(request), now, _reason(request), unit, place="web")
    return _("The role was given.")


@_action
def take_role(request: HttpRequest, user: User, now: datetime) -> str:
    """Take a role, for a reason."""
    number = request.POST.get("grant", "")
    grant = get_object_or_404(RoleGrant, pk=number if number.isdecimal() else 0, user=user)
    _checked(*reason_problems(_reason(request)))
    users.take(grant, viewer(request), now, _reason(request), place="web")
    return _("The role was taken.")


@_action
def shut_out(request: HttpRequest, user: User, now: datetime) -> str:
    """Deactivate, for a reason."""
    _checked(*reason_problems(_reason(request)))
    users.deactivate(user, viewer(request), now, _reason(request), place="web")
    return _("%(name)s is shut out, at once.") % {"name": user_name(user)}


@_action
def let_in(request: HttpRequest, user: User, now: datetime) -> str:
    """Activate again, for a reason."""
    _checked(*reason_problems(_reason(request)))
    users.activate(user, viewer(request), now, _reason(request), place="web")
    return _("%(name)s may sign in again.") % {"name": user_name(user)}


@_action
def end_sessions(request: HttpRequest, user: User, now: datetime) -> str:
    """Sign out everywhere."""
    users.sign_out_everywhere(user, viewer(request), now, place="web")
    return _("All sessions were ended.")


def revoke_token(request: HttpRequest, number: int, token: int) -> HttpResponse:
    """End one of the user's tokens."""

    @_action
    def revoked(request: HttpRequest, user: User, now: datetime) -> str:
        tokens.revoke_token(user, token, viewer(request), now, place="web")
        return _("The token opens nothing any more.")

    return revoked(request, number)


@_action
def invite_again(request: HttpRequest, user: User, now: datetime) -> HttpResponse:
    """A new link for who was invited."""
    secret = invitations.send_again(user, viewer(request), now, place="web")
    return _handed(request, user, "join", secret)


@_action
def revoke_invitation(request: HttpRequest, user: User, now: datetime) -> str:
    """Withdraw the invitation."""
    invitations.revoke_invitation(user, viewer(request), now, place="web")
    return _("The invitation was withdrawn.")


@_action
def make_reset_link(request: HttpRequest, user: User, now: datetime) -> HttpResponse:
    """A link to a new password."""
    secret = invitations.reset_link(user, viewer(request), now, place="web")
    return _handed(request, user, "new-password", secret)
