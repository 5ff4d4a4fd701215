"""The addresses of the doors. Which of them are open to anybody: `husay.web.doors.closed.OPEN`."""

from __future__ import annotations

from allauth.account.views import ReauthenticateView
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.urls import URLPattern, path
from django.views.generic import RedirectView

from husay.access.role import Right
from husay.web.doors import account, first_run, links, log, people, person, sign_in, tokens
from husay.web.doors.account import real_only
from husay.web.doorway import View, page

_to_account = RedirectView.as_view(pattern_name="account")

sign_in_addresses: list[URLPattern] = [
    path("first-run", first_run.first_run, name="first-run"),
    path("sign-in", sign_in.SignIn.as_view(), name="account_login"),
    path("sign-in/code", mfa.authenticate, name="mfa_authenticate"),
    path("sign-in/passkey", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("sign-in/as/<str:role>", sign_in.sign_in_as, name="sign-in-as"),
    path("sign-in/with/<str:provider_id>", sign_in.other_server, name="openid_connect_login"),
    path("sign-in/with/<str:provider_id>/done", oidc.callback, name="openid_connect_callback"),
    path("sign-in/stopped", sign_in.other_server_stopped, name="socialaccount_login_cancelled"),
    path("sign-in/failed", sign_in.other_server_stopped, name="socialaccount_login_error"),
    path("sign-out", sign_in.sign_out, name="account_logout"),
    path("join/<str:secret>", links.join, name="join"),
    path("join/<str:secret>/passkey", links.join_passkey, name="join-passkey"),
    path("new-password/<str:secret>", links.new_password, name="new-password"),
    path("forgot-password", links.forgot_password, name="forgot-password"),
]

own_addresses: list[URLPattern] = [
    path("me", account.account, name="account"),
    path("me/password", account.password, name="account-password"),
    path("me/sessions/end", account.end_sessions, name="account-end-sessions"),
    path("me/tokens", real_only(tokens.tokens), name="account-tokens"),
    path("me/tokens/<number:number>/revoke", real_only(tokens.revoke), name="account-token-revoke"),
    path("me/confirm", ReauthenticateView.as_view(template_name="husay/doors/confirm.html"),
         name="account_reauthenticate"),
    path("me/confirm/code", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("me/confirm/passkey", webauthn.reauthenticate_webauthn,
         name="mfa_reauthenticate_webauthn"),
    path("me/factors", _to_account, name="mfa_index"),
    path("me/app", real_only(totp.activate_totp), name="mfa_activate_totp"),
    path("me/app/remove", real_only(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("me/codes", real_only(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("me/codes/new", real_only(codes.generate_recovery_codes),
         name="mfa_generate_recovery_codes"),
    path("me/passkeys", _to_account, name="mfa_list_webauthn"),
    path("me/passkeys/add", real_only(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path("me/passkeys/<number:pk>/rename", real_only(webauthn.edit_webauthn),
         name="mfa_edit_webauthn"),
    path("me/passkeys/<number:pk>/remove", real_only(webauthn.remove_webauthn),
         name="mfa_remove_webauthn"),
]  # fmt: skip

_USER = "people/<number:number>"


def _of_people(route: str, view: View, name: str) -> URLPattern:
    return page(route, view, name, Right.MANAGE_PEOPLE)


people_addresses: list[URLPattern] = [
    _of_people("people", people.people, "people"),
    _of_people("people/invite", people.invite, "people-invite"),
    _of_people("people/person", person.person, "people-person"),
    _of_people("people/person/export", person.export, "people-export"),
    _of_people("people/person/forget", person.forget, "people-forget"),
    _of_people(_USER, people.user_page, "people-user"),
    _of_people(f"{_USER}/give", people.give_role, "people-give"),
    _of_people(f"{_USER}/take", people.take_role, "people-take"),
    _of_people(f"{_USER}/shut-out", people.shut_out, "people-shut-out"),
    _of_people(f"{_USER}/let-in", people.let_in, "people-let-in"),
    _of_people(f"{_USER}/sign-out", people.end_sessions, "people-sign-out"),
    _of_people(f"{_USER}/invite-again", people.invite_again, "people-invite-again"),
    _of_people(f"{_USER}/revoke", people.revoke_invitation, "people-revoke"),
    _of_people(f"{_USER}/reset", people.make_reset_link, "people-reset"),
    _of_people(f"{_USER}/tokens/<number:token>/revoke", people.revoke_token, "people-token-revoke"),
    page("audit", log.audit_log, "audit", Right.AUDIT),
]

addresses = [*sign_in_addresses, *own_addresses, *people_addresses]
