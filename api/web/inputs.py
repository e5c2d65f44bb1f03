"""What the page routes take in: who looks, what was typed, and the guard of both."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request

from api.deps import get_visitor
from api.identity.principal import Principal
from api.strictness import gathered, refuse_bad_text
from api.web.forms import posted
from api.web.posting import Posted

Visitor = Annotated[Principal | None, Depends(get_visitor)]


async def clean(request: Request) -> None:
    """Refuse text that no record can hold, in the address as in the form. Raises `Problem` 422."""
    refuse_bad_text(gathered(request.query_params.multi_items()), "query")
    refuse_bad_text(dict(request.path_params), "path")


async def get_posted(request: Request) -> AsyncIterator[Posted]:
    """The form as sent, apart from its files, which are closed at the end of the request.

    Raises `Problem` 422 for text that no record can hold.
    """
    async with request.form() as form:
        pairs = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
        refuse_bad_text(gathered(pairs))
        guards = {name: value for name, value in pairs if name.startswith("_")}
        yield Posted(raw=posted(pairs), guards=guards)


PostedDep = Annotated[Posted, Depends(get_posted)]
