"""Who may: one row for every address, every command and every call. What has no row fails.

S seller, M manager, E executive, C compensation, O operations, A administrator, N nobody's role (an
outsider: signed in, without any role).
"""

from __future__ import annotations

EVERYBODY = "SMECO A".replace(" ", "")
ALL = EVERYBODY + "N"

PAGES: dict[str, str] = {
    "standing": EVERYBODY,
    "goals": "SMECA",
    "goals-read": "SMECA",
    "milestones": EVERYBODY,
    "explore": EVERYBODY,
    "explore-rows": EVERYBODY,
    "explore-rows-export": EVERYBODY,
    "explore-line": EVERYBODY,
    "explore-export": EVERYBODY,
    "measures": EVERYBODY,
    "bring-in": "CA",
    "bring-in-upload": "CA",
    "bring-in-again": "CA",
    "bring-in-mapping": "CA",
    "bring-in-run": "CA",
    "bring-in-confirm": "CA",
    "bring-in-rejects": "CA",
    "bring-in-history": "CA",
    "bring-in-pin": "A",
    "bring-in-unpin": "A",
    "goals-plans": "SMECA",
    "goals-plans-new": "EC",
    "goals-plan": "SMECA",
    "goals-plan-change": "EC",
    "goals-plan-table": "EC",
    "goals-plan-pasted": "EC",
    "goals-plan-csv": "SMECA",
    "goals-plan-months": "EC",
    "goals-plan-versions": "SMECA",
    "goals-plan-publish": "EC",
    "goals-plan-goal": "SMECA",
    "goals-plan-move": "ME",
    "goals-raise": "SMECA",
    "playbook": "SME",
    "playbook-new": "ME",
    "playbook-practice": "SME",
    "playbook-edit": "ME",
    "playbook-retire": "ME",
    "playbook-promote": "M",
    "visits": "M",
    "visits-new": "M",
    "visits-offline": "M",
    "visits-ready": "M",
    "visits-worker": "M",
    "visits-visit": "M",
    "coaching-all": "E",
    "coaching-week": "M",
    "coaching-week-date": "M",
    "coaching-plans": "M",
    "coaching-plans-new": "M",
    "coaching-plan": "M",
    "me-plan": "S",
    "me-plan-visit": "S",
    "people": "A",
    "people-invite": "A",
    "people-person": "A",
    "people-export": "A",
    "people-forget": "A",
    "people-user": "A",
    "people-give": "A",
    "people-take": "A",
    "people-shut-out": "A",
    "people-let-in": "A",
    "people-sign-out": "A",
    "people-invite-again": "A",
    "people-revoke": "A",
    "people-reset": "A",
    "people-token-revoke": "A",
    "audit": "A",
    **dict.fromkeys(
        (
            "account", "account-password", "account-end-sessions", "account_reauthenticate",
            "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_index", "mfa_activate_totp",
            "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
            "mfa_list_webauthn", "mfa_add_webauthn", "mfa_remove_webauthn", "mfa_edit_webauthn",
            "account-tokens", "account-token-revoke",
        ),
        ALL,
    ),
}  # fmt: skip
"""By the address's name, whoever is not sent away by the right that it wants. Addresses that are
open to nobody signed in, too, are those of `husay.web.doors.closed.OPEN`."""

COMMANDS: dict[tuple[str, ...], str] = {
    ("show", "quantity"): EVERYBODY,
    ("rows", "quantity"): EVERYBODY,
    ("standing",): "SMECA",
    ("goals", "pace"): "SMECA",
    ("milestones",): EVERYBODY,
    ("measures",): EVERYBODY,
    ("dimensions",): EVERYBODY,
    ("import", "sales", "--from", "{folder}/nothing.csv"): "CA",
    ("backup", "{folder}/b-{role}.husay"): "A",
    ("serve", "--host", "192.0.2.1"): "A",
    ("goals", "list"): "SMECA",
    ("goals", "plans"): "SMECA",
    ("goals", "new", "plan-{role}", "--period", "2027"): "EC",
    ("goals", "import", "{folder}/nothing.csv", "--plan", "none"): "EC",
    ("goals", "propose", "none"): "EC",
    ("goals", "cascade", "none"): "EC",
    ("goals", "offer", "none"): "EC",
    ("goals", "undo", "none"): "EC",
    ("goals", "publish", "none"): "EC",
    ("goals", "raise", "none"): "SMECA",
    ("coach", "plans"): "M",
    ("coach", "visits"): "M",
    ("coach", "week"): "M",
    ("book", "log"): "CA",
    ("book", "diff"): "CA",
    ("book", "pin", "kept-{role}"): "A",
    ("book", "unpin", "kept-{role}"): "A",
    ("book", "verify"): "A",
    ("book", "clean", "--dry-run"): "A",
}
"""By the words of the command, whoever is not refused for want of a right."""

OWN_COMPANY = {("init",), ("demo",), ("restore",)}
"""Commands that make a company of their own: there is nobody yet who could be let in or not."""

CALLS: dict[str, str] = {
    "/measures": EVERYBODY,
    "/dimensions": EVERYBODY,
    "/show": EVERYBODY,
    "/rows": EVERYBODY,
    "/standing": "SMECA",
    "/goals": "SMECA",
    "/goals/outlook": "SMECA",
    "/milestones": EVERYBODY,
    "/plans": "SMECA",
    "/plans/{number}/values": "SMECA",
    "PUT /plans/{number}/values": "EC",
    "/organisation/units": EVERYBODY,
    "/organisation/people": EVERYBODY,
}
"""By the call's path below /api/v1, after its method where it is not GET, whoever gets an answer.
Of what has a number there is none: who may ask is told so."""
