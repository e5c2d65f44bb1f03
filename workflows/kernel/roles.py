"""Who may act. The decree says "SINFRA"; the split into units below is ours, and each body maps its people to it."""

from workflows.kernel.words import Role

CIDADAO = Role("cidadao", "o cidadão", external=True)
OSC = Role("osc", "a organização da sociedade civil", external=True)
PARTICIPE = Role("participe", "o partícipe", external=True)
AREA_TECNICA = Role("area-tecnica", "a Área técnica")
PUBLICACAO = Role("publicacao", "a Equipe de publicação")
SECRETARIO = Role("secretario", "o Secretário")
PROCURADORIA = Role("procuradoria", "a Procuradoria-Geral do Estado")
MEMBRO_DA_COMISSAO = Role("membro-comissao", "o membro designado da Comissão de Seleção", by_act=True)
ORCAMENTO = Role("orcamento", "a Equipe de orçamento")
GESTOR_DA_PARCERIA = Role("gestor-da-parceria", "o Gestor da parceria designado", by_act=True)
MEMBRO_DA_CMA = Role("membro-cma", "o membro designado da Comissão de Monitoramento e Avaliação", by_act=True)
EQUIPE_DE_CONTAS = Role("equipe-contas", "a Equipe de prestação de contas")
CHEFIA_DE_CONTAS = Role("chefia-contas", "a chefia da Equipe de prestação de contas")
CONTABILIDADE = Role("contabilidade", "a Contabilidade")
CADASTRO = Role("cadastro", "a Equipe de cadastro e habilitação")
RESPONSAVEL_TECNICO = Role("responsavel-tecnico", "o responsável técnico")
GESTAO = Role("gestao", "a chefia da unidade")
NUCLEO = Role("nger", "o NGER")
PROTOCOLO = Role("protocolo", "o Protocolo")
INTEGRACAO = Role("integracao", "um sistema integrado")
ADMINISTRADOR = Role("administrador", "o administrador do Tramita")

AUTORIDADE_DESIGNADA = Role("autoridade-designada", "a autoridade designada para julgar", by_act=True)

ROLES: dict[str, Role] = {
    role.id: role
    for role in (
        CIDADAO,
        OSC,
        PARTICIPE,
        AREA_TECNICA,
        PUBLICACAO,
        SECRETARIO,
        PROCURADORIA,
        MEMBRO_DA_COMISSAO,
        AUTORIDADE_DESIGNADA,
        ORCAMENTO,
        GESTOR_DA_PARCERIA,
        MEMBRO_DA_CMA,
        EQUIPE_DE_CONTAS,
        CHEFIA_DE_CONTAS,
        CONTABILIDADE,
        CADASTRO,
        RESPONSAVEL_TECNICO,
        GESTAO,
        NUCLEO,
        PROTOCOLO,
        INTEGRACAO,
        ADMINISTRADOR,
    )
}


def role_title(role_id: str) -> str:
    """How pages name who holds `role_id`; the id itself when it is not one of ours."""
    role = ROLES.get(role_id)
    return role.title if role else role_id
