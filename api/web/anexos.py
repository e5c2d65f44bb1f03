"""Files that come with what somebody brings: stored at once, so that a form that comes back has them still."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import Request
from starlette.datastructures import UploadFile

from api.door import Door
from api.identity.principal import Principal
from api.problems import Problem
from api.services import documents
from api.web.formatters import file_size

FILES = "_arquivos"
KEPT = "_anexo"
"""The names, in a form, of new files and of those that were stored when it was sent before."""


@dataclass(frozen=True)
class Attached:
    """A file that was stored for what is being brought."""

    id: str
    title: str
    size: str


@dataclass(frozen=True)
class Files:
    """What a form had of files: those stored, and why one of them was refused, if one was."""

    stored: tuple[Attached, ...] = ()
    refused: str = ""
    status: int = 200

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(one.id for one in self.stored)


NO_FILES = Files()


async def files_sent(request: Request, door: Door, who: Principal) -> Files:
    """Store the new files of a form, checked as every upload is, and find again those it had before.

    Whatever was accepted stays accepted when another is refused.
    """
    form = await request.form()
    stored = list(await _kept(door, who, [one for one in form.getlist(KEPT) if isinstance(one, str)]))
    for file in form.getlist(FILES):
        if not isinstance(file, UploadFile) or not file.filename:
            continue
        try:
            content = await file.read(door.settings.max_upload + 1)
            found = await documents.store(door, who, content, file.filename)
        except Problem as problem:
            told = "; ".join(error.message for error in problem.errors) or problem.detail
            return Files(tuple(stored), f"{documents.clean_name(file.filename)}: {told}", problem.status)
        stored.append(Attached(found.id, found.title, file_size(found.size)))
    return Files(tuple(stored))


async def _kept(door: Door, who: Principal, ids: Sequence[str]) -> tuple[Attached, ...]:
    found = [await documents.own_reference(door, who, id) for id in dict.fromkeys(ids)]
    return tuple(Attached(one.id, one.title, file_size(one.size)) for one in found)
