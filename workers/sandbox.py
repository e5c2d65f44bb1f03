"""How workflow code is run: in the SDK's sandbox, entered for the workflow's own steps and nothing else."""

from __future__ import annotations

from typing import Any

from temporalio.converter import SerializationContext, StorageDriverStoreContext
from temporalio.worker import WorkflowInstance, WorkflowInstanceDetails, WorkflowRunner
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions

from workers.settings import SandboxMode

THIRD_PARTIES = ("pydantic", "pydantic_core", "annotated_types", "validate_docbr", "yaml", "typing_extensions")
PURE_LIBRARIES = ("workflows.clock", "workflows.norms")


def workflow_runner(mode: SandboxMode) -> WorkflowRunner:
    """The sandbox of workflow code: `strict` loads procedures anew per case, `passthrough` shares them."""
    ours = ("workflows",) if mode is SandboxMode.PASSTHROUGH else PURE_LIBRARIES
    return PlainPayloads(restrictions=SandboxRestrictions.default.with_passthrough_modules(*THIRD_PARTIES, *ours))


class PlainPayloads(SandboxedWorkflowRunner):
    """The SDK's sandbox for payloads that are neither encrypted nor kept elsewhere.

    For every payload that goes into or comes out of a workflow the SDK asks the workflow, six times and each time by
    entering its sandbox, what a codec or an external store should know of it. We have neither, and answer that without
    the workflow. With a codec or store that looks at its context, use the SDK's own runner.
    """

    def create_instance(self, det: WorkflowInstanceDetails) -> WorkflowInstance:
        return _Plain(super().create_instance(det))


class _Plain(WorkflowInstance):
    """A workflow in its sandbox whose payloads have no context."""

    def __init__(self, inner: WorkflowInstance) -> None:
        self._inner = inner

    def activate(self, act: Any) -> Any:
        return self._inner.activate(act)

    def get_serialization_context(self, command_info: Any) -> SerializationContext | None:  # noqa: ARG002
        return None

    def get_external_store_context(self, command_info: Any) -> StorageDriverStoreContext:  # noqa: ARG002
        return _NOWHERE

    def get_info(self) -> Any:
        return self._inner.get_info()

    def get_thread_id(self) -> int | None:
        return self._inner.get_thread_id()


_NOWHERE = StorageDriverStoreContext(target=None)
