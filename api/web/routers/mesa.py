"""What somebody keeps on their desk: filters by name, and the comments that mention them."""

from collections.abc import Mapping
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, Request
from pydantic import TypeAdapter, ValidationError
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.responses import Response

from activities.records import desk as records
from activities.records.identity import list_units
from activities.records.queries.desk import mentions_of
from api.deps import Doer, DoorDep, Reader, SessionDep
from api.identity.principal import Principal
from api.problems import Problem
from api.services import desk
from api.services.desk import LONGEST_NAME, MOST_FILTERS, NotKept
from api.web.inputs import PostedDep, clean
from api.web.posting import Posted, new_act
from api.web.routers.tarefas import PATH, Asked, AskedDep, described, query_of
from api.web.templating import go, page
from api.web.views import mesa
from api.web.views.erros import summary

router = APIRouter(dependencies=[Depends(clean)])
FILTERS = f"{PATH}/filtros"
_ASKED = TypeAdapter(Asked)
REFUSED = {
    NotKept.NAMELESS: "Dê um nome ao filtro",
    NotKept.LONG: f"Use um nome de até {LONGEST_NAME} letras",
    NotKept.TAKEN: "Já há um filtro com este nome. Escolha outro",
    NotKept.MANY: f"Já são {MOST_FILTERS} filtros. Exclua um antes de guardar outro",
}


def asked_of(query: str) -> Asked:
    """What the part of an address after its question mark asks the list for. Raises `Problem` 422."""
    try:
        return _ASKED.validate_python(dict(parse_qsl(query)))
    except ValidationError:
        raise Problem("dados-invalidos", "Este endereço não é de uma lista de tarefas.") from None


@router.get(FILTERS)
async def filtros(request: Request, reader: Reader, session: SessionDep, asked: AskedDep) -> Response:
    """The filters kept; with a list in the address, the form that gives it a name."""
    return await _filters(request, reader, session, query_of(asked))


@router.post(FILTERS)
async def guardar(request: Request, doer: Doer, door: DoorDep, session: SessionDep, posted: PostedDep) -> Response:
    """Keep a list under a name."""
    query = query_of(asked_of(posted.text("consulta")))
    name = " ".join(posted.text("nome").split())
    wrong = await desk.keep_filter(door, doer, posted.act, name, query, bool(posted.text("unidade")))
    if wrong:
        return await _filters(request, doer, session, query, {"nome": REFUSED[wrong]}, posted)
    return go(request, f"{PATH}?{query}" if query else PATH, "filtro-guardado")


@router.post(f"{FILTERS}/renomear")
async def renomear(request: Request, doer: Doer, door: DoorDep, session: SessionDep, posted: PostedDep) -> Response:
    """Give a filter another name."""
    id = posted.text("filtro")
    wrong = await desk.rename_filter(door, doer, id, " ".join(posted.text("nome").split()))
    if wrong:
        return await _filters(request, doer, session, "", {f"nome-{id}": REFUSED[wrong]}, posted)
    return go(request, FILTERS, "filtro-renomeado")


@router.post(f"{FILTERS}/excluir")
async def excluir(request: Request, doer: Doer, door: DoorDep, posted: PostedDep) -> Response:
    """Remove a filter."""
    await desk.remove_filter(door, doer, posted.text("filtro"))
    return go(request, FILTERS, "filtro-excluido")


@router.get(mesa.MENTIONS)
async def mencoes(request: Request, reader: Reader, session: SessionDep) -> Response:
    """The comments that mention whoever looks, those seen too."""
    found = mesa.mentioned(await mentions_of(session, reader.viewer))
    return page(
        request,
        reader,
        "pages/mencoes.html",
        novas=[one for one in found if not one.seen],
        vistas=[one for one in found if one.seen],
    )


@router.post(f"{mesa.MENTIONS}/vistas")
async def vistas(request: Request, doer: Doer, door: DoorDep, posted: PostedDep) -> Response:
    """Note that one mention, or every one, was seen."""
    await desk.note_seen(door, doer, posted.text("ato") or None)
    return go(request, mesa.MENTIONS if posted.text("de") == "mencoes" else PATH, "vista")


async def _filters(
    request: Request,
    who: Principal,
    session: AsyncSession,
    query: str,
    errors: Mapping[str, str] | None = None,
    posted: Posted | None = None,
) -> Response:
    rows = await records.list_filters(session, who.id, who.unit)
    said = {one.query: described(asked_of(one.query)) for one in rows}
    kept = mesa.kept_filters(rows, PATH, said, (one.id for one in rows if desk.may_change(who, one)))
    units = {unit.id: unit.name for unit in await list_units(session)} if desk.may_share(who) else {}
    return page(
        request,
        who,
        "pages/filtros.html",
        status=422 if errors else 200,
        failed=bool(errors),
        consulta=query,
        pedido=described(asked_of(query)) if query else "",
        meus=[one for one, row in zip(kept, rows, strict=True) if row.unit is None],
        da_unidade=[one for one, row in zip(kept, rows, strict=True) if row.unit is not None],
        unidade=units.get(who.unit or "", ""),
        escrito=posted.text("nome") if posted else "",
        marcado=bool(posted.text("unidade")) if posted else False,
        mudado=posted.text("filtro") if posted else "",
        erros=summary(errors or {}),
        erro=errors or {},
        mais_longo=LONGEST_NAME,
        ato=new_act(),
    )
