"""What everybody reads: frozen views of the records, paged by keyset, each for a `Viewer`."""

from activities.records.queries.cases import CaseFilter, case_view, children, facts, get_case, list_cases
from activities.records.queries.deadlines import DeadlineFilter, get_deadline, list_deadlines
from activities.records.queries.paging import Page
from activities.records.queries.register import PublicCase, public_case, public_cases, public_documents
from activities.records.queries.tasks import TaskFilter, count_tasks, get_task, list_tasks, task_view
from activities.records.queries.viewer import Viewer
from activities.records.queries.views import (
    AttachmentView,
    CaseFull,
    CaseSummary,
    CaseView,
    CommentView,
    DeadlineView,
    DraftView,
    FactView,
    TaskDetail,
    TaskView,
)

__all__ = [
    "AttachmentView",
    "CaseFilter",
    "CaseFull",
    "CaseSummary",
    "CaseView",
    "CommentView",
    "DeadlineFilter",
    "DeadlineView",
    "DraftView",
    "FactView",
    "Page",
    "PublicCase",
    "TaskDetail",
    "TaskFilter",
    "TaskView",
    "Viewer",
    "case_view",
    "children",
    "count_tasks",
    "facts",
    "get_case",
    "get_deadline",
    "get_task",
    "list_cases",
    "list_deadlines",
    "list_tasks",
    "public_case",
    "public_cases",
    "public_documents",
    "task_view",
]
