"""What every page has around it: the menu, the theme, the language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST

from husay.access.role import Right
from husay.access.scope import VOLUMES, fixed_scope
from husay.access.viewer import Viewer
from husay.store.messages.inbox import unread_count
from husay.store.records.models import User
from husay.web.company import company_name
from husay.web.doors.naming import user_name

THEME_COOKIE = "husay_theme"
THEMES = ("auto", "light", "dark")
_MOST_COUNTED = 99
_YEAR_SECONDS = 365 * 24 * 60 * 60


@dataclass(frozen=True)
class NavItem:
    """One page in the menu: the name of its address, what people call it, and the right that it
    wants. It is current on its own address and those beneath it, by their names: those that begin
    with `beneath`, or with its own."""

    name: str
    label: Promise
    right: Right
    beneath: str = ""


@dataclass(frozen=True)
class NavGroup:
    """Pages of one step of the loop, behind one word in the menu. Of a group in which a viewer has
    one page alone, that page stands there by itself."""

    label: Promise
    items: tuple[NavItem, ...]


NAV: tuple[NavItem | NavGroup, ...] = (
    NavItem("standing", gettext_lazy("Where we stand"), Right.SEE_FIGURES),
    NavItem("month", gettext_lazy("The month"), Right.TAKE_PART),
    NavGroup(
        pgettext_lazy("menu", "Goals"),
        (
            NavItem("goals", gettext_lazy("Goals"), Right.SEE_GOALS),
            NavItem("milestones", gettext_lazy("Milestones"), Right.SEE_MILESTONES),
        ),
    ),
    NavGroup(
        pgettext_lazy("menu", "Results"),
        (
            NavItem("explore", gettext_lazy("Explore"), Right.SEE_FIGURES),
            NavItem("signals", gettext_lazy("Signals"), Right.SEE_SIGNALS),
            NavItem("ranking", pgettext_lazy("fair ranking", "People"), Right.COMPARE),
            NavItem("price", gettext_lazy("Price"), Right.COMPARE),
        ),
    ),
    NavGroup(
        pgettext_lazy("menu", "Coaching"),
        (
            NavItem("coaching-week", gettext_lazy("My week"), Right.COACH),
            NavItem("me-plan", gettext_lazy("My plan"), Right.OWN_PLAN),
            NavItem("coaching-all", gettext_lazy("Coaching"), Right.SEE_COACHING),
            NavItem("playbook", gettext_lazy("Playbook"), Right.SEE_PLAYBOOK),
        ),
    ),
    NavGroup(
        pgettext_lazy("menu", "Pay"),
        (
            NavItem("me-pay", gettext_lazy("My pay"), Right.OWN_PAY),
            NavItem(
                "pay-runs", pgettext_lazy("commissions and bonuses", "Pay"), Right.SEE_PAY, "pay-"
            ),
        ),
    ),
    NavGroup(
        pgettext_lazy("menu", "Team"),
        (
            NavItem("board", gettext_lazy("Board"), Right.TAKE_PART),
            NavItem("team", gettext_lazy("Team"), Right.TAKE_PART),
        ),
    ),
    NavItem("bring-in", gettext_lazy("Bring in data"), Right.BRING_IN),
)
OWN = (
    NavItem("inbox", gettext_lazy("Inbox"), Right.TAKE_PART),
    NavItem("people", gettext_lazy("People and roles"), Right.MANAGE_PEOPLE),
    NavItem("deliveries", gettext_lazy("Deliveries"), Right.MANAGE_PEOPLE),
    NavItem("audit", gettext_lazy("Audit log"), Right.AUDIT),
)
"""Pages in the menu of the signed-in user."""
_THEME_LABELS = {
    "auto": pgettext_lazy("theme", "As the device"),
    "light": pgettext_lazy("theme", "Light"),
    "dark": pgettext_lazy("theme", "Dark"),
}


def shell(request: HttpRequest) -> dict[str, object]:
    """Context processor: `company_name`, `nav`, `themes`, `theme`; `me`, `own_nav` and how many
    messages wait (`bell`; None where there is no inbox) of whoever is signed in."""
    theme = theme_of(request)
    viewer: Viewer | None = getattr(request, "viewer", None)
    return {
        "company_name": company_name(),
        "nav": _nav(request, NAV, viewer),
        "own_nav": _nav(request, OWN, viewer) if viewer else [],
        "me": user_name(request.user) if viewer and isinstance(request.user, User) else "",
        "bell": _bell(request, viewer),
        "theme": theme,
        "themes": [(code, label, code == theme) for code, label in _THEME_LABELS.items()],
    }


def _bell(request: HttpRequest, viewer: Viewer | None) -> str | None:
    """How many messages wait, as the bell says it; '' for none."""
    if viewer is None or not viewer.may(Right.TAKE_PART) or not isinstance(request.user, User):
        return None
    waiting = unread_count(request.user)
    return "" if not waiting else str(waiting) if waiting <= _MOST_COUNTED else f"{_MOST_COUNTED}+"


def theme_of(request: HttpRequest) -> str:
    """The reader's choice: 'auto' follows the device."""
    chosen = request.COOKIES.get(THEME_COOKIE, "auto")
    return chosen if chosen in THEMES else "auto"


def _nav(
    request: HttpRequest, pages: Iterable[NavItem | NavGroup], viewer: Viewer | None
) -> list[dict[str, object]]:
    """The pages that exist and are open to a viewer; nobody's sign-in page shows none of them."""
    if viewer is None:
        return []
    shown: list[dict[str, object]] = []
    for entry in pages:
        if isinstance(entry, NavItem):
            shown += _items(request, (entry,), viewer)
            continue
        items = _items(request, entry.items, viewer)
        if len(items) < 2:
            shown += items
            continue
        current = any(item["current"] for item in items)
        shown.append({"label": entry.label, "pages": items, "current": current})
    return shown


def _items(
    request: HttpRequest, pages: Iterable[NavItem], viewer: Viewer
) -> list[dict[str, object]]:
    match = request.resolver_match
    here = (match.view_name if match else "") or ""
    items: list[dict[str, object]] = []
    for item in pages:
        if not viewer.may(item.right) or (item.name == "standing" and not _stands(viewer)):
            continue
        try:
            url = reverse(item.name)
        except NoReverseMatch:
            continue
        current = here == item.name or here.startswith(item.beneath or f"{item.name}-")
        items.append({"url": url, "label": item.label, "current": current})
    return items


def _stands(viewer: Viewer) -> bool:
    """Whether there is a standing in money for a viewer: operations begin with the milestones."""
    return fixed_scope(viewer) != VOLUMES


def came_from(request: HttpRequest, otherwise: str) -> str:
    """The page of ours that a form names as the one that it stood on."""
    target = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        target, {request.get_host()}, require_https=request.is_secure()
    )
    return target if ours else otherwise


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Keep the reader's theme in a cookie and go back to the page they came from."""
    theme = request.POST.get("theme", "")
    if theme not in THEMES:
        return HttpResponseBadRequest()
    response = HttpResponseRedirect(came_from(request, "/"))
    response.set_cookie(
        THEME_COOKIE,
        theme,
        max_age=_YEAR_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response
