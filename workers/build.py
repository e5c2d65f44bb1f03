"""Where a worker is put together: settings in, a running worker with every workflow and activity out."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from temporalio.client import Client
from temporalio.worker import Worker

from activities.consulting import ConsultActivities
from activities.notifications import Dispatcher, MailServer
from activities.records.engine import Sessions, make_engine, make_sessions
from activities.records.record import RecordActivities
from activities.sigcon import FakeSigcon, WithoutIntegration
from activities.sources import register_sources
from workers import telemetry
from workers.engines import temporal_client
from workers.forgetting import add_up_for_ever, forget_for_ever
from workers.printing import print_for_ever
from workers.reconciling import heal_for_ever
from workers.sandbox import workflow_runner
from workers.settings import SandboxMode, Settings, SettingsError, SigconMode
from workflows.procedures import procedures

GRACE = timedelta(seconds=5)
STICKY = timedelta(seconds=3)
"""So long the server waits for the worker that knows a case before it asks another: what a killed worker costs."""


def build_worker(
    client: Client,
    *,
    task_queue: str,
    activities: Sequence[Any],
    sandbox: SandboxMode = SandboxMode.PASSTHROUGH,
    max_cached_workflows: int = 2000,
) -> Worker:
    """A worker for every procedure of this build; production, tests and simulations build theirs here."""
    return Worker(
        client,
        task_queue=task_queue,
        workflows=list(procedures().values()),
        activities=list(activities),
        workflow_runner=workflow_runner(sandbox),
        max_cached_workflows=max_cached_workflows,
        graceful_shutdown_timeout=GRACE,
        sticky_queue_schedule_to_start_timeout=STICKY,
    )


def case_activities(sessions: Sessions, sigcon: SigconMode = SigconMode.WITHOUT) -> list[Any]:
    """What workflows call, on the real records and the sources that answer for registers."""
    answering = FakeSigcon() if sigcon is SigconMode.FAKE else WithoutIntegration()
    return [RecordActivities(sessions).record, ConsultActivities(register_sources(sessions, answering)).consult]


def dispatcher(settings: Settings, sessions: Sessions) -> Dispatcher:
    """What delivers the messages of cases. Raises `SettingsError` when TRAMITA_SMTP_URL names no mail server."""
    url = settings.smtp_url.get_secret_value() if settings.smtp_url else ""
    try:
        return Dispatcher(sessions, settings.base_url, MailServer.of(url) if url else None)
    except ValueError as error:
        raise SettingsError(f"TRAMITA_SMTP_URL: {error}") from None


async def run_worker(settings: Settings) -> None:
    """Work until cancelled: run cases, deliver their messages, set records right, print, forget what is
    old, add up what is counted.

    Raises `SettingsError` when TRAMITA_SMTP_URL names no mail server, and the SDK's RuntimeError when the engine has
    not answered for a minute.
    """
    engine = make_engine(settings.database, settings.database_pool)
    sessions = make_sessions(engine)
    mailer = dispatcher(settings, sessions)
    client = await temporal_client(
        settings,
        runtime=telemetry.runtime(settings),
        interceptors=telemetry.interceptors(settings, "tramita-worker"),
        patience=60,
    )
    worker = build_worker(
        client,
        task_queue=settings.task_queue,
        activities=case_activities(sessions, settings.sigcon),
        sandbox=settings.sandbox,
    )
    try:
        async with worker, asyncio.TaskGroup() as beside:
            beside.create_task(heal_for_ever(sessions, client, settings.task_queue))
            beside.create_task(mailer.for_ever())
            beside.create_task(forget_for_ever(sessions))
            beside.create_task(add_up_for_ever(sessions))
            beside.create_task(print_for_ever(sessions))
    finally:
        await engine.dispose()
