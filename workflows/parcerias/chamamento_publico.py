"""Chamamento público: do planejamento à convocação para celebrar (Decreto 167/2019, arts. 17 a 32).

The edital, the commission, the selection, the qualification of the selected one and the calls by order are procedures
of their own under this one. Proposals are received until the last second of the day that the edital fixes and stay
sealed until then, by our safeguard: the decree is silent, and an act may lift it. The call may be revoked or annulled
at any moment, with reasons.
"""

from datetime import date
from typing import Any

from workflows.clock import add_months
from workflows.kernel import About, Answer, Outcome, Procedure, Stage, procedure
from workflows.kernel.messages import CaseResult
from workflows.kernel.roles import AREA_TECNICA, INTEGRACAO
from workflows.kernel.seals import Arrival
from workflows.norms import DEC_167
from workflows.parcerias import atos_do_chamamento as atos
from workflows.parcerias import documentos_do_chamamento as documentos
from workflows.parcerias.atos_do_edital import ANTECEDENCIA
from workflows.parcerias.comissao_selecao import ComissaoDeSelecao
from workflows.parcerias.convocacao_proxima import CONVOCADA, ConvocacaoProxima
from workflows.parcerias.edital import Edital
from workflows.parcerias.formularios_chamamento import Especie, Pergunta, RespostaPublica, em_resumo
from workflows.parcerias.formularios_comissao import Composicao
from workflows.parcerias.formularios_convocacao import ParaConvocar
from workflows.parcerias.formularios_edital import MinutaDoEdital, Planejamento
from workflows.parcerias.formularios_selecao import ParaSelecionar
from workflows.parcerias.selecao import NENHUMA, Selecao

HOMOLOGADO = Outcome("resultado-homologado", "Resultado homologado e organização convocada")
DESERTO = Outcome("deserto", "Deserto: nenhuma proposta")
FRACASSADO = Outcome("fracassado", "Fracassado: ninguém classificado ou habilitado")
ESGOTADO = Outcome("lista-esgotada", "Resultado homologado, sem quem celebre")
REVOGADO = Outcome("revogado", "Chamamento revogado")
ANULADO = Outcome("anulado", "Chamamento anulado")
ENCERRADO = Outcome("encerrado", "Prazo das propostas encerrado")
RETIFICADO = Outcome("retificado", "Edital retificado")

EDITAL = Stage("edital", "Edital")
PROPOSTAS = Stage("propostas", "Recebimento de propostas")
SELECAO = Stage("selecao", "Comissão e seleção")
HABILITACAO = Stage("habilitacao", "Habilitação")
HOMOLOGACAO = Stage("homologacao", "Homologação")
CONVOCACAO = Stage("convocacao", "Convocação para celebrar")


def _desfeito(ato: Answer) -> Outcome:
    return REVOGADO if ato.form["especie"] == Especie.REVOGACAO else ANULADO


@procedure
class ChamamentoPublico(Procedure[Planejamento]):
    """From the plan of a call to an organisation that comes to celebrate, or to the end of the call."""

    about = About(
        id="chamamento-publico", title="Chamamento público", short="Chamamento", norm="Decreto 167/2019",
        provisions=(DEC_167.art(17), DEC_167.art(20), DEC_167.art(28), DEC_167.art(32)),
        started_by=(AREA_TECNICA, INTEGRACAO), input=Planejamento,
        stages=(EDITAL, PROPOSTAS, SELECAO, HABILITACAO, HOMOLOGACAO, CONVOCACAO),
        outcomes=(HOMOLOGADO, DESERTO, FRACASSADO, ESGOTADO, REVOGADO, ANULADO),
        duties=("EDI-01", "EDI-02", "R-017", "R-034-NT"), documents=documentos.DO_CHAMAMENTO,
    )  # fmt: skip
    edital: MinutaDoEdital
    permite_rede: bool = False
    publicado_em: date
    homologado_em: date

    @classmethod
    def subject_of(cls, planejamento: Planejamento) -> str:
        """The object of the partnership."""
        return planejamento.objeto

    async def run(self) -> Outcome:
        """Arts. 17 to 32, unless the call is undone."""
        return await self.unless(atos.DESFAZIMENTO, self.chamar(), then=_desfeito)

    async def chamar(self) -> Outcome:
        """The call, phase by phase (art. 34, I)."""
        self.enter(EDITAL)
        await self.publicar_edital()
        while await self.unless(atos.RETIFICACAO, self.receber(), then=RETIFICADO) == RETIFICADO:
            await self.publicar_edital()

        propostas = await self.abrir()
        if not propostas:
            return DESERTO

        self.enter(SELECAO)
        selecao = await self.selecionar(propostas)
        if selecao.outcome == NENHUMA:
            return FRACASSADO

        self.enter(HABILITACAO)
        selecionada = await self.convocar(selecao.data["classificacao"], homologada=False)
        if selecionada.outcome != CONVOCADA:
            return FRACASSADO
        return await self.homologar(selecao, selecionada)

    async def publicar_edital(self) -> None:
        """Arts. 18 to 21: the edital, published for at least thirty days."""
        publicado = await self.child(Edital, self.input)
        self.edital = self.made(MinutaDoEdital, **publicado.data["edital"])
        self.permite_rede = self.edital.atuacao_em_rede
        self.publicado_em = self.reckon(date.fromisoformat, publicado.data["publicado_em"])
        self.show(objeto=self.input.objeto, **publicado.data)

    async def receber(self) -> Outcome:
        """Arts. 18, III and § 2º: proposals, sealed, and questions answered in public, until the last second."""
        self.enter(PROPOSTAS)
        desde, fim, publicacao = self.publicado_em, self.edital.fim_das_propostas, "última publicação do edital"
        self.begin(ANTECEDENCIA, since=desde, because=publicacao)
        self.begin(atos.PRAZO_DAS_PROPOSTAS, since=desde, because=publicacao, fixed=fim)
        sigilo = self.parameter(atos.SIGILO)
        self.open(atos.PROPOSTA, until=atos.PRAZO_DAS_PROPOSTAS, sealed=sigilo)
        await self.each_arrival(atos.PERGUNTA, until=atos.PRAZO_DAS_PROPOSTAS, course=self.responder)
        return ENCERRADO

    async def responder(self, trazida: Answer, numero: int) -> None:
        """Art. 18, § 2º: to everybody at once."""
        pergunta = trazida.read(Pergunta).pergunta
        resposta = await self.ask(atos.RESPOSTA, subject=f"pergunta {numero}", about={"pergunta": pergunta})
        if resposta == atos.RESPONDIDA:
            self.show(
                **{f"pergunta_{numero}": {"pergunta": pergunta, "resposta": resposta.read(RespostaPublica).resposta}}
            )

    async def abrir(self) -> list[dict[str, Any]]:
        """Art. 29: what was proposed, the last of each organisation, once nothing more can be proposed."""
        abertas = await self.unseal(atos.PROPOSTA, keep=em_resumo)
        validas = self.reckon(ultima_de_cada_uma, abertas)
        self.admit_parties(*(uma["parte"] for uma in validas))
        return validas

    async def selecionar(self, propostas: list[dict[str, Any]]) -> CaseResult:
        """Arts. 26 to 29 and 31, I, a: the commission, free of impediments, and its selection."""
        quem = [uma["organizacao"] for uma in propostas]
        composta = await self.child(
            ComissaoDeSelecao, self.made(Composicao, chamamento=self.input.objeto, participantes=quem)
        )
        entrada = self.made(
            ParaSelecionar, objeto=self.input.objeto, criterios=self.edital.criterios,
            desempate=self.edital.desempate, nota_minima=self.edital.nota_minima, membros=composta.data["membros"],
            propostas=self.reckon(sem_parte, propostas),
        )  # fmt: skip
        return await self.child(Selecao, entrada)

    async def convocar(self, classificacao: list[dict[str, Any]], *, homologada: bool) -> CaseResult:
        """Arts. 30 and 32, § 2º: one after the other in the order."""
        entrada = self.made(
            ParaConvocar, objeto=self.input.objeto, lista=classificacao, homologada=homologada,
            prazo_de_habilitacao=self.edital.prazo_de_habilitacao, prazo_para_atender=self.edital.prazo_para_atender,
            valida_ate=self.valida_ate() if homologada else None,
        )  # fmt: skip
        return await self.child(ConvocacaoProxima, entrada, subject="depois" if homologada else "antes")

    async def homologar(self, selecao: CaseResult, selecionada: CaseResult) -> Outcome:
        """Art. 32: homologated and published; then whoever the order says is called to celebrate."""
        self.enter(HOMOLOGACAO)
        restam = self.reckon(a_partir_de, selecao.data["classificacao"], selecionada.data["convocada"])
        homologada = await self.ask(atos.HOMOLOGACAO, about={"selecionada": restam[0]["organizacao"]["nome"]})
        self.issue_since(
            documentos.EM_PAPEL, documentos.RESULTADO_FINAL, signed=(homologada,), objeto=self.input.objeto,
            classificacao=self.reckon(documentos.em_linhas, restam), eliminadas=(),
        )  # fmt: skip
        final = await self.publish(atos.RESULTADO_FINAL)
        self.homologado_em = final.on
        self.show(classificacao=restam, homologado_em=final.on.isoformat())

        self.enter(CONVOCACAO)
        convocada = await self.convocar(restam, homologada=True)
        if convocada.outcome != CONVOCADA:
            return ESGOTADO
        self.show(convocada=convocada.data["convocada"])
        return HOMOLOGADO

    def valida_ate(self) -> date | None:
        """Art. 18, § 3º: the last day of the result's validity, if the edital gives one."""
        meses = self.edital.validade_em_meses
        return self.reckon(add_months, self.homologado_em, meses) if meses else None


def ultima_de_cada_uma(abertas: tuple[Arrival, ...]) -> list[dict[str, Any]]:
    """The last proposal of each organisation, by protocol: each takes the place of the one before."""
    ultimas = {uma.party: uma for uma in abertas}
    return [
        {"protocolo": uma.protocol, "parte": uma.party, **uma.form}
        for uma in sorted(ultimas.values(), key=lambda uma: uma.number)
    ]


def sem_parte(propostas: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The proposals as the selection takes them."""
    return [{nome: valor for nome, valor in uma.items() if nome != "parte"} for uma in propostas]


def a_partir_de(classificacao: list[dict[str, Any]], convocada: dict[str, Any]) -> list[dict[str, Any]]:
    """The order from the qualified one on: those before it proved unqualified, it need not prove it again."""
    return [
        {**uma, "habilitada": uma["posicao"] == convocada["posicao"]}
        for uma in classificacao
        if uma["posicao"] >= convocada["posicao"]
    ]
