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
GESTAO = Role("gestao", "a chefia da unidade")
NUCLEO = Role("nger", "o NGER")
PROTOCOLO = Role("protocolo", "o Protocolo")
INTEGRACAO = Role("integracao", "um sistema integrado")
ADMINISTRADOR = Role("administrador", "o administrador do Tramita")

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
