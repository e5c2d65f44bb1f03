"""The pages, put together for `create_app`: its routers, its files, and how a problem looks to people."""

import re
from urllib.parse import quote

from fastapi import FastAPI, Request
from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import RedirectResponse, Response

from api.deps import get_door, get_visitor
from api.handlers import request_id
from api.identity.principal import Principal
from api.problems import Problem
from api.web.assets import static_dir
from api.web.routers import (
    acoes,
    administracao,
    administracao_andamento,
    administracao_compromissos,
    administracao_impedimentos,
    administracao_indices,
    administracao_mensagens,
    administracao_normas,
    administracao_organizacoes,
    administracao_pessoas,
    administracao_previa,
    administracao_redacoes,
    agendas,
    alteracao,
    arquivos,
    ausencias,
    conciliacao,
    consulta,
    conta,
    cumprimento,
    dados,
    documentos,
    dossie,
    fotografias,
    hipotese,
    lote,
    mesa,
    painel,
    painel_compromissos,
    painel_pdf,
    papeis,
    parcerias,
    participe,
    planilha,
    planos,
    prazos,
    problemas,
    processo,
    processos,
    protocolo,
    publico,
    recibos,
    relatorio,
    relatorio_nger,
    sala,
    sessao,
    sobre,
    tarefa,
    tarefas,
    verificar,
    vivo,
)
from api.web.templating import page
from api.web.views.erros import problem_page

__all__ = ["mount", "render_problem", "routers", "static_dir"]

# The order matters where one address could be another's parameter: "novo" is no case, "assumir" no page, "agendas" no
# deadline.
routers = [
    sessao.router,
    publico.router,
    parcerias.router,
    protocolo.router,
    verificar.router,
    consulta.router,
    dados.router,
    sobre.router,
    painel.router,
    painel_compromissos.router,
    vivo.router,
    tarefas.router,
    lote.router,
    mesa.router,
    conta.router,
    ausencias.router,
    documentos.router,
    papeis.router,
    dossie.router,
    painel_pdf.router,
    relatorio.router,
    relatorio_nger.router,
    planos.router,
    tarefa.router,
    planilha.router,
    acoes.router,
    sala.router,
    recibos.router,
    agendas.router,
    prazos.router,
    processos.router,
    hipotese.router,
    conciliacao.router,
    fotografias.router,
    cumprimento.router,
    participe.router,
    alteracao.router,
    processo.router,
    administracao.router,
    administracao_pessoas.router,
    administracao_organizacoes.router,
    administracao_impedimentos.router,
    administracao_normas.router,
    administracao_andamento.router,
    administracao_previa.router,
    administracao_redacoes.router,
    administracao_compromissos.router,
    administracao_indices.router,
    administracao_mensagens.router,
]


def mount(app: FastAPI) -> None:
    """Serve the files that pages load, and let people read of problems where programs do."""
    app.router.routes.extend(arquivos.routes)
    app.include_router(problemas.router, include_in_schema=False)
    # First, since the API answers at the same addresses whoever does not ask for HTML.
    app.router.routes.insert(0, app.router.routes.pop())


async def render_problem(request: Request, problem: Problem) -> Response:
    """The page of a problem, in the same look, with the number of the request. Who must sign in is taken there."""
    after = quote(_asked_at(request), safe="/")
    if problem.code == "nao-autenticado":
        return RedirectResponse(f"/entrar?depois={after}", status_code=303)
    visitor = await _visitor(request)
    response = page(
        request,
        visitor,
        "errors/problema.html",
        status=problem.status,
        failed=True,
        problema=problem_page(problem, request_id(request)),
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _asked_at(request: Request) -> str:
    """The page to go back to: the one asked for, or that of the task on which somebody acted."""
    path = request.url.path
    if request.method == "GET":
        return path
    found = re.match(r"/tarefas/(?!em-lote)[^/]+", path)
    return found[0] if found else "/tarefas"


async def _visitor(request: Request) -> Principal | None:
    """Whoever looks, if that can be found out while something is wrong."""
    try:
        return await get_visitor(request, get_door(request))
    except (Problem, SQLAlchemyError, OSError):
        return None
