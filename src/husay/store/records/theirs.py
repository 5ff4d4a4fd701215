"""What the records hold of somebody: the one list that handing out and forgetting walk.

`KEPT` names every column that says whose a row is: a reference to a user, or a text that is
`user:7` for whoever did it. A test finds such columns in the models, and fails where one is not on
the list: who adds one says here what is handed out of it and what of it goes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet

from husay.basics.amount import amount_text
from husay.store.records.audit import actor
from husay.store.records.models import User

TAKEN_OUT = "–"
"""Stands where the words of somebody forgotten were."""

Told = Mapping[str, object]
Forgets = Callable[[QuerySet[Any], datetime], object]


@dataclass(frozen=True)
class Kept:
    """Rows of somebody. `name` is what the export calls them, `model` and `columns` where they lie,
    `told` what is handed out of a row, and `forgets` what is done to the rows when their user is
    forgotten; None where they name nobody and stay."""

    name: str
    model: str
    columns: tuple[str, ...]
    told: Callable[[Any], Told]
    forgets: Forgets | None = None

    def rows(self, users: Iterable[User]) -> QuerySet[Model]:
        """The rows of these users, oldest first."""
        users, model = list(users), apps.get_model(self.model)
        signed, chosen = [actor(user) for user in users], Q()
        for column in self.columns:
            refers = model._meta.get_field(column).is_relation
            chosen |= Q(**{f"{column}__in": users if refers else signed})
        found: QuerySet[Model] = model._base_manager.filter(chosen).order_by("pk")
        return found


def whose(user: User | None, person: str) -> tuple[tuple[User, ...], str]:
    """Everybody who is meant by a user, or by an identifier of the book, and that identifier.

    Invitations give an identifier to one user alone; records made before they did may hold several,
    and all of them are the one person. Who looks around a demo is nobody.
    """
    person = person or (user.person if user is not None else "")
    found = {user.pk: user} if user is not None and user.forgotten is None else {}
    if person:
        found |= {
            one.pk: one for one in User.objects.filter(person=person, forgotten=None, demo=False)
        }
    return tuple(found[key] for key in sorted(found)), person


def _columns(*names: str) -> Callable[[Any], Told]:
    """What is told of a row: these columns of it, as JSON values."""
    return lambda row: {name: _plain(getattr(row, name)) for name in names}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _delete(rows: QuerySet[Any], _at: datetime) -> None:
    rows.delete()


def _without(*columns: str) -> Forgets:
    """Takes the words out of these columns, and leaves the rows."""

    def taken_out(rows: QuerySet[Any], _at: datetime) -> None:
        for column in columns:
            said = rows.exclude(**{column: ""})
            said.order_by().update(**{column: TAKEN_OUT})

    return taken_out


def _take_back(rows: QuerySet[Any], at: datetime) -> None:
    """Thanks of who is forgotten are taken back: nobody is left to stand by them."""
    rows.filter(withdrawn=None).update(withdrawn=at)
    rows.update(words="")


def _end_tokens(rows: QuerySet[Any], at: datetime) -> None:
    """What they called their tokens goes; that there were some is in the log."""
    rows.filter(revoked=None).update(revoked=at)
    rows.update(name=TAKEN_OUT)


def _notice(row: Any) -> Told:
    times = _columns("reason", "measure", "starts", "ends", "made", "read")(row)
    return {**times, "whose": f"{row.scope}:{row.item}", "goal": amount_text(row.goal)}


def _hours(row: Any) -> Told:
    quiet = [None if at is None else f"{at:%H:%M}" for at in (row.quiet_from, row.quiet_until)]
    return {"quiet": quiet, "digest_hour": row.hour, "digest_weekday": row.weekday}


def _version(row: Any) -> Told:
    told = {"plan": row.plan.name, "version": row.number, "what": row.kind}
    return {**told, **_columns("at", "reason")(row)}


def said(row: Any) -> Told:
    """What was said of a goal, and by whom."""
    amount = None if row.value is None else amount_text(row.value)
    told = {"plan": row.plan.name, "goal": row.node, "act": row.act, "by": row.by}
    return {**told, "at": _plain(row.at), "words": row.words, "value": amount}


def _factor(row: Any) -> Told:
    """A way to sign in, by its name; never its secret."""
    name = row.wrap().name if row.type == "webauthn" else ""
    return {"type": row.type, "name": name, **_columns("created_at", "last_used_at")(row)}


entry = _columns(
    "number", "at", "who", "action", "kind", "item", "before", "after", "reason", "place"
)
"""What is told of a row of the audit log."""

account = _columns(
    "email", "name", "language", "person", "is_active", "created", "joined", "last_login"
)
"""What is told of a user."""

KEPT = (
    Kept("roles", "records.RoleGrant", ("user",),
         _columns("role", "unit", "since", "by", "reason", "until", "until_by", "until_reason"),
         _without("reason", "until_reason")),
    Kept("roles_given_to_others", "records.RoleGrant", ("by",), _columns("role", "since", "reason"),
         _without("reason")),
    Kept("roles_taken_from_others", "records.RoleGrant", ("until_by",),
         _columns("role", "until", "until_reason"), _without("until_reason")),
    Kept("links", "records.Link", ("user",),
         _columns("purpose", "made", "by", "expires", "used", "revoked"), _delete),
    Kept("links_made_for_others", "records.Link", ("by",), _columns("purpose", "made")),
    Kept("sessions", "records.UserSession", ("user",), _columns("begun", "seen", "device"),
         _delete),
    Kept("tokens", "records.Token", ("user",),
         _columns("name", "prefix", "rights", "made", "expires", "used", "revoked"), _end_tokens),
    Kept("links_for_walls", "records.WallLink", ("by",),
         _columns("name", "people", "made", "expires", "used", "revoked")),
    Kept("ways_to_sign_in", "mfa.Authenticator", ("user",), _factor, _delete),
    Kept("email_addresses", "account.EmailAddress", ("user",), _columns("email", "verified"),
         _delete),
    Kept("accounts_elsewhere", "socialaccount.SocialAccount", ("user",),
         _columns("provider", "uid", "last_login", "date_joined", "extra_data"), _delete),
    Kept("goal_notices", "records.GoalNotice", ("user",), _notice, _delete),
    Kept("messages", "records.Message", ("user",),
         _columns("kind", "what", "made", "read"), _delete),
    Kept("messages_chosen", "records.MessageChoice", ("user",),
         _columns("kind", "when", "channels"), _delete),
    Kept("message_hours", "records.MessageSettings", ("user",), _hours, _delete),
    Kept("message_addresses", "records.MessageAddress", ("user",),
         _columns("name", "service", "made"), _delete),
    Kept("message_deliveries", "records.MessageDelivery", ("user",),
         _columns("form", "state", "due", "tries", "ended", "error"), _delete),
    Kept("goal_plans", "records.GoalPlanRow", ("created_by",), _columns("name", "created")),
    Kept("goal_plan_versions", "records.GoalPlanVersion", ("by",),
         _version, _without("reason")),
    Kept("said_of_goals", "records.GoalEntry", ("by",), said, _without("words")),
    Kept("snapshots", "records.ManifestRecord", ("author",),
         _columns("number", "created", "source", "reason"), _without("reason")),
    Kept("pins", "records.Pin", ("author",), _columns("label", "created", "reason"),
         _without("reason")),
    Kept("imports", "records.ImportRun", ("author",),
         _columns("source", "asked", "state", "everything", "replace")),
    Kept("practices_written", "records.PracticeRevision", ("by",),
         _columns("title_en", "title_fil", "at")),
    Kept("visits_written", "records.CoachingVisit", ("by",),
         _columns("day", "kind", "seller", "customer", "scores"),
         _without("strength", "work_on", "next_step")),
    Kept("coaching_plans", "records.CoachingPlanRow", ("by",),
         _columns("seller", "stage", "practice", "state", "starts", "ends"),
         _without("agenda", "why_stopped")),
    Kept("coaching_actions", "records.CoachingAction", ("by",), _columns("due", "done"),
         _without("text")),
    Kept("coaching_notes", "records.CoachingNote", ("by",), _columns("at"), _delete),
    Kept("coaching_dates", "records.CoachingDate", ("by",),
         _columns("seller", "kind", "day", "kept", "dropped")),
    Kept("signals_accepted", "records.SignalEpisode", ("rebased_by",),
         _columns("pk", "rebased_from", "reason"), _without("reason")),
    Kept("price_actions", "records.PriceActionRow", ("by",),
         _columns("scope", "item", "kind", "decision", "reason", "starts", "state", "why"),
         _without("reason", "why")),
    Kept("price_actions_owned", "records.PriceActionRow", ("owner",),
         _columns("scope", "item", "kind", "starts", "follow_up", "state")),
    Kept("pay_plans", "records.PayPlanRow", ("by",), _columns("name", "made")),
    Kept("pay_plan_versions", "records.PayPlanVersion", ("by",),
         _columns("number", "digest", "at", "reason"), _without("reason")),
    Kept("pay_plans_activated", "records.PayActivation", ("by",),
         _columns("starts", "at", "reason"), _without("reason")),
    Kept("pay_plans_assigned", "records.PayAssignment", ("by",),
         _columns("starts", "ends", "at", "reason"), _without("reason")),
    Kept("pay_plans_accepted", "records.PayAcceptance", ("by",), _columns("person", "at")),
    Kept("pay_runs", "records.PayRun", ("by",), _columns("starts", "ends", "state", "made")),
    Kept("pay_steps", "records.PayStep", ("by",), _columns("step", "at", "reason"),
         _without("reason")),
    Kept("pay_released", "records.PayEntry", ("by",), _columns("at")),
    Kept("pay_handed_out", "records.PayHandOut", ("by",), _columns("batch", "at")),
    Kept("pay_by_hand", "records.PayManual", ("by",), _columns("person", "at", "reason"),
         _without("reason", "evidence")),
    Kept("pay_by_hand_approved", "records.PayManualApproval", ("by",), _columns("at")),
    Kept("pay_parallel_files", "records.PayParallelFile", ("by",), _columns("name", "at")),
    Kept("pay_differences_noted", "records.PayParallelNote", ("by",),
         _columns("person", "at", "reason"), _without("reason")),
    Kept("pay_questions_asked", "records.PayQuestion", ("by",),
         _columns("person", "cause", "state", "at")),
    Kept("pay_questions_owned", "records.PayQuestion", ("owner",), _columns("state", "due")),
    Kept("said_of_pay", "records.PayQuestionEntry", ("by",), _columns("act", "at"),
         _without("words")),
    Kept("pay_inputs", "records.PayInput", ("by",),
         _columns("kind", "person", "starts", "at", "evidence"), _without("evidence")),
    Kept("pay_inputs_approved", "records.PayInputApproval", ("by",), _columns("at")),
    Kept("pay_holds", "records.PayHold", ("by",), _columns("kind", "item", "at", "reason"),
         _without("reason")),
    Kept("circles_assigned", "records.TeamCircle", ("by",), _columns("stage", "starts", "made"),
         _without("why_ended")),
    Kept("thanks_given", "records.TeamThanks", ("by",), _columns("to", "words", "at", "withdrawn"),
         _take_back),
    Kept("thanks_hidden", "records.TeamThanks", ("hidden_by",), _columns("hidden", "hidden_why"),
         _without("hidden_why")),
    Kept("audit_log", "records.AuditEntry", ("who",), entry),
)  # fmt: skip
"""Every column that says whose a row is, with what is done of it. The labels of pins, the names of
plans, what was decided on prices and the log stay as they were typed."""
