"""The administration of people: who may enter, what they may do, and the tokens that act for them."""

import asyncio

from fastapi import APIRouter, Depends, Request
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.responses import Response

from activities.records import identity
from activities.records.tables import UserRow
from api.deps import Administrator, DoorDep, SessionDep
from api.identity.principal import Principal
from api.problems import not_found
from api.services import people
from api.services.people import Refused
from api.web.forms import typed
from api.web.inputs import PostedDep, clean
from api.web.routers.administracao_folha import Sheet, listing
from api.web.templating import go, page
from api.web.views.administracao import Step, person_lines, token_lines
from api.web.views.administracao_perguntas import (
    NewPersonForm,
    PersonForm,
    TokenForm,
    person_shapes,
    role_names,
    said,
    token_shapes,
)

router = APIRouter(dependencies=[Depends(clean)])
PATH = "/administracao/pessoas"
PEOPLE = Step("Pessoas", PATH)


@router.get(PATH)
async def pessoas(request: Request, who: Administrator, session: SessionDep) -> Response:
    """Everybody who may enter, and those who left."""
    everybody = await identity.list_everybody(session)
    lines = person_lines(everybody, await identity.list_units(session))
    return listing(
        request,
        who,
        "pessoas",
        ativas=[one for one in lines if one.active],
        saidas=[one for one in lines if not one.active],
    )


@router.get(f"{PATH}/nova")
async def nova(request: Request, who: Administrator, session: SessionDep) -> Response:
    """The form of a new person."""
    return (await _sheet(session, None)).show(request, who, {})


@router.post(f"{PATH}/nova")
async def criar(
    request: Request, who: Administrator, door: DoorDep, session: SessionDep, posted: PostedDep
) -> Response:
    """Make a person; the password is shown this once."""
    sheet = await _sheet(session, None)
    read = sheet.read(request, who, NewPersonForm, posted)
    if isinstance(read, Response):
        return read
    password = people.new_password()
    password_hash = await asyncio.to_thread(door.passwords.hash, password)
    try:
        values = read.values()
        async with door.changes() as change:
            made = await people.add_user(change, who.id, values, password_hash)
            await change.commit()
    except Refused as refused:
        return sheet.refused(request, who, posted, refused)
    return _secret(request, who, made, f"{made.name} já pode entrar", "Senha", password, PASSWORD_HELP)


@router.get(f"{PATH}/{{pessoa}}")
async def pessoa(request: Request, who: Administrator, door: DoorDep, session: SessionDep, pessoa: str) -> Response:
    """A person: who they are, what they may do, their tokens, and what can be done."""
    found = await _person(session, pessoa)
    units = {unit.id: unit.name for unit in await identity.list_units(session)}
    return page(
        request,
        who,
        "pages/administracao/pessoa.html",
        pessoa=found,
        endereco=f"{PATH}/{found.id}",
        unidade=units.get(found.unit or "", "sem unidade"),
        papeis=role_names(found.roles),
        tokens=token_lines(await identity.list_tokens(session, found.id), door.now()),
        recusa="",
    )


@router.get(f"{PATH}/{{pessoa}}/mudar")
async def mudar(request: Request, who: Administrator, session: SessionDep, pessoa: str) -> Response:
    """The form that changes a person."""
    found = await _person(session, pessoa)
    sheet = await _sheet(session, found)
    return sheet.show(request, who, typed(sheet.shapes, {**found.model_dump(), "parties": "\n".join(found.parties)}))


@router.post(f"{PATH}/{{pessoa}}/mudar")
async def gravar(
    request: Request, who: Administrator, door: DoorDep, session: SessionDep, posted: PostedDep, pessoa: str
) -> Response:
    """Change a person."""
    found = await _person(session, pessoa)
    sheet = await _sheet(session, found)
    read = sheet.read(request, who, PersonForm, posted)
    if isinstance(read, Response):
        return read
    try:
        values = read.values()
        async with door.changes() as change:
            await people.change_user(change, who.id, found.id, values)
            await change.commit()
    except Refused as refused:
        return sheet.refused(request, who, posted, refused)
    return go(request, f"{PATH}/{found.id}", "guardado")


@router.post(f"{PATH}/{{pessoa}}/senha")
async def senha(request: Request, who: Administrator, door: DoorDep, session: SessionDep, pessoa: str) -> Response:
    """A new password, shown this once; whoever is signed in as the person is signed out."""
    found = await _person(session, pessoa)
    password = people.new_password()
    password_hash = await asyncio.to_thread(door.passwords.hash, password)
    async with door.changes() as change:
        await people.set_password(change, who.id, found.id, password_hash)
        await change.commit()
    return _secret(request, who, found, f"Nova senha de {found.name}", "Senha", password, PASSWORD_HELP)


@router.post(f"{PATH}/{{pessoa}}/saida")
async def saida(request: Request, who: Administrator, door: DoorDep, session: SessionDep, pessoa: str) -> Response:
    """Let a person enter no more."""
    return await _active(request, who, door, await _person(session, pessoa), False)


@router.post(f"{PATH}/{{pessoa}}/retorno")
async def retorno(request: Request, who: Administrator, door: DoorDep, session: SessionDep, pessoa: str) -> Response:
    """Let a person who left enter again."""
    return await _active(request, who, door, await _person(session, pessoa), True)


@router.get(f"{PATH}/{{pessoa}}/tokens")
async def token(request: Request, who: Administrator, session: SessionDep, pessoa: str) -> Response:
    """The form of a new token."""
    return _token_sheet(await _person(session, pessoa)).show(request, who, {})


@router.post(f"{PATH}/{{pessoa}}/tokens")
async def criar_token(
    request: Request, who: Administrator, door: DoorDep, session: SessionDep, posted: PostedDep, pessoa: str
) -> Response:
    """Make a token and show it, this once."""
    found = await _person(session, pessoa)
    sheet = _token_sheet(found)
    read = sheet.read(request, who, TokenForm, posted)
    if isinstance(read, Response):
        return read
    try:
        async with door.changes() as change:
            ends = people.expiry(door.now(), read.days)
            secret = await people.make_token(change, who.id, found.id, read.name, read.scopes, ends)
            await change.commit()
    except Refused as refused:
        return sheet.refused(request, who, posted, refused)
    return _secret(request, who, found, f"Token “{read.name}” de {found.name}", "Token", secret, TOKEN_HELP)


@router.post(f"{PATH}/{{pessoa}}/tokens/revogar")
async def revogar(
    request: Request, who: Administrator, door: DoorDep, session: SessionDep, posted: PostedDep, pessoa: str
) -> Response:
    """Revoke a token: it stops working at once. One that did not work any more stays as it is."""
    found = await _person(session, pessoa)
    try:
        async with door.changes() as change:
            await people.revoke_token(change, who.id, found.id, posted.text("name"), door.now())
            await change.commit()
    except Refused:
        return go(request, f"{PATH}/{found.id}")
    return go(request, f"{PATH}/{found.id}", "token-revogado")


PASSWORD_HELP = (
    "Entregue-a em mãos ou por um meio seguro. Ela não aparece de novo: se se perder, gere outra na página da pessoa."
)
TOKEN_HELP = (
    "Copie-o agora para o programa que vai usá-lo, no cabeçalho Authorization, depois de “Bearer”. "
    "Ele não aparece de novo: se se perder, revogue-o e crie outro."
)


async def _person(session: AsyncSession, user_id: str) -> UserRow:
    found = await identity.get_user(session, user_id)
    if found is None:
        raise not_found("Não há essa pessoa.")
    return found


async def _sheet(session: AsyncSession, person: UserRow | None) -> Sheet:
    asked = person_shapes(await identity.list_units(session), new=person is None)
    if person is None:
        text = "Quem entra recebe uma senha gerada aqui, que aparece uma vez."
        return Sheet("Cadastrar uma pessoa", f"{PATH}/nova", PEOPLE, "Cadastrar", asked, text)
    path = f"{PATH}/{person.id}"
    text = "Vale na hora, também para quem já está dentro."
    return Sheet(f"Mudar {person.name}", f"{path}/mudar", Step(person.name, path), "Guardar", asked, text)


def _token_sheet(person: UserRow) -> Sheet:
    path = f"{PATH}/{person.id}"
    text = f"Um programa com o token age como {person.name}, até onde você marcar aqui e nunca além do que ela pode."
    return Sheet("Criar um token", f"{path}/tokens", Step(person.name, path), "Criar e mostrar", token_shapes(), text)


async def _active(request: Request, who: Principal, door: DoorDep, person: UserRow, active: bool) -> Response:
    try:
        async with door.changes() as change:
            await people.set_active(change, who.id, person.id, active)
            await change.commit()
    except Refused as refused:
        async with door.records() as session:
            units = {unit.id: unit.name for unit in await identity.list_units(session)}
            tokens = token_lines(await identity.list_tokens(session, person.id), door.now())
        return page(
            request,
            who,
            "pages/administracao/pessoa.html",
            status=422,
            failed=True,
            pessoa=person,
            endereco=f"{PATH}/{person.id}",
            unidade=units.get(person.unit or "", "sem unidade"),
            papeis=role_names(person.roles),
            tokens=tokens,
            recusa=" ".join(said(refused).values()),
        )
    return go(request, f"{PATH}/{person.id}", "voltou" if active else "saiu-de-vez")


def _secret(
    request: Request, who: Principal, person: UserRow, title: str, label: str, secret: str, help: str
) -> Response:
    return page(
        request,
        who,
        "pages/administracao/segredo.html",
        pessoa=person,
        endereco=f"{PATH}/{person.id}",
        titulo=title,
        rotulo=label,
        segredo=secret,
        ajuda=help,
    )
