"""The tables, one class each. `METADATA` holds them all, for migrations."""

from activities.records.tables.absences import AbsenceRow
from activities.records.tables.base import METADATA, Table
from activities.records.tables.cases import (
    CaseNumberRow,
    CaseRow,
    DeadlineRow,
    FactRow,
    FactSetAsideRow,
    StageVisitRow,
    TaskRow,
)
from activities.records.tables.decreed import (
    AdminFactRow,
    AmendmentRow,
    CalendarDayRow,
    CalendarRow,
    CalendarYearRow,
    ContextRow,
    IndexSeriesRow,
    ParameterOverrideRow,
    PersonLinkRow,
    PolicyRow,
)
from activities.records.tables.desk import FollowUpRow, MentionRow, PreferencesRow, SavedFilterRow
from activities.records.tables.feeds import FeedKind, FeedRow
from activities.records.tables.issued import DocumentNumberRow, IssuedRow, PrintRow
from activities.records.tables.papers import (
    AttachmentRow,
    CommentRow,
    ContentRow,
    DocumentRow,
    DraftRow,
    NotificationRow,
)
from activities.records.tables.partnerships import PartnershipRow
from activities.records.tables.people import (
    IdempotencyRow,
    OrganizationRow,
    SessionRow,
    TokenRow,
    UnitRow,
    UserRow,
)
from activities.records.tables.service import ServicePromiseRow
from activities.records.tables.tallies import AskedTallyRow, DueTallyRow, TaskTallyRow, UseTallyRow
from activities.records.tables.texts import MessageTextRow

__all__ = [
    "METADATA",
    "AbsenceRow",
    "AdminFactRow",
    "AmendmentRow",
    "AskedTallyRow",
    "AttachmentRow",
    "CalendarDayRow",
    "CalendarRow",
    "CalendarYearRow",
    "CaseNumberRow",
    "CaseRow",
    "CommentRow",
    "ContentRow",
    "ContextRow",
    "DeadlineRow",
    "DocumentNumberRow",
    "DocumentRow",
    "DraftRow",
    "DueTallyRow",
    "FactRow",
    "FactSetAsideRow",
    "FeedKind",
    "FeedRow",
    "FollowUpRow",
    "IdempotencyRow",
    "IndexSeriesRow",
    "IssuedRow",
    "MentionRow",
    "MessageTextRow",
    "NotificationRow",
    "OrganizationRow",
    "ParameterOverrideRow",
    "PartnershipRow",
    "PersonLinkRow",
    "PolicyRow",
    "PreferencesRow",
    "PrintRow",
    "SavedFilterRow",
    "ServicePromiseRow",
    "SessionRow",
    "StageVisitRow",
    "Table",
    "TaskRow",
    "TaskTallyRow",
    "TokenRow",
    "UnitRow",
    "UseTallyRow",
    "UserRow",
]
