"""How far the open cases have come in counting again after an act of the body."""

from typing import Literal

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from activities.records.queries.following import Following, following
from api.deps import Administrator, SessionDep
from api.web.formatters import number, plural
from api.web.inputs import clean
from api.web.routers.administracao_folha import listing

router = APIRouter(dependencies=[Depends(clean)])
PATH = "/administracao/andamento"
BACK = {
    "calendario": "Voltar ao calendário",
    "parametros": "Voltar aos parâmetros",
    "contagem": "Voltar à contagem",
    "redacoes": "Voltar às redações",
}


@router.get(PATH)
async def andamento(
    request: Request,
    who: Administrator,
    session: SessionDep,
    de: Literal["calendario", "parametros", "contagem", "redacoes"] = "calendario",
) -> Response:
    """How many cases have read the last act. Nobody need wait here: they go on by themselves."""
    found = await following(session)
    return listing(request, who, "andamento", andamento=found, dito=_said(found), de=de, volta=BACK[de])


def _said(found: Following) -> str:
    if not found.open:
        return "Nenhum processo está aberto: não há prazo a contar de novo."
    if not found.behind:
        return (
            f"Pronto: {plural(found.open, 'processo aberto já conta', 'processos abertos já contam')} pelo último ato."
        )
    many = "processos abertos já contam" if found.done != 1 else "processos abertos já conta"
    return f"{number(found.done)} de {number(found.open)} {many} pelo último ato."
