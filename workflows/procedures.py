"""Every procedure this build runs. Importing this module registers them: the worker, the door and the tools all do."""

from workflows.cooperacao import plano_de_trabalho
from workflows.kernel.registry import procedures
from workflows.nger import ano, processo, reuniao
from workflows.parcerias import (
    cadastramento,
    celebracao,
    chamamento_publico,
    comissao_selecao,
    convocacao_proxima,
    designacao_da_comissao,
    designacao_do_gestor,
    dispensa_inexigibilidade,
    edital,
    habilitacao,
    habilitacao_selecionada,
    habilitacao_tecnica,
    inviabilidade_da_concessao,
    plano_da_parceria,
    pmis,
    recurso,
    selecao,
    vigencia_da_habilitacao,
)

__all__ = [
    "ano",
    "cadastramento",
    "celebracao",
    "chamamento_publico",
    "comissao_selecao",
    "convocacao_proxima",
    "designacao_da_comissao",
    "designacao_do_gestor",
    "dispensa_inexigibilidade",
    "edital",
    "habilitacao",
    "habilitacao_selecionada",
    "habilitacao_tecnica",
    "inviabilidade_da_concessao",
    "plano_da_parceria",
    "plano_de_trabalho",
    "pmis",
    "procedures",
    "processo",
    "recurso",
    "reuniao",
    "selecao",
    "vigencia_da_habilitacao",
]
