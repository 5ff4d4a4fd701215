"""The words of what the audit log tells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from husay.words.term import Text

ACTIONS: Mapping[str, Text] = {
    "sign-in": _("Signed in"),
    "sign-out": _("Signed out"),
    "sign-in-failed": _("Tried to sign in and failed"),
    "sign-in-refused": _("Signed in elsewhere, but was not invited"),
    "second-factor-failed": _("Gave a wrong code"),
    "second-factor-added": _("Added a second step or passkey"),
    "second-factor-removed": _("Removed a second step or passkey"),
    "second-factor-reset": _("Made new recovery codes"),
    "password-changed": _("Changed the password"),
    "password-reset": _("Set a new password by a link"),
    "first-administrator": _("Became the first administrator"),
    "invited": _("Invited"),
    "invited-again": _("Invited again"),
    "invitation-revoked": _("Withdrew an invitation"),
    "joined": _("Took up an invitation"),
    "reset-link-made": _("Made a link to a new password"),
    "role-given": _("Gave a role"),
    "role-taken": _("Took a role"),
    "deactivated": _("Shut a user out"),
    "activated": _("Let a user in again"),
    "signed-out-everywhere": _("Ended all sessions"),
    "demo-user-made": _("Made a demo user"),
    "person-exported": _("Exported what is known of a person"),
    "person-forgotten": _("Forgot a person"),
    "user-forgotten": _("Forgot a user"),
    "signal-rebased": _("Accepted a new level"),
    "imported": _("Brought data in"),
    "settings-published": _("Published the settings"),
    "snapshot-pinned": _("Pinned a snapshot"),
    "snapshot-unpinned": _("Took a pin off"),
    "book-cleaned": _("Cleaned the book"),
    "backed-up": _("Made a backup"),
    "goal-plan-made": _("Made a goal plan"),
    "goals-changed": _("Changed a goal plan"),
    "goals-offered": _("Opened a goal plan to those in it"),
    "goal-discussed": _("Discussed a goal"),
    "goals-published": _("Published goals"),
    "goals-moved": _("Moved parts of goals"),
    "practice-changed": _("Edited a practice"),
    "practice-promoted": _("Promoted a practice from a seller"),
    "practice-retired": _("Retired a practice"),
    "practice-restored": _("Brought a practice back"),
    "practice-credit": _("Said whether to be named for a practice"),
    "visit-kept": _("Kept a visit"),
    "visit-changed": _("Changed a visit"),
    "coaching-planned": _("Made a coaching plan"),
    "coaching-changed": _("Changed a coaching plan"),
    "coaching-state": _("Took a coaching plan on"),
    "action-added": _("Added an action"),
    "action-done": _("Ticked an action"),
    "action-not-done": _("Unticked an action"),
    "action-dropped": _("Took an action out"),
    "note-written": _("Wrote a note"),
    "note-shared": _("Shared a note, or took it back"),
    "note-removed": _("Removed a note"),
    "date-planned": _("Planned a day with a seller"),
    "date-moved": _("Moved a day with a seller"),
    "date-dropped": _("Dropped a day with a seller"),
    "date-kept": _("Kept a day with a seller"),
    "price-decided": _("Decided on a price"),
    "price-action-changed": _("Changed a decision on a price"),
    "price-action-ended": _("Ended a decision on a price"),
    "price-action-undone": _("Undid a decision on a price"),
    "pay-seen": _("Saw pay"),
    "pay-taken": _("Took a statement along as a file"),
    "pay-plan-kept": _("Added a pay plan"),
    "pay-plan-activated": _("Put a pay plan in force"),
    "pay-plan-assigned": _("Assigned a pay plan"),
    "pay-plan-accepted": _("Accepted a pay plan"),
    "pay-by-hand": _("Proposed an amount of pay by hand"),
    "pay-by-hand-approved": _("Approved an amount of pay by hand"),
    "pay-payroll": _("Made a payroll file"),
    "pay-parallel": _("Put an old file beside a pay run"),
    "pay-difference": _("Explained a difference of a parallel run"),
    "pay-simulated": _("Simulated a pay plan"),
    "pay-input": _("Entered an input of pay"),
    "pay-input-approved": _("Approved an input of pay"),
    "pay-held": _("Put pay on hold"),
    "pay-lifted": _("Lifted a hold on pay"),
    "pay-paid-out": _("Paid a statement out that was on hold"),
    "pay-calculated": _("Worked pay out"),
    "pay-reviewed": _("Reviewed a pay run"),
    "pay-approved": _("Approved a pay run"),
    "pay-released": _("Released a pay run"),
    "pay-paid": _("Marked a pay run as paid"),
    "pay-sent-back": _("Sent a pay run back"),
    "pay-asked": _("Asked about pay"),
    "pay-question-said": _("Added to a question about pay"),
    "pay-question-taken": _("Took a question about pay on"),
    "pay-question-answered": _("Answered a question about pay"),
    "pay-question-settled": _("Said that a question about pay is settled"),
    "pay-question-reopened": _("Reopened a question about pay"),
    "token-made": _("Made an API token"),
    "token-revoked": _("Revoked an API token"),
}
"""Every action that the log knows, in the order in which they are offered."""

KINDS: Mapping[str, Text] = {
    "user": _("user"),
    "person": _("person"),
    "unit": _("unit"),
    "snapshot": _("snapshot"),
    "source": _("source"),
    "goal": _("goal"),
    "token": _("token"),
    "practice": _("practice"),
    "visit": _("visit"),
    "coaching": _("coaching plan"),
    "price-action": _("decision on a price"),
    "pay-plan": _("pay plan"),
    "pay-run": _("pay run"),
    "pay-question": _("question about pay"),
    "sale": _("sale"),
}
"""What something was done to."""

PLACES: Mapping[str, Text] = {
    "web": _("on the web"),
    "cli": _("on the command line"),
    "api": _("through the API"),
}


def action_text(code: str) -> str:
    """What an action is called; its code where it has no words."""
    return str(ACTIONS.get(code, code))
