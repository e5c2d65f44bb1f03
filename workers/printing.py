"""Printing what is long: one at a time, each volume in a process of its own, whose memory goes back with it."""

from __future__ import annotations

import asyncio
import sys
import tempfile
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import structlog
from sqlalchemy.exc import SQLAlchemyError

from activities.documents.report import Report
from activities.records import prints
from activities.records.engine import Sessions
from activities.records.tables import PrintRow

EACH_S = 1.0
PRESS_S = 120
_log = structlog.get_logger("tramita.printing")


class PressError(Exception):
    """The press did not print; the text is what it said, or that it took too long."""


async def print_for_ever(sessions: Sessions) -> None:
    """Print whatever is asked for. Several workers may do so at once."""
    while True:
        try:
            printed = await print_next(sessions)
        except (SQLAlchemyError, OSError) as error:
            _log.warning("printing_waits", error=type(error).__name__)
            printed = False
        if not printed:
            await asyncio.sleep(EACH_S)


async def print_next(sessions: Sessions) -> bool:
    """Print what has waited longest; False when nothing waits. What fails is tried again, a few times."""
    async with sessions() as session:
        asked = await prints.take(session)
    if asked is None:
        return False
    try:
        content = await _dossier(sessions, asked)
    except PressError as error:
        _log.error("print_failed", case=asked.case_id, tries=asked.tries, error=str(error))
        async with sessions() as session:
            await prints.let_go(session, asked.id)
        return True
    async with sessions() as session:
        await prints.finish(session, asked.id, content)
    _log.info("printed", case=asked.case_id, size=len(content))
    return True


async def _dossier(sessions: Sessions, asked: PrintRow) -> bytes:
    from api.web.dossie import reports  # the pages are loaded by the first print, not by every worker

    made: list[bytes] = []
    async with sessions() as session:
        async for report, total in reports(session, asked.case_id, datetime.now(UTC)):
            async with sessions() as telling:
                await prints.tell(telling, asked.id, len(made), total)
            await session.rollback()  # no transaction stays open while the press works
            made.append(await press_apart(report))
    return made[0] if len(made) == 1 else _bound(made)


def _bound(volumes: list[bytes]) -> bytes:
    """Several volumes in one file, the same bytes for the same volumes."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as bound:
        for number, volume in enumerate(volumes, 1):
            bound.writestr(zipfile.ZipInfo(f"volume-{number:02d}.pdf"), volume)
    return content.getvalue()


async def press_apart(report: Report) -> bytes:
    """The report as PDF, made by another process. Raises `PressError`."""
    with tempfile.TemporaryDirectory(prefix="tramita-press-") as folder:
        source, target = Path(folder) / "report.json", Path(folder) / "report.pdf"
        await asyncio.to_thread(lambda: source.write_text(report.model_dump_json(), encoding="utf-8"))
        command = (sys.executable, "-P", "-m", "activities.documents.report", str(source), str(target))
        press = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.PIPE)
        try:
            _, said = await asyncio.wait_for(press.communicate(), PRESS_S)
        except TimeoutError:
            press.kill()
            await press.wait()
            raise PressError(f"nothing printed in {PRESS_S} s") from None
        except asyncio.CancelledError:
            press.kill()
            await press.wait()
            raise
        if press.returncode:
            raise PressError(said.decode(errors="replace").strip().rpartition("\n")[2][:300])
        return target.read_bytes()
