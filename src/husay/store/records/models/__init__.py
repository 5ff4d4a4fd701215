"""Django models of the records."""

from husay.store.records.models.audit import AuditEntry
from husay.store.records.models.book import ImportRun, ManifestRecord, Name, Pin, Watermark
from husay.store.records.models.coaching import (
    CoachingAction,
    CoachingDate,
    CoachingNote,
    CoachingPlanRow,
    CoachingVisit,
    PracticeRevision,
    PracticeRow,
)
from husay.store.records.models.goal_plans import GoalEntry, GoalPlanRow, GoalPlanVersion
from husay.store.records.models.goals import GoalNotice
from husay.store.records.models.messages import (
    Message,
    MessageAddress,
    MessageChoice,
    MessageDelivery,
    MessageMark,
    MessagePart,
    MessageSettings,
)
from husay.store.records.models.pay import (
    PayAcceptance,
    PayActivation,
    PayAssignment,
    PayEntry,
    PayHandOut,
    PayManual,
    PayManualApproval,
    PayParallelFile,
    PayParallelNote,
    PayPlanRow,
    PayPlanVersion,
    PayRun,
    PayStatement,
    PayStep,
)
from husay.store.records.models.pay_inputs import PayHold, PayInput, PayInputApproval
from husay.store.records.models.pay_questions import PayQuestion, PayQuestionEntry
from husay.store.records.models.people import (
    Forgotten,
    Limit,
    Link,
    Mark,
    RoleGrant,
    User,
    UserSession,
)
from husay.store.records.models.price_actions import PriceActionRow
from husay.store.records.models.signals import SignalEpisode, SignalSweep
from husay.store.records.models.team import (
    TeamCircle,
    TeamMeeting,
    TeamMember,
    TeamPage,
    TeamRecognition,
    TeamThanks,
)
from husay.store.records.models.tokens import Token
from husay.store.records.models.walls import WallLink

__all__ = [
    "AuditEntry",
    "CoachingAction",
    "CoachingDate",
    "CoachingNote",
    "CoachingPlanRow",
    "CoachingVisit",
    "Forgotten",
    "GoalEntry",
    "GoalNotice",
    "GoalPlanRow",
    "GoalPlanVersion",
    "ImportRun",
    "Limit",
    "Link",
    "ManifestRecord",
    "Mark",
    "Message",
    "MessageAddress",
    "MessageChoice",
    "MessageDelivery",
    "MessageMark",
    "MessagePart",
    "MessageSettings",
    "Name",
    "PayAcceptance",
    "PayActivation",
    "PayAssignment",
    "PayEntry",
    "PayHandOut",
    "PayHold",
    "PayInput",
    "PayInputApproval",
    "PayManual",
    "PayManualApproval",
    "PayParallelFile",
    "PayParallelNote",
    "PayPlanRow",
    "PayPlanVersion",
    "PayQuestion",
    "PayQuestionEntry",
    "PayRun",
    "PayStatement",
    "PayStep",
    "Pin",
    "PracticeRevision",
    "PracticeRow",
    "PriceActionRow",
    "RoleGrant",
    "SignalEpisode",
    "SignalSweep",
    "TeamCircle",
    "TeamMeeting",
    "TeamMember",
    "TeamPage",
    "TeamRecognition",
    "TeamThanks",
    "Token",
    "User",
    "UserSession",
    "WallLink",
    "Watermark",
]
