"""What users and their roles are called on pages."""

from __future__ import annotations

from django.utils.translation import gettext as _

from husay.access.role import Role
from husay.store.records.models import RoleGrant, User
from husay.words.roles import ROLE_NAMES


def user_name(user: User) -> str:
    """What a user is called."""
    if user.forgotten:
        return _("forgotten (user %(n)s)") % {"n": user.pk}
    if user.demo:
        roles = [Role(g.role) for g in user.grants.all() if g.until is None]
        return _("Demo: %(role)s") % {"role": ROLE_NAMES[roles[0]] if roles else user.email}
    return user.name or user.email


def grant_text(grant: RoleGrant, units: dict[str, str]) -> str:
    """“Sales manager (North)”; `units` are the names of units."""
    role = str(ROLE_NAMES[Role(grant.role)])
    return f"{role} ({units.get(grant.unit, grant.unit)})" if grant.unit else role
