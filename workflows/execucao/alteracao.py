"""Alteração da parceria (Decreto 167/2019, arts. 36, VI, 49, caput, I, II and §§ 2º and 3º, and 50).

The organisation asks, or SINFRA proposes and the organisation consents. What changes says by which instrument. SINFRA
answers a request in thirty days, which stand still while it waits for what it asked the organisation to clarify; its
silence approves nothing. What has ended can no longer be altered.
"""

from datetime import date
from typing import Any

from workflows.execucao import atos_da_alteracao as atos
from workflows.execucao.alterando import OLHA_DE_NOVO, Alterando
from workflows.execucao.formularios_alteracao import Apostila, Exame, Iniciativa, PedidoDeAlteracao
from workflows.execucao.mudancas import Mudanca
from workflows.execucao.registros import A_ASSINAR, ALTERACOES, RESERVAS
from workflows.execucao.regras_alteracao import (
    Formalizacao,
    alterada,
    cabe,
    diferenca,
    formalizacao_de,
    pede_parecer,
    somada,
)
from workflows.execucao.sob_parceria import titulo
from workflows.kernel import DECORRIDO, About, Answer, Outcome, Stage, exige, procedure
from workflows.kernel.registering import WhileAny
from workflows.kernel.roles import AREA_TECNICA, GESTAO, OSC, PROTOCOLO
from workflows.kernel.state import Context
from workflows.norms import DEC_167
from workflows.parcerias.dinheiro import centavos
from workflows.parcerias.formularios_celebracao import AssinaturaDoSecretario

# -- Resultados ------------------------------------------------------------------------------------------------
ADITADA = Outcome("aditivo-publicado", "Termo aditivo publicado")
APOSTILADA = Outcome("apostilada", "Alteração apostilada")
NEGADA = Outcome("alteracao-negada", "Alteração negada")
SEM_ACORDO = Outcome("sem-acordo", "A organização não concordou")
PREJUDICADA = Outcome("vigencia-encerrada", "A vigência terminou antes da alteração")
EM_ASSINATURA = Outcome("em-assinatura", "Alteração do valor em assinatura")

RESERVA = "alteracoes-a-assinar"
"""The change by which alterations of the value that are signed at the same time know of each other."""

EXAME = Stage("exame", "Exame do pedido")
DECISAO = Stage("decisao", "Decisão")
FORMALIZACAO = Stage("formalizacao", "Termo ou apostila")


@procedure
class Alteracao(Alterando[PedidoDeAlteracao]):
    """From the request to what changes in the partnership, which the case above learns as `mudanca`."""

    about = About(
        id="alteracao", title="Alteração da parceria", short="Alteração", norm="Decreto 167/2019",
        provisions=(DEC_167.art(49), DEC_167.art(50), DEC_167.art(36, inciso="VI")),
        started_by=(OSC, AREA_TECNICA, GESTAO, PROTOCOLO), input=PedidoDeAlteracao,
        stages=(EXAME, DECISAO, FORMALIZACAO), outcomes=(ADITADA, APOSTILADA, NEGADA, SEM_ACORDO, PREJUDICADA),
        duties=("ALT-01",),
    )  # fmt: skip
    conta_reajuste: bool
    exame: Exame
    com_parecer: bool = False
    decidida_em: date
    assinado_em: date

    @classmethod
    def admit(cls, pedido: PedidoDeAlteracao, on: date, _context: Context) -> None:
        """What has ended is not altered: the request comes while the term runs."""
        fim = pedido.parceria.fim
        tarde = f"A vigência terminou em {fim:%d/%m/%Y}; a alteração se pede antes disso."
        exige(on <= fim, DEC_167.art(49), tarde)

    async def run(self) -> Outcome:
        """Art. 49: consented to or asked for, examined, answered, formalised."""
        self.concern(self.osc)
        self.enter(EXAME)
        if self.input.iniciativa == Iniciativa.ORGANIZACAO:
            self.begin(atos.PRAZO_DA_MANIFESTACAO, since=self.started_on, because="apresentação da solicitação")
        elif (dito := await self.enquanto_vige(atos.ANUIR, party=self.osc)) != atos.ANUIU:
            return SEM_ACORDO if dito == atos.NAO_ANUIU else PREJUDICADA

        feita: Outcome = atos.REEXAMINAR
        while feita == atos.REEXAMINAR:
            decidida = await self.responder()
            if decidida == DECORRIDO:
                return PREJUDICADA
            if decidida == atos.REEXAMINAR:
                continue
            self.met(atos.PRAZO_DA_MANIFESTACAO)
            dita = "negada" if decidida == atos.NEGAR else "autorizada"
            self.notify(atos.AVISO_DA_DECISAO, party=self.osc, numero=self.input.parceria.numero, decisao=dita)
            feita = NEGADA if decidida == atos.NEGAR else await self.formalizar()
        return feita

    async def responder(self) -> Outcome:
        """Arts. 49, § 2º, and 50: examined, the Procuradoria heard where it is not dispensed, decided."""
        self.situacao = await self.ate_aqui()
        self.conta_reajuste = self.parameter(atos.CONTA_REAJUSTE)
        proposto = await self.examinar()
        if proposto == DECORRIDO:
            return DECORRIDO
        self.enter(DECISAO)
        if proposto == atos.PROPOE_AUTORIZAR and self.reckon(pede_parecer, self.input, self.exame):
            parecer = await self.enquanto_vige(atos.OUVIR_A_PROCURADORIA, about={"duvida": self.exame.duvida_juridica})
            if parecer == DECORRIDO:
                return DECORRIDO
            self.com_parecer = True
        decidida = await self.enquanto_vige(atos.DECIDIR, about={"proposta": titulo(atos.EXAMINAR, proposto)})
        self.decidida_em = decidida.on
        if decidida == atos.AUTORIZAR and not await self.ainda_cabe():
            return atos.REEXAMINAR
        return decidida

    async def ainda_cabe(self) -> bool:
        """Art. 49: whether what was examined may still be authorised, by what was altered meanwhile; if not, it is
        examined anew."""
        if not self.follows(OLHA_DE_NOVO):
            return True
        reservas = await self.reservas()
        self.situacao = self.reckon((await self.ate_aqui()).com, reservas, self.case_id)
        if self.reckon(cabe, self.input, self.exame, self.situacao, conta_reajuste=self.conta_reajuste):
            return True
        self.notify(atos.AVISO_DE_NOVO_EXAME, numero=self.input.parceria.numero)
        return False

    async def examinar(self) -> Answer:
        """Art. 49, § 2º: examined, once nothing is unclear any more."""
        examinado = await self.examinado(atos.DO_EXAME)
        if examinado != DECORRIDO:
            self.exame = examinado.read(Exame)
        return examinado

    async def formalizar(self) -> Outcome:
        """Art. 49, I and II: by a term or by a certificate."""
        self.enter(FORMALIZACAO)
        como = self.reckon(formalizacao_de, self.input.mudancas)
        return await self.aditar() if como == Formalizacao.ADITIVO else await self.apostilar()

    async def aditar(self) -> Outcome:
        """Art. 49, I and § 3º: both sign while the term runs; the extract is published, late or not."""
        self.reservar(True)
        feita = await self.assinar()
        if feita != ADITADA:
            self.reservar(False)
            return feita
        self.begin(atos.PRAZO_DO_EXTRATO, since=self.assinado_em, because="assinatura do termo aditivo")
        publicado = await self.publish(atos.EXTRATO)
        self.met(atos.PRAZO_DO_EXTRATO)
        self.show(publicado_em=publicado.on.isoformat())
        return ADITADA

    async def assinar(self) -> Outcome:
        """Art. 49, I: the organisation, and then the Secretary, if what was decided may still be done."""
        da_osc = await self.enquanto_vige(atos.ASSINATURA_DA_ORGANIZACAO, party=self.osc)
        if da_osc != atos.ASSINADO:
            return SEM_ACORDO if da_osc == atos.NAO_ASSINA else PREJUDICADA
        if not await self.ainda_cabe():
            return atos.REEXAMINAR
        assinado = await self.enquanto_vige(atos.ASSINATURA_DO_SECRETARIO)
        if assinado == DECORRIDO:
            return PREJUDICADA
        self.assinado_em = assinado.day("assinado_em")
        await self.valer(ADITADA, assinado.read(AssinaturaDoSecretario).numero, self.assinado_em)
        self.reservar(False)
        return ADITADA

    async def reservas(self) -> list[Any]:
        """Art. 49, I: what is being signed. Asked for before what is signed: what moves from one to the other meanwhile
        is then seen twice, never not at all."""
        if not self.follows(RESERVA):
            return []
        consta = await self.consult(A_ASSINAR, party=self.input.parceria.chave, on=self.today)
        assinando: list[Any] = consta.details.get(RESERVAS, [])
        return assinando

    def reservar(self, reserva: bool) -> None:
        """Art. 49, I: from before both sign until they have, or do not, others that change the value are told of it."""
        quanto = self.reckon(diferenca, self.input)
        if quanto is None or not self.follows(RESERVA):
            return
        minha = [{"caso": self.case_id, "centavos": quanto}]
        self.inscribe(
            A_ASSINAR, EM_ASSINATURA, party=self.input.parceria.chave, holds=WhileAny(RESERVAS),
            shared={RESERVAS: ([], minha) if reserva else (minha, [])},
        )  # fmt: skip

    async def apostilar(self) -> Outcome:
        """Art. 49, II: a certificate, while the term runs."""
        apostilado = await self.enquanto_vige(atos.APOSTILAR)
        if apostilado == DECORRIDO:
            return PREJUDICADA
        apostila = apostilado.read(Apostila)
        await self.valer(APOSTILADA, apostila.numero, apostila.emitida_em)
        return APOSTILADA

    async def valer(self, como: Outcome, numero: str, desde: date) -> None:
        """What holds from now on: to the case above, to the public, and in the register."""
        antes = await self.como_esta() if self.follows(OLHA_DE_NOVO) else self.input.parceria
        nova = self.reckon(alterada, antes, self.input)
        situacao = self.reckon(somada, self.situacao, self.input)
        mudou: dict[str, Any] = {
            "instrumento_da_alteracao": numero, "mudancas": [str(uma) for uma in self.input.mudancas],
            "desde": desde.isoformat(), "fim": nova.fim.isoformat(), "repasse": str(nova.repasse),
        }  # fmt: skip
        self.show(**mudou)
        mudanca = self.made(
            Mudanca, fim=self.input.novo_fim, diferenca=self.reckon(diferenca, self.input),
            parcelas=self.input.parcelas, trechos=self.input.trechos,
        )  # fmt: skip
        self.report(mudanca=mudanca.model_dump(mode="json"), novo_destino=self.input.novo_destino)
        self.inscribe(
            ALTERACOES, como, party=self.input.parceria.chave, since=desde, numero=numero, fim=nova.fim.isoformat(),
            repasse=self.reckon(centavos, nova.repasse), **self.reckon(situacao.detalhes),
        )  # fmt: skip
