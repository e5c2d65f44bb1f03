"""A partnership under way as its cases tell it, for the tests of what the portal discloses of partnerships."""

from datetime import UTC, date, datetime
from typing import Any

from activities.parties import party_of
from activities.records.engine import Sessions
from activities.records.organizations import put_organization
from activities.records.record import record
from activities.records.tables import OrganizationRow
from tests.records.make import deadline, fact, header, turn
from workflows.clock import Binds, Nature, Term, dias
from workflows.kernel.state import CaseStatus, DeadlineStatus, FactKind

CNPJ = "12345678000195"
PARTE = party_of(CNPJ)
MANAGER, MEMBER = "Gil Araújo", "Ana Sá"
MINUTA = {
    "clausulas": ["I"], "plano_anexo": True, "valor_do_repasse": "950000.00", "empenho": "2026NE000123",
    "empenho_em": "2026-03-12", "vigencia_em_meses": 11, "admite_prorrogacao": False, "devolucao_em_dias": 30,
    "aviso_de_rescisao_em_dias": 60, "titularidade": "sinfra", "compra_equipamentos": False,
    "contrapartida": {
        "descricao": "Máquinas", "unidade": "hora", "quantidade": 100, "percentual": 15, "valor": "50000.00",
    },
}  # fmt: skip


def instrument(number: str = "Termo de Fomento 1/2026", **changes: Any) -> dict[str, Any]:
    """The instrument as a celebration makes it public: eleven months from 25 Mar 2026 end on 25 Feb 2027."""
    values: dict[str, Any] = {
        "numero": number, "tipo": "termo-de-fomento", "objeto": "Conservação da MT-251",
        "organizacao": "Instituto Caminhos do Cerrado", "parte": PARTE, "assinado_em": "2026-03-20",
        "eficaz_desde": "2026-03-25", "plano_aprovado_em": "2026-02-20", "minuta": MINUTA,
        "gestores": [{"pessoa": "u-gil", "nome": MANAGER}],
        "comissao": [{"pessoa": "u-ana", "nome": MEMBER, "vinculo": "cargo-efetivo", "faz_visitas": True}],
    }  # fmt: skip
    return {**values, **changes}


def running(number: str = "Termo de Fomento 1/2026") -> dict[str, Any]:
    """The partnership as cases under it were told of it."""
    return {"numero": number, "parte": PARTE, "objeto": "Conservação da MT-251"}


RAZAO = [
    {"dia": "2026-03-25", "natureza": "pactuado", "centavos": 95000000, "historico": "Valor total do repasse",
     "dispositivo": "dec-167:art-36"},
    {"dia": "2026-04-03", "natureza": "repasse", "centavos": 45000000, "historico": "Parcela 1",
     "dispositivo": "dec-167:art-38"},
]  # fmt: skip
EQUIPE = [
    {"funcao": "Engenheira civil", "pessoas": 1, "remuneracao": "9000.00", "previsto": "81000.00"},
    {"funcao": "Auxiliar de campo", "pessoas": 3, "remuneracao": "2400.00", "previsto": "64800.00"},
]


async def told(sessions: Sessions, case: str, head: dict[str, Any], began: dict[str, Any], **parts: Any) -> None:
    """Record a case that began with an input; `more` are further facts of it."""
    more = parts.pop("more", ())
    said = turn(1, (fact(1, data={"input": began}), *more), case=case, **parts)
    await record(sessions, said.model_copy(update={"case": header(case, subject="x", **head)}))


async def partnership(sessions: Sessions) -> None:
    """A partnership celebrated and under way, with accounts presented, its team, and what an alteration made of it."""
    async with sessions() as session:
        await put_organization(session, OrganizationRow(id=PARTE, cnpj=CNPJ, name="Instituto Caminhos do Cerrado"))
        await session.commit()
    ended: dict[str, Any] = {"status": CaseStatus.ENDED, "ended_at": datetime(2026, 8, 2, 15, tzinfo=UTC)}
    celebrated = {"type": "celebracao", "public": {"instrumento": instrument()}, "outcome": "x", **ended}
    await told(sessions, "cel-1", celebrated, {"objeto": "x"})
    public = {"razao": RAZAO, "saldo": 45000000, "a_liberar": 50000000}
    entered = fact(2, FactKind.INSCRIBED, data={
        "register": "alteracao.situacao", "title": "x", "party": f"{PARTE}/Termo de Fomento 1/2026", "state": "aditada",
        "state_title": "Aditada", "holds": True, "since": "2026-06-01", "until": None,
        "details": {"fim": "2027-03-30", "repasse": 96000000},
    })  # fmt: skip
    await told(sessions, "par-1", {"type": "parceria", "parties": (PARTE,), "public": public},
               {"instrumento": instrument()}, more=(entered,))  # fmt: skip
    came = fact(2, FactKind.TASK_COMPLETED, at=datetime(2026, 6, 25, 15, tzinfo=UTC),
                data={"decl": "contas-parciais.apresentacao", "outcome": "apresentadas"})  # fmt: skip
    asked = Term(budget=dias(2), anchor=date(2026, 6, 22), nature=Nature.ADMINISTRATIVE)
    due = deadline("d1", case="con-1", due=date(2026, 6, 24), decl="contas-parciais.prazo", term=asked,
                   title="apresentação das contas parciais", provision="dec-167:art-80",
                   status=DeadlineStatus.MET_LATE, closed_at=came.at)  # fmt: skip
    weighed = Term(budget=dias(46), anchor=date(2026, 6, 25), nature=Nature.ADMINISTRATIVE, binds=Binds.ADMINISTRACAO)
    look = deadline("d2", case="con-1", due=date(2026, 8, 10), decl="contas-parciais.prazo-da-analise", term=weighed,
                    title="análise das contas parciais", provision="dec-167:art-84", status=DeadlineStatus.MET,
                    closed_at=ended["ended_at"])  # fmt: skip
    began = {"parceria": running(), "numero": 1, "inicio": "2026-03-25", "fim": "2026-06-22"}
    done = {"type": "contas-parciais", "parties": (PARTE,), "outcome": "contas-parciais-aprovadas", **ended}
    await told(sessions, "con-1", done, began, more=(came,), deadlines=(due, look))
    page = {"equipe": EQUIPE, "exercicio": 2026, "plano": "https://sitio.exemplo.invalid/plano.pdf",
            "endereco_da_organizacao": "https://osc.exemplo.invalid/parcerias"}  # fmt: skip
    await told(sessions, "div-1", {"type": "divulgacao-da-parceria", "parties": (PARTE,), "public": page},
               {"parceria": running()})  # fmt: skip
