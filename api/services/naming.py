"""Persons named in a form: people write a login, cases know an id."""

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records import identity
from api.handlers import invalid
from workflows.kernel.messages import FieldError

NOBODY = "Não há pessoa com este usuário no Tramita; confira como ela entra."


async def with_ids(session: AsyncSession, form: type[BaseModel], data: Mapping[str, Any]) -> dict[str, Any]:
    """`data` with the id of each person whom a field hinted `pessoa` names by login or id.

    What is not of the form's shape is left for the form to refuse. Raises `Problem` 422 for a name that is nobody's.
    """
    wrong: list[FieldError] = []
    found = await _model(session, form, data, "", wrong)
    if wrong:
        raise invalid(tuple(wrong))
    return found


async def _model(
    session: AsyncSession, form: type[BaseModel], data: Mapping[str, Any], path: str, wrong: list[FieldError]
) -> dict[str, Any]:
    known = {name: await _value(session, form.model_fields[name], value, f"{path}{name}", wrong)
             for name, value in data.items() if name in form.model_fields}  # fmt: skip
    return {**data, **known}


async def _value(session: AsyncSession, field: FieldInfo, value: Any, path: str, wrong: list[FieldError]) -> Any:
    hints = field.json_schema_extra
    if isinstance(hints, dict) and hints.get("pessoa") and isinstance(value, str) and value.strip():
        return await _id(session, value.strip(), path, wrong)
    inner = next(_models_in(field.annotation), None)
    if inner is None:
        return value
    if isinstance(value, Mapping):
        return await _model(session, inner, value, f"{path}.", wrong)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [
            await _model(session, inner, one, f"{path}.{index}.", wrong) if isinstance(one, Mapping) else one
            for index, one in enumerate(value)
        ]
    return value


async def _id(session: AsyncSession, name: str, path: str, wrong: list[FieldError]) -> str:
    user = await identity.get_user(session, name) or await identity.user_by_login(session, name)
    if user is None or not user.active:
        wrong.append(FieldError(field=path, code="pessoa", message=NOBODY))
        return name
    return user.id


def _models_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)
